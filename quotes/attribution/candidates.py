"""Who may have spoken a quotation: candidates, each proposed by a named rule.

The rules propose whatever the words allow; `choice` chooses. A candidate keeps the name of its
rule, so that every attribution can be explained and every rule measured.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quotes.attribution.context import Place, QuotationContext
from quotes.language import fold, load_lexicon
from quotes.parsing import REPORTING_OR_WEAK, Clause
from quotes.text import turn_label
from quotes.types import Span

DECISIVE = ("turn_label", "name_after_dash", "name_below", "quoted_as")
_PERSONAL = frozenset({"name", "he", "they", "i", "we", "role", "who"})
_FACELESS = frozenset({"that", "it", "other", "outlet"})
_THINGS = frozenset({"noun", "plural", "that", "it", "other"})
REMEMBERED = 6
_CLAUSES_BEFORE = 20
_NAME = r"[^\W\d_][\w.’'&-]*(?:\s+(?:\([^()\n]{1,40}\)|[\w.’'&,-]+)){0,8}"
_BEFORE_COLON = re.compile(rf"(?:^|(?<=[\n.!?”\"—–-])\s*|(?<=\s)-\s*)(?P<name>{_NAME})\s*:\s*$", re.MULTILINE)
_AFTER_DASH = re.compile(
    r"\s*[-—–―]{1,3}\s*(?P<name>[^\W\d_a-z][^\n\"“”:]{1,80}?)\.?(?:\s+\([^()\n]*\))?\s*(?=\n|\Z|[\"“”])"
)
_LINE_BELOW = re.compile(r"[^\S\n]*\n[^\S\n]*(?P<name>[A-Z][^\n\"“”:]{1,80}?)\.?\s*(?=\n|\Z)")
_COMMA_PART = re.compile(r"[^,\s][^,]*(?<!\s)")
_BEHIND_NAME = re.compile(r"\s+(?:on|at|in|for|after|before)\s")
_LINE_BELOW_WORDS = 4
_BEFORE_COLON_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible attribution: the words that name the speaker and the cue, and the rule that proposed it.

    ``clause`` and ``place`` are the reporting clause and the place of the quotation that it was seen from;
    ``distance`` counts how far off the rule looked, from 1.
    """

    rule: str
    mention: Span
    cue: Span | None = None
    clause: Clause | None = None
    place: Place | None = None
    distance: int = 0


Earlier = Sequence[Candidate | None]


def propose_candidates(setting: QuotationContext, earlier: Earlier) -> list[Candidate]:
    """Return all candidates for a quotation, in the order of `RULES`.

    ``earlier`` are the candidates chosen for the quotations before it in the article, in order.
    """
    return [candidate for rule in RULES for candidate in rule(setting, earlier)]


