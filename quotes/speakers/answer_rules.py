"""All rules that lead from a mention to a speaker, with their names and kinds.

A rule that is not listed here cannot be used: `answer_rule` fails for an unknown name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class AnswerRule:
    """One way to find the speaker that a mention refers to.

    ``kind`` is the kind of speaker that the rule implies; None if what the article says about the speaker
    decides.
    """

    name: str
    kind: str | None = None


_NAMES = (
    "full name",
    "full",
    "surname",
    "given",
    "middle",
    "misspelt",
    "several names",
    "several",
    "shared, by title",
    "shared, just named",
    "shared, by gender",
    "shared, most often named",
    "shared, first named",
    "undecided",
    "as written",
    "organisation",
    "pronoun, subject",
    "pronoun, only one",
    "pronoun, likely",
    "pronoun, owner",
    "pronoun, several",
    "they, subject",
    "they, only one",
    "they, owner",
    "they, several",
    "it, subject",
    "it, only one",
    "it, owner",
    "it, several",
    "relative",
    "writer",
    "document",
    "document before",
    "issued, by",
    "issued, the same",
    "issued, owner",
    "issued, just before",
    "issued, in it",
    "document's author",
    "small letters",
    "body",
    "body, subject",
    "body, only one",
    "body, owner",
    "body, several",
    "described",
    "described, subject",
    "described, only one",
    "described, owner",
    "described, several",
    "description, subject",
    "description, only one",
    "description, owner",
    "description, several",
    "unnamed",
    "unnamed before",
    "phrase",
    "role",
    "apposed",
    "named before",
    "named after",
    "nobody",
)

_OF_ORGANISATIONS = ("it", "body")

ANSWER_RULES: Mapping[str, AnswerRule] = {
    name: AnswerRule(name, _ORGANISATION if name.split(",")[0] in _OF_ORGANISATIONS else None)
    for name in _NAMES
}
"""Every rule, by its name."""


def answer_rule(what: str, how: str = "") -> AnswerRule:
    """Look up the rule for ``what`` a mention is and, if it matters, ``how`` its speaker was found.

    >>> answer_rule("it", "subject").kind
    'organisation'

    Raises:
        KeyError: the rule does not exist.

    """
    return ANSWER_RULES[f"{what}, {how}" if how else what]
