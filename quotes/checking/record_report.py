"""The report for programs: JSON Lines, an object for each quote."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from quotes.checking.difference_words import named_differences
from quotes.checking.report_words import CheckedAgainst
from quotes.checking.verdicts import CheckedQuote, DraftCheck, Origin
from quotes.display import encodable
from quotes.matching import Wording

_FOUND = ("quote", "speaker", "source", "outlet", "published", "url", "quote_id")


def json_lines_report(checks: Sequence[DraftCheck], against: CheckedAgainst) -> bytes:
    """Write one line for each quote, in the order of the drafts. All reports take the same arguments."""
    return b"".join(line.encode() + b"\n" for check in checks for line in _lines(check))


def _lines(check: DraftCheck) -> Iterator[str]:
    for each in check.quotes:
        yield encodable(json.dumps(_record(each), ensure_ascii=False))


def _record(checked: CheckedQuote) -> dict[str, Any]:
    compared = checked.origin.comparison if checked.origin else None
    return {
        "quote": checked.draft.quote,
        "speaker": checked.draft.speaker,
        "source": checked.draft.source,
        "verdict": checked.verdict.value,
        "wording": (compared.wording if compared else Wording.DIFFERENT).value,
        "grave": bool(compared and compared.grave),
        "differences": [each.words for each in named_differences(checked)],
        "found": _found(checked.origin),
    }


def _found(origin: Origin | None) -> dict[str, Any] | None:
    return None if origin is None else {name: getattr(origin, name) for name in _FOUND}
