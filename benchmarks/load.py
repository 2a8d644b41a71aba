"""Many visitors at once: ``python benchmarks/load.py LIBRARY [--sessions 50] [--seconds 120]``.

LIBRARY holds 100,000 quotes, as ``benchmarks/big_library.py FILE --articles 5000`` builds it. Each session
talks to a real server over a websocket, as the browser does. It searches, filters, opens quotes, visits
articles and speakers, and pastes an article with a token of its own that no other session may ever receive.
The script prints the time of an interaction (median, 95th percentile), errors, the server's memory, and
whether each token stayed with its owner.
"""

import argparse
import asyncio
import random
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from server_and_browser import Server, dashboard_of
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from quotes.library import Library

THINKING = (3.0, 9.0)
"""Seconds between a visitor's acts, at least and at most."""

PATIENCE = 60
PREVIEW = "FormSubmitter:add_paste-"
"""How the id of the button under a pasted text begins."""

MOST_SECONDS = 1.0
_WIDGET = re.compile(rb"\$\$ID-[0-9a-f]+-([\w:-]+)")
_TOKEN = re.compile(rb"harbour-token-(\d+)")
_WORDS = ("votes", "council", "market", "water", "school", "money", "year", "plan")


@dataclass(slots=True)
class Outcomes:
    """What happened in all sessions."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    own: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Visitor:
    """One session: what it has set, and what it knows of the page."""

    number: int
    socket: ClientConnection
    outcomes: Outcomes
    values: dict[str, object] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""
    address: str = ""

    async def act(self, trigger: str = "") -> bytes:
        """Send what is set and wait until the page has run; the answer is all that came."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.address
        asked.page_script_hash = self.pages.get(self.page, "")
        for key, value in self.values.items():
            if key in self.widgets:
                state = asked.widget_states.widgets.add(id=self.widgets[key])
                setattr(state, "bool_value" if isinstance(value, bool) else "string_value", value)
        if trigger:
            asked.widget_states.widgets.add(id=self.widgets[trigger], trigger_value=True)
        start = time.monotonic()
        await self.socket.send(message.SerializeToString())
        came = await asyncio.wait_for(self._answer(), PATIENCE)
        self.outcomes.times.append(time.monotonic() - start)
        return came

    async def _answer(self) -> bytes:
        """All that comes until the page has run."""
        came = []
        while True:
            data = await self.socket.recv(decode=False)
            came.append(data)
            message = ForwardMsg()
            message.ParseFromString(data)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
            elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
                self.outcomes.errors.append(message.delta.new_element.exception.message)
            elif kind == "script_finished":
                self._look_through(b"".join(came))
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return b"".join(came)

    def _look_through(self, came: bytes) -> None:
        """Note the widgets of the page, and whether anything of another session came."""
        for found in _WIDGET.finditer(came):
            self.widgets[found[1].decode()] = found[0].decode()
        for token in _TOKEN.finditer(came):
            owner = int(token[1])
            if owner == self.number:
                self.outcomes.own.add(owner)
            else:
                self.outcomes.strangers.append(f"session {self.number} was sent the token of {owner}")


