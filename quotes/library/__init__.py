"""The library: articles, their quotes and people's corrections, in one SQLite file.

`Library` opens the file. Its methods, by what they are for:

- Put articles in: `Library.add` stores an article with its quotes, `Library.link` joins the names that mean
  one speaker, `Library.to_extract` says whether an article needs an extraction at all.
- Read quotes: `Library.page`, `rows`, `frame`, `quote`. Each takes a `Filter`, which says which quotes to
  give, and a `Sort`, which says in which order.
- Read lists page by page, as programs do: `Library.quotes_after`, `articles_after`.
- Count quotes: `Library.totals`, `counts`, `months`, `speakers_by`, `companions`, `forms`, `mentions`.
- Correct: `Library.correct_speaker`, `correct_source`, `reject`, `add_missed`, `undo`. A correction never
  changes the extraction. It is stored beside it and applied to what is shown.
- Names: `Library.join_names`, `split_names` and `not_a_name` win over the linking of names by the program.
- Tags: `Library.tag`, `untag`, `tags`, `tags_of`, on speakers, articles and quotes.
- Saved views: `Library.save_view`, `saved_views`, `view_counts`, `looked_at`; `Arrived` limits a question to
  what came in after a `ViewMark`. `Library.delivery` and `note_sent` remember which digests were sent.
- The same words: `Library.utterance_of`, `utterances`, `find_words` and `match`, which keeps them up.
- Follow: `Library.follow`, `followed`, `entries_to_read` and `store_entry` keep what feeds and folders are
  followed and what was seen in them; `Library.versions` has the earlier texts of pages that changed.
- Topics: `Library.keep_topics`, `term_counts`, `term_quotes`; `quotes.insight.topics` makes topics of terms.
- Look back: `Library.acts`, `history`, `corrections`, `gold`.

Whatever people do is an act (`Act`): it says who did it and when, and `Library.undo` takes all of it back.
`Library.acting_as` names the person.

`FILTER_FIELDS` is the table of filters, from which the query, the address of a page, its side panel and the
options of ``quotes export`` are made. See `quotes.library.filters` to add a filter.

Where to find what:

- tables and their versions: `schema`, `migrations`, `derived_tables`, `migration_progress`
- the file and its errors: `connection`
- writing: `store`, `article_storing`, `inserts`, `import_run`, `correcting`, `corrections`
- acts: `acts`, `act_kinds`, `act_history`, `undoing`
- filters: `filters` (the table), `filter_fields`, `conditions`, `filter_conditions`, `word_search`
- filters in addresses: `filter_addresses`; under a name: `saved_views`, `arrivals`, `deliveries`
- reading in SQL: `quote_queries`, `sorted_quotes`, `paging`, `correction_history`
- counting in memory: `count_queries`, `listing_arrays`, `selected_quotes`, `cache`
- one state for many questions: `held_state`, for `Library.in_one_state`
- the same words: `utterances`, `word_finding` (questions), `wording_tables` (tables and triggers),
  `utterance_building`, `wordings`, `short_quotes`, `spoken_lines` (matching), `article_texts` (full text)
- words in context: `phrase_search` (what a person types), `phrase_finding` (the texts that have it)
- what is followed: `followed_sources`, `following`, `following_tables`, `watch_lease`
- pages that changed: `article_versions`
- topics: `topic_tables`, `topic_terms`
- names of speakers and outlets: `name_table`, `name_linking`, `similar_names`
- what people decided about names: `joinings`, `name_decisions`; their tags: `tagging`, `tag_queries`
- who may read from a program: `access_tokens`
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
