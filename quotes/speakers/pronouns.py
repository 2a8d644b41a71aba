"""Rules for pronouns: who "he", "they" or "who" refers to."""

import re

from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse, Seen, how_found
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import FIRST_PERSON, HE_OR_SHE, IT, RELATIVE, THEY, MentionReading
from quotes.speakers.named_mentions import Answer, resolve_name

_NEAR = 80
_ASKED_WITHIN = 800
_LEAST_PERSON = 0.3
_ASKED = re.compile(r"\b(?:asked|pressed|questioned|quizzed)\s")
_ASKS = re.compile(r",?\s(?:asked|asks|wondered)\b")
_ASKS_ANOTHER = re.compile(r",?\s(?:asked|asks)\b")
"""Whoever "wondered" something may answer it."""
_OWN_PHRASE = re.compile(
    r"(?:(?:[\w’'-]+,?\s){0,2}?[\w-]+ing\s(?:(?:about|before|of|on|to|with)\s)?"
    r"|(?:about|in|of|on)\s(?:his|her)\s(?:[\w-]+\s){1,4}(?:for|of|to|with)\s"
    r"|(?:[\w’'-]+,?\s)?in\san?\s(?:[\w-]+\s){1,3}with\s"
    r"|(?:after|amid|before|during|following|in|on|under)\s(?:(?:an?|her|his|the)\s)?(?:[\w-]+\s){1,3}(?:by|to|with)\s"
    r"|[\w-]+(?:ed|nt)\sby\s)(?:[a-z-]+\s){0,3}",
    re.IGNORECASE,
)
_ASKS_ONLY = re.compile(
    rf"{_ASKS.pattern}(?:,?\s(?!to\b)[\w’'.-]+){{0,6}}?,?\s"
    r"(?:about|how|if|what|when|where|whether|which|who|why)\b[^.?!]*[.?!]\s*"
)
_ASKED_BY = re.compile(rf"{_ASKED.pattern}by\s(?:the\s)?(?:[a-z-]+\s){{0,3}}$")
_ASKED_BY_WITHIN = 60
_REST_ONLY = re.compile(r"[^.?!]*[.?!]\s*")
_ASKS_ABOUT = re.compile(rf"{_ASKS.pattern}\s(?:how|if|what|when|where|whether|why)\s(?:\w+\s){{0,3}}")
_ASKED_FIRST = re.compile(
    r"(?:(?:[Ww]hen|[Ww]hile)\s)?(?:asked|pressed|questioned|quizzed)\b[^,.;:?!]*", re.IGNORECASE
)
_OPENS_ASIDE = re.compile(
    r"(?:(?:at|during|in)\s(?:an?|the|his|her)\s(?:[\w’'-]+\s){1,5}(?:at|during|in)\swhich"
    r"|although|even\sas|though|while)\s(?:he|she)",
    re.IGNORECASE,
)
"""What opens a sentence about whoever is named behind it."""
_ENDS_ASIDE = re.compile(r"[^,.;:?!]*,?\s*,\s|[^,.;:?!]*,\s")
_AHEAD_WITHIN = 240
_ENDS_CLAUSE = re.compile(r"[^,.;:?!]*,\s")
_TOLD = re.compile(r"\b(?:told|telling|tells)\s(?:the\s)?$")
_TOLD_WITHIN = 16
_TOLD_SENTENCES = 2
_ANSWERS = re.compile(r"\s(?:answered|replied|responded|retorted|countered|shot\sback)\b")
_ADDRESSES = re.compile(r"\s(?:asked|told)\s(?:[A-Z][\w.’'-]*\s?){1,5}[.,]?\s*")
"""Between who speaks and the next quoted words, if somebody is named to whom he or she speaks."""
_QUESTION = re.compile(
    rf"{_ASKED.pattern}(?!by\s)(?P<whom>(?:(?!\sto\s)[^.?!]|[A-Z][a-z]{{0,3}}\.\s){{2,60}}?)"
    r",?\s(?:about|how|if|what|when|where|whether|which|who|why)\b[^.?!]*[.?!]\s*,?\s*$"
)


