"""The library's tables: the truth, and what is derived from it so that reading is quick.

These tables hold the truth: `all_articles`, `quotes` (the extraction), `publications`, what people change
(`corrections`, `name_decisions`, `taggings`, `amendments`, `bin`), what they save
(`quotes.library.view_tables`), and `acts` with `act_articles`, which say who did what and when.

The rest is derived from them and can be rebuilt at any time (`quotes.library.derived_tables`). A corrected
quote has a row of its own beside the extracted one; `all_lines` has a narrow row for each shown quote.

Whoever reads takes the views `articles` and `listing`, which leave out what is in the bin.
"""

from sqlalchemy import (
    JSON,
    Column,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    column,
    func,
    table,
)

from quotes.library import quoted_name_tables, view_tables
from quotes.types import COLUMNS

APPLICATION_ID = 0x51554F54
"""Marks an SQLite file as a library of quotes: "QUOT"."""

ARTICLE_COLUMNS = ("doc_id", "title", "outlet", "published", "url")
"""The columns of a row that belong to its article."""

ROW_COLUMNS = (*(name for name in COLUMNS if name not in ARTICLE_COLUMNS), "reason")
"""The columns of a row that belong to the quote itself, and its reason."""

KINDS = (None, "full", "fragment")
SPEAKER_KINDS = (None, "person", "organisation", "unnamed")
BASES = (None, "stated", "carried")

CODES = {"kind": KINDS, "speaker_kind": SPEAKER_KINDS, "basis": BASES}
"""What the numbers in a column of `listing` stand for: each is a place in the tuple."""

NOBODY = 0
"""The number in `names` for no speaker, no source or no outlet."""

_metadata = MetaData()

