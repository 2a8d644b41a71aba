"""The page of quotes without a browser: its whole script on the library of `made_library`."""

import re
from html import unescape

from drawn_pages import drawn_html, text_of
from streamlit.testing.v1 import AppTest

from quotes.dashboard import page_script

NEWEST = [
    "Votes are counted at noon,",
    "Nothing has changed at the café,",
    "We sail at dawn,",
    "The crews voted to strike,",
    "A mess,",
    "Dawn is a bad hour,",
]
"""The words of its quotes."""


def page(**address: str | list[str]) -> AppTest:
    app = AppTest.from_file(page_script(), default_timeout=60)
    app.query_params.update(address)
    app.run()
    assert not app.exception
    return app


def words_shown(app: AppTest) -> list[str]:
    """The quotes of the list, in order."""
    drawn = "".join(drawn_html(app))
    return [text_of(words) for words in re.findall(r'class="words"[^>]*>“(.*?)”</p>', drawn)]


def quote_ids(app: AppTest) -> list[str]:
    """The quotes that the list opens, in order."""
    return re.findall(r'<a href="[^"]*" data-quote="(.*?)"', "".join(drawn_html(app)))


def strips(app: AppTest) -> list[str]:
    """The chart of months, if there is one."""
    return re.findall('class="months".*?</div>(?:<p.*?</p>)?</div>', "".join(drawn_html(app)))


def body(app: AppTest, name: str) -> str:
    """The HTML of the one piece that has a part of this class, from there on."""
    found = [html for html in drawn_html(app) if f'class="{name}"' in html]
    assert len(found) == 1
    part = found[0][found[0].index(f'class="{name}"') :]
    return part.partition("</ul>")[0] + "</ul>" if name == "filter-chips" else part


def summary(app: AppTest) -> str:
    """The line of figures above the list."""
    (line,) = re.findall(r'<p class="summary".*?</p>', body(app, "above"))
    return text_of(line)


def offered(app: AppTest, parameter: str) -> list[str]:
    """The names that a filter offers, with their numbers."""
    names = body(app, "filters").partition(f'data-kept="{parameter}"')[2].partition("</ul>")[0]
    return [text_of(link) for link in re.findall(r"<a data-ask.*?</a>", names)]


def chips(app: AppTest) -> list[str]:
    """The active filters above the list."""
    drawn = "".join(drawn_html(app))
    return [unescape(words) for words in re.findall(r'aria-label="Remove filter: (.*?)"', drawn)]
