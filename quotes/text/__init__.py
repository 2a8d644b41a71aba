"""What can be found in a text without a parser: paragraphs, sentences, quotation marks and ids.

Every span is a pair of character offsets into the article's text, which is never rewritten. `mark_article`
comes first: it finds the paragraphs and the quotations, and every later stage takes the `MarkedArticle` that
it returns.
"""

from quotes.text.abbreviations import long_forms
from quotes.text.identity import digest_text, digest_words, make_doc_id, make_quote_id
from quotes.text.marked_article import MarkedArticle, mark_article
from quotes.text.paragraphs import paragraph_at, paragraph_context, split_paragraphs, trim_span
from quotes.text.quotation_marks import MARKUP, find_quotations, quotation_over, turn_label
from quotes.text.sentences import Sentences, mask_quotations

__all__ = [
    "MARKUP",
    "MarkedArticle",
    "Sentences",
    "digest_text",
    "digest_words",
    "find_quotations",
    "long_forms",
    "make_doc_id",
    "make_quote_id",
    "mark_article",
    "mask_quotations",
    "paragraph_at",
    "paragraph_context",
    "quotation_over",
    "split_paragraphs",
    "trim_span",
    "turn_label",
]
