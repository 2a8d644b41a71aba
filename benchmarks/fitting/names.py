"""Fit which words of a run of capitals are a name, and what the named thing is.

The labels are the spans of the model's recogniser of names, which is too slow to ask on every article, and
the full names of labelled speakers, which count more.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from fitting.folds import Gold
from fitting.logit import Choice, fit_choices
from fitting.made_names import (
    fields_of_offices,
    long_name_examples,
    office_examples,
    speakers_in_text,
    without_given_names,
)
from fitting.tables import write_weights
from quotes.language import Language, Lexicon, score, softmax
from quotes.parsing import RecognisedName, recognise_names
from quotes.speakers import (
    KINDS,
    NO_NAME,
    NameGroup,
    NamePart,
    Run,
    RunCounts,
    find_names,
    group_names,
    key,
    kind_features,
    lower_words,
    name_evidence,
    part_features,
    rival_parts,
    run_evidence,
    runs_in_text,
    word_class,
)
from quotes.text import find_quotations, split_paragraphs

SMOOTHING = 3.0
GOLD_COUNTS = 15.0
NO_NAME_COUNTS = 0.3
HEADLINE_COUNTS = 0.3
UNLISTED_COUNTS = 0.15
NOT_NAMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "LANGUAGE"})
_TITLE_AND_NAME = 2
_WORD = re.compile(r"\w+")


class RunLabels(NamedTuple):
    """The labels of an article: the recogniser's spans by position, and the speakers' full names."""

    near: Mapping[int, list[RecognisedName]]
    full_names: set[tuple[str, ...]]


def boundary_examples(
    articles: Sequence[Gold], spans: Mapping[str, Sequence[RecognisedName]], lexicon: Lexicon
) -> Iterator[tuple[Choice, float]]:
    """The features of the parts of every run whose name a label shows, and how much each run counts.

    Most names in the articles begin with a listed given name. So that the others are found, too, every run
    is also an example as if no given name were listed.
    """
    for article in articles:
        text = article["text"]
        runs = runs_in_text(text, split_paragraphs(text), lexicon)
        counts = RunCounts([found.run for found in runs if not found.context.headline], lexicon)
        ordinary = lower_words(text)
        labels = RunLabels(_by_position(spans[article["id"]]), full_names_of(article))
        for known, counted in ((lexicon, 1.0), (without_given_names(lexicon), UNLISTED_COUNTS)):
            for run, context in runs:
                evidence = run_evidence(run, context, counts, ordinary, known)
                parts = rival_parts(evidence)
                right, weight = _right_part(run, labels, counts, lexicon)
                if right in parts and len(parts) > 1:
                    rows = [part_features(evidence, part) for part in parts]
                    weight *= HEADLINE_COUNTS if context.headline else 1.0
                    yield Choice(rows, [part == right for part in parts]), counted * weight


def full_names_of(article: Gold) -> set[tuple[str, ...]]:
    """The words of the full names of the persons who speak in an article."""
    return {
        tuple(_WORD.findall(name.casefold()))
        for quote in article["quotes"]
        if quote.get("kind") == "person" and quote.get("speaker") and quote.get("sure", True)
        for name in re.split(r"\||, | and ", quote["speaker"])
    }


def _by_position(spans: Sequence[RecognisedName]) -> Mapping[int, list[RecognisedName]]:
    """The spans by the hundreds of characters that they touch."""
    found: dict[int, list[RecognisedName]] = {}
    for span in spans:
        for hundred in range(span.start // 100, span.end // 100 + 1):
            found.setdefault(hundred, []).append(span)
    return found


def _right_part(
    run: Run, labels: RunLabels, counts: RunCounts, lexicon: Lexicon
) -> tuple[NamePart | None, float]:
    """The part of a run that is a name by the labels, and how much this label counts."""
    near, full_names = labels
    words = [tuple(_WORD.findall(re.sub(r"['’]s?$", "", word.letters).casefold())) for word in run]
    for first in range(len(run)):
        for last in range(len(run), first + (len(run) > 1), -1):
            if sum(words[first:last], ()) in full_names:
                return NamePart(first, last), GOLD_COUNTS
    if len(run) == 1 and any(name[-1:] == words[0] for name in full_names):
        return NamePart(0, 1), GOLD_COUNTS / 2
    start, end = run[0].span.start, run[-1].span.end
    touching = {
        span
        for hundred in range(start // 100, end // 100 + 1)
        for span in near.get(hundred, ())
        if span.start < end and start < span.end
    }
    names = sorted(span for span in touching if span.label not in NOT_NAMES)
    if not names:
        return NO_NAME, NO_NAME_COUNTS
    named = next((span for span in names if span.label == "PERSON"), names[-1])
    inside = [
        at for at, word in enumerate(run) if named.start < word.span.end and word.span.start < named.end
    ]
    if named.start > run[inside[0]].span.start or named.end < run[inside[-1]].span.end:
        return None, 0.0
    outside = [word for word in run if word.span.end <= named.start or named.end <= word.span.start]
    if named.label == "NORP" and all("role" in word_class(word.letters, lexicon) for word in outside):
        return NO_NAME, NO_NAME_COUNTS
    first, last = inside[0], inside[-1] + 1
    while (
        named.label == "PERSON"
        and first < last - 1
        and (
            _is_title(run[first].letters, lexicon)
            or (last - first > _TITLE_AND_NAME and _acts_as_title(run[first:last], counts, lexicon))
        )
    ):
        first += 1
    return NamePart(first, last), 1.0


def _acts_as_title(words: Run, counts: RunCounts, lexicon: Lexicon) -> bool:
    """Does a word have the place of a title: never alone, before several names that are also alone?"""
    first, last = key(words[0].letters), key(words[-1].letters)
    return (
        counts.leads(first) > 1
        and not counts.whole[first,]
        and counts.whole[last,] > 0
        and "first" not in word_class(words[0].letters, lexicon)
    )


def _is_title(word: str, lexicon: Lexicon) -> bool:
    """Is a word a title or role, which the recogniser often leaves in a name, and not a given name?"""
    classes = word_class(word, lexicon).split("+")
    return (
        bool({"title", "abbreviation", "honorific", "role", "title+role"} & {*classes})
        and "first" not in classes
    )


def fit_boundaries(
    articles: Sequence[Gold], spans: Mapping[str, Sequence[RecognisedName]], language: Language
) -> dict[str, float]:
    """Fit the weights that choose the name in a run of capitals."""
    lexicon = language.lexicon
    full_names = {article["id"]: full_names_of(article) for article in articles}
    speakers = list(speakers_in_text(articles, full_names, lexicon))
    examples = [
        *boundary_examples(articles, spans, lexicon),
        *office_examples(speakers, fields_of_offices(articles, full_names, lexicon), lexicon),
        *long_name_examples(speakers, lexicon),
    ]
    return fit_choices(
        [example for example, _ in examples], SMOOTHING, weights=[weight for _, weight in examples]
    )


KIND_SMOOTHING = 3.0
SILVER_KINDS = {
    "PERSON": "person",
    "ORG": "body",
    **dict.fromkeys(("GPE", "LOC", "FAC"), "place"),
}
UNSEEN_COUNTS = 0.3
BELIEVED_COUNTS = 0.8
LEAST_BELIEVED = 0.05
MOST_VOTES = 3.0
ROUNDS = 2
GOLD_KIND_COUNTS = {"person": 8.0, "organisation": 4.0}


class LabelledGroup(NamedTuple):
    """A name, its features, and what the recogniser calls its uses in this article."""

    form: str
    features: Sequence[str]
    unlisted: Sequence[str]
    """The features as if no given name were listed."""
    votes: Counter[str]
    gold: str | None


def kind_examples(
    groups: Sequence[LabelledGroup], believed: Sequence[Sequence[float]] | None = None
) -> Iterator[tuple[Choice, float]]:
    """The features of every name for each kind, which kind is right, and how much it counts.

    The recogniser errs on single names. So its votes on one name in all articles are added up, and the
    name or surname of a labelled person is a person's wherever it occurs. ``believed`` are the
    probabilities of the kinds of each name that has no label: each kind that may be right is an example.
    """
    votes, persons = _votes_everywhere(groups), _labelled_persons(groups)
    for at, group in enumerate(groups):
        kind, weight = _right_kind(group, votes[group.form], persons)
        shares = {kind: weight}
        if believed and _is_voted(group, persons):
            shares = {
                kind: BELIEVED_COUNTS * share
                for kind, share in zip(KINDS, believed[at], strict=True)
                if share > LEAST_BELIEVED
            }
        for features, counted in ((group.features, 1.0), (group.unlisted, UNLISTED_COUNTS)):
            rivals = [[f"{rival}|{feature}" for feature in features] for rival in KINDS]
            for right, share in shares.items():
                yield Choice(rivals, [rival == right for rival in KINDS]), counted * share


def believed_kinds(groups: Sequence[LabelledGroup], weights: Mapping[str, float]) -> list[list[float]]:
    """The probabilities of the kinds of each name, by its features and by the votes of the recogniser.

    How far a vote is to be believed shows where the features are sure.
    """
    by_features = [
        softmax([score(weights, [f"{kind}|{feature}" for feature in group.features]) for kind in KINDS])
        for group in groups
    ]
    votes = _votes_everywhere(groups)
    confused = np.ones((len(KINDS), len(KINDS)))
    for group, shares in zip(groups, by_features, strict=True):
        for vote in group.votes:
            confused[:, KINDS.index(vote)] += shares
    likely = np.log(confused / confused.sum(axis=1, keepdims=True))
    found = []
    for group, shares in zip(groups, by_features, strict=True):
        cast = np.array([votes[group.form][kind] for kind in KINDS], dtype=float)
        cast *= min(1.0, MOST_VOTES / max(cast.sum(), 1.0))
        found.append(softmax([*(np.log(np.array(shares) + 1e-9) + likely @ cast)]))
    return found


def _votes_everywhere(groups: Sequence[LabelledGroup]) -> Mapping[str, Counter[str]]:
    """The votes of the recogniser on each name in all articles."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        votes[group.form].update(group.votes)
    return votes


