"""Find proper names by how they are written. This needs neither a parser nor a list of people.

A name is a run of words with capitals, without titles and roles before it, a possessive after it, or words
that have a capital only because they begin a sentence. What is said beside the name (a title, an
apposition, an age, a party) is kept, as it shows whether this is a person and what that person is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import NamedTuple

from quotes.language import Language, Lexicon, fold
from quotes.parsing import dateline_end
from quotes.speakers import descriptions
from quotes.speakers.capital_runs import UPPER, Run, RunCounts, capital_runs
from quotes.speakers.headlines import is_title_case
from quotes.speakers.name_boundaries import choose_part
from quotes.speakers.name_keys import key, keys, lower_words
from quotes.speakers.office_complements import length_of_complement, office_before
from quotes.speakers.part_evidence import NO_NAME, NamePart, RunContext, RunEvidence, run_evidence
from quotes.speakers.surroundings import auxiliary_class, class_after, class_before, word_class
from quotes.types import Quotation, Span

_SEAT = re.compile(r"[DRI]-\w+\.?")
_POSSESSIVE = re.compile(r"['’][sS]?(?!\w)")
_HYPHEN = re.compile("[-‐–]")
_PAIR = 2
_DAY_AND_NAME = 3
_NUMBER = re.compile(
    r"\b[Tt]he\s[\"“‘]?(?P<number>(?P<month>[A-Z][a-z]+\s)?\d+(?P<rest>/\d+|st|nd|rd|th)?)\s$"
)
_LONGEST_NUMBER = 24
_PLURAL_BEHIND = re.compile(r"\s[a-z]{3,}s\b")
_CAPITAL = re.compile(rf"[{UPPER}][\w’'&-]*")
_CAPITALS = rf"[{UPPER}][\w’'&-]*(?:\s[{UPPER}][\w’'&-]*)*"
_OF_BODY = re.compile(rf"(?:\s(?:of|for|on(?!\s\w+day\b))\s(?:the\s)?{_CAPITALS}){{1,2}}")
_AND_MORE = re.compile(rf"(?:,\s{_CAPITALS})*,?\s(?:and|&)\s{_CAPITALS}")
_ABSTRACT = re.compile(r"(?:ness|ment|[ts]ion|ity|ship|ism|ics|logy|ance|ence)$")
"""The last letters of fields in no list: "Wellness"."""
_QUESTION = re.compile(r"[^.!?\n“”\"]*\?")
_BEFORE_DAYS = frozenset({"on", "in", "by", "since", "until", "from"})
_DETERMINERS = frozenset({"the", "a", "this", "his"})
"""The classes of determiners before a word (`surroundings.class_before`)."""
_NAMES_IN_COMPLEMENT = 4
_LOOK_BESIDE = 40
_MARKS_BEHIND = frozenset('.,;:!?—–)("“”')


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a proper name.

    ``span`` is the name alone; ``outer`` includes the title or role before it. ``form`` is the name as
    printed, ``words`` are its words, folded by `name_keys.key`. ``before`` is the title or role before the
    name with the words that belong to it, ``after`` an apposition that says what somebody is; both are
    folded and often empty. ``signs`` speak for or against a person: "honorific", "title", "role", "nation",
    "age", "party", "who", "apposition", "speaks", "the", "place". ``quoted`` is true inside a quotation,
    ``headline`` in a line where nearly every word has a capital.
    ``previous`` and ``following`` are the classes of the words before and after
    (`quotes.speakers.surroundings`).
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
    previous: str = ""
    following: str = ""

    @property
    def is_beside_reporting_verb(self) -> bool:
        """Is this who reports something: "Quill said", "…, said Quill."?"""
        ends = self.following == "end" or self.following[:1] in _MARKS_BEHIND
        return self.following == "says" or (self.previous == "says" and ends and not self.before)


class RunInText(NamedTuple):
    """A run of capitals and what is known about it."""

    run: Run
    context: RunContext


def find_names(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], language: Language
) -> tuple[Name, ...]:
    """Find all names in ``text``, in order: of people and others, also inside quotations.

    The time is linear in the length of the text.
    """
    lexicon, ordinary = language.lexicon, lower_words(text)
    inside = SpanSet([quotation.outer for quotation in quotations])
    runs = runs_in_text(text, paragraphs, lexicon)
    counts = RunCounts([found.run for found in runs if not found.context.headline], lexicon)
    names: list[Name] = []
    known: dict[tuple[str, ...], RunEvidence] = {}
    for found in runs:
        if _is_pair(found.run, counts):
            continue
        run = _without_opening_word(found, text, counts, lexicon)
        letters = tuple([word.letters for word in run.run])
        evidence = known.get(letters)
        if evidence:
            evidence = evidence._replace(context=run.context)
        else:
            evidence = known[letters] = run_evidence(*run, counts, ordinary, lexicon)
        part = choose_part(evidence, language)
        if part != NO_NAME:
            names.append(_name_of_part(run, part, text, inside, lexicon))
    return tuple(
        _with_speech(_with_number(name, text, lexicon), text, lexicon)
        for name in _with_complements(_without_modifiers(names), text, lexicon)
        if not _SEAT.fullmatch(name.form)
    )


def runs_in_text(text: str, paragraphs: Sequence[Span], lexicon: Lexicon) -> list[RunInText]:
    """Find all runs of capitals and what is around them. A dateline is left out."""
    found: list[RunInText] = []
    for number, paragraph in enumerate(paragraphs):
        headline = is_title_case(paragraph.of(text), lexicon)
        start = dateline_end(text, paragraph, number)
        for run in capital_runs(text, start, paragraph.end, lexicon):
            first, last = run[0].span.start, run[-1].span.end
            before = class_before(text, first, lexicon)
            office = office_before(text, first, lexicon) if len(run) > 1 else ""
            may_complete = office or (before == "of" and len(run) > _PAIR)
            complement = length_of_complement(run, text, lexicon) if may_complete else 0
            context = RunContext(
                "of" if office and before == "the" else before,
                class_after(text, last, lexicon),
                _opens_sentence(text, first),
                headline,
                bool(office or complement),
                complement,
                office in lexicon.portfolio_offices,
            )
            whole = _without_asking_verb(RunInText(run, context), text)
            found.append(_without_end_of_title(whole, text, lexicon))
    return found


def _without_end_of_title(found: RunInText, text: str, lexicon: Lexicon) -> RunInText:
    """A run without the last word of a title whose first word ends in a mark: "Dato' Sri Ada Quill"."""
    run, first = found.run, found.run[0].span.start
    if len(run) == 1 or text[max(0, first - _PAIR) : first - 1] not in ("'", "’"):
        return found
    before = text[max(0, first - _LOOK_BESIDE) : first].rsplit(maxsplit=1)[-1]
    if fold(f"{before} {run[0].letters}") not in lexicon.titles:
        return found
    return RunInText(run[1:], found.context._replace(before="title"))


def _without_asking_verb(found: RunInText, text: str) -> RunInText:
    """A run without the verb of a question that it begins with: "Will Quill resign?"."""
    run, context = found
    verb = auxiliary_class(run[0].letters) if len(run) > 1 and context.opens else ""
    if not (verb and context.after[:1].isalpha() and _QUESTION.match(text, run[-1].span.end)):
        return found
    return RunInText(run[1:], context._replace(before=verb, opens=False))


def _without_opening_word(found: RunInText, text: str, counts: RunCounts, lexicon: Lexicon) -> RunInText:
    """A surname like a title, without the word before it: "But King" where "Victor King" is named, too.

    Also a surname without the day before it: "On Sunday Quill" where "Ada Quill" is named.
    """
    run, context = found
    if context.headline or not 1 < len(run) <= _DAY_AND_NAME:
        return found
    *opening, surname = run
    if not counts.ends_full_name(key(surname.letters)):
        return found
    before = class_before(text, surname.span.start, lexicon)
    named = RunInText([surname], context._replace(before=before, opens=False))
    if _is_day(opening, context, lexicon):
        return named
    is_title = "title" in word_class(surname.letters, lexicon)
    opens = len(run) == _PAIR and word_class(run[0].letters, lexicon) == "opening"
    stands_alone = (key(surname.letters),) in counts.whole
    return named if is_title and opens and stands_alone and before not in _DETERMINERS else found


def _is_day(words: Run, context: RunContext, lexicon: Lexicon) -> bool:
    """Are the words before a name a day or month behind a preposition: "On Sunday", "In May"?"""
    before = fold(words[-2].letters) if len(words) > 1 else context.before
    return before in _BEFORE_DAYS and word_class(words[-1].letters, lexicon).startswith("month")


def _is_pair(run: Run, counts: RunCounts) -> bool:
    """Is a run no name but two names that a hyphen joins: "the Quill-Alder talks"?"""
    halves = _HYPHEN.split(run[0].letters)
    return (
        len(run) == 1
        and len(halves) == _PAIR
        and all(half[:1].isupper() and (key(half),) in counts.ends for half in halves)
    )


class SpanSet:
    """Spans in order that do not overlap, and a quick test whether one of them contains an offset."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def holds(self, offset: int) -> bool:
        """Does a span contain the character at ``offset``?"""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at].end

    def outside(self, start: int, end: int) -> Iterator[Span]:
        """What no span contains of the text between two offsets, in order.

        >>> [(gap.start, gap.end) for gap in SpanSet([Span(2, 4)]).outside(1, 6)]
        [(1, 2), (4, 6)]
        """
        for span in self._spans[max(0, bisect_right(self._starts, start) - 1) :]:
            if span.start >= end:
                break
            if start < span.start:
                yield Span(start, span.start)
            start = max(start, span.end)
        if start < end:
            yield Span(start, end)


