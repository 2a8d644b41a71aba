"""Code that lies around, in a file or in a folder, is never run."""

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
import spacy
from forked import Forked
from made_library import ALL
from pyarrow import parquet

from quotes.library import Library
from quotes.parsing import DEFAULT_MODEL, load_model
from quotes.scale import dataset
from quotes.scale.dataset_plan import plan_parts
from quotes.scale.part_worker import Job, extract_part
from quotes.scale.workers import SAFE_PATH, starting_processes
from quotes.types import InputError

COMMAND = str(Path(sys.executable).with_name("quotes"))
SHADOWS = ("multiprocessing", "socket", "pickle", "struct", "numpy", "spacy", "quotes", DEFAULT_MODEL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with packages that have the names of modules, and note that they ran."""
    for name in SHADOWS:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(
            f"open({str(tmp_path / 'ran')!r}, 'a').write({name!r})\nraise SystemExit", "utf-8"
        )
    lines = [f'{{"text": "“We sail on day {day},” Ada Quill said."}}\n' for day in range(3)]
    (tmp_path / "a.jsonl").write_text("".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(SAFE_PATH, raising=False)
    return tmp_path


@pytest.mark.faults
@pytest.mark.parametrize("options", [["--jobs", "2"], ["--engine", "dask", "--jobs", "1", "-o", "out"]])
def test_no_module_of_the_working_directory_is_run(folder: Path, options: list[str]) -> None:
    command = [COMMAND, "extract", "a.jsonl", *options]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert not (folder / "ran").exists(), done.stderr
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("Ada Quill") == 3 or "quotes: 3" in done.stdout


@pytest.mark.parametrize("before", [None, "", "1"])
def test_starting_processes_leaves_the_environment_as_it_was(
    monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    monkeypatch.delenv(SAFE_PATH, raising=False)
    if before is not None:
        monkeypatch.setenv(SAFE_PATH, before)
    whole = dict(os.environ)
    with starting_processes():
        assert os.environ[SAFE_PATH] == "1"
    assert dict(os.environ) == whole


@pytest.fixture
def pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working directory with a pipeline in its folder "model"."""
    spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer", "senter"]).to_disk(tmp_path / "model")
    monkeypatch.chdir(tmp_path)
    load_model.cache_clear()
    yield tmp_path / "model"
    load_model.cache_clear()


def test_a_model_is_an_installed_package_or_a_path_and_no_folder_of_that_name(pipeline: Path) -> None:
    with pytest.raises(InputError, match=r"^model model: not installed; .* \./model$"):
        load_model("model")
    for path in ("./model", str(pipeline), f"../{pipeline.parent.name}/model"):
        assert {"tagger", "parser"} <= set(load_model(path).pipe_names)


def test_the_usual_model_is_the_installed_one_whatever_lies_in_the_working_directory(
    pipeline: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying = pipeline.rename(DEFAULT_MODEL)
    assert load_model()._path != lying.resolve()
    load_model.cache_clear()
    monkeypatch.setattr("spacy.util.is_package", lambda _: False)
    with pytest.raises(InputError, match="not installed"):
        load_model()


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc",
        "/etc/passwd",
        "blank:en",
        "en",
        "a\0b",
        "os",
        "./none",
        "http://a.example/m",
    ],
)
def test_other_names_of_models_are_reported_in_one_line(name: str) -> None:
    with pytest.raises(InputError) as told:
        load_model(name)
    assert "\n" not in str(told.value)


WATCHED = """
import os, sys
sys.addaudithook(lambda event, _: os._exit(3) if event == "pickle.find_class" else None)
"""
READINGS = {
    "a pickle": "import pickle; pickle.load(open('payload', 'rb'))",
    "a library": (
        "from quotes.library import Library\n"
        "with Library('a.sqlite') as library:\n"
        "    assert len(library.frame()) == len(list(library.rows())) == 6\n"
        "    assert len(library.page()) == library.totals().quotes == 6\n"
        "    assert library.article('ferry').article.metadata"
    ),
    "Parquet as articles": (
        "from quotes.reading import read_path\nassert len(list(read_path('a.parquet'))) == 1"
    ),
    "a dataset": (
        "from quotes.scale import dataset\n"
        "from pathlib import Path\n"
        "assert len(list(dataset.read_dataset(Path('dataset')))) == 1"
    ),
}


class Runs:
    """Makes a file when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return open, ("ran", "w")


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with what can be stored, a pickle wherever there is room for one."""
    monkeypatch.chdir(tmp_path)
    payload = pickle.dumps(Runs())
    Path("payload").write_bytes(payload)
    told = {b"ARROW:extension:name": b"arrow.py_extension_type", b"ARROW:extension:metadata": payload}
    words = payload.decode("latin-1")
    with Library("a.sqlite") as library:
        for article, rows in ALL.items():
            library.add(replace(article, metadata={"more": words}), rows)
        library.link()
    Path("a.jsonl").write_text(json.dumps({"text": "“Fog,” Ada Quill said.", "more": words}), "utf-8")
    parts = plan_parts(["a.jsonl"])
    for kind in (dataset.ARTICLES, dataset.QUOTES, dataset.REMARKS):
        Path("dataset", kind).mkdir(parents=True)
    manifest = dataset.Manifest(dataset.__version__, len(parts)).to_json()
    Path("dataset", dataset.MANIFEST).write_bytes(manifest)
    extract_part(Job(Path("dataset").resolve().as_uri()), parts[0])
    table = pa.table({"text": ["“Fog,” Ada Quill said."], "more": [payload]})
    parquet.write_table(with_metadata(table, told, payload), "a.parquet")
    for path in Path("dataset").rglob("*.parquet"):
        parquet.write_table(with_metadata(parquet.read_table(path), told, payload), path)
    return tmp_path


def with_metadata(table: pa.Table, told: dict[bytes, bytes], payload: bytes) -> pa.Table:
    """A table whose columns and schema say that there is something to unpickle."""
    fields = [field.with_metadata(told) for field in table.schema]
    return table.cast(pa.schema(fields, metadata={b"pandas": payload}))


@pytest.mark.faults
@pytest.mark.parametrize("reading", READINGS.values(), ids=READINGS)
def test_reading_what_is_stored_unpickles_nothing(stored: Path, reading: str) -> None:
    done = Forked(WATCHED + reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    _, errors = done.communicate(timeout=120)
    unpickles = "pickle.load" in reading  # which shows that the watch is awake
    assert done.returncode == (3 if unpickles else 0), errors
    assert not (stored / "ran").exists()
