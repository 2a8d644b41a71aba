"""Through whom the words came: the outlet, agency, programme, book or platform that the article credits.

`find_sources` returns the reporting source of each quotation. `credits` holds the forms of words that name
one ("told CNN", "KCNA reported"), `outlets` recognises the names of outlets, and `choice` decides which
credit belongs to which quotation.
"""

from quotes.sources.choice import find_sources
from quotes.sources.outlets import Outlets

__all__ = ["Outlets", "find_sources"]
