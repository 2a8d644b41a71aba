"""Rules for who is introduced without a name: "a harbour official" is later "the official"."""

import re
from collections.abc import Iterator
from itertools import islice

from quotes.language import Lexicon, fold
from quotes.speakers import apposition
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.discourse import Discourse, distinct, how_found
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import DEFINITE, HE_OR_SHE, MentionReading, read_mention
from quotes.speakers.named_mentions import Answer, resolve_name
from quotes.speakers.phrases import genders_agree, is_by_age, roles_meant, unnamed_entity
from quotes.speakers.pronouns import is_body
from quotes.types import Span

_INTRODUCES = r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s(?:(?!(?:an?|the|of|to|in|for|that)\s)[\w’'&-]+\s){0,4}?"
_OWNED = r"\b[Tt]he\s(?:[\w-]+\s){1,3}[\w-]+['’]s?\s(?:[a-z-]+\s){0,2}?"
_OWNED_BY_NAME = r"\b(?:[A-Z][\w-]+['’]s?|[Hh]is|[Hh]er|[Tt]heir)\s(?:[a-z-]+\s){0,2}?"
_NO_SUBJECT = re.compile(r"\b(?:as|like|than|be|is|was|became|become|becoming|been|being|remains?)\s$")
_BESIDE_NAME = re.compile(r"(?:,|\s[–—-]|\s?\()\s$")
_FOLLOWING = re.compile(r"\s([\w’'-]+)")
_AFTER_PERSON = frozenset({"who", "whose", "and", "or", "had", "has", "was", "is", "also", "later", "then"})
_ORDINALS = frozenset({"first", "second", "third", "other", "same", "anonymous", "unidentified", "unnamed"})
_ANSWERS = frozenset({"a", "answer"})
_ONE_OF = (("one",), ("another",))
_COUNTED = frozenset({"second", "third", "fourth", "fifth"})
_ARTICLES = frozenset({"a", "an"})
_AGE = re.compile(r",\s(?:aged?\s)?\d{1,3}(?=[,.;]|\sand\b)|\s\(\d{1,3}\)")
_INDEFINITE = re.compile(r"\b[Aa]n?\s((?:[\w’'-]+\s?){1,4})")
_ONE = re.compile(r"\b[Oo]ne\s(?:[a-z-]+\s)?([a-z-]+),")
"""Who is named first of several: "One resident, Ada Quill, said it was wet. Another"."""
_HEARS = re.compile(r"\b(?:tells|told|to|with)\s(?:the\s)?$")
"""Before those who only hear: "told journalists that the suspects had fled"."""
_NOMINATIVE = frozenset({"he", "she"})
_CALLED = re.compile(r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir)\s")
_WORD = re.compile(r"[\w’'-]+")
_RELATIVE = re.compile(r",?\swho\s[^,.]{1,120},|\swho\s(?:\w+\s){1,6}?(?=said\b|says\b|told\b)")
_IN_RELATIVE = re.compile(r",?\swho\s[^,.;:]{1,120}")
"""Still in the clause that says which: "A guard, who asked not to be named because he"."""
_GIVES_ACCOUNT = re.compile(
    r"\s(?:gave|offered|painted|recounted|shared|told)\s(?:[\w’'-]+\s){1,3}?(?:account|ordeal|picture|story|testimony|version)\b"
)
_ANONYMOUS = re.compile(
    r"\s[a-z]+,\s(?:asking|declining|preferring|requesting|seeking|wishing|on\scondition\sof|who\s[a-z]+)\b[^.“”\"]{0,40}?"
    r"\b(?:anonymity|anonymous|identified|named)\b"
)
"""What is said only of somebody without a name: "he said, wishing not to be named"."""
_SENTENCE_END = re.compile(r"[.?!]\s")
_ONE_SENTENCE = re.compile(r"[^.?!]*[.?!]\s*,?\s*")
_FINITE = frozenset(
    {"asked", "can", "could", "had", "has", "is", "may", "might", "should", "was", "will", "would"}
)
_FARTHEST_VERB = 12
_CHARACTERS_BACK = 4000
_CHARACTERS_BETWEEN = 1500
_PARAGRAPHS_BACK = 3
_FARTHEST_REPEATED = 12
"""With its modifiers repeated ("the senior Quill adviser"), a phrase may be this many paragraphs behind."""
_SENTENCES_BACK = 2
_BESIDE_WITHIN = 140


def introduced(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the official" to the "senior official" whom the article has just introduced.

    Not if somebody of that role is named since, or named later: an article may name a judge only in the end.
    """
    if not _is_somebody_known(reading, discourse):
        return None
    start, modifiers = reading.core.start, set(reading.words[1:-1]) - _ORDINALS
    bearers = discourse.index.with_role(roles_meant(reading, discourse))
    for intro in _introductions(reading, discourse):
        if not modifiers <= set(intro.words):
            continue
        if any(_is_named_since(bearer, intro.core.start, start, discourse) for bearer in bearers):
            return None
        entity = _noted(intro, discourse) or unnamed_entity(intro, discourse)
        return Answer(entity, answer_rule("unnamed before"), "introduced before")
    return None


def named_next(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve who opens an article to who is named by age just behind: "A widow said … Ada Quill, 57, says".

    Nobody else may be named until then, nor introduced in the same paragraph.
    """
    lexicon, start = discourse.lexicon, reading.core.start
    is_private = reading.head in lexicon.roles and reading.head not in lexicon.titles
    if reading.kind != "phrase" or reading.opening not in _ARTICLES or not is_private:
        return None
    paragraph = discourse.paragraph_at(start)
    if paragraph > 1 or _introduces_others(start, discourse):
        return None
    for name in discourse.names_between(0, start + _CHARACTERS_BETWEEN):
        entity = resolve_name(name, discourse).entity
        if name.quoted or not entity.is_shown_person:
            continue
        behind = discourse.paragraph_at(name.span.start) == paragraph + 1 and _AGE.match(
            discourse.text, name.span.end
        )
        opens = len(name.words) > 1 and not discourse.sentence_up_to(name.outer.start)
        if behind and opens and genders_agree(reading, entity, discourse):
            return Answer(entity, answer_rule("described"), f"“{reading.head}”: named by age just behind")
        return None
    return None


def _introduces_others(start: int, discourse: Discourse) -> bool:
    """Does the paragraph at an offset introduce two people without a name: "A judge jailed a thief"?"""
    text = discourse.text
    end = text.find("\n", start)
    words = discourse.unquoted(text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end)
    introduced = (found.group(1).split() for found in _INDEFINITE.finditer(words))
    roles = discourse.lexicon.roles
    return sum(any(fold(word) in roles for word in phrase) for phrase in introduced) > 1


def same_person(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the woman" and "the 27-year-old" to the "survivor" who was the last subject of all named."""
    by_age = reading.kind == "phrase" and reading.opening in DEFINITE and is_by_age(reading)
    if not (by_age or _is_somebody_known(reading, discourse)) or len(reading.words) != len(("the", "woman")):
        return None
    if not by_age and reading.head not in discourse.lexicon.person_nouns:
        return None
    start = reading.core.start
    for sentence in islice(discourse.recent(start), _SENTENCES_BACK):
        people = [seen for seen in sentence if seen.entity.kind in ("person", "unnamed")]
        if not people:
            continue
        last = people[-1]
        near = discourse.paragraph_at(start) - last.paragraph <= 1
        alone = all(seen.entity is last.entity for seen in people)
        known = last.entity.kind == "unnamed" and not last.entity.plural and people[0].subject
        if known and alone and near and genders_agree(reading, last.entity, discourse):
            return Answer(last.entity, answer_rule("unnamed before"), "introduced before")
        return None
    return None


def one_of_several(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "one", "another" and "a third" to one of the people before: "Users replied. One wrote: …".

    Or, after "one user wrote", to another one of these.
    """
    if reading.kind != "phrase" or not (reading.words in _ONE_OF or _is_ordinal(reading)):
        return None
    start, lexicon = reading.core.start, discourse.lexicon
    following = _FOLLOWING.match(discourse.text, reading.mention.end)
    if following and not _speaks(following.group(1), lexicon):
        return None  # "one reason"
    if other := _unnamed_speaker_before(start, discourse):
        return _one_more(other, discourse)
    before = discourse.sentence_before(start)
    here = max(before, start - len(discourse.sentence_up_to(start)))
    for words in (discourse.unquoted(here, start), discourse.unquoted(before, here)):
        if (first := _ONE.search(words)) and fold(first.group(1)) in lexicon.roles:
            return _one_more(fold(first.group(1)), discourse)
        many = (word.group() for word in _WORD.finditer(words) if not _HEARS.search(words, 0, word.start()))
        plurals = (lexicon.plural_roles.get(fold(word), "") for word in many)
        if one := next((each for each in plurals if each and each not in lexicon.person_nouns), ""):
            return _one_more(one, discourse)
    return None


def many_just_met(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "they" to the people of the sentence before: "She was cheered by hawkers. “…,” they chanted".

    No group or body may be named there, nor another plural.
    """
    start, lexicon = reading.core.start, discourse.lexicon
    behind = start > 0 and discourse.is_quoted(len(discourse.text[:start].rstrip()) - 1)
    if reading.kind != "pronoun" or reading.head != "they" or not behind:
        return None
    first = discourse.sentence_before(start)
    while first and discourse.is_quoted(first):  # "“Breathe! Breathe!” they chanted"
        first = discourse.sentence_before(first)
    if discourse.paragraph_at(first) != discourse.paragraph_at(start):
        return None
    near = (seen for seen in reversed(discourse.seen) if first <= seen.offset < start)
    if any(
        seen.entity.plural or (is_body(seen) and seen.subject and not seen.entity.is_open) for seen in near
    ):
        return None
    words = _WORD.findall(discourse.unquoted(first, start))
    many = [word for word in words if fold(word) in lexicon.plural_roles]
    if len(many) != 1:
        return None
    roles = frozenset({fold(many[0]), lexicon.plural_roles[fold(many[0])]})
    entity = Entity(many[0], "unnamed", roles=roles, evidence=1, plural=True)
    return Answer(entity, answer_rule("unnamed before"), "introduced before")


def _speaks(verb: str, lexicon: Lexicon) -> bool:
    """Is a word a verb of reporting?"""
    return fold(verb) in lexicon.cue_verbs or fold(verb) in lexicon.weak_cue_verbs


def _unnamed_speaker_before(start: int, discourse: Discourse) -> str:
    """What the unnamed person is called who spoke last, in this paragraph or the one before; "" if nobody."""
    roles, paragraph = discourse.lexicon.roles.keys(), discourse.paragraph_at(start)
    for seen in reversed(discourse.seen):
        if paragraph - seen.paragraph > 1 or (seen.speaker and seen.entity.kind != "unnamed"):
            return ""
        if seen.speaker and not (seen.entity.plural or seen.entity.roles.isdisjoint(roles)):
            return seen.entity.name
    return ""


def _one_more(name: str, discourse: Discourse) -> Answer:
    """An answer with a new unnamed person who is called like others before."""
    role = name.rpartition(" ")[2]
    entity = Entity(
        name, "unnamed", gender=discourse.lexicon.roles.get(role), roles=frozenset({role}), evidence=1
    )
    return Answer(entity, answer_rule("unnamed before"), f"one more {name}")


def who_answers(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve the label "A:" of an interview to whom it is with, "Q:" to nobody.

    The interviewer may be named as well, but less often.
    """
    lexicon, text = discourse.lexicon, discourse.text
    label = reading.kind == "phrase" and len(reading.words) == 1 and reading.head in lexicon.turn_labels
    if not (label and text.startswith(":", reading.mention.end)):
        return None
    nobody = Answer(Entity("", "person"), answer_rule("nobody"), f"“{reading.head}:” opens a turn")
    if reading.head not in _ANSWERS:
        return nobody
    people = distinct(seen.entity for seen in discourse.seen if discourse.is_person(seen.entity))
    named = sorted((each for each in people if each.words), key=discourse.times_seen, reverse=True)
    if not named or discourse.times_seen(named[0]) == sum(map(discourse.times_seen, named[1:2])):
        return nobody
    return Answer(named[0], answer_rule("named before"), f"“{reading.head}:” is whom the interview is with")


def _is_ordinal(reading: MentionReading) -> bool:
    """Is a phrase "a third" or "a fourth"?"""
    return len(reading.words) == len(("a", "third")) and reading.words[0] == "a" and reading.head in _COUNTED


def goes_on(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "he" to whom the sentence reports: "A nurse said she was late. “I sleep,” she said".

    "The nurse said she was late" means somebody named before, "A nurse, who gave her name as Ida, said she
    was late" somebody named beside it.
    """
    gender, start = HE_OR_SHE.get(reading.head), reading.core.start
    sentence = next(discourse.recent(start), None)
    if reading.kind != "pronoun" or gender is None or sentence is None:
        return None
    # "Pellia's minister" begins where "Pellia" does
    first = next(seen for seen in reversed(sentence) if seen.offset == sentence[0].offset)
    entity, lexicon = first.entity, discourse.lexicon
    subject = reading.head in _NOMINATIVE
    described = subject and entity.kind == "person" and _CALLED.match(discourse.text, first.offset, first.end)
    is_somebody = not entity.plural and (
        described or (entity.kind == "unnamed" and not entity.roles.isdisjoint(lexicon.roles))
    )
    alone = all(seen.entity is entity or seen.entity.kind == "organisation" for seen in sentence)
    if not (is_somebody and alone and first.subject and discourse.genders.of(entity) in (None, gender)):
        return None
    if start > first.end + _CHARACTERS_BETWEEN:
        return None
    between = discourse.unquoted(first.end, start)
    last = fold(between.removesuffix("that ").rpartition(" ")[0].rpartition(" ")[2])
    directly = last in lexicon.cue_verbs and not _SENTENCE_END.search(between)
    one_sentence = _ONE_SENTENCE.fullmatch(between) is not None
    follows = (directly or one_sentence) and (_reports(between, lexicon) or _GIVES_ACCOUNT.search(between))
    unnamed = one_sentence and _ANONYMOUS.match(discourse.text, reading.core.end)
    if not (follows or unnamed or _IN_RELATIVE.fullmatch(between)):
        return None
    return Answer(entity, answer_rule("pronoun, subject"), f"“{reading.head}”: {how_found('subject')}")


def _reports(words: str, lexicon: Lexicon) -> bool:
    """Is the first verb behind somebody one of reporting, apart from a relative clause: ", who hid, said"?"""
    for word in map(fold, _WORD.findall(_RELATIVE.sub("", words))[:_FARTHEST_VERB]):
        if word in _FINITE:
            return False
        if word in lexicon.cue_verbs or word in lexicon.weak_cue_verbs:
            return lexicon.cue_verbs.get(word, word) != word
    return False


def _is_somebody_known(reading: MentionReading, discourse: Discourse) -> bool:
    """Is a phrase "the" and a role, of nobody named?"""
    lexicon = discourse.lexicon
    is_role = reading.kind == "phrase" and (
        reading.head in lexicon.roles or reading.head in lexicon.person_nouns
    )
    within = all(name.span.end <= reading.core.end for name in reading.inner)
    return is_role and reading.opening in DEFINITE and within and not reading.owner


def _introductions(reading: MentionReading, discourse: Discourse) -> Iterator[MentionReading]:
    """The phrases that introduce somebody of the same role without a name, the nearest first."""
    text, start = discourse.text, reading.core.start
    farthest = _PARAGRAPHS_BACK if len(reading.words) == len(("the", "official")) else _FARTHEST_REPEATED
    pattern = re.compile(rf"(?:{_INTRODUCES}|{_OWNED}|{_OWNED_BY_NAME}){re.escape(reading.head)}\b")
    found = [*pattern.finditer(text, max(0, start - _CHARACTERS_BACK), start)]
    for match in reversed(found):
        span = Span(*match.span())
        if discourse.paragraph_at(start) - discourse.paragraph_at(span.start) > farthest:
            return
        if discourse.is_quoted(span.start) or not _may_introduce(span, discourse):
            continue
        names = discourse.names_between(span.start, span.end)
        intro = read_mention(text, span, names, discourse.lexicon)
        beside = apposition.gives_name(intro, discourse) or apposition.beside_phrase(intro, discourse)
        if intro.kind == "phrase" and not beside:
            yield intro


def _may_introduce(span: Span, discourse: Discourse) -> bool:
    """Is a phrase neither predicate nor apposition, and followed by no noun: not "an official visit"?"""
    text, lead = discourse.text, discourse.text[max(0, span.start - _BESIDE_WITHIN) : span.start]
    if _NO_SUBJECT.search(lead):
        return False
    if beside := _BESIDE_NAME.search(lead):
        before = span.start - len(beside.group())
        names = discourse.names_between(before - _BESIDE_WITHIN, before)
        if names and names[-1].span.end >= before - 1:
            return False
    following = _FOLLOWING.match(text, span.end)
    return following is None or _may_follow(following.group(1), discourse.lexicon)


def _may_follow(word: str, lexicon: Lexicon) -> bool:
    """May a word follow somebody who is introduced?"""
    word = fold(word)
    return (
        word in _AFTER_PERSON
        or word in lexicon.prepositions
        or word in lexicon.cue_verbs
        or word in lexicon.weak_cue_verbs
        or word.endswith(("ed", "ing"))
    )


def _is_named_since(entity: Entity, intro: int, mention: int, discourse: Discourse) -> bool:
    """Is an entity named from the introduction on, or only behind the mention?"""
    last = discourse.last_seen(entity, mention)
    return last is None or last.offset >= intro


def _noted(intro: MentionReading, discourse: Discourse) -> Entity | None:
    """The unnamed entity that is already remembered at an introduction."""
    return next(
        (
            seen.entity
            for seen in reversed(discourse.seen)
            if seen.offset == intro.core.start and seen.entity.kind == "unnamed"
        ),
        None,
    )
