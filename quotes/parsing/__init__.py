"""What the parser reads, and what it gives back.

The parser never sees the article itself. `parser_views` writes one view for each paragraph that bears on who
spoke, with hard line breaks and long quotations taken out; the offsets of a view map back to the article
exactly. `read_tokens` reads the parse into plain `Token` objects, and `find_clauses` finds the reporting
clauses among them. No other room touches spaCy's objects.
"""

from quotes.parsing.clauses import Clause, find_clauses, quoted_tokens
from quotes.parsing.model import DEFAULT_MODEL, load_model
from quotes.parsing.tokens import Token, read_tokens
from quotes.parsing.views import ParserView, Passage, parser_views
from quotes.parsing.word_classes import REPORTING, REPORTING_OR_WEAK, cue_class

__all__ = [
    "DEFAULT_MODEL",
    "REPORTING",
    "REPORTING_OR_WEAK",
    "Clause",
    "ParserView",
    "Passage",
    "Token",
    "cue_class",
    "find_clauses",
    "load_model",
    "parser_views",
    "quoted_tokens",
    "read_tokens",
]
