"""The formats that are not tables: Markdown, schema.org, Web Annotations; and typed frames in all of them."""

import json
import re
from datetime import datetime
from html import unescape
from io import BytesIO

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pandas.testing import assert_frame_equal
from pyld import jsonld

from quotes import extract
from quotes.display import one_line
from quotes.types import COLUMNS, Article, InputError
from quotes.writing import FILE_FORMATS, Format, format_of_file, to_bytes, to_frame
from quotes.writing.markdown import escape_markdown
from quotes.writing.table import ENCODERS, with_types
from quotes.writing.web_identifiers import web_address

EVIL = '<script>alert(1)</script> [x](javascript:y) ![z](https://e.example/p) `c` **b** &amp; "q" | # ~~s~~'
ADDRESS = "https://ellin-courier.example/ferry"
ARTICLE = Article(
    'The 😀 ferry is back.\n\n"We sail at dawn," Ada Quill told the Ellin Courier.\n\n'
    'Quill said: "The sea is calm.\n\n"It will stay so," she said.\n',
    id="ferry",
    title="The ferry returns",
    outlet="The Strait Times of Nowhere",
    published="2024-03-05",
    url=ADDRESS,
)

SCHEMA = {
    **{name: f"https://schema.org/{name}" for name in ("NewsArticle", "Quotation", "CreativeWork")},
    **{name: f"https://schema.org/{name}" for name in ("Organization", "Person", "identifier", "headline")},
    **{name: f"https://schema.org/{name}" for name in ("publisher", "datePublished", "text", "name")},
    **{name: f"https://schema.org/{name}" for name in ("spokenByCharacter", "isBasedOn", "isPartOf")},
    **{name: f"https://schema.org/{name}" for name in ("creditText", "description")},
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
}
"""The terms in use of schema.org's own context."""

OA = "http://www.w3.org/ns/oa#"
WEB_ANNOTATION = {
    "id": "@id",
    "type": "@type",
    **{
        name: OA + name
        for name in (
            "Annotation",
            "TextualBody",
            "SpecificResource",
            "TextQuoteSelector",
            "TextPositionSelector",
        )
    },
    **{name: OA + name for name in ("describing", "linking", "classifying", "tagging", "commenting")},
    **{name: OA + name for name in ("start", "end", "exact", "prefix", "suffix")},
    **{
        name: {"@id": OA + f"has{name.capitalize()}", "@type": "@id"}
        for name in ("body", "target", "source", "selector")
    },
    "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": OA + "hasPurpose", "@type": "@vocab"},
    "AnnotationCollection": "http://www.w3.org/ns/activitystreams#OrderedCollection",
    "AnnotationPage": "http://www.w3.org/ns/activitystreams#OrderedCollectionPage",
    "items": {"@id": "http://www.w3.org/ns/activitystreams#items", "@type": "@id", "@container": "@list"},
    **{
        name: {"@id": f"http://www.w3.org/ns/activitystreams#{name}", "@type": "@id"}
        for name in ("first", "partOf")
    },
    "total": "http://www.w3.org/ns/activitystreams#totalItems",
    "startIndex": "http://www.w3.org/ns/activitystreams#startIndex",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "format": "http://purl.org/dc/elements/1.1/format",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}
"""The terms in use of the context that the standard publishes, http://www.w3.org/ns/anno.jsonld."""

CONTEXTS = {"https://schema.org": SCHEMA, "http://www.w3.org/ns/anno.jsonld": WEB_ANNOTATION}


def load_context(url, _options):
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url} | {
        "document": {"@context": CONTEXTS[url]}
    }


def keys_of(value):
    """Every key of a JSON document, at any depth."""
    if isinstance(value, dict):
        return set(value) | {key for inner in value.values() for key in keys_of(inner)}
    return {key for inner in value for key in keys_of(inner)} if isinstance(value, list) else set()


def written(rows, file_format):
    return to_bytes(to_frame(rows), file_format).decode()


def graph(rows):
    return json.loads(written(rows, "jsonld"))["@graph"]


def annotated(rows):
    return json.loads(written(rows, "annotations"))["first"]["items"]


