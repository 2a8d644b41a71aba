"""Find an office before a run of capitals that its complement begins: "the mayor of Pell Ada Quill"."""

import re
from collections.abc import Sequence

from quotes.language import Lexicon, fold
from quotes.speakers.capital_runs import UPPER, Run
from quotes.speakers.descriptions import DETERMINERS
from quotes.speakers.surroundings import verb_after

_OFFICE_WITHIN = 90
_OFFICE_WORDS = 9
_OFFICE_LINKS = frozenset({"of", "for", "on", "to", "in", "at"})
_TO_SOMEBODY = frozenset({"for", "to"})
_VERBS_OF_SAYING = frozenset({"says", "may say"})
_LONGEST_PLACE = 2
_BARE_OFFICE = re.compile(
    r"(?:\b(?P<verb>[a-z]+)\s|(?:^|\n|[.!?:—–][\"”]?\s)(?=[A-Z]))"
    r"(?P<office>[\w-]+(?:\s[\w-]+){0,3}?)\s(?P<link>of|for|in|at|to)\s(?:the\s(?:[a-z-]+(?:al|ing)\s)?)?"
    rf"(?:(?:[{UPPER}][\w-]*\s){{1,3}}(?:of|for|and|&)\s(?:the\s)?){{0,3}}$"
)


def office_before(text: str, start: int, lexicon: Lexicon) -> str:
    """The office before ``start`` whose complement may go on there: "minister of", "head of sales and"."""
    words = text[max(0, start - _OFFICE_WITHIN) : start].split()[-_OFFICE_WORDS:]
    for office, link in zip(words[-2::-1], words[:0:-1], strict=True):
        if link[-1] in '.;:?!)”"':
            return ""
        if link in _OFFICE_LINKS and (fold(office) in lexicon.roles or fold(office) in lexicon.titles):
            return fold(office)
    return ""


def length_of_complement(run: Run, text: str, lexicon: Lexicon) -> int:
    """How many words at least complete an office before the speaker's name: "said mayor of Pell Ada Quill".

    A verb of saying is right before the office or right behind the run. If the office has an article, a run
    of two words may be a place ("said the mayor of New Keld"); one of three has a name. 0 if none need be.
    """
    start, end = run[0].span.start, run[-1].span.end
    found = _BARE_OFFICE.search(text, max(0, start - _OFFICE_WITHIN), start)
    if found is None:
        return 0
    words = [fold(word) for word in found["office"].split()]
    place = _length_of_group(run, text, lexicon) or _length_of_place(run, lexicon)
    in_no_list = place > 1 and len(words) == 1 and not found["verb"]  # "Toshao of Pell Village Ada Quill"
    if not (in_no_list or _is_office(words, lexicon, of_somebody=found["link"] in _TO_SOMEBODY)):
        return 0
    if verb := found["verb"]:
        may_be_place = len(run) <= _LONGEST_PLACE and DETERMINERS & {*words}
        names_speaker = fold(verb) in lexicon.cue_verbs and not may_be_place
    else:
        names_speaker = verb_after(text, end, lexicon) in _VERBS_OF_SAYING
    return place if names_speaker else 0


def _is_office(words: Sequence[str], lexicon: Lexicon, *, of_somebody: bool) -> bool:
    """Are the last words an office? Before "for" and "to" no mere role, which is somebody's: "lawyer for".

    "MP for" and "member of parliament for" are of a place.
    """
    phrases = [" ".join(words[at:]) for at in range(len(words))]
    ranked = len(words) > 1 and words[0] in lexicon.lower_ranks  # "deputy khokim of"
    if ranked or any(phrase in lexicon.titles for phrase in phrases) or words[-1] in lexicon.name_suffixes:
        return True
    return any(phrase in lexicon.roles and (" of " in phrase or not of_somebody) for phrase in phrases)


def _length_of_group(run: Run, text: str, lexicon: Lexicon) -> int:
    """How many first words of a run behind "the" are a plural, before a full name: "the Keld Greens"."""
    ends = [
        at
        for at, word in enumerate(run[: len(run) - _LONGEST_PLACE], start=1)
        if word.letters.endswith("s") and fold(word.letters) not in lexicon.first_names
    ]
    return ends[0] if ends and text.endswith(" the ", 0, run[0].span.start) else 0


def _length_of_place(run: Run, lexicon: Lexicon) -> int:
    """How many of the first words of a run are one place: "Keld", "New Keld", "Keld East"."""
    known = lexicon.place_parts | lexicon.place_words
    parts = [fold(word.letters) in known for word in run] + [False]
    size = parts.index(False) + 1
    while size < len(run) and parts[size]:
        size += 1
    return size
