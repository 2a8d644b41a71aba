"""Articles into a library: read, extracted and stored, one by one.

- `add_articles` adds what reading gave and reports each article. A failure is reported; the run continues.
- `Batch` keeps what was read in a temporary file, so that people can look through it before they add it.
- `AddingRun` adds a batch in the background; `RunProgress` says how far it is, `RunOutcome` what came of it.
- `remarks_csv` writes what could not be read as a table.
- `Watch` follows feeds and folders, once or until stopped. `sources_named` finds what a person means by an
  address, a file or a folder, and `with_feeds_found` the feed of a web page. Threads read (`source_reading`),
  one request at a time for each site (`host_queue`); the thread that runs a round (`watch_round`) extracts
  and stores.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
