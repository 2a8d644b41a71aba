"""Find proper names by how they are written. This needs neither a parser nor a list of people.

A name is a run of words with capitals, without titles and roles before it, a possessive after it, or words
that have a capital only because they begin a sentence. What is said beside the name (a title, an
apposition, an age, a party) is kept, as it shows whether this is a person and what that person is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from quotes.language import Lexicon, fold
from quotes.speakers import descriptions
from quotes.speakers.headlines import is_title_case
from quotes.speakers.name_keys import keys, lower_words
from quotes.types import Quotation, Span

_ROLE_WITHIN = 30
_WORD_BEFORE = re.compile(r"([a-z][a-z-]+)\s$")
_UPPER = "".join(chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
_WORD = rf"[{_UPPER}](?:\w|['’‐-](?![sS]\b)(?=\w)|\.(?=[{_UPPER}]\.))*\.?"
_GENERATION = r"(?:,\s(?:Jr|Sr|Jnr|Snr)\b\.?)?"
_DATELINE = re.compile(
    rf"[{_UPPER}]{{2}}[{_UPPER} .'’-]*(?:,\s[\w .,]{{2,40}})?(?:\s\([\w /]{{2,30}}\))?\s?[—–-]{{1,2}}\s"
)
_INITIALS = re.compile(rf"(?:[{_UPPER}]\.)+$")
_SEAT = re.compile(r"[DRI]-\w+\.?")
_POSSESSIVE = re.compile(r"['’][sS]?(?!\w)")
_SEQUENCE = re.compile(r"\S+")
_GENERATIONS = frozenset({"jr", "sr", "jnr", "snr", "junior", "i", "ii", "iii", "iv", "v", "vi"})
_LOOK_BESIDE = 40
_LONGEST_ROLE = 4


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a proper name.

    ``span`` is the name alone; ``outer`` includes the title or role before it. ``form`` is the name as
    printed, ``words`` are its words, folded by `name_keys.key`. ``before`` is the title or role before the
    name with the words that belong to it, ``after`` an apposition that says what somebody is; both are
    folded and often empty. ``signs`` speak for or against a person: "honorific", "title", "role", "nation",
    "age", "party", "who", "apposition", "speaks", "the", "place". ``quoted`` is true inside a quotation,
    ``headline`` in a line where nearly every word has a capital.
    """

    span: Span
    outer: Span
    form: str
    words: tuple[str, ...]
    before: str = ""
    after: str = ""
    signs: frozenset[str] = frozenset()
    possessive: bool = False
    quoted: bool = False
    headline: bool = False


class _Word(NamedTuple):
    """A word of a run of capitals, and its span."""

    letters: str
    span: Span


@dataclass(frozen=True, slots=True)
class _TextContext:
    """What is known about the whole text when a run of capitals is read."""

    text: str
    lexicon: Lexicon
    lower_words: frozenset[str]


def find_names(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], lexicon: Lexicon
) -> tuple[Name, ...]:
    """Find all names in ``text``, in order: of people and others, also inside quotations.

    The time is linear in the length of the text.
    """
    context = _TextContext(text, lexicon, lower_words(text))
    inside = SpanSet([quotation.outer for quotation in quotations])
    pattern = _run_pattern(lexicon.family_particles, tuple(lexicon.titles), tuple(lexicon.roles))
    found: list[Name] = []
    for paragraph in paragraphs:
        headline = is_title_case(paragraph.of(text), lexicon)
        dateline = _DATELINE.match(text, paragraph.start, paragraph.end)
        for run in pattern.finditer(text, dateline.end() if dateline else paragraph.start, paragraph.end):
            for words in _sentence_parts(run, pattern, lexicon):
                name = _name_in_run(
                    words, context, quoted=inside.holds(words[0].span.start), headline=headline
                )
                if name:
                    found.append(name)
    named = [_with_speech(name, context) for name in _without_modifiers(found)]
    return _without_roles(_without_openings(named, context), lexicon)


