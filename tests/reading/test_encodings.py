"""Encodings, odd characters and other languages."""

import pytest
from made_files import TEXT, only, read_both, refusal, write

from quotes import extract
from quotes.reading.encodings import decode_text
from quotes.reading.languages import other_language

ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1252", "mac_roman", "gb18030", "cp949", "cp932"),
)
SAMPLES = (
    "The mayor said it’s over.\n",
    "The mayor of Ostrel had “no choice” — for now.\n\n“It’s over,” he said.\n",
    "The café was shut, the mayor said, and the señora left for Malmö.\n",
    "The ferry cost £4m and the mill €3m, he said: “Too much.”",
    "“We have waited long enough,” said Marta Venn. “It is time.”\n\n" * 50,
)


def can_write(text, encoding):
    try:
        return bool(text.encode(encoding))
    except UnicodeEncodeError:
        return False


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, encoding) for text in SAMPLES for encoding in ENCODINGS if can_write(text, encoding)],
)
def test_every_encoding_gives_the_same_text(text, encoding):
    assert decode_text(text.encode(encoding), "a.txt") == text


def test_central_european():
    text = "Łukasz Wałęsa met Jiří Dvořák in Győr and said: “No.”"
    assert decode_text(text.encode("cp1250"), "a.txt") == text


def test_a_broken_byte_spoils_no_other():
    text = SAMPLES[4]
    assert decode_text(text.encode() + b"\xff.", "a.txt") == text + "\ufffd."


def test_a_stated_encoding_is_believed_where_the_bytes_bear_it_out():
    assert decode_text("Ñandú".encode("cp850"), "a.txt", "cp850") == "Ñandú"
    assert decode_text("“No.”".encode(), "a.txt", "no-such-encoding") == "“No.”"
    assert decode_text("“No.”".encode("cp1252"), "a.txt", "iso-8859-1") == "“No.”"


@pytest.mark.parametrize(
    ("old", "new"),
    [("\n", "\r\n"), (" ", "\u00a0"), ("waited", "wai\u00adted"), ("“", "\ufeff“"), (".", ".\u200b")],
    ids=["line ends", "fixed blanks", "soft hyphen", "byte order mark", "zero width"],
)
def test_odd_characters_stay_and_hide_no_quote(tmp_path, old, new):
    text = TEXT.replace(old, new)
    article = only(write(tmp_path / "a.txt", text.encode()))
    assert article.text == text.removeprefix("\ufeff")
    rows = extract(article)
    assert [article.text[row.start : row.end] for row in rows] == [row.quote for row in rows]
    assert [row.speaker for row in rows] == ["Marta Venn", "Marta Venn"]


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac_roman"])
def test_a_text_that_came_damaged_is_read_as_it_is_with_a_remark(tmp_path, encoding):
    damaged = TEXT.replace('"', "“").encode().decode(encoding, "ignore")
    (article,), (remark,) = read_both(write(tmp_path / "a.txt", damaged.encode()))
    assert article.text == damaged
    assert remark.outcome == "doubted"
    assert remark.reason.startswith("the text has damaged characters, read as what they stand for (")
    rows = extract(article)
    assert [article.text[row.start : row.end] for row in rows] == [row.quote for row in rows]
    assert [row.speaker for row in rows] == ["Marta Venn", "Marta Venn"]


OTHERS = {
    "French": "Le maire d'Ostrel a dit mardi que le pont serait fermé. « Nous n'avons pas le choix. »",
    "German": "Der Bürgermeister sagte am Dienstag, die Brücke werde gesperrt. „Wir haben keine Wahl.“",
    "Dutch": "De burgemeester zei dinsdag dat de brug drie weken dicht is. “Wij hebben geen keus.”",
    "Spanish": "El alcalde dijo el martes que el puente estará cerrado. «No tenemos otra opción», afirmó.",
    "Russian": "Мэр заявил во вторник, что мост будет закрыт на три недели. «У нас нет выбора», — сказал он.",
    "Korean": "시장은 다리가 3주 동안 폐쇄될 것이라고 말했다. “선택의 여지가 없다”고 그는 기자들에게 말했다.",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_skipped_and_reported(tmp_path, language):
    articles, (remark,) = read_both(write(tmp_path / "a.txt", OTHERS[language] * 3))
    assert articles == []
    assert (remark.outcome, remark.reason) == ("skipped", f"the text is in {language}; only English is read")


@pytest.mark.parametrize(
    "text",
    [
        "“No.”",
        "Non, je ne regrette rien.",
        TEXT,
        TEXT.upper(),
        TEXT + OTHERS["French"],
        "Ferenc Kovácz 3 Újhely 1; Slavia Ostrel 2 Bohema 2; Legia Wieliska 1 Lech Ponań 0; Dinamo 4 Brod 0.",
        "Ah dinnae ken whit tae say, he telt the crowd ootside the toon hall, but the brig is shut an aw.",
    ],
)
def test_english_short_or_mixed_texts_are_read(text):
    assert other_language(text) is None


def test_a_text_longer_than_an_article(tmp_path):
    assert "50 MB is too large" in refusal(write(tmp_path / "a.txt", b"The ferry. " * 4_550_000))
    message = refusal(write(tmp_path / "b.txt", b"The ferry and the mill. " * 84_000))
    assert "2,016,000 characters" in message


def test_a_line_of_two_megabytes_among_others(tmp_path):
    lines = ['{"text": "First."}', '{"text": "' + "The ferry. " * 182_000 + '"}', '{"text": "Third."}']
    articles, (remark,) = read_both(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [article.text for article in articles] == ["First.", "Third."]
    assert remark.place.endswith(":2")


def test_a_line_longer_than_memory_should_hold(tmp_path):
    lines = ['{"text": "First."}', '{"text": "' + "x" * 40_000_000 + '"}', '{"text": "Third."}']
    articles, (remark,) = read_both(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [article.text for article in articles] == ["First.", "Third."]
    assert (remark.place.rpartition(":")[2], remark.reason) == ("2", "this line is longer than 16 MB")


def test_language_of_any_text():
    assert other_language("\ud83d\0" * 200) is None
