"""Outlets as an article names them.

A name is an outlet's because the lexicon lists it, because of its own words ("Gazette", "Radio"), because the
article says what it is ("the weekly Zrno") or defines its short form; and some names are outlets' only where
the sentence uses them so, as after "told" (`Outlets.used`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from quotes.language import Lexicon, Outlet, fold
from quotes.types import Span

WORD = r"[^\W_](?:[^\W_]|[&+@°-](?=[^\W_]))*(?:[.'’](?=[^\W_])[^\W_]+)*°?"
_WORD = re.compile(WORD)
_CAPITAL = r"(?=[^\W\d_a-zß-öø-ÿ]|\d)" + WORD
GAP = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
RUN = rf"{_CAPITAL}(?:{GAP}(?:(?:of|the|and|de|del|della|al|el|la|le){GAP}){{0,2}}{_CAPITAL})*"
_RUN = re.compile(RUN)
_PLAIN_RUN = re.compile(rf"(?:Voice of\s)?{_CAPITAL}(?:(?<!['’]s){GAP}{_CAPITAL})*")
_MAY_BEGIN = re.compile(rf"(?<![^\W_])(?:the(?=\s{_CAPITAL})|{_CAPITAL})")
_RUN_BEFORE = re.compile(rf"(?:\b([Aa]n?|[Tt]he)\s)?(?<![^\W_])({RUN})(?<!['’]s)\s$")
_NAME_BEFORE = 80
_POSSESSIVE = re.compile(r"['’]s?$")
_DEFINES = re.compile(rf"(?:['’]s)?{GAP}\(([A-Z][\w&-]{{1,9}})\)")
_TITLE = re.compile(r"(?:''|[\"“‘'])((?:[A-Z0-9]|#)[^\"“”\n_]{1,70}?)[,.]?(?:''|[\"”’'])(?!\w)")
_CAMEL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Fitz|Van|O['’])[A-Z][a-z]+[A-Z]\w+$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9&]{2,5}(?:-[A-Z]+)?$")
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|info|news|tv|[a-z]{2})\b(?!\.\w)", re.IGNORECASE)
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December"
)
_MID_SENTENCE = re.compile(r"[\w,]\s$")
_LOWER_NOUN = re.compile(r"\s([a-z][a-z-]+)")
_DETERMINERS = ("the", "a", "an")


@dataclass(frozen=True, slots=True)
class Named:
    """An outlet where the article names it.

    ``span`` is the name without its article, ``name`` its canonical form, ``kind`` one of
    `lexicon.OUTLET_KINDS` or "" where nothing tells. ``certain`` is False for a part of a name that stands
    for the whole ("Fox").
    """

    span: Span
    name: str
    kind: str = ""
    certain: bool = True


class Outlets:
    """All outlets that a text names, by where their names begin and end.

    ``masked`` is the text with quoted words blotted out. ``people`` are the folded words of speakers' names.
    """

    def __init__(self, masked: str, lexicon: Lexicon, people: frozenset[str] = frozenset()) -> None:
        self.text, self.people, self.lexicon = masked, people, lexicon
        self._starts: dict[int, Named] = {}
        self._taken: set[int] = set()
        for found in (
            self._listed,
            self._worded,
            self._described,
            self._titled,
            self._defined,
            self._shortened,
        ):
            for named in list(found()):
                self._add(named)
        self._ordered = [self._starts[start] for start in sorted(self._starts)]
        self._ends = {named.span.end: named for named in self._ordered}

    def at(self, offset: int) -> Named | None:
        """Return the outlet whose name begins at ``offset``."""
        return self._starts.get(offset)

    def ending(self, offset: int) -> Named | None:
        """Return the outlet whose name ends at ``offset``."""
        return self._ends.get(offset)

    def within(self, span: Span) -> list[Named]:
        """Return the outlets named between two offsets, in order."""
        first = bisect_left(self._ordered, span.start, key=lambda named: named.span.start)
        last = bisect_left(self._ordered, span.end, key=lambda named: named.span.start)
        return self._ordered[first:last]

    def before(self, offset: int) -> Named | None:
        """Return the outlet that was named last before ``offset``."""
        earlier = bisect_left(self._ordered, offset, key=lambda named: named.span.start)
        return self._ordered[earlier - 1] if earlier else None

    def used(self, offset: int) -> Named | None:
        """Return the outlet that begins at ``offset`` given that the sentence uses the words as one.

        Beyond the certain ones these are names that nothing but an outlet bears: inner capitals
        ("NewsHarbor"), a web address, capitals alone after no article, or a capital "The" in mid-sentence.
        """
        found = self.at(offset)
        address = _DOMAIN.match(self.text, offset)
        if address and not found:
            return Named(Span(*address.span()), address.group())
        run = None if found else _RUN.match(self.text, offset)
        if not run:
            return found
        start, words = offset, run.group()
        first = words.split()[0]
        span = Span(start, start + len(_POSSESSIVE.sub("", words)))
        bare = _POSSESSIVE.sub("", first)
        if first == "The" and not self.is_people(words):
            return Named(span, span.of(self.text)) if " " in words else None
        if (
            self.text[max(0, offset - 4) : offset].lower() == "the "
            or fold(bare) in self.lexicon.public_bodies
        ):
            return None
        if _CAMEL.match(bare) or (_ACRONYM.match(bare) and not self._modifies(offset + len(first))):
            return Named(Span(start, start + len(bare)), bare)
        return None

    def is_people(self, words: str) -> bool:
        """Tell whether the words are a person's or a public body's name rather than an outlet's."""
        folded = [_POSSESSIVE.sub("", fold(word)) for word in words.split()]
        known = any(word in self.people for word in folded)
        return (
            known
            or folded[0] in self.lexicon.first_names
            or any(word in self.lexicon.organisation_words or word in self.lexicon.titles for word in folded)
        )

    def _modifies(self, offset: int) -> bool:
        """Tell whether a lower-case noun that is no outlet's follows: "NATO allies"."""
        noun = _LOWER_NOUN.match(self.text, offset)
        if not noun or self.text[offset : offset + 1] in "'’":
            return False
        word = noun.group(1)
        plural = word.endswith("s") and not word.endswith("ss") and word not in ("was", "is", "has", "this")
        return word in self.lexicon.occasions or (plural and word not in self.lexicon.media_nouns)

    def _add(self, named: Named) -> None:
        """Keep an outlet unless one that is known already covers it or ends it."""
        if named.span.start in self._starts or named.span.end in self._taken:
            return
        for start in range(named.span.start - 1, max(-1, named.span.start - 60), -1):
            if start in self._starts and self._starts[start].span.end > named.span.start:
                return
        self._starts[named.span.start] = named
        self._taken.add(named.span.end)

    def _forget(self, start: int) -> None:
        named = self._starts.pop(start, None)
        if named:
            self._taken.discard(named.span.end)

    def _listed(self) -> Iterator[Named]:
        """Yield the outlets that the lexicon lists, the longest name that fits each place."""
        reached, longest = 0, _longest_names(self.lexicon)
        for opening in _MAY_BEGIN.finditer(self.text):
            said = fold(opening.group())
            most = max(longest.get(said, 0), longest.get(said.removesuffix("'s"), 0))
            if not most or opening.start() < reached:
                continue
            words = list(islice(_WORD.finditer(self.text, opening.start()), most))
            for count in range(len(words), 0, -1):
                named = self._listed_as(words[:count])
                if named:
                    yield named
                    reached = named.span.end
                    break

    def _listed_as(self, words: Sequence[re.Match[str]]) -> Named | None:
        """Return the listed outlet of just these words, unless they are part of another name."""
        outlet, end = self._look_up(Span(words[0].start(), words[-1].end()))
        if not outlet:
            return None
        with_article = fold(words[0].group()) == "the"
        single = len(words) == 1 + with_article
        if single and (self._is_part_of_name(words[-1]) or self._names_people(words[-1].group())):
            return None
        start = words[1].start() if words[0].group() == "the" and len(words) > 1 else words[0].start()
        span = Span(start, end)
        return Named(span, _best_name(outlet, span.of(self.text)), outlet.kind)

    def _names_people(self, word: str) -> bool:
        return _POSSESSIVE.sub("", fold(word)) in self.people

    def _look_up(self, span: Span) -> tuple[Outlet | None, int]:
        """Return the listed outlet of these words, with or without a possessive, and where its name ends."""
        words = span.of(self.text)
        if "\n\n" in words:
            return None, span.end
        outlet = self.lexicon.outlets.get(fold(words))
        if outlet:
            return outlet, span.end
        bare = _POSSESSIVE.sub("", words)
        return (self.lexicon.outlets.get(fold(bare)) if bare != words else None), span.start + len(bare)

    def _is_part_of_name(self, word: re.Match[str]) -> bool:
        """Tell whether a listed name of one word is part of a longer one: "Dawn Harker", "Vice President"."""
        if _ACRONYM.match(word.group()) or _POSSESSIVE.search(word.group()):
            return False
        run = _PLAIN_RUN.match(self.text, word.end() + 1)
        if not run or self.text[word.end()] != " ":
            return False
        if fold(word.group()) in self.lexicon.first_names:
            return not _CALENDAR.match(run.group())
        no_outlets = (self.lexicon.organisation_words, self.lexicon.titles, self.lexicon.roles)
        return any(fold(following) in words for following in run.group().split() for words in no_outlets)

    def _worded(self) -> Iterator[Named]:
        """Yield the names that begin or end with a word of outlets: "Brackwater Gazette", "Radio Orvane"."""
        for run in _PLAIN_RUN.finditer(self.text):
            if " " not in run.group():
                continue
            words = list(_WORD.finditer(run.group()))
            while words and self._only_opens(run.start() + words[0].start(), words[0].group()):
                del words[0]
            defined = bool(_DEFINES.match(self.text, run.end()))
            for end in range(len(words), 1, -1):
                said = [word.group() for word in words[:end]]
                span = Span(run.start() + words[0].start(), run.start() + words[end - 1].end())
                has_word = any(fold(word) in self.lexicon.outlet_words for word in said)
                if self._is_worded(said, span) or (defined and has_word):
                    bare = Span(span.start, span.start + len(_POSSESSIVE.sub("", span.of(self.text))))
                    yield Named(bare, " ".join(bare.of(self.text).split()))
                    break

    def _only_opens(self, offset: int, word: str) -> bool:
        """Tell whether a word has its capital from the beginning of the sentence alone."""
        if word == "The":
            return not _MID_SENTENCE.search(self.text, max(0, offset - 2), offset)
        return fold(word) in self.lexicon.opening_words

    def _is_worded(self, words: list[str], span: Span) -> bool:
        if len(words) < 2 or (len(words) == 2 and words[0] == "The"):
            return False
        known = self.lexicon.outlet_words
        last, last_two = (_POSSESSIVE.sub("", fold(" ".join(words[-count:]))) for count in (1, 2))
        begins = f"{fold(words[0])} ..." in known or f"{fold(' '.join(words[:2]))} ..." in known
        ends = last in known or (last_two in known and len(words) > 2)
        if not (begins or ends):
            return False
        if self.text[max(0, span.start - 4) : span.start].lower() == "the " or begins or words[0] == "The":
            return True
        return fold(words[0]) not in self.lexicon.first_names and not any(
            fold(word) in self.people for word in words
        )

    def _described(self) -> Iterator[Named]:
        """Yield the names that a noun says to be outlets: "the weekly Zrno", "the Kommet newspaper"."""
        before, after = _described_patterns(self.lexicon)
        for match in before.finditer(self.text):
            words = _POSSESSIVE.sub("", match.group(1))
            if not self._is_no_name(words):
                yield Named(Span(match.start(1), match.start(1) + len(words)), " ".join(words.split()))
        for noun in after.finditer(self.text):
            reach = max(0, noun.start() - _NAME_BEFORE)
            name = _RUN_BEFORE.search(self.text, reach, noun.start())
            if not name:
                continue
            article, words = name.groups()
            start = name.start(2)
            owner = re.match(r".*(?:^The|['’]s)\s", words, re.DOTALL)
            if owner:
                words, start = words[owner.end() :], start + owner.end()
            named = (
                fold(article or "") == "the" and " " in words and words.split()[0] not in self.lexicon.titles
            )
            if fold(article or "") in ("a", "an") or not (named or not self._is_no_name(words)):
                continue
            end = noun.end() if noun.group(1) in ("website", "site", "web site") else name.end(2)
            yield Named(Span(start, end), " ".join(self.text[start:end].split()))

    def _is_no_name(self, words: str) -> bool:
        """Tell whether the words are a nationality, a person's name, or open a sentence."""
        folded = fold(words)
        first = folded.split()[0]
        lexicon = self.lexicon
        return (
            folded in lexicon.nationalities
            or first in lexicon.opening_words
            or first in lexicon.titles
            or first in lexicon.nationalities
            or self.is_people(words)
        )

    def _titled(self) -> Iterator[Named]:
        """Yield programmes whose titles stand in quotation marks and are listed."""
        for match in _TITLE.finditer(self.text):
            named = self.title(match.start())
            if named and (named.kind == "programme"):
                yield named

    def title(self, offset: int) -> Named | None:
        """Return the title in quotation marks that begins at ``offset``, as a programme's or book's name."""
        match = _TITLE.match(self.text, offset)
        if not match:
            return None
        span = Span(*match.span(1))
        outlet = self.lexicon.outlets.get(fold(span.of(self.text)))
        name = _best_name(outlet, span.of(self.text)) if outlet else " ".join(span.of(self.text).split())
        return Named(span, name, outlet.kind if outlet else "")

    def _defined(self) -> Iterator[Named]:
        """Give every outlet whose short form the article defines that form as name; yield the short forms."""
        for named in list(self._starts.values()):
            defined = _DEFINES.match(self.text, named.span.end)
            if not defined or fold(defined.group(1)) in self.lexicon.public_bodies:
                continue
            short = defined.group(1)
            for start, other in list(self._starts.items()):
                if other.name == named.name:
                    self._starts[start] = replace(other, name=short)
            for use in re.finditer(rf"\b{re.escape(short)}\b", self.text):
                self._forget(use.start())
                yield Named(Span(*use.span()), short, named.kind)

    def _shortened(self) -> Iterator[Named]:
        """Yield parts of names that stand for the whole: "the Gazette", "Fox"."""
        known = sorted(self._starts.values(), key=lambda named: named.span.start)
        whole: dict[str, list[Named]] = {}
        for named in known:
            words = named.span.of(self.text).split()
            if len(words) < 2:
                continue
            if fold(words[-1]) in self.lexicon.outlet_words:
                whole.setdefault(words[-1], []).append(named)
            if all(fold(word) in self.lexicon.outlet_words for word in words[1:]):
                whole.setdefault(words[0], []).append(named)
        for part, fulls in whole.items():
            written = re.escape(part)
            # What begins with letters is searched for many times faster than what begins with a condition.
            for use in re.finditer(rf"{written}(?<!\w{written})\b(?!-)", self.text):
                article = self.text[max(0, use.start() - 4) : use.start()].lower() == "the "
                if article != (fold(part) in self.lexicon.outlet_words):
                    continue
                at = bisect_left(fulls, use.start(), key=lambda named: named.span.start)
                full = fulls[max(0, at - 1)]
                listed = self._starts.get(use.start())
                if listed and listed.span.end == use.end():
                    self._forget(use.start())
                yield Named(Span(*use.span()), full.name, full.kind, certain=article)


