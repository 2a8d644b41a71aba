"""Find names that begin or end with a word for outlets: "Brackwater Gazette", "Radio Orvane"."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile

from quotes.language import Lexicon, fold
from quotes.sources import name_shapes
from quotes.sources.listed_names import PLAIN_RUN, agency_of_place
from quotes.sources.name_patterns import DEFINES, DESCRIBES, POSSESSIVE, WORD
from quotes.sources.named_outlet import NamedOutlet
from quotes.types import Span

_WORD = re.compile(WORD)
_REST = re.compile(r"(?:\s(?:d[aeo]|d[ao]s|del|de\sl[ao]s?)\s[A-Z][\w’'-]+)+")
"""How a name goes on in Spanish or Portuguese: "Radio Nacional del Sur"."""
_MID_SENTENCE = re.compile(r"[\w,]\s$")


def worded_names(text: str, lexicon: Lexicon, people: Container[str]) -> Iterator[NamedOutlet]:
    """All names of ``text`` that begin or end with a word for outlets.

    ``people`` are the folded words of speakers' names.
    """
    for run in PLAIN_RUN.finditer(text):
        named = _name_in_run(run, text, lexicon, people)
        if named:
            yield named


def _name_in_run(
    run: re.Match[str], text: str, lexicon: Lexicon, people: Container[str]
) -> NamedOutlet | None:
    """The longest name of an outlet at the beginning of a run of capitals."""
    if " " not in run.group():
        double = _is_double_barrelled(run.group(), text, run.start(), lexicon)
        return NamedOutlet(Span(*run.span()), run.group()) if double else None
    words = list(_WORD.finditer(text, *run.span()))
    while words and is_opening_word(text, words[0].start(), words[0].group(), lexicon):
        del words[0]
    opening = words[0].start() if words else run.start()
    if agency := agency_of_place(text, opening, len(words), lexicon):
        return NamedOutlet(agency, " ".join(agency.of(text).split()))
    bodies, companies = lexicon.organisation_words, lexicon.outlet_companies
    defined = DEFINES.match(text, run.end())
    for end in range(len(words), 1, -1):
        said = [word.group() for word in words[:end]]
        offices = (" ".join(said[-2:]), said[-1] if end < len(words) else "")
        if any(fold(office) in lexicon.roles for office in offices):
            continue  # "Opposition Leader", "Minority Leader Ada Marsh"
        has_word = any(fold(word) in lexicon.outlet_words for word in said)
        after_the = follows_the(text, words[0].start())
        if _is_worded(said, lexicon, people, after_the=after_the) or (defined and has_word):
            behind = fold(words[end].group()) if end < len(words) else ""
            if behind in bodies and behind not in companies:
                return None  # "Keld Post Bank"
            following = takewhile(lambda word: fold(word.group()) in companies, words[end:])
            stop = max([words[end - 1].end(), *(word.end() for word in following)])
            stop = name_shapes.end_of_name(text, words[0].start(), stop)
            rest = _REST.match(text, stop) if end == len(words) else None
            stop = rest.end() if rest else stop
            name = POSSESSIVE.sub("", text[words[0].start() : stop])
            return NamedOutlet(Span(words[0].start(), words[0].start() + len(name)), " ".join(name.split()))
    return None


def follows_the(text: str, offset: int) -> bool:
    """Is "the" right before ``offset``?"""
    return text[max(0, offset - 4) : offset].lower() == "the "


def is_opening_word(text: str, offset: int, word: str, lexicon: Lexicon) -> bool:
    """Does a word have its capital only as it begins a sentence, or only say whose: "Pell-based"?"""
    if word != "The" and fold(word) not in lexicon.opening_words:
        return DESCRIBES.search(word) is not None
    return not _MID_SENTENCE.search(text, max(0, offset - 2), offset)


def _is_double_barrelled(word: str, text: str, offset: int, lexicon: Lexicon) -> bool:
    """Is a word a name such as "the Sun-Times"?"""
    before, _, last = word.rpartition("-")
    return bool(before) and fold(last) in lexicon.outlet_words and follows_the(text, offset)


def _is_worded(words: Sequence[str], lexicon: Lexicon, people: Container[str], *, after_the: bool) -> bool:
    """Does a name begin or end with a word for outlets, and is nobody's?"""
    if len(words) < 2 or (len(words) == 2 and words[0] == "The"):
        return False
    known = lexicon.outlet_words
    last, last_two = (POSSESSIVE.sub("", fold(" ".join(words[-count:]))) for count in (1, 2))
    begins = f"{fold(words[0])} ..." in known or f"{fold(' '.join(words[:2]))} ..." in known
    ends = last in known or (last_two in known and len(words) > 2)
    if not (begins or ends):
        return False
    if after_the or begins or words[0] == "The":
        return True
    return fold(words[0]) not in lexicon.first_names and not any(fold(word) in people for word in words)
