"""Groups of features: the same facts give the same features, however many others came before."""

from quotes.language import english
from quotes.language.feature_groups import (
    MOST_COMBINATIONS,
    MOST_SCORES,
    FeatureGroup,
    Features,
    GroupScores,
)


def test_a_group_does_not_grow_with_the_words_of_ever_more_articles():
    group = FeatureGroup("head how", "head={head}", "head={head}&how={how}")
    before = list(group["say", "active"])
    assert before == ["head=say", "head=say&how=active"]
    for number in range(MOST_COMBINATIONS + 1):
        assert next(iter(group[f"word {number}", "active"])) == f"head=word {number}"
    assert len(group) <= MOST_COMBINATIONS
    assert list(group["say", "active"]) == before


def test_scores_do_not_grow_with_them():
    known = next(iter(english().attribution_weights))
    scores, features = GroupScores(english().attribution_weights), Features(known)
    before = scores[features]
    assert before == english().attribution_weights[known]
    for number in range(MOST_SCORES + 1):
        assert scores[Features(f"word {number}")] == 0
    assert len(scores) <= MOST_SCORES
    assert scores[features] == before
