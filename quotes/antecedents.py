"""The rules by which the words of a mention lead to a figure, in the order in which they are tried.

Each rule takes a reading of the mention and what a reader has in mind at that point, and answers with a figure or
with None. It answers only where exactly one figure is left.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quotes.discourse import Discourse, Seen, distinct, is_person
from quotes.figures import Candidate, Figure, roles_in
from quotes.lexicon import fold
from quotes.mentions import (
    DEFINITE,
    FIRST_PERSON,
    HE_OR_SHE,
    INDEFINITE,
    IT,
    POSSESSIVE,
    RELATIVE,
    THEY,
    Reading,
)
from quotes.names import Name, key, keys

_TAIL = re.compile(r"\s(?:of|for|at|from|in|with)\s[^,;:()\[\]\"“”—–]{2,60}")
_TAIL_END = re.compile(r"\s(?:who|which|that|said|says|was|is|were|are|has|have|had|on)\b.*", re.DOTALL)
_AUTHOR = re.compile(r"\s(?:by|from|of|for)\s(?:the\s)?")
_DROPPED = INDEFINITE | DEFINITE | POSSESSIVE | {"all", "more", "than", "about", "both", "many", "several"}
_NEAR = 80
_LONGEST_IN_HEADLINE = 4
_RELATION = {
    "full": "full name",
    "surname": "surname of",
    "given": "first name of",
    "middle": "one surname of",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The figure that a mention stands for, the rule that found it, and the reason that the user reads."""

    figure: Figure
    rule: str
    reason: str


Rule = Callable[[Reading, Discourse], "Answer | None"]


