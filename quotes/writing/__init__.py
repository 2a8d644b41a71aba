"""Rows to tables and files: one module for each family of formats.

Start with these:

- `to_frame` turns rows into a pandas table.
- `save` writes a table to a file in any `Format`; `to_bytes` only makes the content of the file.
- `format_of_file` tells the format from a file's name; `FILE_FORMATS` are those that files can have.
- `open_stream` writes tables that do not fit into memory, a piece at a time.
- `brief_rows` and `brief_text` make the short table that a terminal prints, without loading pandas.
- `CITATIONS` writes one quote with its citation, to paste.
- `replace_file` and `replacing` write files that appear whole or not at all.

To add a format, enter it in `Format` with its facts, and its encoder in ``ENCODERS`` in the module ``table``.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
