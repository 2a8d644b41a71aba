"""Checking quotes by hand: which comes next, what may be right, and what the extraction missed."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
