"""What speaks for and against an antecedent: features for the fitted weights.

A feature is a short phrase. Features are joined to what the mention is like ("he", "phrase", "name"), so that
nearness can count more for a pronoun than for a name.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from quotes.language import fold, score
from quotes.speakers.antecedents import Antecedent
from quotes.speakers.entities import Entity
from quotes.speakers.mention_context import MentionContext, shape_of_noun
from quotes.speakers.mentions import DEFINITE, INDEFINITE, POSSESSIVE
from quotes.speakers.name_keys import key
from quotes.speakers.phrases import genders_agree

_OF_EVERYBODY = frozenset({"named before", "named after", "nobody"})
_BUCKETS = ("0", "1", "2", "3-4", "3-4", "5-8", "5-8", "5-8", "5-8")

Template = Callable[[Antecedent, MentionContext], Iterator[str]]


def antecedent_features(antecedent: Antecedent, context: MentionContext) -> list[str]:
    """All features of one antecedent of a mention. Those of `SHARED` also count for every form of mention."""
    shared, own = _features_of(SHARED, antecedent, context), _features_of(OF_ONE_FORM, antecedent, context)
    return [
        *(f"{context.form}: {feature}" for feature in (*shared, *own)),
        *(f"any: {each}" for each in shared),
    ]


def _features_of(templates: Sequence[Template], antecedent: Antecedent, context: MentionContext) -> list[str]:
    """The features that some templates write, without the form of mention."""
    return [feature for template in templates for feature in template(antecedent, context)]


class AntecedentWeights:
    """The weights of a table by form of mention, which is then looked up once and not in each feature."""

    def __init__(self, table: Mapping[str, float]) -> None:
        self._by_form: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for feature, weight in table.items():
            form, _, rest = feature.partition(": ")
            self._by_form[form][rest] = weight

    def score(self, antecedent: Antecedent, context: MentionContext) -> float:
        """Add up what `antecedent_features` weigh."""
        shared = _features_of(SHARED, antecedent, context)
        own = _features_of(OF_ONE_FORM, antecedent, context)
        return score(self._by_form[context.form], shared + own) + score(self._by_form["any"], shared)


def bucket(count: int) -> str:
    """A count, in steps."""
    return _BUCKETS[count] if count < len(_BUCKETS) else "more"


def few(count: int) -> str:
    """A small count, in steps."""
    return str(count) if count < 3 else "3+"


def _rules(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """Which rules propose it, and whether the first of all does; the last ones propose everybody near."""
    for name in dict.fromkeys(answer.rule.name for answer in antecedent.answers):
        yield f"by {name}"
    if antecedent is context.antecedents[0]:
        rule = antecedent.answers[0].rule.name
        yield "nearest" if rule in _OF_EVERYBODY else "first"
        yield f"first, by {rule}"
        yield f"first, by {rule.partition(',')[0]} of any kind"


def _kind(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """What the entity is, by everything that the article says of it."""
    entity = antecedent.entity
    sure = round(antecedent.entity.person * 5) / 5
    yield f"{entity.kind}, person {sure}"
    if entity.is_place:
        yield "place"
    if entity.kind == "unnamed":
        yield f"unnamed {_class_of_unnamed(entity, context)}"
    if entity.plural:
        yield "plural"
    if not entity.name:
        yield f"nobody of {bucket(len(context.fitting))}"
    yield f"{bucket(len(entity.words))} words"
    if entity.words:
        yield f"full name {bucket(entity.weight)}"


def _class_of_unnamed(entity: Entity, context: MentionContext) -> str:
    """What the head of an unnamed antecedent is: "role", "age", "agent" or "noun"."""
    if entity.roles & context.discourse.lexicon.roles.keys():
        return "role"
    return shape_of_noun(entity.name.partition(" of ")[0])


def _gender(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """Gender, alone and with what else is in the way."""
    fit = context.fits[antecedent.entity]
    if fit == "no gender asked":
        return
    yield fit
    right, _ = context.best_fits
    better = right > (antecedent.entity in context.ranks and fit.startswith("right"))
    yield f"{fit.partition(' ')[0]} gender, {'a' if better else 'no'} rival fits"


def _nearness(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """Where it was last referred to, and what has come between."""
    last = context.last(antecedent)
    if last is None:
        if antecedent.entity.words:
            yield "not named yet"
        return
    if last.aside:
        yield "only in a caption or heading"
        return
    discourse, offset = context.discourse, context.reading.core.start
    place = (
        "speaker" if last.speaker else "subject" if last.subject else "owner" if last.possessive else "aside"
    )
    sentences = discourse.sentence_at(offset) - last.sentence
    paragraphs = discourse.paragraph_at(offset) - last.paragraph
    back, apart = few(sentences), few(paragraphs)
    yield f"{place}, {back} sentences before"
    yield f"{place}, {apart} paragraphs before"
    yield f"{back} sentences, {apart} paragraphs before"
    if last.says and not last.speaker and context.form == "he":
        yield f"said something, {back} sentences before"
    rank = context.ranks.get(antecedent.entity)
    if rank is not None:
        yield f"{place}, fitting number {few(rank)} of {few(len(context.fitting))}"
        yield f"{context.head} {place}, fitting number {few(rank)}"
        between = sum(context.last(each).subject for each in context.fitting[:rank])  # type: ignore[union-attr]
        yield f"{place}, {few(between)} other subjects since"
    if last.word and last.word == context.reading.head:
        yield f"the same pronoun, {back} sentences before"
    if discourse.spoke_last(antecedent.entity):
        yield f"spoke last, {apart} paragraphs before"
    elif discourse.has_spoken(antecedent.entity):
        yield "spoke before"


def _prominence(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """How often it was referred to so far."""
    times = context.discourse.times_seen(antecedent.entity)
    yield f"seen {bucket(times)}"
    if times and context.best_fits[1] <= times:
        yield "seen most"


def _own_words(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """Nobody speaks of himself by name."""
    words = antecedent.entity.words
    if words and words[-1] in context.spoken_of:
        yield "named in the own words"


def _phrase(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """How a phrase fits what the article calls an entity."""
    reading, entity = context.reading, antecedent.entity
    if reading.kind != "phrase":
        return
    yield from _phrase_kinds(antecedent, context)
    if entity.kind == "unnamed" and context.last(antecedent):
        yield f"unnamed before, {'the same' if reading.head in entity.roles else 'another'} head"
    if entity is context.owner:
        yield f"is the owner, {context.head}"
    inner = {word for name in reading.inner if name.span.end <= reading.core.end for word in name.words}
    if entity.words and inner & set(entity.words):
        yield "is named in the phrase"
    if reading.head in entity.words:
        yield f"head in the name, {context.head}"
    if not entity.words:
        return
    if context.roles & entity.roles:
        yield "has the role"
        modifiers = {key(word) for word in reading.words[:-1]} - DEFINITE - INDEFINITE - POSSESSIVE
        if modifiers:
            described = {key(word) for word in entity.described}
            shared = len(modifiers & described)
            yield "all modifiers" if shared == len(modifiers) else f"{bucket(shared)} modifiers, not all"
        yield f"one of {few(context.holders)} with the role"
        nations = context.discourse.lexicon.nationalities.keys()
        if context.capitals and context.capitals.isdisjoint(entity.described) and entity.described & nations:
            yield "of another nation"
    elif reading.head in entity.described:
        yield "is called so"
    elif entity.roles and context.roles:
        yield "has other roles"


def _phrase_kinds(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """The head and determiner of a phrase, joined to whether the antecedent is new or named."""
    reading, discourse, entity = context.reading, context.discourse, antecedent.entity
    known = "known" if entity.words or context.last(antecedent) else "new"
    kind = "group" if entity.plural else entity.kind
    if fold(entity.name) in discourse.lexicon.outlets:
        kind = "outlet"
    yield f"{context.article} {context.head}, {known} {kind}"
    yield f"{context.article}, {bucket(len(reading.words))} words, {known} {kind}"
    if known == "new":
        yield f"new, {context.article} {context.head}, {few(context.holders)} with the role"
        yield f"new, {context.article} {context.head}, {few(context.bodies)} bodies named"
        for rule in ("apposed", "issued"):
            if context.has_answer_by(rule):
                yield f"new, but a name is {rule}"
    if context.gender and not genders_agree(reading, entity, discourse):
        yield "genders differ"
    start = reading.core.start
    if discourse.text[start : start + 1].isupper() and start not in discourse.sentence_starts:
        yield f"capital, {known} {kind}"


def _name(antecedent: Antecedent, context: MentionContext) -> Iterator[str]:
    """How a name fits the entity's name."""
    if len(context.reading.names) != 1:
        return
    name, entity = context.reading.names[0], antecedent.entity
    how = (
        "written"
        if not entity.words
        else next(
            (answer.rule.name for answer in antecedent.answers if answer.rule.name in _RELATIONS), "other"
        )
    )
    yield f"{how}, {bucket(len(name.words))} of {bucket(len(entity.words))} words"
    if how == "given":
        listed = name.words[0] in context.discourse.lexicon.first_names
        yield f"given name, {'listed' if listed else 'unlisted'}"
    holders = len([each for each in context.antecedents if each.entity.words != name.words])
    yield f"{how}, one of {bucket(holders)}"
    longer = any(len(each.entity.words) > len(entity.words) for each in context.antecedents)
    yield f"{how}, {'a' if longer else 'no'} longer name"
    title = "honorific" if "honorific" in name.signs else "title" if name.before else "no title"
    yield f"{how}, {title}, {entity.kind}"
    if name.before and set(name.before.split()) & entity.roles:
        yield f"{how}, the same title"
    if "the" in name.signs:
        yield f"{how}, the, {entity.kind}"
    if name.headline:
        yield f"{how}, headline"


_RELATIONS = frozenset({"full", "full name", "surname", "given", "middle", "misspelt"})

SHARED: tuple[Template, ...] = (_rules, _gender, _nearness, _prominence, _own_words)
"""Evidence that counts for every form of mention, and more or less for each of them."""

OF_ONE_FORM: tuple[Template, ...] = (_kind, _phrase, _name)
"""Evidence that counts for one form of mention only."""
