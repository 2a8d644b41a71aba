// The list of quotes is one piece of HTML. A click on a row tells the server which quote to open or close; the
// link itself would load the whole dashboard again.

let chosen = null; // the quote whose row was chosen last, which gets the focus back
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
  const click = (event) => {
    const link = event.target.closest?.(".quote-list :is(.head, .ways) a");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    chosen = null;
    if (!link || !plain) return;
    if (link.dataset.leave) {
      leave(event, link);
      return;
    }
    event.preventDefault();
    choose(link);
  };
  const follow = () => {
    const list = document.querySelector(".quote-list");
    if (!list || list.dataset.shown !== data.shown) return false;
    if (chosen && document.activeElement === document.body) {
      list.querySelector(`a[data-quote="${CSS.escape(chosen)}"]`)?.focus({ preventScroll: true });
      chosen = null;
    }
    return true;
  };
  const observer = new MutationObserver(() => follow() && observer.disconnect());
  document.addEventListener("click", click);
  const held = window.quoteList ?? {}; // see inline_scripts.py
  held.isReady = true;
  if (held.early) choose(held.early);
  held.early = null;
  if (!follow()) observer.observe(document.body, { childList: true, subtree: true });
  stop = () => {
    held.isReady = false;
    document.removeEventListener("click", click);
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
