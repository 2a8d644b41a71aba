"""Articles with planted quotes: variants of one another, and pairs that only look alike.

Each family has a base quote of invented words, variants of it in other articles, and near-misses. What should
come out for each is known, since it was made so.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from big_library import Dice, World

from quotes.library import Library
from quotes.matching import Wording
from quotes.text import digest_text, make_quote_id
from quotes.types import Article, Quote, Span

FIRST_DAY, DAYS = date(2020, 1, 1), 5 * 365
HEDGES = ("really", "perhaps", "probably", "actually", "certainly")
STOCK = ("the president of the united states", "the end of the second world war", "the rest of the world")
EXACT, SHORTENED, ALTERED, DIFFERENT = (
    Wording(each) for each in ("exact", "shortened", "altered", "different")
)


@dataclass(frozen=True)
class Planted:
    """A planted quote: its words, its base quote's words, and what a comparison of both should say."""

    words: str
    base: str
    kind: str
    expected: Wording


def families(world: World, dice: Dice, number: int) -> Iterator[list[Planted]]:
    """Make families. The base quote comes first; it is the longest."""
    for _ in range(number):
        yield list(_family(world, dice.random))


def _family(world: World, chance: random.Random) -> Iterator[Planted]:
    words = _words(world, chance, chance.randint(18, 32))
    place = chance.randint(6, len(words) - 6)
    hedge, amount = chance.choice(HEDGES), chance.randint(2, 90) * 100
    words[place:place] = ["we", "will", hedge, "pay", f"{amount:,}", "for"]
    if chance.random() < 0.3:
        words[2:2] = chance.choice(STOCK).split()
        place += 6
    base = _sentence(words)

    def made(kind: str, expected: Wording, new: Sequence[str]) -> Planted:
        return Planted(_sentence(new), base, kind, expected)

    yield made("base", EXACT, words)
    yield Planted(base.upper().rstrip("."), base, "capitals", EXACT)
    yield made("will not: won't", ALTERED, [*words[: place + 1], "won't", *words[place + 2 :]])
    yield made("negation", ALTERED, [*words[: place + 2], "not", *words[place + 3 :]])
    yield made("number", ALTERED, [*words[: place + 4], f"{amount * 10:,}", *words[place + 5 :]])
    other = list(words)
    other[place - 3] = _rare(world, chance)
    yield made("one word", ALTERED, other)
    begin = chance.randint(0, 3)
    yield made("beginning", SHORTENED, words[begin : begin + max(12, len(words) // 2)])
    yield made("end", SHORTENED, words[-max(12, len(words) // 2) :])
    yield made("marked gap", SHORTENED, [*words[:7], "…", *words[-8:]])
    yield made("other end", DIFFERENT, [*words[:5], *_words(world, chance, len(words) - 5)])
    yield made("other beginning", DIFFERENT, [*_words(world, chance, len(words) - 5), *words[-5:]])
    stock = chance.choice(STOCK).split()
    yield made("stock phrase", DIFFERENT, [*_words(world, chance, 9), *stock, *_words(world, chance, 9)])


def _words(world: World, chance: random.Random, number: int) -> list[str]:
    """Words of which about half are common ones, as in a sentence."""
    return [word if chance.random() < 0.6 else _rare(world, chance) for word in world.words.draw(number)]


def _rare(world: World, chance: random.Random) -> str:
    return next(
        word for word in iter(lambda: world.words.draw()[0], None) if len(word) > 3 and chance.random() < 0.9
    )


def _sentence(words: Sequence[str]) -> str:
    said = " ".join(words)
    return said[0].upper() + said[1:] + "."


def planted_articles(
    made: Sequence[Sequence[Planted]], world: World, dice: Dice, *, quotes: int = 10
) -> Iterator[tuple[Article, list[Quote], list[Planted]]]:
    """Divide the quotes of families among articles, each family's base on the earliest day."""
    first: list[Planted] = [family[0] for family in made]
    later = [planted for family in made for planted in family[1:]]
    dice.random.shuffle(later)
    speakers = {family[0].base: world.people.draw()[0] for family in made}
    for number, start in enumerate(range(0, len(first) + len(later), quotes)):
        portion = [*first, *later][start : start + quotes]
        day = FIRST_DAY + timedelta(days=0 if start < len(first) else 1 + dice.random.randrange(DAYS))
        yield (*_article(number, portion, speakers, world, day), portion)


def _article(
    number: int, portion: Sequence[Planted], speakers: dict[str, str], world: World, day: date
) -> tuple[Article, list[Quote]]:
    text, spans = f"Planted article {number}.", []
    for planted in portion:
        start = len(text) + 3
        text += f"\n\n“{planted.words}” {speakers[planted.base]} said."
        spans.append(Span(start, start + len(planted.words)))
    article = Article(
        text,
        id=f"planted-{number:06}",
        title=f"Planted {number}",
        outlet=world.outlets.draw()[0],
        published=day.isoformat(),
        url=f"https://planted.example/{number}",
    )
    digest = digest_text(text)
    rows = [
        _row(article, digest, span, planted.words, speakers[planted.base])
        for span, planted in zip(spans, portion, strict=True)
    ]
    return article, rows


def _row(article: Article, digest: str, span: Span, words: str, speaker: str) -> Quote:
    mention = Span(span.end + 2, span.end + 2 + len(speaker))
    return Quote(
        quote_id=make_quote_id(digest, span),
        doc_id=article.id or "",
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        url=article.url,
        quote=words,
        kind="full",
        start=span.start,
        end=span.end,
        speaker=speaker,
        speaker_kind="person",
        speaker_role=None,
        mention=speaker,
        mention_start=mention.start,
        mention_end=mention.end,
        cue="said",
        cue_start=mention.end + 1,
        cue_end=mention.end + 5,
        source=None,
        source_basis=None,
        source_mention=None,
        source_start=None,
        source_end=None,
        rule="clause",
        confidence=0.9,
        source_confidence=0.9,
        context=f"“{words}” {speaker} said.",
        paragraph=1,
        reason="",
    )


def add_planted(library: Library, articles: Sequence[tuple[Article, list[Quote], list[Planted]]]) -> None:
    """Add the articles, without matching their words yet."""
    for article, rows, _ in articles:
        library.add(article, rows)
