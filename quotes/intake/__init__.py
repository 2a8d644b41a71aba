"""Articles into a library: read, extracted and stored one by one, at once or in the background.

A failure is reported and the run continues.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
