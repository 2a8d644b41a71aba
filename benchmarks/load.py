"""Many visitors at once: ``python benchmarks/load.py LIBRARY [--sessions 50] [--seconds 120]``.

LIBRARY is one of 100,000 quotes, as ``benchmarks/big_library.py`` builds it. Each session speaks to a real
server as the browser does, over a websocket on loopback: it searches, filters, opens quotes, goes to articles
and speakers, and pastes an article with a token of its own that no other session may ever receive. Prints the
time of an interaction (median, p95), errors, the memory of the server, and whether each token stayed with its
owner.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from dashboard import megabytes, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from quotes.library import Library

THINKING = (3.0, 9.0)
"""Between how many seconds a visitor looks at what came, before the next act."""

PATIENCE = 60
READ = "FormSubmitter:add_paste-Read"
MOST_SECONDS = 1.0
_WIDGET = re.compile(rb"\$\$ID-[0-9a-f]+-([\w:-]+)")
_TOKEN = re.compile(rb"harbour-token-(\d+)")
_WORDS = ("votes", "council", "market", "water", "school", "money", "year", "plan")


@dataclass(slots=True)
class Course:
    """What happened in all sessions."""

    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    own: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Visitor:
    """One session: what it has set, and what it was told of the page."""

    number: int
    socket: ClientConnection
    course: Course
    values: dict[str, object] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""
    address: str = ""

    async def act(self, trigger: str = "") -> bytes:
        """Send what is set, wait until the page has run, and return all that came; the time is noted."""
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
        self.course.times.append(time.monotonic() - start)
        return came

    async def _answer(self) -> bytes:
        """Return all that comes until the page has run."""
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
                self.course.errors.append(message.delta.new_element.exception.message)
            elif kind == "script_finished":
                self._look_through(b"".join(came))
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return b"".join(came)

    def _look_through(self, came: bytes) -> None:
        """Learn the widgets of the page, and see whether anything of another session came."""
        for found in _WIDGET.finditer(came):
            self.widgets[found[1].decode()] = found[0].decode()
        for token in _TOKEN.finditer(came):
            owner = int(token[1])
            if owner == self.number:
                self.course.own.add(owner)
            else:
                self.course.strangers.append(f"session {self.number} was sent the token of {owner}")


async def visit(number: int, address: str, until: float, asked: dict[str, list[str]], course: Course) -> None:
    """Be one visitor until the time is over."""
    chance = random.Random(number)
    await asyncio.sleep(chance.uniform(0, 8))
    origin = address.rstrip("/")
    uri = f"ws://{origin.removeprefix('http://')}/_stcore/stream"
    try:
        async with connect(
            uri, origin=address.rstrip("/"), subprotocols=["streamlit"], max_size=None
        ) as socket:
            visitor = Visitor(number, socket, course)
            await visitor.act()
            while time.monotonic() < until:
                await asyncio.sleep(chance.uniform(*THINKING))
                await step(visitor, chance, asked)
    except Exception as error:
        course.errors.append(f"session {number}: {type(error).__name__}: {error}")


async def step(visitor: Visitor, chance: random.Random, asked: dict[str, list[str]]) -> None:
    """Do something that visitors do."""
    act = chance.choice(("search", "unsure", "open", "open", "article", "speaker", "quotes", "paste"))
    on_quotes = visitor.page in ("", "quotes")
    if act == "search" and on_quotes:
        visitor.values["words"] = chance.choice(_WORDS)
        await visitor.act()
    elif act == "unsure" and on_quotes:
        visitor.values["unsure"] = not visitor.values.get("unsure", False)
        await visitor.act()
    elif act == "open" and on_quotes and "choose-2" in visitor.widgets:
        await visitor.act(f"choose-{chance.randint(1, 2)}")
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
    """Paste an article that has this session's token, and have it read."""
    await go(visitor, "add", {})
    if READ not in visitor.widgets:  # what was pasted before waits to be added
        return
    text = f"“The harbour-token-{visitor.number} is ours,” Ada Quill said. " * 3
    visitor.values.update(add_text=text, add_title=f"harbour-token-{visitor.number}")
    await visitor.act(READ)


async def run(address: str, process: int, given: argparse.Namespace) -> tuple[Course, list[float]]:
    """Return what happened, and the server's memory every ten seconds, in MB."""
    with Library(given.library, read_only=True) as opened:
        asked = {
            by: opened.counts(by, limit=500)[by].dropna().tolist()  # type: ignore[arg-type]
            for by in ("speaker", "article")
        }
    course, memory = Course(), []
    until = time.monotonic() + given.seconds
    visits = [
        asyncio.create_task(visit(number, address, until, asked, course)) for number in range(given.sessions)
    ]
    while time.monotonic() < until:
        await asyncio.sleep(10)
        memory.append(megabytes(process))
    await asyncio.gather(*visits)
    return course, memory


def main() -> None:
    """Run, and print the figures; the exit status is 1 where a promise is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("library", type=Path)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    given = parser.parse_args()
    os.environ["QUOTES_LIBRARY"] = str(given.library)
    with serving(given.library) as (address, process):
        course, memory = asyncio.run(run(address, process.pid, given))
    print("\n".join(dict.fromkeys(course.errors + course.strangers)))
    times = sorted(course.times)
    late = times[int(0.95 * len(times))]
    print(f"{given.sessions} sessions, {given.seconds:.0f} s, {len(times):,} interactions")
    print(
        f"an interaction: median {statistics.median(times):.2f} s, p95 {late:.2f} s, most {times[-1]:.2f} s"
    )
    print(f"errors: {len(course.errors)}")
    print(f"tokens seen by their owners: {len(course.own)}, by others: {len(course.strangers)}")
    half = len(memory) // 2
    growth = statistics.mean(memory[-3:]) / statistics.mean(memory[half - 1 : half + 2])
    print(f"memory: {', '.join(f'{each:.0f}' for each in memory)} MB; in the second half {growth:.2f} x")
    sys.exit(bool(course.errors or course.strangers or late > MOST_SECONDS))


if __name__ == "__main__":
    main()
