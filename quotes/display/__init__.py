"""Article text made safe to show, and a quote's evidence marked in it: for terminal, notebook and page.

Every word of an article passes through `escape_html`, `widget_label` or `one_line` before anybody sees it.
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
from quotes.display.escaping import encodable, escape_html, one_line, shortened, widget_label
from quotes.display.marked_text import Mark, evidence_html, evidence_marks, marked_html
from quotes.display.notebook import Quotes
from quotes.display.row_marks import context_marks

__all__ = [
    "ArticlePart",
    "Mark",
    "Quotes",
    "TextPiece",
    "Voice",
    "article_parts",
    "article_voices",
    "context_marks",
    "encodable",
    "escape_html",
    "evidence_html",
    "evidence_marks",
    "in_text_order",
    "marked_html",
    "one_line",
    "part_at",
    "shortened",
    "text_pieces",
    "widget_label",
]
