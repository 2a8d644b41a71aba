"""The Streamlit dashboard: the quotes of a library, each with its evidence.

Each page has a folder. `shared` has what several pages use, `login` decides who may see them, and `app` puts
them together. Everything that pages compute comes from other packages, so the command line has it too.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
