"""Subjects that hear instead of speak: "Quill was told to ...", "the court heard that ..."."""

from quotes.language import Language
from quotes.parsing.clauses import Clause
from quotes.parsing.word_classes import may_report


def is_addressee(clause: Clause, language: Language) -> bool:
    """Are the words of a reporting clause said to its subject, or about it, by somebody else?

    The subject does speak in "was quoted as giving the order", in "was determined to go", in "was reported to
    have said", which has a verb of saying of its own, and in "she's told her sons", where "'s" is "has".
    """
    words, labels, cue = language.grammar.words, language.grammar.labels, clause.cue
    if clause.how == "active":
        return cue.lower in words.hearing
    if (
        clause.how != "passive_subject"
        or cue.lower in words.minded
        or cue.lower in language.lexicon.quoting_verbs
    ):
        return False
    says = any(child.tag in labels.verbs and may_report(child, language) for child in cue.children)
    helpers = [child for child in cue.children if child.dep in labels.passive_auxiliaries]
    has_object = any(child.dep in labels.direct_objects for child in cue.children)
    is_active = has_object and any(helper.lower in words.short_has for helper in helpers)
    return not (says or is_active)
