"""What a credited name looks like: the signs that it is an outlet, or a person or body that only listens.

No list knows every outlet. So a listed name is one sign among others: the words of the name, its shape, the
words around it, and how often the article uses it as an outlet.
"""

import re
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.bare_names import is_named_as_person, modifies_noun
from quotes.sources.credit import BOOK, Credit
from quotes.sources.name_patterns import POSSESSIVE, alternatives, is_public_body
from quotes.text import name_places

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&.-]+$")
_CAMEL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Fitz|Van|O['’])[A-Z]?[a-z]+[A-Z]\w*$")
_DOMAIN = re.compile(r"[\w-]+\.(?:[a-z]{2,4})\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+$")
_AFTER = re.compile(r"\s*(['’]s?(?=\s)|[\w’'-]+|[^\w\s])")
_OWNED = re.compile(r"(?:['’]s?)\s$")
_SMALL = frozenset({"to", "with", "by", "in", "on", "via", "for", "of", "from", "at", "and", "or", "as"})
_LOOK_AHEAD = 70
_LOOK_BACK = 40
_PAST = re.compile(r"\s([a-z]+ed|has|had|did|was|is|will|would)\b")
_OPENS = re.compile(r"(?:\A|[.!?\n]\s?)(?:(?:In|During|Asked|Speaking)\s?(?:\b[a-z]+\s){0,2})?\Z")
_SOME = 2
_OFTEN = 5
_UNCLEAR = ("words=unknown", "words=organisation", "words=longer", "words=body")


def name_signs(
    credit: Credit,
    text: str,
    lexicon: Lexicon,
    people: frozenset[str],
    own: str | None = None,
) -> list[str]:
    """The signs of a credited name.

    ``people`` are the folded words of speakers' names, ``own`` is the outlet that published the article.

    >>> from quotes.language import english
    >>> from quotes.types import Span
    >>> text = "She told the Vale Gazette."
    >>> credit = Credit("told", "venue", "Vale Gazette", Span(13, 25), Span(4, 25))
    >>> name_signs(credit, text, english().lexicon, frozenset())[:2]
    ['words=outlet', 'shape=words']
    """
    if credit.kind == BOOK:
        return ["book"] * 6
    start, end = credit.mention
    name = text[start:end]
    words = [POSSESSIVE.sub("", fold(word)) for word in name.split()] or [""]
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_AHEAD]
    with_article = before.lower().endswith("the ") or words[0] == "the"
    found = [
        f"words={_kind_of_words(name, words, lexicon, people)}",
        f"shape={_shape(name)}",
        f"the={with_article}",
        f"after={'clause' if _ends_opening(credit, text) else _what_follows(after, lexicon)}",
    ]
    found.append("&".join(found[:1] + found[3:]))
    found.append("&".join(found[:3]))
    nouns = _nouns(lexicon)
    if nouns.before.search(before) or nouns.after.match(after) or nouns.apposition.match(after):
        found.append("called_outlet")
    if _OWNED.search(before):
        found.append("owned")
    if own and set(fold(credit.name).split()) & set(fold(own).split()) - _SMALL - {"the"}:
        found.append("own_outlet")
    if len(words) == 1 and is_named_as_person(name, start, text, lexicon):
        found.append("named_as_person")
    if len(words) == 1 and _ends_longer_name(name, text):
        found.append(f"ends_longer_name&the={with_article}")
    return found


def _ends_opening(credit: Credit, text: str) -> bool:
    """Does the comma behind a name end the opening of a sentence: "In an interview with X, Doe said"?"""
    end = credit.mention.end
    return text.startswith(", ", end) and _OPENS.search(text, 0, credit.cue.start) is not None


def _ends_longer_name(name: str, text: str) -> bool:
    """Is this word somewhere in a text right behind a capitalised one: "Gazette" in "Vale Gazette"?"""
    for start in name_places(name, text):
        end = start + len(name)
        if text[start - 1 : start] == " " and not text[end : end + 1].isalnum():
            word_before = text[max(0, start - 1 - _LOOK_BACK) : start - 1]
            if _CAPITALISED.search(word_before):
                return True
    return False


