"""Propose a source for each quotation by rules: which credit is for its words, and which lasts until then.

The rules read an article sentence by sentence. A credit in the quotation's own sentence is *bound* to it if
it can be for its speaker's words. A quotation that *continues* the one before has the same credit. Otherwise
the credit that was last for the speaker *lasts*, unless something has come between. The verdict says which it
is; `quotes.sources.features` weighs it against everything else, so a proposal is not yet an answer.

Only credits of known outlets count here. A name that nothing but its sentence makes an outlet is left to the
weights.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.language import fold
from quotes.sources.credit import BOOK, POST, RELAY, VENUE
from quotes.sources.occasions import THE_SAME_TIME
from quotes.sources.said_where import speaker_before
from quotes.sources.scene import NO_FACTS, PlacedCredit, Scene, SpokenWords, distance
from quotes.sources.sentence_credits import LEAD_IN_LENGTH, is_speaker, may_be_for
from quotes.text import paragraph_at

CARRIED_PARAGRAPHS = 5
ONE_STATEMENT = 60
"""Two credits this close belong to one statement: "told Radio Vale on its “Newshour”"."""

_OWN_WORDS = re.compile(r"[^\W_]")
_TRAILS = re.compile(r"(?:,|\bas)\s(?:the\s)?$")

_GAVE = re.compile(r"g[ai]v|grant")
"""How the words for an interview begin that has the speaker for its subject."""

_NEW = re.compile(r"[Aa]n?\s")
"""How a mention begins of somebody whom no pronoun before it can mean."""
_SPEAKS_FOR = "spokesman"
"""The role of somebody who speaks for a body."""

_BEHIND_WITHIN = 2  # paragraphs back to the words that such a sentence is about
_THE_POST = re.compile(
    r"(?:[Tt]he|[Tt]his|[Hh]is|[Hh]er|[Tt]heir)\s(?:\w+\s)?(?:post|tweet|message|thread|caption)$"
)
_ONE_MORE = re.compile(
    r"(?:(?:[Yy]et\s)?[Aa]nother|(?:[Aa]\s)?(?:second|third|fourth|fifth|sixth|seventh)|[Oo]ne|[Oo]thers?|[Ss]omeone)\b"
)
_USER = re.compile(r"\b(?:user|netizen|commenter|fan|follower|viewer|poster)$|^(?:[Oo]ne|[Aa]nother)$")
_POST_WITHIN = 4
_NEXT_POST_WITHIN = 2
"""Paragraphs from one user's post to another's in a list of reactions."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The credit that the rules propose for a quotation, and why.

    ``verdict`` is "bound", "continues", "run" (the interview or post goes on without a break) or "lasts"; or
    what may have ended the credit: "elsewhere" (they were spoken on another occasion or at another
    time), "moved_on" (the paragraph has), "time" (a time is mentioned), "far", "recalled" (the credit was
    about long ago), "spoken" (it was a post, and these words are spoken) or "not_posted" (they may be).
    Without a credit it is "none"; with "behind" a later sentence says where the words were spoken. ``begun``
    is the verdict on the words that these continue.
    """

    verdict: str = "none"
    placed: PlacedCredit | None = None
    begun: str = ""

    def continued(self) -> "Proposal":
        """The proposal for words that continue these."""
        return self if self.is_over else Proposal("continues", self.placed, self.begun or self.verdict)

    @property
    def is_over(self) -> bool:
        """Is there no credit, or has the occasion to which it belongs ended?"""
        return self.placed is None or self.verdict in ("elsewhere", "spoken")


@dataclass(frozen=True, slots=True)
class _Lasting:
    """The credit that lasts for a speaker, and the paragraph and sentence where it was last used."""

    placed: PlacedCredit
    paragraph: int
    sentence: int
    in_run: bool = True


def propose(scene: Scene) -> list[Proposal]:
    """The proposal for each of the scene's spoken words, in order."""
    return _Proposer(scene).proposals()


