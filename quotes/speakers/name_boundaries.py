"""Decide which words of a run of capitals are a name: "Refugee Council Enver Solomon" has "Enver Solomon".

Every part of the run that ends with it, or before its last words if they are honours, is a rival; that the
run has no name is another one. Features say what the words are, and where else the article has them. Fitted
weights choose.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from quotes.language import Language, Lexicon, score
from quotes.speakers.capital_runs import Run, RunCounts
from quotes.speakers.run_words import behind_role, run_words

_MOST_DROPPED = 9
_SHORTEST_CUT = 2
_TITLES = frozenset({"title", "abbreviation", "abbreviation+title", "title+role"})
_COMPLEMENT = frozenset({"of", "for"})
_OFFICE_LINKS = frozenset({"of", "for", "to"})
_UNLISTED = ("plain", "capitals", "camel")
_PEOPLE = frozenset({"role", "roles", "-s"})
_OF_PLACE = ("plain", "nation", "country", "body", "hyphen")
_OF_PERSON = ("first", "initial", "particle", "honorific")
_NEVER_FIRST = frozenset({"small", "suffix", "aside", "&", "honorific", "opening"})


class NamePart(NamedTuple):
    """The words of a run from ``first`` up to ``last`` as its name; no words if the run has none."""

    first: int
    last: int


NO_NAME = NamePart(0, 0)


class RunContext(NamedTuple):
    """What is known about a run: the classes around it, and whether a sentence begins with it."""

    before: str
    after: str
    opens: bool
    headline: bool
    office: bool
    """Whether an office is named just before, whose complement the first words may be: "minister of"."""
    complement: bool = False
    """Whether the first words are that complement, as the speaker's name must follow: "said mayor of"."""


class RunEvidence(NamedTuple):
    """Everything on which the choice of a run's name depends. All counts are small numbers."""

    classes: tuple[str, ...]
    titled: tuple[bool, ...]
    within: tuple[bool, ...]
    end: int
    context: RunContext
    short: tuple[bool, ...]
    """Whether each word is an abbreviation in capitals."""
    ordinary: tuple[bool, ...]
    """Whether the text has each word in small letters, too."""
    alone: tuple[int, ...]
    """How often each word is a run by itself."""
    addressed: tuple[bool, ...]
    """Whether each word is behind "Mr" or "Mrs" anywhere."""
    leads: tuple[int, ...]
    """Before how many different words each word occurs."""
    rest: tuple[int, ...]
    """How often the words from each one on are a run, apart from this run."""
    without: tuple[int, ...]
    """How often the words from each one on end a run without the word before it."""
    front: tuple[int, ...]
    """Whether the words before each one are a run by themselves."""
    ends_others: int
    """Whether a longer run ends with the whole run."""
    title: int
    """How many of the first words the article uses as a title."""


def run_evidence(
    run: Run, context: RunContext, counts: RunCounts, lower: frozenset[str], lexicon: Lexicon
) -> RunEvidence:
    """Collect what speaks for and against each part of a run."""
    words = run_words(tuple(word.letters for word in run), lexicon)
    words = behind_role(words, lexicon) if context.before == "role" else words
    keys, whole, ends = words.keys, counts.whole, counts.ends
    size = len(keys)
    parts = range(1, size)
    # "Van der Moor" elsewhere is the surname of "Ruben van der Moor", and no name of its own.
    begins = [not each.startswith("particle") for each in words.classes]
    return RunEvidence(
        words.classes,
        words.titled,
        words.within,
        words.end,
        context,
        words.short,
        tuple([word in lower for word in words.folded]),
        tuple([min(whole.get((key,), 0), 2) for key in keys]),
        tuple([key in counts.addressed for key in keys]),
        tuple([min(counts.leads(key), 3) for key in keys]),
        (
            min(whole.get(keys, 1) - 1, 2),
            *[min(whole.get(keys[at : words.end], 0), 2) * begins[at] for at in parts],
        ),
        (0, *[min(ends.get(keys[at:], 0) - ends.get(keys[at - 1 :], 0), 2) * begins[at] for at in parts]),
        (0, *[min(whole.get(keys[:at], 0), 1) for at in parts]),
        min(ends.get(keys, 0) - whole.get(keys, 0), 1),
        counts.title_of(keys[: words.end]),
    )


def rival_parts(evidence: RunEvidence) -> list[NamePart]:
    """Every part of a run that may be a name, and that it has none.

    After "Mr" and after a title alone there is a name; a word such as "Council" before "of" begins one.
    """
    classes, end = evidence.classes, evidence.end
    addressed = end > 1 and (classes[0] == "honorific" or (end == _SHORTEST_CUT and _is_titled(*classes[:2])))
    opening = evidence.context.opens and "opening" in classes[0] and "first" not in classes[0]
    described = end == _SHORTEST_CUT and _is_described(evidence)
    if _is_office(evidence):
        return [NO_NAME]
    body = end == 1 and "body" in classes[0] and evidence.context.after in _COMPLEMENT
    parts = [] if addressed or body else [NO_NAME]
    whole = addressed or end <= _SHORTEST_CUT or _is_titled_pair(evidence)
    cut = not whole and _may_follow(classes[end - 1])
    for last in (end, end - 1) if cut else (end,):
        starts = range(max(0, last - 1 - _MOST_DROPPED), last)
        parts += [
            NamePart(at, last)
            for at in starts
            if at == last - 1
            or (_may_begin(at, evidence) and (at or not (addressed or opening or described)))
            if not (addressed and _drops_name(classes[1:at]))
        ]
    least = max(evidence.title, _length_of_complement(evidence))
    # "Ms Tan" shows that "Tan Hui Ling" begins with the surname.
    most = 0 if end > _SHORTEST_CUT and evidence.addressed[0] and not evidence.titled[1] else end
    return [
        part for part in parts if least <= part.first <= most or (part == NO_NAME and not evidence.title)
    ] or parts


