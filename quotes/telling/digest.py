"""What a digest of a saved view says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from quotes.insight import Spike, filter_spike, speaker_spikes
from quotes.library import Arrived, Library, SavedView, Sort
from quotes.types import Quote


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new in a view.

    Attributes:
        view: the view's name.
        filters: its filters in words; empty if it shows all quotes.
        rows: the new quotes, the last added first; not more than were asked for.
        number: how many new quotes there are.
        speakers: the name over all articles of each speaker in the rows.
        spike: whether the view has far more articles than usual.
        speaker_spikes: which speakers in the rows have, by their names over all articles.

    """

    view: str
    filters: str
    rows: tuple[Quote, ...]
    number: int
    speakers: Mapping[str, str]
    spike: Spike | None = None
    speaker_spikes: Mapping[str, Spike] | None = None

    @property
    def title(self) -> str:
        """Its heading, also the subject of an e-mail.

        >>> Digest("Ferries", "", (), 1, {}).title
        'Ferries: 1 new quote'
        """
        return f"{self.view}: {self.number:,} new quote{'' if self.number == 1 else 's'}"

    def speaker_of(self, row: Quote) -> str | None:
        """The speaker of a row, by the name over all articles."""
        return self.speakers.get(row.speaker or "", row.speaker)


def make_digest(
    library: Library,
    view: SavedView,
    arrived: Arrived,
    *,
    most: int | None = None,
    today: date | None = None,
) -> Digest:
    """Collect what is new in a view.

    Args:
        library: the library.
        view: the view.
        arrived: when it came into the library.
        most: how many quotes to list; None lists all.
        today: the day of the digest, for what is unusual. Default: today.

    """
    found = library.rows(view.filter, Sort.added, arrived=arrived)
    rows = tuple(islice(found, most))
    number = len(rows) + sum(1 for _ in found)
    speakers = library.known_as({row.speaker for row in rows if row.speaker})
    shown = {speakers.get(row.speaker, row.speaker) for row in rows if row.speaker}
    spikes = speaker_spikes(library, today=today) if rows else {}
    return Digest(
        view.name,
        view.filter.in_words(),
        rows,
        number,
        speakers,
        filter_spike(library, view.filter, today=today) if rows and not view.filter.is_empty else None,
        {name: spike for name, spike in spikes.items() if name in shown},
    )
