"""Read what an article says somebody is, in its own words: "president of the Lombardy region".

A role is before the name ("the harbour master Ada Quill", "Minister for Health Ada Quill", "the head of the
mill, Ada Quill,") or after it ("Ada Quill, head of the mill,", "Ada Quill is the head of the mill"). Its head
noun is in the list of roles, or an article before it and a comma after it show that it names a person.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from quotes.language import Lexicon, fold
from quotes.speakers.descriptions import (
    AFTER_NAME,
    DETERMINERS,
    end_of_other_name,
    follows_verb,
    is_complement,
)
from quotes.speakers.office_fields import ABBREVIATION, LINKS, begin_of_fields, size_of_address
from quotes.types import Span

_TOKEN = re.compile(r"[^\W_](?:[\w’'&/‐-]|\.(?=\w))*\.?|\S")
_BACK, _AHEAD = 110, 140
_OPENS = re.compile(
    r"(?:,|\s?[–—(]|\s-)\s?(?:who\s(?:is|was)\s)?|\s(?:is|was|became|remains)\s(?=an?\s|the\s)"
)
_COPULA = re.compile(r"\s(?:is|was|became|remains)\s$|who\s(?:is|was)\s$")
_FORMS_OF_ADDRESS = frozenset({"dr", "dr.", "sir", "dame", "lord", "lady", "hon", "hon.", "sheikh"})
_OTHER_LINE = re.compile(r"\n\s*\n|\n(?=[^\W\d_a-z])")
"""The end of a paragraph or line; a sentence may go on in the next line only in small letters."""
_CLAUSE = frozenset(
    {"who", "whom", "whose", "which", "that", "where", "when", "while", "as", "but", "or", "after", "because"}
)
_FINITE = frozenset({"is", "was", "are", "were", "has", "had", "have", "did", "does", "do"}) | {
    *["will", "would", "can", "could", "may"]
}
_COMPLEMENT = frozenset({"of", "for", "at", "in", "with", "on", "to", "from"})
_ADVERBS = frozenset({"Late", "Then"})
_OF_BODY = frozenset({"of", "for"})
_OF_THE = len(("widow", "of", "the"))
_OWNER = re.compile(r".*(?:['’]s|s['’])\s")
_OBJECT = re.compile(r"\b(?:alongside|beside|by|for|from|of|to|with)\s(?:the\s)?(?:[A-Z][\w.’'-]*,?\s){0,4}$")
"""Before a name that is the object of a preposition: "read by the clerk, Professor "."""
_MOST_WORDS = 14
_LONGEST_PHRASE = 4


def role_before(text: str, start: int, lexicon: Lexicon) -> str | None:
    """The role directly before a name, or before the comma in front of it, that begins at ``start``.

    An office counts for more than the form of address after it: "the head of the mill, Engr. Ada Quill".
    """
    lead = text[max(0, start - _BACK) : start]
    paragraph = ABBREVIATION.sub("", _OTHER_LINE.split(lead)[-1])
    tokens = [match.group() for match in _TOKEN.finditer(paragraph)]
    tokens = tokens[end_of_other_name(tokens, lexicon) :]
    office = _without_address(tokens, lexicon)
    return (
        (_role_at_end(office, lexicon) if office else None)
        or _office_before_title(tokens, lexicon)
        or _role_at_end(tokens, lexicon)
    )


def _office_before_title(tokens: Sequence[str], lexicon: Lexicon) -> str | None:
    """An office with its complement before the title of a name: "Head of the League Sheikh Ada Quill"."""
    end = len(tokens)
    while end > 0 and tokens[end - 1][0].isupper() and fold(tokens[end - 1]) in lexicon.titles:
        end -= 1
    role = _role_at_end(tokens[:end], lexicon) if 0 < end < len(tokens) else None
    return role if role and not _COMPLEMENT.isdisjoint(role.split()) else None


def _without_address(tokens: Sequence[str], lexicon: Lexicon) -> Sequence[str]:
    """The words before the title in front of a name: an abbreviation, a foreign word, or behind a comma any.

    Of "Tourism Minister Datuk Seri Ada Quill" they are "Tourism Minister".
    """
    short = any_title = len(tokens)
    while any_title > 0 and fold(tokens[any_title - 1]) in lexicon.titles:
        any_title -= 1
    while size := size_of_address(tokens[:short], lexicon):
        short -= size
    at = any_title if tokens[any_title - 1 : any_title] == [","] else short
    return tokens[:at] if at < len(tokens) else []


def _role_at_end(tokens: Sequence[str], lexicon: Lexicon) -> str | None:
    """The role at the end of some words, or before the comma there."""
    comma = bool(tokens) and tokens[-1] == ","
    tokens = tokens[:-1] if comma else tokens
    words = _last_segment(tokens, lexicon)
    head = _last_head(words, lexicon, complement=comma)
    if head is None:
        return None
    first, last = head
    begin = _modified_from(words, first, lexicon)
    if comma and (begin > 0 and fold(words[begin - 1]) not in DETERMINERS):
        return None
    if comma and is_complement(" ".join([*words[:begin], ""]), lexicon):
        begin = _modified_from(words, begin - _OF_THE, lexicon)
    before = len(tokens) - len(words)
    whole = begin_of_fields(tokens, before + begin, lexicon)
    role = tokens[whole : before + last]
    return None if comma and _is_outlet(tokens[:whole], role, lexicon) else _phrase(role)


def _is_outlet(before: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> bool:
    """Do words behind ``before`` name an outlet: "from The Star, Ada Quill", "to the newspaper Pell Star"?"""
    if len(words) > 1:
        return fold(words[0]) in lexicon.media_nouns and words[1].istitle()
    *_, verb, article = ["", "", *before]
    return article == "The" and words[0].istitle() and verb.isalpha() and verb.islower()


def role_after(text: str, name: Span, lexicon: Lexicon) -> str | None:
    """The role that follows a name, in an apposition or after "is".

    Behind the object of a preposition, a role with a verb is another one: "Flanked by Quill, the mayor said".
    """
    start, end = name
    end += text.startswith("*", end)
    if beside := AFTER_NAME.match(text, end, end + _AHEAD):
        end = beside.end()
    opening = _OPENS.match(text, end, end + _AHEAD)
    if not opening:
        return None
    words, closing = _apposition(text, opening.end(), lexicon)
    if closing == "verb" and _OBJECT.search(text, max(0, start - _BACK), start):
        return None
    determined = bool(words) and fold(words[0]) in DETERMINERS
    words = words[1:] if determined else words
    clause = _COPULA.search(opening.group()) is not None
    apposed = determined and closing != "" and not clause
    if _first_head(words, lexicon) or (apposed and _may_be_role(words, lexicon)):
        return _phrase(_without_predicate(words) if clause else words)
    return None


def fullest_role(roles: Iterable[str], lexicon: Lexicon) -> str | None:
    """The most informative role: a listed head, a complement, many words; the first of equals."""
    return max(dict.fromkeys(roles), key=lambda role: _information(role, lexicon), default=None)


def _information(role: str, lexicon: Lexicon) -> tuple[bool, int]:
    words = [fold(word) for word in role.split()]
    listed = any(is_role(word, lexicon) for word in words)
    complement = 2 * any(word in _COMPLEMENT for word in words[1:])
    former = -(words[0] in ("former", "then"))
    return listed, complement + former + min(len(words), 8)


@lru_cache(1 << 14)
def is_role(phrase: str, lexicon: Lexicon) -> bool:
    """Is a folded phrase a listed role or title, also with a prefix or "-elect"; not a form of address?"""
    phrase = phrase.removesuffix("-elect").removesuffix("-designate")
    if phrase in _FORMS_OF_ADDRESS or phrase in lexicon.honorifics:
        return False
    return (
        phrase in lexicon.roles
        or phrase in lexicon.titles
        or phrase.rpartition("-")[2] in lexicon.roles
        or phrase.rpartition("/")[2] in lexicon.roles
    )


def _last_segment(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The words after the last mark or end of a sentence."""
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        stop = word.endswith((".", "'", "’")) and fold(word) not in lexicon.titles and word.count(".") < 2
        stop = stop and not word.endswith(("s'", "s’"))
        if not word[0].isalnum() or stop:
            return list(words[at + 1 :])
    return list(words)


