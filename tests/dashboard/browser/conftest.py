"""The fixtures of the tests in a browser."""

from browsing import (
    browser_path,
    chromium,
    collection,
    empty_page,
    phone,
    serve,
    served,
    usual_port,
    visit,
    window,
)

__all__ = [
    "browser_path",
    "chromium",
    "collection",
    "empty_page",
    "phone",
    "serve",
    "served",
    "usual_port",
    "visit",
    "window",
]
