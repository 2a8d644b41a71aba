"""Articles that carry the same words: whole, shortened, altered, and given to somebody else."""

from made_library import row_of

from quotes.library import Library
from quotes.types import Article

WORDS = "We will not close the harbour before the last of the fishing boats has come home this winter"
SHORTENED = "We will not close the harbour before the last of the fishing boats has come home"
DENIED = "We will close the harbour before the last of the fishing boats has come home this winter"
_CARRIED = (
    ("wire", "Harbour Wire", "2024-03-01", "Ada Quill", WORDS),
    ("post", "Port Post", "2024-03-02", "Ada Quill", WORDS),
    ("daily", "Ellin Daily", "2024-03-03", "Ada Quill", SHORTENED),
    ("radio", "Coast Radio", "2024-03-05", "Ada Quill", DENIED),
    ("star", "Evening Star", "2024-03-09", "Bo Reed", WORDS),
    ("other", "Port Post", "2024-03-07", "Ada Quill", "Rain is all that this town has ever had in plenty"),
)


def add_carried(library: Library) -> dict[str, str]:
    """Add the articles; each quote's id by its article's."""
    ids = {}
    for name, outlet, day, speaker, words in _CARRIED:
        article = Article(
            f"“{words},” {speaker} told {outlet}.",
            id=name,
            title=f"News of the {name}",
            outlet=outlet,
            published=day,
            url=f"https://{name}.example/harbour",
        )
        row = row_of(article, words, speaker=speaker, source="Ellin Wire" if name == "daily" else None)
        library.add(article, [row])
        ids[name] = row.quote_id
    library.link()
    return ids
