// The list of quotes is one piece of HTML. A click on a row tells the server which quote to open or close, a click on
// a page's number which page to show; the link itself would load the whole dashboard again. Escape closes a quote.

let chosen = null; // the quote whose row was chosen last, which gets the focus back until something else is clicked
let turned = false; // whether another page was asked for, whose beginning is to be seen
let number = 0; // so that every choice differs from the one before
let stop = () => {};

export default function (component) {
  const { data, setTriggerValue } = component;
  stop();
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
    const link = event.target.closest?.(".quote-list :is(.head, .ways, .pager) a");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    chosen = null;
    if (!link || !plain) return;
    if (link.dataset.leave) {
      leave(event, link);
      return;
    }
    event.preventDefault();
    if (link.dataset.page) turn(link);
    else choose(link);
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
    if (turned) list.scrollIntoView();
    turned = false;
    if (chosen && document.activeElement === document.body) {
      list.querySelector(`a[data-quote="${CSS.escape(chosen)}"]`)?.focus({ preventScroll: true });
    }
    return true;
  };
  const observer = new MutationObserver(() => follow() && observer.disconnect());
  document.addEventListener("click", click);
  document.addEventListener("keydown", keydown);
  const held = window.quoteList ?? {}; // see inline_scripts.py
  held.isReady = true;
  if (held.early) choose(held.early);
  held.early = null;
  if (!follow()) observer.observe(document.body, { childList: true, subtree: true });
  stop = () => {
    held.isReady = false;
    document.removeEventListener("click", click);
    document.removeEventListener("keydown", keydown);
    observer.disconnect();
  };
  return stop;
}

// Follow the hidden link that Streamlit has drawn to the same page. The browser itself would load the whole
// dashboard again and forget the session.
function leave(event, link) {
  const way = [...document.querySelectorAll(".st-key-list-ways a")].find((each) => each.pathname === link.pathname);
  if (!way) return;
  event.preventDefault();
  way.click();
}