def _last_head(words: Sequence[str], lexicon: Lexicon, *, complement: bool) -> tuple[int, int] | None:
    """Where the last role of ``words`` begins, and where the role with its complement ends.

    Between the role and the name there may be capitals that are titles. A ``complement`` of lower-case words
    needs a comma after it; without one only capitals may follow "of".
    """
    folded = list(map(fold, words))
    for end in range(len(words), 0, -1):
        for size in range(min(_LONGEST_PHRASE, end), 0, -1):
            if is_role(" ".join(folded[end - size : end]).rstrip(":"), lexicon):
                rest = words[end:]
                if not rest:
                    return end - size, end
                link = fold(rest[0])
                if link in _COMPLEMENT and not _has_verb(rest, lexicon):
                    lower = [
                        word
                        for word in rest[1:]
                        if word[0].islower() and fold(word) not in _COMPLEMENT | LINKS | DETERMINERS
                    ]
                    addressed = folded[-1] in lexicon.honorifics  # "a strategist for Mrs. Holm"
                    of_body = rest[1:] and not lower and not addressed
                    of_matter = folded[end - 1] in lexicon.portfolio_offices and link in _OF_BODY and lower
                    whole = complement or of_body or of_matter
                    return (end - size, len(words)) if whole else None
                if not complement and all(word[0].isupper() for word in rest):
                    return end - size, end
                return None
    return None


