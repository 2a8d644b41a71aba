"""Decide what a name names: a person, a body, a place or something else (a time, a work, a law, a people).

The evidence is everything that the article says around the uses of the name: titles and roles, what comes
before and after, the pronoun that follows, its surname alone. Fitted weights add it up. Lists of given names,
countries and words for bodies help, but no name has to be in a list.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from quotes.language import Language, Lexicon, fold, softmax
from quotes.speakers.name_groups import NameGroup
from quotes.speakers.name_keys import lower_words
from quotes.speakers.names import Name
from quotes.speakers.surroundings import word_class
from quotes.text import word_start

KINDS = ("person", "body", "place", "other")
_PRONOUN = re.compile(
    word_start("[Hh]e", "[Ss]he", "[Hh]is", "[Hh]er", "him", "[Tt]heir", "[Tt]hey", "[Ii]ts?", "who", "whose")
    + r"\b"
)
_PRONOUN_WITHIN = 100
_MOST_USES = 16
_SOME = 5
_ENDING = 2
_STRONG = frozenset({"honorific", "title", "role", "age", "party", "apposition", "who", "speaks"})
_ASIDE = frozenset({"of", "in", "at", "on", "from", "with", "by", "for", "to", "the", "near", "and"})
_PRONOUN_CLASSES = {
    **dict.fromkeys(("he", "she", "his", "her", "him"), "he"),
    **dict.fromkeys(("they", "their"), "they"),
    **dict.fromkeys(("it", "its"), "it"),
    **dict.fromkeys(("who", "whose"), "who"),
}
_UNLISTED = ("plain", "ordinary", "hyphen", "camel")


class NameEvidence(NamedTuple):
    """What an article says around its names.

    ``pronouns`` are the classes of the pronouns that follow names, by where the name begins. ``ordinary`` are
    the words that the text also prints in small letters.
    """

    pronouns: Mapping[int, str]
    ordinary: frozenset[str]


def name_evidence(text: str, names: Sequence[Name]) -> NameEvidence:
    """Collect what ``text`` says around its ``names``."""
    return NameEvidence(following_pronouns(text, names), lower_words(text))


def kind_probabilities(features: Sequence[str], language: Language) -> Mapping[str, float]:
    """The probability of each of `KINDS`."""
    table = _weights_by_feature(language)
    rows = [table[feature] for feature in features if feature in table]
    return dict(
        zip(KINDS, softmax([sum(column) for column in zip(*rows, strict=True)] or [0.0] * 4), strict=True)
    )


def only_person(kinds: Mapping[str, float]) -> Mapping[str, float]:
    """The probabilities of the kinds, given that it is a person."""
    return {kind: float(kind == "person") for kind in kinds}


def without_person(kinds: Mapping[str, float]) -> Mapping[str, float]:
    """The probabilities of the kinds, given that it is no person."""
    others = 1 - kinds["person"]
    return {kind: 0.0 if kind == "person" else share / others for kind, share in kinds.items()}


def kind_features(group: NameGroup, evidence: NameEvidence, lexicon: Lexicon) -> list[str]:
    """What speaks for each kind."""
    form = group.members[0].form
    words = form.split()
    size = min(len(words), 5)
    own = [name for name in group.members if not name.headline] or group.members
    ordinary = sum(fold(word) in evidence.ordinary for word in words)
    found = [*_word_features(form, lexicon), f"ordinary={ordinary}|{min(size, 3)}"]
    found += _shares("", own, evidence, size)
    if group.bare:
        bare = "shared surname" if group.shared else "surname"
        found += [f"{bare} alone", *_shares(f"{bare} ", group.bare, evidence, 0)]
    return found


@lru_cache(1 << 10)
def _word_features(form: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What the words of a name are, and the endings of those that are in no list."""
    words = form.split()
    classes = [word_class(word, lexicon) for word in words]
    size, folded = min(len(words), 3), fold(form)
    first, last = classes[0], classes[-1]
    found = ["any", f"size={min(len(words), 5)}", f"first={first}|{size}", f"last={last}|{size}"]
    found.append(f"both={first}|{last}|{size}")
    found += [f"inner={each}" for each in classes[1:-1]]
    found += [f"holds={each}" for each in dict.fromkeys(classes)]
    for place, word, listed in (("first", words[0], first), ("last", words[-1], last)):
        if len(word) >= 2 * _ENDING and listed.startswith(_UNLISTED):
            found.append(f"{place} ends={word[-_ENDING:].casefold()}|{min(size, 2)}")
    found += ["outlet"] if folded in lexicon.outlets else []
    found += ["public body"] if folded.replace(".", "") in lexicon.public_bodies else []
    found += [f"capitals|{size}"] if form.isupper() else []
    return tuple(found)


def _shares(prefix: str, names: Sequence[Name], evidence: NameEvidence, size: int) -> Iterator[str]:
    """Which signs and neighbours the names have, and whether some or most of them have each."""
    counts: Counter[str] = Counter()
    number = min(len(names), _MOST_USES)
    for name in names[:_MOST_USES]:
        owns = "|owns" if name.possessive else ""
        counts[f"before={name.previous}{owns}"] += 1
        counts["possessive" if name.possessive else f"after={name.following}"] += 1
        counts.update(f"{sign}{owns}" if sign in ("place", "the") else sign for sign in name.signs)
        start = name.span.start
        if start in evidence.pronouns and not name.possessive:
            aside = "aside" if name.previous in _ASIDE or "place" in name.signs else "subject"
            counts[f"pronoun={evidence.pronouns[start]}|{aside}"] += 1
    for sign, count in counts.items():
        if sign in _STRONG:
            yield f"{prefix}{sign}"
        if 2 * count > number:
            yield f"{prefix}{sign}: most|{min(size, 2)}"
        elif _SOME * count >= number:
            yield f"{prefix}{sign}: some"
    yield f"{prefix}uses={min(number, 4)}|{min(size, 2)}"


def following_pronouns(text: str, names: Sequence[Name]) -> dict[int, str]:
    """The class of the pronoun that follows each name before the next one, by where the name begins."""
    found: dict[int, str] = {}
    matches = iter([*_PRONOUN.finditer(text)])
    match = next(matches, None)
    limits = [*(name.outer.start for name in names[1:]), len(text)]
    for name, next_name in zip(names, limits, strict=False):
        limit = min(next_name, name.span.end + _PRONOUN_WITHIN)
        while match and match.start() < name.span.end:
            match = next(matches, None)
        if match and match.start() < limit:
            found[name.span.start] = _PRONOUN_CLASSES[match.group().lower()]
    return found


@lru_cache(8)
def _weights_by_feature(language: Language) -> Mapping[str, tuple[float, ...]]:
    """The weights of each feature, in the order of `KINDS`."""
    features = {name.partition("|")[2] for name in language.name_kind_weights}
    return {
        feature: tuple(language.name_kind_weights.get(f"{kind}|{feature}", 0.0) for kind in KINDS)
        for feature in features
    }