def he_or_she(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "he" and "she" to the most prominent person of that gender."""
    gender = HE_OR_SHE.get(reading.head)
    if reading.kind != "pronoun" or gender is None:
        return None
    offset = reading.core.start

    def fits(seen: Seen) -> bool:
        return discourse.may_be_meant(seen, gender) and discourse.is_person(seen.entity)

    entity, how = discourse.most_prominent(offset, fits)
    if entity is None:
        entity, how = discourse.most_prominent(offset, lambda seen: discourse.may_be_meant(seen, gender))
    elif how in ("owner", "only one"):
        beside = discourse.subject_beside(entity, offset, lambda seen: discourse.may_be_meant(seen, gender))
        entity, how = (beside, "subject") if beside else (entity, how)
    if entity and (how == "several" or discourse.genders.of(entity) not in (None, gender)):
        likely, how_likely = discourse.most_prominent(
            offset, lambda seen: fits(seen) and discourse.genders.of(seen.entity) == gender
        )
        if likely and how_likely != "several":
            entity, how = likely, "likely"
    if not entity:
        return None
    return Answer(entity, answer_rule("pronoun", how), f"“{reading.head}”: {how_found(how)}")


def _is_he_or_she(reading: MentionReading) -> bool:
    """Is a mention the pronoun of one person?"""
    return reading.kind == "pronoun" and reading.head in HE_OR_SHE


def is_beside_himself(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is "he" somebody else than in his own phrase: "Speaking to Quill, he", "Of his work for Quill, he"?"""
    if not _is_he_or_she(reading):
        return False
    last = discourse.last_seen(entity, reading.core.start)
    if last is None or last.possessive or last.says or last.word in HE_OR_SHE:
        return False
    if last.sentence != discourse.sentence_at(reading.core.start):
        return False
    return _OWN_PHRASE.fullmatch(discourse.sentence_up_to(last.offset)) is not None


def asks_about(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Does an interviewer ask what "she" will do: "The host, Quill, asked whether she would resign"?"""
    if not _is_he_or_she(reading):
        return False
    last = discourse.last_seen(entity, reading.core.start)
    if last is None or entity.roles.isdisjoint(discourse.lexicon.presenters):
        return False
    return _ASKS_ABOUT.fullmatch(discourse.text, last.end, reading.core.start) is not None


def was_just_told(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Is an entity whom somebody told something: "Quill told Bell. “It is closed,” he said"?

    Not if "he" cannot be the teller: "Ms Quill told Mr Bell. “It is closed,” he said".
    """
    text, start = discourse.text, reading.core.start
    if not _is_he_or_she(reading):
        return False
    last = discourse.last_seen(entity, start)
    if (
        last is None
        or last.paragraph != discourse.paragraph_at(start)
        or text[last.end : last.end + 1] != "."
    ):
        return False
    near = discourse.sentence_at(start) - last.sentence <= _TOLD_SENTENCES
    if not (near and _TOLD.search(text, max(0, last.offset - _TOLD_WITHIN), last.offset)):
        return False
    before = (each for each in reversed(discourse.seen) if each.offset < last.offset and each.subject)
    teller = next(before, None)
    if teller is None or teller.sentence != last.sentence:
        return True
    return discourse.may_be_meant(teller, HE_OR_SHE[reading.head])


def spoke_as_another(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Has an entity spoken as "he", so that "she" is somebody else?"""
    gender = HE_OR_SHE.get(reading.head) if reading.kind == "pronoun" else None
    return gender is not None and discourse.spoke_only_as(entity) not in (None, gender)


def has_just_asked(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Did an entity ask what "he" answers: "Bell asked about the mill. “It is closed,” he said"?

    Also in "Quill was asked by Bell about the mill. “It is closed,” he said".
    """
    text, start = discourse.text, reading.core.start
    if not _is_he_or_she(reading) or _ASKS.match(text, reading.core.end):
        return False
    last = discourse.last_seen(entity, start)
    if last is None or start - last.end > _ASKED_WITHIN:
        return False
    # "Quill, asked about the mill, looked away" answers.
    is_asked = text.startswith(", ", last.end) and not text.endswith(", ", 0, last.offset)
    asks = last.subject and not is_asked and _ASKS_ANOTHER.match(text, last.end)
    asked = _ASKED_BY.search(text, max(0, last.offset - _ASKED_BY_WITHIN), last.offset)
    if not (asks or asked):
        return False
    unquoted = discourse.unquoted(last.end, start)
    is_question = (asks and _ASKS_ONLY.fullmatch(unquoted)) or (asked and _REST_ONLY.fullmatch(unquoted))
    return bool(is_question)


def answers_another(entity: Entity, reading: MentionReading, discourse: Discourse) -> bool:
    """Did an entity just say what "he" answers: "“Now?” Bell asked Quill. “No,” he replied"?"""
    text, start = discourse.text, reading.core.start
    if not _is_he_or_she(reading) or not _ANSWERS.match(text, reading.core.end):
        return False
    last = discourse.last_seen(entity, start)
    if last is None or not last.says or last.paragraph != discourse.paragraph_at(start):
        return False
    return _ADDRESSES.fullmatch(text, last.end, _end_of_words(last.end, start, discourse)) is not None


def _end_of_words(start: int, end: int, discourse: Discourse) -> int:
    """Where the next quoted words before ``end`` begin."""
    return next((at for at in range(start, end) if discourse.is_quoted(at)), end)


def who_is_asked(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "he" and "she" behind a question to who was asked: "Quill asked Bell if so. “No,” she said"."""
    gender = HE_OR_SHE.get(reading.head)
    text, start = discourse.text, reading.core.start
    if reading.kind != "pronoun" or gender is None or _ASKS.match(text, reading.core.end):
        return None
    first = max(0, start - _ASKED_WITHIN)
    if not _ASKED.search(text, first, start):
        return None
    unquoted = [at for at in range(first, start) if not discourse.is_quoted(at)]
    asked = _QUESTION.search("".join(text[at] for at in unquoted))
    whom = discourse.names_between(*(unquoted[at] for at in asked.span("whom"))) if asked else ()
    if len(whom) != 1:
        return None
    entity = resolve_name(whom[0], discourse).entity
    if entity.person < _LEAST_PERSON or discourse.genders.of(entity) not in (None, gender):
        return None
    return Answer(entity, answer_rule("pronoun, likely"), f"“{reading.head}”: asked just before")


def asked_ahead(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "he" to the name behind the clause: "Asked what he would do, Quill pointed at the sea"."""
    gender, end = HE_OR_SHE.get(reading.head), reading.core.end
    if gender is None or not _ASKED_FIRST.fullmatch(discourse.sentence_up_to(end)):
        return None
    for name in discourse.names_between(end, end + _NEAR)[:1]:
        entity = resolve_name(name, discourse).entity
        leads = _ENDS_CLAUSE.fullmatch(discourse.text, end, name.outer.start) and not name.possessive
        if leads and entity.person >= _LEAST_PERSON and discourse.genders.of(entity) in (None, gender):
            return Answer(entity, answer_rule("pronoun, likely"), f"“{reading.head}”: named just after")
    return None


def named_ahead(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "he" to the name behind the clause: "In a post in which he called it late, Quill said"."""
    gender, end = HE_OR_SHE.get(reading.head), reading.core.end
    if gender is None or not _OPENS_ASIDE.fullmatch(discourse.sentence_up_to(end)):
        return None
    for name in discourse.names_between(end, end + _AHEAD_WITHIN):
        start = name.outer.start
        if discourse.is_quoted(start):
            continue
        entity = resolve_name(name, discourse).entity
        leads = _ENDS_ASIDE.fullmatch(discourse.unquoted(end, start)) and not name.possessive
        if leads and entity.person >= _LEAST_PERSON and discourse.genders.of(entity) in (None, gender):
            return Answer(entity, answer_rule("pronoun, likely"), f"“{reading.head}”: named just after")
        return None
    return None


def they(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "they" to the most prominent group or organisation."""
    if reading.kind != "pronoun" or reading.head not in THEY:
        return None
    entity, how = discourse.most_prominent(
        reading.core.start, lambda seen: seen.entity.plural or is_body(seen)
    )
    return Answer(entity, answer_rule("they", how), f"“{reading.head}”: {how_found(how)}") if entity else None


def it(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "it" to the most prominent organisation or document."""
    if reading.kind != "pronoun" or reading.head not in IT:
        return None
    entity, how = discourse.most_prominent(reading.core.start, is_body)
    if not entity:
        entity, how = discourse.most_prominent(reading.core.start, lambda seen: may_be_body(seen, discourse))
    return Answer(entity, answer_rule("it", how), f"“{reading.head}”: {how_found(how)}") if entity else None


def relative(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "who" and "which" to what was named just before."""
    if reading.kind != "pronoun" or reading.head not in RELATIVE:
        return None
    start = reading.core.start
    sentence = next(iter(discourse.recent(start)), [])
    near = [seen.entity for seen in sentence if start - seen.offset < _NEAR]
    return Answer(near[-1], answer_rule("relative"), f"“{reading.head}”: named just before") if near else None


def the_writer(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Leave "I" and "we" open, as the text does not say who the writer is."""
    if reading.kind != "pronoun" or reading.head not in FIRST_PERSON:
        return None
    return Answer(
        Entity("", "person"),
        answer_rule("writer"),
        f"“{reading.head}”: the writer, whom the text does not name",
    )


def is_body(seen: Seen) -> bool:
    """Was an organisation named, and not a place or country?"""
    return seen.entity.kind == "organisation" and not seen.entity.is_place


def may_be_body(seen: Seen, discourse: Discourse) -> bool:
    """Can a subject be an organisation, as nothing shows what it is?"""
    entity = seen.entity
    return seen.subject and entity.kind == "person" and not (discourse.is_person(entity) or entity.is_place)
