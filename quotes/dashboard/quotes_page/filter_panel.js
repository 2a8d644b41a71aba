// The filters, the order and the tools of the page of quotes. Each is a link or a form; a click or a choice tells
// the server which quotes to show, where the browser alone would load the whole dashboard again. A name is looked
// for on the server while it is typed.

import { placeHtml } from "./placed_html.js";

const PATIENCE = 200; // milliseconds without a key before a name is looked for

let number = 0; // so that every act differs from the one before
let drawn = null; // the panel that was seen last; another one replaces it whenever a filter changes
let focused = null; // the link, button or box of this page that has the focus, until the visitor leaves it
let unsent = {}; // what is typed and not answered yet, by its data-kept
let sentIn = {}; // the number of the act that sends it, by its data-kept
let unanswered = []; // the acts that the server has not done yet, as far as is known here
let pressed = null; // the link or tool that is pressed and not yet let go
let unfolded = {}; // what is shown and hidden, by its data-kept
let entered = null; // a box that was gone already when Enter was pressed in it
let wanted = null; // letters whose first name is to be chosen as soon as it is known
let timer = 0; // outlives a drawing: what is typed while the page is being drawn is not lost
let setActs = () => {}; // of the component that was drawn last; an earlier one may belong to a part that is gone

const view = () => document.querySelector(".st-key-quotes-view");
const kept = (key) => view()?.querySelector(`[data-kept="${CSS.escape(key)}"]`);
const isTypedIn = (box) => ["search", "text"].includes(box.type);
const isSeen = (element) => element?.getClientRects().length > 0;

// Streamlit calls this whenever the page is drawn again. What listens below does so all the time: of an act that
// comes in between, none is lost.
export default function (component) {
  const { data, setTriggerValue } = component;
  setActs = (acts) => setTriggerValue("acts", acts);
  forget(data.done);
  restore(placeHtml(component));
  refocus();
  if (data.found) offer(data.found);
  const acts = window.quoteActs; // see inline_scripts.py
  acts.isReady = true;
  for (const event of acts.early.splice(0)) listeners[event.type](event);
  return () => {
    unanswered = [];
    sentIn = {};
  };
}

const listeners = {
  click,
  submit,
  change,
  input,
  keydown,
  toggle: remember,
  paste,
  focusin: (event) => hold(event.target),
  pointerdown: (event) => {
    focused = null; // what is pressed gets the focus next, if it can have it
    press(event);
  },
  pointerup: release,
  pointercancel: () => {
    pressed = null;
  },
  focusout: (event) => {
    if (event.target.dataset?.names) setTimeout(() => event.target === document.activeElement || fold(event.target), 200);
  },
};
for (const [kind, listener] of Object.entries(listeners)) document.addEventListener(kind, listener, true);
hold(document.activeElement);
new MutationObserver(() => {
  restore();
  refocus();
}).observe(document.body, { childList: true, subtree: true });

// Each message has all acts that are not answered yet. Streamlit keeps only the last of those that come to it while it
// draws; the server does each act once.
function send(kind, what) {
  unanswered = unanswered.filter((act) => kind !== "names" || act.kind !== "names");
  unanswered.push({ number: (number += 1), kind, ...what });
  setActs(unanswered);
}

function forget(done) {
  unanswered = unanswered.filter((act) => act.number > done);
  for (const key of Object.keys(sentIn)) {
    if (sentIn[key] > done) continue;
    delete sentIn[key];
    delete unsent[key];
  }
}

// What leads to other quotes was drawn for those of then. The server is told, so that it can tell what is changed.
function ask(query, place) {
  const drawn = place.closest("[data-drawn]") ?? view()?.querySelector("[data-drawn]");
  send("asked", { query, drawn: drawn?.dataset.drawn });
}

function click(event) {
  const pressable = pressableAt(event);
  if (pressable?.tagName === "A") event.preventDefault();
  if (pressable) act(pressable);
}

function pressableAt(event) {
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  const pressable = event.target.closest?.(".st-key-quotes-view :is(a[data-ask], button[data-tool]:enabled)");
  return isPlain || pressable?.tagName === "BUTTON" ? pressable : null;
}

function act(pressable) {
  const { ask: manner, tool } = pressable.dataset;
  if (tool) send("tool", { name: tool, shown: pressable.getAttribute("aria-expanded") !== "true" });
  else if (manner === "whole") {
    clearTimeout(timer); // what is typed in a box that was left by this press
    for (const key of Object.keys(unsent)) if (kept(key)?.form) delete unsent[key];
    send("asked", { query: pressable.search });
  } else {
    sendTyped();
    ask(pressable.search, pressable);
  }
}

