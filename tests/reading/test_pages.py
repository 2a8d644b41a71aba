"""Web pages, PDF and Word files."""

import logging
import sys

import pytest
from made_files import STORY, TEXT, columns_pdf_of, docx_of, only, pdf_of, read_both, refusal, write

from quotes import extract
from quotes.reading import forget_pages
from quotes.types import Article

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">
<title>Ferry returns to Port Ellin | The Ellin Courier</title>
<meta property="og:site_name" content="The Ellin Courier">
<meta property="og:title" content="Ferry returns to Port Ellin">
<meta property="article:published_time" content="2024-03-05T08:00:00Z">
<link rel="canonical" href="https://ellin-courier.example/ferry"></head>
<body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>Ferry returns to Port Ellin</h1>
<figure><img src="a.jpg"><figcaption>“A caption,” said Bo Larch. Photo: Ellin Pictures</figcaption></figure>
{body}
<div class="related"><h3>Related articles</h3>
<ul><li><a href="/x">“Bring it back,” island says</a></li></ul></div>
</article></main><aside><p>Most read: “Ten best ferries,” says expert</p></aside>
<footer><p>© 2024 The Ellin Courier. All rights reserved.</p></footer></body></html>"""


def page_of(*paragraphs, charset="utf-8"):
    return PAGE.format(charset=charset, body="".join(f"<p>{words}</p>" for words in paragraphs))


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_web_page(tmp_path, charset):
    article = only(write(tmp_path / "ferry.html", page_of(*STORY, charset=charset).encode(charset)))
    assert article == Article(
        text=TEXT,
        id="ferry",
        title="Ferry returns to Port Ellin",
        outlet="The Ellin Courier",
        published="2024-03-05",
        url="https://ellin-courier.example/ferry",
    )


def test_inline_markup_leaves_no_trace_and_line_breaks_stay(tmp_path):
    words = (
        'The <a href="/port">port’s</a> <b>new</b>\n  ferry<br>is “<em>sa&shy;fe</em>”,&nbsp;Ada Quill said.'
    )
    text = only(write(tmp_path / "a.html", page_of(STORY[0], words, STORY[2]))).text
    assert text.split("\n\n")[1] == "The port’s new ferry\nis “sa\u00adfe”,\u00a0Ada Quill said."


def test_lists_headings_and_quotations_are_paragraphs(tmp_path):
    items = "<ul><li>One.</li><li>Two.</li></ul>"
    body = f"{STORY[0]}</p><h2>What next</h2><blockquote><p>{STORY[1]}</p></blockquote>{items}<p>"
    text = only(write(tmp_path / "a.html", page_of(body, STORY[2]))).text
    assert text.split("\n\n") == [STORY[0], "What next", STORY[1], "One.", "Two.", STORY[2]]


WORDS = "We sail at dawn, whatever comes, and nobody will stop us"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"<p>Ada Quill said <q>{WORDS}</q>.</p>", f"Ada Quill said “{WORDS}”."),
        (f"<p><q>{WORDS} <q>or <i>not</i></q>,</q> she said.</p>", f"“{WORDS} ‘or not’,” she said."),
        (f"<p>“<q>{WORDS}</q>,” she said.</p>", f"“{WORDS},” she said."),
        (f"<p><q>“{WORDS},”</q> she said.</p>", f"“{WORDS},” she said."),
        (f"<blockquote>{WORDS}.</blockquote>", f"“{WORDS}.”"),
        (f"<blockquote><p>{WORDS}.</p><p>Twice.</p></blockquote>", f"“{WORDS}.\n\n“Twice.”"),
        (f"<blockquote><p>“{WORDS}.”</p></blockquote>", f"“{WORDS}.”"),
        (f"<blockquote><p>{WORDS}.</p><footer>Ada Quill</footer></blockquote>", f"“{WORDS}.”\n\n— Ada Quill"),
        (f"<blockquote><p>{WORDS}.</p><p>— Ada Quill</p></blockquote>", f"“{WORDS}.”\n\n— Ada Quill"),
        (f"<blockquote>{WORDS}.<br>— Ada Quill</blockquote>", f"“{WORDS}.”\n— Ada Quill"),
        (f"<blockquote>{WORDS}. <cite>Ada Quill</cite></blockquote>", f"“{WORDS}.” Ada Quill"),
        (f"<p>{WORDS}.</p><blockquote>{WORDS}.</blockquote>", f"{WORDS}."),  # a highlight
        (f"<p>“{WORDS},” she said.</p><blockquote>“We sail at dawn.”</blockquote>", f"“{WORDS},” she said."),
        (f"<blockquote>“{WORDS}.”</blockquote><p>She went.</p>", f"“{WORDS}.”\n\nShe went."),
        (f"<nav><p>Ada: “{WORDS}.”</p></nav><blockquote>“{WORDS}.”</blockquote>", f"“{WORDS}.”"),
    ],
)
def test_quotation_elements_have_marks(tmp_path, markup, expected):
    page = PAGE.format(charset="utf-8", body=f"<p>{STORY[0]}</p>{markup}<p>{STORY[2]}</p>")
    assert only(write(tmp_path / "a.html", page)).text == f"{STORY[0]}\n\n{expected}\n\n{STORY[2]}"


@pytest.mark.parametrize("levels", [1, 2, 60, 100, 1000])
@pytest.mark.parametrize("within", ["article", "page"])
def test_tables_that_only_lay_out_the_page_are_read(tmp_path, levels, within):
    opening, closing = "<table><tr><td>" * levels, "</td></tr></table>" * levels
    story = [f"<p>{words}</p>" for words in STORY]
    if within == "page":
        page = f"<html><body>{opening}{''.join(story)}{closing}</body></html>"
    else:
        page = PAGE.format(charset="utf-8", body=story[0] + opening + story[1] + closing + story[2])
    assert only(write(tmp_path / "a.html", page)).text == TEXT


def test_a_page_states_no_more_than_it_says(tmp_path):
    bare = (
        "<html><body><article>" + "".join(f"<p>{words}</p>" for words in STORY) + "</article></body></html>"
    )
    article = only(write(tmp_path / "a.html", bare))
    assert article == Article(text=TEXT, id="a")


def test_a_page_without_an_article(tmp_path):
    assert "no article on this page" in refusal(write(tmp_path / "a.html", "<html><body></body></html>"))


def test_a_page_of_ten_thousand_levels(tmp_path):
    nested = "<div>" * 10_000 + page_of(*STORY) + "</div>" * 10_000
    articles, remarks = read_both(write(tmp_path / "a.html", nested))
    assert len(articles) + len(remarks) == 1


def test_a_page_address_that_is_none_is_not_taken(tmp_path):
    page = page_of(*STORY).replace("https://ellin-courier.example/ferry", "javascript:alert(1)")
    assert only(write(tmp_path / "a.html", page)).url is None


LONG = (
    "The ferry came back on Tuesday after four months in dry dock, to the relief of the shops and the school "
    "of the island, which had gone without for the better part of the winter, and of a harbour-master who "
    "had not."
)
SPOKEN = (
    '"It is a well-known fact of infrastructural life that a harbour without a boat is a pond, and that a '
    'boat without a harbour is a wreck," said Marta Venn, who has run the port since 2009.'
)


def test_pdf_paragraphs_over_lines_and_pages(tmp_path):
    pages = [["Ferry returns", LONG, SPOKEN], [SPOKEN.replace("2009", "2010"), "She smiled.", LONG]]
    article = only(write(tmp_path / "a.pdf", pdf_of(pages, title="Ferry returns")))
    assert article.text.split("\n\n") == [words for page in pages for words in page]
    assert (article.title, article.id) == ("Ferry returns", "a")


def test_pdf_of_two_columns_with_paragraphs_known_by_their_indent(tmp_path):
    paragraphs = [f"{words} It was day {number}." for number in range(14) for words in (LONG, SPOKEN)]
    article = only(write(tmp_path / "a.pdf", columns_pdf_of(paragraphs)))
    assert article.text.split("\n\n") == paragraphs


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("The infra-\nstructure stood.", "The infrastructure stood."),
        ("A well-\nknown fact.", "A well-known fact."),
        ("The mid-\nnight boat; no midnight boat.", "The midnight boat; no midnight boat."),
        ("The ice-\nbreaker. An ice-breaker.", "The ice-breaker. An ice-breaker."),
        ("The Ellin-\nPort line.", "The Ellin- Port line."),
    ],
)
def test_pdf_words_divided_at_a_line_end(tmp_path, lines, expected):
    assert only(write(tmp_path / "a.pdf", pdf_of([[lines]]))).text.endswith(expected)


def test_pdf_offsets_are_true_to_the_text(tmp_path):
    article = only(write(tmp_path / "a.pdf", pdf_of([[LONG, SPOKEN]])))
    (row,) = extract(article)
    assert article.text[row.start : row.end] == row.quote
    assert row.quote.startswith("It is a well-known fact")
    assert row.speaker == "Marta Venn"


def test_pdf_heads_and_page_numbers_are_dropped(tmp_path):
    text = only(write(tmp_path / "a.pdf", pdf_of([[LONG]] * 2 + [[SPOKEN]]))).text
    assert "page" not in text
    assert "Courier" not in text


def test_pdf_title_is_taken_only_where_the_page_bears_it(tmp_path):
    assert (
        only(write(tmp_path / "a.pdf", pdf_of([[LONG]], title="Microsoft Word - draft3.docx"))).title is None
    )


def test_pdf_title_in_letters_of_the_text_is_a_paragraph_of_its_own(tmp_path):
    pages = [[f"The old ferry\n{LONG}", SPOKEN]]
    article = only(write(tmp_path / "a.pdf", pdf_of(pages, title="The old ferry")))
    assert article.title == "The old ferry"
    assert article.text.split("\n\n")[1:] == ["The old ferry", LONG, SPOKEN]
    assert only(write(tmp_path / "b.pdf", pdf_of([[LONG]], title="The ferry"))).title is None


def test_pdf_that_needs_a_password(tmp_path):
    assert "encrypted" in refusal(write(tmp_path / "a.pdf", pdf_of([[LONG]], password="secret")))


def test_pdf_encrypted_but_open_to_all_is_read(tmp_path):
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415

    path = write(tmp_path / "a.pdf", pdf_of([[LONG]]))
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("", "owner", algorithm="AES-256")
    writer.write(path)
    assert only(path).text.endswith(LONG)


def test_pdf_without_text_may_be_a_scan(tmp_path):
    from pypdf import PdfWriter  # noqa: PLC0415

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "a.pdf")
    assert "scan" in refusal(tmp_path / "a.pdf")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_pdf_cut_short(tmp_path, share):
    content = pdf_of([[LONG, SPOKEN]] * 3)
    articles, remarks = read_both(write(tmp_path / "a.pdf", content[: int(share * len(content))]))
    assert len(articles) + len(remarks) == 1
    assert all("PDF" in remark.reason for remark in remarks)


def test_word_file(tmp_path):
    article = only(write(tmp_path / "a.docx", docx_of(STORY, heading="Ferry returns")))
    assert article == Article(text=TEXT, id="a", title="Ferry returns")


def test_word_file_with_line_breaks_and_no_heading(tmp_path):
    article = only(write(tmp_path / "a.docx", docx_of([f"{STORY[0]}\n{STORY[1]}"])))
    assert article == Article(text=f"{STORY[0]}\n{STORY[1]}", id="a")


def test_word_file_without_text(tmp_path):
    assert "no text" in refusal(write(tmp_path / "a.docx", docx_of([])))


def test_reading_many_pages_leaves_nothing_behind_in_logging(tmp_path):
    page = write(tmp_path / "ferry.html", page_of(*STORY).encode())
    only(page)
    before = {name: list(logging.getLogger(name).handlers) for name in ("trafilatura", "htmldate")}
    only(page)
    assert {name: logging.getLogger(name).handlers for name in before} == before


def test_what_is_remembered_of_pages_can_be_forgotten(tmp_path):
    only(write(tmp_path / "ferry.html", page_of(*STORY).encode()))
    try_date_expr = sys.modules["htmldate.extractors"].try_date_expr  # loaded with the first page
    assert try_date_expr.cache_info().currsize
    forget_pages()
    assert not try_date_expr.cache_info().currsize
    assert only(tmp_path / "ferry.html").published == "2024-03-05"
