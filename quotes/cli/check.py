"""``quotes check``: whether the quotes of a draft are right."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from quotes.checking import ReportFormat
from quotes.cli.add import LibraryPlace
from quotes.cli.output import print_out
from quotes.cli.reading_options import Jobs, note_unread
from quotes.cli.remarks import Errors, Remarks
from quotes.cli.targets import PRINTED, check_targets
from quotes.cli.terminal import BAD_INPUT, SOME_FAILED, harmless, note, one_line_for_bad_input, say
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.checking import CheckedAgainst, DraftCheck
    from quotes.library import Library

_AGAINST = "--against"
_NO_ARTICLES = "no article could be read from the files to check against"
_EMPTY = "the library is empty; add articles with quotes add, or name files with --against"
_THE_FILES = "the files named with --against"


class CheckCommand(TyperCommand):
    """Takes all the paths that follow ``--against``, up to the next option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Write ``--against`` before each of its paths."""
        return super().parse_args(ctx, [*_spelt_out(args)])


def _spelt_out(args: list[str]) -> Iterator[str]:
    """Yield the arguments with ``--against`` before each path that it takes.

    >>> [*_spelt_out(["draft.md", "--against", "a.txt", "b.txt", "-o", "report.md"])]
    ['draft.md', '--against', 'a.txt', '--against', 'b.txt', '-o', 'report.md']
    """
    takes = number = 0
    for place, each in enumerate(args):
        if each == "--":
            yield from args[place:]
            return
        if each.startswith("-") and each != "-":
            takes, number = each == _AGAINST, 0
        elif takes:
            number += 1
            if number > 1:
                yield _AGAINST
        yield each


check = typer.Typer(add_completion=False, rich_markup_mode=None)


@check.command("check", cls=CheckCommand)
@one_line_for_bad_input
def run_check(  # noqa: PLR0913, PLR0917  (an argument for each option)
    drafts: Annotated[
        list[str],
        typer.Argument(
            metavar="DRAFT",
            help="The drafts: files as for extract, web addresses, or - for standard input. Name them before "
            "--against.",
            show_default=False,
        ),
    ],
    against: Annotated[
        list[str] | None,
        typer.Option(
            _AGAINST,
            metavar="PATH...",
            help="Look the words up in these files, folders or web addresses, and not in the library. Takes "
            "all paths up to the next option.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="REPORT",
            help="The report to write, in the format of its suffix. It appears whole or not at all.",
            show_default=False,
        ),
    ] = None,
    report_format: Annotated[
        ReportFormat | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(ReportFormat)}. Default: by REPORT's suffix; without REPORT, lines to read.",
            show_default=False,
        ),
    ] = None,
    library: LibraryPlace = None,
    errors: Errors = None,
    jobs: Jobs = 1,
) -> None:
    """Check whether the quotes of a draft are right.

    Each quote of the draft is looked up in the quotes of the library and in the full text of its articles,
    with the speaker and the source that the draft gives it. The verdict is confirmed, shortened, altered,
    other speaker, other source, or not found, which means: not in this library. Nothing is stored of the
    draft. Exit status 1 means that a quote is neither confirmed nor shortened or that a draft could not be
    read, 2 bad input.
    """
    from quotes.checking import report_bytes, report_format_of_file

    chosen = report_format or (report_format_of_file(output) if output else None)
    if chosen and not output and not chosen.is_text:
        raise InputError(f"{chosen} cannot be printed: choose a file with -o")
    from quotes.library import locate

    place = None if against else locate(library)
    check_targets(
        {"-o" if output else PRINTED: output, "--errors": errors}, [*drafts, *(against or ())], place
    )
    note_unread(drafts)
    remarks = Remarks()
    with _words_to_search(against, library, remarks, jobs) as (words, named):
        checks = [*_checked(drafts, words, remarks, jobs)]
    remarks.report(errors)
    if not checks:
        raise typer.Exit(BAD_INPUT)
    if chosen:
        content = report_bytes(checks, chosen, named)
        _put_out(content, output)
    else:
        _print(checks, named)
    if not any(each.quotes for each in checks):
        note(
            "no quotes were found in the draft" if len(checks) == 1 else "no quotes were found in the drafts"
        )
    if remarks.some_failed or not all(each.passes for each in checks):
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _words_to_search(
    against: list[str] | None, place: str | None, remarks: Remarks, jobs: int
) -> "Iterator[tuple[Library, CheckedAgainst]]":
    """Open the library, or make one of the files to check against, which is deleted at the end."""
    from quotes.checking import CheckedAgainst
    from quotes.library import Library

    with ExitStack() as stack:
        if against:
            folder = stack.enter_context(
                TemporaryDirectory(prefix="quotes-check-", ignore_cleanup_errors=True)
            )
            library = stack.enter_context(Library(Path(folder) / "against.sqlite"))
            _fill(library, against, remarks, jobs)
        else:
            library = stack.enter_context(Library(place, read_only=True))
        if library.articles(limit=1).empty:
            raise InputError(_NO_ARTICLES if against else f"{library.path}: {_EMPTY}")
        yield library, CheckedAgainst(_THE_FILES, is_kept=False) if against else CheckedAgainst()


def _fill(library: "Library", paths: list[str], remarks: Remarks, jobs: int) -> None:
    """Add the articles to check against."""
    from quotes.intake import add_articles
    from quotes.reading import Remark, read_outcomes

    note_unread(paths)
    for each in add_articles(library, read_outcomes(paths), jobs=jobs):
        if isinstance(each, Remark):
            remarks.add(each)


def _checked(drafts: list[str], library: "Library", remarks: Remarks, jobs: int) -> "Iterator[DraftCheck]":
    """Yield the check of each draft that could be read."""
    from quotes.checking import check_drafts
    from quotes.reading import Remark, read_outcomes

    for each in check_drafts(read_outcomes(drafts), library, jobs=jobs):
        if isinstance(each, Remark):
            remarks.add(each)
        else:
            yield each


def _put_out(content: bytes, output: Path | None) -> None:
    from quotes.writing import replace_file

    if output:
        replace_file(output, content)
    else:
        print_out(content)


def _print(checks: "list[DraftCheck]", against: "CheckedAgainst") -> None:
    """Print a few lines for each quote, and a summary."""
    from quotes.checking import report_lines, summary

    for check in checks:
        if len(checks) > 1:
            say(harmless(check.name))
        for each in check.quotes:
            for line in report_lines(each, against):
                say(harmless(line))
    say(summary(checks))
    if any(not each.verdict.passes for check in checks for each in check.quotes):
        say(against.not_found_means)
