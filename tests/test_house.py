"""The package as a whole: what no linter checks."""

import ast
from collections import defaultdict
from pathlib import Path

import quotes

PACKAGE = Path(quotes.__file__).parent
MOST_LINES = 400


def test_no_two_classes_share_a_name():
    places = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(path.relative_to(PACKAGE)))
    assert "Quote" in places
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_modules_stay_short_enough_to_read_at_a_sitting():
    lengths = {
        str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_every_box_of_the_pages_says_that_a_browser_fills_in_nothing():
    """A name of an article, an outlet or a token is none that the browser knows of the visitor."""
    calls = [
        (path.name, node.lineno, {each.arg for each in node.keywords})
        for path in (PACKAGE / "dashboard").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "text_input"
    ]
    assert len(calls) > 5
    assert [call for call in calls if "autocomplete" not in call[2]] == []