class SpanSet:
    """Spans in order that do not overlap, and a quick test whether one of them contains an offset."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def holds(self, offset: int) -> bool:
        """Does a span contain the character at ``offset``?"""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at].end


@cache
def _run_pattern(particles: frozenset[str], *vocabularies: tuple[str, ...]) -> re.Pattern[str]:
    """Pattern for a run of capitals, which may include particles and titles such as "Secretary of State"."""
    joining = "|".join(
        sorted((re.escape(word) for word in particles if word[:1].isalpha()), key=len, reverse=True)
    )
    titles = (words.split() for vocabulary in vocabularies for words in vocabulary if " of " in words)
    long_titles = "|".join(
        sorted(
            {
                r"\s+".join(word if word in ("of", "the") else word.capitalize() for word in words)
                for words in titles
            }
        )
    )
    prefixed = "|".join(sorted(re.escape(word[:-1]) for word in particles if word[-1] in "-'"))
    word = rf"(?:(?<!\w)(?:{long_titles})\b|(?<!\w)(?:(?:{prefixed})[-'’])?{_WORD})"
    return re.compile(rf"{word}(?:\s+(?:(?:(?:{joining})\s+){{0,3}}|&\s+){word})*{_GENERATION}")


def _sentence_parts(run: re.Match[str], pattern: re.Pattern[str], lexicon: Lexicon) -> Iterator[list[_Word]]:
    """Split the words of a run where a full stop ends a sentence."""
    words: list[_Word] = []
    for match in _SEQUENCE.finditer(run.group()):
        start = run.start() + match.start()
        letters = match.group().rstrip(",")
        stop = letters.endswith(".") and not _is_abbreviation(letters, lexicon)
        letters = letters.removesuffix(".") if stop else letters
        words.append(_Word(letters, Span(start, start + len(letters))))
        if stop:
            yield words
            words = []
    if words:
        yield words


def _is_abbreviation(word: str, lexicon: Lexicon) -> bool:
    """Does the full stop after ``word`` belong to it?"""
    folded = fold(word)
    return bool(
        _INITIALS.match(word)
        or folded in lexicon.titles
        or folded in lexicon.name_suffixes
        or folded in lexicon.family_particles
    )


def _name_in_run(words: list[_Word], context: _TextContext, *, quoted: bool, headline: bool) -> Name | None:
    """Find the name at the end of a run of capitals. None if the run has only titles and opening words."""
    text, lexicon = context.text, context.lexicon
    words = _without_opening(words, context)
    first = _end_of_titles(words, lexicon)
    if first == 1 and _follows_role(words[0], context):
        first = 0
    titles, core = words[:first], words[first:]
    if not core:
        return None
    if titles and _is_regnal(titles, core, lexicon):
        titles, core = titles[:-1], [titles[-1], *core]
    while len(core) > 1 and _is_honour(core[-1].letters, lexicon):
        core = core[:-1]
    span = Span(core[0].span.start, core[-1].span.end)
    outer_start = titles[0].span.start if titles else span.start
    title_words = [word.letters for word in titles]
    before = descriptions.before(text, outer_start, title_words, lexicon, bare=len(core) == 1)
    possessive = bool(_POSSESSIVE.match(text, span.end))
    after = descriptions.NOTHING
    if not possessive and "place" not in before.signs:
        after = descriptions.after(text, span.end, lexicon)
    form = " ".join(span.of(text).split())
    if _SEAT.fullmatch(form):
        return None
    return Name(
        span=span,
        outer=Span(before.start, span.end),
        form=form,
        words=keys(form),
        before=before.words,
        after=after.words,
        signs=before.signs | after.signs,
        possessive=possessive,
        quoted=quoted,
        headline=headline,
    )


def _follows_role(word: _Word, context: _TextContext) -> bool:
    """Is a role a given name, because another role in lower case comes before it: "coach Hunter Quill"?"""
    folded = fold(word.letters)
    if folded in context.lexicon.titles or folded not in context.lexicon.roles:
        return False
    before = _WORD_BEFORE.search(context.text, max(0, word.span.start - _ROLE_WITHIN), word.span.start)
    return before is not None and before.group(1) in context.lexicon.roles


def _without_opening(words: list[_Word], context: _TextContext) -> list[_Word]:
    """Remove words at the front that have a capital only because they begin a sentence."""
    lexicon = context.lexicon
    first = 0
    while first < len(words):
        folded = fold(words[first].letters)
        ordinary = folded in context.lower_words and not (
            folded in lexicon.first_names or folded in lexicon.titles or folded in lexicon.family_particles
        )
        if folded in lexicon.opening_words or (
            ordinary and folded not in lexicon.roles and _opens_sentence(words[first].span.start, context)
        ):
            first += 1
        else:
            break
    return words[first:]


def _opens_sentence(offset: int, context: _TextContext) -> bool:
    """Does a sentence, a line or a quotation begin at ``offset``?"""
    before = context.text[max(0, offset - 3) : offset].rstrip(" \t\xa0")
    return not before or before[-1] in ".!?:;\n\"“”'‘’([—–"


def _end_of_titles(words: list[_Word], lexicon: Lexicon) -> int:
    """Number of words at the front that are titles, roles and nationalities, or belong to them."""
    folded = [fold(word.letters) for word in words]
    last = len(words) - 1
    while last > 0 and folded[last] in lexicon.name_suffixes:
        last -= 1
    for end in range(last, 0, -1):
        for start in range(max(0, end - _LONGEST_ROLE), end):
            phrase = " ".join(folded[start:end])
            if _is_title(phrase, lexicon) and not (
                end == 1 and last == 1 and _may_be_given_name(phrase, lexicon)
            ):
                return end
    first = 0
    while first < last - 1 and folded[first] in lexicon.nationalities:
        first += 1
    return first


def _is_title(phrase: str, lexicon: Lexicon) -> bool:
    """Is a folded phrase a title or role, also with "-elect" or after a prefix with a hyphen?"""
    phrase = phrase.removesuffix("-elect").removesuffix("-designate")
    return (
        phrase in lexicon.titles
        or phrase in lexicon.roles
        or (phrase.partition("-")[2] or "-") in lexicon.titles
        or phrase.rpartition("-")[2] in lexicon.roles
    )


def _is_honour(word: str, lexicon: Lexicon) -> bool:
    """Is the last word of a name a degree, honour or seat? "Jr." and "III" are part of the name."""
    folded = fold(word)
    return folded in lexicon.name_suffixes and folded.strip(".") not in _GENERATIONS


def _may_be_given_name(phrase: str, lexicon: Lexicon) -> bool:
    """Is a title or role also a given name (Dean, Hunter), so that it may belong to the surname after it?"""
    return phrase in lexicon.first_names and phrase not in lexicon.regnal_titles


def _is_regnal(titles: list[_Word], core: list[_Word], lexicon: Lexicon) -> bool:
    """Does the title belong to the name, as in "Pope Alban II"?"""
    numeral = len(core) == 2 and fold(core[1].letters) in lexicon.name_suffixes
    return fold(titles[-1].letters) in lexicon.regnal_titles and (len(core) == 1 or numeral)


def _without_modifiers(found: Sequence[Name]) -> list[Name]:
    """Remove names that are part of the description before another name."""
    kept: list[Name] = []
    for name in found:
        while kept and kept[-1].span.start >= name.outer.start:
            kept.pop()
        kept.append(name)
    return kept


def _without_openings(found: Sequence[Name], context: _TextContext) -> list[Name]:
    """Remove single words that occur only at the beginning of sentences and do not speak or own there."""
    elsewhere = {
        word
        for name in found
        for word in name.words
        if len(name.words) > 1 or not _opens_sentence(name.span.start, context)
    }
    return [
        name
        for name in found
        if len(name.words) > 1
        or name.words[0] in elsewhere
        or name.possessive
        or name.before
        or name.headline
        or "speaks" in name.signs
    ]


def _with_speech(name: Name, context: _TextContext) -> Name:
    """Add the sign "speaks" to a single word that has a reporting verb beside it or a colon after it."""
    if len(name.words) > 1 or name.possessive:
        return name
    text, verbs = context.text, context.lexicon.cue_verbs
    rest = text[name.span.end : name.span.end + _LOOK_BESIDE]
    lead = text[max(0, name.outer.start - _LOOK_BESIDE) : name.outer.start]
    beside = [*rest.split()[:2], *lead.split()[-1:]]
    if rest[:1] == ":" or any(fold(word).rstrip(",:;.?!") in verbs for word in beside):
        return replace(name, signs=name.signs | {"speaks"})
    return name


def _without_roles(found: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """Remove titles and roles without a name, but keep surnames that look like one (Dean, King)."""
    surnames = {name.words[-1] for name in found if len(name.words) > 1}
    return tuple(
        name
        for name in found
        if len(name.words) > 1
        or "honorific" in name.signs
        or name.words[0] in surnames
        or not (
            _is_title(name.words[0], lexicon)
            or name.words[0] in lexicon.plural_roles
            or name.words[0] in lexicon.nationalities
        )
    )
