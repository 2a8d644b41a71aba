"""Every linguistic case of ``tests/cases/*.tsv`` gives the rows that its line expects."""

import pytest
from case_table import differences, parameter, read_cases

import quotes


@pytest.mark.parametrize("case", [parameter(case) for case in read_cases()])
def test_case(case):
    wrong = differences(case.expected, quotes.extract(case.article))
    assert not wrong, "\n".join([case.article.text, *wrong])
