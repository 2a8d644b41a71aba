"""Read the noun phrase in which a credit names its outlet: "told [Radio Vale's Ada Marsh]".

The phrase may name the outlet, one of its people or one of its programmes, or refer to it without a name
("the paper", "state media").
"""

import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from quotes.language import Lexicon, fold
from quotes.sources.bare_names import (
    is_named_as_person,
    is_named_by_surname,
    modifies_noun,
    name_after,
)
from quotes.sources.hearers import are_hearers, owns_hearers
from quotes.sources.listed_names import is_spoken_to, modifies_plural, names_officer
from quotes.sources.name_patterns import (
    CALENDAR,
    ENDS_PHRASE,
    POSSESSIVE,
    WORD,
    alternatives,
    ends_programmes_only,
    name_run,
)
from quotes.sources.named_outlet import CreditedOutlet, NamedOutlet
from quotes.sources.outlets import Outlets
from quotes.sources.programmes import TO_PROGRAMME, unlisted_programme
from quotes.types import Span

_LONGEST = 9
_NEXT = re.compile(rf"\s*({WORD}|(?:''|[\"“‘'])[A-Z0-9#]|,)")
_NAMED_PERSON = re.compile(r"(?:[a-z]\S*\s)*?((?:[A-Z][\w.’'-]+\s)*[A-Z][\w’'-]+)")
_PERSON_AFTER = re.compile(r"\s+((?:[A-Z][\w.’'-]+\s){1,3}?[A-Z][\w’'-]+)")
_NAME_AT_END = re.compile(r"(?:[A-Z][\w.’'-]+\s)*[A-Z][\w’'-]+$")
_PROGRAMME_NOUN = re.compile(
    r"[,.]?(?:''|[\"”’'])\s(?:[\w-]+\s){0,2}?(?:programme|program|show|podcast|broadcast|series|newsletter)\b"
)
_PEOPLE_OF = re.compile(
    r"(?:(?:journalists|reporters|correspondents)\s(?:of|from)|an?\s(?:journalist|reporter|correspondent)\s(?:of|for|from|with)|"
    r"(?:the\s)?(?:journalist|reporter|correspondent)\s(?:[A-Z][\w’'-]+\s){2,3}of)\s"
)
_QUOTED_TITLE = ('"', "“", "‘")
_NAME_BEFORE = 60
_IN_OFFICE = re.compile(r"\b[A-Z][\w-]*\s$(?<!\bThe\s)")
_REFERS_WITHIN = 300
_OWN_SITE = frozenset({"website", "site", "app", "newsletter"})
"""What any body has to tell its own news."""
_WHICH = r"(?:English(?:-language)?|independent|local|online|popular|private)"
"""What "the online portal" may be called beside its noun, if it was named before."""
_US = re.compile(r"us(?=(?:\s(?:then|earlier|in\s(?:[A-Z][a-z]+|\d{4})|at\sthe\stime))?[,:]?\s?[:_“\"])")
"""The newspaper itself, before quoted words: "told us at the time: “…”"."""


