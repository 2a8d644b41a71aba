"""Find out who a mention refers to: from "he" or "the minister" to one name for each person or organisation.

In: a `MarkedArticle` and its attributions. Out: one `Speaker` for each attribution, with the fullest name
that the article gives.

`resolve_speakers` takes these steps:

1. ``names``: `find_names` finds proper names by their capitals. ``headlines`` recognises lines in which a
   capital means nothing; ``descriptions`` reads what is said beside a name (a title, an apposition, an
   age).
2. ``entities``: `gather_entities` groups the names of one person or organisation into an `Entity`.
   ``name_agreement`` says which names can belong together, ``name_keys`` how they are compared.
3. ``mentions`` reads each mention as a name, a pronoun or a phrase.
4. ``resolution`` goes through the article once, from start to end. For each mention, ``antecedents``
   proposes to whom it may refer; the rules are in ``named_mentions``, ``pronouns`` and ``phrases``, and
   ``answer_rules`` lists their names. ``discourse`` remembers who was named where.
   ``antecedent_features`` says what speaks for and against each antecedent, and ``choice`` picks one by
   fitted weights.
5. ``confidence`` says how sure the speaker of a row is, mention and name together.

``linking`` answers the same question across articles: `link_speakers` finds the names in a table that
belong to one speaker.
"""

from quotes.speakers.confidence import confidence_features, speaker_confidence
from quotes.speakers.entities import Entity, gather_entities
from quotes.speakers.linking import NameForm, join_forms, link_speakers, name_families, name_form
from quotes.speakers.names import find_names
from quotes.speakers.resolution import resolve_speakers

__all__ = [
    "Entity",
    "NameForm",
    "confidence_features",
    "find_names",
    "gather_entities",
    "join_forms",
    "link_speakers",
    "name_families",
    "name_form",
    "resolve_speakers",
    "speaker_confidence",
]
