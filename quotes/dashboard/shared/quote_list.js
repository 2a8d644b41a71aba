// The list of quotes is one piece of HTML. A click on a row tells the server which quote to open or close, a click on
// a page's number which page to show; the link itself would load the whole dashboard again. Escape closes a quote.

import { placeHtml } from "./placed_html.js";

const PATIENCE = 4000; // milliseconds

let chosen = null; // the quote whose row was chosen last, which gets the focus back until something else is clicked
let turned = false; // whether another page was asked for, whose beginning is to be seen
let number = 0; // so that every choice differs from the one before
let cleared = 0; // the timer that takes away what was said last
let arrivedAt = null; // the quote that a link led to, once the page has scrolled to it
let ticked = new Set(); // the quotes that are ticked, on any page of the list
let tickedLast = 0; // the number of the last tick
let pressed = null; // the link that is pressed and not yet let go
let stop = () => {};

export default function (component) {
  const { data, setTriggerValue } = component;
  stop();
  placeHtml(component);
  const choose = (link) => {
    chosen = link.dataset.quote;
    number += 1;
    const isOpen = Boolean(link.closest(".quote-row.open"));
    setTriggerValue("chose", { number, quote: isOpen ? null : chosen });
  };
  const turn = (link) => {
    turned = true;
    number += 1;
    setTriggerValue("turned", { number, page: Number(link.dataset.page) });
  };
  const click = (event) => {
    const button = event.target.closest?.(".quote-list button");
    if (button) take(button);
    const link = linkAt(event);
    chosen = null;
    if (!link) return;
    if (link.dataset.leave) {
      leave(event, link);
      return;
    }
    event.preventDefault();
    if (link.dataset.page) turn(link);
    else choose(link);
  };
  // A row or a page's number may be drawn again between the press and the release, and the browser then reports no
  // click. It counts if the list still has it.
  const press = (event) => {
    const link = linkAt(event);
    pressed = link && { link, place: link.getBoundingClientRect() };
  };
  const release = ({ clientX: x, clientY: y }) => {
    const { link, place } = pressed ?? {};
    pressed = null;
    if (!link || link.isConnected || !isDrawnAgain(link)) return;
    if (x < place.left || x > place.right || y < place.top || y > place.bottom) return;
    if (link.dataset.page) turn(link);
    else choose(link);
  };
  // All that is ticked is sent, so that of two quick ticks none is lost.
  const tick = (event) => {
    const box = event.target;
    const isAll = box.dataset?.tickAll !== undefined;
    if (!isAll && !box.dataset?.tick) return;
    const list = box.closest(".quote-list");
    for (const each of isAll ? list.querySelectorAll("[data-tick]") : [box]) {
      if (box.checked) ticked.add(each.dataset.tick);
      else ticked.delete(each.dataset.tick);
    }
    showTicks(list);
    tickedLast = number += 1;
    setTriggerValue("ticked", { number, quotes: [...ticked] });
  };
  const keydown = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    const isBusy = event.target.closest?.("input, textarea, select, [role=dialog], [role=listbox]");
    const open = document.querySelector(".quote-list .quote-row.open .head a");
    if (open && !isBusy && !document.querySelector("[role=dialog]")) choose(open);
  };
  const follow = () => {
    const list = document.querySelector(".quote-list");
    if (!list || list.dataset.shown !== data.shown) return false;
    if (turned) {
      list.scrollIntoView();
      list.tabIndex = -1; // the number of the page that was pressed is gone
      if (document.activeElement === document.body) list.focus({ preventScroll: true });
    }
    turned = false;
    showTicks(list);
    if (chosen && document.activeElement === document.body) {
      list.querySelector(`a[data-quote="${CSS.escape(chosen)}"]`)?.focus({ preventScroll: true });
    }
    if (data.arrivedAt !== arrivedAt) {
      arrivedAt = data.arrivedAt;
      if (arrivedAt) keepInView(list.querySelector(".quote-row.open"));
    }
    return true;
  };
  const observer = new MutationObserver(() => follow() && observer.disconnect());
  if (!data.ticked) ticked.clear();
  else if (data.ticked.message >= tickedLast) ticked = new Set(data.ticked.quotes);
  const listeners = { click, change: tick, keydown, pointerdown: press, pointerup: release };
  for (const [kind, listener] of Object.entries(listeners)) document.addEventListener(kind, listener);
  const held = window.quoteList ?? {}; // see inline_scripts.py
  held.isReady = true;
  if (held.early) choose(held.early);
  held.early = null;
  if (!follow()) observer.observe(document.body, { childList: true, subtree: true });
  stop = () => {
    held.isReady = false;
    for (const [kind, listener] of Object.entries(listeners)) document.removeEventListener(kind, listener);
    observer.disconnect();
  };
  return stop;
}

function linkAt(event) {
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  return isPlain ? event.target.closest?.(".quote-list :is(.head, .ways, .pager) a") : null;
}

function isDrawnAgain({ dataset: { quote, page }, search }) {
  const links = [...document.querySelectorAll(`.quote-list ${page ? ".pager" : ".head"} a`)];
  return links.some((each) => (page ? each.search === search : quote && each.dataset.quote === quote));
}

function showTicks(list) {
  const boxes = [...list.querySelectorAll("[data-tick]")];
  for (const box of boxes) box.checked = ticked.has(box.dataset.tick);
  const all = list.querySelector("[data-tick-all]");
  if (all) all.checked = boxes.every((box) => box.checked);
}

// Follow the hidden link that Streamlit has drawn to the same page. The browser itself would load the whole
// dashboard again and forget the session.
function leave(event, link) {
  const way = [...document.querySelectorAll(".st-key-list-ways a")].find((each) => each.pathname === link.pathname);
  if (!way) return;
  event.preventDefault();
  way.click();
}

// Scroll to a row, and again while what is above it is still being drawn, unless the visitor scrolls.
function keepInView(row) {
  if (!row) return;
  const show = () => row.scrollIntoView({ block: "start" });
  const above = new ResizeObserver(show);
  const main = row.closest(".stMainBlockContainer");
  const acts = ["wheel", "touchmove", "keydown", "pointerdown"];
  const end = () => {
    above.disconnect();
    acts.forEach((act) => removeEventListener(act, end));
  };
  acts.forEach((act) => addEventListener(act, end, { passive: true }));
  if (main) above.observe(main);
  show();
  setTimeout(end, PATIENCE);
}

// Copy a link or a citation, or save a citation file: all are in the page already.
function take(button) {
  const { copyLink, copy, save } = button.dataset;
  if (copyLink) {
    const link = new URL("./", location.href);
    link.searchParams.set("quote", copyLink);
    put(link.href, "Link copied", button);
  } else if (copy) {
    put(button.closest("div").querySelector(".citation").textContent, `Copied: ${copy}`, button);
  } else if (save) {
    const address = URL.createObjectURL(new Blob([button.nextElementSibling.textContent], { type: "text/plain" }));
    Object.assign(document.createElement("a"), { href: address, download: save }).click();
    setTimeout(() => URL.revokeObjectURL(address), PATIENCE);
  }
}

// A page that is not served over https may not use the clipboard; the older way works there.
async function put(words, done, button) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: words });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus({ preventScroll: true });
  }
  const status = button.closest(".quote-list").querySelector(".copied");
  status.textContent = done;
  clearTimeout(cleared);
  cleared = setTimeout(() => { status.textContent = ""; }, PATIENCE);
}
