"""What happens when the server starts, and when a page fails."""

import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from streamlit import cli_util, config
from streamlit.web.server.server_util import get_display_address, get_url

from quotes.dashboard.shared import notice
from quotes.types import InputError

_LOGGERS = ("streamlit.error_util", "streamlit.runtime.backend_operation_handler")
_OF_SERVER = "uvicorn.error"
_HTTP_PARSER = "h11"
_OF_CLOSED_SERVER = "Exception in callback BaseSelectorEventLoop._start_serving("
_BETWEEN_LINES = 60.0
_MOST_FILES = 8_192


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Say where the dashboard is, and open it in the browser of the person who starts it."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(shorten_input_error)
    logging.getLogger(_OF_SERVER).addFilter(shorten_broken_request)
    logging.getLogger("asyncio").addFilter(TooManyConnections())
    open_as_many_files_as_allowed()
    address = get_url(get_display_address(config.get_option("server.address") or "localhost"))
    cli_util.print_to_cli(f"quotes: the dashboard is at {address}")
    if not config.get_option("server.headless"):
        cli_util.open_browser(address)
    yield


def open_as_many_files_as_allowed() -> None:
    """Raise this process's own limit of open files, and so of connections, as far as the system allows."""
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_FILES if most == resource.RLIM_INFINITY else min(most, _MOST_FILES)
    if now != resource.RLIM_INFINITY and now < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


class TooManyConnections(logging.Filter):
    """Logs once a minute that no more connections can be accepted; Python logs it thousands of times.

    If the server ends before it has accepted them, Python logs as often that they come to nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._next = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        """Let a record pass, unless it says again what was said within the last minute."""
        if str(record.msg).startswith(_OF_CLOSED_SERVER):
            return False
        if not str(record.msg).startswith("socket.accept() out of system resource"):
            return True
        record.msg, record.args, record.exc_info = "too many connections are open; new ones wait", (), None
        now = time.monotonic()
        if now < self._next:
            return False
        self._next = now + _BETWEEN_LINES
        return True


def report_script_error(error: Exception) -> bool:
    """Show an error that is meant for the visitor in one line; leave any other to Streamlit."""
    if isinstance(error, InputError):
        st.html(notice(str(error), error=True))
        return True
    return False


def shorten_broken_request(record: logging.LogRecord) -> bool:
    """Log in one line that a client broke the rules of HTTP while it was answered; the answer is lost."""
    error = record.exc_info[1] if record.exc_info else None
    if type(error).__module__.partition(".")[0] == _HTTP_PARSER:
        record.msg, record.args, record.exc_info = "a request broke off in the middle", (), None
    return True


def shorten_input_error(record: logging.LogRecord) -> bool:
    """Log an error that is meant for the visitor in one line, without the code that raised it."""
    error = record.exc_info[1] if record.exc_info else None
    meant = error if isinstance(error, InputError) else getattr(error, "__cause__", None)
    if isinstance(meant, InputError):
        record.msg, record.args, record.exc_info = "%s", (str(meant),), None
    return True
