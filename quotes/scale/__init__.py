"""Many articles: several processes on this machine, or many machines with Dask.

On this machine:

- `extract_in_order` extracts a stream of articles in several processes; those that fail become remarks.
- `give_back_memory` gives the system the memory that this process no longer uses.
- `starting_processes` and `end_with_parent` keep Ctrl-C from other processes, and end them with this one.

With Dask:

- `prepare_dataset` plans a dataset (a folder of Parquet files), `dask_client` connects to the workers, and
  `run_parts` extracts the missing parts. An interrupted run continues where it stopped.
- `read_dataset` reads a dataset's articles with their quotes; `is_dataset` recognises its folder.
- `extract_frame` turns a Dask DataFrame of articles into one of quotes.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
