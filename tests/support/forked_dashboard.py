"""A dashboard for tests without a browser, which starts quickly."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forked import COMMAND, Forked
from server_and_browser import Server, free_port, wait_until_it_answers


@contextmanager
def forked_dashboard(library: Path, log: Path, script: str = COMMAND, **variables: str) -> Iterator[str]:
    """Serve a library, and give the address. ``script`` is the command, perhaps with something before it."""
    port = free_port()
    settings = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"}
    with log.open("w") as output:
        process = Forked(
            script,
            *("dashboard", "--library", library, "--port", port),
            stdout=output,
            stderr=output,
            folder=log.parent,
            **settings | variables,
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        wait_until_it_answers(Server(address, process), log)  # type: ignore[arg-type]
        yield address
    finally:
        process.terminate()
        process.wait(20)