def _best_name(outlet: Outlet, written: str) -> str:
    """Return the listed name where what is written is a form of it, else what is written."""
    listed, said = set(_words_of(outlet.name)), set(_words_of(written))
    initials = {"".join(word[0] for word in _words_of(name)) for name in (outlet.name, written)}
    if listed <= said or said <= listed or initials & {fold(outlet.name), fold(written)}:
        return outlet.name
    return " ".join(written.split())


def _words_of(name: str) -> list[str]:
    """Return the folded words of a name but for its article."""
    return [word for word in re.findall(r"\w+", fold(name)) if word != "the"] or [fold(name)]


@cache
def _longest_names(lexicon: Lexicon) -> Mapping[str, int]:
    """Map the first word of every listed outlet to the number of words of the longest that begins with it."""
    longest: dict[str, int] = {}
    for key in lexicon.outlets:
        words = _WORD.findall(key)
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of ``words``, the longest first, that fails at once on another first letter.

    >>> alternatives(["news", "newspaper"])
    '(?=[n])(?:newspaper|news)'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    letters = "".join(sorted({word[0] for word in ordered}))
    return f"(?=[{letters}])(?:{'|'.join(map(re.escape, ordered))})"


@cache
def _described_patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a noun before an outlet's name and of one after it."""
    nouns = alternatives(lexicon.media_nouns)
    return (
        re.compile(rf"\b(?:{nouns})\s(?:called\s)?({RUN})"),
        re.compile(rf"(?<=[^\W_]\s)(?:news\s)?({nouns})\b(?!\s(?!{_CALENDAR.pattern})[A-Z])"),
    )
