"""Sentences that say where the words before them were spoken: "She made the remarks on Vale FM"."""

import re

from quotes.language import fold
from quotes.sources.scene import Scene, SpokenWords
from quotes.text import paragraph_at

_SAID_THIS = re.compile(
    r"\b(?:made|gave|dropped)\s(?:the|his|her|their|these)\s(?:\w+\s){0,2}?(?:comments?|remarks?|claims?|statements?|"
    r"disclosure|admission|revelation|announcement|allegations?|assertion|declaration|appeal|observation)\b|"
    r"\b(?:said|stated|disclosed|revealed|explained|announced|made)\s(?:this|these|so)\b|"
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\s(?:was|were)\s(?:speaking|talking)\s"
)
_ASIDE = re.compile(r",\s(?:who|which|whose|an?|the)\s[^,]*,")
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]+")


def speaker_before(sentence: int, scene: Scene) -> SpokenWords | None:
    """The last words before a sentence that says where they were spoken, in its paragraph or the one before.

    None if the sentence is about something else, or its subject is somebody else.
    """
    span = scene.sentence(sentence)
    said = _SAID_THIS.search(scene.masked, *span)
    before = [one for one in scene.reported if one.outer.end <= span.start and one.speaker] if said else []
    if not said or not before:
        return None
    last, lexicon = before[-1], scene.lexicon
    names = [
        fold(word).removesuffix("'s")
        for word in _CAPITALISED.findall(_ASIDE.sub("", scene.masked[span.start : said.start()]))
        if fold(word) not in lexicon.roles and fold(word) not in lexicon.opening_words
    ]
    if names and last.words.isdisjoint(names):
        return None
    return last if paragraph_at(scene.paragraphs, span.start) - last.paragraph <= 1 else None
