"""The page of speakers: who is quoted most, one speaker, two side by side, speakers and sources."""

from quotes.dashboard.speakers_page.page import draw

__all__ = ["draw"]
