"""The review page: the uncertain quotes first, what was missed, and all corrections so far."""

from quotes.dashboard.review_page.answers import sentence
from quotes.dashboard.review_page.page import draw

__all__ = ["draw", "sentence"]
