"""The name of an outlet where an article has it."""

from dataclasses import dataclass

from quotes.types import Span


@dataclass(frozen=True, slots=True)
class NamedOutlet:
    """One place where the article names an outlet.

    ``span`` is the name without "the", ``name`` its canonical form. ``kind`` is one of
    `lexicon.OUTLET_KINDS`, or "" if it is not known. ``certain`` is false for a part of a name that is used
    for the whole ("Fox"). ``bare`` is true if only the sentence makes the name an outlet.
    """

    span: Span
    name: str
    kind: str = ""
    certain: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True)
class CreditedOutlet:
    """The outlet that a phrase names; ``others`` are outlets that it belongs to, such as its network."""

    named: NamedOutlet
    others: tuple[str, ...] = ()