class _Proposer:
    """Reads one article, and keeps the credit that lasts for each speaker."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.masked = scene, scene.masked
        self.credits: dict[int, list[PlacedCredit]] = {}
        for placed in scene.credits:
            if placed.credit.is_known:
                self.credits.setdefault(placed.sentence, []).append(placed)
        people = [one for one in scene.spoken if one.kind != "organisation"]
        self.families = {name: one for at in (1, 0) for one in people for name in one.surnames[at : at + 1]}
        self.lasting: dict[str, _Lasting] = {}

    def proposals(self) -> list[Proposal]:
        """The proposal for each of the spoken words."""
        scene = self.scene
        found = [Proposal()] * len(scene.spoken)
        last: SpokenWords | None = None
        for sentence in sorted({*scene.speaking, *self.credits}):
            voices = scene.speaking.get(sentence, [])
            bound = self._bound(sentence, voices)
            for spoken in voices:
                if spoken.index in bound:
                    best = _best_credit(bound[spoken.index], spoken)
                    found[spoken.index] = Proposal("bound", best)
                    self._keep(spoken, best)
                elif last is not None and continues(last, spoken, scene):
                    before = found[last.index]
                    found[spoken.index] = before.continued()
                else:
                    lasts = self._lasts_until(spoken)
                    last_found = (last, found[last.index]) if last else None
                    found[spoken.index] = lasts if lasts.placed else self._goes_on_there(spoken, last_found)
                last = spoken
            self._keep_for_later(sentence, voices, bound)
            self._place_behind(sentence, found)
        return found

    def _place_behind(self, sentence: int, found: list[Proposal]) -> None:
        """Give a credit to the words before its sentence, if that says where they were spoken."""
        credits = [placed for placed in self.credits.get(sentence, []) if placed.credit.kind != RELAY]
        last = speaker_before(sentence, self.scene) if credits else None
        owner = self._owner(sentence, credits[0]) if last else None
        if last is None or (owner and owner.speaker != last.speaker):
            return
        best = _best_credit(credits, last)
        if is_speaker(best, last, self.scene):
            return
        self._keep(last, best)
        for spoken in self.scene.reported:
            is_before = spoken.outer.end <= self.scene.sentence(sentence).start
            near = is_before and best.paragraph - spoken.paragraph <= _BEHIND_WITHIN
            if near and spoken.speaker == last.speaker and found[spoken.index].placed is None:
                found[spoken.index] = Proposal("behind", best)

    def _bound(self, sentence: int, voices: Sequence[SpokenWords]) -> dict[int, list[PlacedCredit]]:
        """Map each quotation of a sentence to the credits that are for it.

        If several people are quoted, a credit is for the one whose words are nearest.
        """
        bound: dict[int, list[PlacedCredit]] = {}
        for placed in self.credits.get(sentence, []):
            fitting = [one for one in voices if may_be_for(placed, one, self.scene)]
            if not fitting:
                continue
            nearest = min(fitting, key=lambda one: distance(placed.credit.cue, one.outer))
            for one in fitting:
                if one.speaker == nearest.speaker:
                    bound.setdefault(one.index, []).append(placed)
        return bound

    def _lasts_until(self, spoken: SpokenWords) -> Proposal:
        """The credit that was last for the speaker, and whether anything has ended it."""
        lasting = self.lasting.get(spoken.speaker) if spoken.speaker else None
        if not lasting or is_speaker(lasting.placed, spoken, self.scene):
            return Proposal()
        credit, lexicon = lasting.placed.credit, self.scene.lexicon
        writes = spoken.verb in lexicon.writing_verbs
        if credit.kind == POST and not writes:
            # Right behind the post, "she said" is how its words are given; also in the next paragraph, if
            # the sentence of the post has none.
            near = spoken.paragraph == lasting.paragraph or self._only_announced(spoken, lasting)
            next_to = spoken.sentence == lasting.sentence + 1 and near
            if spoken.verb not in lexicon.speaking_verbs:
                return Proposal("not_posted", lasting.placed)
            goes_on = next_to and not self._news(spoken, lasting)
            return Proposal("run" if goes_on else "spoken", lasting.placed)
        in_run = lasting.in_run and self._is_in_run(spoken, lasting, writes=writes)
        ended = self._news(spoken, lasting)
        if spoken.paragraph - lasting.paragraph > CARRIED_PARAGRAPHS:
            ended = "far"
        elif self.scene.facts(lasting.placed.sentence).looks_back and not in_run:
            ended = "recalled"
        if ended:
            return Proposal(ended, lasting.placed)
        self.lasting[spoken.speaker] = _Lasting(lasting.placed, spoken.paragraph, spoken.sentence, in_run)
        return Proposal("run" if in_run else "lasts", lasting.placed)

    def _only_announced(self, spoken: SpokenWords, lasting: _Lasting) -> bool:
        """Does the paragraph before say that the speaker posted something, and leave the words to this?"""
        if lasting.sentence in self.scene.speaking or spoken.paragraph != lasting.paragraph + 1:
            return False
        start, end = self.scene.paragraphs[lasting.paragraph]
        return not spoken.words.isdisjoint(fold(self.masked[start:end]).split())

    def _goes_on_there(self, spoken: SpokenWords, last: tuple[SpokenWords, Proposal] | None) -> Proposal:
        """The post of "the post continued", and the platform of "another user joked" after a post."""
        mention = spoken.mention.of(self.scene.text) if spoken.mention else ""
        if _THE_POST.match(mention):
            numbers = range(spoken.sentence - 1, max(-1, spoken.sentence - _POST_WITHIN), -1)
            posts = (placed for number in numbers for placed in self.credits.get(number, ()))
            near = (one for one in posts if one.credit.kind == POST and spoken.paragraph - one.paragraph <= 1)
            placed = next(near, None)
            return Proposal("run", placed) if placed else Proposal()
        writes = spoken.verb in self.scene.lexicon.writing_verbs
        if writes or (spoken.kind == "unnamed" and _USER.search(mention)):
            number = spoken.sentence - 1
            placed = next((one for one in self.credits.get(number, ()) if one.credit.kind == POST), None)
            if placed and number not in self.scene.speaking and spoken.paragraph == placed.paragraph:
                return Proposal("run", placed)
        one_more = spoken.kind == "unnamed" and _ONE_MORE.match(mention)
        if not (last and one_more and (writes or last[0].kind == "unnamed")):
            return Proposal()
        placed, near_it = last[1].placed, spoken.paragraph - last[0].paragraph <= _NEXT_POST_WITHIN
        goes_on = placed is not None and placed.credit.kind == POST and near_it and not last[1].is_over
        return Proposal("run", placed) if goes_on else Proposal()

    def _is_in_run(self, spoken: SpokenWords, lasting: _Lasting, *, writes: bool) -> bool:
        """Does a quotation still belong to the interview, post or book that a sentence introduced?"""
        if lasting.placed.credit.kind == RELAY:
            return False
        between = self.scene.paragraphs[lasting.paragraph + 1 : spoken.paragraph]
        at_once = all(paragraph.end - paragraph.start <= LEAD_IN_LENGTH for paragraph in between)
        return at_once or (lasting.placed.credit.kind == BOOK and writes)

    def _news(self, spoken: SpokenWords, lasting: _Lasting) -> str:
        """Whether the paragraph, up to the quotation, mentions another occasion or time.

        A time is certainly another one if the crediting sentence has one, too, or if the outlet only passed
        words on.
        """
        scene = self.scene
        opening = scene.sentence_at(scene.paragraphs[spoken.paragraph].start)
        first = max(lasting.sentence + 1, min(opening, spoken.sentence))
        credited = scene.facts(lasting.placed.sentence)
        read = [scene.facts(number) for number in range(first, spoken.sentence + 1)]
        own = scene.setting(spoken) if read else NO_FACTS
        known = credited.times | THE_SAME_TIME if credited.times else credited.times
        met = credited.occasions | ({"me"} if lasting.placed.credit.rule != "told" else set())
        if own.occasions - met or (known and own.times - known):
            return "elsewhere"
        new_times = any(each.times - known for each in read)
        surely = credited.times or lasting.placed.credit.kind == RELAY
        if any(each.occasions - met for each in read) or (new_times and surely):
            return "moved_on"
        return "time" if new_times else ""

    def _keep(self, spoken: SpokenWords, placed: PlacedCredit) -> None:
        """Remember a credit for the speaker's next words."""
        if spoken.speaker:
            self.lasting[spoken.speaker] = _Lasting(placed, placed.paragraph, placed.sentence)

    def _keep_for_later(
        self, sentence: int, voices: Sequence[SpokenWords], bound: dict[int, list[PlacedCredit]]
    ) -> None:
        """Keep the credits of a sentence that are not for its own quotations but may be for later ones."""
        used = {placed.credit.mention for given in bound.values() for placed in given}
        speaking = {one.speaker for one in voices}
        owned: dict[str, tuple[SpokenWords, list[PlacedCredit]]] = {}
        for placed in self.credits.get(sentence, []):
            if placed.credit.mention in used or placed.credit.rule == "platform_verb":
                continue
            owner = self._owner(sentence, placed)
            if owner and owner.speaker not in speaking and not is_speaker(placed, owner, self.scene):
                owned.setdefault(owner.speaker, (owner, []))[1].append(placed)
        for owner, given in owned.values():
            self._keep(owner, _best_credit(given, owner))

    def _goes_on_as_pronoun(self, spoken: SpokenWords, sentence: int) -> bool:
        """Is "he" right behind a sentence that names him by office: "The CEO told X so. “…,” he said"?"""
        mention = spoken.mention.of(self.scene.text).lower() if spoken.mention else ""
        return spoken.sentence == sentence + 1 and mention in self.scene.pronouns

    def _speaks_for(self, spoken: SpokenWords, placed: PlacedCredit) -> bool:
        """Does a spokesperson go on for a body: "The company told X so. “…,” a spokesperson said"?"""
        lexicon, subject = self.scene.lexicon, fold(placed.subject)
        mention = fold(spoken.mention.of(self.scene.text)).split() if spoken.mention else []
        if placed.credit.kind != VENUE or lexicon.role_synonyms[_SPEAKS_FOR].isdisjoint(mention):
            return False
        if placed.subject.islower():
            people = (lexicon.roles, lexicon.plural_roles, lexicon.person_nouns, self.scene.pronouns)
            return not any(subject in nouns for nouns in people)
        if not subject or subject in mention or placed.subject.isupper():
            return bool(subject)
        has_given_name = re.search(rf"\b[A-Z][\w.’'-]+\s{re.escape(placed.subject)}\b", self.masked)
        return not has_given_name and any(word in lexicon.organisation_words for word in mention)

    def _was_given_by_other(self, placed: PlacedCredit) -> bool:
        """Is it an interview that somebody gave who is named there and not quoted?"""
        gave = _GAVE.match(self.masked, placed.credit.cue.start) and placed.subject.istitle()
        return bool(gave) and fold(placed.subject) not in self.scene.pronouns

    def _owner(self, sentence: int, placed: PlacedCredit) -> SpokenWords | None:
        """A quotation of the speaker to whom a credit without quoted words belongs.

        This is the first of: the speaker named nearest before the credit; the next speaker, if it speaks for
        the body that is the subject; the next speaker in the same paragraph, for a credit of a piece of
        writing; the speaker named after the credit; the next speaker, if the sentence has a pronoun, or if
        "he" goes on right behind an interview.
        """
        credit, span = placed.credit, self.scene.sentence(sentence)
        named = self.scene.facts(sentence).families
        before = [self.families[word] for offset, word in named if offset < credit.cue.start]
        after = [
            self.families[word]
            for offset, word in named
            if offset >= credit.cue.start and not credit.mention.start <= offset < credit.mention.end
        ]
        if credit.rule == "reports" and not _TRAILS.search(self.masked[span.start : credit.cue.start]):
            before = []
        following = next((one for one in self.scene.spoken if one.outer.start >= credit.mention.end), None)
        is_next = following is not None and following.sentence == sentence + 1
        if following and is_next and not before and self._speaks_for(following, placed):
            before = [following]
        if before:
            return before[-1]
        if placed.teller or self._was_given_by_other(placed):
            return None
        gap = CARRIED_PARAGRAPHS
        if following:
            gap = following.paragraph - paragraph_at(self.scene.paragraphs, span.start)
        if credit.rule == "wrote_in" and gap == 0:
            return following
        if after and (credit.kind != RELAY or credit.rule in ("reports", "according_to")):
            return after[0]
        if not following or credit.kind == RELAY:
            return None
        is_here = gap == 0 and following.speaker in self.masked[span.start : span.end]
        is_here |= gap == 0 and credit.kind == VENUE and self._goes_on_as_pronoun(following, sentence)
        mention = following.mention.of(self.scene.text) if following.mention else ""
        is_meant = gap <= 1 and self.scene.facts(sentence).pronoun and not _NEW.match(mention)
        return following if is_here or is_meant else None