def _labelled_persons(groups: Sequence[LabelledGroup]) -> set[str]:
    """The names and surnames of the labelled persons of all articles."""
    labelled = [group.form for group in groups if group.gold == "person"]
    return {*labelled, *(form.split()[-1] for form in labelled)}


def _is_voted(group: LabelledGroup, persons: set[str]) -> bool:
    """Does only the recogniser say what a name names?"""
    return bool(group.votes) and not group.gold and group.form not in persons


def labelled_groups(
    article: Gold, spans: Mapping[str, Sequence[RecognisedName]], language: Language
) -> Iterator[LabelledGroup]:
    """The names of an article and their labels."""
    text, title = article["text"], article.get("title") or ""
    lexicon, thin = language.lexicon, without_given_names(language.lexicon)
    paragraphs = split_paragraphs(text)
    found = find_names(text, paragraphs, find_quotations(text, language, paragraphs), language)
    in_title = find_names(title, split_paragraphs(title), (), language)
    evidence = name_evidence(text, found)
    full, every = group_names([*found, *in_title], text, lexicon)
    near, gold = _by_position(spans[article["id"]]), kinds_of(article)
    surnames = {group.words[-1:] for group in full}
    alone = [group for group in every if len(group.words) == 1 and group.words not in surnames]
    for group in [*full, *alone]:
        form = group.members[0].form
        labelled = gold.get(tuple(_WORD.findall(form.casefold())))
        if any("honorific" in name.signs for name in group.members):
            labelled = "person"
        features, unlisted = (kind_features(group, evidence, known) for known in (lexicon, thin))
        yield LabelledGroup(form, features, unlisted, _votes(group, near), labelled)


