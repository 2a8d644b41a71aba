"""What a library cannot hold of an article."""

from quotes.library import derived_tables, schema
from quotes.types import Article, InputError


def check_article(article: Article) -> None:
    """Refuse an article with a field that a library cannot hold."""
    place = article.id or article.title or "article"
    if not article.text.strip():
        raise InputError(f"{place}: there is no text")
    for name in ("text", *schema.ARTICLE_COLUMNS[1:], "id"):
        check_field(name, getattr(article, name), place)


def check_field(name: str, value: str | None, place: str) -> None:
    """Refuse a value that a library cannot hold; ``place`` says whose it is."""
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise InputError(f"{place!a}: {name} holds half a character (a lone surrogate)") from None
    if name == "published" and value and not derived_tables.is_iso_day(value):
        raise InputError(f"{place}: published must be a date like 2024-03-05")