def _modified_from(words: Sequence[str], head: int, lexicon: Lexicon) -> int:
    """Where a role begins whose head noun is at ``head``: its modifiers and what "and" joins to it."""
    begin = head
    while begin > 0:
        word, folded = words[begin - 1], fold(words[begin - 1])
        joins = folded in LINKS and begin > 1 and is_role(fold(words[begin - 2]), lexicon)
        if joins or _is_of_body(words[:begin], words[begin], lexicon):
            begin -= 2
            continue
        verb = folded in lexicon.cue_verbs or folded in lexicon.weak_cue_verbs
        participle = word.islower() and (folded.endswith("ed") and "-" not in folded and folded != "retired")
        if (
            folded in DETERMINERS
            or folded in lexicon.prepositions
            or (folded in lexicon.opening_words and not _is_about_past(word, lexicon))
            or folded in _CLAUSE
            or folded in _FINITE
            or folded in LINKS
            or (verb and word.islower())
            or participle
            or word[0].isdigit()
            or folded.endswith("ly")
        ):
            break
        begin -= 1
    return begin


def _is_about_past(word: str, lexicon: Lexicon) -> bool:
    """Does a word before a role say that it is over: "former", "Former", "then"; not "Then mayor"?"""
    return fold(word) in lexicon.past_words and word not in _ADVERBS


def _is_of_body(before: Sequence[str], word: str, lexicon: Lexicon) -> bool:
    """Do words end as a body whose name goes on: "Ministry of" before "Health spokesman"?"""
    *_, body, link = ["", "", *before]
    named = body[:1].isupper() and fold(body) in lexicon.organisation_words
    return named and link in _OF_BODY and word[0].isupper()


def _apposition(text: str, start: int, lexicon: Lexicon) -> tuple[list[str], str]:
    """The words of an apposition from ``start``, and what closes it: a "mark", a "clause", a "verb" or ""."""
    words: list[str] = []
    for match in _TOKEN.finditer(text, start, min(len(text), start + _AHEAD)):
        word, folded = match.group(), fold(match.group())
        if "\n\n" in text[start : match.start()]:
            return words, "mark"
        start = match.start()
        if not word[0].isalnum():
            return words, "mark" if word in ",.;)–—" else ""
        if word.islower() and (folded in _CLAUSE or folded in _FINITE or folded in lexicon.cue_verbs):
            return words, "clause" if folded in _CLAUSE else "verb"
        if word.endswith(".") and word.count(".") < 2 and fold(word) not in lexicon.titles:
            return [*words, word[:-1]], "mark"
        words.append(word)
        if len(words) > _MOST_WORDS:
            return [], ""
    return words, ""


def _without_predicate(words: Sequence[str]) -> Sequence[str]:
    """Remove a second verb after "and": "mayor of Pell and owns a boat"."""
    for at, (link, word) in enumerate(pairwise(words)):
        if fold(link) in LINKS and word.islower() and word.endswith(("s", "ed")):
            return words[:at]
    return words


