"""Why a request gets no answer, in one line."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from quotes.library import LibraryError
from quotes.types import InputError

_LOGGER = logging.getLogger("quotes.serve")
_LATER = 5


class AccessRefusedError(InputError):
    """Whoever asks may not read the library."""


class RequestError(Exception):
    """A request that cannot be answered.

    Args:
        status: the HTTP status.
        reason: one line for whoever asks.
        field: the parameter or the field of the body that is wrong.
        seconds: when to try again.

    """

    def __init__(self, status: int, reason: str, field: str | None = None, seconds: int = 0) -> None:
        super().__init__(status, reason, field, seconds)  # so that another process can raise it again
        self.status, self.reason, self.field, self.seconds = status, reason, field, seconds

    def __str__(self) -> str:
        return self.reason


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turn whatever goes wrong while a request is answered into a `RequestError`."""
    try:
        yield
    except RequestError:
        raise
    except AccessRefusedError as error:
        raise RequestError(401, str(error)) from None
    except LibraryError as error:
        _LOGGER.warning("%s", error)
        raise RequestError(503, "the library cannot be read now; try again", seconds=_LATER) from None
    except InputError as error:
        raise RequestError(400, str(error)) from None
    except Exception:
        _LOGGER.exception("a request of a program failed")
        raise RequestError(500, "this failed; the log of the server says why") from None