// A link may be drawn again between the press and the release, and the browser then reports no click.
function press(event) {
  const pressable = pressableAt(event);
  pressed = pressable && { pressable, place: pressable.getBoundingClientRect() };
}

function release({ clientX: x, clientY: y }) {
  const { pressable, place } = pressed ?? {};
  pressed = null;
  if (!pressable || pressable.isConnected) return;
  if (x >= place.left && x <= place.right && y >= place.top && y <= place.bottom) act(pressable);
}

function submit(event) {
  const form = event.target.closest("form[data-ask]");
  if (!form) return;
  event.preventDefault();
  sendForm(form);
}

function change(event) {
  remember(event);
  const form = event.target.closest?.("form[data-ask]");
  if (!form) return;
  const { picks } = event.target.dataset; // a browser writes dates as its own language does, so only its calendar is used
  if (picks) form.elements[picks].value = event.target.value;
  clearTimeout(timer);
  // Enter in a search is a change and then a submission; one of them is enough.
  timer = setTimeout(() => {
    // A box that is drawn anew while somebody types in it changes, too, but nobody has left it.
    if (isTypedIn(event.target) && !event.target.isConnected) return;
    sendForm(document.querySelector(`form[data-ask="${form.dataset.ask}"]`));
  });
}

function sendForm(form) {
  clearTimeout(timer);
  if (!form) return; // another page is open by now
  ask(queryOf(form), form);
  for (const box of form.elements) if (box.dataset.kept in unsent) sentIn[box.dataset.kept] = number;
}

// What is typed and not sent goes along with the next act, as the browser itself sends what somebody leaves.
function sendTyped() {
  const boxes = Object.keys(unsent).filter((key) => !(key in sentIn)).map(kept);
  for (const form of new Set(boxes.map((box) => box?.form))) if (form?.dataset.ask) sendForm(form);
}

function queryOf(form) {
  const given = [...new FormData(form)].filter(([, value]) => value.trim());
  return `?${new URLSearchParams(given)}`;
}

function input(event) {
  const box = event.target;
  if (!box.dataset?.kept) return;
  keep(box);
  if (!box.dataset.names) return;
  clearTimeout(timer);
  wanted = null;
  if (!box.value.trim()) fold(box);
  else timer = setTimeout(() => lookFor(kept(box.dataset.kept)), PATIENCE);
}

function keep(box) {
  unsent[box.dataset.kept] = box.value;
  delete sentIn[box.dataset.kept];
}

function lookFor(box) {
  if (box?.value.trim()) send("names", { parameter: box.dataset.names, letters: box.value });
}

// Show the names that were found for what is typed, if it has not changed since.
function offer(found) {
  const box = view()?.querySelector(`[data-names="${CSS.escape(found.parameter)}"]`);
  if (!box || box.value !== found.letters || box !== document.activeElement) return;
  const list = box.nextElementSibling;
  const item = (name, place) => {
    const line = document.createElement("li");
    line.id = `${list.id}-${place}`;
    line.setAttribute("role", "option");
    line.setAttribute("aria-selected", "false");
    line.dataset.query = name.query;
    const words = document.createElement("bdi");
    words.textContent = name.words;
    line.append(words, " ", Object.assign(document.createElement("span"), { className: "number", textContent: name.quotes }));
    line.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(box, line);
    });
    return line;
  };
  list.replaceChildren(...found.names.map(item));
  if (!found.names.length) {
    const none = document.createElement("li");
    none.className = "none";
    none.setAttribute("role", "option");
    none.setAttribute("aria-disabled", "true");
    none.textContent = `Nothing found for “${found.letters}”`;
    list.append(none);
  }
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  if (wanted === box.value && found.names.length) choose(box, list.firstElementChild);
}

function choose(box, line) {
  clearTimeout(timer);
  wanted = null;
  delete unsent[box.dataset.kept];
  box.value = "";
  fold(box);
  ask(line.dataset.query, box);
}

