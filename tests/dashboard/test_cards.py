"""The HTML of cards and passages: what is marked, what is said, and that no article can add to it."""

import re
from dataclasses import replace

import pytest
from drawn_pages import text_of

from quotes.dashboard.shared import cards
from quotes.display import Mark, escape_html, evidence_html, evidence_marks, marked_html
from quotes.library import Totals
from quotes.types import Quote, Span

TEXT = '"We sail," Ada Quill said.\n\nRain fell.\n\nShe told the Harbour Wire.'
QUOTE = Quote(
    quote_id="q1",
    doc_id="d1",
    title="The ferry returns",
    outlet="The Ellin Courier",
    published="2024-03-05",
    url="https://ellin-courier.example/ferry",
    quote="We sail,",
    kind="full",
    start=1,
    end=9,
    speaker="Ada Quill",
    speaker_kind="person",
    speaker_role=None,
    mention="Ada Quill",
    mention_start=11,
    mention_end=20,
    cue="said",
    cue_start=21,
    cue_end=25,
    source="Harbour Wire",
    source_basis="stated",
    source_mention="Harbour Wire",
    source_start=TEXT.index("Harbour Wire"),
    source_end=TEXT.index("Harbour Wire") + 12,
    rule="subject_of_cue",
    confidence=0.914,
    source_confidence=0.9,
    context='"We sail," Ada Quill said.',
    paragraph=0,
)
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</div><style>*{display:none}</style>",
    "**bold** _italic_ `code` # heading",
    "$x^2$ and $$y$$",
    ":red[warning] :material/home: :smile:",
    "[link](javascript:alert(1))",
    "one \u202etwo\u202c three \u2066four\u2069",
    "&lt;b&gt; &amp;",
    "x" * 100_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_article_text_is_shown_character_for_character(text: str) -> None:
    assert text_of(escape_html(text)) == text
    assert set(re.findall(r"<(\w+)", escape_html(text))) <= {"bdi", "wbr"}


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:20] for text in HOSTILE])
def test_no_field_of_a_row_becomes_markup(text: str) -> None:
    plain = markup_tags(cards.quote_card(QUOTE, "Ada Quill") + cards.opened_quote(QUOTE, "Ada Quill", TEXT))
    fields = (
        "title",
        "outlet",
        "published",
        "quote",
        "speaker",
        "speaker_kind",
        "speaker_role",
        "mention",
        "source",
        "rule",
        "reason",
    )
    for field in fields:
        row = replace(QUOTE, **{field: text})
        drawn = cards.quote_card(row, row.speaker) + cards.opened_quote(row, row.speaker, TEXT)
        assert markup_tags(drawn) <= plain | {"bdi", "wbr"}, field
    assert markup_tags(cards.opened_quote(QUOTE, "Ada Quill", f'"{text[:8]}" {text}')) <= plain | {
        "bdi",
        "wbr",
    }
    drawn = cards.quote_card(QUOTE, text) + cards.opened_quote(QUOTE, text, TEXT)
    assert markup_tags(drawn) <= plain | {"bdi", "wbr"}
    assert markup_tags(cards.notice(text)) <= {"p", "bdi", "wbr"}


def markup_tags(markup: str) -> set[str]:
    return set(re.findall(r"<(\w+)", markup))


def test_a_link_is_drawn_only_to_the_web() -> None:
    assert 'href="https://ellin-courier.example/ferry"' in cards.opened_quote(QUOTE, "Ada Quill", TEXT)
    assert "href" not in cards.opened_quote(replace(QUOTE, url="javascript:alert(1)"), "Ada Quill", TEXT)
    assert 'href="https://a.example/&quot;onclick=' in cards.opened_quote(
        replace(QUOTE, url='https://a.example/"onclick='), "Ada Quill", TEXT
    )


def test_the_passage_holds_every_marked_paragraph_and_shows_what_is_left_out() -> None:
    drawn = evidence_html(TEXT, evidence_marks(QUOTE))
    assert [text_of(part) for part in drawn.split("</p>") if part] == [
        '"We sail," Ada Quill said.',
        "⋯",
        "She told the Harbour Wire.",
    ]
    for kind, words in (
        ("quote", "We sail,"),
        ("speaker", "Ada Quill"),
        ("cue", "said"),
        ("source", "Harbour Wire"),
    ):
        assert f'<mark class="{kind} labelled">{words}</mark>' in drawn


def test_marks_may_overlap() -> None:
    marks = [Mark(Span(0, 7), "speaker"), Mark(Span(4, 11), "source")]
    assert marked_html("The Ellin Wire", Span(0, 14), marks) == (
        '<mark class="speaker">The </mark>'
        '<mark class="source"><mark class="speaker labelled">Ell</mark></mark>'
        '<mark class="source labelled">in W</mark>ire'
    )


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    text = "“One.\n\n“Two.”"
    drawn = evidence_html(text, [Mark(Span(1, 12), "quote")])
    assert drawn == (
        '<p dir="auto">“<mark class="quote">One.</mark></p>'
        '<p dir="auto"><mark class="quote labelled">“Two.</mark>”</p>'
    )