def selectors(annotation):
    return {selector["type"]: selector for selector in annotation["target"]["selector"]}


def shown_as(markdown):
    """The text that a page made of the Markdown shows, and its tags."""
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    tags = set(re.findall(r"<(\w+)", page))
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split()), tags


def test_every_format_has_an_encoder_a_label_and_a_media_type():
    assert set(ENCODERS) == set(Format)
    assert len({each.suffix for each in FILE_FORMATS}) == len(FILE_FORMATS) == len(Format) - 1
    assert all(each.label and "/" in each.media_type for each in Format)


@pytest.mark.parametrize("each", FILE_FORMATS)
def test_a_name_s_suffix_chooses_the_format(each):
    assert format_of_file(f"some/where/rows{each.suffix.upper()}") is each
    with pytest.raises(InputError, match=r"rows\.doc: choose a format .* \.annotations\.json"):
        format_of_file("rows.doc")


def test_annotations_json_will_do_for_a_whole_name():
    assert format_of_file("annotations.json") is Format.annotations


# Markdown


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example(EVIL)
@example("1. a")
@example("- a")
@example("+ a")
@example("=== ")
@example("a\n---\n    code")
@example("&#33; &copy;")
@example("https://e.example/_a_ <https://e.example>")
@example("\x00")
@example("\\")
def test_escaped_words_are_shown_as_they_are(words):
    shown = escape_markdown(words)
    text, tags = shown_as(f"> {shown}\n\n## {shown}\n\n**{shown or 'x'}** via")
    wanted = " ".join(one_line(words).split())
    assert text.startswith(f"{wanted} {wanted} ".lstrip() if wanted else "")
    assert tags <= {"p", "h2", "strong", "blockquote"}


def test_markdown_has_quotes_under_their_articles(row):
    rows = [
        row(outlet="The Ellin Courier", url=ADDRESS, quote="We sail.\n\nAt dawn.", source="KBN"),
        row(source="KBN", source_basis="carried", speaker=None),
        row(doc_id="other", title=None, published=None),
    ]
    assert written(rows, "md") == (
        "# Quotes\n\n"
        f"## The ferry returns\n\nThe Ellin Courier · 2024-03-05 · <{ADDRESS}>\n\n"
        "> We sail.\n>\n> At dawn.\n\n— **Ada Quill** via KBN · 96%, source 90%\n\n"
        "> We sail at dawn,\n\n— *speaker not identified – check* via KBN (inferred) · source 90%\n\n"
        "## other\n\n> We sail at dawn,\n\n— **Ada Quill** · 96%\n"
    )


@pytest.mark.parametrize(
    ("columns", "byline"),
    [
        ({"source": "KBN"}, "**Ada Quill**, captain of the ferry, via KBN · 96%, source 90%"),
        ({"source": "KBN", "source_confidence": None}, "**Ada Quill**, captain of the ferry, via KBN · 96%"),
        ({}, "**Ada Quill**, captain of the ferry · 96%"),
        ({"confidence": 1.0}, "**Ada Quill**, captain of the ferry · confirmed"),
        ({"confidence": 0.9996}, "**Ada Quill**, captain of the ferry · 99%"),
        ({"confidence": 0.384}, "**Ada Quill**? 38% – check, captain of the ferry"),
        (
            {"source": "KBN", "source_confidence": 0.5},
            "**Ada Quill**, captain of the ferry, via KBN? 50% – check · 96%",
        ),
    ],
)
def test_markdown_says_what_the_speaker_is(row, columns, byline):
    assert written([row(speaker_role="captain of the ferry", **columns)], "md").endswith(f"— {byline}\n")


def test_no_word_of_an_article_is_markup_in_markdown(row):
    (text, tags) = shown_as(
        written(
            [row(quote=EVIL, title=EVIL, speaker=EVIL, speaker_role=EVIL, source=EVIL, outlet=EVIL)], "md"
        )
    )
    assert tags <= {"h1", "h2", "p", "blockquote", "strong"}
    assert text.count(EVIL) == 6


# schema.org


