"""Every rule of attribution has a name and a kind of its own."""

from collections import Counter

from case_table import read_cases

from quotes.attribution import ALL_RULES, RuleKind
from quotes.extraction import extract_all


def test_rows_name_a_known_rule_and_the_cases_use_most_of_them():
    fired = Counter(row.rule for rows in extract_all(case.article for case in read_cases()) for row in rows)
    assert fired.keys() <= ALL_RULES.keys()
    assert ALL_RULES.keys() - fired.keys() <= {"other_speaker", "paragraph_after", "turn_label", "viewpoint"}


def test_names_are_those_of_the_features():
    kinds = {rule.kind for rule in ALL_RULES.values()}
    assert kinds == set(RuleKind)
    assert all(name == rule.name and name.isidentifier() for name, rule in ALL_RULES.items())
