"""The shapes of names, as patterns: words, runs of capitalised words, and what may come between."""

import re
from collections.abc import Iterable
from functools import cache

from quotes.language import Lexicon, fold

REST_OF_WORD = r"(?:[^\W_]|[&+@°-](?=[^\W_]))*(?:[.'’](?=[^\W_])[^\W_]+)*°?"
WORD = r"(?:[^\W_]!(?=\s)|[^\W_]" + REST_OF_WORD + ")"
INITIAL = r"[^\W_a-zß-öø-ÿ]"
CAPITAL = rf"(?:{INITIAL}!(?=\s[A-Z])|{INITIAL}{REST_OF_WORD})"
GAP = r"(?:[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
DESCRIBES = re.compile(r"-(?:based|owned|run|backed|language|controlled|funded|linked|aligned)$")
"""A capitalised word before an outlet's name that does not belong to it: "the Pell-based Vale FM"."""

DEFINES = re.compile(rf"(?:['’]s)?{GAP}\(([A-Z][\w&-]{{1,9}})\)")
"""The short form in brackets behind a name: "(KNA)"."""

POSSESSIVE = re.compile(r"['’]s?$")
_OWNED = re.compile(r"['’]s?\s\S+\s.+", re.DOTALL)
CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"September|October|November|December"
)

ENDS_PHRASE = re.compile(
    r"(?:that|he|she|it|they|we|i|you|who|whom|whose|which|when|where|while|if|whether|why|how|what|because|about|to|"
    r"in|on|at|by|for|with|via|into|aboard|over|during|before|after|outside|inside|and|but|or|as|is|was|are|were|has|have|had|not|than|then|"
    r"would|could|should|will|can|may|might|there|here|earlier|later|today|tonight|yesterday|tomorrow|again|now|his|her|their|my|our|last)$"
)
"""Words at which the noun phrase that names an outlet is over."""


def is_public_body(name: str, lexicon: Lexicon) -> bool:
    """Is a name listed as a body, also with the number of a meeting?

    >>> from quotes.language import english
    >>> [is_public_body(name, english().lexicon) for name in ("COP33", "NATO", "Zrno")]
    [True, True, False]
    """
    folded = fold(name)
    return folded in lexicon.public_bodies or folded.rstrip("0123456789") in lexicon.public_bodies


def without_owned(words: str, lexicon: Lexicon) -> str:
    """The owner in a run of capitals, unless what it owns ends like an outlet: "Zrno" of "Zrno's Ada Bell".

    >>> from quotes.language import english
    >>> [without_owned(words, english().lexicon) for words in ("Zrno's Ada Bell", "The People's Daily")]
    ['Zrno', "The People's Daily"]
    """
    last = POSSESSIVE.sub("", fold(words.rsplit(maxsplit=1)[-1]))
    return words if last in lexicon.outlet_words else _OWNED.sub("", words)


def alternatives(words: Iterable[str]) -> str:
    """Make a pattern for any of ``words``, longest first, that fails at once on any other first letter.

    >>> alternatives(["news", "newspaper"])
    '(?=[n])(?:newspaper|news)'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    letters = "".join(sorted({word[0] for word in ordered}))
    return f"(?=[{letters}])(?:{'|'.join(map(re.escape, ordered))})"


@cache
def name_run(lexicon: Lexicon) -> str:
    """The pattern of a run of capitalised words, with the small words of names: "Voz de los Andes"."""
    particles = rf"(?:(?:{alternatives(lexicon.name_particles)}){GAP}){{0,2}}"
    return rf"{CAPITAL}(?:{GAP}{particles}(?:[dl]['’]|(?:al|an|ar|as|ash|at|az|el)-)?{CAPITAL})*"


@cache
def name_run_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """A compiled `name_run`."""
    return re.compile(name_run(lexicon))


def ends_programmes_only(word: str, lexicon: Lexicon) -> bool:
    """Does a word end the names of programmes, and not of documents, too: "Breakfast", not "Report"?"""
    folded = fold(word)
    return folded in lexicon.programme_words and not (
        folded in lexicon.work_nouns or folded in lexicon.speech_documents
    )
