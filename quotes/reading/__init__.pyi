from .article_checks import usable_articles
from .article_records import articles_of_record
from .column_choice import FIELDS, NO_CHOICE, ColumnChoice, columns_from_options, find_columns
from .dates import iso_date
from .file_kinds import READERS, read_input
from .folders import is_folder
from .form_input import MOST_ADDRESSES, read_addresses, read_pasted, read_uploads
from .input_files import InputFile
from .json_files import read_json_lines
from .paths import (
    check_suffix,
    list_files,
    list_unread,
    local_paths,
    read_articles,
    read_outcomes,
    read_path,
)
from .reading_outcomes import FoundArticle, ReadingError, ReadingOutcome, Remark, ending_with_remark
from .table_files import read_parquet
from .table_preview import TablePreview, preview_table

__all__ = [
    "FIELDS",
    "MOST_ADDRESSES",
    "NO_CHOICE",
    "READERS",
    "ColumnChoice",
    "FoundArticle",
    "InputFile",
    "ReadingError",
    "ReadingOutcome",
    "Remark",
    "TablePreview",
    "articles_of_record",
    "check_suffix",
    "columns_from_options",
    "ending_with_remark",
    "find_columns",
    "is_folder",
    "iso_date",
    "list_files",
    "list_unread",
    "local_paths",
    "preview_table",
    "read_addresses",
    "read_articles",
    "read_input",
    "read_json_lines",
    "read_outcomes",
    "read_parquet",
    "read_pasted",
    "read_path",
    "read_uploads",
    "usable_articles",
]
