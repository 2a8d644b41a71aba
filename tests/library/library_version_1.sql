-- A library as version 1 of the schema had it: one article with two quotes, and a correction of the second.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, text_digest TEXT NOT NULL, doc_id TEXT NOT NULL UNIQUE,
    title TEXT, outlet TEXT, published TEXT, url TEXT, version TEXT NOT NULL, added TEXT NOT NULL,
    text TEXT NOT NULL);
CREATE INDEX ix_articles_text_digest ON articles (text_digest);
CREATE TABLE quotes (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    extracted INTEGER NOT NULL, quote_id TEXT NOT NULL, quote TEXT NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT, speaker_kind TEXT,
    mention TEXT, mention_start INTEGER, mention_end INTEGER, cue TEXT, cue_start INTEGER, cue_end INTEGER,
    source TEXT, source_basis TEXT, source_mention TEXT, source_start INTEGER, source_end INTEGER,
    rule TEXT NOT NULL, confidence DOUBLE NOT NULL, context TEXT NOT NULL, paragraph INTEGER NOT NULL);
CREATE INDEX ix_quotes_article ON quotes (article);
CREATE INDEX ix_quotes_quote_id ON quotes (quote_id);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY, text_digest TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    what TEXT NOT NULL, value TEXT, kind TEXT, made TEXT NOT NULL, undone TEXT);
CREATE INDEX ix_corrections_text_digest ON corrections (text_digest);
INSERT INTO articles VALUES (
    1, '1f', '2e', 'ferry', 'The ferry returns', 'Port Post', '2024-03-05', NULL, '0.1.0', '2024-03-06T10:00:00+00:00',
    '“We sail at dawn,” Ada Quill said. “A mess,” Bo Reed said.');
INSERT INTO quotes VALUES (
    1, 1, 1, 'aaaa000011112222', 'We sail at dawn,', 'full', 1, 17, 'Ada Quill', 'person',
    'Ada Quill', 19, 28, 'said', 29, 33, NULL, NULL, NULL, NULL, NULL, 'clause', 0.9,
    '“We sail at dawn,” Ada Quill said. “A mess,” Bo Reed said.', 0);
INSERT INTO quotes VALUES (
    2, 1, 1, 'bbbb000011112222', 'A mess,', 'fragment', 36, 43, 'Bo Reed', 'person',
    'Bo Reed', 45, 52, 'said', 53, 57, NULL, NULL, NULL, NULL, NULL, 'clause', 0.9,
    '“We sail at dawn,” Ada Quill said. “A mess,” Bo Reed said.', 0);
INSERT INTO corrections VALUES (1, '2e', 36, 43, 'speaker', 'Cy Marl', 'person', '2024-03-07T10:00:00+00:00', NULL);
PRAGMA application_id = 1364545364;
PRAGMA user_version = 1;
