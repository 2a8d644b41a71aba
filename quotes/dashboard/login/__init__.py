"""Who may see a dashboard that is served: the login, and the gate before every page."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
