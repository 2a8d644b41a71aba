"""Three invented articles in which two speakers have topics of their own, and one in common."""

from made_library import row_of

from quotes.library import Library
from quotes.types import Article

SAID = {
    ("a1", "Port Post", "2024-03-05"): [
        ("Ada Quill", "The winter ferry needs new engines"),
        ("Ada Quill", "People want the winter ferry back"),
        ("Bo Reed", "People pay for every harbour bridge"),
    ],
    ("a2", "Ellin Daily", "2024-04-02"): [
        ("Ada Quill", "Two winter ferries are cheaper than one harbour bridge"),
        ("Ada Quill", "Nobody but Quill would mend our winter ferries"),
        ("Bo Reed", "The harbour bridge is cheaper"),
    ],
    ("a3", "Coast Radio", None): [
        ("Bo Reed", "Long-term care costs people more than the harbour bridge"),
        ("Bo Reed", "Nobody pays for long term care"),
        ("Ada Quill", "The winter ferry needs new engines"),
    ],
}


def article(key: tuple[str, str, str | None]):
    """An article with its rows."""
    doc_id, outlet, day = key
    text = "\n\n".join(f"“{words},” {speaker} said." for speaker, words in SAID[key])
    made = Article(
        f"{outlet} reports on the winter ferry and the bridge.\n\n{text}",
        id=doc_id,
        outlet=outlet,
        published=day,
    )
    return made, [row_of(made, f"{words},", speaker=speaker) for speaker, words in SAID[key]]


def add(library: Library, *doc_ids: str) -> None:
    """Add articles by their ids."""
    for key in SAID:
        if key[0] in doc_ids:
            library.add(*article(key))
    library.link()
