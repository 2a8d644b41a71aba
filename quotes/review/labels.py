"""Labels that other people made: stored in a library as corrections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quotes.library import Correction, CorrectionKind, Library
from quotes.text import digest_text, make_quote_id
from quotes.types import InputError, Span


@dataclass(slots=True)
class LabelTally:
    """How many labels were stored, were in the library already, or have no article there."""

    stored: int = 0
    known: int = 0
    lost: int = 0


def store_labels(library: Library, articles: Iterable[Mapping[str, Any]]) -> LabelTally:
    """Store labelled articles (`quotes.evaluation`) as corrections of the library's articles.

    An article is found by its id, and must have the same text. What somebody has corrected in the same way
    before is not stored again.
    """
    tally = LabelTally()
    for article in articles:
        try:
            text = library.article(article["id"]).article.text
        except InputError:
            text = None
        if text is None or text != article["text"]:
            tally.lost += len(article["quotes"])
            continue
        digest = digest_text(text)
        for label in article["quotes"]:
            span = Span(label["start"], label["end"])
            quote_id = make_quote_id(digest, span)
            is_known = library.extracted(quote_id) or library.corrections_of(quote_id)
            _store(library, article["id"], quote_id if is_known else None, label, tally)
    return tally


def _store(
    library: Library, doc_id: str, quote_id: str | None, label: Mapping[str, Any], tally: LabelTally
) -> None:
    """Store what a label says of a quote; one that was missed is marked first."""
    wanted = list(_answers(label))
    if quote_id is None:
        if not _is_quote(label):
            tally.lost += 1
            return
        quote_id = library.add_missed(doc_id, Span(label["start"], label["end"]))
        tally.stored += 1
    said = library.corrections_of(quote_id)
    for what, value, kind in wanted:
        if _is_said(said, what, value):
            tally.known += 1
            continue
        match what:
            case CorrectionKind.not_a_quote:
                library.reject(quote_id)
            case CorrectionKind.speaker:
                library.correct_speaker(quote_id, value, kind)
            case _:
                library.correct_source(quote_id, value)
        tally.stored += 1


def _answers(label: Mapping[str, Any]) -> Iterator[tuple[CorrectionKind, str | None, str | None]]:
    """Yield what a label says: the kind of answer, the name and its kind. Of "A|B" the first name counts."""
    if not _is_quote(label):
        yield CorrectionKind.not_a_quote, None, None
        return
    if "speaker" in label:
        name = (label["speaker"] or "").split("|")[0] or None
        yield CorrectionKind.speaker, name, (label.get("kind") or "person") if name else None
    if "source_name" in label:
        yield CorrectionKind.source, (label["source_name"] or "").split("|")[0] or None, None


def _is_said(said: Iterable[Correction], what: CorrectionKind, value: str | None) -> bool:
    """Whether the last correction of this kind says the same."""
    of_kind = [each for each in said if each.what is what]
    return bool(of_kind) and of_kind[-1].value == value


def _is_quote(label: Mapping[str, Any]) -> bool:
    return bool(label.get("is_quote", label.get("label") == "quote"))
