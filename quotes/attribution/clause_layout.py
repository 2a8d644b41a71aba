"""How a reporting clause and a quotation of the same paragraph are placed relative to each other."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quotes.attribution.candidates import Candidate
from quotes.attribution.context import Place, QuotationContext
from quotes.attribution.mention_classes import PERSONAL
from quotes.attribution.rules import NAMED_BEFORE, PARAGRAPH_BEFORE
from quotes.language import FeatureGroup, Features
from quotes.parsing import REPORTING, REPORTING_OR_WEAK, Clause, cue_class

_GAPS = ((0, "0"), (1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"), (25, "13-25"))
_END_MARKS = ".,?!—-:;…"
_LEAD_MARKS = ',:.;—–-(!?”"'
_SPEAKING = ("name", "he", "role", "they", "we", "i", "organisation")
_HAS_VERB = frozenset({"active", "name_after", "name_before", "apposed", "apposed_by_order"})

_SIDE_AND_GAP = FeatureGroup(
    "side gap cue how order",
    "side={side}&gap={gap}",
    "side={side}&gap={gap}&cue={cue}",
    "side={side}&gap={gap}&how={how}",
    "side={side}&gap={gap}&how={how}&cue={cue}",
    "side={side}&gap={gap}&order={order}",
)
_MARKS = FeatureGroup(
    "side gap end lead kind cue",
    "side={side}&gap={gap}&end={end}",
    "side={side}&gap={gap}&lead={lead}&kind={kind}",
    "side={side}&end={end}&cue={cue}",
)
_SENTENCE = FeatureGroup(
    "side same together lead kind cue",
    "side={side}&same_sentence={same}&parsed_together={together}&kind={kind}",
    "side={side}&same_sentence={same}&kind={kind}&cue={cue}",
    "side={side}&same_sentence={same}&lead={lead}&cue={cue}",
)
_PASSED = FeatureGroup(
    "side quotes stops kind end",
    "side={side}&quotes={quotes}&kind={kind}",
    "side={side}&stops={stops}&kind={kind}",
)
_PASSED_AND_END = FeatureGroup("side quotes stops end", "side={side}&stops={stops}&quotes={quotes}&end={end}")
_PLACE = FeatureGroup("side gap place", "side={side}&gap={gap}&place={place}")
_AFTER = FeatureGroup("follows then gap", "after&follows={follows}&gap={gap}", "after&then={then}&gap={gap}")
_BEFORE = FeatureGroup("other stops kind", "before&reports_other={other}&stops={stops}&kind={kind}")
_DEPTH = FeatureGroup(
    "depth kind side cue how speaker",
    "depth={depth}&kind={kind}&cue={cue}",
    "depth={depth}&kind={kind}&speaker={speaker}",
    "depth={depth}&kind={kind}&side={side}",
    "depth={depth}&how={how}&cue={cue}",
)
_DEPTH_AND_LEAD = FeatureGroup(
    "depth lead label cue how",
    "depth={depth}&lead={lead}&cue={cue}",
    "depth={depth}&lead={lead}&how={how}",
    "depth={depth}&label={label}&cue={cue}",
    "depth={depth}&label={label}&how={how}",
)
_LABELS = FeatureGroup(
    "above cue_label speaker_label how cue kind side",
    "speaker_above={above}&cue={cue}&kind={kind}",
    "speaker_label={speaker_label}&how={how}&kind={kind}&side={side}",
    "cue_label={cue_label}&cue={cue}&kind={kind}&side={side}",
)
_COMMA = FeatureGroup(
    "comma how speaker side",
    "comma={comma}&how={how}&side={side}",
    "comma={comma}&how={how}&speaker={speaker}",
)
_SPEAKER = FeatureGroup(
    "starts verb how kind side",
    "speaker_of={verb}&how={how}&side={side}",
    "starts_sentence={starts}&side={side}&kind={kind}",
)
_GOVERNED = FeatureGroup(
    "governing depth cue how kind speaker",
    "governed_by={governing}&cue={cue}&kind={kind}",
    "governed_by={governing}&cue={cue}&speaker={speaker}&kind={kind}",
    "governed_by={governing}&depth={depth}&how={how}",
)
_FIRST = FeatureGroup("cue how kind", "first&cue={cue}&kind={kind}", "first&cue={cue}&how={how}&kind={kind}")
_BELOW_SAME = FeatureGroup("below cue", "below={below}&same_speaker&cue={cue}")
_BELOW = FeatureGroup(
    "below speaker how cue kind",
    "below={below}&cue={cue}&kind={kind}",
    "below={below}&speaker_below={speaker}",
    "below={below}&speaker_below={speaker}&cue={cue}",
    "below={below}&how_below={how}&cue={cue}",
)
_RIVAL = FeatureGroup(
    "rival next side kind cue depth",
    "rival={rival}&side={side}&kind={kind}",
    "rival={rival}&reports_next={next}&side={side}&kind={kind}",
    "rival={rival}&cue={cue}&depth={depth}",
)
_NEARER = FeatureGroup(
    "side reporting strong nearer cue kind same depth",
    "side={side}&nearer_reporting={reporting}&cue={cue}&kind={kind}",
    "side={side}&nearer_reporting={reporting}&same_sentence={same}&depth={depth}",
    "side={side}&nearer={nearer}&kind={kind}",
    "side={side}&nearer_strong={strong}&cue={cue}",
    "side={side}&nearer_strong={strong}&kind={kind}&same_sentence={same}",
)
_APPOSED_RIVAL = FeatureGroup("how", "apposed_rival&how={how}")
_BESIDE = FeatureGroup(
    "beside how cue speaker side same",
    "beside={beside}&how={how}&speaker={speaker}",
    "beside={beside}&how={how}&cue={cue}",
    "beside={beside}&side={side}&how={how}&same_sentence={same}",
)


def sign(character: str) -> str:
    """A mark as it is; "word" for a letter or digit."""
    return "word" if character.isalnum() else character


def bucket(count: int) -> str:
    """Coarse name for a number of words."""
    return next((name for limit, name in _GAPS if count <= limit), "more")


class Rivals:
    """What the candidates of one quotation have in common, worked out once for all of them."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._cues: dict[int, dict[int, str]] = {}
        self._speaking: dict[int, list[Clause]] = {}
        self._apposed: dict[int, set[int]] = {}
        for candidate in candidates:
            clause, place = candidate.clause, candidate.place
            if clause is None or place is None:
                continue
            here = id(place)
            self._cues.setdefault(here, {})[clause.cue.i] = clause.cue_class
            if clause.how in _HAS_VERB and clause.cue_class in REPORTING and place.same_sentence(clause.cue):
                self._speaking.setdefault(here, []).append(clause)
            if clause.how.startswith("apposed"):
                self._apposed.setdefault(here, set()).add(clause.cue.i)
        self.names_aside = any(candidate.rule is NAMED_BEFORE for candidate in candidates)
        self.subjects_before = _subjects(
            [each.clause for each in candidates if each.rule is PARAGRAPH_BEFORE and each.clause]
        )

    def between(self, place: Place, first: int, last: int) -> list[str]:
        """The classes of the cues from token ``first`` up to, but without, token ``last``."""
        return [name for i, name in self._cues.get(id(place), {}).items() if first <= i < last]

    def speaking(self, place: Place, clause: Clause) -> set[str]:
        """The classes of other speakers of the quotation's sentence whose verb surely reports."""
        return {
            other.speaker_class
            for other in self._speaking.get(id(place), ())
            if other.cue is not clause.cue and other.mention != clause.mention
        }

    def has_apposed(self, place: Place, clause: Clause) -> bool:
        """Does a name stand beside the role that is the subject of a clause?"""
        return clause.cue.i in self._apposed.get(id(place), ()) and not clause.how.startswith("apposed")