def _name_of_part(found: RunInText, part: NamePart, text: str, quoted: SpanSet, lexicon: Lexicon) -> Name:
    """Make the name of a part of a run; the words of the run before it describe it."""
    run, context = found
    first = part.first - _is_regnal(run, part, lexicon)
    core = run[first : part.last]
    titles = [*dropwhile(lambda word: _only_opens(word.letters, lexicon), run[:first])]
    span = Span(core[0].span.start, core[-1].span.end)
    opening = class_before(text, span.start, lexicon) if first and not titles else ""
    outer_start = titles[0].span.start if titles else span.start
    title_words = [word.letters for word in titles]
    before = descriptions.before(text, outer_start, title_words, lexicon, bare=len(core) == 1)
    possessive = bool(_POSSESSIVE.match(text, span.end))
    after = descriptions.NOTHING
    if not possessive and "place" not in before.signs:
        after = descriptions.after(text, span.end, lexicon)
    form = " ".join(span.of(text).split())
    return Name(
        span=span,
        outer=Span(before.start, span.end),
        form=form,
        words=keys(form),
        before=before.words,
        after=after.words,
        signs=before.signs | after.signs,
        possessive=possessive,
        quoted=quoted.holds(span.start),
        headline=context.headline,
        previous=word_class(titles[-1].letters, lexicon) if titles else opening or context.before,
        following=context.after if part.last == len(run) else "honours",
    )


