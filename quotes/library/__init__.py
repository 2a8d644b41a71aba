"""A library in a file: articles, their quotes, and what people have corrected.

`Filter` says which quotes are asked for; every page and command builds one. One module a concern: `schema`
and `migrations` (tables), `store` (writing), `queries` and `tallies` (reading), `corrections`, `links`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
