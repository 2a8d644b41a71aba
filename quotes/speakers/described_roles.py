"""What the names of one entity say that it is: the titles and roles beside them."""

import re
from collections.abc import Sequence

from quotes.language import Lexicon
from quotes.speakers.name_keys import Words
from quotes.speakers.names import Name
from quotes.speakers.roles import head_of, role_after, role_before

_RELATIVE = re.compile(r"\s(?:who|whose)\s")
_READ_FOR_ROLE = 6


def roles_read(names: Sequence[Name], text: str, lexicon: Lexicon) -> list[str]:
    """Everything that the text says a person is, in its own words; read where the person is first named."""
    reported = [name for name in names if not (name.headline or name.quoted or "place" in name.signs)]
    return [
        role
        for name in reported[:_READ_FOR_ROLE]
        for role in (
            role_before(text, name.span.start, lexicon),
            role_after(text, name.span, lexicon),
        )
        if role
    ]


def has_role_of_person(apposition: str, lexicon: Lexicon) -> bool:
    """Is a folded apposition what only a person is: "a 30-year-old clerk in Keld", not "a supplier of tea"?

    >>> from quotes.language import english
    >>> [has_role_of_person(words, english().lexicon) for words in ("a mother of three", "a supplier of tea")]
    [True, False]
    """
    *before, role = head_of(_RELATIVE.split(apposition, maxsplit=1)[0]).split() or [""]
    return before[:1] in (["a"], ["an"]) and role in lexicon.roles and role not in lexicon.roles_of_bodies


def descriptions_of(names: Sequence[Name]) -> list[str]:
    """All descriptions before and after the names."""
    return [description for name in names for description in (name.before, name.after) if description]


def regnal_title(words: Words, lexicon: Lexicon) -> Words:
    """The title that is part of a name: "Pope Alban II" is a pope."""
    return words[:1] if len(words) > 1 and words[0] in lexicon.regnal_titles else ()
