"""Bytes to articles: one module for each kind of file, and what they share.

`read_articles` reads files, folders, archives, web addresses and standard input; `read_outcomes` gives the
same with remarks about what could not be read. `read_pasted`, `read_uploads` and `read_addresses` take what
people hand in on a page.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
