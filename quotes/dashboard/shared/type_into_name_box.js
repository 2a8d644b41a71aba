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
    asked = performance.now(); // from now on the new box may be drawn again
    box.focus();
    // as if it were typed there: the front-end listens for the event
    const typed = box.value + early.value;
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(box, typed);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    if (isEntered) setTimeout(() => save.click());
  };
  const arrival = new MutationObserver(handOver);
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
    if (/^(\d|Enter|Escape)$/.test(event.key)) asked = -Infinity; // a name is chosen, or none
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const box = findBox(), ask = document.querySelector(asks[event.key.toLowerCase()] ?? "#none");
    const isLetter = /^\p{L}$/u.test(event.key);
    if (box && isLetter) box.focus();
    if (box?.value && /^\d$/.test(event.key)) { // of the name that is typed, not the shortcut of another one
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
    asked = isAsked ? performance.now() : -Infinity;
    if (!isAsked || findBox() || event.pointerType === "touch") return;
    hold();
  });
}
