"""Pages fetched from the web: from public addresses only, with limits of size and time."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotes.reading.input_files import InputFile, megabytes
from quotes.reading.reading_outcomes import ReadingError

if TYPE_CHECKING:
    from requests import Response

MOST_BYTES = 10_000_000
MOST_SECONDS = 20
MOST_REDIRECTS = 5
SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""The media types of pages that are read, and the suffix of files of that type."""

_AGENT = "quotes/0.1 (reads one article for a user)"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: the input to read, and its address after all redirects."""

    source: InputFile
    url: str


def is_url(path: str) -> bool:
    """Whether a path is a web address."""
    return path.lower().startswith(("http://", "https://"))


def fetch_page(url: str, *, allow_loopback: bool = False, seconds: float = MOST_SECONDS) -> Page:
    """Fetch the page at ``url``.

    Args:
        url: a web address. Private addresses are refused, whether named directly, by DNS or by a redirect.
        allow_loopback: whether this machine itself may be reached, for tests.
        seconds: the time limit for the whole fetch.

    Raises:
        ReadingError: the address is not public, or the page is missing, not text, too large or too slow.

    """
    return _within(seconds, lambda: _fetch(url, allow_loopback, time.monotonic() + seconds), url)


def _fetch(url: str, allow_loopback: bool, deadline: float) -> Page:
    from requests import RequestException, TooManyRedirects  # noqa: PLC0415  (only for pages)
    from requests.exceptions import ConnectionError as Unreachable  # noqa: PLC0415
    from requests.exceptions import SSLError, Timeout  # noqa: PLC0415
    from requests_hardened.ip_filter import InvalidIPAddress  # noqa: PLC0415

    from quotes.reading.public_sessions import open_session  # noqa: PLC0415

    try:
        with (
            open_session(_AGENT, MOST_SECONDS, MOST_REDIRECTS, allow_loopback=allow_loopback) as session,
            session.get(url, stream=True) as response,
        ):
            return _page(url, response, deadline)
    except InvalidIPAddress:
        raise ReadingError(url, "this web address is not public, so it is not fetched") from None
    except TooManyRedirects:
        raise ReadingError(url, f"the page redirects more than {MOST_REDIRECTS} times") from None
    except Timeout:
        raise ReadingError(url, f"no answer within {MOST_SECONDS} s") from None
    except SSLError:
        raise ReadingError(url, "the site's certificate is not valid") from None
    except Unreachable:
        raise ReadingError(url, "the site is not reachable") from None
    except (RequestException, ValueError, OSError) as error:
        raise ReadingError(url, f"the page cannot be fetched ({type(error).__name__})") from None


def _page(url: str, response: "Response", deadline: float) -> Page:
    """Read the page from the answer; stop as soon as it is too large or too slow."""
    if response.status_code != 200:
        raise ReadingError(url, f"the server answered {response.status_code} {response.reason}")
    media_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
    suffix = SUFFIXES.get(media_type.strip().lower())
    if suffix is None:
        stated = media_type.strip()[:60] or "no type"
        raise ReadingError(url, f"this is {stated}, not a web page; download it and add the file")
    content = bytearray()
    for chunk in response.iter_content(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise ReadingError(url, f"the page is larger than {megabytes(MOST_BYTES)}")
        if time.monotonic() > deadline:
            raise ReadingError(url, "the page loads too slowly")
    name = PurePosixPath(urlsplit(response.url).path).stem + suffix
    charset = response.encoding if "charset" in parameters.lower() else None
    return Page(InputFile(url, name, BytesIO(bytes(content)), charset=charset), response.url)


def _within(seconds: float, work: Callable[[], Page], url: str) -> Page:
    """Run ``work`` in a thread, and give up after ``seconds`` even if the server sends byte by byte."""
    done: list[Page | ReadingError] = []

    def run() -> None:
        try:
            done.append(work())
        except ReadingError as error:
            done.append(error)
        except Exception as error:
            done.append(ReadingError(url, f"the page cannot be fetched ({type(error).__name__})"))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds + 1)
    outcome = done[0] if done else ReadingError(url, f"no answer within {seconds:g} s")
    if isinstance(outcome, ReadingError):
        raise outcome
    return outcome
