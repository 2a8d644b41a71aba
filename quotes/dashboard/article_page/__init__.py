"""The page of an article: the whole text with its quotes marked, or a list to choose one from."""

from quotes.dashboard.article_page.page import draw

__all__ = ["draw"]
