"""An article as the choice of sources sees it: who spoke which words, which outlets it credits, and where."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from quotes.language import fold
from quotes.sources import occasions
from quotes.sources.credit import Credit
from quotes.sources.credits import find_credits
from quotes.sources.name_signs import name_signs, use_signs
from quotes.sources.outlets import Outlets
from quotes.sources.quoted_titles import is_title
from quotes.text import MarkedArticle, initials, mask_quotations, paragraph_at
from quotes.types import Attribution, Quotation, Span, Speaker

_LOOK_BACK = 3
"""At most this many sentences before a quotation's own are read for its occasion."""

FAR = 40
"""So many quotations are as good as any number."""

FEW = 4
"""How many of an outlet's later credits are looked at to see whether the article goes back to it."""

_SURNAMES = 2
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_SUBJECT = re.compile(
    r"(?<![\w’'-])([\w’'-]+)(?:,[^,_]{1,60},|\s\([^)]{1,30}\))?"
    r"\s(?:\w+ly\s|also\s|then\s|has\s|had\s|later\s)?$"
)
_PREPOSITION = re.compile(r"(\w+)\s(?:the\s)?(?:[A-Z][\w’'-]*\s)*$")
_CLAUSES_AFTER = ("clause_after", "inverted")
_SUBJECT_LENGTH = 90
_ONE_MORE = re.compile(r"(?:yet\s)?another|one|(?:a\s)?(?:second|third|fourth|fifth)", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her)\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b[Tt]he\s([a-z][\w-]*(?:\s[a-z][\w-]*){1,3})")
_AUXILIARY = re.compile(r"\b(?:was|were|is|are|has|had|have|been)\b")
_BESIDE = 60
_BESIDE_VERB = re.compile(r"(?:(?!\sthat\s)[^_\n;])+")
_SETTING = re.compile(
    r"(?:At|In|On|During|Outside|Inside|Before|Last|Earlier|Later|Previously|Yesterday|Speaking|Addressing|Back|Once|"
    r"\w+\s(?:weeks?|months?|years?|days?)\s(?:ago|earlier|later|before))\b[^_\n;]*"
)
"""The opening of a sentence that says when or where somebody speaks: "At a rally in Pell, Doe"."""

_IN_WRITING = frozenset({"email", "e-mail"})
"""In these people also go on with what they have told an outlet."""


@dataclass(frozen=True, slots=True)
class SpokenWords:
    """A quotation, and everything that its source depends on.

    ``paragraph`` and ``sentence`` are numbers. ``speaker`` is the canonical name, otherwise the mention, or
    "". ``words`` are its folded capitalised words, or the noun for somebody without a name. ``surnames`` are
    those that may name the speaker alone, the last of them first: also the one before of a double surname.
    ``verb`` is the lemma of the cue.
    """

    index: int
    outer: Span
    form: str
    rule: str
    paragraph: int
    sentence: int
    speaker: str
    kind: str | None
    words: frozenset[str]
    surnames: tuple[str, ...]
    mention: Span | None
    cue: Span | None
    verb: str


@dataclass(frozen=True, slots=True)
class PlacedCredit:
    """A credit with the numbers of its paragraph and sentence, and the signs of its name.

    ``subject`` is the word just before the crediting words that may be their subject, or "".
    """

    credit: Credit
    paragraph: int
    sentence: int
    signs: tuple[str, ...]
    subject: str

    @property
    def teller(self) -> str:
        """The folded name of who told the outlet, or "" if no name is the subject."""
        is_name = self.credit.rule == "told" and self.subject[:1].isupper()
        return fold(self.subject) if is_name and not _PRONOUN.fullmatch(self.subject) else ""


@dataclass(frozen=True, slots=True)
class SentenceFacts:
    """What a sentence says about time, occasion and people.

    ``families`` are the offsets and folded words of speakers' family names and nouns, in order. ``pronoun``
    is true if a pronoun refers to a person, or an office does so and speaks: "the senator said".
    """

    times: frozenset[str]
    occasions: frozenset[str]
    looks_back: bool
    pronoun: bool
    families: tuple[tuple[int, str], ...]


NO_FACTS = SentenceFacts(frozenset(), frozenset(), looks_back=False, pronoun=False, families=())


