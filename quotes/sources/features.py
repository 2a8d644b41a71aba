"""What speaks for and against a credit as the source of a quotation: the names of its features.

A feature is a fact, or several joined by ``&``. Each has a weight in
``quotes/language/data/en/source_weights.tsv``; the sum of the weights is the credit's score. "No source" is
a rival like the credits, with features of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.language import fold
from quotes.sources.proposals import Proposal
from quotes.sources.scene import (
    NO_FACTS,
    PlacedCredit,
    Scene,
    SentenceFacts,
    SpokenWords,
    distance,
    is_same_name,
)
from quotes.sources.sentence_credits import has_own_verb

_WORD = re.compile(r"[^\W_]+")
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her)\b", re.IGNORECASE)
_RELATIVE = re.compile(r",\s(?:who|which)\s(?:\w+\s){0,3}?$")
_APART = re.compile(r"[.;_]|\b(?:and|but|while|although|though|whereas)\b")
_LINK_LENGTH = 60
_OWNER = re.compile(r"\b([A-Z][\w-]+(?=['’]s?\s)|(?:his|her|their)\b)(?:['’]s?)?\s(?:[\w-]+\s){0,4}$")
_FEW = ((0, "0"), (1, "1"), (2, "2"), (3, "3"), (5, "4-5"), (8, "6-8"), (15, "9-15"))
_COARSE = ((0, "0"), (1, "1"), (3, "2-3"), (8, "4-8"))
_GAPS = ((0, "0"), (2, "1-2"), (5, "3-5"), (10, "6-10"), (20, "11-20"), (40, "21-40"))
_VERBS = {
    **dict.fromkeys(("write", "tweet", "post"), "write"),
    **dict.fromkeys(("add", "continue", "go", "conclude", "note"), "add"),
    **dict.fromkeys(("ask", "respond", "reply", "answer", "insist", "explain"), "answer"),
    **{verb: verb for verb in ("say", "tell", "")},
}
_OWNERS = {
    **dict.fromkeys(("quoted", "quoted_too", "subject", "named_before", "named_after"), "own"),
    **dict.fromkeys(("other_quoted", "other_subject", "other_named"), "other"),
    **dict.fromkeys(("pronoun", "nobody"), "unknown"),
}
"""Whose a credit is, by how it is linked to the speaker."""


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """The speaker's last words before a quotation, and the name of their source, or None."""

    words: SpokenWords | None = None
    name: str | None = None

    def compared(self, name: str | None, spoken: SpokenWords) -> tuple[str, str]:
        """How a source compares with that of the speaker's last words, and how far these are."""
        if self.words is None:
            return "first", "first"
        same = "this" if name == self.name else "other" if self.name else "nothing"
        return same, f"{same}&gap={_bucket(spoken.paragraph - self.words.paragraph)}"


@dataclass(frozen=True, slots=True)
class SourceQuestion:
    """Spoken words whose source is asked for, and everything that speaks for and against an answer.

    ``credits`` are those that may be the source, in order, and ``owners`` say whose each is. ``verb`` is what
    the reporting verb says about where the words were said; ``speaker`` and ``mention`` say what kind of
    speaker it is, and what kind of words name him or her. ``met`` is what the paragraph says before the end
    of the quotation's sentence.
    """

    spoken: SpokenWords
    scene: Scene
    history: SourceHistory
    proposal: Proposal
    credits: Sequence[PlacedCredit]
    owners: Sequence[str]
    verb: str
    speaker: str
    mention: str
    met: SentenceFacts


def ask(
    spoken: SpokenWords,
    scene: Scene,
    history: SourceHistory,
    proposal: Proposal,
    credits: Sequence[PlacedCredit],
) -> SourceQuestion:
    """Ask for the source of spoken words."""
    verb, speaker = _VERBS.get(spoken.verb, "other"), spoken.kind or "nobody"
    mention = "none"
    if spoken.mention is not None:
        words = spoken.mention.of(scene.text)
        named = "name" if words[:1].isupper() else "noun"
        mention = "pronoun" if _PRONOUN.fullmatch(words) else named
    met = scene.facts_before(spoken) if credits else NO_FACTS
    owners = [_OWNERS[_link(spoken, placed, scene)] for placed in credits]
    return SourceQuestion(spoken, scene, history, proposal, credits, owners, verb, speaker, mention, met)


def _bucket(count: int, limits: tuple[tuple[int, str], ...] = _FEW) -> str:
    """A coarse name for a number."""
    return next((name for limit, name in limits if count <= limit), "more")


