"""Suggested speakers and sources for a quote that somebody checks.

No parser is needed: `quotes.speakers` finds names by how they are written. Those near the quote come first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotes.language import ClosedWords, english, fold
from quotes.sources import Outlets
from quotes.speakers import Entity, find_names, gather_entities
from quotes.text import find_quotations, mask_quotations, paragraph_at, split_paragraphs
from quotes.types import Article, Quote, Span

_SPEAKING_KINDS = ("person", "body")
_MAY_SPEAK = 0.45
_SURE = 0.9
_CONTRACTION = re.compile(r"I['’]\w")
_BEFORE_ARTICLE = re.compile(r"(\w+)\s+(?:[Tt]he\s+)?$")
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_WORD_AFTER = re.compile(r"\s+(\w+)")
_LONGEST_WORD = 30
_ACCORDING = ("according to ", "according to the ")
_FAR = 1000
_AROUND = 40_000
_HAS_SPOKEN = 2
_NO_PERSON = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that may be right, and its kind of speaker ("person", "organisation" or "unnamed")."""

    name: str
    kind: str


def suggest_speakers(article: Article, rows: Iterable[Quote], quote: Span) -> list[Suggestion]:
    r"""Suggest who spoke the words at ``quote``, the likeliest first.

    Candidates are the people and bodies that the article names, and the speakers of ``rows``, its other
    quotes. A name that is likely a place, a time, a platform, a work or a people is left out, unless a
    reporting verb is next to it. They are ordered by their distance in paragraphs, not counting names inside
    quotes; speakers of other quotes count as nearer, organisations as farther. In a long article only the
    text around the quote is read.

    >>> text = "Ada Quill runs the ferry. “We sail,” she said.\n\nBo Reed, a fisherman, was not asked."
    >>> [choice.name for choice in suggest_speakers(Article(text), [], Span(27, 34))]
    ['Ada Quill', 'Bo Reed']
    """
    others = [row for row in rows if (row.start, row.end) != quote]
    text, shift = _neighbourhood(article.text, quote)
    paragraphs = split_paragraphs(text)
    here = paragraph_at(paragraphs, quote.start - shift)
    entities = _named(text, paragraphs, article.title or "")
    kinds = {entity.name: entity.kind for entity in entities}
    places = {
        entity.name: [paragraph_at(paragraphs, start) for start in starts]
        for entity, starts in entities.items()
    }
    spoken = Counter[str]()
    for row in others:
        if row.speaker:
            spoken[row.speaker] += 1
            kinds.setdefault(row.speaker, row.speaker_kind or "unnamed")
            places.setdefault(row.speaker, []).append(paragraph_at(paragraphs, row.start - shift))

    def rank(name: str) -> tuple[int, int, int]:
        distance = min((abs(place - here) for place in places[name]), default=_FAR)
        nearer = _HAS_SPOKEN if spoken[name] else 0
        farther = 0 if kinds[name] == "person" else _NO_PERSON
        return distance - nearer + farther, -spoken[name], -len(places[name])

    return [Suggestion(name, kinds[name]) for name in sorted(kinds, key=rank)]


def suggest_sources(article: Article, rows: Iterable[Quote], quote: Span) -> list[str]:
    """Suggest which outlet reported the words at ``quote``, the likeliest first.

    Candidates are the sources of ``rows``, the article's quotes; then the outlets that the text names, the
    most frequent first; then the article's own outlet. Only the text around the quote is read.

    >>> suggest_sources(Article("Quill told Radio Vale. The Vale Gazette was not asked."), [], Span(0, 5))
    ['Radio Vale', 'Vale Gazette']
    """
    known = Counter(row.source for row in rows if row.source)
    text, _ = _neighbourhood(article.text, quote)
    language = english()
    masked = mask_quotations(text, find_quotations(text, language))
    outlets = Outlets(masked, language.lexicon)
    named = Counter(outlet.name for outlet in outlets.within(Span(0, len(masked))) if outlet.certain)
    own = [article.outlet] if article.outlet else []
    return list(dict.fromkeys([*_most_first(known), *_most_first(named), *own]))