def several_names(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "Quill and Alder" with both, each under the full name."""
    if len(reading.names) < 2:
        return None
    answers = [resolve_name(name, discourse) for name in reading.names]
    figures = [answer.figure for answer in answers]
    if any(figure.kind != "person" for figure in figures):
        return None
    name = " and ".join(figure.name for figure in figures)
    return Answer(Figure(name, "person", plural=True), "several names", "speaking together")


def one_name(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer a name with the figure that bears it."""
    if not reading.names:
        return None
    if len(reading.names) > 1:
        span = (reading.names[0].span.start, reading.names[-1].span.end)
        return Answer(
            Figure(_spaced(discourse.text[slice(*span)]), "organisation"), "organisation", "as written"
        )
    return resolve_name(reading.names[0], discourse)


def resolve_name(name: Name, discourse: Discourse) -> Answer:
    """Return the figure that a name stands for; where that stays open, the name as it is written."""
    written = name.form
    known = discourse.cast.candidates(name.words) or _in_headline(name, discourse)
    found = [candidate for candidate in known if _may_be(name, candidate.figure, discourse)]
    if "the" in name.signs and len(name.words) == 1:
        found = [candidate for candidate in found if candidate.figure.kind != "person"]
    if len(found) == 1:
        figure, how = found[0].figure, found[0].how
        if how == "full":
            if figure.weight <= 1 and len(name.words) == 1 and (other := _misspelt(name, discourse)):
                return Answer(other, "misspelt", f"one letter from {other.name}")
            return Answer(figure, "full name" if len(figure.words) > 1 else "as written", "named")
        return Answer(figure, how, f"{_RELATION[how]} {figure.name}")
    if found:
        figures = [candidate.figure for candidate in found]
        for how, narrow in _NARROWING:
            left = narrow(name, figures, discourse)
            if len(left) == 1:
                return Answer(left[0], f"shared, {how}", f"{len(figures)} are called {written}; {how}")
        return Answer(
            Figure(written, "person", name.words, evidence=1),
            "undecided",
            f"{len(figures)} are called {written}",
        )
    if other := _misspelt(name, discourse):
        return Answer(other, "misspelt", f"one letter from {other.name}")
    return Answer(_as_written(name, written, discourse), "as written", "as written")


def _in_headline(name: Name, discourse: Discourse) -> tuple[Candidate, ...]:
    """Return whom the first words of a headline's run of capitals name; where the name ends there, nobody can tell."""
    if name.headline:
        for end in range(min(len(name.words) - 1, _LONGEST_IN_HEADLINE), 0, -1):
            if found := discourse.cast.candidates(name.words[:end]):
                return found
    return ()


def _may_be(name: Name, figure: Figure, discourse: Discourse) -> bool:
    """Tell whether the title before a name allows that it is this figure's."""
    gender, known = discourse.gender_of_name(name), discourse.gender(figure)
    if gender and known and gender != known:
        return False
    return not (name.signs & {"honorific"} and figure.kind != "person")


def _misspelt(name: Name, discourse: Discourse) -> Figure | None:
    near = discourse.cast.one_letter_off(name.words)
    return near[0] if len(near) == 1 else None


def _as_written(name: Name, written: str, discourse: Discourse) -> Figure:
    person = bool(name.signs & {"honorific", "title", "role", "age", "party"})
    own = discourse.cast.candidates(name.words)
    kind = (
        "person"
        if person or (len(name.words) > 1 and not own)
        else own[0].figure.kind
        if own
        else "organisation"
    )
    return Figure(written, kind, name.words, evidence=int(kind == "person"))


def _called_so(name: Name, figures: Sequence[Figure], discourse: Discourse) -> list[Figure]:
    """Keep those to whom the article gives the title that stands before the name."""
    roles = set(roles_in(name.before, discourse.lexicon))
    return [figure for figure in figures if roles & figure.roles]


def _of_gender(name: Name, figures: Sequence[Figure], discourse: Discourse) -> list[Figure]:
    """Keep those of the gender that the title before the name, or the pronouns used of the bare name, have."""
    gender = discourse.gender_of_name(name) or discourse.pronoun_of_name(name)
    return [figure for figure in figures if gender and _likely_gender(figure, discourse) == gender]


def _just_named(name: Name, figures: Sequence[Figure], discourse: Discourse) -> list[Figure]:
    """Keep the one who was the last subject in this paragraph or spoke in the one before."""
    paragraph = discourse.paragraph_at(name.span.start)
    for sentence in discourse.recent(name.span.start):
        if sentence[0].paragraph < paragraph - 1:
            break
        same = sentence[0].paragraph == paragraph
        here = distinct(
            seen.figure
            for seen in sentence
            if seen.figure in figures and (seen.speaker or (same and seen.subject))
        )
        if here:
            return here
    return []


def _most_named(name: Name, figures: Sequence[Figure], discourse: Discourse) -> list[Figure]:
    """Keep the one whom the article names in full more often than any other; those apart get their full names."""
    most = max(figure.weight for figure in figures)
    return [figure for figure in figures if figure.weight == most and most > 0]


def _first_named(name: Name, figures: Sequence[Figure], discourse: Discourse) -> list[Figure]:
    """Keep the one whom the article introduced first, if no other was a subject since."""
    first = discourse.first_of(figures)
    others = {seen.figure for seen in discourse.seen if seen.subject and seen.figure in figures}
    return [first] if first and others <= {first} else []


_NARROWING: tuple[tuple[str, Callable[[Name, Sequence[Figure], Discourse], list[Figure]]], ...] = (
    ("by title", _called_so),
    ("just named", _just_named),
    ("by gender", _of_gender),
    ("most often named", _most_named),
    ("first named", _first_named),
)


def he_or_she(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "he" and "she" with the person of that gender that comes to mind."""
    gender = HE_OR_SHE.get(reading.head)
    if reading.kind != "pronoun" or gender is None:
        return None
    offset = reading.core.start

    def fits(seen: Seen) -> bool:
        return discourse.may_be_meant(seen, gender) and discourse.is_person(seen.figure)

    figure, how = discourse.in_mind(offset, fits)
    if figure is None:
        figure, how = discourse.in_mind(offset, lambda seen: discourse.may_be_meant(seen, gender))
    elif how in ("owner", "only one"):
        beside = discourse.subject_beside(figure, offset, lambda seen: discourse.may_be_meant(seen, gender))
        figure, how = (beside, "subject") if beside else (figure, how)
    if figure and (how == "several" or _likely_gender(figure, discourse) not in (None, gender)):
        likely, how_likely = discourse.in_mind(
            offset, lambda seen: fits(seen) and _likely_gender(seen.figure, discourse) == gender
        )
        if likely and how_likely != "several":
            figure, how = likely, "likely"
    if not figure:
        return None
    return Answer(figure, f"pronoun, {how}", f"“{reading.head}”: {_ways(how)}")


def _likely_gender(figure: Figure, discourse: Discourse) -> str | None:
    """Return the gender that the article gives, else the one that most bearers of the given name have."""
    known = discourse.gender(figure)
    return known or (discourse.lexicon.first_names.get(figure.words[0]) if len(figure.words) > 1 else None)


def they(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "they" with the group or organisation that comes to mind."""
    if reading.kind != "pronoun" or reading.head not in THEY:
        return None
    figure, how = discourse.in_mind(reading.core.start, lambda seen: seen.figure.plural or _is_body(seen))
    return Answer(figure, f"they, {how}", f"“{reading.head}”: {_ways(how)}") if figure else None


def it(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "it" with the organisation or document that comes to mind."""
    if reading.kind != "pronoun" or reading.head not in IT:
        return None
    figure, how = discourse.in_mind(reading.core.start, _is_body)
    if not figure:
        figure, how = discourse.in_mind(reading.core.start, lambda seen: _may_be_body(seen, discourse))
    return Answer(figure, f"it, {how}", f"“{reading.head}”: {_ways(how)}") if figure else None


def relative(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "who" and "which" with what was named just before."""
    if reading.kind != "pronoun" or reading.head not in RELATIVE:
        return None
    start = reading.core.start
    sentence = next(iter(discourse.recent(start)), [])
    near = [seen.figure for seen in sentence if start - seen.offset < _NEAR]
    return Answer(near[-1], "relative", f"“{reading.head}”: named just before") if near else None


def the_writer(reading: Reading, discourse: Discourse) -> Answer | None:
    """Leave "I" and "we" open: the text does not say who writes."""
    if reading.kind != "pronoun" or reading.head not in FIRST_PERSON:
        return None
    return Answer(
        Figure("", "person"), "writer", f"“{reading.head}”: the writer, whom the text does not name"
    )


def document(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer a report, ruling or poll with its author where the words name one, else with itself."""
    lexicon = discourse.lexicon
    if reading.kind != "phrase" or reading.head in lexicon.roles:
        return None
    if reading.head not in lexicon.speech_documents and reading.head not in lexicon.cue_nouns:
        return None
    if author := _author(reading, discourse):
        discourse.documents[reading.head] = author
        return Answer(author, "document's author", f"{author.name}'s {reading.head}")
    if reading.opening in DEFINITE and len(reading.words) == 2 and reading.head in discourse.documents:
        return Answer(
            discourse.documents[reading.head], "document before", f"the {reading.head} introduced before"
        )
    name = _phrase(reading, discourse)
    return Answer(Figure(name, "organisation", evidence=-4), "document", "speaks for itself")


def _author(reading: Reading, discourse: Discourse) -> Figure | None:
    """Return who is named as author: an owner, an organisation before the document, or one behind "by"."""
    if reading.owner:
        return resolve_name(reading.owner, discourse).figure
    if gender := HE_OR_SHE.get(reading.opening):
        return discourse.in_mind(reading.core.start, lambda seen: discourse.may_be_meant(seen, gender))[0]
    if reading.opening in ("its", "their"):
        return discourse.in_mind(reading.core.start, _is_body)[0]
    for name in reading.inner:
        before = discourse.text[reading.core.end : name.outer.start]
        if name.span.end <= reading.core.end or _AUTHOR.fullmatch(before):
            return resolve_name(name, discourse).figure
    return None


def body(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "the agency" with the organisation that comes to mind, "the Quill campaign" with itself."""
    if reading.kind != "phrase" or reading.head not in discourse.lexicon.organisation_words:
        return None
    named = any(name.span.end <= reading.core.end for name in reading.inner)
    if reading.opening in DEFINITE and not named and len(reading.words) == 2:
        figure, how = discourse.in_mind(
            reading.core.start, lambda seen: _is_body(seen) and key(reading.head) in keys(seen.figure.name)
        )
        figure, how = (figure, how) if figure else discourse.in_mind(reading.core.start, _is_body)
        if not figure:
            figure, how = discourse.in_mind(reading.core.start, lambda seen: _may_be_body(seen, discourse))
        if figure:
            return Answer(figure, f"body, {how}", f"the {reading.head}: {_ways(how)}")
    return Answer(Figure(_phrase(reading, discourse), "organisation", evidence=-4), "body", "as written")


def unnamed(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer an indefinite or plural phrase with its own words: "a senior official", "protesters"."""
    if reading.kind != "phrase" or not (reading.opening in INDEFINITE or _is_plural(reading, discourse)):
        return None
    return Answer(_unnamed_figure(reading, discourse), "unnamed", "not named")


def described(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "the mayor" with the one figure that the article calls so."""
    if reading.kind != "phrase":
        return None
    lexicon = discourse.lexicon
    roles = _roles(reading, discourse)
    places = {word for name in reading.inner if name.span.end <= reading.core.end for word in name.words}
    owner = resolve_name(reading.owner, discourse).figure if reading.owner else None
    for wanted in (roles, [role for known in roles for role in lexicon.role_synonyms.get(known, ())]):
        bearers = [
            figure for figure in discourse.cast.with_role(wanted) if figure is not owner and is_person(figure)
        ]
        bearers = [figure for figure in bearers if _genders_agree(reading, figure, discourse)]
        modifiers = set(reading.words[:-1]) - _DROPPED
        if len(bearers) == 1 and not reading.owner and places - {key(word) for word in bearers[0].described}:
            continue
        closer = [figure for figure in bearers if modifiers and modifiers <= figure.described]
        for left in (bearers, closer):
            if len(left) == 1:
                return Answer(left[0], "described", f"called {reading.head} in the article")
        if bearers:
            figure, how = discourse.in_mind(
                reading.core.start, lambda seen, among=tuple(closer or bearers): seen.figure in among
            )
            if figure:
                return Answer(
                    figure, f"described, {how}", f"one of those called {reading.head}; {_ways(how)}"
                )
    return None


def same_unnamed(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer "the spokesman" with the unnamed spokesman who was introduced before."""
    if reading.kind != "phrase" or not _is_definite(reading):
        return None
    for sentence in discourse.recent(reading.core.start):
        for seen in reversed(sentence):
            if seen.figure.kind == "unnamed" and reading.head in seen.figure.roles:
                return Answer(seen.figure, "unnamed before", "introduced before")
    return None


def in_mind(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer a definite description that the article explains nowhere with the person who comes to mind."""
    lexicon = discourse.lexicon
    if reading.kind != "phrase" or not _is_definite(reading) or reading.head not in lexicon.roles:
        return None
    if reading.opening in FIRST_PERSON:
        return None
    owner = resolve_name(reading.owner, discourse).figure if reading.owner else None
    figure, how = discourse.in_mind(
        reading.core.start,
        lambda seen: (
            seen.figure.kind != "unnamed"
            and discourse.may_be_meant(seen)
            and seen.figure is not owner
            and _genders_agree(reading, seen.figure, discourse)
        ),
    )
    if not figure or (how == "several" and figure is not discourse.last_speaker(reading.core.start)):
        return None
    return Answer(figure, f"description, {how}", f"“{reading.head}”: {_ways(how)}")


def as_written(reading: Reading, discourse: Discourse) -> Answer | None:
    """Answer with the words themselves."""
    if reading.kind == "pronoun":
        return None
    said = reading.core.of(discourse.text)
    found = discourse.cast.candidates(keys(said))
    if len(found) == 1 and said[:1].isupper():
        return Answer(found[0].figure, found[0].how, f"{_RELATION[found[0].how]} {found[0].figure.name}")
    return Answer(_unnamed_figure(reading, discourse), "phrase", "not named")


RULES: tuple[Rule, ...] = (
    several_names,
    one_name,
    he_or_she,
    they,
    it,
    relative,
    the_writer,
    document,
    unnamed,
    body,
    described,
    same_unnamed,
    in_mind,
    as_written,
)


def _is_body(seen: Seen) -> bool:
    return seen.figure.kind == "organisation" and not seen.figure.is_place


def _may_be_body(seen: Seen, discourse: Discourse) -> bool:
    """Tell whether a subject of which nothing is known may be an organisation."""
    figure = seen.figure
    return seen.subject and figure.kind == "person" and not (discourse.is_person(figure) or figure.is_place)


def _is_plural(reading: Reading, discourse: Discourse) -> bool:
    lexicon = discourse.lexicon
    if reading.head in lexicon.roles or reading.head in lexicon.organisation_words:
        return False
    return (
        reading.head in lexicon.plural_roles
        or reading.head in ("police", "people")
        or (reading.head.endswith("s") and not reading.head.endswith("ss"))
    )


def _is_definite(reading: Reading) -> bool:
    return (
        reading.opening in DEFINITE
        or reading.opening in POSSESSIVE
        or reading.owner is not None
        or len(reading.words) == 1
    )


def _roles(reading: Reading, discourse: Discourse) -> list[str]:
    """Return the roles at the end of the phrase, the longest first."""
    phrases = (" ".join(reading.words[start:]) for start in range(len(reading.words)))
    return [
        phrase
        for phrase in phrases
        if phrase in discourse.lexicon.roles or phrase in discourse.lexicon.titles
    ]


def _genders_agree(reading: Reading, figure: Figure, discourse: Discourse) -> bool:
    gender = discourse.lexicon.roles.get(reading.head)
    return not gender or discourse.gender(figure) in (None, gender)


def _unnamed_figure(reading: Reading, discourse: Discourse) -> Figure:
    """Return a figure of its own for somebody whom the article does not name."""
    lexicon = discourse.lexicon
    plural = _is_plural(reading, discourse)
    head = lexicon.plural_roles.get(reading.head, reading.head)
    return Figure(
        _phrase(reading, discourse),
        "unnamed",
        gender=None if plural else lexicon.roles.get(head),
        roles=frozenset({reading.head, head}),
        evidence=1,
        plural=plural,
    )


def _phrase(reading: Reading, discourse: Discourse) -> str:
    """Return the shortest phrase that identifies: no article, the complement only where the head stands alone."""
    text = discourse.text
    words = _spaced(reading.core.of(text)).split()
    while len(words) > 1 and fold(words[0]) in _DROPPED:
        words.pop(0)
    if reading.core.start in discourse.sentence_starts and discourse.is_common(words[0]):
        words[0] = words[0][:1].lower() + words[0][1:]
    if len(words) == 1:
        tail = _TAIL.match(text, reading.core.end, reading.mention.end)
        words += _TAIL_END.sub("", tail.group()).split() if tail else []
    return (
        re.sub(r"['’]s?$", "", " ".join(words))
        if words[-1].endswith(("'", "’", "'s", "’s"))
        else " ".join(words)
    )


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _ways(how: str) -> str:
    return {
        "subject": "last named as subject",
        "only one": "only one near",
        "likely": "by given name",
        "owner": "only one near, as owner",
        "several": "nearest of several",
    }[how]