def kinds_of(article: Gold) -> dict[tuple[str, ...], str]:
    """The labelled kind of each named speaker of an article, by the words of the name."""
    return {
        tuple(_WORD.findall(name.casefold())): quote["kind"]
        for quote in article["quotes"]
        if quote.get("kind") in GOLD_KIND_COUNTS and quote.get("speaker") and quote.get("sure", True)
        for name in re.split(r"\||, | and ", quote["speaker"])
    }


def _votes(group: NameGroup, near: Mapping[int, list[RecognisedName]]) -> Counter[str]:
    """How often the recogniser gives each kind to the uses of a name."""
    votes: Counter[str] = Counter()
    for name in [*group.members, *group.bare]:
        touching = [
            span
            for span in near.get(name.span.start // 100, ())
            if span.start < name.span.end and name.span.start < span.end
        ]
        votes.update(SILVER_KINDS.get(span.label, "other") for span in touching[:1])
    return votes


def _right_kind(group: LabelledGroup, everywhere: Counter[str], persons: set[str]) -> tuple[str, float]:
    """What a name names by the labels, and how much this label counts."""
    if group.gold:
        return {"person": "person", "organisation": "body"}[group.gold], GOLD_KIND_COUNTS[group.gold]
    if group.form in persons:
        return "person", 1.0
    votes = group.votes + everywhere
    if not votes:
        return "other", UNSEEN_COUNTS
    kind, count = votes.most_common(1)[0]
    return kind, count / (votes.total() + 1)


def fit_kinds(
    articles: Sequence[Gold], spans: Mapping[str, Sequence[RecognisedName]], language: Language
) -> dict[str, float]:
    """Fit the weights that tell what a name names."""
    return fit_kind_groups(
        [group for article in articles for group in labelled_groups(article, spans, language)]
    )


def fit_kind_groups(groups: Sequence[LabelledGroup]) -> dict[str, float]:
    """Fit the weights that tell what a name names, first on the votes, then on what is believed of them."""
    believed = None
    for _ in range(ROUNDS):
        examples = list(kind_examples(groups, believed))
        weights = fit_choices(
            [example for example, _ in examples], KIND_SMOOTHING, weights=[count for _, count in examples]
        )
        believed = believed_kinds(groups, weights)
    return weights


def run(gold: Sequence[Gold], language: Language, output: Path) -> Language:
    """Fit both tables on the articles with labelled speakers, and write them."""
    articles = [article for article in gold if any("speaker" in quote for quote in article["quotes"])]
    spans = recognise(articles)
    language = replace(language, name_weights=fit_boundaries(articles, spans, language))
    language = replace(language, name_kind_weights=fit_kinds(articles, spans, language))
    write_weights(
        output / "name_weights.tsv",
        language.name_weights,
        "Which words of a run of capitals are a name: feature, tab, weight. See name_part_features.py.",
    )
    write_weights(
        output / "name_kind_weights.tsv",
        language.name_kind_weights,
        "What a name names: kind, bar, feature, tab, weight. See name_kinds.py.",
    )
    return language


def recognise(articles: Sequence[Gold]) -> dict[str, list[RecognisedName]]:
    """The spans of the model's recogniser in each article, by its id."""
    found = recognise_names([article["text"] for article in articles])
    return {article["id"]: spans for article, spans in zip(articles, found, strict=True)}
