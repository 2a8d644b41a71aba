"""Labels that other people made, from a file: they become corrections of the library's quotes."""

import streamlit as st

from quotes.dashboard.review_page.state import ReviewMessage, ReviewState, update
from quotes.evaluation import parse_gold, read_label_table
from quotes.library import Library
from quotes.review import LabelTally, store_labels
from quotes.types import InputError

_FILE = "review-labels"
_HELP = (
    "A CSV file with a quote in each row: quote_id, is_quote (yes or no), speaker, source; - for none, an "
    "empty cell says nothing. A downloaded table of quotes will do, with a column is_quote. Or a JSON file "
    "of labelled articles."
)


def draw(library: Library) -> None:
    """Draw the form for a file of labels."""
    with st.expander("Add labels from a file"):
        st.file_uploader("CSV or JSON", type=["csv", "json"], key=_FILE, help=_HELP)
        given = st.session_state[_FILE] is not None
        st.button("Add labels", disabled=not given, on_click=_add, args=(library,), key="review-add-labels")


def _add(library: Library) -> None:
    file = st.session_state[_FILE]
    if file is None:
        return
    try:
        tally = _stored(library, file.name, file.getvalue())
    except InputError as error:
        update(ReviewState.with_message, ReviewMessage(str(error), is_error=True))
        return
    update(
        ReviewState.with_message,
        ReviewMessage(_in_words(tally), is_error=not tally.stored and tally.lost > 0),
    )


def _stored(library: Library, name: str, content: bytes) -> LabelTally:
    """Store the labels of a file.

    Raises:
        InputError: the file cannot be read.

    """
    if name.lower().endswith(".json"):
        return store_labels(library, parse_gold(content, name))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: not a CSV file in UTF-8: {error}") from error
    return store_labels(library, read_label_table(text, name, library))


def _in_words(tally: LabelTally) -> str:
    """Say what became of the labels.

    >>> _in_words(LabelTally(stored=3, lost=1))
    'Saved 3 answers. 1 label has no quote in this library.'
    """
    parts = [f"Saved {tally.stored:,} answer{'' if tally.stored == 1 else 's'}."]
    if tally.known:
        parts.append(f"{tally.known:,} {'was' if tally.known == 1 else 'were'} in the library already.")
    if tally.lost:
        parts.append(
            f"{tally.lost:,} label{' has' if tally.lost == 1 else 's have'} no quote in this library."
        )
    return " ".join(parts)
