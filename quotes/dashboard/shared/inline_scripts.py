"""The scripts in the pages' HTML. The browser runs these and no others (`quotes.dashboard.server`)."""

# The provider of a login sends people back to the first page, so the browser keeps the address they had asked
# for. It keeps and uses only what follows the origin, so that no link can lead to another site.
KEEP_WHAT_WAS_ASKED = "sessionStorage.setItem('asked', location.pathname + location.search)"
GO_TO_WHAT_WAS_ASKED = """{
  const asked = sessionStorage.getItem('asked');
  sessionStorage.removeItem('asked');
  if (asked && asked !== location.pathname + location.search) location.replace(location.origin + asked);
}"""
FOCUS_ON_TYPED_NAME = 'document.querySelector(".st-key-review-typed input").focus();'
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

INLINE_SCRIPTS = (KEEP_WHAT_WAS_ASKED, GO_TO_WHAT_WAS_ASKED, FOCUS_ON_TYPED_NAME, HOLD_EARLY_CHOICE)


def script_element(script: str, number: int = 0) -> str:
    """One of the scripts as HTML; another ``number`` makes it run again."""
    return f'<script data-number="{number}">{script}</script>'
