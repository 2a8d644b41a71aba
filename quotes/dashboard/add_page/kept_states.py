"""What visitors have handed in, kept so that a page that is loaded again finds it.

Streamlit forgets a session when its page is loaded again; the adding itself goes on. The key of what was
handed in is in the page's address.
"""

import secrets
from collections import OrderedDict
from threading import Lock
from typing import Generic, Protocol, TypeVar

from quotes.intake import AddingRun

MOST_KEPT = 20
"""How many states without an adding that is under way are kept."""


class _HasRun(Protocol):
    @property
    def run(self) -> AddingRun | None:
        """The adding, if it has begun."""


State = TypeVar("State", bound=_HasRun)


class KeptStates(Generic[State]):
    """The latest states of the page, by their keys. Each belongs to one person, and nobody else finds it."""

    def __init__(self) -> None:
        self._states: OrderedDict[str, tuple[str, State]] = OrderedDict()
        self._shown: set[str] = set()
        self._lock = Lock()

    def keep(self, key: str, person: str, state: State) -> None:
        """Keep a person's state in place of the one before; the oldest of all is given up."""
        with self._lock:
            self._shown.discard(key)
            self._states[key] = person, state
            self._states.move_to_end(key)
            idle = [each for each, (_, kept) in self._states.items() if not _is_under_way(kept)]
            for each in idle[:-MOST_KEPT]:
                del self._states[each]
                self._shown.discard(each)

    def find(self, key: str, person: str) -> State | None:
        """The state with this key; None if it is not this person's, or was given up."""
        owner, state = self._states.get(key, ("", None))
        return state if owner == person else None

    def drop(self, key: str) -> None:
        """Keep a state no longer."""
        with self._lock:
            self._states.pop(key, None)
            self._shown.discard(key)

    def of(self, person: str) -> dict[str, State]:
        """The states of a person by their keys, the latest first, without runs whose outcome was shown."""
        with self._lock:
            kept = list(self._states.items())
        return {
            key: state for key, (owner, state) in reversed(kept) if owner == person and key not in self._shown
        }

    def note_shown(self, key: str) -> None:
        """Note that the outcome of a run was shown."""
        self._shown.add(key)

    def under_way(self, person: str) -> dict[str, State]:
        """The states of a person whose articles are being added now, by their keys."""
        with self._lock:
            kept = list(self._states.items())
        return {key: state for key, (owner, state) in kept if owner == person and _is_under_way(state)}


def new_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(9)


def _is_under_way(state: _HasRun) -> bool:
    return state.run is not None and not state.run.is_over
