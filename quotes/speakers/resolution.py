"""Mentions to speakers: one canonical name for each.

First all that can name somebody is found (`names`) and grouped into figures (`entities`). Then
one pass over the article, from its first word to its last, notes each figure as it is named
(`discourse`) and resolves each mention by the first of `RULES` that knows an answer.
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
    phrases.in_mind,
    phrases.as_written,
)
"""Every way from a mention to a figure, in the order in which they are tried; the first answer counts."""


class _Event(NamedTuple):
    """Something that names somebody; what begins first comes first, a mention before what lies within it."""

    start: int
    rank: int
    end: int
    what: Name | Span | MentionReading


def resolve_speakers(marked: MarkedArticle, attributions: Sequence[Attribution]) -> list[Speaker]:
    """Find the speaker that each attribution's mention stands for, one an attribution, in their order."""
    mentions = sorted({found.mention for found in attributions if found.mention})
    answers = _answers(marked, mentions) if mentions else {}
    return [_speaker(answers[found.mention]) if found.mention else Speaker() for found in attributions]


def _answers(marked: MarkedArticle, mentions: Sequence[Span]) -> dict[Span, Answer | None]:
    """Go through the article once and return the answer for each mention."""
    article, paragraphs, quotations = marked.article, marked.paragraphs, marked.quotations
    sentences, lexicon = marked.sentences, marked.language.lexicon
    text, title = article.text, article.title or ""
    found = names.find_names(text, paragraphs, quotations, lexicon)
    in_title = names.find_names(title, split_paragraphs(title), (), lexicon)
    cast = gather_entities([*found, *in_title], text, lexicon)
    discourse = Discourse(text, tuple(paragraphs), sentences, cast, lexicon)
    inside = names.Inside([quotation.outer for quotation in quotations])
    he_or_she = [Span(*match.span()) for match in PRONOUN.finditer(text) if not inside.holds(match.start())]
    reported = [name for name in found if not name.quoted and not name.headline]
    described = names.Inside([name.outer for name in reported])
    opening = [
        span
        for span in role_phrases(text, sentences.ordered, lexicon)
        if not (inside.holds(span.start) or described.holds(span.end - 1))
    ]
    discourse.learn_genders(reported, he_or_she)
    events = [
        *(
            _Event(span.start, 0, span.end, reading)
            for span, reading in _readings(text, mentions, found, lexicon)
        ),
        *(
            _Event(span.start, 1, span.end, reading)
            for span, reading in _readings(text, opening, found, lexicon)
        ),
        *(_Event(name.outer.start, 1, name.span.end, name) for name in reported),
        *(
            _Event(span.start, 1, span.end, span)
            for span in he_or_she
            if span.of(text).lower() in _NOMINATIVE
        ),
    ]
    return _in_order(sorted(events, key=lambda event: event[:3]), discourse)


def _reading_events(rank: int, readings: Iterable[tuple[Span, MentionReading]]) -> Iterator[_Event]:
    """Yield an event for each mention that is read."""
    return (_Event(span.start, rank, span.end, reading) for span, reading in readings)


def _readings(
    text: str, mentions: Sequence[Span], found: Sequence[Name], lexicon: Lexicon
) -> Iterator[tuple[Span, MentionReading]]:
    """Yield each mention with its reading."""
    starts = [name.span.start for name in found]
    for mention in mentions:
        first = max(0, bisect_left(starts, mention.start) - 1)
        last = bisect_left(starts, mention.end)
        overlapping = [name for name in found[first:last] if name.span.end > mention.start]
        yield mention, read_mention(text, mention, overlapping, lexicon)


def _in_order(events: Sequence[_Event], discourse: Discourse) -> dict[Span, Answer | None]:
    """Note who is named, event by event, and return the answers for the mentions."""
    answers: dict[Span, Answer | None] = {}
    reached = 0
    for event in events:
        span = Span(event.start, event.end)
        if isinstance(event.what, MentionReading) and event.rank:
            if event.start >= reached and (answer := _first_answer(event.what, discourse)):
                discourse.note(answer.figure, span)
        elif isinstance(event.what, MentionReading):
            answers[span] = answer = _first_answer(event.what, discourse)
            if answer and answer.figure.name:
                discourse.note(answer.figure, span, speaker=True)
            reached = event.end
        elif isinstance(event.what, Name):
            discourse.note(resolve_name(event.what, discourse).figure, span, possessive=event.what.possessive)
        elif event.start >= reached:
            pronoun = event.what.of(discourse.text).lower()
            if answer := pronouns.he_or_she(MentionReading("pronoun", span, span, pronoun), discourse):
                discourse.note(answer.figure, span)
    return answers


def _first_answer(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Return the answer of the first rule that has one."""
    return next((answer for rule in RULES if (answer := rule(reading, discourse))), None)


def _speaker(answer: Answer | None) -> Speaker:
    """Return the speaker for an answer, without a name where nothing is known."""
    if answer is None or not answer.figure.name:
        return Speaker(reason=answer.reason if answer else "nobody comes to mind")
    kind = answer.rule.kind or answer.figure.kind
    return Speaker(answer.figure.name, kind, answer.reason, answer.rule.confidence)
