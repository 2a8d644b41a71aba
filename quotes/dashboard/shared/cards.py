"""The HTML of the list and of an opened quote. Every word from an article passes through `shown`."""

import html

from quotes.dashboard.shared.wording import BASIS_WORDS, KIND_WORDS, reason_in_words
from quotes.display import escape_html, evidence_html, evidence_marks, shortened
from quotes.library import Totals
from quotes.types import Quote

_PREVIEW = 260
_SEPARATOR = ' <span class="dot" aria-hidden="true">·</span> '
_LEGEND = (
    ("quote", "quote"),
    ("speaker", "speaker"),
    ("cue", "reporting verb"),
    ("source", "source"),
)


def masthead(title: str, subtitle: str = "") -> str:
    """Return a page's heading; both texts are the program's own or have passed through nothing yet."""
    beside = f" <span>{escape_html(subtitle)}</span>" if subtitle else ""
    return f'<h1 class="masthead">{escape_html(title)}{beside}</h1>'


def quote_card(row: Quote, known_as: str | None) -> str:
    """Return a row of the list, as people write it: “All of you …” Kim Jong Un, via KCNA.

    Where the speaker goes by another name among all articles, ``known_as``, that stands beside the article's
    own.
    """
    facts = [
        f"<bdi>{escape_html(shortened(row_title(row), 90))}</bdi>",
        *_known(row.outlet, row.published),
        KIND_WORDS.get(row.kind, row.kind),
    ]
    return (
        '<div class="quote-card">'
        f'<p class="words" dir="auto">“{escape_html(shortened(row.quote, _PREVIEW))}”</p>'
        f'<p class="byline">{_speaker(row)}{_listed(row, known_as)}{_via(row)}</p>'
        f'<p class="facts"><span>{_SEPARATOR.join(facts)}</span> {_confidence(row)}</p>'
        "</div>"
    )


def opened_quote(row: Quote, known_as: str | None, text: str, *, around: int = 0) -> str:
    """Return the quote in its paragraphs, with everything found marked, and why the tool says so.

    ``text`` is that of the article; so many paragraphs ``around`` those are shown too.
    """
    marks = evidence_marks(row)
    present = {mark.kind for mark in marks}
    legend = "".join(
        f'<li><mark class="{kind}">{says}</mark></li>' for kind, says in _LEGEND if kind in present
    )
    reasons = "".join(f"<div><dt>{term}</dt><dd>{says}</dd></div>" for term, says in _reasons(row, known_as))
    return (
        '<div class="opened">'
        f'<div class="passage">{evidence_html(text, marks, around=around)}</div>'
        f'<div class="why"><ul class="legend">{legend}</ul><dl>{reasons}</dl>{_details(row)}</div>'
        "</div>"
    )


def quotes_summary(found: Totals, everything: Totals) -> str:
    """Return how many quotes are found, of how many, by how many speakers through how many sources."""
    numbers = (
        (found.quotes, "quote"),
        (found.speakers, "speaker"),
        (found.sources, "source"),
        (found.articles, "article"),
    )
    told = [f"<b>{number:,}</b> {noun}{'' if number == 1 else 's'}" for number, noun in numbers]
    if found.quotes < everything.quotes:
        told[0] += f" of {everything.quotes:,}"
    return f'<p class="summary" role="status">{_SEPARATOR.join(told)}</p>'


def notice(message: str, *, error: bool = False) -> str:
    """Return one line for the visitor; ``message`` may hold words of a file or an article."""
    role, tone = ("alert", "error") if error else ("status", "plain")
    return f'<p class="notice {tone}" role="{role}"><bdi>{escape_html(message)}</bdi></p>'


def row_title(row: Quote) -> str:
    """Return what to call the article of a row: its title, else its id."""
    return row.title or row.doc_id


def original_link(url: str | None, drawn: str) -> str:
    """Return ``drawn``, which is HTML, as a link where ``url`` is an address of the web."""
    if url and url.lower().startswith(("https://", "http://")):
        return f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">{drawn}</a>'
    return drawn


def _known(*values: str | None) -> list[str]:
    return [f"<bdi>{escape_html(value)}</bdi>" for value in values if value]


def _speaker(row: Quote) -> str:
    if row.speaker is None:
        return '<span class="nobody">Speaker not identified</span>'
    return f"<b><bdi>{escape_html(row.speaker)}</bdi></b>"


def _listed(row: Quote, known_as: str | None) -> str:
    """Return the name under which the filter has the speaker, where the article uses another."""
    if row.speaker is None or known_as is None or row.speaker == known_as:
        return ""
    return f' <span class="listed">(counted as <bdi>{escape_html(known_as)}</bdi>)</span>'


def _via(row: Quote) -> str:
    return f'<span class="via">, via <bdi>{escape_html(row.source)}</bdi></span>' if row.source else ""


def _confidence(row: Quote) -> str:
    """Return how likely the speaker is right; only what people have confirmed is certain."""
    if row.confidence == 1:
        return '<span class="confidence checked" title="A person has checked the speaker">✓ checked</span>'
    share = min(99, round(100 * row.confidence))
    return (
        '<span class="confidence" title="Probability that the speaker is right">'
        f'<span class="meter" aria-hidden="true"><span style="width:{share}%"></span></span>{share}%</span>'
    )


def _reasons(row: Quote, known_as: str | None) -> list[tuple[str, str]]:
    """Return the terms and texts of the column beside the passage."""
    reasons = [("Speaker", _leads_to(row.mention, row.speaker) + _about_speaker(row, known_as))]
    if row.source:
        basis = BASIS_WORDS.get(row.source_basis or "", "")
        reasons.append(("Source", _leads_to(row.source_mention, row.source) + f"<small>{basis}</small>"))
    reasons.append(("Article", _article(row)))
    says = "a person has checked the speaker" if row.confidence == 1 else "that the speaker is right"
    reasons.append(("Confidence", f"{_confidence(row)} <small>{says}</small>"))
    return reasons


def _details(row: Quote) -> str:
    """Draw what few readers need, folded away."""
    return f"<details><summary>Details</summary><p>Rule: <code>{escape_html(row.rule)}</code></p></details>"


def _article(row: Quote) -> str:
    """Return the title, as a link where the article's address is one of the web, with outlet and date."""
    title = original_link(row.url, f"<bdi>{escape_html(row_title(row))}</bdi>")
    return f"{title}<small>{_SEPARATOR.join(_known(row.outlet, row.published))}</small>"


def _leads_to(mention: str | None, name: str | None) -> str:
    """Return “He” → Ada Brook, or only one of the two where the other is missing or the same."""
    named = f"<b><bdi>{escape_html(name)}</bdi></b>" if name else '<span class="nobody">not identified</span>'
    if not mention or mention == name:
        return named
    return f"“<bdi>{escape_html(shortened(mention, 80))}</bdi>” → {named}"


def _about_speaker(row: Quote, known_as: str | None) -> str:
    """Return why the mention means the speaker, what the speaker is, and the name that others use."""
    because = f"<small><bdi>{escape_html(reason_in_words(row))}</bdi></small>" if row.reason else ""
    kind = f"<small>{escape_html(row.speaker_kind)}</small>" if row.speaker_kind else ""
    listed = _listed(row, known_as)
    return because + kind + (f"<small>{listed}</small>" if listed else "")
