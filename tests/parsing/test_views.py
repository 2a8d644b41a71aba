"""What the parser is shown of an article."""

from quotes.language import english
from quotes.parsing import ParserView, parser_views
from quotes.text import mark_article
from quotes.types import Article

FILLER = "The tide came in over the long grey sand and went out again before anybody had counted the boats. "


def views_of(text: str) -> list[ParserView]:
    """The views of a text."""
    return parser_views(mark_article(Article(text), english()))


def test_a_long_block_shows_only_the_sentences_near_its_quotations():
    block = (
        f"Rook was born in Keld. {FILLER * 6}Quill took the chair. “We sail at dawn.” She left. {FILLER * 6}"
    )
    (view,) = views_of(block)
    assert "Quill took the chair." in view.text
    assert "She left." in view.text
    assert "Rook" not in view.text
    assert len(view.text) < len(block) / 3


def test_a_short_paragraph_is_shown_whole():
    (view,) = views_of(
        "Rook was born in Keld. He grew up. He sailed. He came home. “We sail at dawn,” he said."
    )
    assert view.text.startswith("Rook was born in Keld.")


def test_a_view_maps_back_to_the_article_where_sentences_are_left_out():
    block = f"“No,” Rook said. {FILLER * 6}“Yes and yes again,” Quill said to them."
    (view,) = views_of(block)
    verbatim = [piece for piece in view.pieces if piece.verbatim]
    ends = [*(piece.start for piece in view.pieces[1:]), len(view.text)]
    for piece, end in zip(view.pieces, ends, strict=True):
        if piece.verbatim:
            assert piece.article.of(block) == view.text[piece.start : end]
    assert len(verbatim) > 1
    assert [view.to_article(span).of(block) for span in view.quoted] == ["“No,”", "“Yes and yes again,”"]


def test_no_view_shows_a_dateline():
    texts = [
        "ORVANE, Pellia (Nordwire) — Mayor Ada Quill said the quota was “a promise”, not a gift.",
        "Pellworth: Mayor Ada Quill said the quota of the northern fleets was for everybody “a promise”.",
    ]
    assert [view.text[:14] for text in texts for view in views_of(text)] == ["Mayor Ada Quil"] * len(texts)


def test_a_speaker_before_a_colon_or_a_dash_is_no_dateline():
    texts = [
        "QUILL: “We sail at dawn, and we come home when the holds are full of fish.” So she said.",
        "Quill — a sailor of forty years — said the quota of the northern fleets was “a promise”.",
    ]
    assert all(view.text.lower().startswith("quill") for text in texts for view in views_of(text))
