"""Resolve mentions to speakers, each under one canonical name.

First, names are found (`names`) and grouped into entities (`entities`). Then one pass over the article,
from its first word to its last, remembers each entity where it is named (`discourse`), proposes whom each
mention may refer to (`antecedents`) and chooses by fitted weights (`choice`).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from quotes.language import Language, Lexicon, fold
from quotes.speakers import apposition
from quotes.speakers.antecedent_features import AntecedentWeights
from quotes.speakers.antecedents import propose_antecedents
from quotes.speakers.choice import ChosenAntecedent, choose_antecedent
from quotes.speakers.discourse import PRONOUN, Discourse, Use
from quotes.speakers.entities import Entity, gather_entities
from quotes.speakers.mention_context import MentionContext
from quotes.speakers.mentions import NAMES_JOINED, MentionReading, opening_phrases, read_mention
from quotes.speakers.name_keys import key
from quotes.speakers.named_mentions import resolve_name
from quotes.speakers.names import Name, SpanSet, find_names
from quotes.speakers.phrases import roles_meant
from quotes.text import MarkedArticle, split_paragraphs
from quotes.types import Attribution, Span, Speaker

_MOST_TOGETHER = 12
_NOMINATIVE = frozenset({"he", "she"})
_ACCORDING_TO = re.compile(r"\b[Aa]ccording\sto\s$")
_SAID_BY = re.compile(
    r"\b(?:(?:said|says)\s(?=(?:an?|one|another)\s)|[Aa]ccording\sto\s(?=(?:an?|one|another|the)\s))"
)
_HAS_SUBJECT = re.compile(r"\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|who|I|[Ww]e)\s\w+\s$")
_OF_AGE = re.compile(r"\b[Tt]he\s(?P<age>\d{1,3}-year-old)\s(?P<verb>[a-z]+)")
_LEAD = 14
_APPOSED_WITHIN = 140
_CAPITAL_WORD = re.compile(r"\b[^\W\d_a-z][\w’'-]*")

Choose = Callable[[MentionContext], ChosenAntecedent | None]


class _Occurrence(NamedTuple):
    """A name, pronoun or mention in the text.

    Occurrences are sorted by where they begin; ``rank`` puts a mention before the names inside it.
    """

    start: int
    rank: int
    end: int
    what: Name | MentionReading


class _Named(NamedTuple):
    """An entity, and where it is named."""

    entity: Entity
    span: Span


def read_discourse(marked: MarkedArticle) -> Discourse:
    """Find the names of an article, and group them into entities."""
    text, title = marked.text, marked.article.title or ""
    found = find_names(text, marked.paragraphs, marked.quotations, marked.language)
    in_title = find_names(title, split_paragraphs(title), (), marked.language)
    index = gather_entities([*found, *in_title], text, marked.language)
    return Discourse(marked, [name for name in found if name.words not in index.offices], index)


def resolve_speakers(
    marked: MarkedArticle, attributions: Sequence[Attribution], discourse: Discourse | None = None
) -> list[Speaker]:
    """Find the speaker that each attribution's mention refers to: one for each attribution, in order.

    Whoever has read the ``discourse`` of the article passes it on; it then remembers all who were named.
    """
    weights = _antecedent_weights(marked.language)
    answers = resolve_mentions(
        marked, attributions, lambda context: choose_antecedent(context, weights), discourse
    )
    return [_speaker(answers[found.mention]) if found.mention else Speaker() for found in attributions]


@lru_cache(8)
def _antecedent_weights(language: Language) -> AntecedentWeights:
    return AntecedentWeights(language.speaker_weights)


def resolve_mentions(
    marked: MarkedArticle,
    attributions: Sequence[Attribution],
    choose: Choose,
    discourse: Discourse | None = None,
) -> dict[Span, ChosenAntecedent | None]:
    """Choose the antecedent of each mention, going through the article from its first word to its last.

    ``choose`` is asked for the mentions of speakers, for "he" and "she" as subjects, and for roles and bodies
    that open a sentence. Whom it chooses is remembered for the mentions that follow.
    """
    mentions = sorted({found.mention for found in attributions if found.mention})
    if not mentions:
        return {}
    discourse = discourse or read_discourse(marked)
    occurrences = _occurrences(marked, mentions, discourse)
    return _walk_through(occurrences, discourse, _spoken_of(marked, attributions), choose)


def _occurrences(
    marked: MarkedArticle, mentions: Sequence[Span], discourse: Discourse
) -> Sequence[_Occurrence]:
    """Everything in the article that refers to somebody, in order."""
    text, found, lexicon = marked.text, discourse.names, marked.language.lexicon
    in_quotes = SpanSet([quotation.outer for quotation in marked.quotations])
    he_or_she = [
        Span(*match.span()) for match in PRONOUN.finditer(text) if not in_quotes.holds(match.start())
    ]
    reported = [name for name in found if not name.quoted and not name.headline]
    offices = frozenset(words[-1] for words in discourse.index.offices) | _ages(text, lexicon)
    in_names = SpanSet([name.outer for name in reported])
    said_by = (match.end() for match in _SAID_BY.finditer(text))
    opening = [
        span
        for span in opening_phrases(text, sorted({*marked.sentences.ordered, *said_by}), offices, lexicon)
        if not (in_quotes.holds(span.start) or in_names.holds(span.end - 1))
        and not discourse.is_aside(discourse.paragraph_at(span.start))
    ]
    discourse.genders.learn(reported, he_or_she)
    subjects = [
        span
        for span in he_or_she
        if span.of(text).lower() in _NOMINATIVE
        or _ACCORDING_TO.search(text, max(0, span.start - _LEAD), span.start)
    ]
    occurrences = [
        *_mention_occurrences(0, _readings(text, mentions, found, lexicon)),
        *_mention_occurrences(1, _readings(text, opening, found, lexicon)),
        *(_Occurrence(name.outer.start, 1, name.span.end, name) for name in reported),
        *_mention_occurrences(1, _readings(text, subjects, (), lexicon)),
    ]
    return sorted(occurrences, key=lambda occurrence: occurrence[:3])


def _ages(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The ages by which somebody is called who reports: "The 41-year-old said"."""
    return frozenset(
        match["age"] for match in _OF_AGE.finditer(text) if fold(match["verb"]) in lexicon.cue_verbs
    )