all_articles = Table(
    "articles",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("text_digest", Text, nullable=False, index=True),
    Column("doc_id", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Text),
    Column("url", Text),
    Column("version", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("metadata", JSON, nullable=False),
)

"""The articles as they were first added, also those in the bin."""

publications = Table(
    "publications",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("doc_id", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Text),
    Column("url", Text),
    Column("added", Text, nullable=False),
    Column("act", ForeignKey("acts.id"), index=True),
)
"""Where an article was published, with its amendments. The first has the ``place`` 0, copies have 1, 2 …
``act`` is the import that added it."""

amendments = Table(
    "amendments",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("act", ForeignKey("acts.id"), nullable=False, index=True),
    Column("publication", ForeignKey("publications.id", ondelete="CASCADE"), nullable=False),
    Column("field", Text, nullable=False),
    Column("before", Text),
    Column("value", Text),
    Column("undone", Text),
)
"""What people changed of publications. The oldest ``before`` of a field is what was first added."""

bin = Table(
    "bin",
    _metadata,
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("act", ForeignKey("acts.id"), nullable=False, index=True),
)
"""The articles that were deleted, until they are purged. No view has them or their quotes."""

quotes = Table(
    "quotes",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("extracted", Integer, nullable=False),
    Column("quote_id", Text, nullable=False, index=True),
    Column("quote", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("speaker", Text),
    Column("speaker_kind", Text),
    Column("speaker_role", Text),
    Column("mention", Text),
    Column("mention_start", Integer),
    Column("mention_end", Integer),
    Column("cue", Text),
    Column("cue_start", Integer),
    Column("cue_end", Integer),
    Column("source", Text),
    Column("source_basis", Text),
    Column("source_mention", Text),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("rule", Text, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("source_confidence", Double),
    Column("context", Text, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

former_quotes = Table(
    "former_quotes",
    _metadata,
    Column("quote_id", Text, primary_key=True),
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)
"""Where quotes were that an article no longer has since it was extracted again; old links name them."""

corrections = Table(
    "corrections",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("text_digest", Text, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("what", Text, nullable=False),
    Column("value", Text),
    Column("kind", Text),
    Column("made", Text, nullable=False),
    Column("undone", Text),
    Column("note", Text, nullable=False),
    Column("act", ForeignKey("acts.id"), index=True),
)

acts = Table(
    "acts",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("undone", Text),
    Column("undone_by", Text),
)
"""What people did (`quotes.library.acts`). ``made`` and ``undone`` are ISO times (UTC)."""

act_articles = Table(
    "act_articles",
    _metadata,
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("act", ForeignKey("acts.id"), primary_key=True, index=True),
)
"""Which articles an act concerns; for an import, those that it added."""

name_decisions = Table(
    "name_decisions",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("act", ForeignKey("acts.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("known_as", Text),
)
"""What people decided about names (`quotes.library.name_decisions`)."""

samples = Table(
    "samples",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("made", Text, nullable=False),
    Column("who", Text, nullable=False),
)
"""Random samples of quotes (`quotes.library.samples`)."""

sample_quotes = Table(
    "sample_quotes",
    _metadata,
    Column("sample", ForeignKey("samples.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("quote_id", Text, nullable=False),
)
"""The quotes of each sample, in the order in which they were drawn."""

taggings = Table(
    "taggings",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("act", ForeignKey("acts.id"), nullable=False, index=True),
    Column("tag", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("added", Integer, nullable=False),
)
"""Labels that people gave, or took away (``added`` is 0). The newest line of a label and a target counts."""

access_tokens = Table(
    "access_tokens",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("claims", JSON, nullable=False),
    Column("made", Text, nullable=False),
)
"""The tokens of people whose programs read the library (`quotes.library.access_tokens`)."""

names = Table(
    "names",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, unique=True),
    Column("sort_key", Text, nullable=False, index=True),
    Column("known_as", ForeignKey("names.id"), nullable=False, index=True),
    Column("outlet_as", ForeignKey("names.id"), nullable=False, index=True),
    Column("changed", Integer, nullable=False, index=True),
    Column("linked", Integer, nullable=False),
)
"""``known_as`` is the number of the name that the speaker is known as over all articles (perhaps its own),
and ``outlet_as`` that of the source or outlet; `NOBODY` for what is not a name. ``changed`` is the number of
the change that set them. ``linked`` is 0 if they must be worked out again."""

families = Table(
    "families",
    _metadata,
    Column("family", Text, primary_key=True),
    Column("name", ForeignKey("names.id"), primary_key=True),
)
"""What names must have in common to be joined (`quotes.speakers.name_families`)."""

refreshed = Table(
    "refreshed",
    _metadata,
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("changes", Integer, nullable=False, index=True),
    Column("sort_key", Text, nullable=False),
)
"""Which change last built an article's lines, and the key for finding its title (or its id)."""

all_lines = Table(
    "listing",
    _metadata,
    Column("id", ForeignKey("quotes.id", ondelete="CASCADE"), primary_key=True),
    Column("article", ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("speaker", ForeignKey("names.id"), nullable=False),
    Column("source", ForeignKey("names.id"), nullable=False),
    Column("outlet", ForeignKey("names.id"), nullable=False),
    Column("published", Integer, nullable=False),
    Column("kind", Integer, nullable=False),
    Column("speaker_kind", Integer, nullable=False),
    Column("basis", Integer, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("corrected", Integer, nullable=False),
    Column("mention", Text),
)
"""One narrow row for each quote shown. ``published`` is a number like 20240305, or 0 without a date."""

wordings = Table(
    "wordings",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("digest", Integer, nullable=False, unique=True),
    Column("words", Integer, nullable=False),
    Column("prints", LargeBinary, nullable=False),
)
"""The different words of all quotes: their digest, how many words they have, and their prints."""

prints = Table(
    "prints",
    _metadata,
    Column("hash", Integer, primary_key=True),
    Column("wording", Integer, primary_key=True),
    Column("number", Integer, nullable=False),
)
"""Which wordings have which fingerprint, so that similar ones are found without reading all. ``number`` says
how many the wording has."""

same_words = Table(
    "same_words",
    _metadata,
    Column("wording", Integer, primary_key=True),
    Column("other", Integer, primary_key=True),
    Column("kinship", Integer, nullable=False),
)
"""The pairs of long wordings that agree, each in both directions (`quotes.matching.Kinship`)."""

spoken = Table(
    "spoken",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("wording", Integer, nullable=False, index=True),
    Column("home", Integer, index=True),
    Column("kinship", Integer, nullable=False),
    Column("utterance", Integer, nullable=False, index=True),
)
"""The wording and the utterance of each quote. ``home`` is the quote that it belongs to, if any, and
``utterance`` the fullest quote of its utterance, which belongs to no other."""

utterances = Table(
    "utterances",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("carriers", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("quotes", Integer, nullable=False),
    Column("wordings", Integer, nullable=False),
    Column("speakers", Integer, nullable=False),
    Column("altered", Integer, nullable=False),
)
"""The utterances that have more than one quote or appeared more than once, by their fullest quote.
``carriers`` counts the outlets; every article without an outlet counts as one."""

to_match = Table("to_match", _metadata, Column("id", Integer, primary_key=True))
"""The quotes whose words must be matched again."""

to_count = Table("to_count", _metadata, Column("id", Integer, primary_key=True))
"""The utterances that must be counted again."""

_views = MetaData()


def _view(name: str, table: Table) -> Table:
    """Describe a view with the columns of a table."""
    columns = (Column(each.name, each.type, nullable=each.nullable) for each in table.columns)
    return Table(name, _views, *columns)


shown_articles = _view("shown_articles", all_articles)
"""The articles with the amendments of their first publications, also those in the bin."""

articles = _view("kept_articles", all_articles)
"""The same without those in the bin. This is what to read."""

listing = _view("kept_listing", all_lines)
"""The lines of `all_lines` without those of articles in the bin. This is what to read."""

state = Table("state", _metadata, Column("id", Integer, primary_key=True), Column("changes", Integer))
"""One row: how many times the library has been written to."""

search = table(
    "quotes_search", column("rowid", Integer), column("quotes_search", Text), column("rank", Double)
)
"""The full-text index over quote and context; its ``rowid`` is the id in `quotes`."""

rank = func.bm25(column("quotes_search", is_literal=True), 4.0, 1.0)
"""How well a quote matches a search; the best match is least. Its own words weigh four times its context."""

TABLES = (*_metadata.sorted_tables, *view_tables.TABLES, *quoted_name_tables.TABLES)
"""Every table, but those of the search."""
