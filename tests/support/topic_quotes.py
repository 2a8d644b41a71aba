"""Three invented articles in which two speakers have topics of their own, and one in common."""

from collections.abc import Mapping, Sequence

from made_library import row_of

from quotes.library import Library
from quotes.types import Article

Key = tuple[str, str, str | None]
Said = Mapping[Key, Sequence[tuple[str, str]]]

SAID: Said = {
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


TITLED: Said = {
    ("b1", "Port Post", "2024-05-01"): [
        ("Ada Quill", "Mayor Hollin has closed the swing bridge"),
        ("Ada Quill", "Mr. Hollin has another plan, and Mayor Hollin knows it"),
        ("Bo Reed", "The winter ferry costs more than Tansy Hollin says"),
        ("Bo Reed", "Ask Tansy Hollin about the swing bridge"),
    ],
    ("b2", "Ellin Daily", "2024-05-02"): [
        ("Ada Quill", "The winter ferry was a promise of Mr. Hollin"),
        ("Ada Quill", "Nobody but Tansy Hollin would deny it, and Tansy Hollin does"),
        ("Bo Reed", "The Gang of Four wants another harbour"),
        *(("Cleo Marsh", f"Nothing moves before summer {year}") for year in range(2031, 2051)),
    ],
}
"""Somebody is named with a title, by the surname and in full."""


def article(key: Key, said: Said = SAID):
    """An article with its rows."""
    doc_id, outlet, day = key
    text = "\n\n".join(f"“{words},” {speaker} said." for speaker, words in said[key])
    made = Article(
        f"{outlet} reports on the winter ferry and the bridge.\n\n{text}",
        id=doc_id,
        outlet=outlet,
        published=day,
    )
    return made, [row_of(made, f"{words},", speaker=speaker) for speaker, words in said[key]]


def add(library: Library, *doc_ids: str, said: Said = SAID) -> None:
    """Add articles by their ids."""
    for key in said:
        if key[0] in doc_ids:
            library.add(*article(key, said))
    library.link()
