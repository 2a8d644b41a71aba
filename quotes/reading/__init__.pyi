from .article_checks import usable_articles
from .article_records import articles_of_record, find_columns
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

__all__ = [
    "MOST_ADDRESSES",
    "READERS",
    "FoundArticle",
    "InputFile",
    "ReadingError",
    "ReadingOutcome",
    "Remark",
    "articles_of_record",
    "check_suffix",
    "ending_with_remark",
    "find_columns",
    "is_folder",
    "iso_date",
    "list_files",
    "list_unread",
    "local_paths",
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
