"""Which credits of a sentence can be for its quoted words: not that of "After Doe spoke to X, Roe said"."""

import re

from quotes.language import fold
from quotes.sources.credit import BOOK, POST, RELAY
from quotes.sources.scene import PlacedCredit, Scene, SpokenWords, distance, is_same_name

LEAD_IN_LENGTH = 60
"""A paragraph of at most this many characters only leads in to a quotation: "Doe continued:"."""

_SPOKE = ("spoke", "speaks", "talked")
_RELATIVE = re.compile(r",\s(?:who|which)\s(?:\w+\s){0,3}?$")
_CONTRASTS = re.compile(r"\b(?:but|while|whereas|although|though)\s")
_APART = re.compile(r"[.;_]|\band\b")
_POSTED_ASIDE = re.compile(r"(?<!,)\s(?:who|which|that)\s(?:[\w’'-]+\s){0,2}$")
"""Before a verb of posting that says which person or thing is meant: "a man who tweeted about it said"."""
_WORDS_TO_POSTING = 8
_OPENS_CLAUSE = re.compile(
    r"\s*(?:When|After|While|Although|Though|As|Since|Before|Once|Because|If|Whereas)\s"
)
_SUBJECT = re.compile(
    r"\s(?:that\s|(?:When|After|While|Although|Though|As|Since|Before|Once|Because|If|Whereas)\s(?:[A-Z][\w.’'-]*\s){0,3}?)"
    r"([A-Z][\w-]*)\s(?:(?:has|had|have|also|was|is|later|first)\s)*(?:[a-z]+(?:ed|s)|said|told|spoke|wrote|gave|went)\b"
)
"""The subject of such a clause, or of one within it: "When told that Doe had repeated it on X"."""


def may_be_for(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Can a credit in the quotation's own sentence be for its words?"""
    if is_speaker(placed, spoken, scene):
        return False
    if has_own_verb(placed, spoken):
        return True
    if placed.teller and spoken.words and placed.teller not in spoken.words:
        mention = fold(spoken.mention.of(scene.text)) if spoken.mention else ""
        if placed.teller not in mention:
            return False
    if placed.credit.rule == "platform_verb":
        return _is_posting(placed, spoken, scene)
    return not (_is_aside(placed, spoken, scene) or _is_contrasted(placed, spoken, scene))


def _is_contrasted(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Is a credit in a clause about somebody else: "After Doe spoke to X, Roe said"?"""
    mention, cue = spoken.mention, placed.credit.cue
    if not mention or not cue.end <= mention.start < spoken.outer.start:
        return False
    if _CONTRASTS.search(scene.masked, cue.end, mention.start):
        return True
    if placed.credit.kind == RELAY:
        return False
    named = {word for offset, word in scene.facts(placed.sentence).families if offset < cue.start}
    if named:
        return not spoken.words & named
    return _is_in_others_clause(placed, spoken, scene)


def _is_in_others_clause(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Is a credit in an opening clause whose subject is somebody else: "While Doe told X that, Roe said"?"""
    cue, start = placed.credit.cue, scene.sentence(placed.sentence).start
    opening = scene.masked[start : cue.start]
    if not _OPENS_CLAUSE.match(opening) or "," not in scene.masked[cue.end : spoken.outer.start]:
        return False
    subject = _SUBJECT.search(f" {scene.masked[start : cue.end]}")
    return subject is not None and fold(subject.group(1)) not in spoken.words


def _is_posting(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Does "tweeted" belong to the quoted words, as their cue or right next to them?"""
    posting = placed.credit.cue
    if spoken.cue and spoken.cue.start <= posting.start < spoken.cue.end:
        return True
    if _POSTED_ASIDE.search(scene.masked, max(0, posting.start - LEAD_IN_LENGTH), posting.start):
        return False
    between = scene.masked[min(posting.end, spoken.outer.end) : max(posting.start, spoken.outer.start)]
    return len(between.split()) <= _WORDS_TO_POSTING and not _APART.search(between)


def _is_aside(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Is a credit in a relative clause of its own: "Doe, who told X that …, said"?

    It is not if the clause only says to whom: "Doe, who spoke to X on Monday, said".
    """
    cue = placed.credit.cue
    if placed.credit.rule == "interview" and scene.masked.startswith(_SPOKE, cue.start):
        return False
    lead = scene.masked[max(0, cue.start - LEAD_IN_LENGTH) : cue.start]
    return bool(_RELATIVE.search(lead)) and "," in scene.masked[cue.end : spoken.outer.start]


def is_speaker(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Is the outlet itself, or a document of the outlet, the speaker?"""
    credit, mention = placed.credit, spoken.mention
    if mention and credit.mention.start < mention.end and mention.start < credit.mention.end:
        return credit.kind not in (POST, BOOK) and spoken.kind != "person"
    if spoken.kind == "unnamed" or (
        spoken.kind == "person" and not _begin_alike(credit.name, spoken.speaker)
    ):
        return False
    return is_same_name(credit.name, spoken.speaker) or (
        credit.rule == "wrote_in" and _is_document(spoken, scene)
    )


def _is_document(spoken: SpokenWords, scene: Scene) -> bool:
    """Is the speaker a document? "An editorial" in an outlet is the outlet's own."""
    words = fold(spoken.mention.of(scene.text) if spoken.mention else spoken.speaker).split()
    return bool(words) and words[-1] in scene.lexicon.speech_documents


def has_own_verb(placed: PlacedCredit, spoken: SpokenWords) -> bool:
    """Is the reporting verb of spoken words part of the credit: "Doe told Radio Vale"?"""
    return spoken.cue is not None and distance(placed.credit.cue, spoken.cue) == 0


def _begin_alike(one: str, other: str) -> bool:
    """Do two names have the same first word? Those of a person and an outlet never do."""
    first, second = (fold(name).removeprefix("the ").split() for name in (one, other))
    return first[:1] == second[:1]