class Scene:
    """One article with its spoken words and its credits. The text is masked: it has no quoted words."""

    def __init__(
        self, marked: MarkedArticle, attributions: Sequence[Attribution], speakers: Sequence[Speaker]
    ) -> None:
        article, quotations = marked.article, marked.quotations
        self.text, self.paragraphs, self.lexicon = article.text, marked.paragraphs, marked.language.lexicon
        self.pronouns = marked.language.grammar.words.pronouns
        said = [quotation for quotation in quotations if not is_title(article.text, quotation, self.lexicon)]
        self.masked = mask_quotations(article.text, said)
        reported = marked if len(said) == len(quotations) else marked.with_quotations(said)
        self.starts = reported.sentences.ordered
        self.spoken = [
            self._spoken_words(index, *given)
            for index, given in enumerate(zip(quotations, attributions, speakers, strict=True))
        ]
        not_titles = {quotation.outer for quotation in said}
        self.reported = [spoken for spoken in self.spoken if spoken.outer in not_titles]
        people = frozenset(
            word
            for one in self.spoken
            if one.kind != "organisation"
            for word in one.words - self.lexicon.particle_words
        )
        outlets = Outlets(self.masked, self.lexicon, people)
        found = find_credits(self.masked, outlets, article.outlet)
        rules: dict[str, set[str]] = {}
        for credit in found:
            rules.setdefault(fold(credit.name), set()).add(credit.rule)
        written = Counter(credit.mention.of(self.masked) for credit in found)

        def signs(credit: Credit) -> tuple[str, ...]:
            said = credit.mention.of(self.masked)
            found = name_signs(credit, self.masked, self.lexicon, people, article.outlet)
            used = use_signs(said, found[0], written[said], self.masked, self.lexicon)
            return (*found, *used, f"rules={min(len(rules[fold(credit.name)]), 3)}")

        self.credits = [
            PlacedCredit(
                credit,
                paragraph_at(self.paragraphs, credit.mention.start),
                self.sentence_at(credit.mention.start),
                signs(credit),
                self._subject_before(credit.cue.start),
            )
            for credit in found
        ]
        self._facts: dict[int, SentenceFacts] = {}

    def _subject_before(self, offset: int) -> str:
        """The word before an offset that may be the subject of the verb there, or ""."""
        lead = self.masked[max(0, offset - _SUBJECT_LENGTH) : offset]
        subject = _SUBJECT.search(lead)
        if not subject:
            return ""
        before = _PREPOSITION.search(lead, 0, subject.start(1))
        return "" if before and before.group(1) in self.lexicon.prepositions else subject.group(1)

    def _spoken_words(
        self, index: int, quotation: Quotation, found: Attribution, speaker: Speaker
    ) -> SpokenWords:
        mention = found.mention.of(self.text) if found.mention else ""
        # "One viewer" and "another" are both called viewer, but are two people.
        one_more = speaker.kind == "unnamed" and _ONE_MORE.fullmatch(mention)
        name = mention.lower() if one_more else speaker.name or mention
        words = [fold(word) for word in _WORD.findall(name) if word[0].isupper()]
        if not words and speaker.kind == "unnamed":
            words = [fold(word) for word in _WORD.findall(name)[-1:]]
        # After a quotation that ends like a sentence, its clause may look like another: "“Go!” Doe told X."
        follows = found.cue is not None and found.rule in _CLAUSES_AFTER
        at = found.cue.start if found.cue and follows else quotation.outer.start
        return SpokenWords(
            index,
            quotation.outer,
            quotation.kind,
            found.rule,
            quotation.paragraphs[0],
            self.sentence_at(at),
            name,
            speaker.kind,
            frozenset(words),
            tuple(words[: -_SURNAMES - 1 : -1] if len(words) > _SURNAMES else words[-1:]),
            found.mention,
            found.cue,
            self._lemma(found.cue),
        )

    def _lemma(self, cue: Span | None) -> str:
        words = fold(cue.of(self.text)).split() if cue else []
        form = words[0] if words else ""
        return self.lexicon.cue_verbs.get(form) or self.lexicon.weak_cue_verbs.get(form) or form

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence at an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def sentence(self, number: int) -> Span:
        """The span of a sentence."""
        following = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.masked)
        return Span(self.starts[number] if self.starts else 0, following)

    def spoken_between(self, start: int, end: int) -> list[SpokenWords]:
        """The spoken words that begin after one offset and before another, at most the last `FAR` of them."""
        first = bisect_right(self.reported, start, key=lambda one: one.outer.start)
        last = bisect_left(self.reported, end, key=lambda one: one.outer.start)
        return self.reported[max(first, last - FAR) : last]

    def credits_after(self, sentence: int, name: str) -> list[PlacedCredit]:
        """The next credits of an outlet after a sentence, at most `FEW` of them."""
        same = self._credits_by_name[name]
        first = bisect_right(same, sentence, key=lambda placed: placed.sentence)
        return same[first : first + FEW]

    @cached_property
    def _credits_by_name(self) -> dict[str, list[PlacedCredit]]:
        found: dict[str, list[PlacedCredit]] = {}
        for placed in self.credits:
            found.setdefault(placed.credit.name, []).append(placed)
        return found

    def facts(self, number: int) -> SentenceFacts:
        """What a sentence says, worked out at first use."""
        found = self._facts.get(number)
        if found is None:
            found = self._facts[number] = self._read(self.sentence(number))
        return found

    def setting(self, spoken: SpokenWords) -> SentenceFacts:
        """The time and occasion at which words were spoken: those beside the reporting verb.

        "At a rally, Doe said" and "Doe said on Friday" tell it; "Doe said that the march in May" does not.
        """
        sentence, cue = self.sentence(spoken.sentence), spoken.cue
        if cue is None:
            return self.facts(spoken.sentence)
        behind = _BESIDE_VERB.match(
            self.masked, cue.start, max(cue.end, min(sentence.end, cue.end + _BESIDE))
        )
        opening = _SETTING.match(self.masked, sentence.start, max(sentence.start, cue.start))
        words = " ".join(found.group() for found in (opening, behind) if found)
        found = occasions.occasions(words, self.lexicon) - _IN_WRITING
        return SentenceFacts(occasions.times(words), found, looks_back=False, pronoun=False, families=())

    def facts_before(self, spoken: SpokenWords) -> SentenceFacts:
        """What the sentences of a quotation's paragraph say, up to its own."""
        opening = self.sentence_at(self.paragraphs[spoken.paragraph].start)
        first = max(min(opening, spoken.sentence), spoken.sentence - _LOOK_BACK)
        read = [self.facts(number) for number in range(first, spoken.sentence + 1)]
        return SentenceFacts(
            frozenset().union(*(each.times for each in read)),
            frozenset().union(*(each.occasions for each in read)),
            any(each.looks_back for each in read),
            any(each.pronoun for each in read),
            (),
        )

    def _read(self, span: Span) -> SentenceFacts:
        words = span.of(self.masked)
        named = (
            (match.start(), fold(match.group()).removesuffix("'s"))
            for match in _WORD.finditer(self.masked, *span)
        )
        return SentenceFacts(
            occasions.times(words),
            occasions.occasions(words, self.lexicon),
            occasions.looks_back(words),
            bool(_PRONOUN.search(words)) or self._office_speaks(words),
            tuple((offset, word) for offset, word in named if word in self.families),
        )

    def _office_speaks(self, sentence: str) -> bool:
        """Does somebody speak whom a sentence calls by an office only: "the senator said", "was speaking"?"""
        lexicon = self.lexicon
        return any(
            noun in lexicon.roles and (verb in lexicon.cue_verbs or verb in lexicon.weak_cue_verbs)
            for found in _OFFICE.finditer(sentence)
            for noun, verb in pairwise(_AUXILIARY.sub("", fold(found.group(1))).split())
        )

    @cached_property
    def families(self) -> frozenset[str]:
        """The folded family names of the speakers, and the nouns for those without a name."""
        return frozenset(name for one in self.spoken if one.kind != "organisation" for name in one.surnames)

    @cached_property
    def speaking(self) -> dict[int, list[SpokenWords]]:
        """The spoken words of each sentence that has any."""
        found: dict[int, list[SpokenWords]] = {}
        for one in self.reported:
            found.setdefault(one.sentence, []).append(one)
        return found


def distance(one: Span, other: Span) -> int:
    """The number of characters between two spans."""
    return max(0, one.start - other.end, other.start - one.end)


def is_same_name(outlet: str, speaker: str) -> bool:
    """Do two names belong to the same outlet, as one contains the other or is its initials?"""
    one, other = ([word for word in _WORD.findall(fold(name)) if word != "the"] for name in (outlet, speaker))
    if not one or not other:
        return False
    shortened = initials(one) == "".join(other) or initials(other) == "".join(one)
    return shortened or set(one) <= set(other) or set(other) <= set(one)