def _spoken_of(marked: MarkedArticle, attributions: Sequence[Attribution]) -> dict[Span, frozenset[str]]:
    """The folded words with a capital inside the quotations of each mention's speaker."""
    words: defaultdict[Span, set[str]] = defaultdict(set)
    for quotation, found in zip(marked.quotations, attributions, strict=False):
        if found.mention:
            said = quotation.span.of(marked.text)
            words[found.mention].update(key(match.group()) for match in _CAPITAL_WORD.finditer(said))
    return {mention: frozenset(said) for mention, said in words.items()}


def _mention_occurrences(rank: int, readings: Iterable[tuple[Span, MentionReading]]) -> Iterator[_Occurrence]:
    """Make an occurrence of each mention."""
    return (_Occurrence(span.start, rank, span.end, reading) for span, reading in readings)


def _readings(
    text: str, mentions: Sequence[Span], found: Sequence[Name], lexicon: Lexicon
) -> Iterator[tuple[Span, MentionReading]]:
    """Read each mention together with the names inside it."""
    starts = [name.span.start for name in found]
    for mention in mentions:
        first = max(0, bisect_left(starts, mention.start) - 1)
        last = bisect_left(starts, mention.end)
        overlapping = [name for name in found[first:last] if name.span.end > mention.start]
        yield mention, read_mention(text, mention, overlapping, lexicon)


