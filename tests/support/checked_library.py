"""The library that drafts are checked against: a report, a transcript, a statement."""

from pathlib import Path

from quotes.extraction import extract_all
from quotes.library import Library
from quotes.types import Article

ARTICLES = (
    Article(
        "“We will not sell the ferry, and the fare will stay as it is until spring,” Ada Quill, the mayor, "
        "told the Ellin Courier.\n\nThe ferry carried four thousand passengers last summer.\n\n"
        "“The crews voted to strike for 300 days,” Bo Reed said. He called the plan “a costly mess”.",
        id="ferry",
        title="The ferry returns",
        outlet="Port Post",
        published="2024-03-05",
        url="https://port-post.example/ferry",
    ),
    Article(
        "ADA QUILL: The harbour belongs to the people who work in it, and to nobody else.\n\n"
        "INTERVIEWER: Will it close?\n\nADA QUILL: Not while I am mayor of this town.\n\n"
        "BO REED: The mayor has never gutted a herring in her life.",
        id="interview",
        title="The harbour hour",
        outlet="Radio Ellin",
        published="2024-03-07",
    ),
    Article(
        "We are sorry for the noise of the dredgers. The work ends in June, as we said in the spring.",
        id="statement",
        outlet="Harbour Board",
    ),
    Article("“The tide,” Cy Marl said, “waits for nobody in this harbour.”", id="tide", outlet="Coast Radio"),
)


def fill(path: Path) -> Path:
    """Make a library of the articles."""
    with Library(path) as library:
        for article, rows in zip(ARTICLES, extract_all(ARTICLES), strict=True):
            library.add(article, rows)
        library.link()
    return path
