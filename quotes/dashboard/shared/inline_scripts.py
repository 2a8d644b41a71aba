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

INLINE_SCRIPTS = (KEEP_WHAT_WAS_ASKED, GO_TO_WHAT_WAS_ASKED, FOCUS_ON_TYPED_NAME)


def script_element(script: str, number: int = 0) -> str:
    """One of the scripts as HTML; another ``number`` makes it run again."""
    return f'<script data-number="{number}">{script}</script>'
