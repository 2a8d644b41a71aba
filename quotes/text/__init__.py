"""What can be found in a text without a parser: paragraphs, sentences, quotation marks and ids.

Every span is a pair of character offsets into the article's text, which is never rewritten.
`split_paragraphs` and `find_quotations` come first; all later stages build on what they return.
"""

from quotes.text.abbreviations import long_forms
from quotes.text.identity import digest_text, digest_words, make_doc_id, make_quote_id
from quotes.text.paragraphs import paragraph_at, paragraph_context, split_paragraphs, trim_span
from quotes.text.quotation_marks import MARKUP, find_quotations, quotation_kind, turn_label
from quotes.text.sentences import Sentences, mask_quotations

__all__ = [
    "MARKUP",
    "Sentences",
    "digest_text",
    "digest_words",
    "find_quotations",
    "long_forms",
    "make_doc_id",
    "make_quote_id",
    "mask_quotations",
    "paragraph_at",
    "paragraph_context",
    "quotation_kind",
    "split_paragraphs",
    "trim_span",
    "turn_label",
]
