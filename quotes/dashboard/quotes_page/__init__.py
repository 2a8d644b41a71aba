"""The page of quotes: filters, figures, and the list with one quote opened in its article."""

from quotes.dashboard.quotes_page.page import draw

__all__ = ["draw"]
