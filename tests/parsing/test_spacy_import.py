"""spaCy is imported without its commands, and nobody who shares the process notices."""

import subprocess
import sys

import pytest


def run(*lines: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


LOADED = ("import sys", "from quotes.parsing import load_model", "load_model()")


@pytest.mark.parametrize(
    "use",
    [
        "import spacy; command = spacy.cli.download",
        "import spacy.cli; command = spacy.cli.download",
        "from spacy.cli import download as command",
        "from spacy.cli.download import download as command",
    ],
)
def test_the_commands_load_on_first_use(use):
    printed = run(*LOADED, "print('weasel' in sys.modules)", use, "print(command.__name__)")
    assert printed.split() == ["False", "download"]


def test_the_facts_about_spacy_are_still_given():
    printed = run(
        *LOADED, "import spacy", "print(spacy.info(silent=True)['spacy_version'] == spacy.__version__)"
    )
    assert printed.split() == ["True"]


def test_whoever_has_imported_spacy_keeps_it_as_it_is():
    printed = run(
        "import spacy", "before = spacy.cli, spacy.info", *LOADED, "print((spacy.cli, spacy.info) == before)"
    )
    assert printed.split() == ["True"]