class OutletPhrases:
    """Finds the outlet in the noun phrase that begins at an offset of a text.

    ``text`` is the article with all quoted words masked, ``own`` the outlet that published it. ``lower`` is
    the text in lower case; its offsets may differ.
    """

    def __init__(self, text: str, outlets: Outlets, own: str | None = None) -> None:
        self.text, self.outlets, self.own, self.lexicon = text, outlets, own, outlets.lexicon
        self.lower = text.lower()
        self._presenters: dict[str, NamedOutlet] = {}
        self._bare_names: dict[int, NamedOutlet] = {}
        self._learn_presenters()

    def read(self, offset: int, *, used: bool = True, bare: bool = False) -> CreditedOutlet | None:
        """Find the outlet in the phrase at ``offset``. None if it does not name one.

        With ``used`` the words before the phrase call for an outlet, so that a name counts as one if it looks
        like one; with ``bare`` any name counts that may be one.
        """
        offset += self.text[offset : offset + 1].isspace()
        own = _phrases(self.lexicon).own.match(self.text, offset)
        if not own and self.own:
            own = _US.match(self.text, offset)
        if own:
            return CreditedOutlet(NamedOutlet(Span(*own.span()), self.own or own.group()))
        position, noun = offset, False
        for _ in range(_LONGEST):
            word = _NEXT.match(self.text, position)
            if noun and word and word.group(1) == ",":  # "told the state broadcaster, BTVN,"
                at = word.end() + 1
                in_marks = self.text.startswith(_QUOTED_TITLE, at)
                apposed = self.outlets.title(at) if in_marks else self.outlets.at(at)
                if apposed:
                    return CreditedOutlet(apposed)
            if not word or "\n\n" in word.group() or word.group(1) == ",":
                break
            start, said = word.start(1), word.group(1)
            if said[0] in "\"“‘'":
                return self._titled(start, leads=position == offset or noun)
            noun = fold(said) in self.lexicon.media_nouns
            named = self.outlets.used(start) if used else self.outlets.at(start)
            if named and self._only_modifies(named, used=used, bare=bare):
                return None
            if named:
                if not self.outlets.at(start):
                    self.by_place(named)
                return self._own_short_form(offset, named) if used else self._with_programme(named)
            if ENDS_PHRASE.match(said) or are_hearers(self.text, word.end(), said, self.lexicon):
                break
            position = word.end()
        return (
            self._presenter(offset)
            or self._last_named(offset)
            or self._unnamed_outlet(offset)
            or (self._itself(offset) if used else None)
            or (self._bare(offset) if bare else None)
        )

    def _only_modifies(self, named: NamedOutlet, *, used: bool, bare: bool) -> bool:
        """Does a name only say which investors, staff or fans are meant, or whose president?"""
        end = named.span.end
        if named.bare and (not bare or modifies_noun(self.text, end, self.lexicon)):
            return True
        if owns_hearers(self.text, end, self.lexicon):
            return True
        # "Speaking on Vale FM President Ada Quill said" lacks a comma.
        on_air = self.text.endswith("on ", 0, named.span.start)
        if not on_air and names_officer(self.text, end, self.lexicon):
            return True
        # "Chief Economist Ada Quill" is not of The Economist.
        alone = fold(named.span.of(self.text)) in self.lexicon.roles
        if alone and _IN_OFFICE.search(self.text[max(0, named.span.start - _NAME_BEFORE) : named.span.start]):
            return True
        return used and named.certain and modifies_plural(self.text, end, self.lexicon)

    def _own_short_form(self, offset: int, named: NamedOutlet) -> CreditedOutlet:
        """The article's own outlet for "the Mirror" of the Vale Mirror, although a list has another."""
        itself = self._itself(offset)
        if self.own and itself and itself.named.bare and itself.named.span == named.span:
            return CreditedOutlet(replace(named, name=self.own))
        return self._with_programme(named)

    def _itself(self, offset: int) -> CreditedOutlet | None:
        """The outlet that published the article, if its name is at ``offset``, or "the" and its last word."""
        if not self.own:
            return None
        if self.own.isupper() and (long_form := _long_form(self.own).match(self.text, offset)):
            return CreditedOutlet(NamedOutlet(Span(*long_form.span(1)), self.own))
        last = self.own.split()[-1]
        last = rf"(?:{re.escape(last)}|{re.escape(last.upper())})"
        name = re.compile(
            rf"(?:[Tt]he\s)?({re.escape(self.own)})(?![\w-])|[Tt]he\s({last})(?![\w-]|\s[A-Z]|\sof\b|['’]s)"
        )
        match = name.match(self.text, offset)
        if not match:
            return None
        whole = match.group(1) is not None
        found = match.span(1) if whole else match.span(2)
        return CreditedOutlet(NamedOutlet(Span(*found), self.text[slice(*found)], bare=not whole))

    def _bare(self, offset: int) -> CreditedOutlet | None:
        """The name that only its place in the sentence makes an outlet."""
        people = _PEOPLE_OF.match(self.text, offset)
        named = name_after(self.text, people.end() if people else offset, self.lexicon)
        if not named:
            return None
        last = named.name.rpartition(" ")[2]
        start = named.span.end - len(last)
        if fold(last) in self.outlets.people or is_named_as_person(last, start, self.text, self.lexicon):
            return None
        if is_named_by_surname(named.name, self.text, self.lexicon) or is_spoken_to(named.name, self.text):
            return None
        on_air = " " in named.name and ends_programmes_only(last, self.lexicon)
        named = replace(named, bare=False) if people or on_air else named
        self.by_place(named)
        return CreditedOutlet(named)

    @property
    def names_by_place(self) -> int:
        """How many names are outlets only by their place in the sentence, as far as has been read."""
        return len(self._bare_names)

    def by_place(self, named: NamedOutlet | None) -> NamedOutlet | None:
        """Remember a name that only its place in the sentence makes an outlet, unless it is a person's."""
        if named and not self.outlets.is_people(named.name):
            self._bare_names[named.span.start] = named
        return named

    def ending(self, offset: int) -> NamedOutlet | None:
        """The outlet whose name, or whose presenter's name, ends at ``offset``."""
        named = self.outlets.ending(offset)
        if named:
            return named
        person = _NAME_AT_END.search(self.text, max(0, offset - _NAME_BEFORE), offset)
        shown = self._presenters.get(person.group().split()[-1]) if person else None
        return NamedOutlet(Span(*person.span()), shown.name, shown.kind) if person and shown else None

    def unnamed(self, offset: int) -> NamedOutlet | None:
        """The outlet without a name at ``offset``: a noun and a word that says which, as in "state media"."""
        match = _phrases(self.lexicon).unnamed.match(self.text, offset)
        if not match:
            return None
        words = fold(match.group(1)).split()
        of_body = words[0].removesuffix("'s") in self.lexicon.organisation_words
        if of_body and words[-1] in _OWN_SITE:
            return None  # "told the club's official website"
        tells = self.lexicon.media_adjectives | self.lexicon.nationalities.keys()
        if not (words[0] in tells or " ".join(words[:2]) in tells or words[0].endswith("'s")):
            return None
        apposition = _phrases(self.lexicon).in_apposition.match(self.text, match.end(1))
        name = (apposition.group(1) or apposition.group(2)) if apposition else ""
        if apposition and not self.outlets.is_people(name):
            end = apposition.end()
            return NamedOutlet(Span(end - len(name), end), " ".join(name.split()))
        return NamedOutlet(Span(*match.span(1)), " ".join(match.group(1).split()), "media")

    def _unnamed_outlet(self, offset: int) -> CreditedOutlet | None:
        named = self.unnamed(offset)
        return CreditedOutlet(named) if named else None

    def _titled(self, offset: int, *, leads: bool) -> CreditedOutlet | None:
        """The programme whose title in quotation marks begins at ``offset``.

        If the title does not begin the phrase, it must be in the lexicon or a noun must follow that says what
        it is.
        """
        title = self.outlets.title(offset)
        if not title:
            return None
        noun = _PROGRAMME_NOUN.match(self.text, title.span.end)
        return CreditedOutlet(title) if leads or title.kind or noun else None

    def _presenter(self, offset: int) -> CreditedOutlet | None:
        """The outlet of the presenter whom a phrase names."""
        person = _NAMED_PERSON.match(self.text, offset)
        if not person:
            return None
        name = POSSESSIVE.sub("", person.group(1))
        named = self._presenters.get(name.split()[-1])
        start = person.start(1)
        return (
            CreditedOutlet(NamedOutlet(Span(start, start + len(name)), named.name, named.kind))
            if named
            else None
        )

    def _last_named(self, offset: int) -> CreditedOutlet | None:
        """The outlet that "the paper" or "host Ada Marsh" refers to: the one named last."""
        anaphor = _phrases(self.lexicon).anaphor.match(self.text, offset)
        named = self.before(offset, anaphor.group()) if anaphor else None
        return (
            CreditedOutlet(NamedOutlet(Span(*anaphor.span()), named.name, named.kind))
            if anaphor and named
            else None
        )

    def before(self, offset: int, called: str = "") -> NamedOutlet | None:
        """The outlet named last before ``offset``, also one that only its place in the sentence made one.

        It is one that may be ``called`` so, as far as its kind is known: a station is not a newspaper.
        """
        last = known = self.outlets.before(offset)
        while known and known.kind and called and _is_other_kind(known.kind, called):
            known = self.outlets.before(known.span.start)
        known = known or last
        near = range(max(known.span.end if known else 0, offset - _REFERS_WITHIN), offset)
        return max(
            (self._bare_names[at] for at in self._bare_names if at in near),
            default=known,
            key=lambda named: named.span.start,
        )

    def _with_programme(self, named: NamedOutlet) -> CreditedOutlet:
        """The programme after a network's name ("Vale TV's “Tides”"), otherwise the network.

        Or the outlet that it owns: "the Vale Echo's sister station, Vale FM".
        """
        owned = _phrases(self.lexicon).owned.match(self.text, named.span.end)
        if owned and not self.outlets.is_people(owned.group(1)):
            name = " ".join(owned.group(1).split())
            return CreditedOutlet(NamedOutlet(Span(*owned.span(1)), name), (named.name,))
        gap = TO_PROGRAMME.match(self.text, named.span.end)
        if not gap:
            return CreditedOutlet(named)
        start = gap.end()
        quoted = self.text[start] in "\"“‘'"
        found = self.outlets.title(start) if quoted else self.outlets.at(start)
        if not quoted and (not found or not found.kind):
            found = unlisted_programme(self.text, start, self.outlets) or found
        if not found:
            return CreditedOutlet(named)
        person = self.outlets.is_people(found.span.of(self.text))
        if found.kind == "programme" or (quoted and not person):
            return CreditedOutlet(found, (named.name,))
        return CreditedOutlet(named)

    def _learn_presenters(self) -> None:
        """Remember who represents an outlet: "Radio Vale's Ada Marsh", "Radio Vale host Ada Marsh"."""
        for named in self.outlets.within(Span(0, len(self.text))):
            lead = _phrases(self.lexicon).leads_to_presenter.match(self.text, named.span.end)
            person = _PERSON_AFTER.match(self.text, lead.end()) if lead and lead.group() else None
            if person and "\n" not in person.group():
                self._remember(person.group(1), named)
            before = _phrases(self.lexicon).follows_presenter.search(
                self.text[max(0, named.span.start - _NAME_BEFORE) : named.span.start]
            )
            if before and " " in before.group(1):
                self._remember(before.group(1), named)
            if named.kind == "programme" or named.name.endswith("Show"):
                for word in named.span.of(self.text).split():
                    if word[0].isupper() and fold(word) not in self.lexicon.outlet_words:
                        self._remember(word, named)

    def _remember(self, person: str, named: NamedOutlet) -> None:
        self._presenters.setdefault(POSSESSIVE.sub("", person.rsplit(maxsplit=1)[-1]), named)


