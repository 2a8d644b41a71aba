"""Counts agree with the rows for any filter, and stay right when the library changes."""

import random
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from filter_values import BODIES, PEOPLE, filters, values_of
from hypothesis import given, settings
from hypothesis import strategies as st
from made_library import ALL, DAWN, FERRY, HARBOUR, MESS, NOON, STRIKE, add_all, row_of
from sqlalchemy import event
from sqlalchemy.pool import Pool

from quotes.library import FILTER_FIELDS, Filter, Library, Sort
from quotes.types import Article

UNNAMED = ("officials", "a fisherman")
SOURCES = ("Coast Radio", "Ellin Courier", None)
OUTLETS = ("Port Post", "Ellin Daily", None)
DAYS = ("2023-12-31", "2024-01-01", "2024-01-15", "2024-03-05", None)
WORDS = ("ferry", "harbour", "vote", "dawn", "storm")
CONFIDENCES = (0.1, 0.3, 0.69, 0.7, 0.7000000001, 0.9, 1.0)


def made(number, dice):
    """An article with rows of any sort."""
    said = [
        f"{dice.choice(WORDS)} {dice.choice(WORDS)} number {place}" for place in range(dice.randrange(1, 6))
    ]
    text = "\n\n".join(f"“{words},” somebody said of {number}." for words in said)
    article = Article(
        text, f"a{number}", dice.choice((f"Fährten {number}", None)), dice.choice(OUTLETS), dice.choice(DAYS)
    )
    rows = []
    for words in said:
        speaker, kind = dice.choice(
            [
                *((name, "person") for name in PEOPLE),
                *((name, "organisation") for name in BODIES),
                *((name, "unnamed") for name in UNNAMED),
                (None, None),
            ]
        )
        source = dice.choice(SOURCES)
        row = row_of(
            article,
            words,
            speaker=speaker,
            speaker_kind=kind,
            source=source,
            source_basis=dice.choice(("stated", "carried")) if source else None,
            kind=dice.choice(("full", "fragment")),
            confidence=dice.choice(CONFIDENCES),
        )
        rows.append(row)
    return article, rows


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A library of many sorts of quotes, some of them corrected, that tests only read."""
    dice = random.Random(5)
    with Library(tmp_path_factory.mktemp("tallies") / "press.db") as library:
        for number in range(60):
            library.add(*made(number, dice))
        library.link()
        for row in dice.sample(library.page(limit=500), 12):
            library.correct_speaker(row.quote_id, dice.choice((*PEOPLE, "Fay New")))
        yield library


@pytest.fixture
def own(tmp_path):
    """A small library that the test may change."""
    with Library(tmp_path / "own.db") as library:
        add_all(library)
        yield library


@pytest.fixture
def statements():
    """The statements that SQLite runs from now on, with their values, whoever asks."""
    run = []

    def follow(connection, *_):
        connection.set_trace_callback(run.append)

    event.listen(Pool, "checkout", follow)
    yield run
    event.remove(Pool, "checkout", follow)


def pairs_of(frame):
    """A table of names and a number as a dictionary; what is missing is None."""
    *names, _ = (frame[column].astype(object) for column in frame.columns)
    keys = zip(*(name.where(name.notna(), None) for name in names), strict=True)
    return dict(zip(keys, frame[frame.columns[-1]], strict=True))


@settings(max_examples=25, deadline=None)
@given(only=filters())
def test_what_is_counted_is_what_the_rows_say(library, only):
    rows = list(library.rows(only))
    goes_by = library.known_as(row.speaker for row in rows if row.speaker)
    speakers = [goes_by.get(row.speaker) for row in rows]
    totals = library.totals(only)
    assert (totals.quotes, totals.speakers, totals.sources, totals.articles) == (
        len(rows),
        len({*speakers} - {None}),
        len({row.source for row in rows} - {None}),
        len({row.doc_id for row in rows}),
    )
    values = {
        "speaker": speakers,
        "source": [row.source for row in rows],
        "outlet": [row.outlet for row in rows],
    }
    for by, named in values.items():
        assert pairs_of(library.counts(by, only)) == Counter((name,) for name in named)
        assert {each.name: each.quotes for each in library.most_quoted(by, only)} == Counter(named)
        articles = defaultdict(set)
        for name, row in zip(named, rows, strict=True):
            articles[name].add(row.doc_id)
        counted = library.counts(by, only, articles=True)
        assert pairs_of(counted[[by, "articles"]]) == {(name,): len(each) for name, each in articles.items()}
        assert counted["quotes"].is_monotonic_decreasing
        most = library.counts(by, only, articles=True, order="articles")
        assert most["articles"].is_monotonic_decreasing
        assert pairs_of(most) == pairs_of(counted)
    assert pairs_of(library.counts("article", only)) == Counter((row.doc_id, row.title) for row in rows)
    months = library.months(only)
    told = dict(zip(months["month"].dt.strftime("%Y-%m"), months["quotes"], strict=True))
    assert told == Counter(row.published[:7] for row in rows if row.published)
    assert pairs_of(library.speakers_by("source", only)) == Counter(
        (speaker, row.source) for speaker, row in zip(speakers, rows, strict=True) if speaker and row.source
    )


@pytest.mark.parametrize("name", FILTER_FIELDS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_filter_counts_and_lists_the_same_quotes(library, name, data):
    field = FILTER_FIELDS[name]
    value = data.draw(values_of(field))
    only = Filter(**{name: value})
    rows = list(library.rows(only))
    assert library.totals(only).quotes == len(rows)
    assert only.is_empty == (value == field.empty)
    if only.is_empty:
        assert len(rows) == library.totals().quotes
    else:
        assert only.in_words() == field.describe(value)


@pytest.mark.parametrize("speaker", ["Quill", "Ada Quill", "CHT", "officials", "Zoë Reed", "Fay New"])
def test_a_speaker_is_all_forms_of_its_name(library, speaker):
    goes_by = library.known_as([row.speaker for row in library.rows() if row.speaker])
    group = {name for name, other in goes_by.items() if other == goes_by[speaker]}
    rows = list(library.rows())
    own_rows = [row for row in rows if row.speaker in group]
    assert library.page(Filter(speakers=(speaker,)), limit=500) == own_rows
    assert pairs_of(library.forms(speaker)) == Counter((row.speaker,) for row in own_rows)
    articles = {row.doc_id for row in own_rows}
    others = defaultdict(set)
    for row in rows:
        if row.doc_id in articles and row.speaker and row.speaker not in group:
            others[goes_by[row.speaker],].add(row.doc_id)
    assert pairs_of(library.companions(speaker)) == {name: len(each) for name, each in others.items()}


def test_limits_keep_those_with_most(library):
    counts = library.counts("speaker")
    assert library.counts("speaker", limit=3).equals(counts.head(3))
    assert library.speakers_by("source", limit=2).equals(library.speakers_by("source").head(2))
    assert library.counts("speaker", limit=3, articles=True)["articles"].min() >= 1


@pytest.mark.parametrize(
    ("by", "letters", "found"),
    [
        ("speaker", "REED", {"Bo Reed", "Zoë Reed", "Reed"}),
        ("speaker", " zoe ", {"Zoë Reed"}),
        ("speaker", "fell", {"Dee Ames-Fell"}),
        ("speaker", "nowhere", set()),
        ("source", "ra", {"Coast Radio"}),
        ("outlet", "daily", {"Ellin Daily"}),
        ("article", "fahrten 41", {"a41"}),
        ("article", "returns", set()),
    ],
)
def test_names_are_found_by_their_letters(library, by, letters, found):
    assert set(library.counts(by, containing=letters)[by]) == found


def test_articles_are_found_by_title_else_by_id(own):
    counted = own.counts("article", containing="FERRY")
    assert counted.astype(object).values.tolist() == [["ferry", "The ferry returns", 3]]
    assert own.counts("article", containing="harb")["article"].tolist() == ["harbour"]
    assert own.counts("article", containing=" ").equals(own.counts("article"))


def test_names_in_which_a_word_begins_so_come_first(own):
    text = "“One,” said Ann Marrow. “Two,” said Ann Marrow. “Three,” said Row Fell. “Four,” said Al Rowe."
    article = Article(text, "rows")
    said = {"One,": "Ann Marrow", "Two,": "Ann Marrow", "Three,": "Row Fell", "Four,": "Al Rowe"}
    own.add(article, [row_of(article, words, speaker=name) for words, name in said.items()])
    assert list(own.counts("speaker", containing="row")["speaker"]) == ["Al Rowe", "Row Fell", "Ann Marrow"]
    assert list(own.counts("speaker", containing="row", limit=1)["speaker"]) == ["Al Rowe"]


def test_a_group_is_found_by_any_of_its_forms(own):
    article = Article("“Fog,” Quill said.", "fog")
    own.add(article, [row_of(article, "Fog,", speaker="A. C. Quill")])
    own.link()
    assert list(own.counts("speaker", containing="a. c.")["speaker"]) == ["Ada Quill"]
    assert own.known_as(["A. C. Quill", "Bo Reed", "Nobody Known"]) == {
        "A. C. Quill": "Ada Quill",
        "Bo Reed": "Bo Reed",
        "Nobody Known": "Nobody Known",
    }


def answers(library):
    """Everything that a library counts, in a form to compare."""
    ways = ("speaker", "source", "outlet", "article")
    tables = [library.counts(by, articles=by != "article") for by in ways]
    tables += [library.months(), library.speakers_by("source")]
    return [library.totals(), *(table.astype(object).fillna("").values.tolist() for table in tables)]


def same_as_freshly_opened(library):
    """Whether a library counts what one that has just been opened counts."""
    kept = answers(library)
    with Library(library.path, read_only=True) as fresh:
        return kept == answers(fresh)


def test_changes_are_seen_at_once_whoever_makes_them(own):
    assert own.totals().quotes == 6
    with Library(own.path) as other:
        rejected = other.reject(MESS.quote_id)
        assert own.totals().quotes == 5
        other.correct_speaker(STRIKE.quote_id, "Dee Ames")
        assert "Dee Ames" in set(own.counts("speaker")["speaker"])
        assert same_as_freshly_opened(own)
        other.undo(rejected)
        assert own.totals().quotes == 6
        article = Article("“Late,” Zed Oak said.", "late")
        other.add(article, [row_of(article, "Late,", speaker="Zed Oak")])
        assert own.totals(Filter(speakers=("Zed Oak",))).quotes == 1
        other.add(FERRY, [DAWN], again=True)
        assert own.totals(Filter(words="dawn")).quotes == other.totals(Filter(words="dawn")).quotes == 2
        assert same_as_freshly_opened(own)


def test_counts_after_any_order_of_changes_are_those_of_a_fresh_opening(own):
    dice = random.Random(3)
    own.totals()
    for number in range(25):
        article, rows = made(dice.randrange(8), dice)
        own.add(article, rows, again=True)
        shown = own.page(limit=200)
        row = dice.choice(shown)
        dice.choice(
            (
                lambda row=row: own.correct_speaker(row.quote_id, dice.choice(PEOPLE)),
                lambda row=row: own.reject(row.quote_id),
                lambda row=row: own.correct_source(row.quote_id, None),
                lambda: [own.undo(said.act) for said in own.corrections()[:1]],
                own.link,
            )
        )()
        if number % 3 == 0:
            assert same_as_freshly_opened(own)
    assert same_as_freshly_opened(own)


def test_only_the_articles_that_changed_are_read_again(own, statements):
    def lines_read():
        statements.clear()
        own.totals()
        with closing(sqlite3.connect(own.path)) as connection:
            reads = [each for each in statements if "FROM listing" in each and "count(" not in each]
            return sum(len(connection.execute(each).fetchall()) for each in reads)

    assert lines_read() == 6
    own.correct_source(NOON.quote_id, "Coast Radio")
    assert lines_read() == len(ALL[HARBOUR])
    assert lines_read() == 0


def test_a_library_that_is_read_only_is_counted_too(own):
    with Library(own.path, read_only=True) as library:
        assert library.totals() == own.totals()
        own.reject(MESS.quote_id)
        assert library.totals().quotes == 5
        assert library.counts("speaker").equals(own.counts("speaker"))


def test_an_empty_library_has_nothing_to_count(tmp_path):
    with Library(tmp_path / "empty.db") as library:
        assert library.totals().quotes == 0
        assert library.counts("speaker", articles=True, containing="a").empty
        assert library.months().empty
        assert library.speakers_by("source", Filter(words="ferry")).empty
        assert library.forms("Ada Quill").empty


def test_threads_that_count_and_one_that_corrects_see_whole_states(own):
    def count(_):
        totals, counts = own.totals(), own.counts("speaker", Filter(words="dawn"))
        assert counts["quotes"].sum() == 2
        return totals.quotes

    def correct(number):
        own.correct_speaker(STRIKE.quote_id, f"Speaker {number}")

    with ThreadPoolExecutor(6) as threads:
        counted = [threads.submit(count, number) for number in range(60)]
        corrected = [threads.submit(correct, number) for number in range(20)]
        assert {each.result() for each in counted} == {6}
        assert all(each.result() is None for each in corrected)
    assert same_as_freshly_opened(own)


def searches(statements):
    """How often the search index was asked since the last time."""
    number = sum("MATCH" in each for each in statements)
    statements.clear()
    return number


def test_the_last_searches_are_kept_and_no_more(own, statements):
    for number in range(40):
        own.totals(Filter(words=f"dawn {number}"))
    assert searches(statements) == 40
    own.totals(Filter(words="dawn 39", kinds=("full",)))
    assert searches(statements) == 0
    own.totals(Filter(words="dawn 0", kinds=("full",)))
    assert searches(statements) == 1


def test_the_filters_asked_for_last_are_kept(own, statements):
    usual = Filter(words="dawn")
    before = own.totals(usual).quotes
    searches(statements)
    for number in range(40):
        own.totals(Filter(words=f"dawn {number}"))
        assert own.totals(usual).quotes == before
    assert searches(statements) == 40
    own.totals(Filter(words="dawn 0"))
    assert searches(statements) == 1
    own.reject(DAWN.quote_id)
    assert own.totals(usual).quotes == before - 1


def test_pages_and_single_quotes_read_no_columns(own):
    script = (
        "import sys; from quotes.library import Library, Filter\n"
        f"with Library({str(own.path)!r}, read_only=True) as library:\n"
        f"    library.page(Filter(words='dawn')); library.quote({DAWN.quote_id!r}); list(library.rows())\n"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


@pytest.mark.parametrize(
    "only", [Filter(), Filter(kinds=("full",)), Filter(sources=("Coast Radio",)), Filter(words="ferry")]
)
def test_quotes_by_speaker_keep_the_forms_of_a_name_together(library, only):
    rows = library.page(only, Sort.speaker, limit=500)
    goes_by = library.known_as(row.speaker for row in rows if row.speaker)
    speakers = [goes_by.get(row.speaker) for row in rows]
    named = [name for name in speakers if name]
    assert named == sorted(named, key=lambda name: name.casefold().replace("ë", "e"))
    assert speakers == named + [None] * (len(rows) - len(named))
    dates = [row.published or "" for row in rows if goes_by.get(row.speaker) == named[0]]
    assert dates == sorted(dates, reverse=True)
    assert sorted(row.quote_id for row in rows) == sorted(row.quote_id for row in library.rows(only))
