"""Article text made safe to show, and a quote's evidence marked in it: for terminal, notebook and page.

HTML is drawn from templates: `templates_of` gives a room its own, in which every value is escaped by
`escape_html`. `widget_label` and `one_line` are for plain text. `evidence_html` and `marked_html` mark quotes
in their paragraphs; `article_parts` and `article_voices` divide a whole article; `Quotes` is for notebooks.
`speaker_in_words`, `source_in_words` and `certainty` say the same about doubt in every output.
`compared_words_html` draws words with their differences marked.
"""

from quotes.display.annotated_article import (
    ArticlePart,
    TextPiece,
    Voice,
    article_parts,
    article_voices,
    in_text_order,
    part_at,
    text_pieces,
)
from quotes.display.compared_words import (
    ComparedPiece,
    WordMark,
    changed_words,
    compared_words_html,
    compared_words_style,
    difference_in_words,
)
from quotes.display.doubt import (
    CONFIRMED,
    certainty,
    is_direct,
    is_unsure,
    name_with_doubt,
    percentage,
    source_in_words,
    speaker_certainty,
    speaker_in_words,
)
from quotes.display.escaping import encodable, escape_html, one_line, shortened, widget_label
from quotes.display.marked_text import Mark, evidence_html, evidence_marks, marked_html
from quotes.display.notebook import Quotes
from quotes.display.rendering import templates_of
from quotes.display.row_marks import context_marks

__all__ = [
    "CONFIRMED",
    "ArticlePart",
    "ComparedPiece",
    "Mark",
    "Quotes",
    "TextPiece",
    "Voice",
    "WordMark",
    "article_parts",
    "article_voices",
    "certainty",
    "changed_words",
    "compared_words_html",
    "compared_words_style",
    "context_marks",
    "difference_in_words",
    "encodable",
    "escape_html",
    "evidence_html",
    "evidence_marks",
    "in_text_order",
    "is_direct",
    "is_unsure",
    "marked_html",
    "name_with_doubt",
    "one_line",
    "part_at",
    "percentage",
    "shortened",
    "source_in_words",
    "speaker_certainty",
    "speaker_in_words",
    "templates_of",
    "text_pieces",
    "widget_label",
]
