"""Read the mention of a speaker: as a name, a pronoun, or a phrase that says what somebody or something is.

A mention is the span that `quotes.attribution` found. Its head decides: in "Alder's former strategist" the
strategist speaks, in "Ada Quill of the harbour board" Ada Quill does.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from quotes.language import Lexicon, fold
from quotes.speakers.name_keys import keys
from quotes.speakers.names import Name
from quotes.speakers.office_fields import ABBREVIATION
from quotes.text import trim_span
from quotes.types import Span

HE_OR_SHE = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
THEY = frozenset(["they", "them", "their", "theirs", "both"])
IT = frozenset(["it", "its", "itself"])
RELATIVE = frozenset(["who", "whom", "whose", "which", "that"])
FIRST_PERSON = frozenset(["i", "me", "my", "mine", "we", "us", "our"])
POSSESSIVE = frozenset(["his", "her", "their", "its", "my", "our", "whose"])
INDEFINITE = frozenset(["a", "an", "another", "one", "some", "any", "many", "several", "most", "few"]) | {
    *["two", "three", "four", "five", "no", "every", "each", "other", "others"]
}
DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_PRONOUNS = frozenset(HE_OR_SHE) | THEY | IT | RELATIVE | FIRST_PERSON
_POST_MODIFIER = re.compile(
    r"\s(?:of|for|from|in|at|with|who|whose|which|that|on|to|by|near|after|during|about|inside|into|under|against|"
    r"among|between|behind|over|was|is|were|are|had|has|have)\b|\s?(?:[(\[—]|–(?![A-Z]))|\s-\s|"
    r"\s\w+(?:ed|en)\s(?:by|in|on|at|from|to|last|this|earlier|after)\b"
)
_QUANTITY = re.compile(
    r"(?:[\w'’-]+\s){0,3}(?:groups?|numbers?|crowds?|handful|dozens|scores|hundreds|thousands|some|many|one|two|three|"
    r"several|all|most|members|both|each|none|any|couple|majority|host|chorus)\sof\s",
    re.IGNORECASE,
)
_AFTER_HEAD = re.compile(rf"\s*$|\s*[,;:]|{_POST_MODIFIER.pattern}|\s(?:and|or)\b")
_FORMER = re.compile(r"(?:[Tt]he\s)?(?:[Ff]ormer|[Ee]x|[Oo]ne-?time)[\s-]")
NAMES_JOINED = re.compile(r"(?:\s\([^()\n]{1,30}\))?(?:,?\s(?P<and>and|&)\s(?:the\s)?(?:[\w-]+\s){0,3}|,\s)$")
"""What may be between the names of people who speak together: "Ada Quill (left) and farmer Otto Alder"."""


_TAIL = re.compile(
    r"(?!\sand\b)(?:\s(?:of|for|on|and|&|in)(?:\sthe)?\s[A-Z][\w'’-]*(?:,?\s(?:and\s)?[A-Z][\w'’-]*)*)+"
)
_FRONT = r"(?:In|At|On|Near|Across|Outside)\s(?:[A-Z][\w’'-]*\s?){1,3},\s"
"""The place or day before the subject: "In Pell, the mayor said"."""
_LED_IN = (
    r"(?!According|As\s(?!(?:the|he|she|it|they)\s)|Like|Unlike)"
    r"[A-Z][a-z]+(?:\s(?:[a-z0-9’'-]+|[A-Z][a-z]+day)){0,5},\s"
)
"""Other words before the subject, without a name: "Outside, the mayor", "After the vote, the mayor"."""
_OPENING = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|My|His|Her|Their|Our)(?:\s[\w’'&-]+){1,7}"
    rf"|(?P<link>(?:And|But|However|Meanwhile|So|Still|Yet),?\s|{_FRONT}|{_LED_IN})(?:the|an?|one|another)(?:\s[\w’'&-]+){{1,7}}"
)
_OWNED_OPENING = re.compile(
    rf"(?P<link>{_FRONT}|{_LED_IN})?(?:[A-Z][\w.-]*\s){{0,3}}[A-Z][\w.-]*['’]s?(?:\s[\w-]+){{1,3}}"
)
"""Somebody's relation or aide before the verb: "Ada Quill's sister said"."""
_ONE_OF = re.compile(
    r"(?:One|Another)\sof\s(?:the|his|her|their|its)\s(?:[\w’'-]+\s){0,3}?(?P<many>[a-z-]+),\s(?P<what>an?(?:\s[a-z][\w’'-]*){1,4})"
)
_OPENING_PLURAL = re.compile(rf"(?:(?P<front>{_FRONT})[a-z]|[A-Z])[a-z-]+(?:\s[a-z][a-z-]+){{0,3}}")
_PLACING = re.compile(r"\b(?:in|at|near|from)\b|,.*,", re.DOTALL)
_WORD = re.compile(r"[^\s,;()\[\]\"“”]+")
_OWNERS = re.compile(r"['’]s?\s")
_OFFICES = re.compile(r"(?:[Tt]he )?[A-Z][\w-]*(?:, [A-Z][\w-]*)*(?: [A-Z][\w-]*)?,? (?:and|&) ")
_CAPITALISED = re.compile(r"\b[A-Z][\w-]*")
_LINKS = (" of ", " and ", " & ")
_HONOURS_WITHIN = 12
_PLURAL_WITHIN = 3000


