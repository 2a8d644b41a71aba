"""Whether the speaker and the source of a draft's quote are those of the words that were found."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from quotes.checking.verdicts import Origin
from quotes.language import Lexicon, english, fold
from quotes.speakers import NameForm, join_forms, key
from quotes.types import Quote

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*\.?")
_LITTLE = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"})


class Agreement(StrEnum):
    """Whether two names mean one speaker, or one source."""

    same = "same"
    unknown = "unknown"
    other = "other"


class NameComparison:
    """Compares names: by what the library knows, otherwise by their words.

    Args:
        speakers: the name that each speaker is known as over all articles of the library.
        outlets: the same for sources and outlets.
        role_of: looks up what the article says the speaker of an origin is.

    """

    def __init__(
        self,
        speakers: Mapping[str, str],
        outlets: Mapping[str, str],
        role_of: Callable[[Origin], str | None],
    ) -> None:
        self._speakers = speakers
        self._outlets = outlets
        self._role_of = role_of
        self._lexicon = english().lexicon

    def speaker(self, draft: Quote, origin: Origin) -> Agreement:
        """Whether the draft gives the words to the speaker that they have where they were found."""
        if origin.is_reporting:
            return Agreement.other
        if draft.speaker is None or origin.speaker is None:
            return Agreement.unknown
        if self._are_one(draft.speaker, origin.speaker, self._speakers):
            return Agreement.same
        if draft.speaker_kind == "unnamed" or origin.speaker.islower() or origin.is_label:
            return self._by_role(draft, origin, origin.speaker)
        return Agreement.other

    def source(self, draft: Quote, origin: Origin) -> Agreement:
        """Whether the draft credits the source, or the outlet, through which the words came."""
        if draft.source is None:
            return Agreement.unknown
        known = [name for name in (origin.source, origin.outlet) if name]
        if any(self._are_one_outlet(draft.source, name) for name in known):
            return Agreement.same
        return Agreement.other if known else Agreement.unknown

    def _by_role(self, draft: Quote, origin: Origin, called: str) -> Agreement:
        """Compare what two speakers are, where one of them has no name: "a spokesman", "THE MAYOR"."""
        one = self._nouns(draft.speaker) | self._nouns(draft.speaker_role)
        other = self._nouns(called) | self._nouns(self._role_of(origin))
        if one & other:
            return Agreement.same
        is_vague = origin.is_label and (
            other <= self._lexicon.turn_labels or called.upper().startswith("THE ")
        )
        return Agreement.unknown if is_vague else Agreement.other

    def _nouns(self, phrase: str | None) -> frozenset[str]:
        """The words of a phrase for a person, those for what people are in the singular."""
        plurals = self._lexicon.plural_roles
        return frozenset(plurals.get(word, word) for word in _words(phrase)) - _LITTLE

    def _are_one(self, one: str, other: str, known: Mapping[str, str]) -> bool:
        if known.get(one, one) == known.get(other, other) or fold(one) == fold(other):
            return True
        bare, longer = sorted((self._name_words(one), self._name_words(other)), key=len)
        return (bool(bare) and bare <= longer) or any(
            _joined(one, other, kind) for kind in ("person", "organisation")
        )

    def _are_one_outlet(self, one: str, other: str) -> bool:
        known = self._outlets
        if known.get(one, one) == known.get(other, other):
            return True
        if _outlet_name(one, self._lexicon) == _outlet_name(other, self._lexicon):
            return True
        short, long = sorted((_words_in_order(one), _words_in_order(other)), key=len)
        if short and long[-len(short) :] == short:  # "the Gazette" for "the Pell Gazette"
            return True
        alike = (set(short) ^ set(long)) - _LITTLE <= self._lexicon.media_nouns
        return (alike and not set(short).isdisjoint(long)) or _joined(one, other, "organisation")

    def _name_words(self, name: str) -> frozenset[str]:
        """The words of a name without titles and suffixes, unless it has nothing else."""
        words = _words(name) - _LITTLE
        lexicon = self._lexicon
        return frozenset(words - lexicon.titles.keys() - lexicon.name_suffixes) or words


def _joined(one: str, other: str, kind: str) -> bool:
    """Whether the program would link two names that different articles use."""
    forms = [NameForm(name, kind, 1, frozenset({place})) for place, name in enumerate((one, other))]
    linked = join_forms(forms, english())
    return one in linked and linked[one] == linked.get(other)


def _outlet_name(name: str, lexicon: Lexicon) -> str:
    """The folded name of an outlet; its usual name if the name is an alias."""
    folded = fold(name).removeprefix("the ")
    outlet = lexicon.outlets.get(folded)
    return fold(outlet.name).removeprefix("the ") if outlet else folded


def _words(text: str | None) -> frozenset[str]:
    return frozenset(key(word) for word in _WORD.findall(text or ""))


def _words_in_order(name: str) -> list[str]:
    """The words of a name without those that say little, such as "the"."""
    return [word for each in _WORD.findall(name) if (word := key(each)) not in _LITTLE]
