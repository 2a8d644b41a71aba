"""Rows to tables and files: one module for each family of formats.

`to_frame` makes a pandas table of rows, `to_bytes` and `save` write it in any `Format`, and `open_stream`
writes tables that are longer than memory.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
