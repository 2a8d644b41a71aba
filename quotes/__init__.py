"""Direct quotes of news articles: who said what, and which outlet reported it.

The names below are the public ones. They load on first use, so that ``import quotes`` (and with it
``quotes --help``) costs nothing.
"""

import lazy_loader

__version__ = "0.2.0"
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
