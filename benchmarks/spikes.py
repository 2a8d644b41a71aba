"""How often what is steady is taken for a spike: ``python benchmarks/spikes.py``.

A thousand made-up speakers are in 0.1 to 40 articles a week, and nothing ever happens to them. They are
looked at on every day of a year, with the rules of `quotes.insight.spikes`; whatever is found is a false
alarm. The table of docs/views.md comes from here.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from quotes.insight.spikes import FEWEST, TIMES, WEEKS, chance_of_so_many, variation

SPEAKERS, YEAR = 1000, 365
DAYS = YEAR + 7 * (WEEKS + 1)
CHANCES = (1e-3, 1e-4, 1e-5)
OTHERS = 300
"""Articles a day in which none of the speakers is."""

Numbers = npt.NDArray[np.int64]


def main() -> None:
    """Print the false alarms of a year, by what the numbers are like and by the chance."""
    days = np.arange(DAYS)
    level = np.ones(DAYS)
    growing = np.where(days % 7 >= 5, 0.4, 1.24) * np.linspace(1, 2, DAYS)
    print("| numbers |", " | ".join(f"below {chance:g}" for chance in CHANCES), "|")
    for name, profile, bursts in (
        ("steady", level, 1.0),
        ("growing twofold, with weekends", growing, 1.0),
        ("bursty (variance 1.5 times the mean)", level, 1.5),
    ):
        alarms: dict[float, set[tuple[int, int]]] = {chance: set() for chance in CHANCES}
        for speaker, day, found in _chances(profile, bursts):
            for chance in CHANCES:
                if found < chance:
                    alarms[chance].add((speaker, day // 7))
        print(f"| {name} |", " | ".join(str(len(alarms[chance])) for chance in CHANCES), "|")


def _chances(profile: npt.NDArray[np.float64], bursts: float) -> Iterator[tuple[int, int, float]]:
    """Yield speaker, day and chance of every week that has enough articles to be a spike."""
    random = np.random.default_rng(1)
    rates = np.exp(random.uniform(math.log(0.1), math.log(40), SPEAKERS))
    mean = rates[:, None] / 7 * profile
    if bursts > 1:
        numbers = random.negative_binomial(mean / (bursts - 1), 1 / bursts)
    else:
        numbers = random.poisson(mean)
    everything = random.poisson((rates.sum() / 7 * 0.7 + OTHERS) * profile)
    sums = np.concatenate([np.zeros((SPEAKERS, 1), dtype=np.int64), numbers.cumsum(axis=1)], axis=1)
    all_sums = np.concatenate([[0], everything.cumsum()])
    for day in range(7 * (WEEKS + 1), DAYS):
        weeks, all_weeks = _weeks(sums, day), _weeks(all_sums, day)
        before = weeks[:, :-1].sum(axis=1)
        share = all_weeks[-1] / all_weeks[:-1].sum()
        enough = (weeks[:, -1] >= FEWEST) & (weeks[:, -1] >= TIMES * before * share)
        for speaker in np.flatnonzero(enough):
            times = variation(_pairs(weeks[speaker, :-1], all_weeks[:-1]))
            number = max(1, int(weeks[speaker, -1] / times))
            yield int(speaker), day, chance_of_so_many(number, before[speaker] / times, share)


def _weeks(sums: Numbers, day: int) -> Numbers:
    """The numbers of the weeks that end with a day, the last one at the end."""
    ends = sums[..., day - 7 * np.arange(WEEKS + 1, -1, -1)]
    return np.diff(ends)


def _pairs(numbers: Numbers, everything: Numbers) -> Sequence[tuple[int, int]]:
    return list(zip(numbers.tolist(), everything.tolist(), strict=True))


if __name__ == "__main__":
    main()
