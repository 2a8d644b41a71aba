"""A quote with its citation, to paste: plain, and in the styles of Chicago and APA.

The speaker is quoted in the article, so the article is what is cited, as both styles want it for words that
were found in another work. No article here has an author: a style then begins with the title.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from quotes.display import name_with_doubt, one_line, shortened, speaker_in_words
from quotes.types import Quote
from quotes.writing.web_identifiers import web_address

_LONGEST_TITLE = 80
_ENDS = (".", "?", "!", "…")
_INNER_MARKS = str.maketrans('“”"', "‘’'")


class CitedArticle(NamedTuple):
    """What a citation says about an article; empty fields are not known."""

    title: str
    outlet: str
    day: date | None
    url: str


def cited_article(row: Quote) -> CitedArticle:
    """Read the article of a row; one without a title is cited by the first words of the paragraph."""
    title = one_line(row.title or "") or shortened(one_line(row.context), _LONGEST_TITLE)
    return CitedArticle(title, one_line(row.outlet or ""), day_of(row), web_address(row.url) or "")


def day_of(row: Quote) -> date | None:
    """The day on which the article was published, if the row has a whole ISO date."""
    try:
        return date.fromisoformat(row.published or "")
    except ValueError:
        return None


def credited(row: Quote, *, with_role: bool = False) -> str:
    """Name speaker and source, with the doubt about them: "Ada Quill? 38% – check via KBN"."""
    speaker = speaker_in_words(row) if row.speaker else f"Speaker {speaker_in_words(row)}"
    role = f", {row.speaker_role}" if with_role and row.speaker_role else ""
    source = f" via {name_with_doubt(row.source, row.source_confidence)}" if row.source else ""
    return one_line(f"{speaker}{role}{',' if role and source else ''}{source}")


def plain_citation(row: Quote) -> str:
    """Cite in everyday words, with the role of the speaker."""
    article = cited_article(row)
    day = f"{article.day.day} {article.day:%B %Y}" if article.day else ""
    where = _listed([f"“{article.title.translate(_INNER_MARKS)}”", article.outlet, day, article.url])
    return f"“{one_line(row.quote)}” – {credited(row, with_role=True)}. {where}"


def chicago_citation(row: Quote) -> str:
    """Cite as a note in the style of the Chicago Manual (17th edition, 14.191 and 14.260)."""
    article = cited_article(row)
    day = f"{article.day:%B} {article.day.day}, {article.day.year}" if article.day else ""
    where = _listed([article.outlet, day, article.url])
    title = _within_marks(article.title, "," if where else ".")
    end = "." if where else ""
    return f"“{one_line(row.quote)}” {credited(row)}, quoted in {f'{title} {where}'.strip()}{end}"


def apa_citation(row: Quote) -> str:
    """Cite in the text, with the entry of the reference list below (APA, 7th edition, 8.6 and 10.1)."""
    article = cited_article(row)
    year = str(article.day.year) if article.day else "n.d."
    cited = f"{credited(row)}, as cited in {_within_marks(article.title, ',')} {year}"
    day = f"{article.day.year}, {article.day:%B} {article.day.day}" if article.day else "n.d."
    entry = [_ended(article.title), f"({day}).", _ended(article.outlet), article.url]
    return f"“{one_line(row.quote)}” ({cited})\n\n{' '.join(filter(None, entry))}"


CITATIONS: Mapping[str, Callable[[Quote], str]] = {
    "Plain": plain_citation,
    "Chicago": chicago_citation,
    "APA": apa_citation,
}
"""The styles by their names."""


def _listed(parts: list[str]) -> str:
    return ", ".join(filter(None, parts))


def _within_marks(title: str, end: str) -> str:
    """Put a title into quotation marks, with the mark that follows it inside, as both styles have it.

    >>> print(_within_marks("Who said “yes”?", ","), _within_marks("The ferry", ","))
    “Who said ‘yes’?” “The ferry,”
    """
    inner = title.translate(_INNER_MARKS)
    return f"“{inner if inner.endswith(_ENDS) else inner + end}”"


def _ended(text: str) -> str:
    return text if not text or text.endswith(_ENDS) else f"{text}."
