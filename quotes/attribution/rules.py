"""The rules of attribution. Each has a name, which the row shows, and a kind, which the stages ask for.

This is the only list of rules: a row never has another rule name. A `Candidate` keeps the rule that
proposed it, so that every attribution can be explained and every rule measured.
"""

from dataclasses import dataclass
from enum import Enum


class RuleKind(Enum):
    """What a rule looks at."""

    decisive = "the layout: it outranks every other rule"
    layout = "the layout: a name beside the quotation without a verb"
    clause = "a reporting clause of the quotation's own paragraphs"
    carried = "the speaker of an earlier quotation"
    neighbour = "a clause or name of the paragraph before or after"
    none = "nothing was found"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find the speaker of a quotation."""

    name: str
    kind: RuleKind

    @property
    def is_decisive(self) -> bool:
        """Does the rule outrank all others?"""
        return self.kind is RuleKind.decisive


TURN_LABEL = Rule("turn_label", RuleKind.decisive)
NAME_AFTER_DASH = Rule("name_after_dash", RuleKind.decisive)
NAME_BELOW = Rule("name_below", RuleKind.decisive)
NAME_AND_COLON = Rule("name_and_colon", RuleKind.layout)
ACCORDING_TO = Rule("according_to", RuleKind.clause)
VIEWPOINT = Rule("viewpoint", RuleKind.clause)
WHAT_CALLED = Rule("what_called", RuleKind.clause)
QUOTED_AS = Rule("quoted_as", RuleKind.clause)
PASSIVE = Rule("passive", RuleKind.clause)
RELATIVE = Rule("relative", RuleKind.clause)
PARTICIPLE = Rule("participle", RuleKind.clause)
NOUN_OF_SAYING = Rule("noun_of_saying", RuleKind.clause)
CLAUSE_LATER = Rule("clause_later", RuleKind.clause)
INVERTED = Rule("inverted", RuleKind.clause)
CLAUSE_AFTER = Rule("clause_after", RuleKind.clause)
WOVEN = Rule("woven", RuleKind.clause)
GOES_ON_AFTER_CUE = Rule("goes_on_after_cue", RuleKind.clause)
CLAUSE_BEFORE = Rule("clause_before", RuleKind.clause)
CLAUSE_EARLIER = Rule("clause_earlier", RuleKind.clause)
SAME_SPEAKER = Rule("same_speaker", RuleKind.carried)
OTHER_SPEAKER = Rule("other_speaker", RuleKind.carried)
REPEATED = Rule("repeated", RuleKind.carried)
PARAGRAPH_BEFORE = Rule("paragraph_before", RuleKind.neighbour)
NAMED_BEFORE = Rule("named_before", RuleKind.neighbour)
PARAGRAPH_AFTER = Rule("paragraph_after", RuleKind.neighbour)
UNATTRIBUTED = Rule("unattributed", RuleKind.none)

ALL_RULES: dict[str, Rule] = {rule.name: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
"""Every rule by its name."""
