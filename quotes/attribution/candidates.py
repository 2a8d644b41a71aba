"""Propose who may have spoken a quotation. Each candidate comes from a named rule.

The rules propose everything that the words allow; `choice` picks one. A candidate keeps its rule, so that
every attribution can be explained and every rule measured.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from quotes.attribution import rules
from quotes.attribution.clause_rules import fitting_rule
from quotes.attribution.context import ParsedParagraph, Place, QuotationContext
from quotes.attribution.mention_classes import THINGS
from quotes.attribution.others_words import is_met_with
from quotes.attribution.outranked_clauses import is_outranked
from quotes.attribution.rules import Rule
from quotes.language import Language, fold
from quotes.parsing import REPORTING, REPORTING_OR_WEAK, Clause, names_aside
from quotes.text import turn_label
from quotes.types import Span

REMEMBERED = 6
"""How many of the preceding quotations may lend their speaker."""

_CLAUSES_BEFORE = 20
_NAMES_BEFORE = 2
_NAME = r"[^\W\d_a-z][\w.’'&-]*(?:\s+(?:\([^()\n]{1,40}\)|[\w.’'&,-]+)){0,8}"
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?[\s,–—-]+)?"
_BEFORE_COLON = re.compile(
    rf"(?:^|(?<=[\n.!?”\"—–-])\s*|(?<=\s)-\s*){_CLOCK}(?P<name>{_NAME})\s*:\s*$", re.MULTILINE
)
_STATED = re.compile(r"(?P<document>.+)\s(?P<verb>[a-z]+)")
_AFTER_DASH = re.compile(
    r"(?P<gap>\s*)[-—–―]{1,3}\s*(?P<name>[^\W\d_a-z][^\n\"“”:]{1,80}?)\.?(?:\s+\([^()\n]*\))?\s*(?=\n|\Z|[\"“”])"
)
_LINE_BELOW = re.compile(r"[^\S\n]*\n[^\S\n]*(?P<name>[A-Z][^\n\"“”:]{1,80}?)\.?\s*(?=\n|\Z)")
_COMMA_PART = re.compile(r"[^,\s][^,]*(?<!\s)")
_LINE_BELOW_WORDS = 4
_SENTENCE_ENDS = frozenset({".", "!", "?", "…"})
_BEFORE_COLON_WITHIN = 120
_CAPTION_WORDS = 5
_STOPPED = re.compile(r"[.!?…:;,\"'”’)\]]\s*\Z")
_SILENT = THINGS | {"document"}
"""Classes of mentions that do not speak unless a verb says that they do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible attribution: the words that name the speaker and the cue, and the rule that proposed it.

    ``clause`` is the reporting clause and ``place`` the quotation's place in the same paragraph, if there are
    any. ``distance`` counts from 1 how far away the rule had to look; 0 if the rule does not count.
    """

    rule: Rule
    mention: Span
    cue: Span | None = None
    clause: Clause | None = None
    place: Place | None = None
    distance: int = 0


Earlier = Sequence[Candidate | None]


def propose_candidates(context: QuotationContext, earlier: Earlier) -> list[Candidate]:
    """Propose all candidates for a quotation, in the order of `PROPOSERS`.

    ``earlier`` are the candidates chosen for the quotations before it in the article, in order.
    """
    proposers = PROPOSERS
    if context.kind == "fragment" and any(is_met_with(place, context.language) for place in context.places):
        proposers = (_own_clauses,)
    return [candidate for propose in proposers for candidate in propose(context, earlier)]


def _turn_labels(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The label with which a transcript opens a turn inside the marks: ``"QUILL: We sail."``."""
    label = turn_label(context.text, context.quotation)
    if label:
        yield Candidate(rules.TURN_LABEL, label, Span(label.end, label.end + 1))


