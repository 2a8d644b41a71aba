import pytest
from case_table import differences, read_cases

import quotes


def _parameter(case):
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=case.place, marks=marks)


@pytest.mark.parametrize("case", [_parameter(case) for case in read_cases()])
def test_case(case):
    wrong = differences(case.expected, quotes.extract(case.article))
    assert not wrong, "\n".join([case.article.text, *wrong])
