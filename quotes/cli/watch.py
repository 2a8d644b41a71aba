"""``quotes watch``: follow feeds, news sitemaps and folders."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from quotes.cli.add import LibraryPlace
from quotes.cli.migration_lines import MigrationLines
from quotes.cli.reading_options import Jobs
from quotes.cli.terminal import SOME_FAILED, harmless, note, one_line_for_bad_input, say
from quotes.cli.termination import SECONDS_TO_STOP_FOLLOWING, cleaning_up, ending_without_error
from quotes.types import InputError

if TYPE_CHECKING:
    from quotes.intake import RoundOutcome
    from quotes.library import FollowedSource, Library
    from quotes.reading import Remark

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="The web address of a feed or news sitemap, an OPML file of feeds, or a folder.",
    ),
]


AllowAddress = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-address",
        metavar="HOST:PORT",
        help="Also follow what is at this address, though it is not public. May be given several times.",
        show_default=False,
    ),
]


class _WatchCommands(TyperGroup):
    """The commands of ``quotes watch``; without the name of one, the sources are followed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the command that follows in front, if none is named."""
        named = args[0] if args else ""
        if named not in self.commands and named not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)


watch = typer.Typer(
    name="watch",
    cls=_WatchCommands,
    help="Follow feeds (RSS, Atom, JSON), news sitemaps and folders, and store the articles that appear in "
    "them.\n\nquotes watch [SOURCE]... is short for quotes watch run.",
    add_completion=False,
    rich_markup_mode=None,
)


@watch.command()
@one_line_for_bad_input
def run(  # noqa: PLR0913, PLR0917  (an argument for each option)
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE",
            help="The web address of a feed or news sitemap, an OPML file of feeds, or a folder. "
            "Default: all that were added with quotes watch add.",
            show_default=False,
        ),
    ] = None,
    library: LibraryPlace = None,
    once: Annotated[bool, typer.Option("--once", help="Read each source once, and end.")] = False,
    every: Annotated[
        int, typer.Option("--every", min=1, metavar="MINUTES", help="Read each feed this often.")
    ] = 15,
    pause: Annotated[
        float,
        typer.Option("--pause", min=0, metavar="SECONDS", help="Wait between two requests to one site."),
    ] = 1.0,
    timeout: Annotated[
        float, typer.Option("--timeout", min=1, metavar="SECONDS", help="Give an answer up after this time.")
    ] = 20.0,
    allow_address: AllowAddress = None,
    user_agent: Annotated[
        str | None,
        typer.Option(
            "--user-agent",
            metavar="TEXT",
            help="What to call yourself when fetching pages; best with an address for questions.",
            show_default=False,
        ),
    ] = None,
    look_again: Annotated[
        bool,
        typer.Option(
            "--look-again/--no-look-again",
            help="Ask the pages of new articles four times in two days whether they have changed.",
        ),
    ] = True,
    jobs: Jobs = 1,
) -> None:
    """Read what is new in the sources, now and again, until stopped; the default of quotes watch.

    Each article is stored completely or not at all, and none is added twice, whenever this is stopped. What
    fails is reported; the run continues. One process follows the sources of a library at a time. With --once,
    exit status 1 means that something failed.
    """
    from quotes.intake import USER_AGENT, Watch, WatchSettings, allowed_address, checked_agent, sources_named

    settings = WatchSettings(
        agent=checked_agent(user_agent or USER_AGENT),
        allowed=frozenset(map(allowed_address, allow_address or ())),
        pause=pause,
        every=every,
        seconds=timeout,
        jobs=jobs,
        looks_again=look_again,
    )
    named = sources_named(sources or ())
    with (
        ending_without_error(within=SECONDS_TO_STOP_FOLLOWING) as is_stopped,
        _opened(library) as opened,
    ):
        opened.remember(named)
        if not named and not opened.followed():
            raise InputError("nothing is followed yet; name a source, or add one with quotes watch add")
        places = [place for _, place in named] or None
        following = Watch(opened, settings, places, tell=_tell)
        with _saying_what_is_left(opened, is_stopped):
            if once:
                outcome = following.once()
                _report(outcome)
                if outcome.failed or outcome.sources["failed"]:
                    raise typer.Exit(SOME_FAILED)
            else:
                note("following the sources; Ctrl-C ends it")
                following.done = _report_news
                following.forever()


@watch.command()
@one_line_for_bad_input
def add(sources: Sources, library: LibraryPlace = None, allow_address: AllowAddress = None) -> None:
    """Follow sources from now on. They are read when quotes watch runs.

    If the address of a web page is named, the feed that the page names is followed.

    Exit status 2 means bad input.
    """
    from quotes.intake import WatchSettings, allowed_address, sources_named, with_feeds_found

    settings = WatchSettings(allowed=frozenset(map(allowed_address, allow_address or ())))
    named = sources_named(sources)
    with _opened(library) as opened:
        named = with_feeds_found(opened, named, settings, tell=note)
        added = opened.follow(named)
    there = len(named) - added
    say(f"sources: {added:,} added" + (f", {there:,} followed already" if there else ""))


@watch.command()
@one_line_for_bad_input
def remove(sources: Sources, library: LibraryPlace = None) -> None:
    """Follow sources no longer. Their articles stay.

    Exit status 2 means bad input.
    """
    with _opened(library) as opened:
        opened.unfollow(_places(sources))
    say(f"sources: {len(sources):,} removed")


@watch.command()
@one_line_for_bad_input
def pause(sources: Sources, library: LibraryPlace = None) -> None:
    """Leave sources alone until quotes watch resume.

    Exit status 2 means bad input.
    """
    with _opened(library) as opened:
        opened.pause(_places(sources))
    say(f"sources: {len(sources):,} paused")


@watch.command()
@one_line_for_bad_input
def resume(sources: Sources, library: LibraryPlace = None) -> None:
    """Read sources again that were paused.

    Exit status 2 means bad input.
    """
    with _opened(library) as opened:
        opened.pause(_places(sources), paused=False)
    say(f"sources: {len(sources):,} resumed")


@watch.command(name="list")
@one_line_for_bad_input
def list_sources(library: LibraryPlace = None) -> None:
    """List the sources that are followed: when each was last read, what it gave, and what failed.

    Exit status 2 means bad input.
    """
    from quotes.library import Library

    with Library(library, read_only=True) as opened:
        sources = opened.followed()
        if not sources:
            note("no sources are followed")
        for source in sources:
            say(harmless(_line(source)))
            for each in opened.entry_problems(source.id):
                say(harmless(f"    {each.read[:16].replace('T', ' ')}  {each.address}: {each.problem}"))


@contextmanager
def _opened(library: str | None) -> "Iterator[Library]":
    from quotes.library import Library

    with Library(library, watch=MigrationLines()) as opened:
        yield opened


@contextmanager
def _saying_what_is_left(library: "Library", is_stopped: Callable[[], bool]) -> "Iterator[None]":
    """Say so if this is stopped before what was stored is linked, which may take longer than one waits."""

    def say_it() -> None:
        if is_stopped() and not library.is_linked():
            note("stopped; quotes watch links the names and words of the last articles when it starts again")

    with cleaning_up(say_it):
        yield


def _places(sources: list[str]) -> list[str]:
    from quotes.intake import place_of_source

    return [place_of_source(each) for each in sources]


def _line(source: "FollowedSource") -> str:
    """Put a source into one line."""
    parts = [source.place]
    if source.title:
        parts.append(source.title)
    if source.is_paused:
        parts.append("paused")
    read = source.last_read[:16].replace("T", " ") if source.last_read else "not yet"
    parts += [f"last read: {read}", f"articles: {source.articles:,} ({source.new:,} new)"]
    if source.problem:
        parts.append(f"failed {source.failures:,} times: {source.problem}")
    return "  ".join(parts)


def _tell(remark: "Remark") -> None:
    note(f"{remark.outcome}: {remark}")


def _report_news(outcome: "RoundOutcome") -> None:
    """Print what came of a round, with the time, if there is anything to say."""
    if outcome.has_news:
        _report(outcome, f"{datetime.now().isoformat(' ', 'minutes')}  ")


def _report(outcome: "RoundOutcome", when: str = "") -> None:
    """Print what came of a round."""
    from quotes.library import Added

    sources = {name: outcome.sources[name] for name in ("read", "unchanged", "failed", "left alone")}
    articles = {str(each): outcome.articles[each] for each in Added if each is not Added.there}
    articles["failed"] = outcome.failed
    left = f"; left for the next round: {outcome.left:,}" if outcome.left else ""
    say(f"{when}sources: {_counts(sources)}; articles: {_counts(articles)}; quotes: {outcome.quotes:,}{left}")


def _counts(numbers: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in numbers.items() if number) or "none"
