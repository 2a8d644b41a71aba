-- What a library of version 18 of the schema had in it: two pages of a feed, one of which changed later, and a folder;
-- two saved views that were looked at, two digests that were sent and one that was not.
INSERT INTO acts VALUES (1, 'following', 'Ada Brook', '2026-11-20T09:15:15+00:00', '',
    '{"articles": 0, "did": "added", "places": ["https://news.example/feed", "/news"]}', NULL, NULL);
INSERT INTO acts VALUES (2, 'saved view', 'Ada Brook', '2026-11-20T09:15:15+00:00', '',
    '{"articles": 0, "did": "saved", "name": "early", "view": 1}', NULL, NULL);
INSERT INTO acts VALUES (3, 'import', 'Ada Brook', '2026-11-20T09:15:17+00:00', 'watch: Ellin Courier',
    '{"articles": 1, "renewed": 0, "quotes": 1}', NULL, NULL);
INSERT INTO acts VALUES (4, 'import', 'Ada Brook', '2026-11-20T09:15:17+00:00', 'watch: Ellin Courier',
    '{"articles": 0, "renewed": 0, "quotes": 2, "updated": 1}', NULL, NULL);
INSERT INTO acts VALUES (5, 'import', 'Ada Brook', '2026-11-20T09:15:17+00:00', 'watch: Ellin Courier',
    '{"articles": 1, "renewed": 0, "quotes": 1}', NULL, NULL);
INSERT INTO acts VALUES (6, 'saved view', 'Ada Brook', '2026-11-20T09:15:17+00:00', '',
    '{"articles": 0, "did": "saved", "name": "seen", "view": 2}', NULL, NULL);
INSERT INTO articles VALUES (1, '81ab7587a0554b4e3997c8e954fcf6aba0c4bc0ad04707ffe4eb720546358e63',
    '301e59af00baf33201ecbc56b40a2e5168bb6a8f0497fdf10dd25baa5de1f1a2', '83e931d9bb6c1254', 'Ice', 'Ellin Courier', '2024-03-05',
    'https://news.example/1', '0.2.0', '2026-11-20T09:15:17+00:00',
    '“We stay here until the spring,” Ada Quill said. “Nobody has eaten since the morning,” Cy Marl said. ', '{}');
INSERT INTO articles VALUES (2, 'd09923e2b0783ba189ec5f81f28bb21e6bc27b7d3828d91a438a824f71e8aebf',
    '8b6910201970f70a7a887997d5502d9e12d95945b985e448dc6523004860de0e', '8b6910201970f70a', 'Song', 'Ellin Courier', '2024-03-05',
    'https://news.example/2', '0.2.0', '2026-11-20T09:15:17+00:00', '“They sing of it in the harbour,” Bo Reed said. ', '{}');
INSERT INTO publications VALUES (1, 1, 0, '83e931d9bb6c1254', 'Ice', 'Ellin Courier', '2024-03-05', 'https://news.example/1',
    '2026-11-20T09:15:17+00:00', 3);
INSERT INTO publications VALUES (2, 2, 0, '8b6910201970f70a', 'Song', 'Ellin Courier', '2024-03-05', 'https://news.example/2',
    '2026-11-20T09:15:17+00:00', 5);
INSERT INTO saved_views VALUES (1, 'early', '', 'Ada Brook', '2026-11-20T09:15:15+00:00', 0, NULL);
INSERT INTO saved_views VALUES (2, 'seen', 'speaker=Ada+Quill', 'Ada Brook', '2026-11-20T09:15:17+00:00', 2, NULL);
INSERT INTO followed_sources VALUES (1, 'feed', 'https://news.example/feed', NULL, 'Ada Brook', '2026-11-20T09:15:15+00:00', 1, 0, NULL, NULL,
    NULL, NULL, NULL, 0, 0, 0, NULL);
INSERT INTO followed_sources VALUES (2, 'folder', '/news', NULL, 'Ada Brook', '2026-11-20T09:15:15+00:00', 1, 0, NULL, NULL, NULL, NULL, NULL,
    0, 0, 0, NULL);
INSERT INTO quotes VALUES (1, 1, 1, '5e00b5fdd9c30b40', 'We stay here until the spring,', 'full', 1, 31, 'Ada Quill', 'person', 'Ada Quill',
    33, 42, 'said', 43, 47, NULL, NULL, NULL, NULL, NULL, 'clause_after', 0.992,
    '“We stay here until the spring,” Ada Quill said. “Nobody has eaten since the morning,” Cy Marl said.', 0, 'as written', NULL, 0.956);
INSERT INTO quotes VALUES (2, 1, 1, '259fc83519e2c394', 'Nobody has eaten since the morning,', 'full', 50, 85, 'Cy Marl', 'person', 'Cy Marl',
    87, 94, 'said', 95, 99, NULL, NULL, NULL, NULL, NULL, 'clause_after', 0.99,
    '“We stay here until the spring,” Ada Quill said. “Nobody has eaten since the morning,” Cy Marl said.', 0, 'as written', NULL, 0.956);
INSERT INTO quotes VALUES (3, 2, 1, '081875921a44a414', 'They sing of it in the harbour,', 'full', 1, 32, 'Bo Reed', 'person', 'Bo Reed', 34,
    41, 'said', 42, 46, NULL, NULL, NULL, NULL, NULL, 'clause_after', 0.987, '“They sing of it in the harbour,” Bo Reed said.', 0,
    'as written', NULL, 0.956);
INSERT INTO act_articles VALUES (1, 3);
INSERT INTO act_articles VALUES (1, 4);
INSERT INTO act_articles VALUES (2, 5);
INSERT INTO former_quotes VALUES ('e8571dae2a805e89', 1, 1, 31);
INSERT INTO view_marks VALUES (1, 'export', '', 2, '2026-11-20T09:15:17+00:00');
INSERT INTO view_marks VALUES (1, 'look', 'Ada Brook', 2, '2026-11-20T09:15:17+00:00');
INSERT INTO view_marks VALUES (2, 'look', 'Ada Brook', 2, '2026-11-20T09:15:17+00:00');
INSERT INTO deliveries VALUES (1, 1, 'desk', '9abbc940-6b42-4b02-8c84-97095a2e425f', 0, 1, '2026-11-20T09:15:17+00:00', '2026-11-20T09:15:17+00:00');
INSERT INTO deliveries VALUES (2, 1, 'desk', 'bb8db082-33a2-4170-b3c7-048b7c41af8f', 1, 2, '2026-11-20T09:15:17+00:00', '2026-11-20T09:15:17+00:00');
INSERT INTO deliveries VALUES (3, 1, 'wire', '084f109f-de49-4b0a-83f7-c6b104ba9d1d', 0, 2, '2026-11-20T09:15:17+00:00', NULL);
INSERT INTO followed_entries VALUES ('https://news.example/1', 1, '2', '2026-11-20T09:15:17+00:00', 0, NULL, NULL, 1);
INSERT INTO followed_entries VALUES ('https://news.example/2', 1, '1', '2026-11-20T09:15:17+00:00', 0, NULL, NULL, 2);
INSERT INTO article_versions VALUES (1, 1, '83e931d9bb6c1254ffc974538e360fb1c5f6f9eb9582fef54eec0071f5912af2', 'Ice',
    '“We stay here until the spring,” Ada Quill said. ', '2026-11-20T09:15:17+00:00');
PRAGMA application_id = 1364545364;
PRAGMA user_version = 18;