def _length_of_complement(evidence: RunEvidence) -> int:
    """How many words complete an office before a full name: "adviser on Harbour Affairs Ada Quill".

    At least one does in "said mayor of Pell Ada Quill".
    """
    size, classes = 0, evidence.classes
    while size < evidence.end and classes[size].startswith("ordinary"):
        size += 1
    if not size and evidence.context.complement and classes[0].startswith(_OF_PLACE):
        size = 1
    named = evidence.end - size > 1 and not any("body" in each for each in classes[size : evidence.end])
    return size if evidence.context.office and named else 0


def _drops_name(classes: Sequence[str]) -> bool:
    """Would words between "Ms" and a name be dropped that are no title: "Ms Le Thi Bich"?"""
    return not all(name in _TITLES or "role" in name or name in _NEVER_FIRST for name in classes)


def _may_begin(at: int, evidence: RunEvidence) -> bool:
    """May a name of several words begin at ``at``? "An" may inside a sentence: "said An Ji-woo"."""
    if _is_nation_of_people(at, evidence) or (at > 1 and evidence.classes[at - 1] == "particle"):
        return False
    inside = not (at or evidence.context.opens or evidence.context.headline)
    return evidence.classes[at] not in _NEVER_FIRST or (inside and evidence.classes[at] == "opening")


def _is_titled(first: str, second: str) -> bool:
    """Is a word of the class ``first`` a title, and one of the class ``second`` the surname after it?"""
    return first in _TITLES and not any(name in second for name in ("title", "role", "body"))


def _is_titled_pair(evidence: RunEvidence) -> bool:
    """Is a run titles and two words, of which the last may be a title, too: "Dr Ada Sheikh"?"""
    classes, end = evidence.classes, evidence.end
    titles = end - _SHORTEST_CUT
    last = "title" in classes[end - 1] or "role" in classes[end - 1]
    return last and titles > 0 and all(each in _TITLES for each in classes[:titles])


def _is_described(evidence: RunEvidence) -> bool:
    """Is a run a role and one name, as people are called who have only one: "Farmer Suharti said"?

    Two words that come again together are rather a name ("Mother Quill"), and so are two behind a role: "the
    harbour boss Ally Quill".
    """
    (first, second), context = evidence.classes[:2], evidence.context
    alone = second == "first" or second.startswith("plain")
    again = evidence.rest[0] or evidence.ordinary[1]
    return first == "role" and alone and not again and not context.headline and context.before != "role"


def _is_nation_of_people(at: int, evidence: RunEvidence) -> bool:
    """Is the word at ``at`` the nation of people named by their body: "three Pellian Unisel peacekeepers"?

    The body is called so elsewhere without the nation, and what they are follows in small letters.
    """
    if evidence.classes[at] != "nation" or at != evidence.end - _SHORTEST_CUT or evidence.context.headline:
        return False
    called_so = evidence.alone[at + 1] and not evidence.ordinary[at + 1]
    unlisted = evidence.classes[at + 1].startswith(_UNLISTED)
    return unlisted and bool(called_so) and evidence.context.after in _PEOPLE


def _is_office(evidence: RunEvidence) -> bool:
    """Is a run an office and nothing else: "Pell Deputy Mayor", or "Party Chairman" before "of"?"""
    classes, end = evidence.classes, evidence.end
    if end == 1 or not evidence.titled[end]:
        return False
    personal = any(name.startswith(_OF_PERSON) for name in classes[:end]) or evidence.addressed[end - 1]
    complemented = classes[end - 1] == "title+role" and evidence.context.after in _OFFICE_LINKS
    return all(evidence.within[1:end]) or (not personal and (complemented or evidence.within[end - 1]))


def _may_follow(word: str) -> bool:
    """May a word of this class be behind a name and no part of it: "the Pell Harbour Board President"?"""
    return any(name in word for name in ("role", "title", "body", "opening", "month", "hyphen"))


@lru_cache(1 << 12)
def choose_part(evidence: RunEvidence, language: Language) -> NamePart:
    """The words of a run that are its name."""
    parts = rival_parts(evidence)
    scores = [score(language.name_weights, part_features(evidence, part)) for part in parts]
    return parts[scores.index(max(scores))]


