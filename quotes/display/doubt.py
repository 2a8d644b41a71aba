"""How sure it is who said a quote and who reported it, in the same words in every output."""

from quotes.types import UNSURE_BELOW, Quote

CONFIRMED = "confirmed"
_CHECK = "– check"
_MOST_IN_DOUBT = round(100 * UNSURE_BELOW) - 1


def percentage(probability: float) -> int:
    """Round a probability. Only what a person has confirmed is 100, and what is in doubt is below 70.

    >>> percentage(0.386), percentage(0.995), percentage(1.0), percentage(0.699)
    (39, 99, 100, 69)
    """
    if probability == 1:
        return 100
    return min(round(100 * probability), 99 if probability >= UNSURE_BELOW else _MOST_IN_DOUBT)


def certainty(probability: float) -> str:
    """Say how certain an answer is.

    >>> certainty(0.914), certainty(0.38), certainty(0.999), certainty(1)
    ('91%', '38% – check', '99%', 'confirmed')
    """
    if probability == 1:
        return CONFIRMED
    share = f"{percentage(probability)}%"
    return share if probability >= UNSURE_BELOW else f"{share} {_CHECK}"


def name_with_doubt(name: str, probability: float | None) -> str:
    """Write a name, with the doubt about it if there is any; ``probability`` is None if it is not known.

    >>> name_with_doubt("Ada Quill", 0.38), name_with_doubt("Ada Quill", 0.9)
    ('Ada Quill? 38% – check', 'Ada Quill')
    """
    if probability is None or probability >= UNSURE_BELOW:
        return name
    return f"{name}? {certainty(probability)}"


def is_unsure(row: Quote) -> bool:
    """Whether a person should check the speaker: an unlikely one, or none that anybody has confirmed."""
    return row.confidence < UNSURE_BELOW or (row.speaker is None and row.confidence < 1)


def speaker_in_words(row: Quote) -> str:
    """Name the speaker of a row, with the doubt about it if there is any."""
    if row.speaker is not None:
        return name_with_doubt(row.speaker, row.confidence)
    return speaker_certainty(row.speaker, row.confidence)


def speaker_certainty(speaker: str | None, confidence: float) -> str:
    """Say how certain a row's speaker is: the column ``certainty`` of downloads.

    >>> speaker_certainty("Ada Quill", 0.914), speaker_certainty(None, 0.914)
    ('91%', 'not identified – check')
    """
    if speaker is not None:
        return certainty(confidence)
    return f"not identified {'– ' + CONFIRMED if confidence == 1 else _CHECK}"


def is_direct(row: Quote) -> bool:
    """Whether the article reports the words itself: it credits no source, and that is likely right."""
    return row.source is None and (row.source_confidence or 0) >= UNSURE_BELOW


def source_in_words(row: Quote) -> str:
    """Name the source of a row, with the doubt about it if there is any; "" if nothing is known of it."""
    if row.source is not None:
        return name_with_doubt(row.source, row.source_confidence)
    if row.source_confidence is None:
        return ""
    return "directly" if is_direct(row) else f"none found {_CHECK}"
