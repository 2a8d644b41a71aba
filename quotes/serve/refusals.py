"""Why a request gets no answer, in one line."""

from quotes.types import InputError


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

    def __init__(self, status: int, reason: str, *, field: str | None = None, seconds: int = 0) -> None:
        super().__init__(reason)
        self.status, self.reason, self.field, self.seconds = status, reason, field, seconds
