"""The scripts in the pages' HTML. The browser runs these and no others (`quotes.dashboard.server`)."""

from pathlib import Path

# The provider of a login sends people back to the first page, so the browser keeps the address they had asked
# for. It keeps and uses only what follows the origin, so that no link can lead to another site.
KEEP_WHAT_WAS_ASKED = "sessionStorage.setItem('asked', location.pathname + location.search)"
GO_TO_WHAT_WAS_ASKED = """{
  const asked = sessionStorage.getItem('asked');
  sessionStorage.removeItem('asked');
  if (asked && asked !== location.pathname + location.search) location.replace(location.origin + asked);
}"""
FOCUS_ON_TYPED_NAME = 'document.querySelector(".st-key-review-typed input").focus();'
# Letters that nobody has put a cursor for are those of a name. This is in every page, so that it comes before
# the buttons whose keys it takes: who types at once would press another one.
TYPE_INTO_NAME_BOX = Path(__file__).with_name("type_into_name_box.js").read_text("utf-8").strip()
# A quote that is chosen before quote_list.js has been loaded waits for it.
HOLD_EARLY_CHOICE = """if (!window.quoteList) {
  window.quoteList = {};
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".quote-list .head a");
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || window.quoteList.isReady) return;
    event.preventDefault();
    window.quoteList.early = link;
  });
}"""
# The same for what the page of quotes asks of filter_panel.js.
HOLD_EARLY_ACTS = """if (!window.quoteActs) {
  const acts = window.quoteActs = { early: [] };
  const hold = (event) => {
    if (acts.isReady || !event.target.closest?.(".st-key-quotes-view :is([data-ask], [data-tool])")) return;
    const opensTab = event.button > 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (opensTab) return;
    if (event.type === "submit" || event.target.closest("a[data-ask]")) event.preventDefault();
    acts.early.push(event);
  };
  for (const kind of ["click", "change", "submit"]) document.addEventListener(kind, hold, true);
}"""
# The same for an article's text, list and voices, which need article.js.
HOLD_EARLY_READING = """if (!window.articleReader) {
  const reader = window.articleReader = { early: [] };
  const acts = "[data-voice], [data-every], [data-to-text], [data-to-list], [data-close]";
  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (reader.isReady || !plain || !event.target.closest?.(".reader")) return;
    const place = event.target.closest("a, button, mark.said");
    if (!place?.matches(acts)) return;
    event.preventDefault();
    reader.early.push(event);
  });
}"""
# HTML that Streamlit would clean element by element comes as one attribute (placed_html.py).
SHOW_ON_ARRIVAL = """new MutationObserver(() => {
  for (const place of document.querySelectorAll("[data-on-arrival]")) {
    place.innerHTML = decodeURIComponent(place.dataset.onArrival);
    place.removeAttribute("data-on-arrival");
  }
}).observe(document, { childList: true, subtree: true });"""
# To follow the link itself would count as going back in the browser's history. The list of quotes comes after
# the menu, the filters and the months; on other pages Streamlit's own link past the menu is enough.
SKIP_TO_QUOTES = """document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".skip")) return;
  event.preventDefault();
  const view = document.querySelector(".st-key-quotes-view");
  const place = view?.querySelector(".quote-list") ?? view?.querySelector(".above .shown");
  if (!place) return;
  place.tabIndex = -1;
  place.focus();
});"""
# A button of review that answers belongs to its quote. The focus goes on to the one in its place.
KEEP_ANSWER_FOCUS = """{
  const answers = ["review-right", "review-reject"];
  const place = (answer) => `[class*="st-key-${answer}-"]`;
  let pressed = null;
  document.addEventListener("focusin", ({ target }) => {
    pressed = answers.find((each) => target.closest?.(place(each)));
  });
  document.addEventListener("pointerdown", () => { pressed = null; }, true);
  new MutationObserver(() => {
    if (!pressed || document.activeElement !== document.body) return;
    document.querySelector(`${place(pressed)} button:enabled`)?.focus({ preventScroll: true });
  }).observe(document, { childList: true, subtree: true });
}"""
# On all pages but that of quotes: the focus is not lost with the button that a key pressed.
KEEP_FOCUS = Path(__file__).with_name("keep_focus.js").read_text("utf-8").strip()
# What is said of a lost press is over with the next one, also if that draws only a part of the page.
FORGET_LOST_PRESS = """document.addEventListener("click", () => {
  document.querySelector(".st-key-lost-press .notice")?.remove();
}, true);"""
# An answer for the page that the visitor has just left may have written its filters into this page's address
# (address_bar.py). What tells Streamlit how it is embedded is never part of what the server knows.
RIGHT_ADDRESS = """{
  let last = "";
  new MutationObserver(() => {
    const said = document.querySelector("[data-address-of]")?.dataset;
    if (!said || said.number === last) return;
    last = said.number;
    const parameters = new URLSearchParams(location.search);
    const embedding = [...parameters].filter(([name]) => name.startsWith("embed"));
    embedding.forEach(([name]) => parameters.delete(name));
    const isHere = location.pathname.split("/").pop() === said.addressOf;
    if (!isHere || `${parameters}` === `${new URLSearchParams(said.address)}`) return;
    const right = new URLSearchParams([...new URLSearchParams(said.address), ...embedding]);
    history.replaceState(history.state, "", location.pathname + (right.size ? `?${right}` : ""));
  }).observe(document, { childList: true, subtree: true });
}"""
IN_EVERY_PAGE = (
    SHOW_ON_ARRIVAL,
    HOLD_EARLY_CHOICE,
    HOLD_EARLY_ACTS,
    SKIP_TO_QUOTES,
    TYPE_INTO_NAME_BOX,
    KEEP_ANSWER_FOCUS,
    KEEP_FOCUS,
    FORGET_LOST_PRESS,
    RIGHT_ADDRESS,
)
"""Those that the server writes into the HTML of every page."""
INLINE_SCRIPTS = (
    KEEP_WHAT_WAS_ASKED,
    GO_TO_WHAT_WAS_ASKED,
    FOCUS_ON_TYPED_NAME,
    HOLD_EARLY_READING,
    *IN_EVERY_PAGE,
)


def script_element(script: str, number: int = 0) -> str:
    """One of the scripts as HTML; another ``number`` makes it run again."""
    return f'<script data-number="{number}">{script}</script>'
