"""A loop for asynchronous code: that of the tests' thread may belong to a browser that other tests opened."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def run_apart(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end in a thread of its own, and give its result."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
