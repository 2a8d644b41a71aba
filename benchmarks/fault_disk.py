"""A disk that fills up while articles, corrections and files are written.

The disk is a small one in memory. If none can be mounted, a limit on the size of files takes its place.
"""

import io
import random
import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from fault_checks import (
    Trial,
    articles,
    damages,
    differences,
    ids,
    open_raw,
    quotes_by_article,
    write_articles,
)
from fault_kills import DRIVER
from server_and_browser import QUOTES

from quotes.intake import add_articles
from quotes.library import Library
from quotes.reading import read_outcomes
from quotes.writing import Format

CORRECTING = """
import sys
from quotes.library import Library
from quotes.types import InputError

with Library(sys.argv[1]) as library:
    for number, row in enumerate(list(library.rows())):
        said = library.corrections_of(row.quote_id)
        if said:
            continue
        try:
            library.correct_speaker(row.quote_id, f"Ivo Lund {number}", note="heard it " * 20)
        except InputError as error:
            sys.exit(str(error))
        print(row.quote_id, flush=True)
"""
"""Corrects each quote that is not corrected yet and acknowledges it; stops with one line when it cannot."""

KINDS = ("add", "correct", "export")
PLENTY = 64_000
_LITTLE = (45, 120)  # kilobytes; fewer do not open a library, and more hold all corrections
_PAGE = 4
_FULL = "disk is full"
_FORMATS = (Format.csv, Format.xlsx, Format.parquet, Format.jsonl, Format.markdown)
_OLD = b"an older file"


