-- A library as version 5 of the schema had it: one article with two quotes, and a correction of the second.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, text_digest TEXT NOT NULL, doc_id TEXT NOT NULL UNIQUE,
    title TEXT, outlet TEXT, published TEXT, url TEXT, version TEXT NOT NULL, added TEXT NOT NULL,
    text TEXT NOT NULL, metadata JSON NOT NULL DEFAULT '{}');
CREATE INDEX ix_articles_text_digest ON articles (text_digest);
CREATE TABLE quotes (
    id INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    extracted INTEGER NOT NULL, quote_id TEXT NOT NULL, quote TEXT NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, speaker TEXT, speaker_kind TEXT,
    mention TEXT, mention_start INTEGER, mention_end INTEGER, cue TEXT, cue_start INTEGER, cue_end INTEGER,
    source TEXT, source_basis TEXT, source_mention TEXT, source_start INTEGER, source_end INTEGER,
    rule TEXT NOT NULL, confidence DOUBLE NOT NULL, context TEXT NOT NULL, paragraph INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT '');
CREATE INDEX ix_quotes_article ON quotes (article);
CREATE INDEX ix_quotes_quote_id ON quotes (quote_id);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY, text_digest TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    what TEXT NOT NULL, value TEXT, kind TEXT, made TEXT NOT NULL, undone TEXT, note TEXT NOT NULL DEFAULT '');
CREATE INDEX ix_corrections_text_digest ON corrections (text_digest);
CREATE TABLE names (
    id INTEGER PRIMARY KEY, name TEXT UNIQUE, sort_key TEXT NOT NULL,
    known_as INTEGER NOT NULL REFERENCES names, changed INTEGER NOT NULL, linked INTEGER NOT NULL);
CREATE TABLE listing (
    id INTEGER PRIMARY KEY REFERENCES quotes ON DELETE CASCADE,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE, start INTEGER NOT NULL,
    speaker INTEGER NOT NULL REFERENCES names, source INTEGER NOT NULL REFERENCES names,
    outlet INTEGER NOT NULL REFERENCES names, published INTEGER NOT NULL,
    kind INTEGER NOT NULL, speaker_kind INTEGER NOT NULL, basis INTEGER NOT NULL,
    confidence DOUBLE NOT NULL, corrected INTEGER NOT NULL, mention TEXT);
CREATE TABLE state (id INTEGER PRIMARY KEY, changes INTEGER NOT NULL);
CREATE VIRTUAL TABLE quotes_search USING fts5(
    quote, context, content='quotes', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER quotes_search_add AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_search (rowid, quote, context) VALUES (new.id, new.quote, new.context);
END;
CREATE TRIGGER quotes_search_remove AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_search (quotes_search, rowid, quote, context)
    VALUES ('delete', old.id, old.quote, old.context);
END;
INSERT INTO articles VALUES (
    1, '1380b298411f7591f751e2a6d10de74e70ffe6967500ca425f8f480917e05074',
    '18cbb75acd2000e598cf111f43028efa576604be7c244f96a906e1f6d3d51216', 'ferry', 'The ferry returns', 'Port Post',
    '2024-03-05', NULL, '0.1.0', '2024-03-06T10:00:00+00:00',
    '“We sail at dawn,” Ada Quill told the Ellin Courier. “A mess,” Bo Reed said.', '{"section": "Harbour"}');
INSERT INTO quotes VALUES (
    1, 1, 1, '3b226645acde0e61', 'We sail at dawn,', 'full', 1, 17, 'Ada Quill', 'person',
    'Ada Quill', 19, 28, 'told', 29, 33, 'Ellin Courier', 'stated', 'Ellin Courier', 38, 51, 'clause_after', 0.991,
    '“We sail at dawn,” Ada Quill told the Ellin Courier. “A mess,” Bo Reed said.', 0, 'as written');
INSERT INTO quotes VALUES (
    2, 1, 1, '52eae751cc764ef8', 'A mess,', 'full', 54, 61, 'Bo Reed', 'person',
    'Bo Reed', 63, 70, 'said', 71, 75, NULL, NULL, NULL, NULL, NULL, 'clause_after', 0.991,
    '“We sail at dawn,” Ada Quill told the Ellin Courier. “A mess,” Bo Reed said.', 0, 'as written');
INSERT INTO quotes VALUES (
    3, 1, 0, '52eae751cc764ef8', 'A mess,', 'full', 54, 61, 'Cy Marl', 'person',
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'correction', 1.0,
    '“We sail at dawn,” Ada Quill told the Ellin Courier. “A mess,” Bo Reed said.', 0, '');
INSERT INTO corrections VALUES (
    1, '18cbb75acd2000e598cf111f43028efa576604be7c244f96a906e1f6d3d51216', 54, 61, 'speaker', 'Cy Marl', 'person',
    '2024-03-07T10:00:00+00:00', NULL, 'heard it');
INSERT INTO names VALUES (0, NULL, '', 0, 1, 1);
INSERT INTO names VALUES (1, 'Ada Quill', 'ada quill', 1, 2, 1);
INSERT INTO names VALUES (2, 'Cy Marl', 'cy marl', 2, 3, 1);
INSERT INTO names VALUES (3, 'Ellin Courier', 'ellin courier', 3, 2, 1);
INSERT INTO names VALUES (4, 'Port Post', 'port post', 4, 2, 1);
INSERT INTO listing VALUES (1, 1, 1, 1, 3, 4, 20240305, 1, 1, 1, 0.991, 0, 'Ada Quill');
INSERT INTO listing VALUES (3, 1, 54, 2, 0, 4, 20240305, 1, 1, 0, 1.0, 1, NULL);
INSERT INTO state VALUES (1, 3);
PRAGMA application_id = 1364545364;
PRAGMA user_version = 5;
