"""Resolve mentions to speakers, each under one canonical name.

First, names are found (`names`) and grouped into entities (`entities`). Then one pass over the article,
from its first word to its last, remembers each entity where it is named (`discourse`) and resolves each
mention by the first of `RULES` that has an answer.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from quotes.language import Lexicon
from quotes.speakers import named_mentions, names, phrases, pronouns
from quotes.speakers.discourse import PRONOUN, Discourse
from quotes.speakers.entities import gather_entities
from quotes.speakers.mentions import MentionReading, read_mention, role_phrases
from quotes.speakers.named_mentions import Answer, resolve_name
from quotes.speakers.names import Name
from quotes.text import MarkedArticle, split_paragraphs
from quotes.types import Attribution, Span, Speaker

_NOMINATIVE = frozenset({"he", "she"})
Rule = Callable[[MentionReading, Discourse], Answer | None]

RULES: tuple[Rule, ...] = (
    named_mentions.several_names,
    named_mentions.one_name,
    pronouns.he_or_she,
    pronouns.they,
    pronouns.it,
    pronouns.relative,
    pronouns.the_writer,
    phrases.document,
    phrases.unnamed,
    phrases.body,
    phrases.described,
    phrases.same_unnamed,
    phrases.prominent_person,
    phrases.as_written,
)
"""Every way from a mention to an entity, in the order in which they are tried. The first answer counts."""


class _Occurrence(NamedTuple):
    """A name, pronoun or mention in the text.

    Occurrences are sorted by where they begin; ``rank`` puts a mention before the names inside it.
    """

    start: int
    rank: int
    end: int
    what: Name | Span | MentionReading


def resolve_speakers(marked: MarkedArticle, attributions: Sequence[Attribution]) -> list[Speaker]:
    """Find the speaker that each attribution's mention refers to: one for each attribution, in order."""
    mentions = sorted({found.mention for found in attributions if found.mention})
    answers = _resolve_mentions(marked, mentions) if mentions else {}
    return [_speaker(answers[found.mention]) if found.mention else Speaker() for found in attributions]


def _resolve_mentions(marked: MarkedArticle, mentions: Sequence[Span]) -> dict[Span, Answer | None]:
    """Find the answer for each mention of a speaker."""
    article, paragraphs, quotations = marked.article, marked.paragraphs, marked.quotations
    sentences, lexicon = marked.sentences, marked.language.lexicon
    text, title = article.text, article.title or ""
    found = names.find_names(text, paragraphs, quotations, lexicon)
    in_title = names.find_names(title, split_paragraphs(title), (), lexicon)
    index = gather_entities([*found, *in_title], text, lexicon)
    discourse = Discourse(text, tuple(paragraphs), sentences, index, lexicon)
    in_quotes = names.SpanSet([quotation.outer for quotation in quotations])
    he_or_she = [
        Span(*match.span()) for match in PRONOUN.finditer(text) if not in_quotes.holds(match.start())
    ]
    reported = [name for name in found if not name.quoted and not name.headline]
    in_names = names.SpanSet([name.outer for name in reported])
    opening_roles = [
        span
        for span in role_phrases(text, sentences.ordered, lexicon)
        if not (in_quotes.holds(span.start) or in_names.holds(span.end - 1))
    ]
    discourse.learn_genders(reported, he_or_she)
    occurrences = [
        *_mention_occurrences(0, _readings(text, mentions, found, lexicon)),
        *_mention_occurrences(1, _readings(text, opening_roles, found, lexicon)),
        *(_Occurrence(name.outer.start, 1, name.span.end, name) for name in reported),
        *(
            _Occurrence(span.start, 1, span.end, span)
            for span in he_or_she
            if span.of(text).lower() in _NOMINATIVE
        ),
    ]
    return _walk_through(sorted(occurrences, key=lambda occurrence: occurrence[:3]), discourse)


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


def _walk_through(occurrences: Sequence[_Occurrence], discourse: Discourse) -> dict[Span, Answer | None]:
    """Go through the article, remember who is named, and collect the answers for the mentions."""
    answers: dict[Span, Answer | None] = {}
    reached = 0
    for occurrence in occurrences:
        span = Span(occurrence.start, occurrence.end)
        if isinstance(occurrence.what, MentionReading) and occurrence.rank:
            if occurrence.start >= reached and (answer := _first_answer(occurrence.what, discourse)):
                discourse.note(answer.entity, span)
        elif isinstance(occurrence.what, MentionReading):
            answers[span] = answer = _first_answer(occurrence.what, discourse)
            if answer and answer.entity.name:
                discourse.note(answer.entity, span, speaker=True)
            reached = occurrence.end
        elif isinstance(occurrence.what, Name):
            discourse.note(
                resolve_name(occurrence.what, discourse).entity, span, possessive=occurrence.what.possessive
            )
        elif occurrence.start >= reached:
            pronoun = occurrence.what.of(discourse.text).lower()
            if answer := pronouns.he_or_she(MentionReading("pronoun", span, span, pronoun), discourse):
                discourse.note(answer.entity, span)
    return answers


def _first_answer(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The answer of the first rule that has one."""
    return next((answer for rule in RULES if (answer := rule(reading, discourse))), None)


def _speaker(answer: Answer | None) -> Speaker:
    """The speaker of an answer. It has no name if no rule found an entity."""
    if answer is None or not answer.entity.name:
        return Speaker(reason=answer.reason if answer else "nobody comes to mind")
    kind = answer.rule.kind or answer.entity.kind
    return Speaker(answer.entity.name, kind, answer.reason, answer.rule.confidence, answer.entity.role)
