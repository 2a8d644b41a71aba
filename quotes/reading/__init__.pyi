from .articles import READERS, check_suffix, list_files, list_unread, read_outcomes, usable_articles
from .inputs import Found, Input, Outcome, Remark, ending_with_remark
from .json_files import read_json_lines
from .kinds import read_input
from .records import articles_of_record, find_columns
from .submissions import MOST_ADDRESSES, read_addresses, read_pasted, read_uploads
from .tables import read_parquet

__all__ = [
    "MOST_ADDRESSES",
    "READERS",
    "Found",
    "Input",
    "Outcome",
    "Remark",
    "articles_of_record",
    "check_suffix",
    "ending_with_remark",
    "find_columns",
    "list_files",
    "list_unread",
    "read_addresses",
    "read_input",
    "read_json_lines",
    "read_outcomes",
    "read_parquet",
    "read_pasted",
    "read_uploads",
    "usable_articles",
]
