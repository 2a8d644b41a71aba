"""The relative clauses before a quotation that say whose words it is, in place of the clause above them."""

from quotes.attribution.context import Place
from quotes.attribution.mention_classes import PERSONAL, THINGS
from quotes.language import Language
from quotes.parsing import REPORTING, REPORTING_OR_WEAK, Clause, Token

_CALLED_WITHIN = 4


def is_named_by_another(clause: Clause, place: Place, language: Language) -> bool:
    """Does a relative clause before the quotation say whose words they are?

    ``a move Quill called "..."``, ``He recalled Quill, who liked to say that "..."``.
    """
    return any(
        (clause.cue.i < other.cue.i or _is_apposed_to(clause, other, place))
        and clause.speaker.i != other.speaker.i
        and place.same_sentence(other.cue)
        and (
            _calls_it(other, place, language) or _says_it(other, clause, place, language)
            if clause.cue.sentence.start == other.cue.sentence.start
            else _stands_on_it(other, place, language)
        )
        for other in place.clauses
    )


def _is_apposed_to(upper: Clause, lower: Clause, place: Place) -> bool:
    """Is a clause inside another one: ``Quill, a woman Bell called "...", left``?"""
    return upper.how == "active" and upper.speaker.i < lower.speaker.i and upper.cue.i > place.last


def _stands_on_it(clause: Clause, place: Place, language: Language) -> bool:
    """Is a quotation what a thing says right before it: ``It was wet. Quill held a sign that read "..."``?"""
    thing = clause.how == "relative" and clause.speaker_class in {*THINGS, "document"}
    return thing and clause.cue_class in REPORTING_OR_WEAK and _leads_to(clause.cue, place, language)


def _says_it(lower: Clause, upper: Clause, place: Place, language: Language) -> bool:
    """Is a quotation what a relative clause says, right behind its verb or below it in the parse?

    A thing says what is right behind its verb if nobody reports: ``Quill wore a cap that read "..."``.
    """
    silent = upper.cue_class not in REPORTING_OR_WEAK and upper.speaker_class != "outlet"
    if (
        silent
        and lower.speaker_class in THINGS
        and lower.how == "relative"
        and lower.cue_class in REPORTING_OR_WEAK
    ):
        return lower.speaker.i > upper.cue.i and _leads_to(lower.cue, place, language)
    if _is_who_says_it(lower, upper, place, language):
        return True
    is_named = lower.how == "relative" and lower.speaker_class == "name"
    if not is_named or lower.cue_class not in REPORTING_OR_WEAK:
        return False
    if _leads_to(lower.cue, place, language):
        return True
    depth, beyond = place.above.get(lower.cue.i), place.above.get(upper.cue.i)
    below = depth is not None and beyond is not None and depth < beyond
    between = lower.cue.words[lower.cue.i + 1 : place.first]
    return below and all(word.text != "," for word in between)


def _is_who_says_it(lower: Clause, upper: Clause, place: Place, language: Language) -> bool:
    """Is somebody met who says it: ``Quill was interrupted by a man who shouted, "..."``?

    Before a colon it is the upper clause that goes on: ``Quill told a crowd that cheered: "..."``.
    """
    words = lower.cue.words
    between = words[lower.cue.i + 1 : place.first]
    return (
        lower.how == "relative"
        and lower.speaker_class in PERSONAL
        and lower.cue_class in REPORTING
        and upper.cue.i < lower.speaker.i < lower.cue.i
        and all(word.text != "," for word in words[lower.speaker.i : lower.cue.i])
        and 0 < place.first - lower.cue.i <= _CALLED_WITHIN
        and all(word.is_alpha for word in between[:-1])
        and not any(word.text == ":" for word in between)
    )


def _calls_it(clause: Clause, place: Place, language: Language) -> bool:
    """Is a clause a relative one with a subject of its own: "a move Quill called", "what Quill called"?"""
    if clause.how != "active" or clause.cue_class != "weak" or clause.speaker_class not in ("name", "role"):
        return False
    if not _leads_to(clause.cue, place, language):
        return False
    start, words = clause.speaker.left_edge.i, language.grammar.words
    before = clause.cue.words[start - 1].lower if start else ""
    return clause.cue.dep in language.grammar.labels.relative_clauses or before in words.what


def _leads_to(cue: Token, place: Place, language: Language) -> bool:
    """Is a verb right before a quotation, but for words such as "as a"?"""
    between = cue.words[cue.i + 1 : place.first] if cue.i < place.first <= cue.i + _CALLED_WITHIN else None
    joining = language.lexicon.function_words
    return between is not None and all(not word.is_alpha or word.lower in joining for word in between)