def none_features(question: SourceQuestion) -> list[str]:
    """The features of "no source"."""
    spoken, verdict, verb = question.spoken, question.proposal.verdict, question.verb
    here = question.scene.facts(spoken.sentence)
    _, before = question.history.compared(None, spoken)
    found = [
        "none",
        f"none&speaker={question.speaker}",
        f"none&verb={verb}",
        f"none&rule={spoken.rule}",
        f"none&form={spoken.form}",
        f"none&occasion={bool(here.occasions)}",
        f"none&times={bool(here.times)}",
        f"none&before={before}",
        f"none&before={before}&verb={verb}",
        f"none&before={before}&occasion={bool(here.occasions)}",
        f"none&before={before}&met_occasion={bool(question.met.occasions)}",
        f"none&met_time={bool(question.met.times)}",
        f"none&proposed={verdict}",
        f"none&proposed={verdict}&before={before}",
    ]
    return found + [f"none&rival={place}" for place in {_place(spoken, one) for one in question.credits}]


def credit_features(question: SourceQuestion, placed: PlacedCredit) -> list[str]:
    """The features of a credit as the source of the spoken words."""
    spoken, credit = question.spoken, placed.credit
    where, rule, kind = _place(spoken, placed), credit.rule, credit.kind
    same, before = question.history.compared(credit.name, spoken)
    proposed = _proposed(question.proposal, placed)
    words, _, _, _, _, looks, *_ = placed.signs
    acts = next((sign for sign in placed.signs if sign.startswith("acts=")), "acts=unread")
    found = [
        f"proposed={proposed}",
        f"proposed={proposed}&kind={kind}&where={where}",
        f"proposed={proposed}&rule={rule}",
        f"proposed={proposed}&before={same}",
        f"where={where}",
        f"kind={kind}&where={where}",
        f"rule={rule}&where={where}",
        f"kind={kind}&verb={question.verb}&where={where}",
        f"kind={kind}&speaker={question.speaker}&where={where}",
        f"where={where}&before={before}",
        f"where={where}&quote={spoken.rule}",
        f"programme={credit.programme}",
        f"mention={question.mention}&where={where}&before={before}",
        *placed.signs,
        f"kind={kind}&{words}",
        f"rule={rule}&{words}",
        f"rule={rule}&{looks}",
        f"rule={rule}&{acts}",
        f"teller={_teller(question, placed)}&where={where}&rule={rule}",
    ]
    owner = _owner(question, placed)
    if owner:
        found += [f"owner={owner}&kind={kind}", f"owner={owner}&kind={kind}&where={where}"]
    if is_same_name(credit.name, spoken.speaker):
        found += [
            "is_speaker",
            f"is_speaker&kind={kind}&speaker={question.speaker}",
            f"is_speaker&speaker={question.speaker}&where={where}",
        ]
    if spoken.mention and distance(credit.mention, spoken.mention) == 0:
        found += ["is_mention", f"is_mention&kind={kind}&speaker={question.speaker}"]
    if where == "earlier":
        return found + _earlier(question, placed, same)
    return found + _same_sentence(question, placed, where)


def basis_features(question: SourceQuestion, placed: PlacedCredit, row: Sequence[str]) -> list[str]:
    """The features for the basis of a credit.

    These are those of the choice that are not about its name, and how much the article says in its own words
    in between.
    """
    found = ["always", *(feature for feature in row if feature not in placed.signs)]
    is_earlier = _place(question.spoken, placed) == "earlier"
    return found + _own_words(question, placed) if is_earlier else found


def _place(spoken: SpokenWords, placed: PlacedCredit) -> str:
    """Where a credit is, as seen from spoken words."""
    if placed.sentence != spoken.sentence:
        return "earlier"
    start, cue = placed.credit.cue.start, spoken.cue
    if cue and cue.start <= start < cue.end:
        return "same&cue"
    return "same&before" if start < spoken.outer.start else "same&after"


def _proposed(proposal: Proposal, placed: PlacedCredit) -> str:
    """The verdict of the rules on this credit."""
    if proposal.placed is None:
        return "none"
    return proposal.verdict if proposal.placed.credit.name == placed.credit.name else "another"


def _teller(question: SourceQuestion, placed: PlacedCredit) -> str:
    """Who is the subject just before the crediting words: the speaker, somebody else, a pronoun?"""
    if not placed.subject:
        return "none"
    word = fold(placed.subject)
    if word in question.spoken.words:
        return "speaker"
    if word in ("he", "she", "they"):
        return "pronoun"
    if word in question.scene.families:
        return "another"
    return "name" if placed.subject[0].isupper() else "word"