def _turn_labels(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the label that opens a transcript's turn inside the marks: ``"QUILL: We sail."``."""
    label = turn_label(setting.text, setting.quotation)
    if label:
        yield Candidate("turn_label", label, Span(label.end, label.end + 1))


def _names_after_dash(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the name after a dash, also on the next line: ``"..." — Ada Quill``."""
    found = _AFTER_DASH.match(setting.text, setting.quotation.outer.end)
    if found and not _reports(found["name"]):
        yield Candidate("name_after_dash", _bare_name(found))


def _names_below(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the name that stands alone on the line below a pull quote."""
    if setting.quotation.outer.start > setting.paragraph.start + 1:
        return
    found = _LINE_BELOW.match(setting.text, setting.quotation.outer.end)
    if not found:
        return
    name = _bare_name(found)
    words = name.of(setting.text).split()
    if 1 < len(words) <= _LINE_BELOW_WORDS and all(word[0].isupper() for word in words):
        yield Candidate("name_below", name)


def _names_before_colon(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the name before a colon: ``Quill: "..."``."""
    start = setting.quotation.outer.start
    found = _BEFORE_COLON.search(
        setting.text, max(setting.paragraph.start, start - _BEFORE_COLON_LENGTH), start
    )
    if found:
        name = _bare_name(found)
        at_start = name.start <= setting.paragraph.start + 1
        colon = setting.text.index(":", name.end)
        yield Candidate("name_and_colon", name, Span(colon, colon + 1), distance=1 if at_start else 2)


def _own_clauses(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of every clause of the quotation's own paragraphs, under the rule that it fits."""
    spoken = any(candidate is not None for candidate in earlier[-REMEMBERED:])
    for place in setting.places:
        silent = spoken and not any(clause.cue_class in REPORTING_OR_WEAK for clause in place.clauses)
        for clause in place.clauses:
            if (silent and _states_a_thing(clause)) or any(reason(clause, place) for reason in OUTRANKED):
                continue
            rule = next(name for name, fits in CLAUSE_RULES if fits(setting, place, clause))
            yield Candidate(rule, clause.mention, clause.said, clause, place)


def _bare_name(found: re.Match[str]) -> Span:
    """Return the span of a name without what stands beside it: "Ada Quill, nurse", "Counsel, Ada Quill"."""
    start = found.start("name")
    parts = [Span(*part.span()) for part in _COMMA_PART.finditer(found["name"])]
    for part in parts:
        words = part.of(found["name"]).split()
        if len(words) > 1 and all(word[0].isupper() for word in words):
            return Span(start + part.start, start + part.end)
    name = parts[0].of(found["name"])
    end = _BEHIND_NAME.search(name)
    return Span(start, start + (end.start() if end else len(name)))


def _relays(clause: Clause, place: Place) -> bool:
    """Tell whether an outlet only carries what another speaker says in the same sentence.

    The outlet stands after "according to", or its verb governs the other's.
    """
    depth = place.above.get(clause.cue.i)
    carries = clause.how == "according_to" or (depth is not None and clause.how == "active")
    return (
        carries
        and clause.speaker_class == "outlet"
        and any(
            (depth is None or place.above[other.cue.i] < depth)
            and (other.speaker_class in _PERSONAL or (depth is None and other.speaker_class not in _FACELESS))
            for other in place.reporting_above
        )
    )


def _yields(clause: Clause, place: Place) -> bool:
    """Tell whether a clause stands over another's that reports the quotation in its stead.

    So it is where a passive verb has an agent, where the upper one does not report (``Police broke up what
    Quill called "..."``), and where the lower one has a conjunction (``While Quill called it "...," Rook
    said no``).
    """
    if clause.how == "passive_subject" and any(
        other.how == "passive" and other.cue.i == clause.cue.i for other in place.clauses
    ):
        return True
    depth = place.above.get(clause.cue.i)
    if depth is None:
        return False
    lower = [
        other
        for other in place.reporting_above
        if place.above[other.cue.i] < depth
        and other.speaker.i != clause.speaker.i
        and other.speaker_class not in _THINGS
    ]
    if clause.cue_class in ("verb", "auxiliary") or clause.how == "passive_subject":
        return bool(lower)
    return any(_has_conjunction(other) for other in lower)


def _has_conjunction(clause: Clause) -> bool:
    """Tell whether a clause begins with a conjunction of its own: "while", "after", "although"."""
    return clause.cue.dep == "advcl" and any(
        child.dep == "mark" or (child.dep == "advmod" and child.tag == "WRB") for child in clause.cue.children
    )


def _is_itself_reported(clause: Clause, place: Place) -> bool:
    """Tell whether another says what "they" or "it" said: ``Quill noted that they wrote "..."``."""
    depth = place.above.get(clause.cue.i)
    return (
        depth is not None
        and clause.speaker_class in ("they", "it")
        and any(
            place.above[other.cue.i] > depth
            and other.how in ("active", "shared")
            and other.speaker_class in (_PERSONAL | {"document"})
            and other.speaker.i != clause.speaker.i
            for other in place.reporting_above
        )
    )


OUTRANKED: tuple[Callable[[Clause, Place], bool], ...] = (_relays, _yields, _is_itself_reported)


def _states_a_thing(clause: Clause) -> bool:
    """Tell whether a clause says what something is, as ``The troops had been able to "..."``.

    Where no verb of saying stands in the paragraph, the speaker is who spoke before, not what it is about.
    """
    return clause.cue_class == "auxiliary" and clause.speaker_class in _THINGS


def _same_speaker(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of the quotation before."""
    for distance, previous in enumerate(reversed(earlier[-REMEMBERED:]), start=1):
        if previous is not None:
            yield Candidate("same_speaker", previous.mention, None, previous.clause, distance=distance)
            return


def _other_speaker(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker before the last one, as in dialogue."""
    said = [previous for previous in earlier[-REMEMBERED:] if previous is not None]
    if not said:
        return
    last = said[-1].mention.of(setting.text)
    for previous in reversed(said[:-1]):
        if previous.mention.of(setting.text) != last:
            yield Candidate("other_speaker", previous.mention, None, previous.clause)
            return


def _paragraph_before(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of every clause of the paragraph before, counted from its end."""
    if setting.before is not None:
        reading = setting.before
        for distance, clause in enumerate(reversed(reading.clauses[-_CLAUSES_BEFORE:]), start=1):
            yield Candidate("paragraph_before", clause.mention, clause.said, clause, distance=distance)


def _paragraph_after(setting: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of the first clause of the paragraph after one that is all quotation."""
    if setting.alone and setting.after is not None and setting.after.clauses:
        clause = setting.after.clauses[0]
        yield Candidate("paragraph_after", clause.mention, clause.said, clause, distance=1)


RULES: tuple[Callable[[QuotationContext, Earlier], Iterator[Candidate]], ...] = (
    _turn_labels,
    _names_after_dash,
    _own_clauses,
    _names_before_colon,
    _names_below,
    _same_speaker,
    _other_speaker,
    _paragraph_before,
    _paragraph_after,
)


def _according_to(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"..." according to Quill``."""
    return clause.how == "according_to"


def _viewpoint(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``For Quill, the plan is "..."``."""
    return clause.how == "viewpoint"


def _what_called(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``what Quill called "..."``."""
    start = min(clause.speaker.left_edge.i, clause.cue.i)
    return start > 0 and clause.speaker.i < clause.cue.i and clause.cue.words[start - 1].lower == "what"


def _quoted_as(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``state media quoted Quill as saying "..."``."""
    return clause.how == "quoted_as"


def _passive(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``was described by Quill as "..."``."""
    return clause.how == "passive"


def _relative(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill, who said "..."``: the mention is the noun, not "who"."""
    return clause.how == "relative"


def _participle(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill resigned, adding that "..."``."""
    return clause.how in ("participle", "modifier", "infinitive")


def _noun_of_saying(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill's claim that "..."`` and ``a statement by the ministry``."""
    return clause.how in ("possessive", "noun")


def _clause_later(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"..." It rained. Quill said so``."""
    return clause.cue.i > place.last and not place.same_sentence(clause.cue)


def _inverted(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"...," said Quill, a pilot who ...``."""
    return clause.speaker.i > clause.cue.i > place.last


def _clause_after(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"...," Quill said``."""
    return clause.cue.i > place.last


def _woven(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill called the plan "..."``: a fragment within the reporter's sentence."""
    return setting.kind == "fragment" and place.same_sentence(clause.cue)


def _goes_on_after_cue(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept the clause between two quotations for the second: ``"A," Quill said. "B."``."""
    start = min(clause.cue.i, clause.speaker.i)
    return clause.cue.i < place.first and place.reading.passed.quotations[start] > 0


def _clause_before(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill said: "..."``."""
    return place.same_sentence(clause.cue)


def _clause_earlier(setting: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept whatever clause stands in an earlier sentence of the paragraph: ``Quill agreed. "..."``."""
    return True


CLAUSE_RULES: tuple[tuple[str, Callable[[QuotationContext, Place, Clause], bool]], ...] = (
    ("according_to", _according_to),
    ("viewpoint", _viewpoint),
    ("what_called", _what_called),
    ("quoted_as", _quoted_as),
    ("passive", _passive),
    ("relative", _relative),
    ("participle", _participle),
    ("noun_of_saying", _noun_of_saying),
    ("clause_later", _clause_later),
    ("inverted", _inverted),
    ("clause_after", _clause_after),
    ("woven", _woven),
    ("goes_on_after_cue", _goes_on_after_cue),
    ("clause_before", _clause_before),
    ("clause_earlier", _clause_earlier),
)


def _reports(words: str) -> bool:
    """Tell whether a verb of saying stands among ``words``, so that they are a clause and no name."""
    return any(fold(word.strip(".,")) in load_lexicon().cue_verbs for word in words.split())