@dataclass(slots=True)
class Disk:
    """A folder with limited room; if no disk is mounted there, each file may have that many kilobytes."""

    folder: Path
    kilobytes: int
    is_mounted: bool

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a command under the limit."""
        limit = None if self.is_mounted else partial(_limit_files, self.kilobytes)
        return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit)

    def resize(self, kilobytes: int) -> None:
        """Change the limit."""
        self.kilobytes = kilobytes
        if self.is_mounted:
            subprocess.run(
                ["mount", "-o", f"remount,size={kilobytes}k", str(self.folder)],
                check=True,
                capture_output=True,
            )

    def used(self) -> int:
        """How many kilobytes are used."""
        usage = shutil.disk_usage(self.folder)
        longest = max((file.stat().st_size for file in self.folder.iterdir()), default=0)
        return (usage.used if self.is_mounted else longest) // 1024


def _limit_files(kilobytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, resource.RLIM_INFINITY))


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Disk]:
    """Make an empty disk with this much room."""
    folder.mkdir()
    size = f"size={max(_PAGE, kilobytes)}k"
    mounting = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    is_mounted = (
        bool(shutil.which("mount"))
        and subprocess.run(mounting, capture_output=True, check=False).returncode == 0
    )
    try:
        yield Disk(folder, kilobytes, is_mounted)
    finally:
        if is_mounted:
            subprocess.run(["umount", str(folder)], check=True)


def run(
    folder: Path, limits: int, *, seed: int = 0, number: int = 120, kinds: Collection[str] = KINDS
) -> Trial:
    """Fill the disk at ``limits`` different sizes for each kind of write, with ``number`` articles."""
    trial, chance = Trial("full disk"), random.Random(seed)
    file, reference = folder / "articles.jsonl", folder / "reference.sqlite"
    write_articles(file, articles(number))
    with Library(reference) as opened:
        for _ in add_articles(opened, read_outcomes([str(file)])):
            pass
    size = reference.stat().st_size // 1024
    for place, kind in product(range(limits), kinds):
        room = chance.randint(16, 3 * size // 2) if kind == "add" else PLENTY
        with small_disk(folder / f"disk-{place}-{kind}", room) as disk:
            trial.figures["disk"] = "tmpfs" if disk.is_mounted else "limit on files"
            if kind == "add":
                _add(disk, file, reference, trial, acknowledging=bool(place % 2))
            elif kind == "correct":
                _correct(disk, reference, chance.randint(*_LITTLE), trial)
            else:
                _export(disk, reference, _FORMATS[place % len(_FORMATS)], chance, trial)
    return trial


def _add(disk: Disk, file: Path, reference: Path, trial: Trial, *, acknowledging: bool) -> None:
    """Add articles until the disk is full, make room, and add again."""
    library = disk.folder / "library.sqlite"
    add = (*QUOTES, "add", str(file), "--library", str(library))
    if acknowledging:
        ended = disk.run(sys.executable, "-c", DRIVER, str(file), str(library))
        trial.check(_FULL in ended.stderr, f"add: the driver ended with {ended.stderr[-300:]}")
        acknowledged = {line.split()[0] for line in ended.stdout.splitlines()}
    else:
        ended = disk.run(*add)
        _check_one_line(trial, f"add in {disk.kilobytes} kB", ended)
        acknowledged = set()
    there = set(ids(_copy(library))) if library.exists() else set()
    trial.count("add: full")
    trial.count("articles acknowledged before", len(acknowledged))
    lost = sorted(acknowledged - there)
    trial.check(not lost, f"add: acknowledged, but lost: {lost[:5]}")
    if library.exists():
        trial.wrong += damages(_copy(library))
        expected, found = quotes_by_article(reference), quotes_by_article(_copy(library))
        torn = [each for each, rows in found.items() if rows != expected[each]]
        trial.check(not torn, f"add: stored in part: {torn[:5]}")
    disk.resize(PLENTY)
    again = disk.run(*add)
    trial.check(again.returncode == 0, f"add after room was made: {again.stderr[-300:]}")
    trial.wrong += [*damages(library), *differences(library, reference)]
    trial.count("add: completed", again.returncode == 0)


def _correct(disk: Disk, reference: Path, room: int, trial: Trial) -> None:
    """Correct quotes until the disk is full, make room, and correct the others."""
    library = disk.folder / "library.sqlite"
    shutil.copyfile(reference, library)
    disk.resize(disk.used() + room)
    correct = (sys.executable, "-c", CORRECTING, str(library))
    ended = disk.run(*correct)
    _check_one_line(trial, f"correct with {room} kB left", ended, status=1)
    acknowledged = ended.stdout.split()
    trial.count("correct: full")
    trial.count("corrections acknowledged before", len(acknowledged))
    there = _corrected(_copy(library))
    agree = there == sorted(acknowledged)
    trial.check(agree, f"correct: {len(acknowledged)} acknowledged, {len(there)} stored")
    trial.wrong += damages(_copy(library))
    disk.resize(PLENTY)
    again = disk.run(*correct)
    trial.check(again.returncode == 0, f"correct after room was made: {again.stderr[-300:]}")
    acknowledged += again.stdout.split()
    agree = _corrected(library) == sorted(acknowledged)
    trial.check(agree, "correct after room was made: not what was acknowledged")
    trial.check(len(set(acknowledged)) == len(acknowledged), "correct: something was acknowledged twice")
    trial.wrong += damages(library)
    trial.count("correct: completed", again.returncode == 0)


def _content(file: bytes) -> object:
    """The content of a file; of a workbook the parts, except the one that holds the time."""
    if not zipfile.is_zipfile(io.BytesIO(file)):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def _export(disk: Disk, library: Path, chosen: Format, chance: random.Random, trial: Trial) -> None:
    """Write a file without room for it, sometimes over an older file; then make room and write it again."""
    output = disk.folder / f"quotes.{chosen}"
    export = (*QUOTES, "export", "--library", str(library), "--format", chosen, "-o", str(output))
    first = disk.run(*export)
    trial.check(first.returncode == 0, f"export {chosen}: {first.stderr[-300:]}")
    whole = output.read_bytes()
    output.unlink()
    before = {}
    if chance.random() < 0.5:
        output.write_bytes(_OLD)
        before = {output.name: _OLD}
    disk.resize(chance.randint(2 * _PAGE, max(2 * _PAGE, len(whole) // 1024 - _PAGE)))
    ended = disk.run(*export)
    _check_one_line(trial, f"export {chosen} in {disk.kilobytes} kB", ended, fault="No space left")
    left = {each.name: each.read_bytes() for each in disk.folder.iterdir()}
    trial.check(left == before, f"export {chosen}: left {[(name, len(each)) for name, each in left.items()]}")
    trial.count("export: full")
    disk.resize(PLENTY)
    trial.check(disk.run(*export).returncode == 0, f"export {chosen}: fails after room was made")
    again = _content(output.read_bytes())
    trial.check(again == _content(whole), f"export {chosen}: another file than at first")
    trial.count("export: completed")


def _check_one_line(
    trial: Trial,
    what: str,
    ended: "subprocess.CompletedProcess[str]",
    *,
    status: int = 2,
    fault: str = _FULL,
) -> None:
    """A command must end with this status and one line that says what is wrong."""
    lines = ended.stderr.splitlines()
    trial.check(ended.returncode == status, f"{what}: status {ended.returncode}, not {status}")
    says_why = fault in ended.stderr or "File too large" in ended.stderr
    trial.check(len(lines) == 1 and says_why, f"{what}: {lines[-3:]}")


def _copy(library: Path) -> Path:
    """A copy of a library elsewhere: reading one on a full disk takes room."""
    elsewhere = library.parent.parent / f"copy-of-{library.parent.name}"
    shutil.rmtree(elsewhere, ignore_errors=True)
    elsewhere.mkdir()
    for ending in ("", "-wal"):
        if (part := library.with_name(library.name + ending)).exists():
            shutil.copyfile(part, elsewhere / part.name)
    return elsewhere / library.name


def _corrected(library: Path) -> list[str]:
    """The ids of the corrected quotes, one for each correction."""
    query = """SELECT quote_id FROM corrections JOIN articles USING (text_digest)
        JOIN quotes ON quotes.article = articles.id AND quotes.start = corrections.start
        AND quotes."end" = corrections."end" AND extracted = 1 ORDER BY quote_id"""
    with open_raw(library) as connection:
        return [line[0] for line in connection.execute(query)]
