"""A client for the web: public addresses only, with limits of size, time and redirects."""

import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, NoReturn

from quotes.reading.input_files import megabytes
from quotes.reading.reading_outcomes import ReadingError

if TYPE_CHECKING:
    from requests import Response, Session

MOST_BYTES = 10_000_000
MOST_SECONDS = 20
MOST_REDIRECTS = 5

_CHUNK = 1 << 16
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
_NOT_MODIFIED = 304


class WebError(ReadingError):
    """Something could not be fetched.

    Attributes:
        is_lasting: whether it will hardly be there the next time.
        status: what the server answered, if it did.
        retry_after: for how many seconds the server asks to be left alone, if it does.

    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        is_lasting: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(url, reason)
        self.is_lasting = is_lasting
        self.status = status
        self.retry_after = retry_after


class NotPublicError(WebError):
    """A web address belongs to no public machine, so nothing is fetched from it."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "this web address is not public, so it is not fetched", is_lasting=True)


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """What a server answered.

    Attributes:
        url: the address after all redirects.
        content: the body; empty if nothing has changed since the last request.
        media_type: what the server says it is, in lower case; "" if it does not say.
        charset: the encoding that it states, if any.
        etag: what to send the next time to learn whether anything has changed; so is ``modified``.
        is_unchanged: nothing has changed since the last request.

    """

    url: str
    content: bytes
    media_type: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    is_unchanged: bool = False


class WebClient:
    """Fetches one address after another, for one thread. It sends no cookies and no passwords.

    Args:
        agent: the user agent to send.
        seconds: the time limit for each answer as a whole.
        allowed: further addresses that may be fetched though they are not public, as (host, port).
        allow_loopback: whether this machine itself may be reached.

    """

    def __init__(
        self,
        agent: str,
        *,
        seconds: float = MOST_SECONDS,
        allowed: Collection[tuple[str, int]] = (),
        allow_loopback: bool = False,
    ) -> None:
        self._agent = agent
        self._seconds = seconds
        self._allowed = frozenset(allowed)
        self._allow_loopback = allow_loopback
        self._session: Session | None = None

    def get(
        self,
        url: str,
        *,
        media_types: Collection[str] | None = None,
        most_bytes: int = MOST_BYTES,
        etag: str | None = None,
        modified: str | None = None,
    ) -> WebAnswer:
        """Fetch what is at ``url``.

        Args:
            url: a web address.
            media_types: the types of which the answer must be one; None for any.
            most_bytes: how large it may be, unpacked.
            etag: what the server said the last time, so that it may say that nothing has changed.
            modified: likewise.

        Raises:
            WebError: it is not public, missing, of another type, too large, or too slow.

        """
        stated = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in stated.items() if value}

        def work() -> WebAnswer:
            deadline = time.monotonic() + self._seconds
            with _saying_why(url), self._opened().get(url, headers=headers, stream=True) as response:
                return _answer(url, response, media_types, most_bytes, deadline)

        try:
            return _within(self._seconds, work, url)
        except TimeoutError:
            self._session = None  # a thread still reads from it, and lets go of it when it ends
            raise WebError(url, f"no answer within {self._seconds:g} s") from None

    def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _opened(self) -> "Session":
        from quotes.reading.public_sessions import open_session  # noqa: PLC0415  (only for the web)

        if self._session is None:
            self._session = open_session(
                self._agent,
                MOST_SECONDS,
                MOST_REDIRECTS,
                allow_loopback=self._allow_loopback,
                allowed=self._allowed,
            )
        self._session.cookies.clear()
        return self._session


@contextmanager
def _saying_why(url: str) -> Iterator[None]:
    """Translate what goes wrong in this context to one line."""
    try:
        yield
    except ReadingError:
        raise
    except Exception as error:
        _raise_reason(url, error)


def _raise_reason(url: str, error: Exception) -> NoReturn:
    from requests import RequestException, TooManyRedirects  # noqa: PLC0415  (only for the web)
    from requests.exceptions import ConnectionError as Unreachable  # noqa: PLC0415
    from requests.exceptions import SSLError, Timeout  # noqa: PLC0415
    from requests_hardened.ip_filter import InvalidIPAddress  # noqa: PLC0415

    if isinstance(error, InvalidIPAddress):
        raise NotPublicError(url) from None
    if isinstance(error, TooManyRedirects):
        raise WebError(url, f"the page redirects more than {MOST_REDIRECTS} times", is_lasting=True) from None
    if isinstance(error, Timeout):
        raise WebError(url, f"no answer within {MOST_SECONDS} s") from None
    if isinstance(error, SSLError):
        raise WebError(url, "the site's certificate is not valid") from None
    if isinstance(error, Unreachable):
        raise WebError(url, "the site is not reachable") from None
    if isinstance(error, RequestException | ValueError | OSError):
        raise WebError(url, f"the page cannot be fetched ({type(error).__name__})") from None
    raise error


def _answer(
    url: str,
    response: "Response",
    media_types: Collection[str] | None,
    most_bytes: int,
    deadline: float,
) -> WebAnswer:
    """Read the answer; stop as soon as it is too large or too slow."""
    status, headers = response.status_code, response.headers
    if status == _NOT_MODIFIED:
        return WebAnswer(response.url, b"", is_unchanged=True)
    if status != 200:
        raise WebError(
            url,
            f"the server answered {status} {response.reason}",
            is_lasting=status not in _LATER,
            status=status,
            retry_after=_seconds_of(headers.get("Retry-After")),
        )
    stated, _, parameters = headers.get("Content-Type", "").partition(";")
    media_type = stated.strip().lower()
    if media_types is not None and media_type not in media_types:
        shown = stated.strip()[:60] or "no type"
        raise WebError(url, f"this is {shown}, not a web page; download it and add the file", is_lasting=True)
    content = bytearray()
    for chunk in response.iter_content(_CHUNK):
        content += chunk
        if len(content) > most_bytes:
            raise WebError(url, f"the page is larger than {megabytes(most_bytes)}", is_lasting=True)
        if time.monotonic() > deadline:
            raise WebError(url, "the page loads too slowly")
    return WebAnswer(
        response.url,
        bytes(content),
        media_type,
        response.encoding if "charset" in parameters.lower() else None,
        headers.get("ETag"),
        headers.get("Last-Modified"),
    )


def _seconds_of(stated: str | None) -> float | None:
    """Read a Retry-After header: seconds, or a date."""
    if not stated:
        return None
    if stated.strip().isdecimal():
        return float(stated)
    with suppress(ValueError, TypeError):
        date = parsedate_to_datetime(stated)
        return max(0.0, (date.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    return None


def _within(seconds: float, work: Callable[[], WebAnswer], url: str) -> WebAnswer:
    """Run ``work`` in a thread, and give up after ``seconds`` even if the server sends byte by byte.

    Raises:
        TimeoutError: it takes longer.

    """
    done: list[WebAnswer | ReadingError] = []

    def run() -> None:
        try:
            done.append(work())
        except ReadingError as error:
            done.append(error)
        except Exception as error:
            done.append(WebError(url, f"the page cannot be fetched ({type(error).__name__})"))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds + 1)
    if not done:
        raise TimeoutError
    if isinstance(done[0], ReadingError):
        raise done[0]
    return done[0]