@dataclass(frozen=True, slots=True)
class MentionReading:
    """How a mention is read.

    ``mention`` is the whole span. ``kind`` is "pronoun", "name" or "phrase"; ``head`` is the folded pronoun
    or head noun. ``core`` is the span of the head and the words before it; ``words`` are its folded words.
    ``names`` are the names at the head, more than one if they are joined ("Quill and Alder"). ``owner`` is
    a name in the possessive before the head. ``inner`` are all names inside the mention.
    """

    kind: str
    mention: Span
    core: Span
    head: str
    words: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    owner: Name | None = None
    inner: tuple[Name, ...] = ()

    @property
    def opening(self) -> str:
        """The folded first word, which shows whether a phrase is definite."""
        return self.words[0] if self.words else ""


def read_mention(text: str, mention: Span, names: Sequence[Name], lexicon: Lexicon) -> MentionReading:
    """Read the ``mention`` of a speaker; ``names`` are all names that overlap it, in order."""
    mention = trim_span(text, mention) or mention
    said = fold(mention.of(text))
    if said in _PRONOUNS:
        return MentionReading("pronoun", mention, mention, said, (said,))
    head = _head_names(text, mention, names, lexicon)
    if head:
        core = Span(min(mention.start, head[0].span.start), head[-1].span.end)
        return MentionReading(
            "name", mention, core, head[-1].words[-1], _words(text, core), head, inner=tuple(names)
        )
    core = _core(text, mention)
    words = _words(text, core)
    owner = next((name for name in names if name.possessive and name.span.end < core.end), None)
    last = words[-1] if words else said
    return MentionReading("phrase", mention, core, last, words, owner=owner, inner=tuple(names))


def opening_phrases(
    text: str, starts: Sequence[int], offices: Container[str], lexicon: Lexicon
) -> Iterator[Span]:
    """Find phrases that open a sentence and have a role or a body as head: "The mayor", "Local residents".

    ``offices`` are the last words of further roles, folded.
    """
    for start in starts:
        if several := _ONE_OF.match(text, start):
            yield from _one_of(several, lexicon)
            continue
        match = _OPENING.match(text, start) or _OWNED_OPENING.match(text, start)
        if not match:
            yield from _opening_plural(text, start, lexicon)
            continue
        first = max(start, match.end("link"))
        words = list(_WORD.finditer(text, first, match.end()))
        for at in range(1, len(words)):
            following = words[at + 1].group() if at + 1 < len(words) else ""
            head = fold(words[at].group())
            if head in DEFINITE or head in POSSESSIVE:
                break  # "The goal gave the manager hope"
            is_office = head in offices or head in lexicon.trial_nouns
            speaks = (
                head.rpartition("-")[2] in lexicon.roles or head in lexicon.organisation_words or is_office
            )
            if speaks and fold(following) not in lexicon.roles:
                if not following[:1].isupper():
                    yield Span(first, words[at].end())
                break


def _one_of(several: re.Match[str], lexicon: Lexicon) -> Iterator[Span]:
    """Who is behind "One of the victims, a first-year student of roads,"."""
    words = reversed(list(_WORD.finditer(several.string, *several.span("what"))))
    role = next((word for word in words if fold(word.group()) in lexicon.roles), None)
    if role is not None and fold(several["many"]) in lexicon.plural_roles:
        yield Span(several.start("what"), role.end())


def _opening_plural(text: str, start: int, lexicon: Lexicon) -> Iterator[Span]:
    """The people whom a plural without an article opens a sentence with: "Local residents said"."""
    opening = _OPENING_PLURAL.match(text, start)
    if opening is None:
        return
    start = max(start, opening.end("front"))
    for word in _WORD.finditer(text, start, opening.end()):
        said = fold(word.group())
        if said in lexicon.plural_roles:
            yield Span(start, word.end())
        if said in lexicon.plural_roles or said in lexicon.prepositions or said in lexicon.cue_verbs:
            return