function fold(box) {
  const list = box.nextElementSibling;
  if (!list) return;
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

// What is typed between a box and the one that is drawn in its place is for the latter. Until that is there, the
// former takes it, although nobody sees it any more.
function isBetween() {
  const wasTypedIn = focused?.dataset.kept && isTypedIn(focused) && !focused.isConnected;
  return view() && wasTypedIn && document.activeElement === document.body;
}

function typeOn(event) {
  const isShortcut = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph");
  if (isShortcut || event.isComposing || !isBetween()) return;
  const { selectionStart: start, selectionEnd: end } = focused;
  const isOnePlace = start === end;
  if (event.key === "Enter") entered = focused;
  else if (event.key === "Backspace") put("", isOnePlace ? Math.max(0, start - 1) : start);
  else if (event.key === "Delete") put("", start, isOnePlace ? end + 1 : end);
  else if (event.key.length === 1) put(event.key);
  else return;
  event.preventDefault();
}

function paste(event) {
  if (!isBetween()) return;
  event.preventDefault();
  put(event.clipboardData.getData("text").replace(/\s+/g, " "));
}

function put(letters, start = focused.selectionStart, end = focused.selectionEnd) {
  focused.setRangeText(letters, start, end, "end");
  const key = focused.dataset.kept;
  keep(focused);
  const box = kept(key);
  if (box) box.value = focused.value;
  if (!focused.dataset.names) return;
  clearTimeout(timer);
  timer = setTimeout(() => lookFor(kept(key)), PATIENCE);
}

function keydown(event) {
  typeOn(event);
  const box = event.target;
  if (!box.dataset?.names || event.isComposing) return;
  const lines = [...box.nextElementSibling.querySelectorAll("[data-query]")];
  const at = lines.findIndex((line) => line.getAttribute("aria-selected") === "true");
  if (event.key === "Enter" && box.value.trim()) {
    event.preventDefault();
    if (lines.length) choose(box, lines[Math.max(0, at)]);
    else wanted = box.value;
  } else if (event.key === "Escape" && !box.nextElementSibling.hidden) {
    event.stopPropagation();
    fold(box);
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && lines.length) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = at < 0 && step < 0 ? lines.length - 1 : (at + step + lines.length) % lines.length;
    lines.forEach((line, place) => line.setAttribute("aria-selected", String(place === next)));
    box.setAttribute("aria-activedescendant", lines[next].id);
    lines[next].scrollIntoView({ block: "nearest" });
  }
}

function remember(event) {
  const key = event.target.dataset?.kept;
  if (!key) return;
  if (event.target.tagName === "DETAILS") unfolded[key] = event.target.open;
  if (event.target.type === "checkbox") unfolded[key] = event.target.checked;
}

// Bring a panel that was drawn again to where the visitor left the one before.
function restore(isDrawn = false) {
  const panel = view()?.querySelector(".filters");
  if (!panel || (panel === drawn && !isDrawn)) return;
  const isFirst = !drawn;
  drawn = panel;
  for (const [key, isOpen] of Object.entries(unfolded)) {
    const part = kept(key);
    const folds = part?.tagName === "DETAILS" ? "open" : "checked";
    if (part && part[folds] !== isOpen) part[folds] = isOpen; // to write what is there already is a change, too
  }
  if (isFirst) return;
  for (const box of panel.querySelectorAll("[data-kept]:is([type=search], [type=text], select)")) {
    const value = unsent[box.dataset.kept] ?? box.defaultValue; // a box in which somebody types is not drawn again
    if (value !== undefined && box.value !== value) box.value = value; // to write it again would end a composition
  }
}

function hold(element) {
  const isOurs = element?.closest?.(".st-key-quotes-view :is([data-ask], [data-tool], [data-kept], .st-key-view-form)");
  focused = isOurs ? element : null;
}

// What had the focus may be drawn again, or be gone: a chip, the month of a filter, the form of a view. The page is drawn in pieces,
// in no certain order, so this waits until the element has left the document and all pieces are there. Whatever the
// visitor focuses meanwhile keeps the focus.
function refocus() {
  if (!focused || focused.isConnected || document.activeElement !== document.body) return;
  const shown = kept("shown");
  if (!isSeen(shown) || !view().querySelector(".filters")) return;
  const again = focused.dataset.kept && kept(focused.dataset.kept);
  const next = isSeen(again) ? again : shown;
  const { selectionStart, selectionEnd, value } = focused;
  const isEntered = entered === focused;
  entered = null;
  next.focus({ preventScroll: true });
  if (next !== again || !isTypedIn(next)) return;
  if (next.value === value) next.setSelectionRange(selectionStart, selectionEnd);
  else next.setSelectionRange(next.value.length, next.value.length);
  if (!isEntered) return;
  if (!next.dataset.names) sendForm(next.form);
  else if (next.value.trim()) wanted = next.value;
}
