"""A Dask DataFrame of articles to one of quotes."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from quotes.reading import (
    ReadingOutcome,
    Remark,
    articles_of_record,
    ending_with_remark,
    find_columns,
    usable_articles,
)
from quotes.scale.workers import extract_in_order
from quotes.types import Quote
from quotes.writing import to_frame

if TYPE_CHECKING:
    from dask.dataframe import DataFrame


def extract_frame(articles: "DataFrame", *, text_column: str | None = None) -> "DataFrame":
    """Return the quotes of a Dask DataFrame with an article a row, as a Dask DataFrame with a quote a row.

    Each partition is extracted by itself, by whichever workers compute it. A row without a text, of a text
    that came before in its partition or in another language gives no quotes; it is logged as a warning.

    Args:
        articles: the columns for id, title, outlet, published and url are known by their usual names.
        text_column: the column of texts, where its name does not tell.

    Returns:
        The columns of `quotes.types.COLUMNS`, with the dtypes of `to_frame`; the index counts rows
        of the partition.

    Raises:
        InputError: no column is named like one of text.

    """
    find_columns(map(str, articles.columns), text_column, "the articles")
    quotes: DataFrame = articles.map_partitions(_quotes, text_column, meta=to_frame([]))
    return quotes


def _quotes(frame: pd.DataFrame, text_column: str | None) -> pd.DataFrame:
    """Return the quotes of one partition."""
    rows: list[Quote] = []
    for each in extract_in_order(usable_articles(_articles(frame, text_column))):
        if isinstance(each, Remark):
            logging.getLogger(__name__).warning("%s: %s", each.outcome, each)
        else:
            rows.extend(each.rows)
    return to_frame(rows)


def _articles(frame: pd.DataFrame, text_column: str | None) -> Iterator[ReadingOutcome]:
    """Yield the articles of the rows."""
    where = find_columns(map(str, frame.columns), text_column, "the articles")
    names = [str(name) for name in frame.columns]
    plain = frame.astype(object).where(frame.notna(), None)
    for label, *values in plain.itertuples(name=None):
        yield from ending_with_remark(
            articles_of_record(dict(zip(names, values, strict=True)), where, f"row {label}")
        )