def test_schema_org_says_who_said_it_where_and_through_whom(row):
    article, quotation = graph(
        [row(source="KBN", source_basis="carried", outlet="The Ellin Courier", url=ADDRESS)]
    )
    assert article == {
        "@type": "NewsArticle",
        "@id": article["@id"],
        "identifier": "ferry",
        "headline": "The ferry returns",
        "publisher": {"@type": "Organization", "name": "The Ellin Courier"},
        "datePublished": "2024-03-05",
        "url": ADDRESS,
    }
    assert quotation == {
        "@type": "Quotation",
        "@id": quotation["@id"],
        "identifier": "0f3a",
        "text": "We sail at dawn,",
        "spokenByCharacter": {"@type": "Person", "name": "Ada Quill"},
        "isBasedOn": {"@type": "CreativeWork", "name": "KBN"},
        "creditText": "Ada Quill via KBN",
        "description": "full; speaker 96% likely, by the rule clause; source carried, 90% likely",
        "isPartOf": {"@id": article["@id"]},
    }


@pytest.mark.parametrize(
    ("kind", "speaker"),
    [
        ("person", {"@type": "Person", "name": "Ada Quill", "jobTitle": "captain"}),
        ("organisation", {"@type": "Organization", "name": "Ada Quill", "description": "captain"}),
        ("unnamed", {"@type": "Person", "description": "Ada Quill"}),
    ],
)
def test_schema_org_tells_kinds_of_speaker_apart(row, kind, speaker):
    assert graph([row(speaker_kind=kind, speaker_role="captain")])[1]["spokenByCharacter"] == speaker


def test_schema_org_leaves_out_what_is_not_known(row):
    _, quotation = graph([row(speaker=None, speaker_kind=None)])
    assert not {"spokenByCharacter", "isBasedOn", "creditText"} & set(quotation)
    assert "speaker not identified" in quotation["description"]


def test_an_article_appears_once_however_many_quotes_it_has(row):
    nodes = graph([row(), row(quote_id="1"), row(quote_id="2", doc_id="other")])
    assert [node["@type"] for node in nodes] == ["NewsArticle"] * 2 + ["Quotation"] * 3
    assert len({node["@id"] for node in nodes}) == 5


@pytest.mark.parametrize("file_format", ["jsonld", "annotations"])
def test_every_term_and_every_value_is_linked_data(file_format):
    document = json.loads(written(extract(ARTICLE), file_format))
    options = {"documentLoader": load_context}
    expanded = jsonld.expand(document, options)
    # pyld leaves out a term that has no meaning, so expanded and compacted again nothing may be missing
    compacted = jsonld.compact(expanded, document["@context"], options)
    assert keys_of(compacted) == keys_of(document)
    statements = jsonld.to_rdf(document, options)["@default"]
    subjects = {statement["subject"]["value"] for statement in statements}
    assert len(statements) > 20
    assert all(subject.startswith(("urn:uuid:", "_:")) for subject in subjects)


# Web Annotations


def test_positions_and_words_select_the_same_text():
    rows = extract(ARTICLE)
    found = annotated(rows)
    assert len(found) >= 6
    for annotation in found:
        words, position = selectors(annotation).values()
        exact = ARTICLE.text[position["start"] : position["end"]]
        assert words["exact"] == exact
        before = ARTICLE.text[: position["start"]]
        after = ARTICLE.text[position["end"] :]
        assert before.endswith(words.get("prefix", ""))
        assert after.startswith(words.get("suffix", ""))
    quotes = [each for each in found if each["motivation"] == "describing"]
    assert [selectors(each)["TextQuoteSelector"]["suffix"][:11] for each in quotes] == [
        '" Ada Quill',
        '" she said.',
    ]
    assert selectors(quotes[0])["TextPositionSelector"] == {
        "type": "TextPositionSelector",
        "start": 23,
        "end": 39,
    }


