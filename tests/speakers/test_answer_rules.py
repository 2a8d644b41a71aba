import pytest

from quotes.speakers.answer_rules import ANSWER_RULES, answer_rule


def test_a_rule_that_is_not_listed_fails():
    with pytest.raises(KeyError, match="pronoun, by guess"):
        answer_rule("pronoun", "by guess")


def test_only_it_and_bodies_settle_the_kind_of_speaker():
    settled = {name.split(",")[0] for name, rule in ANSWER_RULES.items() if rule.kind}
    assert settled == {"it", "body"}
