"""The page of words in context: every use of a word or phrase, with the words around it."""

from quotes.dashboard.context_page.page import draw

__all__ = ["draw"]
