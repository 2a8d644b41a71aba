"""Telling people what is new: digests of saved views, printed or sent.

- `make_digest` collects what came into the library, and what is unusual about it.
- `digest_to_markdown` and `digest_to_html` write a digest.
- `read_targets` reads where to send digests, and `send_new` sends to each what it was not sent before.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
