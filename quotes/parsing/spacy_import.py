"""spaCy without its own command line, which is a fifth of loading a pipeline and which nothing here uses."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import LazyLoader, find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

_COMMANDS = "spacy.cli"
_INFO = "spacy.cli.info"
"""The one part of the commands that ``import spacy`` asks for."""


@contextmanager
def commands_put_off() -> Iterator[None]:
    """Import spaCy in this context; its commands load when somebody uses ``spacy.cli`` or ``spacy.info``."""
    if {"spacy", _COMMANDS} & set(sys.modules) or not _put_off():
        yield
        return
    try:
        yield
    finally:
        sys.modules.pop(_INFO, None)
    sys.modules["spacy"].cli = sys.modules[_COMMANDS]  # type: ignore[attr-defined]


class _Info(ModuleType):
    """Stands for the module with ``spacy.info`` while spaCy is imported."""

    @staticmethod
    def info(*args: Any, **kwargs: Any) -> Any:
        """Do what ``spacy.info`` does."""
        return import_module(_INFO).info(*args, **kwargs)


def _put_off() -> bool:
    """Let the commands load on first use; False if spaCy is not installed as files in a folder."""
    spacy = find_spec("spacy")
    if not spacy or not spacy.submodule_search_locations:
        return False
    folder = Path(spacy.submodule_search_locations[0], "cli")
    spec = spec_from_file_location(
        _COMMANDS, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if not spec or not spec.loader:
        return False
    spec.loader = LazyLoader(spec.loader)
    commands = module_from_spec(spec)
    sys.modules[_COMMANDS] = commands
    spec.loader.exec_module(commands)
    sys.modules[_INFO] = _Info(_INFO)
    return True
