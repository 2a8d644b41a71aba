"""Find out who a mention refers to: from "he" or "the minister" to one name for each person or organisation.

In: a `MarkedArticle` and its attributions. Out: one `Speaker` for each attribution, with the fullest name
that the article gives.

`resolve_speakers` takes these steps:

1. ``names``: `find_names` finds proper names. ``capital_runs`` finds runs of capitals, and fitted weights
   choose the words of a run that are a name (``name_boundaries``) by their classes (``surroundings``), by
   where else the article has them (``part_evidence``, ``name_part_features``) and by an office before them
   (``office_complements``). ``headlines`` recognises
   lines in which a capital means nothing; ``descriptions`` reads what is said beside a name (a title, an
   apposition, an age).
2. ``entities``: `gather_entities` makes an `Entity` of the names of one person or organisation
   (``name_groups``). ``name_agreement`` says which names can belong together, ``name_keys`` how they are
   compared, ``name_kinds`` what they name (a person, body, place or something else; fitted weights),
   ``roles`` what the article says a person is, in its own words.
3. ``mentions`` reads each mention as a name, a pronoun or a phrase.
4. ``resolution`` goes through the article once, from start to end. For each mention, ``antecedents``
   proposes to whom it may refer; the rules are in ``apposition``, ``introductions``, ``named_mentions``,
   ``pronouns``, ``phrases``, ``leaders``, ``bodies`` and ``documents``, those that say who is not meant in
   ``other_people``, and ``answer_rules`` lists their names. ``discourse``
   remembers who was named where, and ``genders`` what titles, given names and pronouns show of
   everybody's gender. ``mention_context`` gathers what is known of a mention and of all its antecedents,
   ``antecedent_features`` says what speaks for and against each of them, and ``choice`` picks one by
   fitted weights.
5. ``confidence`` says how sure the speaker of a row is, mention and name together.

``names_in_quotes`` finds who is named inside the quotations, with the same entities: ``name_readings``
proposes what each name may mean, and fitted weights choose by ``name_reading_features`` and, where these
leave it open, by ``recogniser_answers``: what the model's recogniser of names says.

``linking`` answers the same question across articles: `link_speakers` finds the names in a table that
belong to one speaker.
"""

from quotes.speakers.capital_runs import Run, RunCounts, RunWord
from quotes.speakers.confidence import confidence_features, speaker_confidence
from quotes.speakers.entities import Entity, gather_entities
from quotes.speakers.linking import NameForm, join_forms, link_speakers, name_families, name_form
from quotes.speakers.name_boundaries import rival_parts
from quotes.speakers.name_groups import NameGroup, group_names
from quotes.speakers.name_keys import key, lower_words
from quotes.speakers.name_kinds import KINDS, kind_features, kind_probabilities, name_evidence
from quotes.speakers.name_part_features import part_features
from quotes.speakers.name_reading_features import reading_features
from quotes.speakers.name_readings import NameReading, QuotedNames
from quotes.speakers.names import find_names, runs_in_text
from quotes.speakers.names_in_quotes import ASKED_WITHIN, choose_readings, quoted_names, readings_in_turn
from quotes.speakers.part_evidence import NO_NAME, NamePart, RunContext, run_evidence
from quotes.speakers.recogniser_answers import answer_features, ask_recogniser
from quotes.speakers.resolution import read_discourse, resolve_speakers
from quotes.speakers.surroundings import word_class

__all__ = [
    "ASKED_WITHIN",
    "KINDS",
    "NO_NAME",
    "Entity",
    "NameForm",
    "NameGroup",
    "NamePart",
    "NameReading",
    "QuotedNames",
    "Run",
    "RunContext",
    "RunCounts",
    "RunWord",
    "answer_features",
    "ask_recogniser",
    "choose_readings",
    "confidence_features",
    "find_names",
    "gather_entities",
    "group_names",
    "join_forms",
    "key",
    "kind_features",
    "kind_probabilities",
    "link_speakers",
    "lower_words",
    "name_evidence",
    "name_families",
    "name_form",
    "part_features",
    "quoted_names",
    "read_discourse",
    "reading_features",
    "readings_in_turn",
    "resolve_speakers",
    "rival_parts",
    "run_evidence",
    "runs_in_text",
    "speaker_confidence",
    "word_class",
]