def _only_opens(word: str, lexicon: Lexicon) -> bool:
    """Does a word before a name only open the sentence: "In Pell", "Though Quill"?"""
    return fold(word) in lexicon.prepositions or word_class(word, lexicon) == "opening"


def _is_regnal(run: Run, part: NamePart, lexicon: Lexicon) -> bool:
    """Does the title before a name belong to it, as in "Pope Alban II"?"""
    size = part.last - part.first
    numeral = size == 2 and fold(run[part.last - 1].letters) in lexicon.name_suffixes
    title = fold(run[part.first - 1].letters) if part.first else ""
    return title in lexicon.regnal_titles and (size == 1 or numeral)


def _opens_sentence(text: str, offset: int) -> bool:
    """Does a sentence, a line or a quotation begin at ``offset``?"""
    before = text[max(0, offset - 3) : offset].rstrip(" \t\xa0")
    return not before or before[-1] in ".!?:;\n\"“”'‘’([—–"


def _without_modifiers(found: Sequence[Name]) -> list[Name]:
    """Remove names that are part of the description before another name."""
    kept: list[Name] = []
    for name in found:
        while kept and kept[-1].span.start >= name.outer.start:
            kept.pop()
        kept.append(name)
    return kept


def _with_complements(names: Sequence[Name], text: str, lexicon: Lexicon) -> Iterator[Name]:
    """Extend the names of bodies by their complements: "the Ministry of Health", "the Bank of Pellia"."""
    reached = 0
    for at, found in enumerate(names):
        if found.span.start < reached:
            continue
        name = _titled_from(found, reached, text) if found.outer.start < reached else found
        end = _end_of_complement(name, names[at + 1 : at + 1 + _NAMES_IN_COMPLEMENT], text, lexicon)
        if not end:
            yield name
            continue
        reached = end
        span = Span(name.span.start, end)
        form = " ".join(span.of(text).split())
        yield replace(
            name,
            span=span,
            outer=Span(name.outer.start, end),
            form=form,
            words=keys(form),
            possessive=_POSSESSIVE.match(text, end) is not None,
            following=class_after(text, end, lexicon),
        )


