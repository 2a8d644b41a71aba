"""Sending digests of what a target was not sent before.

What is sent is noted in the library before and after (`quotes.library.Delivery`), so nothing is left out, and
nothing is sent again that is known to be sent. If the program is killed after a target has accepted a digest
and before that is noted, the target gets it once more, with the same id.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass

from quotes.library import Library, Reached, SavedView
from quotes.telling.digest import make_digest
from quotes.telling.digest_formats import digest_to_html, digest_to_markdown
from quotes.telling.targets import DigestTarget
from quotes.types import InputError

MOST_SENT = 200
"""How many quotes a digest lists that is sent."""


@dataclass(frozen=True, slots=True)
class SendingOutcome:
    """What became of a target: how many quotes were sent, or why nothing was."""

    target: DigestTarget
    quotes: int = 0
    error: str | None = None


def send_new(
    library: Library, view: SavedView, targets: Sequence[DigestTarget], *, after: Reached | None = None
) -> Iterator[SendingOutcome]:
    """Send to each target what is new in a view since the last time; nothing if nothing is new.

    A target that fails is reported, and gets the same the next time; the others get theirs.

    Args:
        library: the library, open for writing.
        view: the view.
        targets: where to send it.
        after: where the first digest of a target begins. Default: when
            the view was saved.

    Raises:
        InputError: another process is sending digests of this library.

    """
    with _only_sender(library):
        for target in targets:
            yield _send(library, view, target, after)


def _send(library: Library, view: SavedView, target: DigestTarget, after: Reached | None) -> SendingOutcome:
    delivery = library.delivery(view, target.identity, after=after)
    if delivery is None:
        return SendingOutcome(target)
    digest = make_digest(library, view, delivery.arrived, most=MOST_SENT)
    if digest.rows:
        write = digest_to_html if target.takes_html else digest_to_markdown
        body = write(digest, message=delivery.message)
        if error := target.send(digest.title, body, delivery.message):
            return SendingOutcome(target, error=error)
    library.note_sent(delivery)
    return SendingOutcome(target, digest.number)


@contextmanager
def _only_sender(library: Library) -> Iterator[None]:
    """Keep other processes from sending at the same time. The lock goes with the process, however it ends."""
    place = library.path.with_name(f"{library.path.name}-sending")
    with closing(sqlite3.connect(place, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise InputError(
                f"{library.path}: another program is sending digests of this library; try again later"
            ) from None
        yield
