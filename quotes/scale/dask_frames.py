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
    """Turn a Dask DataFrame with an article in each row into one with a quote in each row.

    Each partition is extracted on its own, by the worker that computes it. A row whose text is empty, a
    duplicate within its partition, or not in English is logged as a warning.

    Args:
        articles: the columns for id, title, outlet, published and url are found by their usual names.
        text_column: the column of texts, if its name does not show that.

    Returns:
        The columns of `quotes.types.COLUMNS` with the dtypes of `to_frame`; the index counts rows in each
        partition.

    Raises:
        InputError: no column seems to hold the text.

    """
    find_columns(map(str, articles.columns), _chosen(text_column), "the articles")
    quotes: DataFrame = articles.map_partitions(_quotes, text_column, meta=to_frame([]))
    return quotes


def _quotes(frame: pd.DataFrame, text_column: str | None) -> pd.DataFrame:
    """Extract one partition."""
    rows: list[Quote] = []
    for each in extract_in_order(usable_articles(_articles(frame, text_column))):
        if isinstance(each, Remark):
            logging.getLogger(__name__).warning("%s: %s", each.outcome, each)
        else:
            rows.extend(each.rows)
    return to_frame(rows)


def _articles(frame: pd.DataFrame, text_column: str | None) -> Iterator[ReadingOutcome]:
    """Read the articles of one partition."""
    where = find_columns(map(str, frame.columns), _chosen(text_column), "the articles")
    names = [str(name) for name in frame.columns]
    plain = frame.astype(object).where(frame.notna(), None)
    for label, *values in plain.itertuples(name=None):
        yield from ending_with_remark(
            articles_of_record(dict(zip(names, values, strict=True)), where, f"row {label}")
        )


def _chosen(text_column: str | None) -> dict[str, str | None]:
    return {} if text_column is None else {"text": text_column}