def _owner(question: SourceQuestion, placed: PlacedCredit) -> str:
    """Whose the credited post, column or show is: "Doe's late-night tweet", "her column in the Gazette"."""
    start = placed.credit.mention.start
    owner = _OWNER.search(question.scene.masked, max(0, start - _LINK_LENGTH), start)
    if not owner:
        return ""
    word = fold(owner.group(1))
    if word in question.spoken.words:
        return "speaker"
    return "pronoun" if word in ("his", "her", "their") else "another"


def _same_sentence(question: SourceQuestion, placed: PlacedCredit, where: str) -> list[str]:
    """How near a credit is to spoken words of its own sentence, and what is between."""
    spoken, scene, credit = question.spoken, question.scene, placed.credit
    cue, outer = credit.cue, spoken.outer
    between = scene.masked[min(cue.end, outer.end) : max(cue.start, outer.start)]
    others = [one for one in scene.speaking.get(spoken.sentence, ()) if one.speaker != spoken.speaker]
    nearer = any(distance(cue, one.outer) < distance(cue, outer) for one in others)
    rivals = {
        one.credit.kind for one in question.credits if one.sentence == placed.sentence and one is not placed
    }
    kinds, gap = "+".join(sorted(rivals)), _bucket(len(between.split()), _GAPS)
    found = [
        f"{where}&gap={gap}",
        f"{where}&rule={credit.rule}&gap={gap}",
        f"{where}&apart={bool(_APART.search(between))}&kind={credit.kind}",
        f"{where}&nearer_to_other={nearer}",
        f"kind={credit.kind}&rivals={kinds}",
        f"rule={credit.rule}&rivals={kinds}",
    ]
    if has_own_verb(placed, spoken):
        words = placed.signs[0]
        found += ["own_verb", f"own_verb&rule={credit.rule}", f"own_verb&{words}"]
    if _RELATIVE.search(scene.masked[max(0, cue.start - _LINK_LENGTH) : cue.start]):
        found.append(f"{where}&relative")
    return found


def _earlier(question: SourceQuestion, placed: PlacedCredit, same: str) -> list[str]:
    """How a credit of an earlier sentence is linked to spoken words, and what has come between."""
    spoken, scene, credit, kind = question.spoken, question.scene, placed.credit, placed.credit.kind
    link = _link(spoken, placed, scene)
    gap = abs(spoken.paragraph - placed.paragraph)
    far = _bucket(gap, _COARSE)
    voices = scene.spoken_between(credit.cue.start, spoken.outer.start)
    others = {one.speaker for one in voices if one.speaker != spoken.speaker}
    newer = _newer(question, placed)
    facts, here = scene.facts(placed.sentence), scene.facts(spoken.sentence)
    in_sentence = any(one.sentence == spoken.sentence for one in question.credits)
    lead, resumes = f"earlier&{_OWNERS[link]}", _resumes(question, placed)
    found = [
        f"earlier&link={link}",
        f"{lead}&kind={kind}",
        f"{lead}&rule={credit.rule}",
        f"{lead}&paragraphs={_bucket(gap)}",
        f"{lead}&kind={kind}&far={far}",
        f"{lead}&kind={kind}&before={same}",
        f"{lead}&nth={_bucket(len(voices))}",
        f"link={link}&nth={_bucket(len(voices), _COARSE)}&far={far}",
        f"{lead}&others={_bucket(len(others))}",
        f"{lead}&newer={newer}",
        f"{lead}&newer={newer}&before={same}",
        f"{lead}&new_time={bool(here.times - facts.times)}",
        f"{lead}&new_occasion={bool(here.occasions - facts.occasions)}",
        f"{lead}&kind={kind}&new_occasion={bool(here.occasions - facts.occasions)}",
        f"kind={kind}&verb={question.verb}&far={far}&owner={_OWNERS[link]}",
        f"{lead}&met_occasion={bool(question.met.occasions - facts.occasions)}",
        f"{lead}&met_time={bool(question.met.times - facts.times)}&timed={bool(facts.times)}",
        f"{lead}&kind={kind}&met_occasion={bool(question.met.occasions - facts.occasions)}&before={same}",
        f"{lead}&looks_back={facts.looks_back}&far={far}",
        f"{lead}&verb={question.verb}&kind={kind}",
        f"{lead}&speaker={question.speaker}",
        f"{lead}&mention={question.mention}",
        f"{lead}&in_sentence={in_sentence}",
        f"{lead}&resumes={resumes}",
        f"{lead}&resumes={resumes}&before={same}",
        f"proposed={_proposed(question.proposal, placed)}&resumes={resumes}",
    ]
    if _unbroken(spoken, placed, scene):
        found += [f"{lead}&unbroken", f"{lead}&kind={kind}&unbroken"]
    return found