@cache
def _long_form(initials: str) -> re.Pattern[str]:
    """The name of which an outlet's own name has the initials: "the Vale Union of News Editors" of VUNE."""
    words = (rf"{re.escape(letter)}[\w’'-]+" for letter in initials if letter.isalpha())
    run = r"\s(?:(?:of|for|and|the)\s){0,2}".join(words)
    return re.compile(rf"(?:[Tt]he\s)?({run})(?![\w-])")


_CALLED = {
    "agency": frozenset({"agency", "service"}),
    "newspaper": frozenset({"newspaper", "paper", "daily", "tabloid", "broadsheet", "weekly"}),
    "magazine": frozenset({"magazine", "monthly", "journal"}),
    "broadcaster": frozenset({"broadcaster", "station", "channel", "network", "radio", "tv"}),
    "programme": frozenset({"programme", "program", "show", "podcast", "host", "co-host", "presenter"}),
}
"""The nouns that only one kind of outlet is called by."""


def _is_other_kind(kind: str, called: str) -> bool:
    """Do words like "the news agency" mean another kind of outlet than this one?"""
    noun = fold(called).split()[-1]
    other = next((each for each, nouns in _CALLED.items() if noun in nouns), kind)
    return kind not in (other, "site")


class _Phrases(NamedTuple):
    """Patterns built from the lexicon's words for outlets and their people."""

    anaphor: re.Pattern[str]
    own: re.Pattern[str]
    unnamed: re.Pattern[str]
    leads_to_presenter: re.Pattern[str]
    follows_presenter: re.Pattern[str]
    in_apposition: re.Pattern[str]
    owned: re.Pattern[str]