def _first_head(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Is the last word before the first preposition, "and" or end a listed role, and no name after it?"""
    if words and words[0].endswith("ing") and words[0].islower():
        return False
    for at, word in enumerate(words):
        if follows_verb(words, at, lexicon):
            return False
        if (title := _long_title(words, at, lexicon)) and words[at + title : at + title + 1]:
            return not words[at + title][0].isupper()
        following = fold(words[at + 1]) if at + 1 < len(words) else ""
        if following in ("", "and") or following in lexicon.prepositions:
            phrases = (" ".join(map(fold, words[start : at + 1])) for start in range(max(0, at - 3), at + 1))
            return any(is_role(phrase, lexicon) for phrase in phrases)
        if fold(word) in lexicon.prepositions:
            return False
    return False


def _long_title(words: Sequence[str], at: int, lexicon: Lexicon) -> int:
    """Length of a title with "of" that begins at ``at``: "secretary of state"."""
    if fold(words[at + 1]) != "of" if at + 1 < len(words) else True:
        return 0
    sizes = (size for size in (4, 3) if " ".join(map(fold, words[at : at + size])) in lexicon.titles)
    return next(sizes, 0)


def _may_be_role(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Does a noun that is in no list have the place of a role: "a beekeeper", "the beekeeper of Pell"?"""
    head = ""
    for word in words:
        if fold(word) in lexicon.prepositions:
            break
        head = word
    return (
        len(head) > 3
        and head.islower()
        and head.endswith(
            ("er", "or", "ist", "ian", "ant", "ent", "man", "woman", "person", "ee", "eer", "ess")
        )
        and fold(head) not in lexicon.opening_words
    )


def _has_verb(words: Sequence[str], lexicon: Lexicon) -> bool:
    return any(
        fold(word) in _FINITE or fold(word) in _CLAUSE or (word.islower() and fold(word) in lexicon.cue_verbs)
        for word in words
    )


def _phrase(words: Sequence[str]) -> str | None:
    """Join the words, without links at the end; None for a single form of address."""
    words = list(words)
    while words and (
        fold(words[-1]) in LINKS or fold(words[-1]) in _COMPLEMENT or fold(words[-1]) in DETERMINERS
    ):
        words.pop()
    while words and fold(words[0]) in DETERMINERS:
        words.pop(0)
    return " ".join(words).replace(" ,", ",") or None


def roles_in(description: str, lexicon: Lexicon) -> list[str]:
    """Find the titles and roles of up to four words in a folded description.

    >>> from quotes.language import english
    >>> roles_in("the interim chairwoman of the harbour board", english().lexicon)
    ['chairwoman']
    """
    words = description.split()
    phrases = (
        " ".join(words[start:end])
        for end in range(1, len(words) + 1)
        for start in range(max(0, end - 4), end)
    )
    return [
        phrase
        for phrase in phrases
        if phrase in lexicon.roles or (phrase in lexicon.titles and phrase not in lexicon.honorifics)
    ]


def gender_by_roles(described: Sequence[str], lexicon: Lexicon) -> str | None:
    """The gender by titles and roles. None if they do not say or contradict each other."""
    found = {
        gender
        for description in map(head_of, described)
        for phrase in (description, *description.split()[-1:], *roles_in(description, lexicon))
        if (gender := lexicon.titles.get(phrase) or lexicon.roles.get(phrase))
    }
    return found.pop() if len(found) == 1 else None


def head_of(role: str) -> str:
    """A role without its complement and owner, folded.

    >>> head_of("the mayor's secretary for Pell")
    'secretary'
    """
    words = takewhile(lambda word: word not in _COMPLEMENT, fold(role).split())
    return _OWNER.sub("", " ".join(words))


def unless_given_name_differs(
    gender: str | None, name: Sequence[str], described: Sequence[str], lexicon: Lexicon
) -> str | None:
    """The gender by roles; None if the given name has another and no title speaks: "chairman Ida Quill"."""
    given = lexicon.first_names.get(name[0]) if len(name) > 1 else None
    if not gender or given in (None, gender):
        return gender
    words = {word for each in described for word in each.split()} - lexicon.roles.keys()
    titled = any(lexicon.titles.get(word) for word in words)
    return gender if titled else None
