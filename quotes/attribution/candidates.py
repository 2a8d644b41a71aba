"""Who may have spoken a quotation: candidates, each proposed by a named rule.

The rules propose whatever the words allow; `choice` chooses. A candidate keeps the name of its
rule, so that every attribution can be explained and every rule measured.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from quotes.attribution import rules
from quotes.attribution.context import Place, QuotationContext
from quotes.attribution.rules import Rule
from quotes.language import Language, fold
from quotes.parsing import REPORTING_OR_WEAK, Clause
from quotes.text import turn_label
from quotes.types import Span

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
_LINE_BELOW_WORDS = 4
_BEFORE_COLON_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible attribution: the words that name the speaker and the cue, and the rule that proposed it.

    ``clause`` and ``place`` are the reporting clause and the place of the quotation that it was seen from;
    ``distance`` counts how far off the rule looked, from 1.
    """

    rule: Rule
    mention: Span
    cue: Span | None = None
    clause: Clause | None = None
    place: Place | None = None
    distance: int = 0


Earlier = Sequence[Candidate | None]


def propose_candidates(context: QuotationContext, earlier: Earlier) -> list[Candidate]:
    """Return all candidates for a quotation, in the order of `RULES`.

    ``earlier`` are the candidates chosen for the quotations before it in the article, in order.
    """
    return [candidate for rule in RULES for candidate in rule(context, earlier)]


