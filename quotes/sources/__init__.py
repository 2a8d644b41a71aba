"""Find the reporting source of each quotation: the outlet, platform or book that the article credits.

In: a `MarkedArticle` with its attributions and speakers. Out: one `Source` for each quotation; it is empty
if the article credits nobody.

`find_sources` takes these steps, on the text with all quoted words masked:

1. ``outlets``: `Outlets` finds the names of outlets, by the lexicon, by their own words ("Gazette") or by
   how the article describes them; ``listed_names`` looks names up in the lexicon, ``worded_names`` and
   ``described_names`` read the words in them and the nouns beside them.
2. ``credits`` runs the rules, each of which reads one construction that credits an outlet:
   ``venue_credits`` "told Radio Vale", ``relay_credits`` "KCNA reported", ``writing_credits`` "wrote in the
   Gazette", ``publication_credits`` "wrote on Twitter". ``credit`` has the type and what the rules
   share; ``outlet_phrases`` reads the noun phrase that names the outlet, ``bare_names`` a name that only its
   place in the sentence makes an outlet, ``programmes`` those that only their place on the air shows, and
   ``hearers`` the people of an outlet who only hear.
3. ``scene`` puts the credits and the spoken words of an article side by side. ``quoted_titles`` leaves out
   titles in quotation marks; ``occasions`` notices when a sentence is about another time or event.
4. ``proposals``: rules propose which credit belongs to which quotation, and how long it lasts for the later
   words of its speaker; ``sentence_credits`` says which credits of a sentence can be for its words,
   ``said_where`` reads the sentences that say it of the words before them.
5. ``choice``: fitted weights choose among the credits and "no source". The features are in ``features``,
   those of the credited name in ``name_signs``.
"""

from quotes.sources.choice import (
    SourceChoice,
    SourceReader,
    choose_sources,
    find_sources,
    rival_features,
)
from quotes.sources.features import basis_features
from quotes.sources.outlets import Outlets
from quotes.sources.scene import Scene

__all__ = [
    "Outlets",
    "Scene",
    "SourceChoice",
    "SourceReader",
    "basis_features",
    "choose_sources",
    "find_sources",
    "rival_features",
]
