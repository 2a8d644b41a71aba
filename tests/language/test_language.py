"""A second language is a second object: nothing in the extraction knows English by itself."""

import re
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

import quotes.language
from quotes.extraction import extract_all
from quotes.language import english, read_language
from quotes.types import Article, InputError

ENGLISH = Path(quotes.language.__file__).parent / "data" / "en"


@pytest.fixture
def folder(tmp_path):
    return Path(copytree(ENGLISH, tmp_path / "xx"))


def rows_of(text, language):
    (rows,) = extract_all([Article(text)], language=language)
    return rows


def test_a_language_with_other_cue_verbs_is_used(folder):
    (folder / "cue_verbs.txt").write_text("quonk quonks quonked quonking\n", encoding="utf-8")
    tiny = read_language(folder)
    text = "“A mess on the quay,” quonk Ada Quill."
    (here,) = rows_of(text, tiny)
    assert (here.speaker, here.cue, here.rule) == ("Ada Quill", "quonk", "inverted")
    (there,) = rows_of(text, english())
    assert (there.speaker, there.cue, there.rule) == (None, None, "unattributed")


def test_weights_and_grammar_come_from_the_language():
    text = "Ada Quill, the so-called “Gull”, said: “We sail at dawn.”"
    (row,) = rows_of(text, english())
    assert row.quote == "We sail at dawn."
    grammar = english().grammar
    patterns = replace(grammar.patterns, defined_before=re.compile("never"), known_as=re.compile("never"))
    other = replace(english(), grammar=replace(grammar, patterns=patterns), quote_weights={"bias": 9.0})
    assert [row.quote for row in rows_of(text, other)] == ["Gull", "We sail at dawn."]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('stand_in = "This works"\n', "", r"^grammar\.toml: \[words\] stand_in: missing"),
        ("[patterns]\n", '[patterns]\nodd = "x"\n', r"^grammar\.toml: \[patterns\] odd: unknown"),
        (
            "known_as = '''(?i)(?:",
            "known_as = '''(?i)((?:",
            r"^grammar\.toml: \[patterns\] known_as: not a reg",
        ),
        ("[words]\n", "[words\n", r"^grammar\.toml: not valid TOML"),
    ],
)
def test_a_bad_grammar_is_named_with_its_key(folder, old, new, message):
    file = folder / "grammar.toml"
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_language(folder)


def test_a_missing_grammar_is_named(folder):
    (folder / "grammar.toml").unlink()
    with pytest.raises(InputError, match=r"grammar\.toml: grammar file missing"):
        read_language(folder)


@pytest.mark.parametrize("line", ["feature without a weight", "bias\tmuch", "\t1.0"])
def test_a_malformed_weight_is_named_with_its_line(folder, line):
    (folder / "nonquote_weights.tsv").write_text(f"# a table\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^nonquote_weights\.tsv:2: "):
        read_language(folder)
