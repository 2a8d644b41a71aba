from .refusals import AccessRefusedError
from .routes import make_routes
from .served_site import ServedSite

__all__ = ["AccessRefusedError", "ServedSite", "make_routes"]
