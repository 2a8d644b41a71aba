"""What visitors have typed and chosen but not yet handed in, kept on the server.

A page that is loaded again, or opened again the next day, finds it. Each draft belongs to one person, and to
one of the person's windows while that is open.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import BinaryIO, cast

from streamlit import runtime

_MOST_PERSONS = 200
_MOST_WINDOWS = 50
_MOST_BYTES = 200_000_000
_IN_MEMORY = 1_000_000


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that was chosen: its id in the browser's session, its name, its size and its content."""

    id: str
    name: str
    size: int
    stream: BinaryIO


@dataclass(slots=True)
class Draft:
    """What one person has typed and chosen.

    Attributes:
        fields: what the fields of the forms hold, by their names.
        files: the chosen files, in order.
        columns: the chosen columns of tables, by the names of all columns and by field.
        others: gives the person's drafts, which share the room for files.

    """

    fields: dict[str, str] = field(default_factory=dict)
    files: list[KeptFile] = field(default_factory=list)
    columns: dict[tuple[str, ...], dict[str, str | None]] = field(default_factory=dict)
    others: Callable[[], Collection["Draft"]] = field(default=tuple, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Nothing was typed or chosen."""
        return not (self.files or any(self.fields.values()))

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(each.size for each in self.files)

    def has(self, file_id: str) -> bool:
        """Whether a file is kept."""
        return any(each.id == file_id for each in self.files)

    def keep(self, file_id: str, name: str, content: bytes) -> None:
        """Keep a copy of a file, unless there is no room for it."""
        if sum(each.size for each in self.others()) + len(content) > _MOST_BYTES:
            return
        copy = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (it lives as long as the draft)
        try:
            copy.write(content)
        except OSError:  # the disk is full; the file in the form can still be read
            copy.close()
            return
        self.files.append(KeptFile(file_id, name, len(content), cast("BinaryIO", copy)))

    def forget(self, file_ids: Collection[str]) -> None:
        """Give up the copies of some files."""
        for each in self.files:
            if each.id in file_ids:
                each.stream.close()
        self.files = [each for each in self.files if each.id not in file_ids]

    def clear(self) -> None:
        """Give up everything."""
        self.forget([each.id for each in self.files])
        self.fields.clear()
        self.columns.clear()


def _is_open(window: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(window)


class Drafts:
    """The drafts of all persons; those of the person who was away for longest are given up first.

    Args:
        is_open: whether a window is open, given the id of its session.

    """

    def __init__(self, is_open: Callable[[str], bool] = _is_open) -> None:
        self._drafts: OrderedDict[str, OrderedDict[str, Draft]] = OrderedDict()
        self._is_open = is_open
        self._lock = Lock()

    def of(self, person: str, window: str = "") -> Draft:
        """The draft of a person, or of one of the person's windows, an empty one at first.

        A window without anything of its own takes over what was left in those that are gone: as a rule it is
        the same, loaded again. If a connection was cut off, it may be known late that a window is gone.
        """
        with self._lock:
            drafts = self._drafts.setdefault(person, OrderedDict())
            self._drafts.move_to_end(person)
            while len(self._drafts) > _MOST_PERSONS:
                for each in self._drafts.popitem(last=False)[1].values():
                    each.clear()
            draft = drafts.setdefault(window, Draft(others=partial(list, drafts.values())))
            if window and draft.is_empty:
                self._take_over(drafts, window)
            drafts.move_to_end(window)
            while len(drafts) > _MOST_WINDOWS:
                drafts.popitem(last=False)
            return draft

    def _take_over(self, drafts: OrderedDict[str, Draft], window: str) -> None:
        """Give a window all files of drafts whose windows are gone, and the fields of the latest."""
        own = drafts[window]
        gone = [each for each in drafts if each not in ("", window) and not self._is_open(each)]
        for draft in (drafts[each] for each in gone):
            own.files += draft.files
            own.columns |= draft.columns
            draft.files, draft.columns = [], {}
        filled = [each for each in gone if any(drafts[each].fields.values())]
        if filled:
            own.fields = drafts[filled[-1]].fields
        for each in set(gone) - set(filled[:-1]):
            del drafts[each]


_DRAFTS = Drafts()


def draft_of(person: str, window: str = "") -> Draft:
    """The draft of a person that all windows share, or that of the window with this session."""
    return _DRAFTS.of(person, window)
