"""Find the names of outlets in an article.

A name is that of an outlet if the lexicon lists it, if its own words say so ("Gazette", "Radio"), if the
article says what it is ("the weekly Zrno"), or if it is a short form that the article defines. Some names
count as outlets only if the sentence uses them as one, as after "told" (`Outlets.used`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from quotes.language import Lexicon, Outlet, fold
from quotes.sources import name_shapes
from quotes.sources.described_names import described_names
from quotes.sources.listed_names import (
    ACRONYM,
    CAPITAL_BEFORE,
    NEXT_CAPITAL,
    WORD_BEFORE,
    begins_longer_name,
    best_name,
    is_of_another,
    is_spoken_to,
    is_surname,
    leads_to_person,
    lengths_of_names,
    modifies_plural,
)
from quotes.sources.name_patterns import (
    CALENDAR,
    CAPITAL,
    DEFINES,
    POSSESSIVE,
    WORD,
    ends_programmes_only,
    is_public_body,
    name_run_pattern,
    without_owned,
)
from quotes.sources.named_outlet import NamedOutlet
from quotes.sources.worded_names import follows_the, is_opening_word, worded_names
from quotes.types import Span

_WORD = re.compile(WORD)
_MAY_BEGIN = re.compile(rf"(?<![^\W_])(?:the(?=\s{CAPITAL})|{CAPITAL})")
_TITLE = re.compile(r"(?:''|[\"“‘'])((?:[A-Z0-9]|#)[^\"“”\n_]{1,70}?)[,.]?(?:''|[\"”’'])(?!\w)")
_TOLD = re.compile(r"\b(?:told|tells|telling)\s(?:the\s)?$")
_TOLD_WITHIN = 16
_DETERMINERS = ("the", "a", "an")


class Outlets:
    """All outlets that a text names, by where their names begin and end.

    ``masked`` is the text with all quoted words masked. ``people`` are the folded words of speakers' names.
    """

    def __init__(self, masked: str, lexicon: Lexicon, people: frozenset[str] = frozenset()) -> None:
        self.text, self.people, self.lexicon = masked, people, lexicon
        self._starts: dict[int, NamedOutlet] = {}
        self._taken: set[int] = set()
        called = (self._listed, self._call_signs, self._worded, self._described)
        finders = (*called, self._titled, self._defined, self._shortened)
        for found in finders:
            for named in list(found()):
                self._add(named)
        self._ordered = [self._starts[start] for start in sorted(self._starts)]
        self._ends = {named.span.end: named for named in self._ordered}

    def at(self, offset: int) -> NamedOutlet | None:
        """The outlet whose name begins at ``offset``."""
        return self._starts.get(offset)

    def ending(self, offset: int) -> NamedOutlet | None:
        """The outlet whose name ends at ``offset``."""
        return self._ends.get(offset)

    def within(self, span: Span) -> list[NamedOutlet]:
        """The outlets whose names begin within ``span``, in order."""
        first = bisect_left(self._ordered, span.start, key=lambda named: named.span.start)
        last = bisect_left(self._ordered, span.end, key=lambda named: named.span.start)
        return self._ordered[first:last]

    def before(self, offset: int) -> NamedOutlet | None:
        """The outlet that was named last before ``offset``."""
        earlier = bisect_left(self._ordered, offset, key=lambda named: named.span.start)
        return self._ordered[earlier - 1] if earlier else None

    def used(self, offset: int) -> NamedOutlet | None:
        """The outlet that begins at ``offset``, if the sentence uses the words as an outlet.

        Beside the outlets that `at` finds, this accepts names that look like one: with a capital inside
        ("NewsHarbor", "eVTV"), web addresses, words in capitals without "the", and names with a capital
        "The" in mid-sentence.
        """
        found = self.at(offset)
        written = None if found else name_shapes.address(self.text, offset)
        if written:
            return NamedOutlet(Span(*written.span()), written.group())
        run = None if found else name_run_pattern(self.lexicon).match(self.text, offset)
        if not run:
            return found
        start, words = offset, without_owned(run.group(), self.lexicon)
        first = words.split()[0]
        span = Span(start, start + len(POSSESSIVE.sub("", words)))
        bare = POSSESSIVE.sub("", first)
        if first == "The" and not self.is_people(words):
            return NamedOutlet(span, span.of(self.text)) if " " in words else None
        if follows_the(self.text, offset) and name_shapes.OF_DAY.match(words) and not self.is_people(words):
            return NamedOutlet(span, " ".join(span.of(self.text).split()))
        if follows_the(self.text, offset) or is_public_body(bare, self.lexicon):
            return None
        return self._shaped_like_outlet(offset, first)

    def _shaped_like_outlet(self, start: int, first: str) -> NamedOutlet | None:
        """The outlet at ``start``, if its ``first`` word has a capital inside or only capitals."""
        bare = POSSESSIVE.sub("", first)
        alone = Span(start, start + len(bare))
        if name_shapes.CAMEL.match(bare):
            whole = Span(start, self._rest_of_name(alone, alone.end) if bare == first else alone.end)
            return NamedOutlet(whole, " ".join(whole.of(self.text).split()))
        if ACRONYM.match(bare) and not (
            modifies_plural(self.text, start + len(first), self.lexicon) or is_spoken_to(bare, self.text)
        ):
            alone_here = bare != first or leads_to_person(self.text, alone.end, self.lexicon)
            whole = alone if alone_here else Span(start, self._rest_of_name(alone, alone.end))
            return NamedOutlet(whole, " ".join(whole.of(self.text).split()))
        return None

    def is_people(self, words: str) -> bool:
        """Are the words the name of a person or organisation rather than of an outlet?"""
        folded = [POSSESSIVE.sub("", fold(word)) for word in words.split() if not word[0].islower()] or [""]
        known = any(word in self.people for word in folded)
        return (
            known
            or folded[0] in self.lexicon.first_names
            or any(word in self.lexicon.organisation_words or word in self.lexicon.titles for word in folded)
        )

    def _add(self, named: NamedOutlet) -> None:
        """Keep an outlet unless it overlaps with one that is already known."""
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

    def _listed(self) -> Iterator[NamedOutlet]:
        """Find listed outlets, the longest name at each place."""
        reached = 0
        for opening in _MAY_BEGIN.finditer(self.text):
            counts = lengths_of_names(opening.group(), self.lexicon)
            if not counts or opening.start() < reached:
                continue
            words = list(islice(_WORD.finditer(self.text, opening.start()), counts[0]))
            for count in counts:
                named = self._listed_as(words[:count])
                if named:
                    yield named
                    reached = named.span.end
                    break

    def _call_signs(self) -> Iterator[NamedOutlet]:
        """Find the call signs of stations: "dzXQ", "KXVL-AM"."""
        for sign in map(Span._make, name_shapes.call_signs(self.text)):
            span = Span(sign.start, self._rest_of_name(sign, sign.end))
            yield NamedOutlet(span, " ".join(span.of(self.text).split()), "broadcaster")

    def _listed_as(self, words: Sequence[re.Match[str]]) -> NamedOutlet | None:
        """The listed outlet with exactly these words, unless they are part of another name."""
        outlet, end = self._look_up(Span(words[0].start(), words[-1].end()))
        if not outlet:
            return None
        with_article = fold(words[0].group()) == "the"
        single = len(words) == 1 + with_article
        if single and (
            begins_longer_name(self.text, words[-1], self.lexicon)
            or is_surname(self.text, words[-1], self.lexicon)
            or POSSESSIVE.sub("", fold(words[-1].group())) in self.people
            or self._is_of_day(words[0].start(), outlet)
        ):
            return None
        start = words[1].start() if words[0].group() == "the" and len(words) > 1 else words[0].start()
        start -= len(name_shapes.ARTICLE_O) * self.text.endswith(name_shapes.ARTICLE_O, 0, start)
        span = Span(start, end)
        longer = self._rest_of_name(span, end)
        last = self.text[span.start : longer].split()[-1]
        if self._ends_longer_name(words[0].start(), last, outlet.kind, alone=single):
            return None
        if longer > end:
            of_place = " of " in self.text[end:longer]
            if of_place and fold(words[-1].group()) not in self.lexicon.outlet_words:
                return None  # "the Nation of Pell", but "The Times of Pell"
            span = Span(start, longer)
            known = not single or of_place or bool(ACRONYM.match(words[-1].group()))
            known = known or self._ends_like_outlet(last)
            return NamedOutlet(span, " ".join(span.of(self.text).split()), bare=not known)
        written = span.of(self.text)
        name = written if is_of_another(self.text, start, outlet) else best_name(outlet, written)
        return NamedOutlet(span, name, outlet.kind)

    def _is_of_day(self, start: int, outlet: Outlet) -> bool:
        """Is a programme's short name behind a day, and so another one: "Friday Breakfast"?"""
        day = CAPITAL_BEFORE.search(self.text, max(0, start - WORD_BEFORE), start)
        return outlet.kind == "programme" and day is not None and bool(CALENDAR.fullmatch(day.group(1)))

    def _ends_like_outlet(self, last: str) -> bool:
        """Is the last word of a name one that ends only those of stations and programmes?"""
        return fold(last) in name_shapes.STATION_WORDS or ends_programmes_only(last, self.lexicon)

    def _ends_longer_name(self, start: int, last: str, kind: str, *, alone: bool) -> bool:
        """Does a listed name of one word, or one for outlets, only end a longer one, such as "Pell Today"?"""
        lexicon = self.lexicon
        if ACRONYM.match(last) or kind == "agency" or not (alone or fold(last) in lexicon.outlet_words):
            return False
        before = CAPITAL_BEFORE.search(self.text, max(0, start - WORD_BEFORE), start)
        if not before or is_opening_word(self.text, before.start(1), before.group(1), self.lexicon):
            return False
        word = fold(before.group(1))
        others = (
            self.people,
            lexicon.first_names,
            lexicon.titles,
            lexicon.roles,
            lexicon.nationalities,
            lexicon.opening_words - {"new"},
        )
        return not (any(word in words for words in others) or CALENDAR.match(before.group(1)))

    def _rest_of_name(self, listed: Span, end: int) -> int:
        """Where a longer name ends that begins with a listed one: "Time Warner", "The Times of Ellin"."""
        reached, lexicon = end, self.lexicon
        joins = ACRONYM.match(listed.of(self.text)) is None
        while word := NEXT_CAPITAL.match(self.text, reached):
            if word.group(1) and not joins:
                break
            said = fold(word.group(2))
            of_person = (lexicon.first_names, lexicon.titles, lexicon.roles, lexicon.presenters)
            personal = not word.group(1) and (
                said in self.people or any(said in words for words in of_person)
            )
            if personal or CALENDAR.match(word.group(2)) or self._opens_clause(listed, word):
                break
            owner = POSSESSIVE.search(word.group(2))
            reached = word.end() - (len(owner.group()) if owner else 0)
            if owner:
                break
        return reached

    def _opens_clause(self, listed: Span, word: re.Match[str]) -> bool:
        """Is a word the subject of what an outlet is told: "told the Daily Mail Quill claimed"?"""
        verb = _WORD.match(self.text, word.end() + 1)
        lead = _TOLD.search(self.text, max(0, listed.start - _TOLD_WITHIN), listed.start)
        return lead is not None and verb is not None and fold(verb.group()) in self.lexicon.cue_verbs

    def _look_up(self, span: Span) -> tuple[Outlet | None, int]:
        """The listed outlet of these words, with or without a possessive, and where its name ends."""
        words = span.of(self.text)
        if "\n\n" in words:
            return None, span.end
        outlet = self.lexicon.outlets.get(fold(words))
        if outlet:
            return outlet, span.end
        bare = POSSESSIVE.sub("", words)
        behind = NEXT_CAPITAL.match(self.text, span.end) if bare != words else None
        longer = behind is not None and fold(behind.group(2)) in self.lexicon.outlet_words
        if longer and fold(bare) in self.lexicon.ordinary_words:
            return None, span.end  # "People's Voice"
        return (self.lexicon.outlets.get(fold(bare)) if bare != words else None), span.start + len(bare)

    def _worded(self) -> Iterator[NamedOutlet]:
        """Find names that begin or end with a word for outlets: "Brackwater Gazette", "Radio Orvane"."""
        return worded_names(self.text, self.lexicon, self.people)

    def _described(self) -> Iterator[NamedOutlet]:
        """Find names that a noun calls an outlet: "the weekly Zrno", "the Kommet newspaper"."""
        return described_names(self.text, self.lexicon, self._is_other_name)

    def _is_other_name(self, words: str) -> bool:
        """Are the words a nationality, a title, a person's name, or the beginning of a sentence?"""
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

    def _titled(self) -> Iterator[NamedOutlet]:
        """Find listed programmes whose titles are in quotation marks."""
        for match in _TITLE.finditer(self.text):
            named = self.title(match.start())
            if named and (named.kind == "programme"):
                yield named

    def title(self, offset: int) -> NamedOutlet | None:
        """The title in quotation marks that begins at ``offset``, as the name of a programme or book."""
        match = _TITLE.match(self.text, offset)
        if not match:
            return None
        span = Span(*match.span(1))
        outlet = self.lexicon.outlets.get(fold(span.of(self.text)))
        name = best_name(outlet, span.of(self.text)) if outlet else " ".join(span.of(self.text).split())
        return NamedOutlet(span, name, outlet.kind if outlet else "")

    def _defined(self) -> Iterator[NamedOutlet]:
        """Rename every outlet to the short form that the article defines for it, and find the short forms."""
        for named in list(self._starts.values()):
            defined = DEFINES.match(self.text, named.span.end)
            if not defined or fold(defined.group(1)) in self.lexicon.public_bodies:
                continue
            short = defined.group(1)
            for start, other in list(self._starts.items()):
                if other.name == named.name:
                    self._starts[start] = replace(other, name=short)
            for use in re.finditer(rf"\b{re.escape(short)}\b", self.text):
                self._forget(use.start())
                yield NamedOutlet(Span(*use.span()), short, named.kind)

    def _shortened(self) -> Iterator[NamedOutlet]:
        """Find parts of names that are used for the whole: "the Gazette", "Fox"."""
        known = sorted(self._starts.values(), key=lambda named: named.span.start)
        whole: dict[str, list[NamedOutlet]] = {}
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
            # A pattern that begins with letters is many times faster than one that begins with a condition.
            for use in re.finditer(rf"{written}(?<!\w{written})\b(?!-)", self.text):
                article = self.text[max(0, use.start() - 4) : use.start()].lower() == "the "
                if article != (fold(part) in self.lexicon.outlet_words):
                    continue
                at = bisect_left(fulls, use.start(), key=lambda named: named.span.start)
                full = fulls[max(0, at - 1)]
                listed = self._starts.get(use.start())
                if listed and listed.span.end == use.end():
                    self._forget(use.start())
                yield NamedOutlet(Span(*use.span()), full.name, full.kind, certain=article)
