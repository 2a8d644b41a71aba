"""What speaks for and against a candidate: the names of its features.

A feature is a fact, or several joined by ``&``. For example, ``side=after&gap=0&cue=say`` means that the
clause follows the quotation, that no word comes between, and that its verb is a form of "say". Each feature
has a weight in ``quotes/language/data/en/attribution_weights.tsv``; the sum of the weights is the candidate's
score. The templates of features are in the tables here, in `clause_layout` and in `quoted_words`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from quotes.attribution.candidates import Candidate
from quotes.attribution.clause_layout import ClauseLayout, Rivals, marks_around, sign
from quotes.attribution.context import QuotationContext, counts_as_saying
from quotes.attribution.quoted_words import quoted_words
from quotes.attribution.rules import PARAGRAPH_AFTER, RuleKind
from quotes.language import FeatureGroup, Features, Language, fold
from quotes.parsing import Clause
from quotes.text import name_places
from quotes.types import Span

_CARRIED_WITHIN = 6000
_IN_OR_AT = (" in ", " at ")
_IN_OR_AT_LENGTH = 4

_RULE = FeatureGroup("rule kind alone", "rule={rule}", "rule={rule}&kind={kind}&alone={alone}")
_DISTANCE = FeatureGroup("rule distance alone", "rule={rule}&distance={distance}&alone={alone}")
_AS_BEFORE = FeatureGroup("rule", "as_before", "as_before&rule={rule}")
_CLAUSE = FeatureGroup(
    "rule how cue speaker tag",
    "cue={cue}",
    "speaker={speaker}",
    "how={how}",
    "rule={rule}&cue={cue}",
    "rule={rule}&speaker={speaker}",
    "cue={cue}&speaker={speaker}",
    "how={how}&cue={cue}",
    "how={how}&speaker={speaker}",
    "tag={tag}&cue={cue}",
)
_NEGATED = Features("negated")
_VERB = FeatureGroup(
    "help object clause cue how tag",
    "help={help}&cue={cue}",
    "help={help}&how={how}",
    "help={help}&how={how}&tag={tag}",
    "object={object}&clause={clause}&cue={cue}",
    "object={object}&clause={clause}&how={how}",
)
_PARSED_AS = FeatureGroup(
    "label tag cue_label above how",
    "label={label}&tag={tag}",
    "label={label}&cue_label={cue_label}&how={how}",
    "cue_label={cue_label}&cue_above={above}&how={how}",
)
_HEAD = FeatureGroup("head how", "head={head}", "head={head}&how={how}")
_ELSEWHERE = FeatureGroup(
    "elsewhere speaker rule how",
    "elsewhere={elsewhere}&speaker={speaker}",
    "elsewhere={elsewhere}&rule={rule}",
    "elsewhere={elsewhere}&how={how}",
)
_GERUND = FeatureGroup("opens then", "gerund&opens={opens}&then={then}")
_SHAPE = FeatureGroup(
    "shape how cue rule", "shape={shape}&how={how}", "shape={shape}&cue={cue}", "shape={shape}&rule={rule}"
)
_CARRIED = FeatureGroup(
    "rule kind alone over at_start",
    "carried_over={over}&alone={alone}&kind={kind}",
    "rule={rule}&at_start={at_start}&kind={kind}",
)
_CARRIED_RULE = FeatureGroup("rule over lead", "rule={rule}&carried_over={over}", "rule={rule}&lead={lead}")
_SAME_PARAGRAPH = FeatureGroup("rule kind", "rule={rule}&same_paragraph&kind={kind}")
_NEIGHBOUR = FeatureGroup(
    "rule alone cue ends last root",
    "rule={rule}&alone={alone}&cue={cue}",
    "rule={rule}&alone={alone}&ends={ends}",
    "rule={rule}&alone={alone}&last_sentence={last}",
    "rule={rule}&alone={alone}&root={root}&last_sentence={last}",
)
_NAMED_TOO = FeatureGroup(
    "rule speaker cue last others",
    "rule={rule}&others={others}",
    "rule={rule}&speaker={speaker}&others={others}",
    "rule={rule}&speaker={speaker}&cue={cue}&others={others}",
    "rule={rule}&speaker={speaker}&last_sentence={last}&others={others}",
)
_BEFORE_COLON = FeatureGroup(
    "cue distance root", "before_colon&cue={cue}&distance={distance}", "before_colon&root={root}"
)


def candidate_features(
    candidates: Sequence[Candidate], context: QuotationContext, previous: Candidate | None
) -> list[list[Features]]:
    """List the features of each candidate for a quotation, in groups.

    ``previous`` is the candidate chosen for the quotation before.
    """
    rivals, around, quoted = Rivals(candidates), marks_around(context), quoted_words(context)
    found = []
    for candidate in candidates:
        clause, place = candidate.clause, candidate.place
        groups = [*_of_rule(candidate, context, previous), *quoted.features(candidate, context)]
        if clause is not None:
            groups += _grammar_of_clause(clause, context.language)
        if clause is None or candidate.rule.kind is RuleKind.carried:
            groups += _carried(candidate, context)
        else:
            groups += _clause_words(candidate.rule.name, clause, context.language)
            groups += _mention_words(candidate.rule.name, clause, context)
            if candidate.rule.kind is RuleKind.neighbour:
                groups += _neighbouring(candidate, clause, context, rivals)
            elif place is not None:
                layout = ClauseLayout(clause, place, context, around)
                groups += layout.position()
                groups += layout.grammar()
                groups.append(layout.nearer_clauses(rivals))
                groups += layout.rivals_beside(rivals)
        found.append(groups)
    return found


def _of_rule(
    candidate: Candidate, context: QuotationContext, previous: Candidate | None
) -> Iterator[Features]:
    """The rule, how far it had to look, and whether it proposes the speaker of the quotation before."""
    rule = candidate.rule.name
    yield _RULE[rule, context.kind, context.alone]
    if candidate.distance:
        yield _DISTANCE[rule, min(candidate.distance, 5), context.alone]
    if previous and _names_the_same(context.text, candidate.mention, previous.mention):
        yield _AS_BEFORE[rule]


def _names_the_same(text: str, one: Span, other: Span) -> bool:
    """Are two mentions the same span, or do they end in the same capitalised word?"""
    if one == other:
        return True
    first, second = one.of(text).split(), other.of(text).split()
    return bool(first and second and first[-1] == second[-1] and first[-1][0].isupper())


def _clause_words(rule: str, clause: Clause, language: Language) -> Iterator[Features]:
    """What the reporting clause is, wherever it is."""
    yield _CLAUSE[rule, clause.how, clause.cue_class, clause.speaker_class, clause.cue.tag]
    if any(child.dep in language.grammar.labels.negations for child in clause.cue.children):
        yield _NEGATED


def _grammar_of_clause(clause: Clause, language: Language) -> Iterator[Features]:
    """What helps the verb and what it governs, how the parse sees the speaker, and the noun that speaks."""
    cue, speaker, labels, how = clause.cue, clause.speaker, language.grammar.labels, clause.how
    not_yet = language.grammar.words.not_yet
    helping = {
        child.lower if child.lower in not_yet else "other"
        for child in cue.children
        if child.dep in labels.helping_words
    }
    governed = {child.dep for child in cue.children}
    has_object = not governed.isdisjoint(labels.direct_objects)
    has_clause = not governed.isdisjoint(labels.clause_objects)
    yield _VERB["+".join(sorted(helping)) or "none", has_object, has_clause, clause.cue_class, how, cue.tag]
    yield _PARSED_AS[speaker.dep, speaker.tag, cue.dep, cue.head.tag, how]
    if speaker.tag in labels.common_nouns:
        yield _HEAD[speaker.lower, how]


def _mention_words(rule: str, clause: Clause, context: QuotationContext) -> Iterator[Features]:
    """What the mention looks like, and whether it speaks elsewhere in the article."""
    how, speaker, token = clause.how, clause.speaker_class, clause.speaker
    says = context.sayers.get(token.lower, 0) - counts_as_saying(clause)
    yield _ELSEWHERE[min(says, 2), speaker, rule, how]
    if token.tag in context.language.grammar.labels.present_participles:
        yield _GERUND[token.opens, token.beside(1).tag if token.i + 1 < len(token.words) else "end"]
    if speaker == "name":
        yield _SHAPE[_shape(clause.mention.of(context.text), context), how, clause.cue_class, rule]


def _shape(mention: str, context: QuotationContext) -> str:
    """What a name looks like: with a title, a listed first name or an article, in capitals, after "in"."""
    words, lexicon = mention.split(), context.language.lexicon
    first = fold(words[0])
    if first == "the":
        return "the"
    if first in lexicon.titles:
        return "titled"
    if first in lexicon.first_names:
        return "first_name"
    if _follows_in_or_at(mention, context.text):
        return "place"
    if mention.isupper():
        return "capitals"
    return "one" if len(words) == 1 else "several"


@lru_cache(maxsize=256)  # the quotations of a stretch of text have the same names around them
def _follows_in_or_at(mention: str, text: str) -> bool:
    """Does a text say somewhere "in" or "at" right before this name?"""
    places = name_places(mention, text)
    return any(text.endswith(_IN_OR_AT, max(0, start - _IN_OR_AT_LENGTH), start) for start in places)


def _carried(candidate: Candidate, context: QuotationContext) -> Iterator[Features]:
    """How well a speaker from an earlier quotation fits the quotation's place in its paragraph."""
    text, start = context.text, context.quotation.outer.start
    rule, kind = candidate.rule.name, context.kind
    over = text.count("\n\n", max(candidate.mention.end, start - _CARRIED_WITHIN), start)
    before = text[max(context.paragraph.start, start - 3) : start].strip()[-1:]
    yield _CARRIED[rule, kind, context.alone, min(over, 5), start <= context.paragraph.start + 1]
    yield _CARRIED_RULE[rule, min(over, 3), sign(before)]
    if candidate.mention.start >= context.paragraph.start:
        yield _SAME_PARAGRAPH[rule, kind]


def _neighbouring(
    candidate: Candidate, clause: Clause, context: QuotationContext, rivals: Rivals
) -> Iterator[Features]:
    """Where a clause is in the paragraph before or after the quotation."""
    last_word, cue, rule = clause.cue.words[-1].text, clause.cue_class, candidate.rule
    parsed = context.after if rule is PARAGRAPH_AFTER else context.before
    last = parsed is not None and clause.cue.i > parsed.last_stop
    root = clause.cue.dep in context.language.grammar.labels.roots
    yield _NEIGHBOUR[rule.name, context.alone, cue, sign(last_word[:1]), last, root]
    if rivals.names_aside:
        yield _NAMED_TOO[rule.name, clause.speaker_class, cue, last, rivals.subjects_before]
    if last_word == ":":
        yield _BEFORE_COLON[cue, min(candidate.distance, 5), root]
