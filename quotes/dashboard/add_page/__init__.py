"""The page that adds articles: handed in, read, looked at, and only then stored."""

from quotes.dashboard.add_page.page import draw

__all__ = ["draw"]
