"""Every linguistic case of ``tests/cases/*.tsv`` gives the rows that its line expects."""

from collections import Counter
from functools import cache
from itertools import groupby

import pytest
from case_table import Case, differences, parameter, read_cases

import quotes
from quotes.attribution import ALL_RULES

FILES = {name: [*cases] for name, cases in groupby(read_cases(), lambda case: case.place.partition(":")[0])}


@cache
def rows_of_file(name):
    """The rows of each case of a file, by its place. Extracted together, they take half the time."""
    cases = FILES[name]
    found = quotes.extract_all(case.article for case in cases)
    return {case.place: rows for case, rows in zip(cases, found, strict=True)}


def rows_of(case: Case):
    return rows_of_file(case.place.partition(":")[0])[case.place]


@pytest.mark.parametrize("case", [parameter(case) for cases in FILES.values() for case in cases])
def test_case(case):
    wrong = differences(case.expected, rows_of(case))
    assert not wrong, "\n".join([case.article.text, *wrong])


def test_rows_name_a_known_rule_and_the_cases_use_most_of_them():
    fired = Counter(row.rule for cases in FILES.values() for case in cases for row in rows_of(case))
    assert fired.keys() <= ALL_RULES.keys()
    assert ALL_RULES.keys() - fired.keys() <= {"other_speaker", "paragraph_after", "turn_label", "viewpoint"}
