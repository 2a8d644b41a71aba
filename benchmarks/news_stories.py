"""Made-up news, and how much its quotes are like one another, beside real news.

    python benchmarks/news_stories.py ARTICLES.json|ARTICLES.jsonl...

People, bodies, outlets and words are those of benchmarks/big_library.py. Every article has a topic, whose
phrases come again in other articles; a few topics are in the news often and most rarely. One article in seven
is a copy or a rewrite of one of the last few hundred, as with the texts of agencies. Nothing depends on
chance: the same number gives the same articles.

The command extracts the quotes of the given articles and of as many made-up ones, and prints how many
articles, quotes and near relatives there are.
"""

import argparse
import re
import tempfile
import time
from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from article_files import read_articles
from big_library import Dice, Often, World, articles
from result_tables import Lines, add_table_options, draw_table, fill_pages
from sqlalchemy import create_engine

from quotes.library import Library
from quotes.library.shared_prints import similar_wordings
from quotes.reading import FoundArticle
from quotes.scale import ExtractedArticle, extract_in_order
from quotes.types import Article

SEED, QUOTES = 13, 10
TOPICS, PHRASES, LETTERS = 150, 20, 4_400
AGAIN, WHOLE, KEPT, SHORTENED = 0.15, 0.5, 0.7, 0.3
"""The share of copies and rewrites; of copies among them; of the paragraphs that a rewrite keeps, and of
those that lose the first words of a quote."""
LAST = 300
LIGHT = (
    "the of and to a in that we is it for on will be with have are this not they was by from but as at "
    "our has their there more who would all been do were can what people when he she about if so must"
)
LIGHT_SHARE, PHRASE_SHARE = 0.45, 0.12

_OPENING = re.compile(r"(?<=“)\w+ \w+ ")
_LONG = "SELECT prints FROM wordings WHERE words >= 8"
_RELATED = "SELECT count(DISTINCT wording) FROM same_words JOIN wordings ON id = wording WHERE words >= 8"
_SPEAKERS = "SELECT count(DISTINCT speaker) FROM listing"


class TopicWords(Often):
    """Draws the words of an article: those of every text, phrases of its topic, and any others."""

    def __init__(self, world: World, dice: Dice) -> None:
        super().__init__(LIGHT.split(), dice, offset=4)
        self._others, self._dice = world.words, dice
        self._topics = Often([self._phrases() for _ in range(TOPICS)], dice, offset=10)
        self.turn()

    def _phrases(self) -> Often:
        return Often([self._others.draw(2) for _ in range(PHRASES)], self._dice, offset=5)

    def turn(self) -> None:
        """Begin another article."""
        (self._topic,) = self._topics.draw()

    def draw(self, number: int = 1) -> list[str]:
        """``number`` words, or one more."""
        found: list[str] = []
        while len(found) < number:
            chance = self._dice.random.random()
            if chance < LIGHT_SHARE:
                found += super().draw()
            elif chance < LIGHT_SHARE + PHRASE_SHARE:
                found += self._topic.draw()[0]
            else:
                found += self._others.draw()
        return found


def news_texts(number: int) -> Iterator[str]:
    """The texts of ``number`` articles."""
    dice = Dice(SEED)
    world = World.make(dice)
    words = TopicWords(world, dice)
    last: deque[str] = deque(maxlen=LAST)
    written = articles(replace(world, words=words), dice, number, QUOTES)
    for _ in range(number):
        if last and dice.random.random() < AGAIN:
            yield _again(dice.random.choice(last), words, dice)
        else:
            words.turn()
            paragraphs = next(written)[0].text.split("\n\n")
            while sum(map(len, paragraphs)) < LETTERS:
                paragraphs.insert(dice.random.randint(1, len(paragraphs)), _paragraph(words, dice))
            last.append("\n\n".join(paragraphs))
            yield last[-1]


def _again(text: str, words: TopicWords, dice: Dice) -> str:
    """A copy of a text, or a rewrite: some paragraphs are gone, and the beginning is another one."""
    if dice.random.random() < WHOLE:
        return text
    kept = [
        _OPENING.sub("", each) if dice.random.random() < SHORTENED else each
        for each in text.split("\n\n")[1:]
        if dice.random.random() < KEPT
    ]
    return "\n\n".join([_paragraph(words, dice), *kept])


def _paragraph(words: TopicWords, dice: Dice) -> str:
    """A paragraph without quotes."""
    lengths = [max(5, int(dice.random.gauss(20, 6))) for _ in range(dice.random.randint(1, 4))]
    return " ".join(f"{' '.join(words.draw(length)).capitalize()}." for length in lengths)


def likeness(texts: Iterable[str]) -> dict[str, str]:
    """How much the quotes of articles are like one another."""
    found = (FoundArticle(str(number), Article(text)) for number, text in enumerate(texts))
    with tempfile.TemporaryDirectory() as folder, Library(Path(folder) / "press.db") as library:
        used = time.process_time()
        extracted = [each for each in extract_in_order(found) if isinstance(each, ExtractedArticle)]
        used = time.process_time() - used
        for each in extracted:
            library.add(each.article, each.rows)
        library.link()
        engine = create_engine(f"sqlite:///{library.path}")
        with engine.connect() as connection:
            prints = connection.exec_driver_sql(_LONG).scalars().all()
            near = [len(similar_wordings(connection, array("I", each))) - 1 for each in prints]
            related = connection.exec_driver_sql(_RELATED).scalar_one()
            speakers = connection.exec_driver_sql(_SPEAKERS).scalar_one()
        engine.dispose()
    quotes = sum(len(each.rows) for each in extracted)
    number = len(extracted)
    return {
        "articles": f"{number:,}",
        "letters an article": f"{fmean(len(each.article.text) for each in extracted):,.0f}",
        "quotes an article": f"{quotes / number:.1f}",
        "words a quote": f"{fmean(len(row.quote.split()) for each in extracted for row in each.rows):.1f}",
        "quotes a speaker": f"{quotes / speakers:.1f}",
        "quotes of 8 words or more": f"{len(prints):,}",
        "of these with near relatives": f"{sum(each > 0 for each in near) / len(near):.1%}",
        "near relatives, on average": f"{fmean(near):.2f}",
        "of these with the same words elsewhere": f"{related / len(near):.1%}",
        "extraction of an article, ms": f"{1000 * used / number:.0f}",
    }


def main() -> None:
    """Print how much quotes are like one another, in real articles and in as many made-up ones."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+", metavar="ARTICLES")
    add_table_options(parser)
    asked = parser.parse_args()
    real = [article.text for file in asked.files for article in read_articles(file)]
    found, made = likeness(real), likeness(news_texts(len(real)))
    lines: Lines = [["", "news", "made up"], *([name, found[name], made[name]] for name in found)]
    table = draw_table(lines, markdown=asked.markdown or bool(asked.fill))
    print(table)
    fill_pages(asked.fill, {"likeness": table})


if __name__ == "__main__":
    main()