def _own_words(question: SourceQuestion, placed: PlacedCredit) -> list[str]:
    """How much the article says in its own words between a credit's sentence and spoken words.

    After "Doe told X" her words go on as stated; after something else they are only inferred to be from X.
    """
    spoken, scene = question.spoken, question.scene
    between = [
        scene.sentence(number)
        for number in range(placed.sentence + 1, spoken.sentence)
        if all(one.speaker != spoken.speaker for one in scene.speaking.get(number, ()))
        and not _leads_in(scene.sentence(number).of(scene.masked))
    ]
    reported = sum(len(_WORD.findall(scene.masked, *sentence)) for sentence in between)
    start = scene.sentence(spoken.sentence).start
    lead = len(_WORD.findall(scene.masked, start, max(start, spoken.outer.start)))
    words, lead_in = _bucket(reported, _GAPS), _bucket(lead, _GAPS)
    proposed = _proposed(question.proposal, placed)
    return [
        f"own_words={words}",
        f"own_words={words}&kind={placed.credit.kind}",
        f"own_words={words}&proposed={proposed}",
        f"own_words={words}&lead={lead_in}",
        f"own_words={words}&form={spoken.form}&verb={question.verb}",
        f"own_sentences={_bucket(len(between), _COARSE)}&own_words={words}",
        f"lead={lead_in}&form={spoken.form}",
    ]


def _leads_in(sentence: str) -> bool:
    """Does a sentence only lead in to what follows: "Doe continued:"?"""
    return len(sentence) <= _LINK_LENGTH and sentence.rstrip().endswith(":")


def _newer(question: SourceQuestion, placed: PlacedCredit) -> str:
    """Whose the credits of other outlets are that have come between."""
    owners = {
        owner
        for one, owner in zip(question.credits, question.owners, strict=True)
        if placed.sentence < one.sentence < question.spoken.sentence and one.credit.name != placed.credit.name
    }
    return next((owner for owner in ("own", "unknown", "other") if owner in owners), "none")


def _resumes(question: SourceQuestion, placed: PlacedCredit) -> str:
    """Whose the outlet's later credits are: the article may go back to the same interview."""
    spoken, scene = question.spoken, question.scene
    later = scene.credits_after(spoken.sentence, placed.credit.name)
    owners = {_OWNERS[_link(spoken, one, scene)] for one in later}
    return next((owner for owner in ("own", "unknown", "other") if owner in owners), "none")


def _link(spoken: SpokenWords, placed: PlacedCredit, scene: Scene) -> str:
    """How a credit's sentence is linked to the speaker of later words."""
    voices, cue = scene.speaking.get(placed.sentence, ()), placed.credit.cue
    if voices:
        nearest = min(voices, key=lambda one: distance(cue, one.outer))
        if nearest.speaker == spoken.speaker:
            return "quoted"
        return "quoted_too" if any(one.speaker == spoken.speaker for one in voices) else "other_quoted"
    named = scene.facts(placed.sentence).families
    before = [word for offset, word in named if offset < cue.start]
    after = [word for offset, word in named if offset >= cue.end]
    if before:
        last = "other_subject" if set(before).isdisjoint(spoken.surnames) else "named_before"
        return "subject" if before[-1] in spoken.surnames else last
    if after:
        return "other_named" if set(after).isdisjoint(spoken.surnames) else "named_after"
    return "pronoun" if scene.facts(placed.sentence).pronoun else "nobody"


def _unbroken(spoken: SpokenWords, placed: PlacedCredit, scene: Scene) -> bool:
    """Does every paragraph between have words of the same speaker, or only lead in to them?"""
    between = scene.spoken_between(placed.credit.cue.start, spoken.outer.start)
    quoted = {one.paragraph for one in between if one.speaker == spoken.speaker}
    return all(
        number in quoted or scene.paragraphs[number].end - scene.paragraphs[number].start <= _LINK_LENGTH
        for number in range(placed.paragraph + 1, spoken.paragraph)
    )
