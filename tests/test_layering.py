"""Imports go one way, the way of the data; a module may import only what stands before it in `FLOW`."""

import ast
from pathlib import Path

import pytest

import quotes

PACKAGE = Path(quotes.__file__).parent
MOST_LINES = 420

ATTRIBUTION = ("wordclasses", "clauses", "settings", "candidates", "nonquotes", "evidence", "attribution")
SPEAKERS = (
    "abbreviations",
    "descriptions",
    "names",
    "sentences",
    "mentions",
    "figures",
    "linking",
    "discourse",
    "naming",
    "pronouns",
    "phrases",
    "speakers",
)
READING = (
    "reading",
    "reading.inputs",
    "reading.encodings",
    "reading.records",
    "reading.text_files",
    "reading.json_files",
    "reading.containers",
    "reading.office_files",
    "reading.tables",
    "reading.blocks",
    "reading.html_files",
    "reading.word_files",
    "reading.pdf_files",
    "reading.kinds",
    "reading.sessions",
    "reading.urls",
    "reading.languages",
)
SOURCES = ("outlets", "slots", "credits", "occasions", "sources")
SHOWN_ROWS = ("shown", "marked_text", "placing", "rows", "reader")
WRITING = (
    "writing",
    "writing.formats",
    "writing.whole",
    "writing.identifiers",
    "writing.records",
    "writing.brief",
    "writing.tables",
    "writing.streams",
    "writing.workbook",
    "writing.markdown",
    "writing.linked_data",
    "writing.annotations",
)
LIBRARY = (
    "library.migrations",
    "library.schema",
    "library.connection",
    "library.corrections",
    "library.names",
    "library.links",
    "library.derived",
    "library.limits",
    "library.conditions",
    "library.history",
    "library.queries",
    "library.columns",
    "library.selection",
    "library.kept",
    "library.tallies",
    "library.store",
    "library",
)
SCALE = (
    "scale.portions",
    "scale.extraction",
    "scale.workers",
    "scale.frames",
    "scale.dataset",
    "scale.plan",
    "scale.parts",
    "scale.cluster",
    "scale",
)
MEASURES = ("gold", "calibration", "evaluation")
PAGES = (
    "dashboard",
    "dashboard.address",
    "dashboard.history",
    "dashboard.context",
    "dashboard.cards",
    "dashboard.months",
    "dashboard.charts",
    "dashboard.quote_list",
    "dashboard.filter_panel",
    "dashboard.batch_list",
    "dashboard.adding",
    "dashboard.first_run",
    "dashboard.labels",
    "dashboard.review_visit",
    "dashboard.review_answers",
    "dashboard.review_history",
    "dashboard.review_choices",
    "dashboard.review_queue",
    "dashboard.review_missed",
    "dashboard.quotes_page",
    "dashboard.article_asked",
    "dashboard.marked_article",
    "dashboard.article_list",
    "dashboard.article_page",
    "dashboard.bars",
    "dashboard.speakers_asked",
    "dashboard.speaker_page",
    "dashboard.side_by_side",
    "dashboard.picture",
    "dashboard.speakers_page",
    "dashboard.add_forms",
    "dashboard.add_page",
    "dashboard.review_page",
    "dashboard.gate",
    "dashboard.app",
)
COMMANDS = (
    "commands",
    "commands.terminal",
    "commands.output",
    "commands.reading",
    "commands.progress",
    "commands.remarks",
    "commands.engine",
    "commands.extract",
    "commands.add",
    "commands.export",
    "commands.show",
    "commands.evaluate",
    "commands.dashboard",
)
FLOW = (
    "types",
    "lexicon",
    "weights",
    "paragraphs",
    "identity",
    *READING,
    "articles",
    "submissions",
    "marks",
    "words",
    "views",
    *ATTRIBUTION,
    *SPEAKERS,
    *SOURCES,
    "choices",
    "missed",
    *SHOWN_ROWS,
    "pipeline",
    "spacy_component",
    *WRITING,
    "table",
    *SCALE,
    "filters",
    *LIBRARY,
    "adding",
    "batches",
    "adding_run",
    "review",
    "nearest",
    "reach",
    *MEASURES,
    "access",
    *PAGES,
    *COMMANDS,
    "cli",
)

SEE_A_PARSE = {"words", "pipeline", "spacy_component"}
DRAW_PAGES = {*PAGES, "commands.dashboard"}
MAY_IMPORT = {"spacy": SEE_A_PARSE, "textacy": SEE_A_PARSE, "streamlit": DRAW_PAGES}


def name_of(path: Path) -> str:
    """Return a module's name within the package: "dashboard.app", and "dashboard" for the folder itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
PUBLIC_NAMES = ""


def imports_of(source: str) -> set[str]:
    """Return the modules that a module imports anywhere in it, also inside functions and for types only."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own_modules(imports: set[str]) -> set[str]:
    """Return the names of this package's modules among what is imported."""
    own = {name.removeprefix("quotes.") for name in imports if name.startswith("quotes.")}
    return {name if name in MODULES else name.rpartition(".")[0] for name in own} - {PUBLIC_NAMES}


def test_imports_are_seen_wherever_they_stand():
    source = (
        "import quotes.marks\ndef f():\n    from quotes import table, __version__\n    import spacy.tokens\n"
    )
    imports = imports_of(source + "from quotes.types import Span\n")
    assert own_modules(imports) == {"marks", "table", "types"}
    assert "spacy.tokens" in imports


def test_every_module_has_its_place():
    assert set(MODULES) - {PUBLIC_NAMES} <= set(FLOW), "put the new module where it belongs in FLOW"
    assert set(FLOW) <= set(MODULES), "take out of FLOW what is gone"


@pytest.mark.parametrize("name", FLOW)
def test_imports_go_down_the_flow_only(name):
    before = set(FLOW[: FLOW.index(name)])
    assert own_modules(imports_of(MODULES[name].read_text("utf-8"))) <= before


@pytest.mark.parametrize("name", FLOW)
def test_parse_and_pages_stay_in_their_modules(name):
    imported = {module.partition(".")[0] for module in imports_of(MODULES[name].read_text("utf-8"))}
    assert {library for library, users in MAY_IMPORT.items() if name not in users} & imported == set()


@pytest.mark.parametrize("name", MODULES)
def test_modules_stay_short(name):
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= MOST_LINES