def _most_first(counted: Counter[str]) -> list[str]:
    return [name for name, _ in counted.most_common()]


def _neighbourhood(text: str, quote: Span) -> tuple[str, int]:
    """Cut out the text around a quote; the number is the offset at which it begins."""
    start = max(0, quote.start - _AROUND)
    return text[start : quote.end + _AROUND], start


def _named(text: str, paragraphs: Sequence[Span], title: str) -> Mapping[Entity, Sequence[int]]:
    """Find everyone who can speak in a text, with the offsets where the reporter's own words name them."""
    language = english()
    words = language.grammar.words
    found = find_names(text, paragraphs, find_quotations(text, language, paragraphs), language)
    in_title = find_names(title, split_paragraphs(title), (), language)
    index = gather_entities([*found, *in_title], text, language)
    starts: defaultdict[Entity, list[int]] = defaultdict(list)
    speaking, elsewhere = set[Entity](), set[Entity]()
    for name in found:
        if not name.quoted and not name.headline:
            speaks = _is_beside_speech(text, name.span, language.lexicon.cue_verbs)
            is_where_or_when = _is_where_or_when(text, name.span, words)
            for candidate in index.candidates(name.words):
                starts[candidate.entity].append(name.span.start)
                if speaks:
                    speaking.add(candidate.entity)
                if not is_where_or_when:
                    elsewhere.add(candidate.entity)
    known = [
        entity
        for entity in index.entities
        if not _CONTRACTION.match(entity.name)
        and (entity in speaking or fold(entity.name) not in language.lexicon.platforms)
        and (entity in speaking or _can_speak(entity, words, is_only_a_place=entity not in elsewhere))
    ]
    return {
        entity: starts[entity]
        for entity in known
        if entity in speaking or not _is_part_of_other(entity, known)
    }


def _can_speak(entity: Entity, words: ClosedWords, *, is_only_a_place: bool) -> bool:
    """Whether a name may well be that of a person or a body.

    ``is_only_a_place``: the text names it only as where or when something is.
    """
    if entity.is_place:
        return False
    if not entity.kinds:
        return True
    if max(entity.kinds[kind] for kind in _SPEAKING_KINDS) >= _SURE:
        return True
    is_time = any(word.casefold() in words.dates | words.seasons for word in entity.name.split())
    if is_time or is_only_a_place:
        return False
    return sum(entity.kinds[kind] for kind in _SPEAKING_KINDS) >= _MAY_SPEAK


def _is_where_or_when(text: str, name: Span, words: ClosedWords) -> bool:
    """Whether the word before a name says that it is a place or a time: "near the Keld", "until Easter"."""
    before = _BEFORE_ARTICLE.search(text, max(0, name.start - _LONGEST_WORD), name.start)
    return before is not None and before[1].casefold() in words.before_places_and_times


def _is_beside_speech(text: str, name: Span, verbs: Collection[str]) -> bool:
    """Whether a reporting verb is next to a name: "Acme said", "according to Acme", "says Acme"."""
    before = _WORD_BEFORE.search(text, max(0, name.start - _LONGEST_WORD), name.start)
    after = _WORD_AFTER.match(text, name.end)
    beside = [found[1].casefold() for found in (before, after) if found]
    return any(word in verbs for word in beside) or text[
        max(0, name.start - _LONGEST_WORD) : name.start
    ].casefold().endswith(_ACCORDING)


def _is_part_of_other(entity: Entity, known: Iterable[Entity]) -> bool:
    """Whether a body's name is only a part of a longer one: "Commerce" of "Chambers of Commerce"."""
    own = set(entity.name.split())
    return entity.kind == "organisation" and any(own < set(other.name.split()) for other in known)
