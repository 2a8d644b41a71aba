"""The HTML of the list and of an opened quote. Every word from an article passes through `shown`."""

import html
from collections.abc import Mapping

from quotes.dashboard.selection import NONE, speaker_of
from quotes.marked_text import marks_of, passage
from quotes.shown import shortened, shown
from quotes.types import Quote

_PREVIEW = 260
_SEPARATOR = ' <span class="dot" aria-hidden="true">·</span> '
_BASES = {"stated": "named for this very quote", "carried": "carried on from an earlier statement"}
_LEGEND = (
    ("quote", "the quote"),
    ("speaker", "its speaker"),
    ("cue", "the reporting words"),
    ("source", "its source"),
)


def card(row: Quote, title: str, known_as: str) -> str:
    """Return a row of the list, as people write it: “All of you …” Kim Jong Un, via KCNA.

    Where the speaker goes by another name among all articles, ``known_as``, that stands beside the article's
    own.
    """
    facts = [f"<bdi>{shown(shortened(title, 90))}</bdi>", *_known(row.outlet, row.published), row.kind]
    return (
        '<div class="quote-card">'
        f'<p class="words" dir="auto">“{shown(shortened(row.quote, _PREVIEW))}”</p>'
        f'<p class="byline">{_speaker(row)}{_listed(row, known_as)}{_via(row)}</p>'
        f'<p class="facts"><span>{_SEPARATOR.join(facts)}</span> {_confidence(row)}</p>'
        "</div>"
    )


def opened(row: Quote, title: str, known_as: str, text: str) -> str:
    """Return the quote in its paragraphs, with everything found marked, and why the tool says so."""
    marks = marks_of(row)
    present = {mark.kind for mark in marks}
    legend = "".join(
        f'<li><mark class="{kind}">{says}</mark></li>' for kind, says in _LEGEND if kind in present
    )
    reasons = "".join(
        f"<div><dt>{term}</dt><dd>{says}</dd></div>" for term, says in _reasons(row, title, known_as)
    )
    return (
        '<div class="opened">'
        f'<div class="passage">{passage(text, marks)}</div>'
        f'<div class="why"><ul class="legend">{legend}</ul><dl>{reasons}</dl></div>'
        "</div>"
    )


def summary(rows: list[Quote], total: int, links: Mapping[str, str]) -> str:
    """Return how many quotes are shown, of how many, by how many speakers through how many sources.

    A speaker with several forms of a name counts once; ``links`` as in `speaker_of`.
    """
    numbers = (
        (len(rows), "quote"),
        (len({speaker_of(row, links) for row in rows} - {NONE}), "speaker"),
        (len({row.source for row in rows} - {None}), "source"),
        (len({row.doc_id for row in rows}), "article"),
    )
    told = [f"<b>{number:,}</b> {noun}{'' if number == 1 else 's'}" for number, noun in numbers]
    if len(rows) < total:
        told[0] += f" of {total:,}"
    return f'<p class="summary" role="status">{_SEPARATOR.join(told)}</p>'


def notice(message: str, *, error: bool = False) -> str:
    """Return one line for the visitor; ``message`` may hold words of a file or an article."""
    role, tone = ("alert", "error") if error else ("status", "plain")
    return f'<p class="notice {tone}" role="{role}"><bdi>{shown(message)}</bdi></p>'


def _known(*values: str | None) -> list[str]:
    return [f"<bdi>{shown(value)}</bdi>" for value in values if value]


def _speaker(row: Quote) -> str:
    if row.speaker is None:
        return '<span class="nobody">Speaker not settled</span>'
    return f"<b><bdi>{shown(row.speaker)}</bdi></b>"


def _listed(row: Quote, known_as: str) -> str:
    """Return the name under which the filter has the speaker, where the article uses another."""
    if row.speaker in (None, known_as):
        return ""
    return f' <span class="listed">listed as <bdi>{shown(known_as)}</bdi></span>'


def _via(row: Quote) -> str:
    return f' <span class="via">via <bdi>{shown(row.source)}</bdi></span>' if row.source else ""


def _confidence(row: Quote) -> str:
    share = round(100 * row.confidence)
    return (
        '<span class="confidence" title="Probability that the speaker is right">'
        f'<span class="meter" aria-hidden="true"><span style="width:{share}%"></span></span>{share}%</span>'
    )


def _reasons(row: Quote, title: str, known_as: str) -> list[tuple[str, str]]:
    """Return the terms and texts of the column beside the passage."""
    reasons = [("Speaker", _leads_to(row.mention, row.speaker) + _about_speaker(row, known_as))]
    if row.source:
        basis = _BASES.get(row.source_basis or "", "")
        reasons.append(("Source", _leads_to(row.source_mention, row.source) + f"<small>{basis}</small>"))
    reasons.append(("Article", _article(row, title)))
    reasons.append(("Rule", f"<code>{shown(row.rule)}</code>"))
    reasons.append(("Confidence", f"{_confidence(row)} <small>that the speaker is right</small>"))
    return reasons


def _article(row: Quote, title: str) -> str:
    """Return the title, as a link where the article's address is one of the web, with outlet and date."""
    drawn = f"<bdi>{shown(title)}</bdi>"
    if row.url and row.url.lower().startswith(("https://", "http://")):
        drawn = f'<a href="{html.escape(row.url)}" target="_blank" rel="noopener noreferrer">{drawn}</a>'
    return f"{drawn}<small>{_SEPARATOR.join(_known(row.outlet, row.published))}</small>"


def _leads_to(mention: str | None, name: str | None) -> str:
    """Return “He” → Ada Brook, or only one of the two where the other is missing or the same."""
    named = f"<b><bdi>{shown(name)}</bdi></b>" if name else '<span class="nobody">not settled</span>'
    if not mention or mention == name:
        return named
    return f"“<bdi>{shown(shortened(mention, 80))}</bdi>” → {named}"


def _about_speaker(row: Quote, known_as: str) -> str:
    kind = f"<small>{shown(row.speaker_kind)}</small>" if row.speaker_kind else ""
    listed = _listed(row, known_as)
    return f"{kind}<small>{listed}, with this speaker’s other quotes</small>" if listed else kind
