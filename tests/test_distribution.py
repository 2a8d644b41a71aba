"""The distribution has a name of its own: `quotes` on the package index belongs to somebody else."""

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAME = PROJECT["name"]
SUFFIXES = {".cfg", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml"}
EXTRAS = "|".join(PROJECT["optional-dependencies"])
OTHERS_NAME = re.compile(rf"""pip\s+install\s+(?:-\S+\s+)*['"]?quotes\b|['"\s]quotes\[(?:{EXTRAS})""")
"""A hint to install the other package, or a requirement of it with one of our extras."""


def project_files():
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if any(part in {".git", ".venv", "build", "dist"} for part in parts):
            continue
        if path.is_file() and (path.suffix in SUFFIXES or path.name in {"Makefile", "run"}):
            yield path


def test_nothing_in_the_project_installs_the_other_package():
    files = list(project_files())
    assert ROOT / "docs" / "scale.md" in files
    wrong = [str(path.relative_to(ROOT)) for path in files if OTHERS_NAME.search(path.read_text("utf-8"))]
    assert wrong == []


def test_the_old_form_would_be_found():
    old = NAME.removeprefix("news-")
    assert OTHERS_NAME.search(f"pip install {old}")
    assert OTHERS_NAME.search(f"pip install -U '{old}[dask]'")
    assert OTHERS_NAME.search(f'    "{old}[auth,dask]",')
    assert not OTHERS_NAME.search(f"pip install '{NAME}[dask]'")
    assert not OTHERS_NAME.search(f"{old}[number] and {old}['dask']")


def test_the_package_and_the_command_keep_their_name():
    assert NAME == "news-quotes"
    assert PROJECT["scripts"] == {"quotes": "quotes.cli:main"}
    assert NAME in packages_distributions()["quotes"]
