"""What speaks for and against a candidate: the names of its features.

A feature is a fact, or several joined by ``&``. For example, ``side=after&gap=0&cue=say`` means that the
clause follows the quotation, that no word comes between, and that its verb is a form of "say". Each feature
has a weight in ``quotes/language/data/en/attribution_weights.tsv``; the sum of the weights is the candidate's
score.

Each function works out its facts and then lists its features as formatted strings. Filling them into a table
of templates takes half as long again, and features are made for every candidate.
"""

from collections.abc import Sequence

from quotes.attribution.candidates import Candidate
from quotes.attribution.context import Place, QuotationContext
from quotes.attribution.rules import PARAGRAPH_BEFORE, RuleKind
from quotes.language import Language
from quotes.parsing import REPORTING, REPORTING_OR_WEAK, Clause, cue_class
from quotes.types import Span

_GAPS = ((0, "0"), (1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"), (25, "13-25"))
_CARRIED_WITHIN = 6000
_END_MARKS = ".,?!—-:;…"
_LEAD_MARKS = ',:.;—–-(!?”"'


def candidate_features(
    candidate: Candidate, context: QuotationContext, rivals: Sequence[Candidate], previous: Candidate | None
) -> list[str]:
    """List the features of a candidate.

    ``rivals`` are all candidates for the quotation, ``previous`` is the one chosen for the quotation before.
    """
    rule, kind = candidate.rule.name, candidate.rule.kind
    found = [f"rule={rule}", f"rule={rule}&kind={context.kind}&alone={context.alone}"]
    if candidate.distance:
        found.append(f"rule={rule}&distance={min(candidate.distance, 5)}&alone={context.alone}")
    if previous and _names_the_same(context.text, candidate.mention, previous.mention):
        found += ["as_before", f"as_before&rule={rule}"]
    clause, place = candidate.clause, candidate.place
    if clause is None or kind is RuleKind.carried:
        return found + _carried(candidate, context)
    found += _clause_words(rule, clause, context.language)
    if kind is RuleKind.neighbour:
        return found + _neighbouring(candidate, clause, context)
    if place is None:
        return found
    layout = _ClauseLayout(clause, place, context)
    return found + layout.position() + layout.grammar() + layout.nearer_clauses(rivals)


def bucket(count: int) -> str:
    """Coarse name for a number of words."""
    return next((name for limit, name in _GAPS if count <= limit), "more")


def _names_the_same(text: str, one: Span, other: Span) -> bool:
    """Are two mentions the same span, or do they end in the same capitalised word?"""
    if one == other:
        return True
    first, second = one.of(text).split(), other.of(text).split()
    return bool(first and second and first[-1] == second[-1] and first[-1][0].isupper())


def _sign(character: str) -> str:
    """A mark as it is; "word" for a letter or digit."""
    return "word" if character.isalnum() else character


def _clause_words(rule: str, clause: Clause, language: Language) -> list[str]:
    """What the reporting clause is, wherever it is."""
    how, cue, speaker = clause.how, clause.cue_class, clause.speaker_class
    found = [
        f"cue={cue}",
        f"speaker={speaker}",
        f"how={how}",
        f"rule={rule}&cue={cue}",
        f"rule={rule}&speaker={speaker}",
        f"cue={cue}&speaker={speaker}",
        f"how={how}&cue={cue}",
        f"how={how}&speaker={speaker}",
        f"tag={clause.cue.tag}&cue={cue}",
    ]
    if any(child.dep in language.grammar.labels.negations for child in clause.cue.children):
        found.append("negated")
    return found


def _carried(candidate: Candidate, context: QuotationContext) -> list[str]:
    """How well a speaker from an earlier quotation fits the quotation's place in its paragraph."""
    text, start = context.text, context.quotation.outer.start
    rule, kind = candidate.rule.name, context.kind
    gap = text.count("\n\n", max(candidate.mention.end, start - _CARRIED_WITHIN), start)
    before = text[max(context.paragraph.start, start - 3) : start].strip()[-1:]
    found = [
        f"carried_over={min(gap, 5)}&alone={context.alone}&kind={kind}",
        f"rule={rule}&carried_over={min(gap, 3)}",
        f"rule={rule}&at_start={start <= context.paragraph.start + 1}&kind={kind}",
        f"rule={rule}&lead={_sign(before)}",
    ]
    if candidate.mention.start >= context.paragraph.start:
        found.append(f"rule={rule}&same_paragraph&kind={kind}")
    return found


def _neighbouring(candidate: Candidate, clause: Clause, context: QuotationContext) -> list[str]:
    """Where a clause is in the paragraph before or after the quotation."""
    words, cue = clause.cue.words, clause.cue_class
    where = f"rule={candidate.rule.name}&alone={context.alone}"
    parsed = context.before if candidate.rule is PARAGRAPH_BEFORE else context.after
    last_sentence = parsed is not None and clause.cue.i > parsed.last_stop
    root = clause.cue.dep in context.language.grammar.labels.roots
    found = [
        f"{where}&cue={cue}",
        f"{where}&ends={_sign(words[-1].text[:1])}",
        f"{where}&last_sentence={last_sentence}",
        f"{where}&root={root}&last_sentence={last_sentence}",
    ]
    if words[-1].text == ":":
        found += [
            f"before_colon&cue={cue}&distance={min(candidate.distance, 5)}",
            f"before_colon&root={root}",
        ]
    return found


class _ClauseLayout:
    """How a clause and a quotation of the same paragraph are placed relative to each other.

    ``between`` are the numbers of the tokens from one to the other.
    """

    def __init__(self, clause: Clause, place: Place, context: QuotationContext) -> None:
        self.clause, self.place, self.context = clause, place, context
        self.language = context.language
        self.words, self.quoted = clause.cue.words, place.parsed.quoted
        self.lower, self.upper = sorted((clause.cue.i, clause.speaker.i))
        self.between = range(0)
        self.side = "around"
        if self.lower > place.last:
            self.side, self.between = "after", range(place.last + 1, self.lower)
        elif self.upper < place.first:
            self.side, self.between = "before", range(self.upper + 1, place.first)
        self.gap = bucket(self.count_between(place.parsed.passed.words))
        self.same = place.same_sentence(clause.cue)
        depth = place.above.get(clause.cue.i)
        self.depth = "none" if depth is None else str(min(depth, 4))

    def count_between(self, passed: Sequence[int]) -> int:
        """Count what lies between clause and quotation; ``passed`` is one of the counts of `Passed`."""
        return passed[self.between.stop] - passed[self.between.start] if self.between else 0

    def position(self) -> list[str]:
        """On which side the clause is, how far away, and which marks come between."""
        text, outer, kind = self.context.text, self.context.quotation.outer, self.context.kind
        side, gap, cue, how = self.side, self.gap, self.clause.cue_class, self.clause.how
        last = self.context.quotation.span.of(text)[-1]
        end = last if last in _END_MARKS else "none"
        leading = text[max(self.context.paragraph.start, outer.start - 4) : outer.start].strip()[-1:]
        lead = (leading if leading in _LEAD_MARKS else "word") if leading else "start"
        passed = self.place.parsed.passed
        stops, others = self.count_between(passed.breaks), self.count_between(passed.quotations)
        parsed_together = self.clause.cue.sentence in (
            self.words[self.place.first].sentence,
            self.words[self.place.last].sentence,
        )
        order = "verb_first" if self.clause.cue.i < self.clause.speaker.i else "name_first"
        found = [
            f"side={side}&gap={gap}",
            f"side={side}&gap={gap}&cue={cue}",
            f"side={side}&gap={gap}&end={end}",
            f"side={side}&gap={gap}&lead={lead}&kind={kind}",
            f"side={side}&gap={gap}&how={how}",
            f"side={side}&gap={gap}&how={how}&cue={cue}",
            f"side={side}&gap={gap}&order={order}",
            f"side={side}&same_sentence={self.same}&parsed_together={parsed_together}&kind={kind}",
            f"side={side}&same_sentence={self.same}&kind={kind}&cue={cue}",
            f"side={side}&same_sentence={self.same}&lead={lead}&cue={cue}",
            f"side={side}&quotes={min(others, 3)}&kind={kind}",
            f"side={side}&stops={min(stops, 3)}&kind={kind}",
            f"side={side}&stops={min(stops, 3)}&quotes={min(others, 2)}&end={end}",
            f"side={side}&end={end}&cue={cue}",
        ]
        if len(self.context.places) > 1:
            found.append(f"side={side}&gap={gap}&place={self.context.places.index(self.place)}")
        return found + self._edges(stops)

    def _edges(self, stops: int) -> list[str]:
        """What follows the clause and the quotation, or what precedes the clause."""
        if self.side == "after":
            follows = self.context.text[self.context.quotation.outer.end :][:1]
            then = self.words[self.upper + 1].text[:1] if self.upper + 1 < len(self.words) else "end"
            return [
                f"after&follows={_sign(follows)}&gap={self.gap}",
                f"after&then={_sign(then)}&gap={self.gap}",
            ]
        if self.side == "before":
            reports_other = any(i in self.quoted for i in range(max(0, self.lower - 3), self.lower))
            return [f"before&reports_other={reports_other}&stops={min(stops, 2)}&kind={self.context.kind}"]
        return []

    def grammar(self) -> list[str]:
        """How the parse connects the quotation with the clause."""
        clause, place, kind, depth, side = self.clause, self.place, self.context.kind, self.depth, self.side
        cue, how, speaker = clause.cue_class, clause.how, clause.speaker_class
        label = place.head.dep if place.head is not None else "none"
        lead = self._lead_word()
        governing = self._governing_cue()
        starts = clause.speaker.i == 0 or clause.speaker.left_edge.i == clause.speaker.sentence.start
        return [
            f"depth={depth}&kind={kind}&cue={cue}",
            f"depth={depth}&kind={kind}&speaker={speaker}",
            f"depth={depth}&kind={kind}&side={side}",
            f"depth={depth}&how={how}&cue={cue}",
            f"depth={depth}&lead={lead}&cue={cue}",
            f"depth={depth}&lead={lead}&how={how}",
            f"depth={depth}&label={label}&cue={cue}",
            f"depth={depth}&label={label}&how={how}",
            f"speaker_above={clause.speaker.i in place.above}&cue={cue}&kind={kind}",
            f"speaker_label={clause.speaker.dep}&how={how}&kind={kind}&side={side}",
            f"cue_label={clause.cue.dep}&cue={cue}&kind={kind}&side={side}",
            f"starts_sentence={starts}&side={side}&kind={kind}",
            f"governed_by={governing}&cue={cue}&kind={kind}",
            f"governed_by={governing}&cue={cue}&speaker={speaker}&kind={kind}",
            f"governed_by={governing}&depth={depth}&how={how}",
            *self._reporter_below(),
            *self._governing_rival(),
        ]

    def _governing_rival(self) -> list[str]:
        """Which reporting verb of another speaker is directly above the quotation."""
        above = self.place.above
        rivals = {
            other.cue_class
            for other in self.place.reporting_above
            if above[other.cue.i] == 0
            and other.speaker.i != self.clause.speaker.i
            and other.cue.i != self.clause.cue.i
        }
        rival = min(rivals, default="none")
        reports_next = self.side == "after" and any(
            i in self.quoted for i in range(self.upper + 1, self.clause.cue.sentence.end)
        )
        return [
            f"rival={rival}&side={self.side}&kind={self.context.kind}",
            f"rival={rival}&reports_next={reports_next}&side={self.side}&kind={self.context.kind}",
            f"rival={rival}&cue={self.clause.cue_class}&depth={self.depth}",
        ]

    def _reporter_below(self) -> list[str]:
        """Which reporting clause comes between this one and the quotation below it in the parse.

        "first" means that this clause is itself the nearest one above the quotation that may report.
        """
        above = self.place.above
        depth = above.get(self.clause.cue.i)
        if depth is None:
            return []
        cue, kind, how = self.clause.cue_class, self.context.kind, self.clause.how
        inner = [other for other in self.place.reporting_above if above[other.cue.i] < depth]
        if not inner:
            return [f"first&cue={cue}&kind={kind}", f"first&cue={cue}&how={how}&kind={kind}"]
        nearest = min(inner, key=lambda other: above[other.cue.i])
        below = f"below={nearest.cue_class}"
        if nearest.speaker.i == self.clause.speaker.i:
            return [f"{below}&same_speaker&cue={cue}"]
        who = f"{below}&speaker_below={nearest.speaker_class}"
        return [
            f"{below}&cue={cue}&kind={kind}",
            who,
            f"{who}&cue={cue}",
            f"{below}&how_below={nearest.how}&cue={cue}",
        ]

    def _lead_word(self) -> str:
        """The word before the quotation if it is a function word, otherwise its part of speech."""
        if self.place.first == 0:
            return "start"
        token = self.words[self.place.first - 1]
        return token.lower if token.lower in self.language.lexicon.function_words else token.tag

    def _governing_cue(self) -> str:
        """How surely a verb above the clause reports: "strong", "weak" or "none"."""
        for token in self.clause.cue.ancestors:
            if token.tag in self.language.grammar.labels.nouns:
                continue
            name = cue_class(token, self.language)
            if name in REPORTING:
                return "strong"
            if name == "weak":
                return "weak"
        return "none"

    def nearer_clauses(self, rivals: Sequence[Candidate]) -> list[str]:
        """How many other clauses are nearer to the quotation on the same side."""
        side, kind = self.side, self.context.kind
        nearer = {
            rival.clause.cue.i: rival.clause.cue_class
            for rival in rivals
            if rival.clause is not None and rival.place is self.place and self._is_nearer(rival.clause.cue.i)
        }
        strong = min(2, sum(1 for name in nearer.values() if name in REPORTING))
        reporting = min(2, sum(1 for name in nearer.values() if name in REPORTING_OR_WEAK))
        return [
            f"side={side}&nearer_reporting={reporting}&cue={self.clause.cue_class}&kind={kind}",
            f"side={side}&nearer_reporting={reporting}&same_sentence={self.same}&depth={self.depth}",
            f"side={side}&nearer={min(len(nearer), 3)}&kind={kind}",
            f"side={side}&nearer_strong={strong}&cue={self.clause.cue_class}",
            f"side={side}&nearer_strong={strong}&kind={kind}&same_sentence={self.same}",
        ]

    def _is_nearer(self, position: int) -> bool:
        """Is a cue at ``position`` between this clause's cue and the quotation?"""
        if self.side == "after":
            return self.place.last < position < self.clause.cue.i
        return self.clause.cue.i < position < self.place.first