def _turn_labels(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the label that opens a transcript's turn inside the marks: ``"QUILL: We sail."``."""
    label = turn_label(context.text, context.quotation)
    if label:
        yield Candidate(rules.TURN_LABEL, label, Span(label.end, label.end + 1))


def _names_after_dash(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the name after a dash, also on the next line: ``"..." — Ada Quill``."""
    found = _AFTER_DASH.match(context.text, context.quotation.outer.end)
    if found and not _reports(found["name"], context.language):
        yield Candidate(rules.NAME_AFTER_DASH, _bare_name(found, context.language))


def _names_below(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the name that stands alone on the line below a pull quote."""
    if context.quotation.outer.start > context.paragraph.start + 1:
        return
    found = _LINE_BELOW.match(context.text, context.quotation.outer.end)
    if not found:
        return
    name = _bare_name(found, context.language)
    words = name.of(context.text).split()
    if 1 < len(words) <= _LINE_BELOW_WORDS and all(word[0].isupper() for word in words):
        yield Candidate(rules.NAME_BELOW, name)


def _names_before_colon(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the name before a colon: ``Quill: "..."``."""
    start = context.quotation.outer.start
    found = _BEFORE_COLON.search(
        context.text, max(context.paragraph.start, start - _BEFORE_COLON_LENGTH), start
    )
    if found:
        name = _bare_name(found, context.language)
        at_start = name.start <= context.paragraph.start + 1
        colon = context.text.index(":", name.end)
        yield Candidate(rules.NAME_AND_COLON, name, Span(colon, colon + 1), distance=1 if at_start else 2)


def _own_clauses(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of every clause of the quotation's own paragraphs, under the rule that it fits."""
    spoken = any(candidate is not None for candidate in earlier[-REMEMBERED:])
    for place in context.places:
        silent = spoken and not any(clause.cue_class in REPORTING_OR_WEAK for clause in place.clauses)
        for clause in place.clauses:
            if (silent and _states_a_thing(clause)) or any(
                reason(clause, place, context.language) for reason in OUTRANKED
            ):
                continue
            rule = next(rule for rule, fits in CLAUSE_RULES if fits(context, place, clause))
            yield Candidate(rule, clause.mention, clause.said, clause, place)


def _bare_name(found: re.Match[str], language: Language) -> Span:
    """Return the span of a name without what stands beside it: "Ada Quill, nurse", "Counsel, Ada Quill"."""
    start = found.start("name")
    parts = [Span(*part.span()) for part in _COMMA_PART.finditer(found["name"])]
    for part in parts:
        words = part.of(found["name"]).split()
        if len(words) > 1 and all(word[0].isupper() for word in words):
            return Span(start + part.start, start + part.end)
    name = parts[0].of(found["name"])
    end = language.grammar.patterns.behind_name.search(name)
    return Span(start, start + (end.start() if end else len(name)))


def _relays(clause: Clause, place: Place, language: Language) -> bool:
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


def _yields(clause: Clause, place: Place, language: Language) -> bool:
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
    return any(_has_conjunction(other, language) for other in lower)


def _has_conjunction(clause: Clause, language: Language) -> bool:
    """Tell whether a clause begins with a conjunction of its own: "while", "after", "although"."""
    labels = language.grammar.labels
    return clause.cue.dep in labels.adverbial_clauses and any(
        child.dep in labels.markers or (child.dep in labels.adverbs and child.tag in labels.question_adverbs)
        for child in clause.cue.children
    )


def _is_itself_reported(clause: Clause, place: Place, language: Language) -> bool:
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


OUTRANKED: tuple[Callable[[Clause, Place, Language], bool], ...] = (_relays, _yields, _is_itself_reported)


def _states_a_thing(clause: Clause) -> bool:
    """Tell whether a clause says what something is, as ``The troops had been able to "..."``.

    Where no verb of saying stands in the paragraph, the speaker is who spoke before, not what it is about.
    """
    return clause.cue_class == "auxiliary" and clause.speaker_class in _THINGS


def _same_speaker(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of the quotation before."""
    for distance, previous in enumerate(reversed(earlier[-REMEMBERED:]), start=1):
        if previous is not None:
            yield Candidate(rules.SAME_SPEAKER, previous.mention, None, previous.clause, distance=distance)
            return


def _other_speaker(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker before the last one, as in dialogue."""
    said = [previous for previous in earlier[-REMEMBERED:] if previous is not None]
    if not said:
        return
    last = said[-1].mention.of(context.text)
    for previous in reversed(said[:-1]):
        if previous.mention.of(context.text) != last:
            yield Candidate(rules.OTHER_SPEAKER, previous.mention, None, previous.clause)
            return


def _paragraph_before(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of every clause of the paragraph before, counted from its end."""
    if context.before is not None:
        reading = context.before
        for distance, clause in enumerate(reversed(reading.clauses[-_CLAUSES_BEFORE:]), start=1):
            yield Candidate(rules.PARAGRAPH_BEFORE, clause.mention, clause.said, clause, distance=distance)


def _paragraph_after(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """Propose the speaker of the first clause of the paragraph after one that is all quotation."""
    if context.alone and context.after is not None and context.after.clauses:
        clause = context.after.clauses[0]
        yield Candidate(rules.PARAGRAPH_AFTER, clause.mention, clause.said, clause, distance=1)


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


def _according_to(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"..." according to Quill``."""
    return clause.how == "according_to"


def _viewpoint(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``For Quill, the plan is "..."``."""
    return clause.how == "viewpoint"


def _what_called(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``what Quill called "..."``."""
    start = min(clause.speaker.left_edge.i, clause.cue.i)
    what = context.language.grammar.words.what
    return start > 0 and clause.speaker.i < clause.cue.i and clause.cue.words[start - 1].lower in what


def _quoted_as(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``state media quoted Quill as saying "..."``."""
    return clause.how == "quoted_as"


def _passive(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``was described by Quill as "..."``."""
    return clause.how == "passive"


def _relative(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill, who said "..."``: the mention is the noun, not "who"."""
    return clause.how == "relative"


def _participle(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill resigned, adding that "..."``."""
    return clause.how in ("participle", "modifier", "infinitive")


def _noun_of_saying(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill's claim that "..."`` and ``a statement by the ministry``."""
    return clause.how in ("possessive", "noun")


def _clause_later(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"..." It rained. Quill said so``."""
    return clause.cue.i > place.last and not place.same_sentence(clause.cue)


def _inverted(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"...," said Quill, a pilot who ...``."""
    return clause.speaker.i > clause.cue.i > place.last


def _clause_after(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``"...," Quill said``."""
    return clause.cue.i > place.last


def _woven(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill called the plan "..."``: a fragment within the reporter's sentence."""
    return context.kind == "fragment" and place.same_sentence(clause.cue)


def _goes_on_after_cue(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept the clause between two quotations for the second: ``"A," Quill said. "B."``."""
    start = min(clause.cue.i, clause.speaker.i)
    return clause.cue.i < place.first and place.reading.passed.quotations[start] > 0


def _clause_before(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept ``Quill said: "..."``."""
    return place.same_sentence(clause.cue)


def _clause_earlier(context: QuotationContext, place: Place, clause: Clause) -> bool:
    """Accept whatever clause stands in an earlier sentence of the paragraph: ``Quill agreed. "..."``."""
    return True


CLAUSE_RULES: tuple[tuple[Rule, Callable[[QuotationContext, Place, Clause], bool]], ...] = (
    (rules.ACCORDING_TO, _according_to),
    (rules.VIEWPOINT, _viewpoint),
    (rules.WHAT_CALLED, _what_called),
    (rules.QUOTED_AS, _quoted_as),
    (rules.PASSIVE, _passive),
    (rules.RELATIVE, _relative),
    (rules.PARTICIPLE, _participle),
    (rules.NOUN_OF_SAYING, _noun_of_saying),
    (rules.CLAUSE_LATER, _clause_later),
    (rules.INVERTED, _inverted),
    (rules.CLAUSE_AFTER, _clause_after),
    (rules.WOVEN, _woven),
    (rules.GOES_ON_AFTER_CUE, _goes_on_after_cue),
    (rules.CLAUSE_BEFORE, _clause_before),
    (rules.CLAUSE_EARLIER, _clause_earlier),
)


def _reports(words: str, language: Language) -> bool:
    """Tell whether a verb of saying stands among ``words``, so that they are a clause and no name."""
    return any(fold(word.strip(".,")) in language.lexicon.cue_verbs for word in words.split())
