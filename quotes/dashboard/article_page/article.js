// What happens in the article without asking the server: quotes and list lead to one another, voices go on and
// off. The server is told, so that it can write the address; what it then says is followed unless more has
// happened since.

const PATIENCE = 3000; // milliseconds in which an answer to an earlier click is not followed
const HELD = ".entries";

let sent = 0; // the number of what was told last
let told = 0; // and when
let lastPlace = null;
let stop = () => {};

export default function (component) {
  const { data, setTriggerValue } = component;
  stop();
  sent = Math.max(sent, data.heard);
  const tell = (root) => {
    sent += 1;
    told = Date.now();
    setTriggerValue("did", { number: sent, quote: root.dataset.quote || null, off: off(root) });
  };
  const click = (event) => clicked(event, tell);
  const follow = () => {
    const root = document.querySelector(".reader");
    if (!root || root.dataset.place !== data.place) return false;
    if (data.heard >= sent || Date.now() - told > PATIENCE) show(root, data);
    return true;
  };
  const observer = new MutationObserver(() => follow() && observer.disconnect());
  document.addEventListener("click", click);
  if (!follow()) observer.observe(document.body, { childList: true, subtree: true });
  const held = window.articleReader ?? { early: [] }; // see inline_scripts.py
  held.isReady = true;
  held.early.splice(0).forEach(click);
  stop = () => {
    held.isReady = false;
    document.removeEventListener("click", click);
    observer.disconnect();
  };
  return stop;
}

function show(root, data) {
  const voices = root.querySelector(".voices");
  if (voices && !root.dataset.seen) {
    const measure = () => root.style.setProperty("--voices-height", `${voices.offsetHeight}px`);
    new ResizeObserver(measure).observe(voices);
    measure();
  }
  turn(root, data.off);
  const [start, ...doc] = data.place.split(" ");
  const turned = lastPlace && lastPlace.doc === doc.join(" ") && lastPlace.start !== start;
  lastPlace = { start, doc: doc.join(" ") };
  if ((root.dataset.quote || null) !== data.quote) {
    point(root, data.quote);
    if (data.quote) {
      toText(root, data.quote);
      toList(root, data.quote);
    }
  } else if (turned && !root.dataset.seen && !data.quote) {
    root.scrollIntoView();
  }
  root.dataset.seen = "1";
}

function clicked(event, tell) {
  const root = event.target.closest?.(".reader");
  const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!root || !plain) return;
  const link = event.target.closest("a, button");
  const { voice, every, toText: text, toList: list, leave, close } = link ? link.dataset : {};
  const mark = link ? null : event.target.closest("mark.said:not(.off)");
  if (mark && String(getSelection())) return; // words are being selected, not a quote chosen
  const chosen = text || list || mark?.dataset.quote;
  if (leave) {
    const way = document.querySelector(`.st-key-article-leave-${CSS.escape(leave)} a`);
    if (!way) return; // the browser follows the link itself
    event.preventDefault();
    way.click();
    return;
  }
  if (chosen) {
    event.preventDefault();
    point(root, chosen);
    if (text) toText(root, text, true);
    else toList(root, chosen, true);
  } else if (close) {
    const words = link.closest("li").querySelector("a.words");
    point(root, null);
    words.focus({ preventScroll: true });
  } else if (every) {
    turn(root, every === "on" ? [] : numbers(root));
  } else if (link?.tagName === "BUTTON" && voice) {
    const now = off(root);
    turn(root, now.includes(Number(voice)) ? now.filter((each) => each !== Number(voice)) : [...now, Number(voice)]);
  } else {
    return;
  }
  tell(root);
}

// Point a quote out: its words, the speaker's mention, the reporting words and the source in their four kinds.
function point(root, quote) {
  root.querySelectorAll("mark.shown").forEach((mark) =>
    mark.classList.remove("shown", "labelled", "quote", "speaker", "cue", "source"));
  root.querySelectorAll(".entry.shown").forEach((entry) => entry.classList.remove("shown"));
  root.dataset.quote = quote || "";
  if (!quote) return;
  for (const kind of ["quote", "speaker", "cue", "source"]) {
    const marks = [...root.querySelectorAll(`mark[data-${kind}="${CSS.escape(quote)}"]`)];
    marks.forEach((mark) => mark.classList.add("shown", kind));
    marks.at(-1)?.classList.add("labelled");
  }
  entryOf(root, quote)?.classList.add("shown");
}

function toText(root, quote, focus = false) {
  const first = root.querySelector(`mark[data-quote="${CSS.escape(quote)}"]`);
  if (!first) return;
  first.scrollIntoView({ block: first.getBoundingClientRect().height > innerHeight / 2 ? "start" : "center" });
  if (focus) root.querySelector(`a[data-to-list="${CSS.escape(quote)}"]`)?.focus({ preventScroll: true });
}

// Bring a quote of the list into view: within the list where that scrolls by itself. On a narrow window, where
// the list stands below the text, the page goes there only when somebody has asked for it.
function toList(root, quote, focus = false) {
  const entry = entryOf(root, quote);
  if (!entry) return;
  const list = entry.closest(HELD);
  if (list.scrollHeight > list.clientHeight + 1) {
    const away = entry.getBoundingClientRect().top - list.getBoundingClientRect().top;
    const low = away + entry.offsetHeight > list.clientHeight;
    if (away < 0 || low) list.scrollTop += away - (list.clientHeight - Math.min(entry.offsetHeight, list.clientHeight)) / 2;
  } else if (focus) {
    entry.scrollIntoView({ block: "nearest" });
  }
  if (focus) entry.querySelector("a.words").focus({ preventScroll: true });
}

function turn(root, voices) {
  const silent = new Set(voices.map(String));
  root.querySelectorAll("[data-voice]").forEach((each) => {
    const isOff = silent.has(each.dataset.voice);
    each.classList.toggle("off", isOff);
    if (each.tagName === "BUTTON") each.setAttribute("aria-pressed", String(!isOff));
  });
  const number = root.querySelector(".entries .number");
  if (!number) return;
  const all = number.dataset.all;
  const seen = root.querySelectorAll(".entry:not(.off)").length;
  number.textContent = String(seen) === all ? all : `${seen} of ${all}`;
}

function off(root) {
  return [...root.querySelectorAll("button.voice.off")].map((each) => Number(each.dataset.voice));
}

function numbers(root) {
  return [...root.querySelectorAll("button.voice")].map((each) => Number(each.dataset.voice));
}

function entryOf(root, quote) {
  return root.querySelector(`.entry[data-entry="${CSS.escape(quote)}"]`);
}
