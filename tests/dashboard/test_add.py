"""What the page for adding rests on: what is handed in, the batch that waits, the run that adds it."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from made_files import STORY, TEXT, docx_of, pdf_of, zip_of

from quotes.dashboard.add_page.kept_states import MOST_KEPT, KeptStates
from quotes.dashboard.add_page.state import AddingMethod, AddState
from quotes.dashboard.login import Visitor
from quotes.dashboard.shared import Draft, Drafts
from quotes.intake import AddingRun, Batch, remarks_csv
from quotes.library import Added, Library, LibraryError
from quotes.reading import (
    MOST_ADDRESSES,
    FoundArticle,
    ReadingOutcome,
    Remark,
    read_addresses,
    read_outcomes,
    read_pasted,
    read_uploads,
)
from quotes.types import Article, InputError


def articles(found: list[ReadingOutcome]) -> list[Article]:
    return [each.article for each in found if isinstance(each, FoundArticle)]


def remarks(found: list[ReadingOutcome]) -> list[Remark]:
    return [each for each in found if isinstance(each, Remark)]


def files(**contents: str | bytes) -> list[tuple[str, io.BytesIO]]:
    return [
        (name, io.BytesIO(content if isinstance(content, bytes) else content.encode()))
        for name, content in contents.items()
    ]


def some(number: int) -> list[FoundArticle]:
    """Articles with a quote each."""
    return [
        FoundArticle(
            f"{place}.txt", Article(f"“We sail at {place},” Ada Quill said on day {place}.", id=f"a{place}")
        )
        for place in range(number)
    ]


def batch_of(library: Library, found: list[ReadingOutcome]) -> Batch:
    batch = Batch()
    assert list(batch.read(library, found)) == found
    return batch


@pytest.fixture
def library(tmp_path: Path):
    with Library(tmp_path / "library.sqlite") as opened:
        yield opened


def test_a_pasted_text_with_a_header_and_fields_that_win():
    text = "title: Old\noutlet: The Post\n\nRain fell.\n\n“It rained,” Ada Quill said."
    (found,) = read_pasted(text, title=" New ", published="5 March 2024", url="https://port.example/rain")
    assert found == FoundArticle(
        "the pasted text",
        Article(
            "Rain fell.\n\n“It rained,” Ada Quill said.",
            title="New",
            outlet="The Post",
            published="2024-03-05",
            url="https://port.example/rain",
        ),
        named=True,
    )


@pytest.mark.parametrize(
    ("text", "fields", "told"),
    [
        (" \n", {}, "Paste the text"),
        ("Rain.", {"published": "5/3/2024"}, 'The date must be a date like 2024-03-05, not "5/3/2024"'),
        ("Rain.", {"url": "port.example"}, "must begin with http"),
        ("Rain.", {"url": "javascript:alert(1)"}, "must begin with http"),
    ],
)
def test_a_paste_that_is_refused(text, fields, told):
    with pytest.raises(InputError, match=told):
        read_pasted(text, **fields)


def test_a_pasted_text_that_is_not_an_article():
    (remark,) = read_pasted("x" * 1_000_001)
    assert "1,000,000" in remark.reason
    (remark,) = read_pasted(
        "Der Hafen bleibt zu, sagte die Meisterin am Dienstag vor dem Rat der Stadt. " * 5
    )
    assert (remark.place, remark.outcome) == ("the pasted text", "skipped")


def test_uploads_get_the_ids_of_files(tmp_path):
    contents = {"b/2.txt": "Two.", "b/1.txt": "One.", "a/1.txt": "Other.", "b/.hidden.txt": "Hidden."}
    for name, content in contents.items():
        (tmp_path / "news" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "news" / name).write_text(content)
    given = files(**{f"news/{name}": content for name, content in contents.items()})
    assert articles(list(read_uploads(given))) == articles(list(read_outcomes([tmp_path / "news"])))
    assert [each.id for each in articles(list(read_uploads(given)))] == ["1", "1-2", "2"]


def test_every_bad_upload_is_reported_and_the_rest_continues():
    given = files(
        **{
            "a.exe": b"MZ",
            "news/picture.gif": b"GIF89a",
            "secret.pdf": pdf_of([["Text seven."]], password="sesame"),
            "broken.zip": zip_of({"a.txt": TEXT})[:-30],
            "not.docx": "plain words",
            "empty.txt": "",
            "../up/good.docx": docx_of(STORY),
            "many.zip": zip_of({"one.txt": "One.", "two.txt": "Two.", "three.xyz": "?"}),
        }
    )
    found = list(read_uploads(given))
    assert [each.id for each in articles(found)] == ["one", "two", "good"]
    told = {remark.place: f"{remark.outcome}: {remark.reason}" for remark in remarks(found)}
    for place, words in {
        "a.exe": "failed: .exe files cannot be read",
        "news/picture.gif": "skipped: .gif files cannot be read",
        "secret.pdf": "failed: this PDF is encrypted",
        "broken.zip": "failed: this zip archive is damaged",
        "not.docx": "failed: this is not a .docx file",
        "empty.txt": "failed: the file is empty",
        "many.zip: three.xyz": "skipped: .xyz files in an archive are not read",
    }.items():
        assert told.pop(place).startswith(words)
    assert told == {}


def test_the_same_upload_twice_is_reported():
    found = list(
        read_uploads([*files(**{"a.txt": TEXT}), *files(**{"a.txt": TEXT}), *files(**{"a.txt": "B."})])
    )
    assert [each.id for each in articles(found)] == ["a", "a-2"]
    assert list(map(str, remarks(found))) == ["a.txt (2): the text is the same as that of a.txt"]


def test_a_table_whose_text_column_has_to_be_named():
    content = "Zeile,kopf\n“Rain fell,Wet\n".encode()
    assert "text-column" in str(remarks(list(read_uploads(files(**{"a.csv": content}))))[0])
    (article,) = articles(
        list(read_uploads(files(**{"a.csv": content}), columns=lambda _: {"text": "Zeile"}))
    )
    assert article.text == "“Rain fell"


@pytest.mark.parametrize("line", ["/etc/hostname", "file:///etc/hostname", "-", "seeds", "port.example"])
def test_only_addresses_of_the_web_are_fetched(line):
    (remark,) = read_addresses(f"\n {line} \n")
    assert str(remark) == f"{line}: a web address must begin with http:// or https://"


def test_private_addresses_are_refused():
    (remark,) = read_addresses("http://127.0.0.1:9/a\nhttp://127.0.0.1:9/a")
    assert str(remark) == "http://127.0.0.1:9/a: this web address is not public, so it is not fetched"


def test_no_address_and_too_many():
    with pytest.raises(InputError, match="Enter the web address"):
        read_addresses(" \n")
    with pytest.raises(InputError, match=f"at most {MOST_ADDRESSES}"):
        read_addresses("https://port.example/\n" * (MOST_ADDRESSES + 1))


def test_a_batch_keeps_what_was_read(library):
    odd = Article(
        "“Half \ud800,” he said.\n", "é/1", "A\nB", "C", "2024-03-05", "https://x.example", {"n": "1"}
    )
    found = [*some(3), Remark("x.pdf", "broken"), FoundArticle("odd", odd)]
    batch = batch_of(library, found)
    assert len(batch) == 4
    assert batch.counts == Counter({"new": 4, "failed": 1})
    assert [(each.number, each.place) for each in batch.page(2, 10)] == [(2, "2.txt"), (3, "odd")]
    assert batch.page(3, 1)[0].article == odd
    assert [each.article for each in batch.found({0, 2})] == [found[1].article, odd]


def test_a_batch_knows_what_the_library_has(library):
    library.add(some(2)[1].article, [])
    batch = batch_of(library, some(3))
    assert [each.outcome for each in batch.page(0, 3)] == [Added.new, Added.there, Added.new]
    assert [each.place for each in batch.found()] == ["0.txt", "2.txt"]


def test_a_run_adds_what_is_not_left_out(library):
    library.add(some(1)[0].article, [])
    batch = batch_of(library, some(40))
    run = AddingRun(library, batch, left_out={3, 4})
    run.wait(60)
    assert run.is_over
    assert (run.total, run.tally.came_in, run.tally.quotes) == (37, 37, 37)
    assert [(each.doc_id, each.quotes) for each in run.tally.added] == [
        (f"a{number}", 1) for number in range(1, 40) if number not in (3, 4)
    ]
    assert (run.tally.failed, run.tally.problem, run.tally.was_stopped) == (0, None, False)
    course = run.course()
    assert (course.done, course.seconds_left) == (37, 0)
    assert course.rate
    assert library.totals().quotes == 37


def test_what_another_article_calls_itself_makes_no_difference(library):
    library.add(Article("Other words.", id="a0"), [])
    run = AddingRun(library, batch_of(library, some(1)))
    run.wait(60)
    (added,) = run.tally.added
    assert added.doc_id.startswith("a0-")
    assert library.article(added.doc_id).article.text == some(1)[0].article.text


def test_a_run_can_be_stopped_and_gone_on_with(library, monkeypatch):
    batch = batch_of(library, some(60))
    run: AddingRun | None = None

    def stop_early(self: Library, *given: object, add=Library.add, **named: object) -> Added:
        if run:
            run.stop()
        return add(self, *given, **named)

    monkeypatch.setattr(Library, "add", stop_early)
    run = AddingRun(library, batch)
    run.wait(60)
    assert run.tally.was_stopped
    stored = library.totals().articles
    assert 0 < run.tally.came_in == stored < 60
    run = None
    again = AddingRun(library, batch)
    again.wait(60)
    assert (again.tally.articles[Added.there], again.tally.came_in) == (stored, 60 - stored)
    assert library.totals().articles == 60


def test_two_runs_at_once(library):
    batches = [batch_of(library, some(50)[start : start + 30]) for start in (0, 20)]
    runs = [AddingRun(library, batch) for batch in batches]
    for run in runs:
        run.wait(60)
    assert [run.tally.problem for run in runs] == [None, None]
    assert sum(run.tally.came_in for run in runs) == library.totals().articles == 50
    assert sum(run.tally.articles[Added.there] for run in runs) == 10


def test_the_reason_for_an_early_end_is_reported(library, monkeypatch, tmp_path):
    def refuse(*_: object, **__: object) -> Added:
        raise LibraryError(f"{tmp_path}: the disk is full")

    monkeypatch.setattr(Library, "to_extract", lambda self, article, again=False: article)
    batch = batch_of(library, some(2))
    monkeypatch.setattr(Library, "to_extract", refuse)
    run = AddingRun(library, batch)
    run.wait(60)
    assert run.tally.problem == f"{tmp_path}: the disk is full"


def test_articles_that_cannot_be_stored_are_reported(library):
    odd = FoundArticle("odd.jsonl: line 3", Article("“Half \ud800 a letter,” Ada Quill said."))
    run = AddingRun(library, batch_of(library, [odd, *some(1)]))
    run.wait(60)
    assert (run.tally.failed, run.tally.came_in) == (1, 1)
    assert run.tally.failures[0].place == "odd.jsonl: line 3"


def test_the_remarks_as_a_table():
    told = remarks_csv(
        [Remark("=cmd|' /C calc'!A0", 'a "quoted"\nreason'), Remark("b\ud800.txt", "x", "skipped")]
    )
    assert told.decode().splitlines()[1] == 'failed,\'=cmd|\' /C calc\'!A0,"a ""quoted""'
    assert json.dumps(told.decode())


def test_ticks_change_what_is_added():
    state = AddState().with_batch(Batch()).leave_out([1, 2, 3]).take_in([2])
    assert state.left_out == {1, 3}
    assert state.take_in(range(5)).left_out == frozenset()
    assert state.with_batch(Batch()).left_out == frozenset()


@pytest.mark.parametrize("method", AddingMethod)
def test_an_address_leads_to_a_form_and_the_form_back_to_it(method):
    assert AddState().at_address(AddState(method).address()) == AddState(method)


def test_an_address_without_a_form_of_ours_leads_to_the_first():
    assert AddState(AddingMethod.web).at_address({"way": ["x"]}).method is AddingMethod.paste


def test_starting_over_keeps_the_form_and_empties_it(library):
    batch = batch_of(library, some(1))
    state = AddState(AddingMethod.web).with_batch(batch).leave_out([0])
    run = AddingRun(library, batch, {0})
    run.wait(60)
    assert state.with_run(run).without_batch() == AddState(AddingMethod.web, form_number=1)


def test_a_draft_keeps_copies_of_files_until_they_are_removed_or_too_many(monkeypatch):
    kept = Drafts()
    draft = kept.of("ada")
    draft.keep("1", "a.txt", b"Rain fell.")
    draft.fields["title"] = "Rain"
    assert kept.of("ada").files[0].stream.seek(0) == 0
    assert kept.of("ada").files[0].stream.read() == b"Rain fell."
    assert kept.of("bo") == Draft()
    monkeypatch.setattr("quotes.dashboard.shared.drafts._MOST_BYTES", 12)
    draft.keep("2", "b.txt", b"Mist.")
    assert [each.name for each in draft.files] == ["a.txt"]
    draft.forget({"1"})
    draft.keep("2", "b.txt", b"Mist.")
    assert (draft.has("1"), draft.has("2")) == (False, True)
    for number in range(300):
        kept.of(f"person {number}")
    assert kept.of("ada") == Draft()


def test_a_draft_belongs_to_a_window_until_that_is_gone():
    open_windows = {"left", "right"}
    kept = Drafts(open_windows.__contains__)
    kept.of("ada", "left").keep("1", "a.txt", b"Rain fell.")
    kept.of("ada", "right").fields["title"] = "Mist"
    assert kept.of("bo", "left") == kept.of("ada") == Draft()
    open_windows.remove("left")
    open_windows.add("left, loaded again")
    assert [each.name for each in kept.of("ada", "left, loaded again").files] == ["a.txt"]
    open_windows.add("right, cut off and loaded again")
    assert kept.of("ada", "right, cut off and loaded again") == Draft()
    open_windows.remove("right")
    assert kept.of("ada", "right, cut off and loaded again").fields == {"title": "Mist"}
    assert kept.of("ada", "left, loaded again").has("1")
    open_windows.clear()
    next_day = kept.of("ada", "next day")
    assert ([each.name for each in next_day.files], next_day.fields) == (["a.txt"], {"title": "Mist"})
    open_windows.add("next day")
    assert kept.of("ada", "beside it") == Draft()


def test_the_windows_of_a_person_share_the_room_for_copies_of_files(monkeypatch):
    monkeypatch.setattr("quotes.dashboard.shared.drafts._MOST_BYTES", 12)
    kept = Drafts(lambda _: True)
    kept.of("ada", "left").keep("1", "a.txt", b"Rain fell.")
    kept.of("ada", "right").keep("2", "b.txt", b"Mist.")
    assert kept.of("ada", "right").files == []
    kept.of("ada", "left").clear()
    kept.of("ada", "right").keep("2", "b.txt", b"Mist.")
    assert kept.of("ada", "right").has("2")
    for number in range(100):
        kept.of("ada", f"window {number}")
    assert kept.of("ada", "right") == Draft()


def test_what_waits_and_what_was_added_unseen_is_shown_to_the_same_person():
    kept: KeptStates[AddState] = KeptStates()
    first, second = (AddState().with_batch(Batch()) for _ in range(2))
    kept.keep(first.key, "ada", first)
    kept.keep(second.key, "ada", second)
    assert list(kept.of("ada")) == [second.key, first.key]
    kept.note_shown(second.key)
    assert (list(kept.of("ada")), kept.of("bo")) == ([first.key], {})


def test_articles_without_a_date_are_counted_before_they_are_added(library):
    dated = FoundArticle("b", Article("Mist fell.", published="2024-03-05"))
    assert batch_of(library, [*some(2), dated]).undated == 2


def test_what_was_handed_in_is_found_again_by_the_same_person_only():
    kept: KeptStates[AddState] = KeptStates()
    state = AddState().with_batch(Batch())
    kept.keep(state.key, "ada", state)
    assert kept.find(state.key, "ada") is state
    assert kept.find(state.key, "bo") is None
    assert kept.find(state.key, "") is None
    assert kept.find("", "") is None
    later = state.leave_out([0])
    kept.keep(state.key, "ada", later)
    assert kept.find(state.key, "ada") is later
    kept.drop(state.key)
    assert kept.find(state.key, "ada") is None


def test_the_oldest_that_was_handed_in_is_given_up_unless_it_is_being_added(library):
    kept: KeptStates[AddState] = KeptStates()
    batch = batch_of(library, some(200))
    adding = AddState().with_batch(batch).with_run(AddingRun(library, batch))
    kept.keep(adding.key, "ada", adding)
    states = [AddState().with_batch(Batch()) for _ in range(MOST_KEPT + 3)]
    for state in states:
        kept.keep(state.key, "ada", state)
    assert kept.under_way("ada") == {adding.key: adding}
    assert kept.under_way("bo") == {}
    assert kept.find(states[2].key, "ada") is None
    assert kept.find(states[3].key, "ada") is states[3]
    assert adding.run
    adding.run.stop()
    adding.run.wait(60)
    assert kept.under_way("ada") == {}


def test_a_person_is_the_same_in_all_sessions():
    user = {"is_logged_in": True, "provider": "default", "sub": "7", "email": "ada@desk.example"}
    assert Visitor(user, "one").person == Visitor(user, "two").person
    assert Visitor(user, "one").person != Visitor(user | {"sub": "8"}, "one").person
    assert Visitor({}, "one").person == Visitor({"is_logged_in": False}, "two").person == ""
    nameless = {"is_logged_in": True, "provider": "default"}
    assert Visitor(nameless, "one").person != Visitor(nameless, "two").person
