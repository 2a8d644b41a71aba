"""``quotes topics``: what quotes are about."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from quotes.cli.add import LibraryPlace
from quotes.cli.filter_options import check_imports, takes_one
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import harmless, note, one_line_for_bad_input, say
from quotes.library import Filter
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.library import Library

_EVERYTHING = Filter()

By = Annotated[
    Literal["speaker", "source", "outlet"] | None,
    typer.Option(
        "--by",
        metavar="NAMES",
        help="Topics of each speaker, source or outlet that is quoted most.",
        show_default=False,
    ),
]
Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="How many topics.")]
OutputFile = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="The csv, jsonl or xlsx file to write.", show_default=False
    ),
]
Forget = Annotated[bool, typer.Option("--forget", help="Remove the topics; quotes add no longer finds them.")]


@dataclass(frozen=True, slots=True)
class TopicsRequest:
    """Of which quotes to list the topics, and where to."""

    library: LibraryPlace = None
    by: By = None
    limit: Limit = 12
    output: OutputFile = None
    only: Filter = _EVERYTHING
    forget: Forget = False


@one_line_for_bad_input
@takes_one(TopicsRequest)
def topics(asked: TopicsRequest) -> None:
    """List what quotes are about: the terms that set them apart from the others in the library.

    Each line has the number of quotes and of articles, and the topic; the most peculiar come first. Without
    filters, they are the most frequent terms of the library. The first call finds the terms of all quotes;
    from then on, quotes add finds those of new quotes, which takes about a quarter longer. Exit status 2
    means bad input.
    """
    from quotes.library import locate

    check_targets({"-o" if asked.output else PRINTED: asked.output}, library=locate(asked.library))
    if asked.forget:
        _forget(asked)
        return
    with _open_with_topics(asked) as opened:
        from quotes.insight import topics_frame

        check_imports(opened, asked.only)
        frame = topics_frame(opened, asked.only, by=asked.by, limit=asked.limit)
    if frame.empty:
        note("no topics were found")
    if asked.output:
        from quotes.writing import save

        save(frame, asked.output)
        return
    for line in frame.itertuples(index=False):
        name = f"{line[0]}  " if asked.by else ""
        say(harmless(f"{line.quotes:>6,}  {line.articles:>6,}  {name}{line.topic}"))


def _open_with_topics(asked: TopicsRequest) -> "Library":
    """Open the library, and find the terms that are not found yet."""
    from quotes.library import Library

    opened = Library(asked.library, read_only=True)
    if opened.keeps_topics() and not opened.terms_waiting():
        return opened
    opened.close()
    note("finding the topics of new quotes; this takes minutes for a large library")
    writable = Library(asked.library)
    writable.match()
    writable.keep_topics()
    return writable


def _forget(asked: TopicsRequest) -> None:
    from quotes.library import Library

    if not asked.only.is_empty or asked.output or asked.by:
        raise InputError("--forget removes all topics; combine it with --library only")
    with Library(asked.library) as opened:
        opened.keep_topics(False)
