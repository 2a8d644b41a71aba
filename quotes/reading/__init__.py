"""Bytes to articles: files, folders, archives, web pages, pasted text and uploads.

Start with these:

- `read_articles` reads files, folders, web addresses and standard input; `read_path` reads one of them.
- `read_outcomes` reads the same, but gives each article with its place (`FoundArticle`) and a `Remark` for
  whatever it could not read or left out, instead of stopping.
- `read_pasted`, `read_uploads` and `read_addresses` read what people enter on a page.

To follow feeds: `WebClient` fetches from public addresses within limits, `read_feed` reads a feed or a news
sitemap, `read_opml` a list of feeds, and `page_of` with `read_page` the article of a page. `forget_pages`
frees memory after hundreds of pages.

To add a kind of file, write a module with a function from `InputFile` to outcomes, and enter it in `READERS`.
`read_input` picks the reader; `usable_articles` then drops empty, foreign and duplicate texts.

For tables and records: `preview_table` shows the first rows and which column seems to hold what, by its name
or by what it holds; ``columns`` of the functions above chooses others. `find_columns` matches column names to
fields, `articles_of_record` makes the article, and `iso_date` reads a date if it can only mean one day.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
