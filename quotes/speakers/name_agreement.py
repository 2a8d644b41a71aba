"""Which names can belong to the same person or organisation: full names, surnames, first names, initials."""

from collections.abc import Mapping

from quotes.language import Lexicon
from quotes.speakers.name_keys import Words, without_suffixes

_TITLE_AND_NAME = 2
_MARKS = "\"“”‘’'()"


def agree(one: Words, other: Words, lexicon: Lexicon) -> bool:
    """Can two names of at least two words belong to the same person?

    >>> from quotes.language import english
    >>> names = ("ada", "b", "quill"), ("a", "quill"), ("ben", "quill"), ("ada", "c", "quill")
    >>> [agree(("ada", "b", "quill"), name, english().lexicon) for name in names]
    [True, True, False, False]
    """
    bare_one, bare_other = without_suffixes(one, lexicon), without_suffixes(other, lexicon)
    suffixes = one[len(bare_one) :], other[len(bare_other) :]
    if bare_one[-1] != bare_other[-1] or (all(suffixes) and suffixes[0] != suffixes[1]):
        return False
    shorter, longer = sorted((bare_one[:-1], bare_other[:-1]), key=len)
    if not shorter or not longer:
        return False
    if not _given_agree(shorter[0], longer[0], lexicon.nicknames):
        return _is_nickname(shorter, longer) or (len(shorter) > 1 and longer[-len(shorter) :] == shorter)
    rest = iter(longer[1:])
    return all(any(_given_agree(word, middle, {}) for middle in rest) for word in shorter[1:])


def _is_nickname(given: Words, fuller: Words) -> bool:
    """Is a given name the one in marks: "Rody" of ``Rodrigo "Rody"``?"""
    return any(word[0] in _MARKS and (word.strip(_MARKS),) == given for word in fuller[1:])


def _given_agree(one: str, other: str, nicknames: Mapping[str, frozenset[str]]) -> bool:
    if one == other or other in nicknames.get(one, ()):
        return True
    initial, name = sorted((one, other), key=len)
    return len(initial) == 1 and name.startswith(initial)


def _is_full(words: Words, full: Words, lexicon: Lexicon) -> bool:
    return words == full


def _is_shorter(words: Words, full: Words, lexicon: Lexicon) -> bool:
    """Is ``words`` the name ``full`` without a middle name, initial or suffix?"""
    return len(words) > 1 and len(full) > 1 and agree(words, full, lexicon)


def _is_surname(words: Words, full: Words, lexicon: Lexicon) -> bool:
    """Is ``words`` the surname of ``full``, also behind a title: "Sheikh Holm" of "Alban Holm"?

    A suffix may stay with it: "Holm Jr" of "Alban Holm Jr".
    """
    bare = without_regnal_title(words, lexicon)
    names = (without_suffixes(full, lexicon), full)
    return len(full) > len(bare) and any(name[-len(bare) :] == bare for name in names)


def _is_first_word(words: Words, full: Words, lexicon: Lexicon) -> bool:
    """Is ``words`` the given name of ``full``, also behind a title: "Prince Alban" of "Alban bin Holm"?

    A particle before it may be left out: "Rahman" of "Abd Rahman Holm".
    """
    bare = without_regnal_title(words, lexicon)
    first = 1 if full[0] in lexicon.family_particles and full[0] != bare[0] else 0
    return len(full) - first > len(bare) and full[first : first + len(bare)] == bare


def without_regnal_title(words: Words, lexicon: Lexicon) -> Words:
    """A given name without the title that belongs to it: "Alban" of "Prince Alban"."""
    titled = len(words) == _TITLE_AND_NAME and words[0] in lexicon.regnal_titles
    return words[1:] if titled else words


def _is_middle(words: Words, full: Words, lexicon: Lexicon) -> bool:
    """Is ``words`` the first of two surnames, as "López" in "Andrés Manuel López Obrador"?

    Particles between the surnames do not count: "Uribe" in "Ana Uribe de la Torre".
    """
    bare = tuple(word for word in without_suffixes(full, lexicon) if word not in lexicon.family_particles)
    return (
        len(bare) > len(words) + 1
        and bare[-len(words) - 1 : -1] == words
        and all(len(word) > 1 for word in words)
    )


def _is_without_form(words: Words, full: Words, lexicon: Lexicon) -> bool:
    """Is ``words`` the name of a company without its form: "Vanto" of "Vanto Holdings"?"""
    form = full[len(words) :]
    return bool(form) and full[: len(words)] == words and lexicon.company_forms.issuperset(form)


RELATIONS = (
    ("full", _is_full, False),
    ("full", _is_shorter, True),
    ("surname", _is_surname, False),
    ("given", _is_first_word, True),
    ("middle", _is_middle, True),
    ("given", _is_without_form, False),
)
