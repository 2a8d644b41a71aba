"""The probability of a chosen mention, and its distance to the best rival."""

from quotes.attribution import Choice, choose, quotation_contexts
from quotes.language import english
from quotes.parsing import load_model, parse_views, parser_views
from quotes.text import mark_article
from quotes.types import Article


def first_choice(text: str) -> Choice:
    """What is chosen for the first quotation of a text."""
    marked = mark_article(Article(text), english())
    (passages,) = parse_views([parser_views(marked)], load_model())
    choice = choose(quotation_contexts(marked, passages)[0], ())
    assert choice is not None
    return choice


def test_the_margin_is_small_where_two_mentions_compete():
    clear = first_choice("“We sail at dawn,” Ada Quill said.")
    close = first_choice("Quill, whom Rook called a sailor, “sails at dawn”, and Rook heard it.")
    assert 0 <= close.margin < clear.margin <= clear.confidence


def test_without_a_rival_the_margin_is_the_probability():
    only = first_choice("“We sail at dawn and return at dusk.”\n— Ada Quill")
    assert only.margin == only.confidence == only.attribution.margin
