"""What visitors have typed and chosen but not yet handed in, kept on the server.

A page that is loaded again, or opened again the next day, finds it. Each draft belongs to one person.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import BinaryIO, cast

_MOST_PERSONS = 200
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

    """

    fields: dict[str, str] = field(default_factory=dict)
    files: list[KeptFile] = field(default_factory=list)
    columns: dict[tuple[str, ...], dict[str, str | None]] = field(default_factory=dict)

    def has(self, file_id: str) -> bool:
        """Whether a file is kept."""
        return any(each.id == file_id for each in self.files)

    def keep(self, file_id: str, name: str, content: bytes) -> None:
        """Keep a copy of a file, unless there is no room for it."""
        if sum(each.size for each in self.files) + len(content) > _MOST_BYTES:
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


class Drafts:
    """The drafts of all persons; the one that was not used for longest is given up first."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._lock = Lock()

    def of(self, person: str) -> Draft:
        """The draft of a person, an empty one at first."""
        with self._lock:
            draft = self._drafts.setdefault(person, Draft())
            self._drafts.move_to_end(person)
            while len(self._drafts) > _MOST_PERSONS:
                self._drafts.popitem(last=False)[1].clear()
        return draft


_DRAFTS = Drafts()


def draft_of(person: str) -> Draft:
    """The draft of a person."""
    return _DRAFTS.of(person)
