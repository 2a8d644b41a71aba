"""Every seed gives the rows of its golden table, in that order and no other."""

import pytest
from golden_table import FOLDER, SEEDS, found_and_expected, read_golden

import quotes
from quotes.reading import read_path


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_gives_its_golden_table(path):
    found, expected = found_and_expected(read_golden(path.stem), quotes.extract(next(read_path(path))))
    assert found == expected


def test_every_seed_has_a_golden_table():
    assert {path.stem for path in SEEDS} == {path.stem for path in FOLDER.glob("*.tsv")}
