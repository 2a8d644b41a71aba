"""Decide which words of a run of capitals are a name: "Refugee Council Enver Solomon" has "Enver Solomon".

Every part of the run that ends with it, or before its last words if they are honours, is a rival; that the
run has no name is another one. Features say what the words are, and where else the article has them. Fitted
weights choose.
"""

from collections.abc import Sequence
from functools import lru_cache

from quotes.language import GroupScores, Language
from quotes.speakers.name_part_features import part_groups
from quotes.speakers.part_evidence import NO_NAME, NamePart, RunEvidence

_ONE_WORD = NamePart(0, 1)
_MOST_DROPPED = 9
_SHORTEST_CUT = 2
_TITLES = frozenset({"title", "abbreviation", "abbreviation+title", "title+role"})
_COMPLEMENT = frozenset({"of", "for"})
_OFFICE_LINKS = frozenset({"of", "for", "to"})
_UNLISTED = ("plain", "capitals", "camel")
_NAMES = frozenset({"plain", "first", "plain -ing", "plain -er", "plain -or", "plain -ian"})
_PEOPLE = frozenset({"role", "roles", "-s"})
_OF_PLACE = ("plain", "nation", "country", "body", "hyphen")
_OF_PERSON = ("first", "initial", "particle", "honorific")
_BEGIN_NAME = ("first", "initial", "particle", "plain")
_MAY_FOLLOW = ("role", "title", "body", "opening", "month", "hyphen")
_NEVER_FIRST = frozenset({"small", "suffix", "aside", "&", "honorific", "opening"})


def rival_parts(evidence: RunEvidence) -> list[NamePart]:
    """Every part of a run that may be a name, and that it has none.

    After "Mr" and after a title alone there is a name; a word such as "Council" before "of" begins one.
    """
    classes, end = evidence.classes, evidence.end
    if len(classes) == 1:
        if evidence.context.before == ")" and evidence.titled[1]:
            return [NO_NAME]  # "the Pell Union (PU) MP"
        begins_body = "body" in classes[0] and evidence.context.after in _COMPLEMENT
        return [_ONE_WORD] if begins_body else [NO_NAME, _ONE_WORD]
    addressed = end > 1 and (classes[0] == "honorific" or (end == _SHORTEST_CUT and _is_titled(*classes[:2])))
    opening = evidence.context.opens and "opening" in classes[0] and "first" not in classes[0]
    described = end == _SHORTEST_CUT and _is_described(evidence)
    if _is_office(evidence):
        return [NO_NAME]
    if _begins_with_double_name(evidence):
        return [NO_NAME, NamePart(0, end)]
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
    complement = _words_before_name(evidence)
    least = max(evidence.title, complement, _words_of_title(evidence), _words_of_position(evidence))
    # "Ms Tan" shows that "Tan Hui Ling" begins with the surname.
    most = 0 if end > _SHORTEST_CUT and evidence.addressed[0] and not evidence.titled[1] else end
    if evidence.given is not None:
        most = min(most, evidence.given)  # "Ida bin Holm Al Quill"
    # "the minister of health Maria Elena Quill", "Mayor of San Morwen Nguyen Hai Ninh"
    is_read = evidence.context.portfolio or 1 < complement == evidence.context.complement
    if complement and is_read and classes[complement].startswith(_BEGIN_NAME):
        least = most = complement
    return (
        [part for part in parts if least <= part.first <= most or (part == NO_NAME and not evidence.title)]
        or parts
        or [NO_NAME]
    )


def _words_of_title(evidence: RunEvidence) -> int:
    """How many first words are a title in letters or with "of": "MP Ada Quill", "Member of Parliament Bo"."""
    for at in range(evidence.end - _SHORTEST_CUT - 1, -1, -1):
        named = not any("body" in each for each in evidence.classes[at + 1 : evidence.end])
        if named and evidence.short[at] and evidence.titled[at + 1]:
            return at + 1
    inside = [at for at in range(1, evidence.end) if evidence.classes[at] == "small" and evidence.within[at]]
    ends = (at for at in range(inside[-1] + 1, evidence.end) if evidence.titled[at]) if inside else ()
    return next(iter(ends), 0)


