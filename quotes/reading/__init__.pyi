from .article_checks import usable_articles
from .article_records import articles_of_record
from .column_choice import FIELDS, NO_CHOICE, ColumnChoice, columns_from_options, find_columns
from .dates import iso_date
from .feeds import (
    FROM_FEED,
    MOST_ENTRIES,
    Feed,
    FeedEntry,
    article_of_entry,
    feeds_of_page,
    possible_day,
    read_feed,
)
from .file_kinds import ONE_ARTICLE, READERS, read_input
from .folders import FolderContents, folder_contents, is_folder
from .form_input import MOST_ADDRESSES, read_addresses, read_pasted, read_uploads
from .html_files import forget_pages
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
from .sitemaps import read_opml
from .table_files import read_parquet
from .table_preview import TablePreview, preview_table
from .urls import PAGE_TYPES, page_of, read_page
from .web_addresses import check_url, is_url
from .web_client import NotPublicError, WebAnswer, WebClient, WebError

__all__ = [
    "FIELDS",
    "FROM_FEED",
    "MOST_ADDRESSES",
    "MOST_ENTRIES",
    "NO_CHOICE",
    "ONE_ARTICLE",
    "PAGE_TYPES",
    "READERS",
    "ColumnChoice",
    "Feed",
    "FeedEntry",
    "FolderContents",
    "FoundArticle",
    "InputFile",
    "NotPublicError",
    "ReadingError",
    "ReadingOutcome",
    "Remark",
    "TablePreview",
    "WebAnswer",
    "WebClient",
    "WebError",
    "article_of_entry",
    "articles_of_record",
    "check_suffix",
    "check_url",
    "columns_from_options",
    "ending_with_remark",
    "feeds_of_page",
    "find_columns",
    "folder_contents",
    "forget_pages",
    "is_folder",
    "is_url",
    "iso_date",
    "list_files",
    "list_unread",
    "local_paths",
    "page_of",
    "possible_day",
    "preview_table",
    "read_addresses",
    "read_articles",
    "read_feed",
    "read_input",
    "read_json_lines",
    "read_opml",
    "read_outcomes",
    "read_page",
    "read_parquet",
    "read_pasted",
    "read_path",
    "read_uploads",
    "usable_articles",
]
