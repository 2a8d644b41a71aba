"""What can be found in a text without a parser: paragraphs, sentences, quotation marks and ids.

In: an `Article` and its `Language`. Out: a `MarkedArticle`, which every later stage starts from. The
article's text is never changed; every span is a pair of character offsets into it.

`mark_article` takes these steps, one module each:

0. ``mending`` mends damaged characters, in a text of its own whose offsets map back.
1. ``paragraphs`` splits the text at blank lines and at line breaks that are not hard wraps.
   ``divided_words`` then finds the words that a line end divides, which are joined in that text of its own.
2. ``quotation_marks`` makes quotations of the pairs of marks that ``mark_pairs`` finds in each paragraph, and
   joins those that continue in the next one.
3. ``sentences`` finds where sentences begin, and ``identity`` computes ids. Both wait until a stage asks.

``abbreviations`` finds the short forms that an article explains: "Council of Harbour Towns (CHT)".
``word_patterns`` writes patterns for words, with which a whole article is searched quickly, and
``capital_index`` finds where it has a name.
"""

from quotes.text.abbreviations import initials, long_forms, spelt_out
from quotes.text.capital_index import name_places
from quotes.text.identity import digest_text, digest_words, make_doc_id, make_quote_id
from quotes.text.marked_article import MarkedArticle, mark_article
from quotes.text.mending import mend_text, mending_in_words
from quotes.text.paragraphs import paragraph_at, paragraph_context, split_paragraphs, trim_span
from quotes.text.quotation_marks import (
    MARKUP,
    find_quotations,
    last_character,
    quotation_over,
    turn_label,
)
from quotes.text.sentences import Sentences, ends_in_letters, mask_quotations
from quotes.text.word_patterns import word_start

__all__ = [
    "MARKUP",
    "MarkedArticle",
    "Sentences",
    "digest_text",
    "digest_words",
    "ends_in_letters",
    "find_quotations",
    "initials",
    "last_character",
    "long_forms",
    "make_doc_id",
    "make_quote_id",
    "mark_article",
    "mask_quotations",
    "mend_text",
    "mending_in_words",
    "name_places",
    "paragraph_at",
    "paragraph_context",
    "quotation_over",
    "spelt_out",
    "split_paragraphs",
    "trim_span",
    "turn_label",
    "word_start",
]
