"""What a library's quotes show together: which speakers reach readers through which sources."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
