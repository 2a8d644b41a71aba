"""Rules for documents that speak: whose "the statement", "the letter" or "the report" is.

A document speaks for whoever issued it, if the article says who did: "The league issued a statement. “…,” the
statement said." It speaks for itself if the article does not say: "The ruling said …".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from quotes.language import fold
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.bodies import body
from quotes.speakers.discourse import Discourse, Seen
from quotes.speakers.entities import Entity
from quotes.speakers.mentions import DEFINITE, MentionReading, read_mention
from quotes.speakers.named_mentions import Answer, resolve_name
from quotes.speakers.phrases import owner_of, shortest_phrase
from quotes.speakers.pronouns import is_body
from quotes.types import Span

_BY = re.compile(
    r"(?:(?:,\s(?=(?:authored|drafted|penned|signed|written)\s)|\s)(?P<verb>\w+)(?=\s(?:by|on)))?\s(?:by|from|of|for|on\sbehalf\sof)\s(?:the\s)?"
)
_BY_WITHIN = 60
_ACCOUNT = r"(?:account|page|handle|profile|channel|feed|timeline)"
_ON_ACCOUNT_OF = re.compile(rf"\son\sthe\s(?:[\w-]+\s){{0,3}}{_ACCOUNT}\sof\s(?:the\s)?")
_OWN_ACCOUNT = re.compile(rf"['’]s?\s(?:[\w-]+\s){{0,3}}{_ACCOUNT}\b")
"""Where a post appears: "a post on the X account of Quill", "a post on Quill's Facebook page"."""

_ISSUED_BY = re.compile(
    r"(?:\sof|(?:\s[\w-]+){0,4}?\s(?:by|from))\s"
    r"(?:(?:the|its|an?)\s)?(?:[\w’'-]+\s){0,4}(?:[\w’'-]+,\s)?"
)
_ISSUED_BY_WITHIN = 110
_OWNER = re.compile(r"['’]s?\s(?:[\w-]+\s){0,2}|\s")
_ISSUES = re.compile(
    r",?(?P<verbs>(?:\s[\w’'-]+){1,5})\s(?:an?|its|his|her|their|another|the)\s(?:[\w’'-]+\s){0,3}"
)
_BODY_BEFORE = re.compile(r"\b(?P<body>[a-z]+)(?:['’]s?)?\s[\w-]+$")
_IS_GIVEN = frozenset({"was", "were", "been", "being", "is", "are"})
_WITHIN_IT = re.compile(
    r"\bin\s(?:an?|its|his|her|their|another|the)\s"
    r"(?:(?!(?:to|of|for|on|about|against|after|from|by|with)\s)[\w’'.,-]+\s){0,4}$",
    re.IGNORECASE,
)
_OPENS_AS_SUBJECT = re.compile(r"(?:The|An?|His|Her|Their|Its|Another|One)\s(?:[\w’'-]+\s){0,3}[\w-]+")
_READS = re.compile(r"\sreads?\b")
_THAT = re.compile(r"\s(?:(?:that|which)\s)?(?:the\s)?")
_WORD = re.compile(r"[^\W\d_][\w-]*")
_JUST_WRITTEN_WITHIN = 600
_ISSUED_WITHIN = 4000
_MOST_PLACES = 4
_LEAD = 80


def authored(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve a document to the author whom its words name: "the league's report", "a letter by Quill"."""
    if not is_document(reading, discourse) or not (author := _author(reading, discourse)):
        return None
    discourse.documents[reading.head] = author
    return Answer(author, answer_rule("document's author"), f"{author.name}'s {reading.head}")


