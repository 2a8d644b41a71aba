"""The page of the feeds and folders that are followed: what each gave, what failed, and to change them."""

from quotes.dashboard.followed_page.page import draw

__all__ = ["draw"]
