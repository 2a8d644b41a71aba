"""The model's recogniser of names.

It reads as slowly as the parser, so it is asked only about a few words, where its answer decides something.
"""

from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from quotes.parsing.model import load_only, one_thread

# Only one thread may use the memory zones of a pipeline.
_in_use = Lock()


class RecognisedName(NamedTuple):
    """Words that the recogniser takes for a name: offsets into the text it read, and a label ("ORG")."""

    start: int
    end: int
    label: str


def recognise_names(texts: Sequence[str]) -> list[list[RecognisedName]]:
    """Find the names in each text, in its order. Threads take turns.

    Raises:
        InputError: the default model is not installed, or has no recogniser.

    """
    if not texts:
        return []
    nlp = load_only("ner")
    with _in_use, one_thread(), nlp.memory_zone():
        return [
            [RecognisedName(found.start_char, found.end_char, found.label_) for found in doc.ents]
            for doc in nlp.pipe(texts)
        ]
