"""Choose the reporting source of each quote: the outlet that the article credits with its words, or none.

`SourceReader.question` lists the credits that may be the source of a quotation; "no source" is their rival.
`rival_features` says what speaks for and against each of them. The fitted weights choose the most probable
name; credits of one name count together. The basis is "stated" if the credit is for these very words,
"carried" if the source is inferred from earlier words of the speaker: it follows from why the credit was
proposed, and where that is not clear, a second table of weights decides. A third table turns the answer and
its share into the confidence.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from quotes.language import Language, logistic, score, softmax
from quotes.sources.credit import BOOK, NAMED, Credit
from quotes.sources.features import (
    SourceHistory,
    SourceQuestion,
    ask,
    basis_features,
    credit_features,
    none_features,
)
from quotes.sources.proposals import Proposal, propose
from quotes.sources.scene import PlacedCredit, Scene, SpokenWords, distance, is_same_name
from quotes.sources.sentence_credits import may_be_for
from quotes.text import MarkedArticle
from quotes.types import Attribution, Source, Speaker

NEWEST_CREDITS = 16
"""A quotation may take its source from one of at most this many credits before its end."""

_CLEAR_BASIS = {"bound": "stated", "far": "carried", "behind": "carried"}
"""The basis that follows from why a credit was proposed. For the rest, weights decide."""

_SETTLED = ("bound", "run", "behind")
"""The verdicts with which the words have a source, and only its name is to be chosen."""

_SAID_BEFORE = re.compile(r"\b(?:previously|once)\s$")

_STEPS = (-2.0, -1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)


class SourceReader:
    """Reads the spoken words of an article in order, and remembers the source of each speaker's last ones."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._proposals = propose(scene)
        self._histories: dict[str, SourceHistory] = {}

    def question(self, spoken: SpokenWords) -> SourceQuestion:
        """What is known about the source of spoken words. The newest credits before their end may be it."""
        proposal = self._proposals[spoken.index]
        end = bisect_right(self.scene.credits, spoken.sentence, key=lambda placed: placed.sentence)
        before = (self.scene.credits[number] for number in range(end - 1, -1, -1))
        fitting = (
            placed
            for placed in before
            if _may_be_source(placed, spoken, proposal, self.scene)
            and (placed is proposal.placed or not _is_for_others(placed, spoken, self.scene))
        )
        credits = list(islice(fitting, NEWEST_CREDITS))[::-1]
        if proposal.verdict == "behind" and proposal.placed:
            credits.append(proposal.placed)
        history = self._histories.get(spoken.speaker, SourceHistory())
        return ask(spoken, self.scene, history, proposal, credits)

    def remember(self, spoken: SpokenWords, name: str | None) -> None:
        """Keep the source of spoken words for the speaker's next ones."""
        if spoken.speaker:
            self._histories[spoken.speaker] = SourceHistory(spoken, name)


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """The chosen source, and the features from which its confidence comes."""

    source: Source
    signs: list[str]


_UNREPORTED = SourceChoice(Source(), ["title"])
"""For titles in quotation marks, which nobody spoke."""


def find_sources(
    marked: MarkedArticle, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
) -> list[Source]:
    """Find the reporting source of each quotation, in order. The `Source` is empty if there is none.

    ``attributions`` and ``speakers`` belong to the quotations of ``marked``, in the same order.
    """
    weights = marked.language.source_confidence_weights
    choices = choose_sources(Scene(marked, attributions, speakers), marked.language)
    return [replace(each.source, confidence=logistic(score(weights, each.signs))) for each in choices]


def choose_sources(scene: Scene, language: Language) -> list[SourceChoice]:
    """Choose the source of each of a scene's quotations, in order."""
    found = [_UNREPORTED] * len(scene.spoken)
    reader = SourceReader(scene)
    for spoken in scene.reported:
        choice = _choose(reader.question(spoken), language)
        found[spoken.index] = choice
        reader.remember(spoken, choice.source.name)
    return found


def rival_features(question: SourceQuestion) -> list[list[str]]:
    """The features of "no source", and then of each credit that may be the source."""
    return [none_features(question), *(credit_features(question, placed) for placed in question.credits)]


def _choose(question: SourceQuestion, language: Language) -> SourceChoice:
    """Answer a question by the weights of a language."""
    if not question.credits:
        return SourceChoice(Source(), _signs("none", 1.0, 0))
    rows, credits = rival_features(question), question.credits
    shares = softmax([score(language.source_weights, row) for row in rows])
    names = [None, *(placed.credit.name for placed in credits)]
    totals = _shares_of_names(question, names, shares)
    proposal = question.proposal
    settled = len(totals) > 1 and (
        (proposal.begun or proposal.verdict) in _SETTLED
        or (proposal.verdict == "lasts" and question.history.name is not None)
    )
    name = max(totals, key=lambda each: totals[each] if each or not settled else 0.0)
    if name is None:
        return SourceChoice(Source(), _signs("none", totals[None], len(credits)))
    named = [number for number, each in enumerate(names) if each == name]
    chosen = credits[max(named, key=shares.__getitem__) - 1]
    is_proposed = proposal.placed is not None and proposal.placed.credit.name == name
    basis = _CLEAR_BASIS.get(proposal.begun or proposal.verdict) if is_proposed else None
    if basis is None:
        newest = named[-1]
        features = basis_features(question, credits[newest - 1], rows[newest])
        basis = "stated" if score(language.source_basis_weights, features) > 0 else "carried"
    source = Source(name, basis, chosen.credit.mention, _others(chosen, question.scene))
    return SourceChoice(source, _signs(basis, totals[name], len(credits)))