def test_annotations_have_what_the_standard_asks_for():
    document = json.loads(written(extract(ARTICLE), "annotations"))
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (document["type"], document["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    items = document["first"]["items"]
    assert document["total"] == len(items)
    identifiers = [document["id"], document["first"]["id"], *(item["id"] for item in items)]
    assert len(set(identifiers)) == len(identifiers)
    assert all(identifier.startswith("urn:uuid:") for identifier in identifiers)
    assert {item["target"]["source"] for item in items} == {ADDRESS}
    quotes = {item["id"] for item in items if item["motivation"] == "describing"}
    links = {body["source"] for item in items for body in item["body"] if body["type"] == "SpecificResource"}
    assert links == quotes


def test_an_annotation_says_who_said_it(row):
    quote, speaker, cue = annotated([row(source="KBN")])
    assert [(body["purpose"], body["value"]) for body in quote["body"]] == [
        ("classifying", "quote"),
        ("describing", "Ada Quill via KBN"),
        ("tagging", "Ada Quill"),
        ("tagging", "KBN"),
        ("commenting", "full; speaker 96% likely, by the rule clause; source 90% likely"),
    ]
    assert [each["body"][0]["value"] for each in (speaker, cue)] == ["speaker", "cue"]
    assert speaker["body"][1]["source"] == quote["id"]
    assert quote["target"]["source"].startswith("urn:uuid:")


def test_what_cannot_be_placed_in_its_context_has_no_surroundings(row):
    (quote,) = annotated(
        [row(context="elsewhere", mention=None, mention_start=None, cue=None, cue_start=None)]
    )
    assert selectors(quote)["TextQuoteSelector"] == {"type": "TextQuoteSelector", "exact": "We sail at dawn,"}


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://", "https://a b", 'https://a.example/"x"', "ftp://a.example", "", None],
)
def test_anything_but_a_web_address_is_left_empty(row, url):
    assert web_address(url) is None
    assert "url" not in graph([row(url=url)])[0]
    assert "<" not in written([row(url=url)], "md")


# Typed frames


def test_a_typed_frame_has_dates_and_categories(row):
    rows = [row(outlet="B"), row(published=None), row(published="March 2024", speaker="Bo Reed")]
    frame = to_frame(rows, typed=True)
    assert tuple(frame.columns) == COLUMNS
    assert frame["published"].dtype == "datetime64[s]"
    assert frame["published"].tolist()[0] == datetime(2024, 3, 5)
    assert frame["published"].isna().tolist() == [False, True, True]
    assert frame["speaker"].cat.categories.tolist() == ["Ada Quill", "Bo Reed"]
    assert frame["kind"].cat.categories.tolist() == ["full", "fragment"]
    assert frame["source"].isna().all()
    assert_frame_equal(
        to_frame([], typed=True).iloc[:0]["published"].to_frame(), frame.iloc[:0]["published"].to_frame()
    )


@pytest.mark.parametrize("file_format", [each for each in Format if each is not Format.xlsx])
def test_a_typed_frame_gives_the_same_file(row, file_format):
    frame = to_frame([row(), row(published=None, outlet="=B", source="KBN", source_basis="stated")])
    assert to_bytes(with_types(frame), file_format) == to_bytes(frame, file_format)


@pytest.mark.parametrize("file_format", Format)
def test_a_frame_may_have_no_rows(file_format):
    for typed in (False, True):
        content = to_bytes(to_frame([], typed=typed), file_format)
        assert (content == b"") is (file_format in {Format.jsonl, Format.bibtex, Format.ris})


def test_excel_has_dates_as_dates_and_the_rest_as_text(row):
    days = ["2024-03-05", "1899-12-31", "2024-13-05", "March", "20240305", None]
    content = to_bytes(to_frame([row(published=day) for day in days]), "xlsx")
    cells = pd.read_excel(
        BytesIO(content), "All columns", engine="calamine", dtype=object, keep_default_na=False
    )
    assert cells["published"].tolist() == [datetime(2024, 3, 5), *days[1:-1], ""]


def test_a_byte_order_mark_is_for_csv(row):
    frame = to_frame([row()])
    assert to_bytes(frame, "csv", bom=True) == b"\xef\xbb\xbf" + to_bytes(frame, "csv")
    with pytest.raises(InputError, match="only csv"):
        to_bytes(frame, "jsonl", bom=True)