def use_signs(name: str, kind: str, credits: int, text: str, lexicon: Lexicon) -> list[str]:
    """How a text uses a name elsewhere. Bodies act and own things; outlets are credited and little else.

    ``kind`` is the first of its `name_signs`, ``credits`` the number of credits with this name.
    """
    written = sum(1 for _ in name_places(name, text))
    uses = f"uses={_how_often(max(0, written - credits))}"
    acts = "acts=unread"
    if kind in _UNCLEAR:
        acts = f"acts={_how_often(min(_count_acts(name, text, lexicon), _SOME))}"
    return [uses, f"{uses}&{kind}", acts]


def _count_acts(name: str, text: str, lexicon: Lexicon) -> int:
    """How often a text uses a name like that of a body: "Vanto workers", "Vanto owns", "Vanto has moved"."""
    return sum(
        modifies_noun(text, end, lexicon) or _does(text, end, lexicon)
        for end in (start + len(name) for start in name_places(name, text))
    )


def _does(text: str, end: int, lexicon: Lexicon) -> bool:
    """Does the name that ends there do something other than report?"""
    verb = _PAST.match(text, end)
    form = fold(verb.group(1)) if verb else ""
    return bool(form) and form not in lexicon.cue_verbs and form not in lexicon.weak_cue_verbs


def _how_often(count: int) -> str:
    return str(count) if count < 2 else "few" if count < _OFTEN else "often"


def _kind_of_words(name: str, words: list[str], lexicon: Lexicon, people: frozenset[str]) -> str:
    """The strongest thing that the words of a name say."""
    whole, last = " ".join(words), words[-1].rpartition("-")[2]
    says = (
        ("lower", name[:1].islower()),
        ("platform", whole in lexicon.platforms),
        ("listed", whole in lexicon.outlets),
        ("outlet" if len(words) > 1 or "-" in whole else "outlet_word", last in lexicon.outlet_words),
        ("outlet" if len(words) > 1 else "outlet_word", f"{words[0]} ..." in lexicon.outlet_words),
        ("body", is_public_body(whole, lexicon)),
        ("organisation", any(word in lexicon.organisation_words for word in words)),
        ("title", words[0] in lexicon.titles or any(word in lexicon.roles for word in words)),
        ("speaker", any(word in people for word in words)),
        ("person", words[0] in lexicon.first_names and len(words) > 1),
        ("longer", any(part in lexicon.outlets for part in (words[0], " ".join(words[:2])))),
    )
    return next((name for name, is_said in says if is_said), "unknown")


def _shape(name: str) -> str:
    """The shape of a name."""
    words = name.split()
    if words[0] in ("The", "the"):
        return "The"
    if _DOMAIN.match(name):
        return "domain"
    if len(words) > 1:
        return "of" if "of" in words else "words"
    if _CAMEL.match(name):
        return "camel"
    return "acronym" if _ACRONYM.match(name) else "word"


def _what_follows(after: str, lexicon: Lexicon) -> str:
    """What follows a name."""
    match = _AFTER.match(after)
    if not match:
        return "end"
    word = match.group(1)
    folded = fold(word)
    follows = (
        ("possessive", word[0] in "'’"),
        ("comma", word == ","),
        ("mark", not word[0].isalnum()),
        ("date", folded in _DATES),
        ("capital", word[0].isupper()),
        ("media", folded in lexicon.presenters or folded in lexicon.media_nouns),
        ("to", folded == "to"),
        ("preposition", folded in lexicon.prepositions),
        ("clause", folded in _CLAUSE_WORDS),
        ("plural", folded in lexicon.plural_roles or (folded.endswith("s") and len(folded) > _SHORT)),
    )
    return next((name for name, is_so in follows if is_so), "lower")


_SHORT = 4
_CLAUSE_WORDS = frozenset(
    ["that", "he", "she", "they", "it", "the", "his", "her", "their", "how", "why", "what"]
)
_DATES = frozenset(
    {
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("yesterday", "today", "earlier", "later", "last", "this", "recently"),
    }
)


class _Nouns:
    """Patterns for nouns that call a name an outlet."""

    def __init__(self, lexicon: Lexicon) -> None:
        nouns = alternatives(lexicon.media_nouns)
        self.before = re.compile(rf"\b(?:{nouns}),?\s(?:called\s|[\"“‘])?$")
        self.after = re.compile(rf"[\"”’]?\s(?:news\s)?(?:{nouns})\b")
        self.apposition = re.compile(rf",\s(?:an?|the|one)\s(?:[\w’'-]+\s){{0,4}}?(?:{nouns})\b")


@cache
def _nouns(lexicon: Lexicon) -> _Nouns:
    return _Nouns(lexicon)
