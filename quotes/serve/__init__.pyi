from .feed_addresses import feed_path
from .refusals import AccessRefusedError
from .routes import make_routes
from .served_site import ServedSite

__all__ = ["AccessRefusedError", "ServedSite", "feed_path", "make_routes"]
