// Letters that nobody has put a cursor for are those of a name: the box for it gets the cursor, and then the letter.
// The server sends the box some time after "Other speaker" or "Other source" is pressed. Until it is there, the
// letters go into a box of ours that nobody sees.
if (!window.namesAreTyped) {
  window.namesAreTyped = true;
  const asks = { o: ".st-key-review-speaker button", s: ".st-key-review-source button" };
  const patience = 10000; // milliseconds without a letter and without a box
  const settling = 1000; // milliseconds in which the front-end may draw a new box again
  const findBox = () => document.querySelector(".st-key-review-typed input");
  const findSave = () => document.querySelector(".st-key-review-panel [data-testid=stFormSubmitButton] button");
  const early = Object.assign(document.createElement("input"), { className: "typed-early", maxLength: 300 });
  Object.assign(early, { ariaLabel: "Another name", autocomplete: "off", spellcheck: false });
  let holds = false, composes = false, asked = -Infinity, timer, before;
  let filled = null; // the box that got letters, and what was in it last
  const stop = () => {
    if (!holds) return;
    holds = false;
    clearTimeout(timer);
    arrival.disconnect();
    const hadFocus = document.activeElement === early;
    early.remove();
    if (hadFocus && before.isConnected) before.focus({ preventScroll: true });
  };
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(stop, patience);
  };
  const hold = () => {
    before = document.activeElement;
    holds = true;
    composes = false;
    Object.assign(early, { value: "", readOnly: false });
    document.body.append(early);
    early.focus({ preventScroll: true });
    arrival.observe(document.body, { childList: true, subtree: true });
    wait();
  };
  const handOver = () => {
    const box = findBox(), save = findSave();
    if (!holds || composes || !box || !save) return;
    const isEntered = early.readOnly;
    stop();
    if (!early.value) return;
    const isAgain = filled && performance.now() - asked < settling;
    const known = isAgain && !box.value.startsWith(filled.value) ? filled.value : "";
    asked = performance.now(); // from now on the new box may be drawn again
    fill(box, known + box.value + early.value);
    redraw.observe(document.body, { childList: true, subtree: true });
    if (isEntered) setTimeout(() => save.click());
  };
  const fill = (box, typed) => {
    filled = { box, value: typed };
    box.focus();
    // as if it were typed there: the front-end listens for the event
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, typed);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const forget = () => {
    asked = -Infinity;
    filled = null;
  };
  const restore = () => { // a box that is drawn again may be empty
    if (!filled || performance.now() - asked >= settling) return redraw.disconnect();
    const box = findBox();
    if (holds || !box || box === filled.box || box.value.startsWith(filled.value)) return;
    fill(box, filled.value + box.value);
  };
  const arrival = new MutationObserver(handOver), redraw = new MutationObserver(restore);
  document.addEventListener("input", ({ target }) => {
    if (target === filled?.box) filled.value = target.value;
  }, true);
  early.addEventListener("input", wait);
  early.addEventListener("compositionstart", () => { composes = true; });
  early.addEventListener("compositionend", () => { composes = false; handOver(); });
  early.addEventListener("blur", () => { if (document.activeElement !== early) stop(); });
  early.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // a digit is the choice of a name that nobody has seen yet; a letter may be the shortcut, held down
    const isNone = !early.value && (event.repeat || /^\d$/.test(event.key));
    if (isNone || event.key === "Enter") event.preventDefault();
    if (event.key === "Enter" && early.value.trim()) early.readOnly = true;
    if (event.key === "Escape") stop();
  });
  document.addEventListener("keydown", (event) => {
    const box = findBox(), isDigit = /^\d$/.test(event.key);
    if (/^(Enter|Escape)$/.test(event.key) || (isDigit && !box?.value)) forget(); // a name is chosen, or none
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const ask = document.querySelector(asks[event.key.toLowerCase()] ?? "#none");
    const isLetter = /^\p{L}$/u.test(event.key);
    if (box && isLetter) box.focus();
    if (box?.value && isDigit) { // of the name that is typed, not the shortcut of another one
      box.focus();
      event.stopImmediatePropagation();
    }
    if (!box && isLetter && performance.now() - asked < settling) return hold();
    if (box || !ask || event.shiftKey || event.repeat) return;
    event.preventDefault(); // the letter is the shortcut, not the first of the name
    event.stopImmediatePropagation(); // the front-end may not know the shortcut yet
    ask.click();
  }, true);
  document.addEventListener("click", (event) => {
    const isAsked = event.target.closest?.(Object.values(asks).join());
    forget();
    if (isAsked) asked = performance.now();
    if (!isAsked || findBox() || event.pointerType === "touch") return;
    hold();
  });
}