def _head_names(text: str, mention: Span, names: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """The names at the head of a mention; none if a common noun is the head."""
    names = [name for name in names if not _is_beside_head(text, name, lexicon)]
    if names and (
        _is_of_two_clubs(text, mention, names)
        or _ends_mention(text, mention, names[-1], lexicon)
        or _follows_owner(text, mention, names[-2:])
        or _ends_office(text, mention, names[-1], lexicon)
    ):
        return (names[-1],)
    for at, name in enumerate(names):
        before = ABBREVIATION.sub("", text[mention.start : max(mention.start, name.outer.start)])
        if _POST_MODIFIER.search(before.rstrip() + " ") or not _may_precede(before, lexicon):
            return _beside_role(text, mention, names[at:], lexicon) or _after_complement(
                text, mention, names[at:], lexicon
            )
        written = text[name.span.end : mention.end]
        after = ABBREVIATION.sub("", written)
        if name.possessive:
            after = re.sub(r"^['’][sS]?", "", after)
        elif after == written:  # "the Pell Union (PU) MP"
            after = _without_honours(after, lexicon)
        if name.possessive and after.strip() and after.lstrip()[0].isalnum():
            continue
        if _AFTER_HEAD.match(after):
            return _with_joined(
                text, mention, _with_tail(text, mention, name, names[at + 1 :], lexicon), names[at + 1 :]
            )
    return ()


def _is_of_two_clubs(text: str, mention: Span, names: Sequence[Name]) -> bool:
    """Are all names but the last what somebody was: "former Keld United and Orvane striker Ada Quill"?"""
    last = names[-1]
    was = _FORMER.match(text, mention.start, mention.end) is not None and last.span.end == mention.end
    return was and bool(last.before) and not any(name.before or name.possessive for name in names[:-1])


def _ends_mention(text: str, mention: Span, name: Name, lexicon: Lexicon) -> bool:
    """Is a name with its title the last of a mention: "Centre for Sea Tides oceanographer Ada Quill"?

    A title after a preposition is somebody else's: "sister of mayor Ada Quill".
    """
    before = text[mention.start : max(mention.start, name.outer.start)].rstrip()
    words = _WORD.findall(before)
    if name.span.end != mention.end or len(name.words) < 2 or not words:
        return False
    lead = fold(words[-1])
    if not name.before and not words[-1].islower():
        return False
    opening = name.before.partition(" ")[0]
    titled = opening in lexicon.titles or opening in lexicon.roles or not opening
    linked = lead in lexicon.prepositions or lead.endswith(("'s", "s'")) or not before[-1].isalnum()
    return not (linked and titled) and not NAMES_JOINED.search(before + " ") and "," not in before


def _follows_owner(text: str, mention: Span, names: Sequence[Name]) -> bool:
    """Does a mention end with a full name behind that of its owner: "the Ministry of Tides' Ada Quill"?"""
    owner, last = names[0], names[-1]
    beside = _OWNERS.fullmatch(text, owner.span.end, max(owner.span.end, last.outer.start))
    return beside is not None and last.span.end == mention.end and len(last.words) > 1


def _is_beside_head(text: str, name: Name, lexicon: Lexicon) -> bool:
    """Is a name an abbreviation in brackets, or part of a description: "the Harbour MP", "the Pellan"?"""
    if text[name.span.start - 1 : name.span.start] == "(":
        return True
    if "the" not in name.signs:
        return False
    last, following = name.words[-1], _WORD.findall(text[name.span.end : name.span.end + _HONOURS_WITHIN])[:1]
    if not lexicon.name_suffixes.isdisjoint({last, *map(fold, following)}) or last in lexicon.roles:
        return True
    return len(name.words) == 1 and (last in lexicon.nationalities or _has_plural(text, name))


def _has_plural(text: str, name: Name) -> bool:
    """Do the words near a name also have its plural: "Republicans"?"""
    plural = re.compile(rf"\b{re.escape(name.form)}s\b")
    return (
        plural.search(text, max(0, name.span.start - _PLURAL_WITHIN), name.span.end + _PLURAL_WITHIN)
        is not None
    )


def _beside_role(text: str, mention: Span, names: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """The name after a role, its complement and a comma: "the head of the mill, Ada Quill"."""
    core = _core(text, mention)
    if not set(_words(text, core)[-1:]) & lexicon.roles.keys():
        return ()
    for name in names:
        between = text[core.end : max(core.end, name.outer.start)]
        whole = len(name.words) > 1 and not name.possessive
        if whole and between.rstrip().endswith(",") and not _PLACING.search(between):
            return (name,)
    return ()


def _after_complement(text: str, mention: Span, names: Sequence[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """The name at the end, after a role and its complement: "chief of staff Ada Quill"."""
    core, name = _core(text, mention), names[-1]
    if not set(_words(text, core)[-1:]) & lexicon.roles.keys():
        return ()
    whole = len(name.words) > 1 and not name.possessive and name.span.end == mention.end
    # "Justice" of "Minister of Justice Ada Quill" is no title.
    of_matter = _words(text, core)[-1] in lexicon.portfolio_offices
    lead = text[core.end : max(core.end, name.span.start if of_matter else name.outer.start)].split()
    if not whole or not lead:
        return ()
    links = fold(lead[-1]) in lexicon.prepositions or fold(lead[-1]) in ("the", "a", "an", "and", "or")
    return () if links else (name,)


def _without_honours(after: str, lexicon: Lexicon) -> str:
    """The words after a name, without the degrees and honours that belong to it."""
    while (word := _WORD.match(after.lstrip())) and fold(word.group()) in lexicon.name_suffixes:
        after = after.lstrip()[word.end() :]
    return after


def _may_precede(before: str, lexicon: Lexicon) -> bool:
    """Do the words before a name belong to it? Before a comma only a role does."""
    lead = before.rstrip()
    if "," not in lead:
        return True
    words = _WORD.findall(lead.rpartition(",")[0] if lead.endswith(",") else lead)
    return lead.endswith(",") and bool(words) and fold(words[-1]) in lexicon.roles


def _with_tail(text: str, mention: Span, name: Name, others: Sequence[Name], lexicon: Lexicon) -> Name:
    """Extend the name of an organisation by the words that belong to it: "Council of Harbour Towns".

    If they are part of somebody's title ("Council of Harbour Towns Director Ada Quill"), the person is meant;
    if they are its members ("Bench of Justice Ada Quill and Justice Otto Bell"), it has the shorter name.
    """
    tail = _TAIL.match(text, name.span.end, mention.end)
    if not tail:
        return name
    for other in others:
        if other.before and other.span.start < tail.end() <= other.span.end:
            return name if text.endswith(_LINKS, 0, other.outer.start) else other
    if not any(word in lexicon.organisation_words for word in name.words):
        return name
    span = Span(name.span.start, tail.end())
    form = " ".join(span.of(text).split())
    outer = Span(name.outer.start, span.end)
    return replace(name, span=span, outer=outer, form=form, words=keys(form), possessive=False)


def _ends_office(text: str, mention: Span, name: Name, lexicon: Lexicon) -> bool:
    """Is a name behind an office of several words: "Trade, Industry and Energy Minister Ada Quill"?

    "Bell and Energy Minister Ada Quill" are two if Bell has another name before it elsewhere, and so are
    "Bush and Prime Minister Ada Quill" if the article has no "bush".
    """
    lead = text[mention.start : max(mention.start, name.outer.start)]
    if not _OFFICES.fullmatch(lead) or " " not in name.before:
        return False
    words = _CAPITALISED.findall(lead.removeprefix("The "))
    may_be_name = len(words) == 1 and name.before in lexicon.titles
    return all(
        fold(word) in lexicon.ordinary_words
        and not re.search(rf"[A-Z][\w.’'-]* {word}\b", text)
        and (not may_be_name or re.search(rf"\b{word.lower()}\b", text))
        for word in words
    )


def _with_joined(text: str, mention: Span, first: Name, others: Sequence[Name]) -> tuple[Name, ...]:
    """A name and all names joined to it by "and"."""
    joined = [first]
    for name in others:
        between = text[joined[-1].span.end : name.outer.start]
        if (
            name.span.start >= joined[-1].span.end
            and NAMES_JOINED.match(between)
            and name.span.end <= mention.end
        ):
            joined.append(name)
    if len(joined) > 1 and not re.search(r"\band\b|&", text[joined[-2].span.end : joined[-1].span.start]):
        return (first,)
    return tuple(joined)


def _core(text: str, mention: Span) -> Span:
    """The head noun of a mention and the words before it, up to a comma, preposition or relative pronoun."""
    said = mention.of(text)
    quantity = _QUANTITY.match(said)
    if quantity and fold(said[quantity.end() :]) not in _PRONOUNS:
        mention = Span(mention.start + quantity.end(), mention.end)
        said = mention.of(text)
    comma = said.find(",")
    part = said[:comma] if comma > 0 else said
    cut = _POST_MODIFIER.search(ABBREVIATION.sub(lambda found: " " * len(found.group()), part))
    end = mention.start + (cut.start() if cut and cut.start() > 0 else len(part))
    return trim_span(text, Span(mention.start, end)) or mention


def _words(text: str, span: Span) -> tuple[str, ...]:
    """The folded words of a span; the last one without a possessive."""
    words = [fold(word) for word in _WORD.findall(span.of(text))]
    if words:
        words[-1] = re.sub(r"'s?$", "", words[-1]).rstrip(".:")
    return tuple(word for word in words if word)
