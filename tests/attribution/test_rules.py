"""Every rule of attribution has a name and a kind of its own; tests/test_cases.py sees which are used."""

from quotes.attribution import ALL_RULES, RuleKind


def test_names_are_those_of_the_features():
    kinds = {rule.kind for rule in ALL_RULES.values()}
    assert kinds == set(RuleKind)
    assert all(name == rule.name and name.isidentifier() for name, rule in ALL_RULES.items())
