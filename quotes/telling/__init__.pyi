from .digest import Digest, make_digest
from .digest_formats import digest_to_html, digest_to_markdown
from .sending import SendingOutcome, send_new
from .targets import DigestTarget, read_targets

__all__ = [
    "Digest",
    "DigestTarget",
    "SendingOutcome",
    "digest_to_html",
    "digest_to_markdown",
    "make_digest",
    "read_targets",
    "send_new",
]