async def visit(  # noqa: PLR0913, PLR0917  (what all visitors share)
    number: int,
    address: str,
    until: float,
    asked: dict[str, list[str]],
    thinking: tuple[float, float],
    outcomes: Outcomes,
) -> None:
    """Act as one visitor until the time is over."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, 8))
    try:
        async with page_of(address) as socket:
            visitor = Visitor(number, socket, outcomes)
            await visitor.act()
            while time.monotonic() < until:
                await asyncio.sleep(chance.uniform(*thinking))
                await step(visitor, chance, asked)
    except Exception as error:
        outcomes.errors.append(f"session {number}: {type(error).__name__}: {error}")


def page_of(address: str) -> connect:
    """Open the dashboard as a browser does."""
    origin = address.rstrip("/")
    uri = f"ws://{origin.removeprefix('http://')}/_stcore/stream"
    return connect(uri, origin=origin, subprotocols=["streamlit"], max_size=None)


async def visit_every_page(server: Server, library: Path) -> None:
    """Have the server load what it loads when a page is first drawn."""
    asked = asked_of(library)
    async with page_of(server.address) as socket:
        visitor = Visitor(-1, socket, Outcomes())
        await visitor.act()
        await go(visitor, "quotes", {"words": _WORDS[0]})
        await go(visitor, "article", {"article": asked["article"][0]})
        await go(visitor, "speakers", {"speaker": asked["speaker"][0]})
        await paste(visitor)


async def step(visitor: Visitor, chance: random.Random, asked: dict[str, list[str]]) -> None:
    """Do something that visitors do."""
    act = chance.choice(("search", "unsure", "open", "open", "article", "speaker", "quotes", "paste"))
    on_quotes = visitor.page in ("", "quotes")
    if act == "search" and on_quotes:
        await go(visitor, "quotes", {"words": chance.choice(_WORDS)})
    elif act == "unsure" and on_quotes:
        await go(visitor, "quotes", {"unsure": "1"})
    elif act == "open":
        await go(visitor, "quotes", {"quote": chance.choice(asked["quote"])})
    elif act == "paste":
        await paste(visitor)
    else:
        page = {"article": "article", "speaker": "speakers"}.get(act, "quotes")
        name = {"article": "article", "speakers": "speaker"}.get(page)
        await go(visitor, page, {name: chance.choice(asked[name])} if name else {})


async def go(visitor: Visitor, page: str, parameters: dict[str, str]) -> None:
    """Go to a page."""
    visitor.values.clear()
    visitor.widgets.clear()
    visitor.page, visitor.address = page, urlencode(parameters)
    await visitor.act()


async def paste(visitor: Visitor) -> None:
    """Paste an article with this session's token and preview it."""
    await go(visitor, "add", {})
    button = next((each for each in visitor.widgets if each.startswith(PREVIEW)), None)
    if button is None:  # the article that was pasted before waits to be added
        return
    text = f"“The harbour-token-{visitor.number} is ours,” Ada Quill said. " * 3
    visitor.values.update(add_text=text, add_title=f"harbour-token-{visitor.number}")
    await visitor.act(button)


def asked_of(library: Path) -> dict[str, list[str]]:
    """The speakers, articles and quotes that visitors ask for."""
    with Library(library, read_only=True) as opened:
        asked = {
            by: opened.counts(by, limit=500)[by].dropna().tolist()  # type: ignore[arg-type]
            for by in ("speaker", "article")
        }
        asked["quote"] = [row.quote_id for row in opened.page(limit=500)]
    return asked


async def run(server: Server, given: argparse.Namespace) -> tuple[Outcomes, list[float]]:
    """What happened, and the server's memory every ten seconds, in MB."""
    asked = asked_of(given.library)
    outcomes, memory = Outcomes(), []
    until = time.monotonic() + given.seconds
    visits = [
        asyncio.create_task(visit(number, server.address, until, asked, tuple(given.thinking), outcomes))
        for number in range(given.sessions)
    ]
    while time.monotonic() < until:
        await asyncio.sleep(min(10, given.seconds / 6))
        memory.append(server.megabytes)
    await asyncio.gather(*visits)
    return outcomes, memory


def main() -> None:
    """Run and print the figures; the exit status is 1 if anything failed or took too long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--thinking", type=float, nargs=2, default=THINKING, help="between acts of a visitor")
    given = parser.parse_args()
    with dashboard_of(given.library) as server:
        outcomes, memory = asyncio.run(run(server, given))
    print("\n".join(dict.fromkeys(outcomes.errors + outcomes.strangers)))
    times = sorted(outcomes.times)
    late = times[int(0.95 * len(times))]
    print(f"{given.sessions} sessions, {given.seconds:.0f} s, {len(times):,} interactions")
    print(
        f"time of an interaction: median {statistics.median(times):.2f} s, 95th percentile {late:.2f} s, "
        f"longest {times[-1]:.2f} s"
    )
    print(f"errors: {len(outcomes.errors)}")
    print(f"tokens seen by their owners: {len(outcomes.own)}, by others: {len(outcomes.strangers)}")
    half = len(memory) // 2
    growth = statistics.mean(memory[-3:]) / statistics.mean(memory[half - 1 : half + 2])
    megabytes = ", ".join(f"{each:.0f}" for each in memory)
    print(f"memory: {megabytes} MB; growth in the second half: {growth:.2f} x")
    sys.exit(bool(outcomes.errors or outcomes.strangers or late > MOST_SECONDS))


if __name__ == "__main__":
    main()
