"""The fixtures of the tests in a browser."""

from browsing import browser_path, chromium, collection, serve, served, stored, usual_port, visit, windows

__all__ = [
    "browser_path",
    "chromium",
    "collection",
    "serve",
    "served",
    "stored",
    "usual_port",
    "visit",
    "windows",
]