def _with_number(name: Name, text: str, lexicon: Lexicon) -> Name:
    """Extend the name of a body by the number or date in front: "the 1922 Committee", "the March 9 Movement".

    "The 27 European Union leaders" and "the 2022 Harbour Board" have a number that is no part of the name.
    """
    number = _NUMBER.search(text, max(0, name.span.start - _LONGEST_NUMBER), name.span.start)
    if not number or name.before or fold(name.form.split()[-1]) not in lexicon.organisation_words:
        return name
    plain = number["rest"] is None and number["month"] is None
    if _PLURAL_BEHIND.match(text, name.span.end) or (plain and len(name.words) > 1):
        return name
    span = Span(number.start("number"), name.span.end)
    form = " ".join(span.of(text).split())
    return replace(name, span=span, outer=Span(span.start, name.outer.end), form=form, words=keys(form))


def _titled_from(name: Name, start: int, text: str) -> Name:
    """A name whose title does not begin before ``start``."""
    outside = len(text[name.outer.start : start].split())
    before = " ".join(name.before.split()[outside:])
    return replace(name, outer=Span(min(start + 1, name.span.start), name.outer.end), before=before)


def _end_of_complement(name: Name, others: Sequence[Name], text: str, lexicon: Lexicon) -> int:
    """Where the complement of a body's name ends; 0 if it has none, or one that is somebody's name.

    It goes on behind "and" only with ordinary words: "the Ministry of Health and Roads".
    """
    if name.possessive:
        return 0
    is_body = fold(name.form.split()[-1]) in lexicon.organisation_words
    if not (is_body or (name.previous == "body" and descriptions.calls_body(text, name.span.start, lexicon))):
        return 0
    found = _OF_BODY.match(text, name.span.end)
    if not found:
        return 0
    more = _AND_MORE.match(text, found.end())
    fields = [fold(word) for word in _CAPITAL.findall(more.group())] if more else []
    ordinary = all(word in lexicon.ordinary_words or _ABSTRACT.search(word) for word in fields)
    end = more.end() if more and ordinary else found.end()
    goes_on = text[end + 1 : end + 2].islower()
    for other in others:
        if other.outer.start >= end or (other.span.start >= end and goes_on):
            break  # "Department of Justice spokeswoman Ada Quill": "Justice" is no title here
        person = "honorific" in other.signs or "first" in word_class(other.form.split()[0], lexicon)
        if other.before or (person and len(other.words) > 1) or other.span.end > end:
            return 0
    bare = text[name.span.end : end].removesuffix("’s").removesuffix("'s")
    return name.span.end + len(bare.rstrip("’'-&"))


def _with_speech(name: Name, text: str, lexicon: Lexicon) -> Name:
    """Add the sign "speaks" to a single word that has a reporting verb beside it or a colon after it."""
    if len(name.words) > 1 or name.possessive:
        return name
    verbs = lexicon.cue_verbs
    rest = text[name.span.end : name.span.end + _LOOK_BESIDE]
    lead = text[max(0, name.outer.start - _LOOK_BESIDE) : name.outer.start]
    beside = [*rest.split()[:2], *lead.split()[-1:]]
    if rest[:1] == ":" or any(fold(word).rstrip(",:;.?!") in verbs for word in beside):
        return replace(name, signs=name.signs | {"speaks"})
    return name