def _words_of_position(evidence: RunEvidence) -> int:
    """How many first words are a team and a position in letters: "Keld Rovers QB Ada Quill"."""
    classes, end = evidence.classes, evidence.end
    letters = [at for at, name in enumerate(classes) if name == "capitals"]
    if len(letters) != 1 or not _SHORTEST_CUT <= letters[0] < end - _SHORTEST_CUT:
        return 0
    behind = classes[letters[0] + 1 : end]
    named = behind[0].startswith(_BEGIN_NAME) and not any("body" in each for each in behind)
    return letters[0] + 1 if named and evidence.short[letters[0]] else 0


def _words_before_name(evidence: RunEvidence) -> int:
    """How many words complete an office before a full name: "adviser on Harbour Affairs Ada Quill".

    Where the speaker's name must follow, `office_complements` has read from the text how many do at least; in
    "said dean of Pell College Ada Quill" so do all words up to that for a body.
    """
    size, classes = 0, evidence.classes
    while size < evidence.end and classes[size].startswith("ordinary"):
        size += 1
    two_fields = evidence.context.before == "and" and evidence.end > _SHORTEST_CUT
    if not size and evidence.context.portfolio and ("title" in classes[0] or two_fields):
        size = 1  # "the minister of justice Ada Quill", "the minister for roads and Harbours Ada Quill"
    least = evidence.context.complement
    if least:
        inside = range(1, evidence.end - _SHORTEST_CUT)
        least = max([least, *[at + 1 for at in inside if "body" in classes[at]]])
    if size < evidence.end and (least > 1 or classes[size].startswith(_OF_PLACE)):
        size = max(size, min(least, evidence.end - 1))
    named = evidence.end - size > 1 and not any("body" in each for each in classes[size : evidence.end])
    return size if evidence.context.office and named else 0


def _drops_name(classes: Sequence[str]) -> bool:
    """Would words between "Ms" and a name be dropped that are no title: "Ms Le Thi Bich"?"""
    return not all(name in _TITLES or "role" in name or name in _NEVER_FIRST for name in classes)


def _may_begin(at: int, evidence: RunEvidence) -> bool:
    """May a name of several words begin at ``at``? "An" may inside a sentence: "said An Ji-woo"."""
    if _is_nation_of_people(at, evidence) or (at and evidence.classes[at - 1] == "particle"):
        return False
    if at and evidence.classes[at] == "particle" and evidence.classes[at - 1] == "body":
        return False  # "Hospital Santa Rita"
    titled = at > 1 and all(each in _TITLES for each in evidence.classes[at - 2 : at])
    if titled and evidence.classes[at].startswith("abbreviation"):
        return False  # "Tan Sri Dr Ada Quill"
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


def _begins_with_double_name(evidence: RunEvidence) -> bool:
    """Does a sentence open with a given name of two parts, in no list: "Bat-Erdene Ganzorig scored"?

    Or has it a verb of saying behind it.
    """
    classes, context = evidence.classes, evidence.context
    hyphened = len(classes) == evidence.end == _SHORTEST_CUT and classes[0] == "hyphen"
    speaks = context.opens or context.after == "says"
    return hyphened and classes[1] in _NAMES and speaks and not context.headline


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
    """May a word of this class be behind a name and no part of it: "the Pell Harbour Board President"?

    A title that is no role ends a name: "Syed Ada Shah".
    """
    return word != "title" and any(name in word for name in _MAY_FOLLOW)


@lru_cache(1 << 13)
def choose_part(evidence: RunEvidence, language: Language) -> NamePart:
    """The words of a run that are its name."""
    parts, weighed = rival_parts(evidence), _group_scores(language)
    scores = [sum([weighed[group] for group in part_groups(evidence, part)]) for part in parts]
    return parts[scores.index(max(scores))]


@lru_cache(8)
def _group_scores(language: Language) -> GroupScores:
    return GroupScores(language.name_weights)
