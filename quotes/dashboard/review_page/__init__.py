"""The page of review: the doubtful quotes first, what was missed, and what was corrected so far."""

from quotes.dashboard.review_page.answers import sentence

__all__ = ["sentence"]

from quotes.dashboard.review_page.page import draw

__all__ = ["draw"]
