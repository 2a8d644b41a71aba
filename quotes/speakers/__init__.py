"""Who a mention stands for: from "he" or "the minister" to one name for each person or body.

`find_names` finds names by how they are written, `gather_entities` joins those of one person or body, and
`resolve_speakers` follows each mention to one of them. `link_speakers` does the same over many articles.
"""

from quotes.speakers.entities import Entity, gather_entities
from quotes.speakers.linking import NameForm, join_forms, link_speakers, name_families, name_form
from quotes.speakers.names import find_names
from quotes.speakers.resolution import resolve_speakers

__all__ = [
    "Entity",
    "NameForm",
    "find_names",
    "gather_entities",
    "join_forms",
    "link_speakers",
    "name_families",
    "name_form",
    "resolve_speakers",
]
