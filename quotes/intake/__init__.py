"""Articles into a library: read, extracted and stored, one by one.

- `add_articles` adds what reading gave and reports each article. A failure is reported; the run continues.
- `Batch` keeps what was read in a temporary file, so that people can look through it before they add it.
- `AddingRun` adds a batch in the background; `RunProgress` says how far it is, `RunOutcome` what came of it.
- `remarks_csv` writes what could not be read as a table.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