def test_a_missing_speaker_is_stated() -> None:
    row = replace(QUOTE, speaker=None, speaker_kind=None, mention=None, mention_start=None, mention_end=None)
    assert "Speaker not identified" in cards.quote_card(row, None)
    assert "not identified" in cards.opened_quote(row, None, TEXT)
    assert "counted as" not in cards.quote_card(row, None) + cards.opened_quote(row, None, TEXT)


def test_another_name_of_the_speaker_is_shown_beside_the_article_s_own() -> None:
    assert "counted as" not in cards.quote_card(QUOTE, "Ada Quill") + cards.opened_quote(
        QUOTE, "Ada Quill", TEXT
    )
    assert "Ada Quill (counted as Ada B. Quill), via Harbour Wire" in text_of(
        cards.quote_card(QUOTE, "Ada B. Quill")
    )
    assert "counted as Ada B. Quill" in text_of(cards.opened_quote(QUOTE, "Ada B. Quill", TEXT))


def test_the_summary_tells_how_many_of_how_many() -> None:
    everything = Totals(1234, 2, 1, 3)
    assert text_of(cards.quotes_summary(everything, everything)) == (
        "1,234 quotes · 2 speakers · 1 source · 3 articles"
    )
    assert text_of(cards.quotes_summary(Totals(1, 1, 0, 1), everything)) == (
        "1 quote of 1,234 · 1 speaker · 0 sources · 1 article"
    )


def test_the_role_is_under_the_speakers_name() -> None:
    row = replace(QUOTE, speaker_role="captain of the ferry")
    for drawn in (cards.quote_card(row, None), cards.opened_quote(row, None, TEXT)):
        assert "captain of the ferry" in text_of(drawn).partition("Ada Quill")[2]
    assert "role" not in cards.quote_card(QUOTE, None)


@pytest.mark.parametrize(
    ("columns", "on_the_card", "opened"),
    [
        ({"source_confidence": 0.69}, "via Harbour Wire? 69% – check", "Harbour Wire? 69% – check"),
        (
            {"source": None, "source_confidence": 0.5},
            "(a source may be missing – check)",
            "50% sure that there is none",
        ),
        ({"confidence": 0.699}, "Ada Quill? 69% – check, via", "Ada Quill? 69% – check"),
        ({"confidence": 0.384}, "Ada Quill? 38% – check, via", "Ada Quill? 38% – check"),
        ({"speaker": None}, "Speaker not identified – check", "not identified"),
    ],
)
def test_doubt_is_said_in_words(columns: dict[str, object], on_the_card: str, opened: str) -> None:
    row = replace(QUOTE, **columns)
    assert on_the_card in text_of(cards.quote_card(row, None))
    assert opened in text_of(cards.opened_quote(row, None, TEXT))


@pytest.mark.parametrize("source_confidence", [0.7, 1.0, None])
@pytest.mark.parametrize("source", ["Harbour Wire", None])
def test_no_doubt_is_said_where_there_is_none(source_confidence: float | None, source: str | None) -> None:
    row = replace(QUOTE, source=source, source_confidence=source_confidence)
    for drawn in (cards.quote_card(row, None), cards.opened_quote(row, None, TEXT)):
        assert "– check" not in text_of(drawn)
        assert "unsure" not in drawn
        assert "missing" not in text_of(drawn)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "Ada Quill, directly, in The Ellin Courier"),
        ({"source_confidence": 0.5}, ""),
        ({"source_confidence": None}, ""),
        ({"outlet": None}, ""),
        ({"speaker": None}, ""),
        ({"source": "Harbour Wire"}, ""),
    ],
)
def test_directly_is_said_only_where_the_row_supports_it(columns: dict[str, object], said: str) -> None:
    row = replace(QUOTE, **({"source": None, "source_basis": None} | columns))
    card = text_of(cards.quote_card(row, None))
    assert ("directly" in card) is bool(said)
    assert said in card
    assert card.count("The Ellin Courier") == (row.outlet is not None)


def test_a_card_says_why_the_mention_means_the_speaker() -> None:
    row = replace(QUOTE, mention="She", reason="“she”: last named as subject")
    drawn = text_of(cards.opened_quote(row, "Ada Quill", TEXT))
    assert "“She” → Ada Quill“she”: last named as subject" in drawn


@pytest.mark.parametrize(
    ("speaker", "reason", "words"),
    [
        ("Ada Quill", "as written", "named in full here"),
        ("Quill", "as written", "no fuller name in the article"),
        (None, "nobody comes to mind", "no likely speaker found"),
    ],
)
def test_reasons_are_in_plain_words(speaker: str | None, reason: str, words: str) -> None:
    drawn = text_of(cards.opened_quote(replace(QUOTE, speaker=speaker, reason=reason), None, TEXT))
    assert words in drawn
    assert reason not in drawn


@pytest.mark.parametrize(
    ("confidence", "told"), [(0.914, "91%"), (0.995, "99%"), (0.9999, "99%"), (1.0, "✓ confirmed")]
)
def test_only_what_people_have_confirmed_is_certain(confidence: float, told: str) -> None:
    assert text_of(cards.quote_card(replace(QUOTE, confidence=confidence), None)).endswith(told)