def _subjects(clauses: Sequence[Clause]) -> str:
    """Whether the subjects of some clauses speak, are people, or are things only."""
    if any(clause.cue_class in REPORTING for clause in clauses):
        return "speak"
    return "people" if any(clause.speaker_class in PERSONAL for clause in clauses) else "things"


class Around(NamedTuple):
    """The marks around a quotation: its last character, the one before it and the one after it."""

    end: str
    lead: str
    follows: str


def marks_around(context: QuotationContext) -> Around:
    """Look at the marks around a quotation."""
    text, outer = context.text, context.quotation.outer
    leading = text[max(context.paragraph.start, outer.start - 4) : outer.start].strip()[-1:]
    lead = (leading if leading in _LEAD_MARKS else "word") if leading else "start"
    last = context.last
    return Around(last if last in _END_MARKS else "none", lead, sign(text[outer.end : outer.end + 1]))


class ClauseLayout:
    """A clause and a quotation. ``between`` are the numbers of the tokens from one to the other."""

    def __init__(self, clause: Clause, place: Place, context: QuotationContext, around: Around) -> None:
        self.clause, self.place, self.context, self.around = clause, place, context, around
        self.language, self.kind = context.language, context.kind
        self.words, self.quoted = clause.cue.words, place.parsed.quoted
        self.lower, self.upper = sorted((clause.cue.i, clause.speaker.i))
        self.side, self.first, self.last = "around", 0, 0
        if self.lower > place.last:
            self.side, self.first, self.last = "after", place.last + 1, self.lower
        elif self.upper < place.first:
            self.side, self.first, self.last = "before", self.upper + 1, place.first
        self.gap = bucket(self._count_between(place.parsed.passed.words))
        self.same = place.same_sentence(clause.cue)
        depth = place.above.get(clause.cue.i)
        self.depth = "none" if depth is None else str(min(depth, 4))

    def _count_between(self, passed: Sequence[int]) -> int:
        """Count what lies between clause and quotation; ``passed`` is one of the counts of `Passed`."""
        return max(0, passed[self.last] - passed[self.first])

    def position(self) -> Iterator[Features]:
        """On which side the clause is, how far away, and which marks come between."""
        side, gap, clause, place, kind = self.side, self.gap, self.clause, self.place, self.kind
        end, lead, _ = self.around
        passed, sentence = place.parsed.passed, clause.cue.sentence
        stops = self._count_between(passed.breaks)
        quotes = self._count_between(passed.quotations)
        together = sentence in (self.words[place.first].sentence, self.words[place.last].sentence)
        order = "verb_first" if clause.cue.i < clause.speaker.i else "name_first"
        yield _SIDE_AND_GAP[side, gap, clause.cue_class, clause.how, order]
        yield _MARKS[side, gap, end, lead, kind, clause.cue_class]
        yield _SENTENCE[side, self.same, together, lead, kind, clause.cue_class]
        yield _PASSED[side, min(quotes, 3), min(stops, 3), kind, end]
        yield _PASSED_AND_END[side, min(quotes, 2), min(stops, 3), end]
        if len(self.context.places) > 1:
            yield _PLACE[side, gap, self.context.places.index(place)]
        yield from self._edges(stops)

    def _edges(self, stops: int) -> Iterator[Features]:
        """What follows the clause and the quotation, or what precedes the clause."""
        if self.side == "after":
            then = self.words[self.upper + 1].text[:1] if self.upper + 1 < len(self.words) else "end"
            yield _AFTER[self.around.follows, sign(then), self.gap]
        elif self.side == "before":
            other = any(i in self.quoted for i in range(max(0, self.lower - 3), self.lower))
            yield _BEFORE[other, min(stops, 2), self.kind]

    def grammar(self) -> Iterator[Features]:
        """How the parse connects the quotation with the clause."""
        clause, place, kind, depth, side = self.clause, self.place, self.kind, self.depth, self.side
        cue, how, speaker = clause.cue_class, clause.how, clause.speaker_class
        label = place.head.dep if place.head is not None else "none"
        head = clause.speaker
        starts = head.i == 0 or head.left_edge.i == head.sentence.start
        yield _DEPTH[depth, kind, side, cue, how, speaker]
        yield _DEPTH_AND_LEAD[depth, self._lead_word(), label, cue, how]
        yield _LABELS[head.i in place.above, clause.cue.dep, head.dep, how, cue, kind, side]
        yield _SPEAKER[starts, self._verb_of_speaker(), how, kind, side]
        if clause.cue.tag in self.language.grammar.labels.present_participles:
            behind_comma = clause.cue.i > 0 and clause.cue.beside(-1).text == ","
            yield _COMMA[behind_comma, how, speaker, side]
        yield _GOVERNED[self._governing_cue(), depth, cue, how, kind, speaker]
        yield from self._reporter_below()
        yield self._governing_rival()

    def _governing_rival(self) -> Features:
        """Which reporting verb of another speaker is directly above the quotation."""
        above, clause = self.place.above, self.clause
        rivals = [
            other.cue_class
            for other in self.place.reporting_above
            if above[other.cue.i] == 0 and other.speaker.i != clause.speaker.i and other.cue.i != clause.cue.i
        ]
        reports_next = self.side == "after" and any(
            i in self.quoted for i in range(self.upper + 1, clause.cue.sentence.end)
        )
        rival = min(rivals, default="none")
        return _RIVAL[rival, reports_next, self.side, self.kind, clause.cue_class, self.depth]

    def _reporter_below(self) -> Iterator[Features]:
        """Which reporting clause comes between this one and the quotation below it in the parse.

        "first" means that this clause is itself the nearest one above the quotation that may report.
        """
        above, clause = self.place.above, self.clause
        depth = above.get(clause.cue.i)
        if depth is None:
            return
        inner = [other for other in self.place.reporting_above if above[other.cue.i] < depth]
        if not inner:
            yield _FIRST[clause.cue_class, clause.how, self.kind]
            return
        nearest = min(inner, key=lambda other: above[other.cue.i])
        if nearest.speaker.i == clause.speaker.i:
            yield _BELOW_SAME[nearest.cue_class, clause.cue_class]
        else:
            yield _BELOW[nearest.cue_class, nearest.speaker_class, nearest.how, clause.cue_class, self.kind]

    def _verb_of_speaker(self) -> str:
        """Whether the parse makes the speaker the subject of another verb: "said [the ferry sank]"."""
        speaker, cue = self.clause.speaker, self.clause.cue
        if speaker.head is cue or speaker.dep not in self.language.grammar.labels.subjects:
            return "cue"
        if speaker.head.i < speaker.i:
            return "verb_before"
        return "verb_below" if cue in speaker.head.ancestors else "verb_after"

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

    def nearer_clauses(self, rivals: Rivals) -> Features:
        """How many other clauses are nearer to the quotation on the same side."""
        cue = self.clause.cue.i
        edges = (self.place.last + 1, cue) if self.side == "after" else (cue + 1, self.place.first)
        nearer = rivals.between(self.place, *edges)
        strong = min(2, sum(name in REPORTING for name in nearer))
        reporting = min(2, sum(name in REPORTING_OR_WEAK for name in nearer))
        count, cue_name = min(len(nearer), 3), self.clause.cue_class
        return _NEARER[self.side, reporting, strong, count, cue_name, self.kind, self.same, self.depth]

    def rivals_beside(self, rivals: Rivals) -> Iterator[Features]:
        """Which other speaker of the same sentence has a verb that surely reports, or a name of his own."""
        clause, place = self.clause, self.place
        if rivals.has_apposed(place, clause):
            yield _APPOSED_RIVAL[clause.how]
        speaking = rivals.speaking(place, clause)
        beside = next((name for name in _SPEAKING if name in speaking), "other" if speaking else "none")
        yield _BESIDE[beside, clause.how, clause.cue_class, clause.speaker_class, self.side, self.same]
