"""Which articles are used: not empty, not too long, in English, and each text only once."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from quotes.reading.input_files import MOST_CHARACTERS
from quotes.reading.languages import other_language
from quotes.reading.reading_outcomes import FoundArticle, ReadingOutcome, Remark
from quotes.reading.titles import tidy_titles
from quotes.text import digest_words, mending_in_words
from quotes.types import Article


def usable_articles(outcomes: Iterable[ReadingOutcome]) -> Iterator[ReadingOutcome]:
    """Pass on the usable articles with tidy titles (`titles`), and a remark for every other one.

    If two files have the same name, the articles in them still get different ids. A remark follows an article
    whose text has damaged characters.
    """
    first_places: dict[str, str] = {}
    names: dict[str, int] = {}
    for outcome in tidy_titles(outcomes):
        if isinstance(outcome, Remark):
            yield outcome
            continue
        if remark := _why_unusable(outcome, first_places):
            yield remark
            continue
        named = outcome.named
        yield outcome._replace(article=_with_unique_id(outcome.article, names)) if named else outcome
        if damage := mending_in_words(outcome.article.text):
            yield Remark(outcome.place, damage, "doubted")


def _why_unusable(found: FoundArticle, first_places: dict[str, str]) -> Remark | None:
    """Check one article; ``first_places`` remembers where each text was first seen."""
    text = found.article.text
    if not text.strip():
        return Remark(found.place, "the text is empty", "skipped")
    if len(text) > MOST_CHARACTERS:
        reason = f"the text has {len(text):,} characters; an article may have {MOST_CHARACTERS:,}: split it"
        return Remark(found.place, reason)
    if language := other_language(text):
        return Remark(found.place, f"the text is in {language}; only English is read", "skipped")
    first = first_places.setdefault(digest_words(text), found.place)
    if first != found.place:
        return Remark(found.place, f"the text is the same as that of {first}", "skipped")
    return None


def _with_unique_id(article: Article, names: dict[str, int]) -> Article:
    """Add "-2" to the id of the second article of a name, "-3" to the third; ids that are taken are left out.

    ``names`` remembers for each id the number that the next article of that name may get.
    """
    free, number = article.id, names.get(article.id, 1)
    while free in names:
        number += 1
        free = f"{article.id}-{number}"
    names[article.id] = number
    names.setdefault(free, 1)
    return article if free == article.id else replace(article, id=free)
