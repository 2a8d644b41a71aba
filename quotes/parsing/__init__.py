"""Parse the article, and find the clauses that may report a quotation.

In: a `MarkedArticle`. Out: `Passage` objects (one parsed paragraph each) and their reporting clauses.

The parser never sees the article itself. The steps, one module each:

1. ``views``: `parser_views` writes a view of each paragraph that can say who spoke. It removes line breaks,
   leaves out datelines (``datelines``), captions (``asides``) and sentences far from every quotation, and
   shortens long quotations; the offsets of a view map back to the article exactly.
2. ``model``: `load_model` loads the spaCy pipeline, and `parse_views` parses the views with it.
3. ``tokens``: `read_tokens` copies the parse into plain `Token` objects. No other room handles spaCy's
   objects.
4. ``clauses``: `find_clauses` finds every verb, phrase or noun that may report, and whose words. It asks
   ``word_classes`` what kind of cue or speaker a word is, ``noun_groups`` which words name the speaker, and
   ``neighbours`` which noun groups are beside a verb.

Beside them, ``terms``: `find_terms` finds the nouns and noun phrases of quotes, from which topics are made,
and ``recogniser``: `recognise_names` asks the model's recogniser of names about a few words.

Which clause reports a quotation is decided in `quotes.attribution`.
"""

from quotes.parsing.addressees import is_addressee
from quotes.parsing.asides import is_aside, paragraph_before
from quotes.parsing.clauses import (
    Clause,
    find_clauses,
    names_aside,
    quoted_tokens,
)
from quotes.parsing.datelines import dateline_end
from quotes.parsing.model import DEFAULT_MODEL, load_model, new_words_forgotten, parse_views
from quotes.parsing.neighbours import name_after, name_before
from quotes.parsing.recogniser import RecognisedName, recognise_names
from quotes.parsing.terms import Term, find_terms, term_key, usual_forms
from quotes.parsing.tokens import Token, read_tokens
from quotes.parsing.views import ParserView, Passage, parser_views
from quotes.parsing.word_classes import REPORTING, REPORTING_OR_WEAK, cue_class, speaker_class

__all__ = [
    "DEFAULT_MODEL",
    "REPORTING",
    "REPORTING_OR_WEAK",
    "Clause",
    "ParserView",
    "Passage",
    "RecognisedName",
    "Term",
    "Token",
    "cue_class",
    "dateline_end",
    "find_clauses",
    "find_terms",
    "is_addressee",
    "is_aside",
    "load_model",
    "name_after",
    "name_before",
    "names_aside",
    "new_words_forgotten",
    "paragraph_before",
    "parse_views",
    "parser_views",
    "quoted_tokens",
    "read_tokens",
    "recognise_names",
    "speaker_class",
    "term_key",
    "usual_forms",
]
