from .cluster import dask_client, prepare_dataset, run_parts
from .dataset import ARTICLES, QUOTES, is_dataset, read_dataset
from .frames import extract_frame
from .portions import Extracted
from .workers import cores, extract_in_order

__all__ = [
    "ARTICLES",
    "QUOTES",
    "Extracted",
    "cores",
    "dask_client",
    "extract_frame",
    "extract_in_order",
    "is_dataset",
    "prepare_dataset",
    "read_dataset",
    "run_parts",
]
