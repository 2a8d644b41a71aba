"""Proper names in running text, found by how they are written; no parser and no list of people is needed.

A name is a run of words with capitals. Titles and roles before it, the possessive after it and words that are
capital only because they open a sentence are no part of it. What stands around it (a title, an apposition, an
age, a party) is kept, since it tells whether the name is a person's and what that person is.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from quotes.language import Lexicon, fold
from quotes.speakers import descriptions
from quotes.types import Quotation, Span

_ROLE_WITHIN = 30
_NAMES_KEPT = 1 << 15
_TEXTS_KEPT = 2  # an article's text and its title, which several stages ask about
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
_BETWEEN_WORDS = re.compile(r"[\s,‐-]+")
_SEQUENCE = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W\d_][\w'’-]*")
_LOWER_WORD = re.compile(r"[a-z](?<!\w[a-z])[a-z]+\b")  # letters first: they are found faster
_GENERATIONS = frozenset({"jr", "sr", "jnr", "snr", "junior", "i", "ii", "iii", "iv", "v", "vi"})
_SENTENCE_WITHIN = re.compile(r"[a-z]{2}[.!?]['\"’”]?\s+[^\Wa-z]")
_LOOK_BESIDE = 40
_LONGEST_HEADLINE = 320
_LONGEST_ROLE = 4
_TITLE_CASE_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a proper name.

    ``span`` holds the name alone, ``outer`` the title or role before it too. ``form`` is the name as printed,
    ``words`` its words as `key` folds them. ``before`` is the title or role before it with the words that
    belong to it, ``after`` an apposition that says what the bearer is; both are folded and often empty.
    ``signs`` is what else speaks for or against a person: "honorific", "title", "role", "nation", "age",
    "party", "who", "apposition", "speaks", "the", "place". ``quoted`` tells that it stands in a quotation,
    ``headline`` that it stands in a line where nearly every word has a capital.
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
    """A word of a run: its letters and where it stands."""

    letters: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Setting:
    """What reading a run of capitals needs to know of the whole text."""

    text: str
    lexicon: Lexicon
    lower_words: frozenset[str]


@lru_cache(_NAMES_KEPT)
def key(word: str) -> str:
    """Return a word of a name as names are compared: lower case, no accents, no full stops.

    >>> key("Gonzàlez"), key("J."), key("O’Quill")
    ('gonzalez', 'j', "o'quill")
    """
    if not word.isascii():
        word = "".join(
            letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
        )
    return word.replace("’", "'").replace(".", "").casefold()


@lru_cache(_NAMES_KEPT)
def keys(name: str) -> tuple[str, ...]:
    """Return the words of a name as names are compared; hyphens divide words, and a suffix is a word.

    >>> keys("Jo-Ann van der Quill, Jr.")
    ('jo', 'ann', 'van', 'der', 'quill', 'jr')
    """
    return tuple(part for word in _BETWEEN_WORDS.split(name) if (part := key(word)))


def without_suffixes(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the folded words of a name without "jr", "iii" and the like at its end; at least one word stays.

    >>> from quotes.language import english
    >>> without_suffixes(("ada", "quill", "jr"), english().lexicon)
    ('ada', 'quill')
    """
    end = len(words)
    while end > 1 and words[end - 1] in lexicon.name_suffixes:
        end -= 1
    return words[:end]


@lru_cache(_TEXTS_KEPT)
def lower_words(text: str) -> frozenset[str]:
    """Return the words that ``text`` prints in small letters, and that a capital alone makes no name.

    >>> sorted(lower_words("Will Ada Quill say whether she will?"))
    ['say', 'she', 'whether', 'will']
    """
    return frozenset(_LOWER_WORD.findall(text))


def find_names(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], lexicon: Lexicon
) -> tuple[Name, ...]:
    """Return the names of ``text`` in order, people's and others', those within quotations too.

    Takes time linear in the length of the text.
    """
    setting = _Setting(text, lexicon, lower_words(text))
    inside = Inside([quotation.outer for quotation in quotations])
    pattern = _run_pattern(lexicon.family_particles, tuple(lexicon.titles), tuple(lexicon.roles))
    found: list[Name] = []
    for paragraph in paragraphs:
        headline = is_title_case(paragraph.of(text), lexicon)
        dateline = _DATELINE.match(text, paragraph.start, paragraph.end)
        for run in pattern.finditer(text, dateline.end() if dateline else paragraph.start, paragraph.end):
            for words in _parts(run, pattern, lexicon):
                name = _read(words, setting, quoted=inside.holds(words[0].span.start), headline=headline)
                if name:
                    found.append(name)
    named = [_with_speech(name, setting) for name in _without_modifiers(found)]
    return _without_roles(_without_openings(named, setting), lexicon)


