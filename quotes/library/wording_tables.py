"""The derived tables of the same words: which quotes have which wording, and which are one utterance.

Triggers note what changes: `to_match` has the quotes to match again, `to_count` the utterances to count
again. `quotes.library.utterance_building` works them off.
"""

ARTICLE_TOKENIZER = "unicode61 remove_diacritics 2"
"""How the full-text index of articles divides a text into words. It keeps each word as it is."""

DROP_WORDINGS: tuple[str, ...] = (
    *(
        f"DROP TRIGGER IF EXISTS {name}"
        for name in (
            "article_words_add",
            "article_words_change",
            "article_words_remove",
            "bin_matched",
            "bin_restored",
            "publications_added",
            "publications_moved",
        )
    ),
    *(
        f"DROP TABLE IF EXISTS {name}"
        for name in (
            "article_words",
            "utterances",
            "spoken",
            "same_words",
            "prints",
            "wordings",
            "to_match",
            "to_count",
        )
    ),
)

_MATCH = "INSERT OR IGNORE INTO to_match"
_COUNT = "INSERT OR IGNORE INTO to_count SELECT utterance FROM"
_LINES = "listing JOIN spoken ON spoken.id = listing.id"

CREATE_WORDINGS: tuple[str, ...] = (
    """CREATE TABLE wordings (
        id INTEGER PRIMARY KEY,
        digest INTEGER NOT NULL UNIQUE, words INTEGER NOT NULL, prints BLOB NOT NULL)""",
    """CREATE TABLE prints (
        hash INTEGER NOT NULL, wording INTEGER NOT NULL, number INTEGER NOT NULL,
        PRIMARY KEY (hash, wording)) WITHOUT ROWID""",
    """CREATE TABLE same_words (
        wording INTEGER NOT NULL, other INTEGER NOT NULL, kinship INTEGER NOT NULL,
        PRIMARY KEY (wording, other)) WITHOUT ROWID""",
    """CREATE TABLE spoken (
        id INTEGER PRIMARY KEY, wording INTEGER NOT NULL,
        home INTEGER, kinship INTEGER NOT NULL, utterance INTEGER NOT NULL)""",
    "CREATE INDEX spoken_by_wording ON spoken (wording)",
    "CREATE INDEX spoken_by_home ON spoken (home) WHERE home IS NOT NULL",
    "CREATE INDEX spoken_by_utterance ON spoken (utterance)",
    """CREATE TABLE utterances (
        id INTEGER PRIMARY KEY,
        carriers INTEGER NOT NULL, articles INTEGER NOT NULL, quotes INTEGER NOT NULL,
        wordings INTEGER NOT NULL, speakers INTEGER NOT NULL, altered INTEGER NOT NULL)""",
    "CREATE INDEX utterances_by_carriers ON utterances (carriers DESC, articles DESC, id)",
    "CREATE TABLE to_match (id INTEGER PRIMARY KEY)",
    "CREATE TABLE to_count (id INTEGER PRIMARY KEY)",
    f"CREATE TRIGGER listing_added AFTER INSERT ON listing BEGIN {_MATCH} VALUES (new.id); END",
    f"CREATE TRIGGER listing_removed AFTER DELETE ON listing BEGIN {_MATCH} VALUES (old.id); END",
    f"""CREATE TRIGGER listing_dated AFTER UPDATE OF published ON listing
        WHEN old.published <> new.published BEGIN {_MATCH} VALUES (new.id); END""",
    f"""CREATE TRIGGER bin_matched AFTER INSERT ON bin BEGIN
        {_MATCH} SELECT id FROM listing WHERE article = new.article; END""",
    f"""CREATE TRIGGER bin_restored AFTER DELETE ON bin BEGIN
        {_MATCH} SELECT id FROM listing WHERE article = old.article; END""",
    f"""CREATE TRIGGER names_matched AFTER UPDATE OF known_as ON names
        WHEN old.known_as <> new.known_as BEGIN
        {_MATCH} SELECT id FROM listing WHERE speaker = new.id; END""",
    f"""CREATE TRIGGER names_moved AFTER UPDATE OF outlet_as ON names
        WHEN old.outlet_as <> new.outlet_as BEGIN
        {_COUNT} publications JOIN listing USING (article) JOIN spoken ON spoken.id = listing.id
            WHERE publications.outlet = new.name; END""",
    f"""CREATE TRIGGER publications_added AFTER INSERT ON publications WHEN new.place > 0 BEGIN
        {_COUNT} {_LINES} WHERE article = new.article; END""",
    f"""CREATE TRIGGER publications_moved AFTER UPDATE OF outlet ON publications
        WHEN old.outlet IS NOT new.outlet BEGIN
        {_COUNT} {_LINES} WHERE article = new.article; END""",
    f"""CREATE VIRTUAL TABLE article_words USING fts5(
        text, content='articles', content_rowid='id', columnsize=0, tokenize='{ARTICLE_TOKENIZER}')""",
    "INSERT INTO article_words (article_words) VALUES ('rebuild')",
    """CREATE TRIGGER article_words_add AFTER INSERT ON articles BEGIN
        INSERT INTO article_words (rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER article_words_change AFTER UPDATE OF text ON articles BEGIN
        INSERT INTO article_words (article_words, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO article_words (rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER article_words_remove AFTER DELETE ON articles BEGIN
        INSERT INTO article_words (article_words, rowid, text) VALUES ('delete', old.id, old.text);
    END""",
)
