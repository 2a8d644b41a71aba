"""The Streamlit dashboard: the quotes of a library, each with its evidence.

One folder a page, `shared` for what pages share, `login` for who may see them, and `app`, which puts them
together. Nothing is computed here that another room or the command line lacks.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
