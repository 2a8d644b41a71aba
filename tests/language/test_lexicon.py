"""The word lists of data/en: what they hold, and how a wrong line is reported."""

from pathlib import Path
from shutil import copytree

import pytest

import quotes.language
from quotes.language import Outlet, english, read_language
from quotes.types import InputError

DATA = Path(quotes.language.__file__).parent / "data" / "en"


@pytest.fixture
def folder(tmp_path):
    return Path(copytree(DATA, tmp_path / "data"))


def test_english_is_read_once():
    assert english() is english()


@pytest.mark.parametrize(
    ("table", "key", "value"),
    [
        ("cue_verbs", "told", "tell"),
        ("cue_verbs", "emphasised", "emphasise"),
        ("cue_verbs", "emphasized", "emphasize"),
        ("weak_cue_verbs", "described", "describe"),
        ("phrasal_cue_verbs", "pointed out", "point out"),
        ("phrasal_cue_verbs", "went on", "go on"),
        ("cue_nouns", "statements", "statement"),
        ("speech_documents", "rulings", "ruling"),
        ("titles", "mr", "m"),
        ("titles", "mr.", "m"),
        ("titles", "dr.", None),
        ("roles", "spokeswoman", "f"),
        ("roles", "professor", None),
        ("plural_roles", "attorneys general", "attorney general"),
        ("outlets", "korean central news agency", Outlet("KCNA", "agency")),
        ("platforms", "x", "X"),
        ("platform_verbs", "tweeted", "Twitter"),
        ("nationalities", "north korean", "North Korea"),
        ("first_names", "siobhán", "f"),
    ],
)
def test_entries(table, key, value):
    entries = getattr(english().lexicon, table)
    assert key in entries
    assert entries[key] == value


def test_nicknames_go_both_ways():
    nicknames = english().lexicon.nicknames
    assert "bill" in nicknames["william"]
    assert "william" in nicknames["bill"]


def test_a_verb_is_either_strong_or_weak():
    words = english().lexicon
    assert not set(words.cue_verbs.values()) & set(words.weak_cue_verbs.values())


def test_furniture_puts_longer_openings_first():
    lengths = [len(opening) for opening in english().lexicon.furniture]
    assert lengths == sorted(lengths, reverse=True)


def test_every_data_file_says_what_belongs_there():
    for file in sorted(DATA.glob("*.txt")):
        header = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        assert len(header) >= 2, file.name
        assert any("absent" in line for line in header), file.name


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("cue_verbs.txt", "say says said saying"),
        ("titles.txt", "Mr m"),
        ("outlets.txt", "Quillon Wire | agency | Reuters"),
        ("nationalities.txt", "french | France"),
        ("first_names.txt", "ANNA f"),
    ],
)
def test_a_duplicate_is_named_with_file_and_line(folder, file, line):
    path = folder / file
    with path.open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    number = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(InputError, match=rf"^{file}:{number}: .*duplicate"):
        read_language(folder)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("cue_verbs.txt", "grumblify"),
        ("phrasal_cue_verbs.txt", "harp harps harped harping"),
        ("cue_nouns.txt", "grumbling"),
        ("titles.txt", "Thane x"),
        ("titles.txt", "Thane"),
        ("roles.txt", "tidewaiter | tidewaiters"),
        ("outlets.txt", "Quillon Wire | pigeon post |"),
        ("outlets.txt", "Quillon Wire"),
        ("outlets.txt", "Quillon Wire | agency | Quillon News,"),
        ("platforms.txt", "Quillonet"),
        ("nicknames.txt", "Quillon"),
        ("nationalities.txt", "Quillonian | "),
    ],
)
def test_a_malformed_line_is_named_with_file_and_line(folder, file, line):
    path = folder / file
    with path.open("a", encoding="utf-8") as out:
        out.write(line + "\n")
    number = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(InputError, match=rf"^{file}:{number}: "):
        read_language(folder)


def test_a_missing_file_is_named(folder):
    (folder / "titles.txt").unlink()
    with pytest.raises(InputError, match=r"titles\.txt"):
        read_language(folder)
