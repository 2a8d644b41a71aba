"""Collocates: the words that stand near a phrase more often than elsewhere.

Their strength is logDice (Rychlý 2008, "A lexicographer-friendly association score"): 14 + log2 of twice the
texts in which word and phrase are together, divided by the texts of the one plus the texts of the other. It
is at most 14; one point less is half as strong. It does not depend on the size of the library.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log2

from quotes.insight.concordance import Concordance, PhraseUse
from quotes.library import Library, TextKind, flat_words, stems

WORDS_AROUND = 5
"""How far from the phrase, in words, a collocate may be."""

_LEAST_TOGETHER = 2
_MOST_USES = 30_000
_MOST_COMPARED = 100
_LEAST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word near the phrase: in how many texts it is there, in how many texts at all, and its strength."""

    word: str
    together: int
    texts: int
    strength: float


def collocates(library: Library, found: Concordance, *, limit: int = 20) -> list[Collocate]:
    """The strongest collocates of a phrase. Forms of one word count together, under the most usual one."""
    near: defaultdict[str, set[int]] = defaultdict(set)
    uses = found.uses[:_MOST_USES]
    number_of_texts = len({use.number for use in uses})
    for use in uses:
        for word in _near(use):
            near[word].add(use.number)
    own = set(found.phrase.words)
    forms = [word for word in near if len(word) >= _LEAST_LETTERS and not word.isdigit()]
    stem_of = stems(forms) if found.kind is TextKind.quotes else dict(zip(forms, forms, strict=True))
    own_stems = set(stems(sorted(own)).values()) | own if found.kind is TextKind.quotes else own
    of_stem: defaultdict[str, set[int]] = defaultdict(set)
    usual: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in forms:
        if (stem := stem_of[word]) not in own_stems:
            of_stem[stem] |= near[word]
            usual[stem][word] = len(near[word])
    together = Counter({stem: len(texts) for stem, texts in of_stem.items()})
    compared = {
        usual[stem].most_common(1)[0][0]: number
        for stem, number in together.most_common(_MOST_COMPARED)
        if number >= _LEAST_TOGETHER
    }
    everywhere = library.texts_with_word(compared, found.kind)
    scored = [
        Collocate(
            word,
            number,
            everywhere[word],
            round(14 + log2(2 * number / (number_of_texts + max(number, everywhere[word]))), 2),
        )
        for word, number in compared.items()
    ]
    return sorted(scored, key=lambda each: (-each.strength, -each.together, each.word))[:limit]


def _near(use: PhraseUse) -> list[str]:
    """The words around a use."""
    return [*flat_words(use.left)[-WORDS_AROUND:], *flat_words(use.right)[:WORDS_AROUND]]
