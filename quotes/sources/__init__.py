"""Find the reporting source of each quotation: the outlet, platform or book that the article credits.

In: a `MarkedArticle` with its attributions and speakers. Out: one `Source` for each quotation; it is empty
if the article credits nobody.

`find_sources` takes these steps, on the text with all quoted words masked:

1. ``outlets``: `Outlets` finds the names of outlets, by the lexicon, by their own words ("Gazette") or by
   how the article describes them.
2. ``credits`` and ``publication_credits``: each rule reads one construction that credits an outlet, such as
   "told Radio Vale", "KCNA reported" or "wrote on Twitter". ``credit`` has the type and what the rules
   share; ``outlet_phrases`` reads the noun phrase that names the outlet.
3. ``choice`` decides which credit belongs to which quotation, and how long a source is carried to later
   quotes of the same speaker. ``quoted_titles`` leaves out titles in quotation marks; ``occasions`` notices
   when a sentence is about another time or event.
"""

from quotes.sources.choice import find_sources
from quotes.sources.outlets import Outlets

__all__ = ["Outlets", "find_sources"]