def part_features(evidence: RunEvidence, part: NamePart) -> list[str]:
    """What speaks for and against the words of one part being the name of their run."""
    if part == NO_NAME:
        return _features_of_none(evidence)
    first, last = part
    classes, context = evidence.classes, evidence.context
    core, size = classes[first:last], last - first
    long, longer = min(size, 2), min(size, 3)
    found = [
        f"length={min(size, 5)}",
        f"first={classes[first]}|{longer}",
        f"last={classes[last - 1]}|{longer}",
        f"surname alone={evidence.alone[last - 1]}|{long}",
        f"addressed={evidence.addressed[last - 1]}|{long}",
        f"after={context.after}|{longer}",
    ]
    if last == evidence.end:
        found.append(f"whole elsewhere={evidence.rest[first]}|{long}")
    else:
        found += [f"behind={each}" for each in classes[last:]]
        found.append(f"behind alone={min(evidence.alone[last], 1)}")
    if size > 1:
        found.append(f"pair={core[0]}|{core[1]}")
        found.append(f"within={evidence.within[first]}")
        found += [f"inner={each}" for each in core[1:-1]]
        inner = [classes[at - 1] for at in range(first + 1, last) if evidence.titled[at]]
        found += ["inner title"] if any(not each.startswith("abbreviation") for each in inner) else []
    if evidence.ordinary[first]:
        found.append(f"first ordinary|{context.opens and first == 0}|{long}")
    found += _features_of_dropped(evidence, first, size) if first else _features_of_front(evidence, size)
    if context.headline:
        found.append(f"headline|{min(size, 5)}")
    return found


def _features_of_front(evidence: RunEvidence, size: int) -> list[str]:
    """What speaks for and against a name that begins with its run."""
    first, context = evidence.classes[0], evidence.context
    found = [f"before={context.before}|{first}", f"before={context.before}|{min(size, 5)}"]
    if size > 1:
        found.append(f"before={context.before}|{first}|{evidence.classes[1]}")
    if size == len(evidence.classes) == _SHORTEST_CUT:
        found.append(f"two={first}|{evidence.classes[1]}")
    if context.opens:
        found.append(f"opens|{first}|{min(size, 2)}")
    if context.office:
        found.append(f"office|{min(size, 3)}")
    return found


def _features_of_dropped(evidence: RunEvidence, first: int, size: int) -> list[str]:
    """What speaks for and against the words before the name being no part of it."""
    classes, context = evidence.classes, evidence.context
    before, core, at = classes[first - 1], classes[first], first - 1
    long, longer, number = min(size, 2), min(size, 3), min(first, 2)
    alone, leads, without = evidence.alone[at], evidence.leads[at], evidence.without[first]
    titled, ordinary = evidence.titled[first], evidence.ordinary[at]
    base = before.partition("+")[0].partition(" ")[0]
    seen = f"{min(alone, 1)}{min(leads, 2)}{min(without, 1)}"
    beside = f"{context.office}|{context.opens and first == 1 and ordinary}|{titled}"
    found = [
        f"dropped={before}|{core}",
        f"dropped={before}|size={longer}",
        f"titled={titled}|{before}",
        f"without it={without}|{long}",
        f"leads={leads}|{before}",
        f"dropped alone={alone}|{long}",
        f"prefix alone={evidence.front[first]}|{long}",
        f"dropped number={min(first, 4)}|{long}",
        f"seen={seen}{min(evidence.alone[evidence.end - 1], 1)}|{before}|{longer}",
        f"drop={before}|{core}|{seen}",
        f"drop={before}|{context.before}|{number}",
        f"dropped ordinary={ordinary}|{context.opens and first == 1}|{before}",
        f"begins={classes[0]}",
        f"outer={context.before}|{classes[0]}",
        f"outer={context.before}|{number}|{long}",
        f"base={base}|{seen}",
        f"base={base}|{beside}",
        f"base={base}|{seen}|{beside}|{number}",
        f"base={base}|{size == 1}|further={classes[at - 1] if at else '-'}",
        f"base={base}|{seen}|{beside}|{number}|{longer}",
    ]
    found += [f"dropped further={each}" for each in classes[:at]]
    if evidence.short[at]:
        found += [f"dropped capitals|{seen}", f"dropped capitals|{long}"]
    if context.office:
        found.append(f"office dropped|{longer}|{number}")
        found.append(f"office dropped|{before}|{core}")
    return found


def _features_of_none(evidence: RunEvidence) -> list[str]:
    """What speaks for and against a run without a name."""
    classes, context = evidence.classes, evidence.context
    size = min(len(classes), 3)
    return [
        f"none|{size}",
        f"none|{classes[0]}|{size}",
        f"none|last={classes[-1]}|{size}",
        f"none|{context.opens}|{evidence.ordinary[0]}|{size}",
        f"none|{context.opens}|{classes[0]}",
        f"none|before={context.before}|{size}",
        f"none|after={context.after}|{size}",
        f"none|titled={evidence.titled[-1]}|{size}",
        f"none|elsewhere={evidence.rest[0]}|{context.opens}|{size}",
        f"none|addressed={evidence.addressed[-1]}",
        f"none|alone={context.before}|{classes[0]}|{size}",
        f"none|ends others={evidence.ends_others}|{size}",
    ]
