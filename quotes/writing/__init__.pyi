from .atomic_files import check_target, remove_unfinished, replace_file, replacing
from .brief_table import BRIEF_COLUMNS, brief_rows, brief_text
from .citations import CITATIONS
from .formats import FILE_FORMATS, Format, format_of_file
from .markdown import escape_markdown
from .plain_tables import csv_bytes
from .reference_files import CITATION_FILES
from .table import save, to_bytes, to_frame
from .table_streams import ROWS_AT_ONCE, STREAMED, TableStream, open_stream
from .web_identifiers import identifier, web_address

__all__ = [
    "BRIEF_COLUMNS",
    "CITATIONS",
    "CITATION_FILES",
    "FILE_FORMATS",
    "ROWS_AT_ONCE",
    "STREAMED",
    "Format",
    "TableStream",
    "brief_rows",
    "brief_text",
    "check_target",
    "csv_bytes",
    "escape_markdown",
    "format_of_file",
    "identifier",
    "open_stream",
    "remove_unfinished",
    "replace_file",
    "replacing",
    "save",
    "to_bytes",
    "to_frame",
    "web_address",
]
