"""Many articles: several processes here (`workers`), many machines elsewhere (`cluster`, `frames`)."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
