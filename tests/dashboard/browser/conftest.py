"""The fixtures of the tests in a browser."""

from browsing import browser_path, chromium, collection, phone, serve, served, visit, window

__all__ = ["browser_path", "chromium", "collection", "phone", "serve", "served", "visit", "window"]