def _names_after_dash(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The name after a dash, on the same or the next line: ``"..." — Ada Quill``.

    A quotation that begins its paragraph may have it after a blank line.
    """
    outer = context.quotation.outer
    found = _AFTER_DASH.match(context.text, outer.end)
    if found and "\n\n" in found["gap"] and outer.start > context.paragraph.start:
        return
    if found and not _has_reporting_verb(found["name"], context.language):
        yield Candidate(rules.NAME_AFTER_DASH, _name_alone(found, context.language))


def _names_below(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The name on a line of its own below a pull quote."""
    if context.quotation.outer.start > context.paragraph.start + 1:
        return
    found = _LINE_BELOW.match(context.text, context.quotation.outer.end)
    if not found:
        return
    name = _name_alone(found, context.language)
    words = name.of(context.text).split()
    if fold(words[0]) in context.language.lexicon.prepositions:
        return  # "In Pell, people were asked"
    if 1 < len(words) <= _LINE_BELOW_WORDS and all(word[0].isupper() for word in words):
        yield Candidate(rules.NAME_BELOW, name)


def _names_before_colon(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The name before a colon: ``Quill: "..."``, or a document and its verb: ``The ruling states: "..."``."""
    start = context.quotation.outer.start
    found = _BEFORE_COLON.search(
        context.text, max(context.paragraph.start, start - _BEFORE_COLON_WITHIN), start
    )
    stated = _STATED.match(context.text, *found.span("name")) if found else None
    if found and stated and _is_document(stated, context.language):
        document, verb = Span(*stated.span("document")), Span(*stated.span("verb"))
        yield Candidate(rules.NAME_AND_COLON, document, verb, distance=1)
    elif found and _may_be_label(found["name"], context.language):
        name = _name_alone(found, context.language)
        at_start = name.start <= context.paragraph.start + 1
        colon = context.text.index(":", name.end)
        yield Candidate(rules.NAME_AND_COLON, name, Span(colon, colon + 1), distance=1 if at_start else 2)


def _documents_read(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """A document and "read", which the parser may take for a noun: ``A poster in the window read "..."``."""
    start = context.quotation.outer.start
    reads, lexicon = context.language.grammar.patterns.document_reads, context.language.lexicon
    found = reads.search(context.text, max(context.paragraph.start, start - _BEFORE_COLON_WITHIN), start)
    if not found or fold(found["noun"]) not in lexicon.speech_documents:
        return
    document, verb = Span(*found.span("document")), Span(*found.span("verb"))
    if any(clause.said == verb for place in context.places for clause in place.clauses):
        return
    rule = rules.CLAUSE_BEFORE if found["end"] else rules.WOVEN
    yield Candidate(rule, document, verb)


def _own_clauses(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The speaker of every clause of the quotation's own paragraphs, with the rule that it fits."""
    spoken = any(candidate is not None for candidate in earlier[-REMEMBERED:])
    for place in context.places:
        silent = spoken and not any(clause.cue_class in REPORTING_OR_WEAK for clause in place.clauses)
        named = bool(_named_in_sentence_before(context, place))
        for clause in place.clauses:
            if silent and _describes_a_thing(clause):
                continue
            if named and clause.speaker_class in _SILENT and clause.cue.i < place.first:
                continue
            if is_outranked(clause, place, context.language):
                continue
            rule = fitting_rule(context, place, clause)
            yield Candidate(rule, clause.mention, clause.said, clause, place)


def _name_alone(found: re.Match[str], language: Language) -> Span:
    """Span of a name without the words that describe it: "Ada Quill, nurse", "Counsel, Ada Quill"."""
    start = found.start("name")
    parts = [Span(*part.span()) for part in _COMMA_PART.finditer(found["name"])]
    for part in parts:
        words = part.of(found["name"]).split()
        if len(words) > 1 and all(word[0].isupper() for word in words):
            return Span(start + part.start, start + part.end)
    name = parts[0].of(found["name"])
    end = language.grammar.patterns.behind_name.search(name)
    return Span(start, start + (end.start() if end else len(name)))


def _describes_a_thing(clause: Clause) -> bool:
    """Does a clause say what something is: ``The troops had been able to "..."``?

    If no verb in the paragraph reports, the speaker is whoever spoke before, not the thing described.
    """
    return clause.cue_class == "auxiliary" and clause.speaker_class in THINGS


def _same_speaker(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The speaker of the quotation before."""
    for distance, previous in enumerate(reversed(earlier[-REMEMBERED:]), start=1):
        if previous is not None:
            yield Candidate(rules.SAME_SPEAKER, previous.mention, None, previous.clause, distance=distance)
            return


def _other_speaker(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The last speaker who is not that of the quotation before, as in a dialogue."""
    said = [previous for previous in earlier[-REMEMBERED:] if previous is not None]
    if not said:
        return
    last = said[-1].mention.of(context.text)
    for previous in reversed(said[:-1]):
        if previous.mention.of(context.text) != last:
            yield Candidate(rules.OTHER_SPEAKER, previous.mention, None, previous.clause)
            return


def _paragraph_before(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The speaker of every clause of the paragraph before, beginning at its end.

    A thing does not speak if that paragraph names somebody at its end, or only asks who has spoken before.
    """
    if context.before is not None and not _is_passed_over(context.before, context, earlier):
        asked = bool(earlier) and context.before.passage.words[-1].text == "?"
        named = context.alone and _named_in_last_sentence(context.before, context.language)
        nearest_first = reversed(context.before.clauses[-_CLAUSES_BEFORE:])
        for distance, clause in enumerate(nearest_first, start=1):
            if not ((named or asked) and clause.speaker_class in _SILENT):
                yield Candidate(
                    rules.PARAGRAPH_BEFORE, clause.mention, clause.said, clause, distance=distance
                )


def _is_passed_over(parsed: ParsedParagraph, context: QuotationContext, earlier: Earlier) -> bool:
    """Does nobody of a paragraph speak in the one below it, as it is a caption or an interviewer's?"""
    return (context.alone and _is_of_interviewer(parsed, context, earlier)) or _is_caption(parsed, earlier)


def _is_of_interviewer(parsed: ParsedParagraph, context: QuotationContext, earlier: Earlier) -> bool:
    """Does a paragraph put a question to "you": "Why did you leave Quill's ward?"? Quill does not answer.

    Also without a question mark if nobody is known to have answered the one before.
    """
    words, second_person = parsed.passage.words, context.language.grammar.words.second_person
    asks = words[-1].text == "?" or (bool(earlier) and earlier[-1] is None)
    return asks and any(word.lower in second_person and word.i not in parsed.quoted for word in words)


def _is_caption(parsed: ParsedParagraph, earlier: Earlier) -> bool:
    """Does a paragraph after somebody's words stop without a mark and report nothing: "Vale Bay at low tide"?

    A name and a comma label what comes after: "Ada Quill, 34, a nurse from Vale".
    """
    words = parsed.passage.view.text
    if not any(earlier) or len(words.split()) < _CAPTION_WORDS or _STOPPED.search(words):
        return False
    label = words.partition(",")[0].split()
    if "," in words and all(word[0].isupper() for word in label):
        return False
    return not any(clause.cue_class in REPORTING for clause in parsed.clauses)


def _named_in_last_sentence(parsed: ParsedParagraph, language: Language) -> bool:
    """Does a paragraph end in a sentence that names somebody, and in which only things act?"""
    words = parsed.passage.words
    near = [clause for clause in parsed.clauses if clause.cue.i >= words[-1].sentence.start]
    return _only_things_act(near) and any(
        clause.speaker_class == "name" for clause in names_aside(parsed.passage, parsed.quoted, language)
    )


def _only_things_act(clauses: Sequence[Clause]) -> bool:
    """Does no clause report, and is each about a thing?"""
    return all(
        clause.cue_class not in REPORTING_OR_WEAK and clause.speaker_class in _SILENT for clause in clauses
    )


def _named_in_sentence_before(context: QuotationContext, place: Place) -> list[Clause]:
    """The last names of the sentence before a quotation that stands by itself, if no one speaks there.

    "The news reached Quill at noon. “I sat down.”": the news does not speak.
    """
    words, first = place.parsed.passage.words, place.first
    if context.kind != "full" or first == 0 or words[first - 1].text not in _SENTENCE_ENDS:
        return []
    start = words[first - 1].sentence.start
    near = [clause for clause in place.clauses if start <= clause.cue.i < first or _follows(clause, place)]
    if not _only_things_act(near):
        return []
    aside = names_aside(place.parsed.passage, place.parsed.quoted, context.language, first)
    return [clause for clause in islice(aside, _NAMES_BEFORE) if clause.speaker_class == "name"]


def _follows(clause: Clause, place: Place) -> bool:
    """Is a clause behind the quotation in its own sentence: ``"..." she said``?"""
    return clause.cue.i > place.last and place.same_sentence(clause.cue)


def _named_here(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The last names of the sentence before a quotation that stands by itself in their paragraph."""
    for place in context.places:
        for distance, clause in enumerate(_named_in_sentence_before(context, place), start=1):
            yield Candidate(rules.NAMED_BEFORE, clause.mention, None, clause, distance=distance)


def _named_before(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The last names in the paragraph before one that is all quotation, if they are no subject there."""
    if not context.alone or context.before is None or _is_passed_over(context.before, context, earlier):
        return
    speaking = {clause.mention for clause in context.before.clauses}
    aside = names_aside(context.before.passage, context.before.quoted, context.language)
    others = (clause for clause in aside if clause.mention not in speaking)
    for distance, clause in enumerate(islice(others, _NAMES_BEFORE), start=1):
        yield Candidate(rules.NAMED_BEFORE, clause.mention, None, clause, distance=distance)


def _paragraph_after(context: QuotationContext, earlier: Earlier) -> Iterator[Candidate]:
    """The speaker of the first clause of the paragraph after one that is all quotation.

    "These were the words of Bela Quill": the words, to which "these" points back, do not speak.
    """
    if not context.alone or context.after is None:
        return
    if context.before is not None and _is_of_interviewer(context.before, context, earlier):
        return
    points_back = context.language.grammar.words.points_back
    speaking = (clause for clause in context.after.clauses if clause.speaker.lower not in points_back)
    for clause in islice(speaking, 1):
        yield Candidate(rules.PARAGRAPH_AFTER, clause.mention, clause.said, clause, distance=1)


PROPOSERS: tuple[Callable[[QuotationContext, Earlier], Iterator[Candidate]], ...] = (
    _turn_labels,
    _names_after_dash,
    _documents_read,
    _own_clauses,
    _names_before_colon,
    _names_below,
    _same_speaker,
    _other_speaker,
    _paragraph_before,
    _named_here,
    _named_before,
    _paragraph_after,
)


def _is_document(found: re.Match[str], language: Language) -> bool:
    """Is this a document and its verb, which the parser may take for a noun: "The ruling states"?"""
    lexicon, verb = language.lexicon, fold(found["verb"])
    noun = fold(found["document"]).split()[-1]
    return noun in lexicon.speech_documents and (verb in lexicon.cue_verbs or verb in lexicon.weak_cue_verbs)


def _may_be_label(words: str, language: Language) -> bool:
    """May the words before a colon name somebody, rather than begin a sentence: "In a statement:"?"""
    first = words.split(maxsplit=1)[0]
    begins_sentence = fold(first) in language.lexicon.opening_words
    is_article = first in language.grammar.words.title_articles
    return (is_article or not begins_sentence) and not _has_reporting_verb(words, language)


def _has_reporting_verb(words: str, language: Language) -> bool:
    """Is a verb of saying among ``words``? Then they are a clause, not a name."""
    return any(fold(word.strip(".,")) in language.lexicon.cue_verbs for word in words.split())
