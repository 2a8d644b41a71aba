"""Rules for who is named beside a mention: "the head of the mill, Ada Quill", "Chair of Pell Ada Quill"."""

import re
from collections.abc import Container

from quotes.language import Lexicon, fold
from quotes.speakers import named_mentions
from quotes.speakers.answer_rules import answer_rule
from quotes.speakers.descriptions import DETERMINERS, calls_body, follows_naming
from quotes.speakers.discourse import Discourse
from quotes.speakers.mentions import INDEFINITE, POSSESSIVE, MentionReading
from quotes.speakers.named_mentions import Answer
from quotes.speakers.names import Name
from quotes.speakers.phrases import genders_agree, is_plural
from quotes.speakers.surroundings import is_country, verb_after, word_class

_LEAST_PERSON = 0.3
"""A name in apposition must be a person with at least this probability: not "the capital, Pell,"."""

_PARENTHESIS = re.compile(r"\s\([^()\n]{1,40}\)(?=,\s)")
"""Which part of an office somebody has: "The Commissioner (Lands), Ada Quill, said"."""
_BEFORE_APPOSED = re.compile(
    r"[^,;:()\[\]\"“”—–\n]{0,120}(?:,|\s?[—–]|\s--?)\s?(?:(?:the|a|an)\s(?:\w+\.?\s)?)?"
)
_DIRECTLY = re.compile(r",\s(?:(?:the|an?)\s(?:\w+\.?\s)?)?")
_DIRECTLY_WITHIN = 60
_ADJECTIVE = re.compile(r",\s(?:the\s|an?\s)?([a-z][a-z-]+)\s")
_JOINED_ROLE = re.compile(r"\s(?:and|&)\s(?:[\w-]+\s){0,3}")
_AFTER_APPOSED = re.compile(r"[,.;:]|\s(?:alias|aka|a\.k\.a\.)\s|\s?[—–(]|\s--?\s|\s*(?:\n|\Z)|,?\s?[\"“”]")
_COMPLEMENT = re.compile(r"\s(?:of|for|to|at|in|from|within)\s(?:the\s)?(?:[\w’'-]+\s){0,2}")
_COMPLEMENT_IN_CAPITALS = re.compile(
    r"\s(?:of|for|to|at|in|from|within)\s(?:the\s(?:[a-z-]+(?:al|ing)\s)?)?([A-Z][\w.&-]*)\s"
    r"(?:(?:(?:of|for|and|on|at|&)\s(?:the\s)?)?[A-Z][\w.&-]*\s){0,8}"
)
_SMALL_COMPLEMENT = re.compile(r"\s(?:of|for|at|in|on|to)\s(?:the\s)?(?:[a-z][\w’'-]*\s){1,2}")
_COMPLEMENT_OF_SPEAKER = re.compile(r"\s(?:of|for|at|in|on|to|within)\s(?:[\w’'&-]+\s){1,9}")
_OTHER_LINKS = frozenset(
    {"after", "and", "as", "before", "by", "from", "or", "that", "when", "while", "who", "with"}
)
_VERB_WITHIN = 20
_AFTER_COMPLEMENT = re.compile(r"\s(?:\([A-Z][A-Z.&-]{1,9}\)\s)?")
_AFTER_FIELD = re.compile(r"(?:\s(?:of|for|at|in|on)\s(?:the\s)?[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,5})?,\s")
_LEADS_TO_OWN_NAME = re.compile(
    r"(?:\s(?:of|from|in|at)\s[^,;:()\[\]\"“”—–\n]{1,40})?(?:,?\swho\s|,\s)(?:[\w’'-]+\s){1,12}"
)
_CALLED = re.compile(r",\san?\s(?:(?!(?:an?|of|the|with)\s)[\w’'-]+\s){1,5}(?:called|named)\s")
_NAMED = re.compile(r"\snamed\s")
_IS = re.compile(
    r"(?:\s(?:of|for|at|in|on|from|with|behind)\s[^.,;:()\[\]\"“”—–\n]{1,50})?,?\s(?:is|was|remains)\s"
    r"(?P<title>(?:[\w’'.-]+\s){0,4})"
)
"""Between a role and who has it: "The coach is", "The man behind the plan was former mayor"."""
_IDENTIFIES_BEFORE = re.compile(r"[.,;:]|\s?[—–(]|\s--?\s|\s(?:and|who|from|of)\s|\s*(?:\n|\Z)")
_OF_PERSONS = frozenset({"title", "abbreviation", "honorific", "nation", "first"})
"""Classes of words that are about a person, and so no complement: "a lawyer for Dr Ada Quill"."""

