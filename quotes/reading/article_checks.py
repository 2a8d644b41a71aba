"""Which articles are used: not empty, not too long, in English, and each text, or publication, only once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from quotes.reading.input_files import MOST_CHARACTERS
from quotes.reading.languages import other_language
from quotes.reading.reading_outcomes import FoundArticle, ReadingOutcome, Remark
from quotes.reading.titles import tidy_titles
from quotes.text import digest_words, mending_in_words
from quotes.types import Article

Publication = tuple[str | None, str | None, str | None]
"""The outlet, date and web address of an article."""


@dataclass(slots=True)
class SeenTexts:
    """Where each text was seen first, and which of its publications were seen, by its digest."""

    first_places: dict[str, str] = field(default_factory=dict)
    publications: defaultdict[str, set[Publication]] = field(default_factory=lambda: defaultdict(set))


def usable_articles(
    outcomes: Iterable[ReadingOutcome], *, with_copies: bool = False
) -> Iterator[ReadingOutcome]:
    """Pass on the usable articles with tidy titles (`titles`), and a remark for every other one.

    An article with the text of an earlier one is not passed on; ``with_copies``, it is if its outlet, date or
    web address is another one, for a library that keeps where a text was published. If two files have the
    same name, the articles in them still get different ids. A remark follows an article
    whose text has damaged characters.
    """
    seen = SeenTexts()
    names: dict[str, int] = {}
    for outcome in tidy_titles(outcomes):
        if isinstance(outcome, Remark):
            yield outcome
            continue
        if remark := _why_unusable(outcome, seen, with_copies=with_copies):
            yield remark
            continue
        named = outcome.named
        yield outcome._replace(article=_with_unique_id(outcome.article, names)) if named else outcome
        if damage := mending_in_words(outcome.article.text):
            yield Remark(outcome.place, damage, "doubted")


def _why_unusable(found: FoundArticle, seen: SeenTexts, *, with_copies: bool) -> Remark | None:
    """Check one article, and note its text as seen."""
    text = found.article.text
    if not text.strip():
        return Remark(found.place, "the text is empty", "skipped")
    if len(text) > MOST_CHARACTERS:
        reason = f"the text has {len(text):,} characters; an article may have {MOST_CHARACTERS:,}: split it"
        return Remark(found.place, reason)
    if language := other_language(text):
        return Remark(found.place, f"the text is in {language}; only English is read", "skipped")
    digest = digest_words(text)
    first = seen.first_places.setdefault(digest, found.place)
    is_copy = with_copies and _is_new_publication(found.article, seen.publications[digest])
    if first != found.place and not is_copy:
        return Remark(found.place, f"the text is the same as that of {first}", "skipped")
    return None


def _is_new_publication(article: Article, seen: set[Publication]) -> bool:
    """Whether this outlet, date or web address was not seen with a text yet. It is noted in ``seen``."""
    publication = (article.outlet, article.published, article.url)
    is_new = any(publication) and publication not in seen
    seen.add(publication)
    return is_new


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