@cache
def _phrases(lexicon: Lexicon) -> _Phrases:
    nouns, presenters = alternatives(lexicon.media_nouns), alternatives(lexicon.presenters)
    run = name_run(lexicon)
    adjectives = alternatives(lexicon.media_adjectives | lexicon.nationalities.keys())
    return _Phrases(
        anaphor=re.compile(
            rf"(?:(?:the|this)\s(?:same\s)?(?:{_WHICH}\s)?(?:news\s)?(?:{nouns}|outlet)\b(?!['’]s|\s(?!{CALENDAR.pattern})[A-Z])|"
            rf"(?:the\s)?(?:co-)?(?:{presenters})\s(?=[A-Z]))"
        ),
        own=re.compile(
            rf"this\s(?:{nouns})\b|(?:this|our)\s(?:[\w-]+\s){{0,2}}?(?:{presenters})\b(?!['’]s|\s[A-Z])"
        ),
        unnamed=re.compile(
            rf"(?:(?:the|an?|several|one)\s)?((?:[a-z]+['’]s\s)?(?:(?:{adjectives})\s){{0,3}}"
            rf"(?:media|press|(?:{nouns})s?)\b(?:\s(?:outlets?|reports?)\b)?)",
            re.IGNORECASE,
        ),
        leads_to_presenter=re.compile(rf"(?:['’]s?)?(?:\s(?:[a-z][\w-]*\s)*?(?:{presenters}))?"),
        follows_presenter=re.compile(
            rf"({run}),?\s(?:(?:the\s|an?\s)?(?:{presenters})\s)?(?:of|from|at|for|on)\s(?:the\s)?$"
        ),
        owned=re.compile(rf"['’]s?\s(?:[a-z-]+\s){{0,2}}(?:{nouns}),\s(?:the\s)?({run})(?=[,.])"),
        in_apposition=re.compile(rf"(?:\s(?!{CALENDAR.pattern})({run})|,\s({run})(?=[,.]))"),
    )
