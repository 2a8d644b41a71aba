"""The versions of the library's schema, as steps from each to the next.

A step changes only the tables that hold the truth. A released step never changes. A new library takes all
steps in turn. After any step, the derived tables are rebuilt.
"""

from quotes.library.quoted_name_tables import CREATE_QUOTED_NAMES
from quotes.library.topic_tables import CREATE_TOPICS, DROP_TOPICS
from quotes.library.word_search import TOKENIZER
from quotes.library.wording_tables import CREATE_WORDINGS, DROP_WORDINGS

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE articles (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            text_digest TEXT NOT NULL,
            doc_id TEXT NOT NULL UNIQUE,
            title TEXT, outlet TEXT, published TEXT, url TEXT,
            version TEXT NOT NULL,
            added TEXT NOT NULL,
            text TEXT NOT NULL)""",
        "CREATE INDEX ix_articles_text_digest ON articles (text_digest)",
        """CREATE TABLE quotes (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            extracted INTEGER NOT NULL,
            quote_id TEXT NOT NULL,
            quote TEXT NOT NULL, kind TEXT NOT NULL,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            speaker TEXT, speaker_kind TEXT,
            mention TEXT, mention_start INTEGER, mention_end INTEGER,
            cue TEXT, cue_start INTEGER, cue_end INTEGER,
            source TEXT, source_basis TEXT,
            source_mention TEXT, source_start INTEGER, source_end INTEGER,
            rule TEXT NOT NULL, confidence DOUBLE NOT NULL,
            context TEXT NOT NULL, paragraph INTEGER NOT NULL)""",
        "CREATE INDEX ix_quotes_article ON quotes (article)",
        "CREATE INDEX ix_quotes_quote_id ON quotes (quote_id)",
        """CREATE TABLE corrections (
            id INTEGER PRIMARY KEY,
            text_digest TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
            what TEXT NOT NULL, value TEXT, kind TEXT,
            made TEXT NOT NULL, undone TEXT)""",
        "CREATE INDEX ix_corrections_text_digest ON corrections (text_digest)",
    ),
    ("ALTER TABLE corrections ADD COLUMN note TEXT NOT NULL DEFAULT ''",),
    ("ALTER TABLE articles ADD COLUMN metadata JSON NOT NULL DEFAULT '{}'",),
    ("ALTER TABLE quotes ADD COLUMN reason TEXT NOT NULL DEFAULT ''",),
    (),  # the derived tables have changed
    (
        "ALTER TABLE quotes ADD COLUMN speaker_role TEXT",
        "ALTER TABLE quotes ADD COLUMN source_confidence DOUBLE",
    ),
    (
        """CREATE TABLE acts (
            id INTEGER PRIMARY KEY,
            what TEXT NOT NULL, who TEXT NOT NULL, made TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '', details JSON NOT NULL DEFAULT '{}',
            undone TEXT, undone_by TEXT)""",
        "CREATE INDEX ix_acts_made ON acts (made, id)",
        """CREATE TABLE act_articles (
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            act INTEGER NOT NULL REFERENCES acts,
            PRIMARY KEY (article, act)) WITHOUT ROWID""",
        "CREATE INDEX ix_act_articles_act ON act_articles (act)",
        "ALTER TABLE corrections ADD COLUMN act INTEGER REFERENCES acts",
        "CREATE INDEX ix_corrections_act ON corrections (act)",
        # nobody knows who made the corrections so far; each becomes an act with its own number
        """INSERT INTO acts (id, what, who, made, note, details, undone, undone_by)
            SELECT id, 'correction', '', made, note,
                json_object('articles', 1, 'about', what, 'value', value, 'kind', kind),
                undone, iif(undone IS NULL, NULL, '')
            FROM corrections""",
        "UPDATE corrections SET act = id",
        """INSERT INTO act_articles SELECT articles.id, corrections.act
            FROM corrections JOIN articles USING (text_digest)""",
        # articles that were added on one day count as one import
        """INSERT INTO acts (what, who, made, details)
            SELECT 'import', '', min(added), json_object('articles', count(*)) FROM articles
            GROUP BY substr(added, 1, 10) ORDER BY 3""",
        """INSERT INTO act_articles SELECT articles.id, acts.id
            FROM acts JOIN articles ON substr(articles.added, 1, 10) = substr(acts.made, 1, 10)
            WHERE acts.what = 'import'""",
    ),
    (
        """CREATE TABLE publications (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            place INTEGER NOT NULL,
            doc_id TEXT NOT NULL,
            title TEXT, outlet TEXT, published TEXT, url TEXT,
            added TEXT NOT NULL,
            act INTEGER REFERENCES acts)""",
        "CREATE UNIQUE INDEX publications_of_article ON publications (article, place)",
        "CREATE INDEX ix_publications_act ON publications (act)",
        "CREATE INDEX publications_by_outlet ON publications (outlet)",
        "CREATE INDEX publications_copies ON publications (article) WHERE place > 0",
        """CREATE TABLE amendments (
            id INTEGER PRIMARY KEY,
            act INTEGER NOT NULL REFERENCES acts,
            publication INTEGER NOT NULL REFERENCES publications ON DELETE CASCADE,
            field TEXT NOT NULL, before TEXT, value TEXT, undone TEXT)""",
        "CREATE INDEX ix_amendments_act ON amendments (act)",
        "CREATE INDEX amendments_of_publication ON amendments (publication, field)",
        """CREATE TABLE bin (
            article INTEGER NOT NULL PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
            act INTEGER NOT NULL REFERENCES acts)""",
        "CREATE INDEX ix_bin_act ON bin (act)",
        """INSERT INTO publications (article, place, doc_id, title, outlet, published, url, added, act)
            SELECT id, 0, doc_id, title, outlet, published, url, added,
                (SELECT max(acts.id) FROM act_articles JOIN acts ON acts.id = act_articles.act
                    WHERE act_articles.article = articles.id AND acts.what = 'import')
            FROM articles""",
    ),
    (
        """CREATE TABLE name_decisions (
            id INTEGER PRIMARY KEY,
            act INTEGER NOT NULL REFERENCES acts,
            role TEXT NOT NULL, name TEXT NOT NULL, verdict TEXT NOT NULL, known_as TEXT)""",
        "CREATE INDEX ix_name_decisions_act ON name_decisions (act)",
        "CREATE INDEX name_decisions_by_name ON name_decisions (role, name)",
    ),
    (
        """CREATE TABLE samples (
            id INTEGER PRIMARY KEY,
            size INTEGER NOT NULL, seed INTEGER NOT NULL,
            made TEXT NOT NULL, who TEXT NOT NULL)""",
        """CREATE TABLE sample_quotes (
            sample INTEGER NOT NULL REFERENCES samples,
            place INTEGER NOT NULL, quote_id TEXT NOT NULL,
            PRIMARY KEY (sample, place)) WITHOUT ROWID""",
    ),
    (
        """CREATE TABLE taggings (
            id INTEGER PRIMARY KEY,
            act INTEGER NOT NULL REFERENCES acts,
            tag TEXT NOT NULL, kind TEXT NOT NULL, target TEXT NOT NULL, added INTEGER NOT NULL)""",
        "CREATE INDEX ix_taggings_act ON taggings (act)",
        "CREATE INDEX taggings_by_target ON taggings (kind, target, tag)",
        "CREATE INDEX taggings_by_tag ON taggings (tag)",
    ),
    (
        """CREATE TABLE former_quotes (
            quote_id TEXT PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            start INTEGER NOT NULL, "end" INTEGER NOT NULL) WITHOUT ROWID""",
        "CREATE INDEX ix_former_quotes_article ON former_quotes (article)",
    ),
    (),  # the derived tables have changed
    (
        """CREATE TABLE saved_views (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL, query TEXT NOT NULL,
            who TEXT NOT NULL, made TEXT NOT NULL,
            article INTEGER NOT NULL,
            deleted INTEGER REFERENCES acts)""",
        "CREATE UNIQUE INDEX saved_views_by_name ON saved_views (name) WHERE deleted IS NULL",
        """CREATE TABLE view_marks (
            view INTEGER NOT NULL REFERENCES saved_views,
            used_for TEXT NOT NULL, who TEXT NOT NULL,
            article INTEGER NOT NULL, made TEXT NOT NULL,
            PRIMARY KEY (view, used_for, who)) WITHOUT ROWID""",
        """CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            view INTEGER NOT NULL REFERENCES saved_views,
            target TEXT NOT NULL, message TEXT NOT NULL UNIQUE,
            after INTEGER NOT NULL, upto INTEGER NOT NULL,
            made TEXT NOT NULL, sent TEXT)""",
        "CREATE INDEX deliveries_of_view ON deliveries (view, target, id)",
    ),
    (
        """CREATE TABLE followed_sources (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL, place TEXT NOT NULL UNIQUE, title TEXT,
            who TEXT NOT NULL, added TEXT NOT NULL,
            kept INTEGER NOT NULL, paused INTEGER NOT NULL DEFAULT 0,
            etag TEXT, modified TEXT, digest TEXT,
            last_read TEXT, not_before TEXT,
            new INTEGER NOT NULL DEFAULT 0, articles INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0, problem TEXT)""",
        """CREATE TABLE followed_entries (
            address TEXT NOT NULL PRIMARY KEY,
            source INTEGER REFERENCES followed_sources ON DELETE SET NULL,
            mark TEXT NOT NULL, read TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0, next_try TEXT, problem TEXT,
            article INTEGER REFERENCES articles ON DELETE SET NULL) WITHOUT ROWID""",
        "CREATE INDEX ix_followed_entries_article ON followed_entries (article)",
        "CREATE INDEX followed_problems ON followed_entries (source, read) WHERE problem IS NOT NULL",
        """CREATE TABLE article_versions (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            text_digest TEXT NOT NULL, title TEXT, text TEXT NOT NULL, replaced TEXT NOT NULL)""",
        "CREATE INDEX ix_article_versions_article ON article_versions (article)",
        "CREATE INDEX ix_article_versions_text_digest ON article_versions (text_digest)",
        """CREATE TABLE watchers (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            owner TEXT NOT NULL, machine TEXT NOT NULL, process INTEGER NOT NULL,
            began TEXT NOT NULL, beat TEXT NOT NULL)""",
    ),
    (
        """CREATE TABLE access_tokens (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL, person TEXT NOT NULL, claims JSON NOT NULL, made TEXT NOT NULL)""",
    ),
    ("CREATE TABLE topics_kept (id INTEGER PRIMARY KEY)",),
    CREATE_QUOTED_NAMES,
    (
        "ALTER TABLE saved_views ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE view_marks ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE deliveries ADD COLUMN after_version INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE deliveries ADD COLUMN upto_version INTEGER NOT NULL DEFAULT 0",
        *(
            f"UPDATE {table} SET {column} = (SELECT coalesce(max(id), 0) FROM article_versions)"
            for table, column in (
                ("saved_views", "version"),
                ("view_marks", "version"),
                ("deliveries", "after_version"),
                ("deliveries", "upto_version"),
            )
        ),
        """CREATE TABLE late_quotes (
            article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
            start INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (article, start)) WITHOUT ROWID""",
        "CREATE INDEX late_quotes_by_version ON late_quotes (version)",
    ),
    (
        "ALTER TABLE followed_entries ADD COLUMN etag TEXT",
        "ALTER TABLE followed_entries ADD COLUMN modified TEXT",
        "ALTER TABLE followed_entries ADD COLUMN looks INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE followed_entries ADD COLUMN next_look TEXT",
        "CREATE INDEX followed_looks ON followed_entries (source, next_look) WHERE next_look IS NOT NULL",
    ),
)

LATEST = len(STEPS)

DROP_DERIVED: tuple[str, ...] = (
    "DROP VIEW IF EXISTS kept_listing",
    "DROP VIEW IF EXISTS kept_articles",
    "DROP VIEW IF EXISTS shown_articles",
    "DROP TABLE IF EXISTS listing",
    "DROP TABLE IF EXISTS refreshed",
    "DROP TABLE IF EXISTS families",
    "DROP TABLE IF EXISTS names",
    "DROP TABLE IF EXISTS state",
    *DROP_TOPICS,
    *DROP_WORDINGS,
)

DROP_SEARCH: tuple[str, ...] = (
    "DROP TRIGGER IF EXISTS quotes_search_add",
    "DROP TRIGGER IF EXISTS quotes_search_remove",
    "DROP TABLE IF EXISTS quotes_search",
)
"""A step that changes the quotes or contexts of rows begins with these, so that the index is built again."""

_ALL = "kind, speaker_kind, basis, confidence, corrected"

CREATE_DERIVED: tuple[str, ...] = (
    """CREATE TABLE names (
        id INTEGER PRIMARY KEY, name TEXT UNIQUE, sort_key TEXT NOT NULL,
        known_as INTEGER NOT NULL REFERENCES names,
        outlet_as INTEGER NOT NULL REFERENCES names,
        changed INTEGER NOT NULL, linked INTEGER NOT NULL)""",
    "CREATE INDEX ix_names_sort_key ON names (sort_key)",
    "CREATE INDEX ix_names_known_as ON names (known_as)",
    "CREATE INDEX ix_names_outlet_as ON names (outlet_as)",
    "CREATE INDEX ix_names_changed ON names (changed)",
    "CREATE INDEX names_to_link ON names (id) WHERE linked = 0",
    """CREATE TABLE families (
        family TEXT NOT NULL, name INTEGER NOT NULL REFERENCES names,
        PRIMARY KEY (family, name)) WITHOUT ROWID""",
    """CREATE TABLE refreshed (
        article INTEGER NOT NULL PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
        changes INTEGER NOT NULL, sort_key TEXT NOT NULL)""",
    "CREATE INDEX ix_refreshed_changes ON refreshed (changes)",
    """CREATE TABLE listing (
        id INTEGER PRIMARY KEY REFERENCES quotes ON DELETE CASCADE,
        article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
        start INTEGER NOT NULL,
        speaker INTEGER NOT NULL REFERENCES names,
        source INTEGER NOT NULL REFERENCES names,
        outlet INTEGER NOT NULL REFERENCES names,
        published INTEGER NOT NULL,
        kind INTEGER NOT NULL, speaker_kind INTEGER NOT NULL, basis INTEGER NOT NULL,
        confidence DOUBLE NOT NULL, corrected INTEGER NOT NULL,
        mention TEXT)""",
    """CREATE VIEW shown_articles AS
        SELECT articles.id, digest, text_digest, articles.doc_id, publications.title, publications.outlet,
            publications.published, publications.url, version, articles.added, text, metadata
        FROM articles JOIN publications ON publications.article = articles.id AND publications.place = 0""",
    """CREATE VIEW kept_articles AS
        SELECT * FROM shown_articles WHERE id NOT IN (SELECT article FROM bin)""",
    "CREATE VIEW kept_listing AS SELECT * FROM listing WHERE article NOT IN (SELECT article FROM bin)",
    "CREATE TABLE state (id INTEGER PRIMARY KEY, changes INTEGER NOT NULL)",
    "INSERT INTO state VALUES (1, 0)",
    *CREATE_WORDINGS,
    *CREATE_TOPICS,
)

CREATE_LISTING_INDEXES: tuple[str, ...] = (
    # Each index below holds every column that a filter may need, so that no query reads the table row by row.
    f"""CREATE INDEX listing_by_date
        ON listing (published DESC, article DESC, start, speaker, source, outlet, {_ALL})""",
    f"""CREATE INDEX listing_by_speaker
        ON listing (speaker, published DESC, article DESC, start, source, outlet, {_ALL})""",
    f"""CREATE INDEX listing_by_source
        ON listing (source, published DESC, article DESC, start, speaker, outlet, {_ALL})""",
    f"""CREATE INDEX listing_by_outlet
        ON listing (outlet, published DESC, article DESC, start, speaker, source, {_ALL})""",
    f"""CREATE INDEX listing_by_article
        ON listing (article, start, published, speaker, source, outlet, {_ALL})""",
    f"""CREATE INDEX listing_by_confidence
        ON listing (confidence, published DESC, article DESC, start, speaker, source, outlet, {_ALL})""",
    "CREATE INDEX listing_by_mention ON listing (speaker, mention)",
    "CREATE INDEX listing_corrected ON listing (published DESC, article DESC, start) WHERE corrected = 1",
)

CREATE_SEARCH: tuple[str, ...] = (
    f"""CREATE VIRTUAL TABLE quotes_search USING fts5(
        quote, context, content='quotes', content_rowid='id',
        tokenize='{TOKENIZER}')""",
    "INSERT INTO quotes_search (quotes_search) VALUES ('rebuild')",
    """CREATE TRIGGER quotes_search_add AFTER INSERT ON quotes BEGIN
        INSERT INTO quotes_search (rowid, quote, context) VALUES (new.id, new.quote, new.context);
    END""",
    """CREATE TRIGGER quotes_search_remove AFTER DELETE ON quotes BEGIN
        INSERT INTO quotes_search (quotes_search, rowid, quote, context)
        VALUES ('delete', old.id, old.quote, old.context);
    END""",
)
"""Rows of `quotes` are inserted and deleted, never changed, so two triggers keep the search index right."""
