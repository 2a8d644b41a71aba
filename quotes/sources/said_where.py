"""Sentences that say where the words before them were spoken: "She made the remarks on Vale FM"."""

import re
from functools import cache

from quotes.language import Lexicon, fold
from quotes.sources.name_patterns import alternatives
from quotes.sources.scene import Scene, SpokenWords
from quotes.text import paragraph_at

_ASIDE = re.compile(r",\s(?:who|which|whose|an?|the)\s[^,]*,")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")


def speaker_before(sentence: int, scene: Scene) -> SpokenWords | None:
    """The last words before a sentence that says where they were spoken, in its paragraph or the one before.

    None if the sentence is about something else, or its subject is somebody else.
    """
    span = scene.sentence(sentence)
    lexicon = scene.lexicon
    said = _points_back(lexicon).search(scene.masked, *span)
    before = [one for one in scene.reported if one.outer.end <= span.start and one.speaker] if said else []
    if not said or not before:
        return None
    last = before[-1]
    names = [
        fold(word).removesuffix("'s")
        for word in _CAPITALISED.findall(_ASIDE.sub("", scene.masked[span.start : said.start()]))
        if fold(word) not in lexicon.roles and fold(word) not in lexicon.opening_words
    ]
    if names and last.words.isdisjoint(names):
        return None
    return last if paragraph_at(scene.paragraphs, span.start) - last.paragraph <= 1 else None


@cache
def _points_back(lexicon: Lexicon) -> re.Pattern[str]:
    """The words that point back to others: "made the remarks", "said this", "she was speaking"."""
    nouns = alternatives(lexicon.remark_nouns)
    before_noun, before_this = (
        alternatives(verb for verb, follows in lexicon.remark_verbs.items() if what in follows)
        for what in ("remarks", "this")
    )
    return re.compile(
        rf"\b(?:{before_noun})\s(?:the|his|her|their|these)\s(?:\w+\s){{0,2}}?(?:{nouns})\b|"
        rf"\b(?:{before_this})\s(?:this|these|so)\b|"
        r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\s(?:was|were)\s(?:speaking|talking)\s"
    )
