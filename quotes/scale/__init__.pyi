from .article_portions import ExtractedArticle
from .dask_cluster import dask_client, prepare_dataset, remove_unfinished_parts, run_parts
from .dask_frames import extract_frame
from .dataset import ARTICLES, QUOTES, is_dataset, read_dataset
from .free_memory import give_back_memory
from .workers import cores, end_with_parent, extract_in_order, starting_processes

__all__ = [
    "ARTICLES",
    "QUOTES",
    "ExtractedArticle",
    "cores",
    "dask_client",
    "end_with_parent",
    "extract_frame",
    "extract_in_order",
    "give_back_memory",
    "is_dataset",
    "prepare_dataset",
    "read_dataset",
    "remove_unfinished_parts",
    "run_parts",
    "starting_processes",
]