def is_title_case(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line is a headline that gives nearly every word a capital, small words aside.

    >>> from quotes.language import english
    >>> lines = "Quill Sees New Hope for Harbour Bridge", "Ada Quill sees new hope for harbour bridge"
    >>> [is_title_case(line, english().lexicon) for line in lines]
    [True, False]
    """
    if len(line) > _LONGEST_HEADLINE or _SENTENCE_WITHIN.search(line):
        return False
    opening, prepositions = lexicon.opening_words, lexicon.prepositions
    words = [
        word
        for word in _LETTERS.findall(line)
        if (folded := fold(word)) not in opening and folded not in prepositions
    ]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > _TITLE_CASE_SHARE * len(words)


class Inside:
    """Tells whether an offset lies within one of some spans that are ordered and do not overlap."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def holds(self, offset: int) -> bool:
        """Tell whether a span holds the character at ``offset``."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at].end


@cache
def _run_pattern(particles: frozenset[str], *vocabularies: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a run of capitals, with particles and titles like "Secretary of State" in it."""
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


def _parts(run: re.Match[str], pattern: re.Pattern[str], lexicon: Lexicon) -> Iterator[list[_Word]]:
    """Yield the words of a run, cut where a full stop ends a sentence within it."""
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
    """Tell whether the full stop after ``word`` belongs to it."""
    folded = fold(word)
    return bool(
        _INITIALS.match(word)
        or folded in lexicon.titles
        or folded in lexicon.name_suffixes
        or folded in lexicon.family_particles
    )


def _read(words: list[_Word], setting: _Setting, *, quoted: bool, headline: bool) -> Name | None:
    """Return the name at the end of a run of capitals, or None where the run is but titles and openings."""
    text, lexicon = setting.text, setting.lexicon
    words = _without_opening(words, setting)
    first = _end_of_titles(words, lexicon)
    if first == 1 and _follows_role(words[0], setting):
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
    after = None if possessive or "place" in before.signs else descriptions.after(text, span.end, lexicon)
    form = " ".join(span.of(text).split())
    if _SEAT.fullmatch(form):
        return None
    return Name(
        span=span,
        outer=Span(before.start, span.end),
        form=form,
        words=keys(form),
        before=before.words,
        after=after.words if after else "",
        signs=before.signs | (after.signs if after else frozenset()),
        possessive=possessive,
        quoted=quoted,
        headline=headline,
    )


def _follows_role(word: _Word, setting: _Setting) -> bool:
    """Tell whether a role in lower case stands before one that is thus a given name: "coach Hunter Quill"."""
    folded = fold(word.letters)
    if folded in setting.lexicon.titles or folded not in setting.lexicon.roles:
        return False
    before = _WORD_BEFORE.search(setting.text, max(0, word.span.start - _ROLE_WITHIN), word.span.start)
    return before is not None and before.group(1) in setting.lexicon.roles


def _without_opening(words: list[_Word], setting: _Setting) -> list[_Word]:
    """Return the words without those at the front that a sentence's beginning made capital."""
    lexicon = setting.lexicon
    first = 0
    while first < len(words):
        folded = fold(words[first].letters)
        ordinary = folded in setting.lower_words and not (
            folded in lexicon.first_names or folded in lexicon.titles or folded in lexicon.family_particles
        )
        if folded in lexicon.opening_words or (
            ordinary and folded not in lexicon.roles and _opens_sentence(words[first].span.start, setting)
        ):
            first += 1
        else:
            break
    return words[first:]


def _opens_sentence(offset: int, setting: _Setting) -> bool:
    """Tell whether a sentence, a line or a quotation begins at ``offset``."""
    before = setting.text[max(0, offset - 3) : offset].rstrip(" \t\xa0")
    return not before or before[-1] in ".!?:;\n\"“”'‘’([—–"


def _end_of_titles(words: list[_Word], lexicon: Lexicon) -> int:
    """Return the number of words at the front that are titles, roles and nationalities or belong to them."""
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
    """Tell whether a folded phrase is a title or role, also as "-elect" and after a prefix with a hyphen."""
    phrase = phrase.removesuffix("-elect").removesuffix("-designate")
    return (
        phrase in lexicon.titles
        or phrase in lexicon.roles
        or (phrase.partition("-")[2] or "-") in lexicon.titles
        or phrase.rpartition("-")[2] in lexicon.roles
    )


def _is_honour(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a name's last word is a degree, honour or seat; "Jr." and "III" are part of the name."""
    folded = fold(word)
    return folded in lexicon.name_suffixes and folded.strip(".") not in _GENERATIONS


def _may_be_given_name(phrase: str, lexicon: Lexicon) -> bool:
    """Tell whether a title or role is a given name too (Dean, Hunter) and may belong to a lone surname."""
    return phrase in lexicon.first_names and phrase not in lexicon.regnal_titles


def _is_regnal(titles: list[_Word], core: list[_Word], lexicon: Lexicon) -> bool:
    """Tell whether the bearer goes by title and given name: "Pope Alban II"."""
    numeral = len(core) == 2 and fold(core[1].letters) in lexicon.name_suffixes
    return fold(titles[-1].letters) in lexicon.regnal_titles and (len(core) == 1 or numeral)


def _without_modifiers(found: Sequence[Name]) -> list[Name]:
    """Return the names without those that are part of the description before another name."""
    kept: list[Name] = []
    for name in found:
        while kept and kept[-1].span.start >= name.outer.start:
            kept.pop()
        kept.append(name)
    return kept


def _without_openings(found: Sequence[Name], setting: _Setting) -> list[Name]:
    """Return the names without lone words that only ever open a sentence, and do not speak or own there."""
    elsewhere = {
        word
        for name in found
        for word in name.words
        if len(name.words) > 1 or not _opens_sentence(name.span.start, setting)
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


def _with_speech(name: Name, setting: _Setting) -> Name:
    """Return a lone name with the sign "speaks" where a reporting verb is beside it or a colon behind it."""
    if len(name.words) > 1 or name.possessive:
        return name
    text, verbs = setting.text, setting.lexicon.cue_verbs
    rest = text[name.span.end : name.span.end + _LOOK_BESIDE]
    lead = text[max(0, name.outer.start - _LOOK_BESIDE) : name.outer.start]
    beside = [*rest.split()[:2], *lead.split()[-1:]]
    if rest[:1] == ":" or any(fold(word).rstrip(",:;.?!") in verbs for word in beside):
        return replace(name, signs=name.signs | {"speaks"})
    return name


def _without_roles(found: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """Return the names without lone titles and roles, but for surnames that read like one (Dean, King)."""
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