_BRACKETS = re.compile(r"\s\([^()\n]{1,40}\)(?=\s[A-Z])")
_SECOND_TITLE = re.compile(r"\.?\s\((?:[A-Z][a-z]{0,5}\.?\s?){1,2}\)\s")
_BESIDE_WITHIN = 140
_BEFORE_VERB = frozenset({"says", ",says"})
_BEFORE_ANY_VERB = _BEFORE_VERB | {"may say", ",may say"}
_LIKELY_PERSON = 0.5
_PAIR = 2


def gives_name(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The name that somebody gives or has: "A trader, who gave her name only as Ida", "a boy named Bo"."""
    if reading.kind != "phrase":
        return None
    text, end = discourse.text, reading.core.end
    introduces = reading.opening in INDEFINITE and reading.head in discourse.lexicon.roles
    for name in discourse.names_between(end, end + _BESIDE_WITHIN):
        between = text[end : max(end, name.outer.start)]
        own = _LEADS_TO_OWN_NAME.fullmatch(between) and follows_naming(text, name.outer.start)
        if own or _CALLED.fullmatch(between) or (introduces and _NAMED.fullmatch(between)):
            entity = named_mentions.resolve_name(name, discourse).entity
            return Answer(entity, answer_rule("apposed"), f"“{reading.head}” gives the name {entity.name}")
    return None


def is_identified(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Who is said to be what a phrase says: "The driver was Ada Quill, of Pell.", "The coach is Bo Holm"."""
    lexicon, end = discourse.lexicon, reading.core.end
    if reading.kind != "phrase" or reading.head not in lexicon.roles or is_plural(reading, discourse):
        return None
    for name in discourse.names_between(end, end + _BESIDE_WITHIN):
        found = _IS.fullmatch(discourse.text, end, max(end, name.span.start))
        if not found or name.possessive or not _IDENTIFIES_BEFORE.match(discourse.text, name.span.end):
            continue
        entity = named_mentions.resolve_name(name, discourse).entity
        words = found["title"].split()
        if entity.person > _LIKELY_PERSON and all(_is_of_title(word, lexicon) for word in words):
            return Answer(entity, answer_rule("apposed"), f"“{reading.head}” is {entity.name}")
    return None


def _is_of_title(word: str, lexicon: Lexicon) -> bool:
    """May a word be part of the title before a name: "former", "Keld-born", "Dr", not "told" or "with"?"""
    folded = fold(word)
    if word[:1].isupper() or folded in lexicon.roles or folded in lexicon.titles:
        return True
    others = (lexicon.prepositions, lexicon.cue_verbs, lexicon.weak_cue_verbs, lexicon.function_words)
    return (
        folded not in DETERMINERS and not folded.endswith("ed") and not any(folded in each for each in others)
    )


def behind_titles(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The name behind a title that was read without the one in brackets: "Alhaja (Mrs) Ida Bello"."""
    titles = discourse.lexicon.titles
    gap = _SECOND_TITLE.match(discourse.text, reading.core.end)
    if not gap or not all(word in titles or f"{word}." in titles for word in reading.words):
        return None
    for name in discourse.names_between(gap.end(), gap.end() + 1):
        entity = named_mentions.resolve_name(name, discourse).entity
        return Answer(entity, answer_rule("apposed"), f"{entity.name} is named behind “{reading.head}”")
    return None


def behind_brackets(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The name behind a part of an office that was read alone: "The chief (Lands), Dr Ada Quill, said"."""
    text, start, end = discourse.text, reading.core.start, reading.core.end
    if text[start - 1 : start] != "(" or not text.startswith("), ", end):
        return None
    for name in discourse.names_between(end, end + _DIRECTLY_WITHIN)[:1]:
        if len(name.words) > 1 and name.following in _BEFORE_ANY_VERB:
            entity = named_mentions.resolve_name(name, discourse).entity
            return Answer(entity, answer_rule("apposed"), f"{entity.name} is named beside “{reading.head}”")
    return None


def beside_phrase(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The name between commas after a phrase: "The head of the mill, Ada Quill, said".

    Or the name after a second role: "Mill owner and mayor Ada Quill said"; or after a complement with a
    name of its own, one in capitals or one of an office: "The envoy to the Harbour League Ada Quill said",
    "Chief Minister of Pellia Ada Quill said", "Chair of the club Ada Quill said".
    """
    if reading.kind != "phrase":
        return None
    text, end = discourse.text, reading.core.end
    complement_ends = -1
    for name in discourse.names_between(end, end + _BESIDE_WITHIN):
        if text[name.span.start - 1] == "(":
            continue
        between = text[end : name.outer.start if name.outer.start > end else name.span.start]
        between = _PARENTHESIS.sub("", between)
        leads = _BEFORE_APPOSED.fullmatch(between) or _leads_to_role(between, name, discourse.lexicon)
        apposed = leads and _AFTER_APPOSED.match(text, name.span.end)
        if apposed and _is_body(name, discourse.lexicon):
            end = name.span.end  # "The head of repairs, Ministry of Works, Ada Quill, said"
            continue
        second_role = bool(name.before) and _JOINED_ROLE.fullmatch(between) is not None
        cut_short = between == " " and _is_before_verb(name, discourse)
        is_behind = 0 < complement_ends == name.outer.start or _ends_complement(name, reading, end, discourse)
        complemented = len(name.words) > 1 and is_behind
        complement = _COMPLEMENT.fullmatch(between) and _AFTER_COMPLEMENT.match(text, name.span.end)
        complement_ends = complement.end() if complement else -1
        if apposed or second_role or complemented or cut_short:
            entity = named_mentions.resolve_name(name, discourse).entity
            if entity.person > _LEAST_PERSON:
                reason = f"{entity.name} is named beside “{reading.head}”"
                return Answer(entity, answer_rule("apposed"), reason)
        if "," in between:
            return None
    return None


def _leads_to_role(between: str, name: Name, lexicon: Lexicon) -> bool:
    """Is there only an adjective between a comma and the role before a name: ", retired driver Bo Quill"?"""
    word = _ADJECTIVE.fullmatch(between) if name.before else None
    others = (lexicon.prepositions, lexicon.function_words, lexicon.cue_verbs, lexicon.weak_cue_verbs)
    return word is not None and not any(word.group(1) in words for words in (*others, _OTHER_LINKS))


def _is_body(name: Name, lexicon: Lexicon) -> bool:
    """Does a name of several words begin with a word for a body: "Ministry of Works"?"""
    return len(name.words) > 1 and fold(name.form.partition(" ")[0]) in lexicon.organisation_words


def right_beside(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """Who is named right behind a phrase: "Her husband, the welder Bo Quill, agreed", "The union, Keldex,".

    Or behind its role without a comma: "The critic Ada Quill calls it". That leaves no doubt who is meant.
    """
    if reading.kind != "phrase" or is_plural(reading, discourse):
        return None
    text, end, lexicon = discourse.text, reading.core.end, discourse.lexicon
    for name in discourse.names_between(end, end + _DIRECTLY_WITHIN)[:1]:
        if name.possessive:
            return None
        entity = named_mentions.resolve_name(name, discourse).entity
        between = text[end : max(end, name.outer.start)]
        inside = name.outer.start < end and text[end : name.span.start] == " "
        behind_role = inside and name.following in _BEFORE_ANY_VERB and reading.head in lexicon.roles
        behind_role |= _begins_title(reading, name, discourse)
        leads = _DIRECTLY.fullmatch(between) or _leads_to_role(between, name, lexicon)
        apposed = leads and _AFTER_APPOSED.match(text, name.span.end)
        person = len(name.words) > 1 and entity.is_shown_person and genders_agree(reading, entity, discourse)
        # A name that looks like a place is that of a firm in "The firm, Signalix,".
        may_be_body = entity.kind == "organisation" and not is_country(name.form, lexicon)
        body = reading.head in lexicon.organisation_words and may_be_body and not name.before
        called_so = text[end : name.span.start] == " " and calls_body(text, name.span.start, lexicon)
        if (person and (apposed or behind_role)) or (body and (apposed or called_so)):
            return Answer(entity, answer_rule("apposed"), f"{entity.name} is named beside “{reading.head}”")
    return None


def _begins_title(reading: MentionReading, name: Name, discourse: Discourse) -> bool:
    """Is a phrase only the first words of the title before a name: "Member of Parliament Ada Quill"?"""
    titled = fold(discourse.text[reading.core.start : name.span.start].strip())
    begins = name.outer.start == reading.core.start and titled != reading.head
    return begins and (titled in discourse.lexicon.roles or titled in discourse.lexicon.titles)


def beside_name(reading: MentionReading, discourse: Discourse) -> Answer | None:
    """The person between a field of office and the reporting verb: "Head, Public Affairs, Ada Quill said"."""
    if len(reading.names) != 1:
        return None
    field, end = reading.names[0], reading.core.end
    for name in discourse.names_between(end, end + _BESIDE_WITHIN):
        before_verb = _is_before_verb(name, discourse, _BEFORE_ANY_VERB)
        is_field = before_verb and _AFTER_FIELD.fullmatch(discourse.text, end, name.outer.start)
        # "District Collector of Pell Ada Quill said", "said Bishop of Pell Ada Quill", or "Toshao of Pell
        # Village Ada Quill said", with a title in no list
        listed = field.words[-1] in discourse.lexicon.roles
        is_office = (listed or len(field.words) == 1) and _is_before_verb(name, discourse)
        is_office = is_office or (listed and _is_said_by(reading, discourse))
        complement = is_office and _COMPLEMENT_IN_CAPITALS.fullmatch(discourse.text, end, name.span.start)
        aide = _is_aide(reading, field) and discourse.text[end : name.outer.start] == ", "
        if aide and name.following == ",says":
            entity = named_mentions.resolve_name(name, discourse).entity
            return Answer(entity, answer_rule("apposed"), f"{entity.name} is named beside “{field.form}”")
        if len(name.words) > 1 and (is_field or complement):
            entity = named_mentions.resolve_name(name, discourse).entity
            known = named_mentions.resolve_name(field, discourse).entity
            least = _LEAST_PERSON if field.words[-1] in entity.roles else _LIKELY_PERSON
            if entity.person > max(least, known.person):
                reason = f"{entity.name} is named beside “{field.form}”"
                return Answer(entity, answer_rule("apposed"), reason)
    return None


def _is_aide(reading: MentionReading, field: Name) -> bool:
    """Is a mention somebody's aide by letters: "Her PS", "His PA"?"""
    return reading.opening in POSSESSIVE and len(reading.words) == _PAIR and field.form.isupper()


def _ends_complement(name: Name, reading: MentionReading, start: int, discourse: Discourse) -> bool:
    """Is a name right behind the complement of a phrase, and no second person's?

    The complement has capitals, or is that of an office without an article: "Chair of the club Ada Quill", or
    of a title: "the minister of health Ada Quill said". A role before the name is the second person's: "an
    aide to Keld Mayor Ada Quill".
    """
    lexicon = discourse.lexicon
    between = _BRACKETS.sub("", discourse.text[start : name.span.start])
    field = between.rpartition(" on ")[2]
    if name.possessive or any(fold(word) in lexicon.roles for word in field.split()):
        return False
    if complement := _COMPLEMENT_IN_CAPITALS.fullmatch(between):
        opening = set(word_class(complement.group(1), lexicon).split("+"))
        if complement.group().split()[1] == "the":
            opening -= {"first"}  # "councillor for the Ada Hill Ward Bo Quill"
        return field != between or opening.isdisjoint(_OF_PERSONS)
    ranked = reading.opening in lexicon.lower_ranks  # "Deputy khokim of Keld Ada Quill"
    is_office = (ranked or reading.head in lexicon.roles) and reading.opening not in DETERMINERS
    before = _BRACKETS.sub("", discourse.text[start : name.outer.start])
    # Not in "the leader of the ruling Pell Front said".
    is_title = reading.head in lexicon.titles and " the " not in before
    is_office |= is_title and len(name.words) > 1 and _is_before_verb(name, discourse)
    before_verb = _is_before_verb(name, discourse) and not name.before
    if is_office and len(name.words) > 1 and (before_verb or _is_said_by(reading, discourse)):
        complement = _COMPLEMENT_OF_SPEAKER.fullmatch(before)
        return complement is not None and _OTHER_LINKS.isdisjoint(before.split())
    return is_office and _SMALL_COMPLEMENT.fullmatch(before) is not None


def _is_before_verb(name: Name, discourse: Discourse, verbs: Container[str] = _BEFORE_VERB) -> bool:
    """Is a verb of saying behind a name, or behind a day and "has": "Ada Quill on Sunday asked"?"""
    after = verb_after(discourse.text, name.span.end, discourse.lexicon)
    return name.following in verbs or after in verbs


def _is_said_by(reading: MentionReading, discourse: Discourse) -> bool:
    """Is a reporting verb right before a phrase: "said captain of the Pell team Ada Quill"?"""
    start = reading.core.start
    words = discourse.text[max(0, start - _VERB_WITHIN) : start].split()
    return bool(words) and fold(words[-1]) in discourse.lexicon.cue_verbs