def issued(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the statement" to whoever issued one before: "the board said in a statement"."""
    if not is_document(reading, discourse) or reading.opening not in DEFINITE:
        return None
    for place in _places(reading, discourse):
        if found := _issuer(place, reading.core.start, discourse):
            issuer, how = found
            return Answer(issuer, answer_rule("issued", how), f"the {reading.head} of {issuer.name}")
    return None


def it_reads(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "it read" to whoever wrote the letter just named, or to the letter: "“…,” it read".

    Behind any other verb "it" is a document only if that was what the sentence before is about: "A letter
    that Quill sent was blunt. “…,” it said".
    """
    if reading.kind != "pronoun" or reading.head != "it":
        return None
    place = _document_before(reading.core.start, discourse)
    if place is None:
        return None
    opening = discourse.sentence_up_to(place.end)
    is_subject = _OPENS_AS_SUBJECT.fullmatch(opening) is not None
    if not (is_subject or _READS.match(discourse.text, reading.core.end)):
        return None
    span = Span(place.end - len(opening), place.end) if is_subject else place
    noun = read_mention(discourse.text, span, discourse.names_between(*span), discourse.lexicon)
    author = _author(noun, discourse) or _sender(place, discourse)
    if author:
        return Answer(author, answer_rule("document's author"), f"{author.name}'s {noun.head}")
    found = _issuer(place, reading.core.start, discourse)
    if found:
        issuer, how = found
        return Answer(issuer, answer_rule("issued", how), f"the {noun.head} of {issuer.name}")
    itself = Entity(shortest_phrase(noun, discourse), "organisation", evidence=-4)
    return Answer(itself, answer_rule("document"), "speaks for itself")


def _document_before(start: int, discourse: Discourse) -> Span | None:
    """The noun for something written that is nearest before ``start``, at most one paragraph back."""
    lexicon, paragraph = discourse.lexicon, discourse.paragraph_at(start)
    for match in reversed([*_WORD.finditer(discourse.text, max(0, start - _JUST_WRITTEN_WITHIN), start)]):
        noun = fold(match.group())
        written = noun in lexicon.speech_documents and noun in lexicon.cue_nouns
        if written and not discourse.is_quoted(match.start()):
            near = paragraph - discourse.paragraph_at(match.start()) <= 1
            return Span(*match.span()) if near else None
    return None


def _sender(place: Span, discourse: Discourse) -> Entity | None:
    """Who sent or wrote the document whose noun is at ``place``: "a letter that Ada Quill sent"."""
    for name in discourse.names_between(place.end, place.end + _BY_WITHIN)[:1]:
        verb = _WORD.match(discourse.text, name.span.end + 1)
        sends = verb is not None and fold(verb.group()) in discourse.lexicon.issuing_verbs
        if sends and _THAT.fullmatch(discourse.text, place.end, max(place.end, name.outer.start)):
            return resolve_name(name, discourse).entity
    return None


def document(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve a report, ruling or poll to itself."""
    if not is_document(reading, discourse):
        return None
    itself = Entity(shortest_phrase(reading, discourse), "organisation", evidence=-4)
    return Answer(itself, answer_rule("document"), "speaks for itself")


def authored_before(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Resolve "the report" to the author of the report that was introduced before."""
    if not is_document(reading, discourse) or reading.opening not in DEFINITE or len(reading.words) != 2:
        return None
    author = discourse.documents.get(reading.head)
    reason = f"the {reading.head} introduced before"
    return Answer(author, answer_rule("document before"), reason) if author else None


def is_document(reading: MentionReading, discourse: Discourse) -> bool:
    """Is a phrase about something written or said, and not about a person?"""
    lexicon, head = discourse.lexicon, reading.head
    written = head in lexicon.speech_documents or head in lexicon.cue_nouns
    return reading.kind == "phrase" and head not in lexicon.roles and written


def _author(reading: MentionReading, discourse: Discourse) -> Entity | None:
    """The author of a document: its owner, an organisation before it, or a name after "by"."""
    if owner := owner_of(reading, discourse):
        return owner
    if reading.opening in ("its", "their"):
        return discourse.most_prominent(reading.core.start, is_body)[0]
    end = reading.core.end
    for name in (*reading.inner, *discourse.names_between(end, end + _BY_WITHIN)):
        before = discourse.text[end : max(end, name.outer.start)]
        by = _BY.fullmatch(before)
        issued = by and (by["verb"] is None or fold(by["verb"]) in discourse.lexicon.issuing_verbs)
        on_account = _ON_ACCOUNT_OF.fullmatch(before) or (
            name.possessive and before == " on " and _OWN_ACCOUNT.match(discourse.text, name.span.end)
        )
        if name.span.end <= end or issued or on_account:
            return resolve_name(name, discourse).entity
    return _body_before(reading, discourse)


def _body_before(reading: MentionReading, discourse: Discourse) -> Entity | None:
    """The body of "a police statement", "the club's tweet": whatever is somebody's own words."""
    lexicon, text = discourse.lexicon, discourse.text
    said = reading.head in lexicon.cue_nouns and reading.head in lexicon.speech_documents
    modifiers = _BODY_BEFORE.search(text, reading.core.start, reading.core.end)
    if not said or not modifiers or modifiers["body"] not in lexicon.organisation_words:
        return None
    core = Span(modifiers.start("body"), modifiers.end("body"))
    owner = replace(reading, core=core, head=modifiers["body"], words=("the", modifiers["body"]), inner=())
    answer = body(owner, discourse)
    return answer.entity if answer else None


def _places(reading: MentionReading, discourse: Discourse) -> Iterator[Span]:
    """Where the head of a document is written before the mention, the nearest first."""
    start = reading.core.start
    written = re.compile(rf"\b{re.escape(reading.head)}\b", re.IGNORECASE)
    found = [*written.finditer(discourse.text, max(0, start - _ISSUED_WITHIN), start)]
    return (Span(*match.span()) for match in found[: -_MOST_PLACES - 1 : -1])


def _issuer(place: Span, before: int, discourse: Discourse) -> tuple[Entity, str] | None:
    """Who issued the document whose noun is at ``place``, and how its sentence says so, up to ``before``."""
    for name in discourse.names_between(place.end, place.end + _ISSUED_BY_WITHIN):
        if _ISSUED_BY.fullmatch(discourse.text, place.end, max(place.end, name.outer.start)):
            return resolve_name(name, discourse).entity, "by"
    sentence = discourse.sentence_at(place.start)
    if named := discourse.seen_in(sentence, place.start):
        return _named_before(place, named, discourse)
    after = [
        seen for seen in discourse.seen_in(sentence, before) if seen.says or seen.speaker or seen.subject
    ]
    opens = _WITHIN_IT.fullmatch(discourse.sentence_up_to(place.start))
    return (after[0].entity, "in it") if after and opens else None


def _named_before(place: Span, named: Sequence[Seen], discourse: Discourse) -> tuple[Entity, str] | None:
    """Which of those ``named`` in a sentence before the noun at ``place`` issued it, and how that is said.

    Who reads, gets or rejects a document did not issue it.
    """
    last, text = named[-1], discourse.text
    if last.end > place.start:
        return (last.entity, "the same") if last.entity.words else None
    if _OWNER.fullmatch(text, last.end, place.start):
        return last.entity, "owner"
    verbs = _verbs_between(last, place, text)
    if not verbs.isdisjoint(discourse.lexicon.issuing_verbs) and verbs.isdisjoint(_IS_GIVEN):
        return _with_others(last, named).entity, "just before"
    reports = next((seen for seen in reversed(named) if seen.says or seen.speaker), None)
    if reports and _WITHIN_IT.search(text[max(reports.end, place.start - _LEAD) : place.start]):
        return _with_others(reports, named).entity, "in it"
    return None


def _verbs_between(seen: Seen, place: Span, text: str) -> frozenset[str]:
    """The folded words between somebody and the article or owner of a document's noun."""
    found = None if seen.possessive else _ISSUES.fullmatch(text, seen.end, place.start)
    return frozenset(map(fold, found["verbs"].split())) if found else frozenset()


def _with_others(one: Seen, named: Sequence[Seen]) -> Seen:
    """All whom "and" joins to one of those named in a sentence."""
    together = (seen for seen in named if seen.entity.plural and seen.offset <= one.offset < seen.end)
    return next(together, one)