def _walk_through(
    occurrences: Sequence[_Occurrence],
    discourse: Discourse,
    spoken_of: Mapping[Span, frozenset[str]],
    choose: Choose,
) -> dict[Span, ChosenAntecedent | None]:
    """Go through the article, remember who is named, and collect the choices for the speakers' mentions."""
    chosen: dict[Span, ChosenAntecedent | None] = {}
    reached = 0
    together: list[_Named] = []
    subject: Entity | None = None
    for occurrence in occurrences:
        what, span = occurrence.what, Span(occurrence.start, occurrence.end)
        if isinstance(what, Name):
            entity = resolve_name(what, discourse).entity
            says = _is_said_to_say(what, discourse)
            use = Use(possessive=what.possessive, says=says, apposed=entity is subject)
            discourse.note(entity, span, use)
            subject = None
            together = _named_together([*together, _Named(entity, span)], discourse)
            continue
        speaks = not occurrence.rank
        if not speaks and occurrence.start < reached:
            continue
        context = MentionContext(
            what, discourse, propose_antecedents(what, discourse), spoken_of.get(span, frozenset())
        )
        choice = choose(context)
        if choice and choice.antecedent.entity.name:
            says = what.kind == "phrase" and _is_account_of(span.start, discourse)
            discourse.note(choice.antecedent.entity, span, Use(speaker=speaks, says=says))
            named = choice.antecedent.answers[0].rule.name == "apposed"
            subject = choice.antecedent.entity if named else None
            if subject and what.kind == "phrase":
                discourse.genders.learn_role(subject, discourse.lexicon.roles.get(what.head))
            if subject and what.kind == "phrase" and _learns_role(subject, what, discourse):
                discourse.index.learn_roles(subject, roles_meant(what, discourse))
        if speaks:
            chosen[span] = choice
            reached = occurrence.end
    return chosen


def _learns_role(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is a phrase what somebody is: "A former driver, Ada Quill,", "The driver was Ada Quill."?"""
    return (
        _is_between_commas(entity, reading, discourse)
        or apposition.is_identified(reading, discourse) is not None
    )


def _is_between_commas(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is a person named behind a phrase and a comma: "A former director at the mill, Ada Quill,"?"""
    end = reading.core.end
    for name in discourse.names_between(end, end + _APPOSED_WITHIN):
        if resolve_name(name, discourse).entity is entity:
            return discourse.text[end : name.outer.start].rstrip().endswith(",")
    return False


def _is_said_to_say(name: Name, discourse: Discourse) -> bool:
    """Is a name who says something: "Quill said", "…, said Quill.", "According to Quill"?

    In "he said Quill." it is what is said.
    """
    start = name.outer.start
    first = max(0, start - _LEAD)
    if name.is_beside_reporting_verb:
        return name.following == "says" or not _HAS_SUBJECT.search(discourse.text, first, start)
    return _is_account_of(start, discourse)


def _is_account_of(start: int, discourse: Discourse) -> bool:
    """Is "according to" right before ``start``?"""
    return _ACCORDING_TO.search(discourse.text, max(0, start - _LEAD), start) is not None


def _named_together(named: list[_Named], discourse: Discourse) -> list[_Named]:
    """Note people whom "and" joins as one antecedent of "they" and "the two".

    ``named`` are the names so far that may be joined. Returns those that the next name may join.
    """
    last = named[-1]
    before = named[-2].span.end if len(named) > 1 else 0
    joined = before and NAMES_JOINED.fullmatch(discourse.text, before, max(before, last.span.start))
    if not joined or last.entity.kind != "person" or named[-2].entity.kind != "person":
        return [last]
    if joined["and"]:
        group = discourse.together([each.entity for each in named], "person")
        discourse.note(group, Span(named[0].span.start, last.span.end))
    return named[-_MOST_TOGETHER:]


def _speaker(choice: ChosenAntecedent | None) -> Speaker:
    """The speaker whom a choice means. It has no name if the article does not name anybody."""
    if choice is None:
        return Speaker(reason="nobody comes to mind")
    answer = choice.antecedent.answers[0]
    if not answer.entity.name:
        return Speaker(reason=answer.reason, confidence=choice.confidence)
    kind = answer.rule.kind or answer.entity.kind
    return Speaker(
        answer.entity.name, kind, answer.reason, choice.confidence, answer.entity.role, choice.signs
    )
