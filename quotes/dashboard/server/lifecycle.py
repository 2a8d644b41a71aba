"""What happens when the server starts, and when a page fails."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from streamlit import cli_util, config
from streamlit.web.server.server_util import get_display_address, get_url

from quotes.dashboard.shared import notice
from quotes.types import InputError

_LOGGERS = ("streamlit.error_util", "streamlit.runtime.backend_operation_handler")
_OF_SERVER = "uvicorn.error"
_HTTP_PARSER = "h11"


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Say where the dashboard is, and open it in the browser of the person who starts it."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(shorten_input_error)
    logging.getLogger(_OF_SERVER).addFilter(shorten_broken_request)
    address = get_url(get_display_address(config.get_option("server.address") or "localhost"))
    cli_util.print_to_cli(f"quotes: the dashboard is at {address}")
    if not config.get_option("server.headless"):
        cli_util.open_browser(address)
    yield


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
