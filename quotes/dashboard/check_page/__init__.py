"""The page that checks a draft: whether its quotes are right, by the words of the library."""

from quotes.dashboard.check_page.page import draw

__all__ = ["draw"]