def continues(previous: SpokenWords, spoken: SpokenWords, scene: Scene) -> bool:
    """Does a quotation continue the statement just before it, without words between?"""
    if not spoken.speaker or previous.speaker != spoken.speaker or previous.paragraph != spoken.paragraph:
        return False
    return previous.sentence == spoken.sentence or not _OWN_WORDS.search(
        scene.masked, *scene.sentence(spoken.sentence)
    )


def _best_credit(given: Sequence[PlacedCredit], spoken: SpokenWords) -> PlacedCredit:
    """Pick the credit that is closest to the speaker.

    A relay counts only if there is no other credit. Of the credits that belong to the same statement as the
    nearest one, prefer the one with the quotation's own cue, then a proper name, then a programme, then the
    outlet that somebody spoke to.
    """
    direct = [placed for placed in given if placed.credit.kind != RELAY] or given
    nearest = min(direct, key=lambda placed: distance(placed.credit.cue, spoken.outer))
    return min(
        (one for one in direct if distance(one.credit.cue, nearest.credit.cue) <= ONE_STATEMENT),
        key=lambda placed: (
            not (spoken.cue and distance(placed.credit.cue, spoken.cue) == 0),
            placed.credit.name[0].islower(),
            not placed.credit.programme,
            placed.credit.rule not in ("told", "interview"),
            placed.credit.mention.start,
        ),
    )
