"""Spikes: speakers, or saved views, that are in far more articles of the last week than usual.

The usual is what the 26 weeks before had, as a share of all articles of each week, so that a library that
grows, or a quiet holiday, makes no spike. Articles are counted, not quotes, because the quotes of one article
are no independent events: one long interview makes no spike.

The articles of a week are taken as a Poisson variable whose rate is not known but estimated from the past
weeks. With Jeffreys' prior for a Poisson rate, a gamma distribution of shape 1/2, the number of the last week
then has a negative binomial distribution (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.6). If
the past weeks vary more than Poisson variables do, all numbers are first divided by how many times more
(over-dispersion: McCullagh and Nelder, Generalized Linear Models, 2nd ed., chapter 6). A number is a spike if
this distribution gives so many or more with a chance below `CHANCE`, if it is at least `TIMES` the usual
number, and at least `FEWEST` articles.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from cachetools import TTLCache

from quotes.library import Filter, Library

CHANCE = 1e-5
TIMES = 2.0
FEWEST = 5
WEEKS = 26
FEWEST_WEEKS = 4

_KNOWN: TTLCache[tuple[Path, int, date], dict[str, "Spike"]] = TTLCache(8, 3600)


@dataclass(frozen=True, slots=True)
class Spike:
    """The number of articles in a week, and the usual number. ``since`` and ``until`` are in the week."""

    articles: int
    usual: float
    since: date
    until: date

    def in_words(self) -> str:
        """Say what is unusual.

        >>> Spike(14, 3.2, date(2026, 11, 18), date(2026, 11, 24)).in_words()
        'in 14 articles from 18 to 24 November 2026, usually in about 3'
        """
        usual = f"about {self.usual:.0f}" if self.usual >= 1 else "none or 1"
        first = f"{self.since.day}" if self.since.month == self.until.month else _day(self.since)
        days = f"from {first} to {_day(self.until)} {self.until.year}"
        return f"in {self.articles:,} articles {days}, usually in {usual}"


def speaker_spikes(library: Library, *, today: date | None = None) -> dict[str, Spike]:
    """Find the speakers who are in far more articles than usual, by the names that they are known as.

    The week is the last one of the library that is not in the future.
    """
    key = (library.path, library.changes(), today or date.today())
    if (known := _KNOWN.get(key)) is None:
        known = _KNOWN[key] = _speaker_spikes(library, today)
    return known


def _speaker_spikes(library: Library, today: date | None) -> dict[str, Spike]:
    days = _days(library, today)
    if not days:
        return {}
    everything = library.weekly_articles(days)
    by_speaker = library.weekly_articles_of_speakers(days, at_least=FEWEST)
    found = {name: _spike(numbers, everything, days) for name, numbers in by_speaker.items()}
    return {name: spike for name, spike in found.items() if spike}


def filter_spike(library: Library, only: Filter, *, today: date | None = None) -> Spike | None:
    """Say whether the quotes that pass a filter are in far more articles than usual."""
    days = _days(library, today)
    if not days:
        return None
    return _spike(library.weekly_articles(days, only), library.weekly_articles(days), days)


def chance_of_so_many(number: int, before: float, share: float) -> float:
    """The chance of ``number`` articles or more, if ``before`` came in past weeks.

    Args:
        number: of the last week, at least 1.
        before: of all past weeks together.
        share: how many articles the library has in the last week, for one in the past weeks.

    >>> round(chance_of_so_many(1, 0, 1.0), 3)
    0.293

    """
    shape = before + 0.5
    log_miss, log_hit = -math.log1p(share), math.log(share) - math.log1p(share)
    log_term = (
        math.lgamma(shape + number)
        - math.lgamma(shape)
        - math.lgamma(number + 1)
        + shape * log_miss
        + number * log_hit
    )
    term = math.exp(log_term)
    total, count = term, number
    while term > total * 1e-9 or count < shape * share:  # up to the mean, the terms still grow
        term *= (shape + count) / (count + 1) * math.exp(log_hit)
        count += 1
        total += term
    return min(total, 1.0)


def _days(library: Library, today: date | None) -> list[date]:
    """The days between the weeks, the last one at the end; none if the library has no dates."""
    end = library.last_published(until=today or date.today())
    return [end - timedelta(days=7 * back) for back in range(WEEKS + 1, -1, -1)] if end else []


def _spike(numbers: Sequence[int], everything: Sequence[int], days: Sequence[date]) -> Spike | None:
    """Compare the last number with those before; weeks in which the library has no article do not count."""
    number = numbers[-1]
    past = [
        (of_these, of_all) for of_these, of_all in zip(numbers[:-1], everything[:-1], strict=True) if of_all
    ]
    if number < FEWEST or len(past) < FEWEST_WEEKS:
        return None
    before, all_before = (sum(each) for each in zip(*past, strict=True))
    share = everything[-1] / all_before
    usual = before * share
    if number < TIMES * usual:
        return None
    times = variation(past)
    if chance_of_so_many(max(1, int(number / times)), before / times, share) >= CHANCE:
        return None
    return Spike(number, usual, days[-2] + timedelta(days=1), days[-1])


def variation(past: Sequence[tuple[int, int]]) -> float:
    """How many times more the numbers of past weeks vary than Poisson variables do; at least 1.

    ``past`` has for each week the number, and that of all articles, which is not 0.
    """
    rate = sum(number for number, _ in past) / sum(of_all for _, of_all in past)
    if not rate or len(past) < 2:
        return 1.0
    squares = sum((number - rate * of_all) ** 2 / (rate * of_all) for number, of_all in past)
    return max(1.0, squares / (len(past) - 1))


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
