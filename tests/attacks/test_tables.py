"""Attacks in tables and JSON: refused in one line, or read as text."""

import io
import time
import tracemalloc

import pandas as pd
import pyarrow as pa
import pytest
from handing_in import handed_in, reason, text
from made_files import TEXT
from pyarrow import parquet

pytestmark = pytest.mark.usefixtures("nothing_is_fetched")


class Touch:
    """Makes a file when it is unpickled."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return open, (self.path, "w")


def parquet_of(table: pa.Table, **options: object) -> bytes:
    parquet.write_table(table, made := io.BytesIO(), **options)
    return made.getvalue()


@pytest.mark.parametrize("name", ["arrow.py_extension_type", "evil"])
def test_pickled_types_and_objects_in_parquet_stay_bytes(tmp_path, name):
    import pickle  # noqa: PLC0415

    payload = pickle.dumps(Touch(str(tmp_path / "touched")))
    told = {b"ARROW:extension:name": name.encode(), b"ARROW:extension:metadata": payload}
    schema = pa.schema(
        [
            pa.field("text", pa.string()),
            pa.field("more", pa.binary(), metadata=told),
            pa.field("o", pa.binary()),
        ],
        metadata={b"pandas": payload},
    )
    table = pa.table([[TEXT], [payload], [payload]], schema=schema)
    assert text(tmp_path, "a.parquet", parquet_of(table)) == TEXT
    own = schema.with_metadata({b"ARROW:schema": payload})
    assert "this Parquet file is damaged" in reason(tmp_path, "b.parquet", parquet_of(table.cast(own)))
    assert not (tmp_path / "touched").exists()


def test_a_pickle_as_what_a_known_type_says_of_itself(tmp_path):
    import pickle  # noqa: PLC0415

    import pandas.core.arrays.arrow.extension_types  # noqa: F401, PLC0415  (by which pyarrow knows the type)

    payload = pickle.dumps(Touch(str(tmp_path / "touched")))
    told = {b"ARROW:extension:name": b"pandas.period", b"ARROW:extension:metadata": payload}
    schema = pa.schema([pa.field("text", pa.string()), pa.field("more", pa.int64(), metadata=told)])
    content = parquet_of(pa.table([[TEXT], [1]], schema=schema))
    assert "this Parquet file is damaged" in reason(tmp_path, "a.parquet", content)
    assert not (tmp_path / "touched").exists()


@pytest.mark.parametrize("column", ["text", "more"])
def test_a_cell_of_parquet_that_unpacks_to_much(tmp_path, column):
    cells = {"text": [TEXT], "more": ["x"]} | {column: [" " * 200_000_000]}
    content = parquet_of(pa.table(cells), compression="zstd", use_dictionary=False, write_statistics=False)
    tracemalloc.start()
    before = pa.total_allocated_bytes()
    assert "may be a bomb" in reason(tmp_path, "a.parquet", content)
    assert pa.total_allocated_bytes() - before < 10_000_000
    tracemalloc.stop()


def test_rows_of_parquet_that_share_a_long_cell(tmp_path):
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * 5_000, pa.int32()), pa.array(["x" * 1_000_000]))
    found = handed_in(tmp_path, "a.parquet", parquet_of(pa.table({"text": cells}), write_statistics=False))
    assert "may be a bomb" in found[-1].reason
    assert len(found) < 100


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("text," + ",".join(f"c{n}" for n in range(100_000)) + ",c0", 'two columns are called "c0"'),
        ("text" + "," * 5_000_000, "the header is longer"),
        ("text," + "x" * 5_000_000, "the header is longer"),
        ('text,"' + "x\n" * 2_000_000, "a cell is longer"),
    ],
    ids=["many, two alike", "many without a name", "a long one", "one that never ends"],
)
def test_columns_beyond_all_measure(tmp_path, header, told):
    started = time.process_time()
    assert told in reason(tmp_path, "a.csv", f"{header}\nx\n".encode())
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "date", ["Mon, 1 Jan 99999999999 00:00:00", "9" * 5000, "1/1/" + "9" * 4000, "\0", "(" * 50_000]
)
def test_dates_of_no_calendar(tmp_path, date):
    content = pd.DataFrame({"text": ["“No,” she said."], "date": [date]}).to_json(
        orient="records", lines=True
    )
    found, remark = handed_in(tmp_path, "a.jsonl", content.encode())
    assert (found.article.published, remark.outcome) == (None, "doubted")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (2**61, pa.timestamp("ms")),
        (-(2**62), pa.timestamp("us", tz="UTC")),
        (253_402_300_800_000, pa.timestamp("ms", tz="UTC")),
        (1_709_600_000_000, pa.timestamp("ms", tz="Nowhere/Else")),
        (2**31 - 1, pa.date32()),
        (2**62, pa.duration("us")),
    ],
    ids=str,
)
@pytest.mark.parametrize("column", ["date", "more"])
def test_dates_of_parquet_that_python_has_not(tmp_path, column, value, kind):
    cells = {"text": ["“No,” she said.", "“Yes,” she said."], column: pa.array([None, value], kind)}
    first, second, *doubts = handed_in(tmp_path, "a.parquet", parquet_of(pa.table(cells)))
    assert [first.article.text, second.article.text] == cells["text"]
    assert second.article.published is None
    assert [each.outcome for each in doubts] == ["doubted"] * (column == "date")


@pytest.mark.parametrize("depth", [500, 940, 960, 980, 990, 100_000])
@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_json_of_any_depth(tmp_path, suffix, depth):
    for place in ("text", "more"):
        fields = {"text": '"“No,” she said."'} | {place: "[" * depth + "]" * depth}
        content = "{" + ", ".join(f'"{name}": {value}' for name, value in fields.items()) + "}"
        assert len(handed_in(tmp_path, f"a{suffix}", content.encode())) == 1