def _shares_of_names(
    question: SourceQuestion, names: Sequence[str | None], shares: Sequence[float]
) -> dict[str | None, float]:
    """The share of "no source" and of each outlet.

    A credit in the words' own sentence shuts out others, and so does one of the sentence before that only
    leads in to them: "In an interview with X she was blunt. “…,” she said".
    """
    sentence = question.spoken.sentence
    verdict, proposed = question.proposal.verdict, question.proposal.placed
    here = {placed.credit.name for placed in question.credits if placed.sentence == sentence}
    shut_out = verdict == "bound" and bool(here)
    if verdict == "run" and proposed and _leads_in(proposed, question):
        here, shut_out = {proposed.credit.name}, True
    totals: dict[str | None, float] = {}
    for name, share in zip(names, shares, strict=True):
        if name is None or name in here or not shut_out:
            totals[name] = totals.get(name, 0.0) + share
    return totals


def _leads_in(placed: PlacedCredit, question: SourceQuestion) -> bool:
    """Is a credit in a sentence of the same paragraph without quoted words, right before the words?"""
    spoken = question.spoken
    is_next = placed.sentence == spoken.sentence - 1 and placed.paragraph == spoken.paragraph
    return is_next and not question.scene.speaking.get(placed.sentence)


def _signs(answer: str, share: float, credits: int) -> list[str]:
    """What the confidence in an answer depends on: the answer, its share, and whether it had rivals.

    ``answer`` is "none" or a basis. The steps of the share are in log-odds.
    """
    bounded = min(max(share, 1e-6), 1 - 1e-6)
    odds = math.log(bounded / (1 - bounded))
    found = [answer, f"{answer}&alone"] if not credits else [answer]
    return found + [f"share>={step}" for step in _STEPS if odds >= step]


def _may_be_source(placed: PlacedCredit, spoken: SpokenWords, proposal: Proposal, scene: Scene) -> bool:
    """Can a credit be the source of spoken words at all?

    It cannot if the outlet is the speaker of these or other words of the sentence, or if the rules find that
    the credits of the sentence are for other words. In an earlier sentence, a mere name does not count, nor
    does any credit for what was "previously said", nor the credit that lasted until the words came with an
    occasion of their own.
    """
    credit = placed.credit
    if _is_speaker(credit, spoken) or _is_speaker_beside(placed, spoken, scene):
        return False
    if placed.sentence == spoken.sentence:
        if credit.bare:
            return may_be_for(placed, spoken, scene)
        return not credit.is_known or proposal.placed is not None
    if spoken.cue and _SAID_BEFORE.search(scene.masked, max(0, spoken.cue.start - 15), spoken.cue.start):
        return False
    is_last = proposal.placed is not None and proposal.placed.credit.name == credit.name
    return credit.kind != NAMED and not (is_last and proposal.is_over)


def _is_speaker(credit: Credit, spoken: SpokenWords) -> bool:
    """Is what is credited the speaker itself, or the words for a person: "the Australian said"?"""
    if is_same_name(credit.name, spoken.speaker) and (credit.bare or spoken.kind == "organisation"):
        return True
    if spoken.mention is None:
        return False
    start, end = credit.mention
    whole = end == spoken.mention.end and start - len("the ") <= spoken.mention.start <= start
    return (credit.bare and distance(credit.mention, spoken.mention) == 0) or (
        whole and spoken.kind == "person" and credit.kind != BOOK
    )


def _is_speaker_beside(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Is a credited outlet the speaker of other quoted words in the sentence, and only of those?"""
    if placed.sentence != spoken.sentence:
        return False
    return any(
        one.mention is not None
        and one.kind == "organisation"
        and one.speaker != spoken.speaker
        and is_same_name(placed.credit.name, one.speaker)
        and distance(placed.credit.mention, one.mention) == 0
        for one in scene.speaking.get(placed.sentence, ())
    )


def _is_for_others(placed: PlacedCredit, spoken: SpokenWords, scene: Scene) -> bool:
    """Does a credit belong to other people's quoted words, while a name or noun says who this speaker is?

    What an outlet asks is answered by somebody else.
    """
    voices = scene.speaking.get(placed.sentence, ())
    if placed.sentence == spoken.sentence or not voices or spoken.mention is None:
        return False
    if placed.credit.rule == "asked":
        return False
    pronoun = spoken.mention.of(scene.text).lower() in scene.pronouns
    return not pronoun and all(one.speaker != spoken.speaker for one in voices)


def _others(chosen: PlacedCredit, scene: Scene) -> tuple[str, ...]:
    """Further outlets that the same sentence credits."""
    near = [
        each.credit for each in scene.credits if each.sentence == chosen.sentence and each.credit.is_known
    ]
    named = [name for credit in (chosen.credit, *near) for name in (credit.name, *credit.others)]
    return tuple(name for name in dict.fromkeys(named) if name != chosen.credit.name)
