"""Spikes: who is in far more articles of the last week than usual."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from made_library import row_of
from scipy import stats

from quotes.insight import filter_spike, speaker_spikes
from quotes.insight.spikes import chance_of_so_many, variation
from quotes.library import Filter, Library
from quotes.telling import digest_to_markdown, make_digest
from quotes.types import Article

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Ten weeks: an article a week by each of eight speakers; in the last one, twenty more by Ada Quill."""
    with Library(tmp_path_factory.mktemp("spikes") / "press.db") as library:
        view = library.save_view("Quill", "speaker=Ada+Quill")
        names = (
            "Ada Quill",
            "Bo Reed",
            "Cy Marl",
            "Dee Ames",
            "Eve Farr",
            "Flo Gant",
            "Gus Hall",
            "Hal Iver",
        )
        days = [(7 * week + 1, name) for week in range(10) for name in names]
        for number, (back, name) in enumerate([*days, *([(2, "Ada Quill")] * 20)]):
            article = Article(
                f"“Word {number} of today,” said {name}.",
                id=f"a{number}",
                published=(TODAY - timedelta(days=back)).isoformat(),
            )
            library.add(article, [row_of(article, f"Word {number} of today,", speaker=name)])
        interview = "“Once,” said Bo Reed. " + " ".join(f"“Again {number},” he said." for number in range(20))
        article = Article(interview, id="interview", published=TODAY.isoformat())
        library.add(
            article,
            [row_of(article, f"Again {number},", speaker="Bo Reed") for number in range(20)],
        )
        library.link()
        yield library, view


def test_a_spike_is_found_on_the_speaker_the_view_and_the_digest_but_one_interview_is_none(library):
    press, view = library
    found = speaker_spikes(press, today=TODAY)
    assert set(found) == {"Ada Quill"}
    words = found["Ada Quill"].in_words()
    assert words == "in 21 articles from 18 to 24 November 2026, usually in about 4"
    assert filter_spike(press, view.filter, today=TODAY) == found["Ada Quill"]
    assert filter_spike(press, Filter(speakers=("Bo Reed",)), today=TODAY) is None
    assert speaker_spikes(press, today=date(2026, 10, 1)) == {}
    told = digest_to_markdown(make_digest(press, view, press.arrived_since("2000-01-01"), today=TODAY))
    assert f"- Far more than usual: Quill, {words}\n- Far more than usual: Ada Quill, {words}\n" in told


def test_the_chance_is_that_of_the_negative_binomial_distribution():
    for number, before, share in ((5, 0, 0.04), (40, 300, 0.05), (700, 12_000, 0.04), (9, 3.5, 0.3)):
        expected = stats.nbinom.sf(number - 1, before + 0.5, 1 / (1 + share))
        assert math.isclose(chance_of_so_many(number, before, share), expected, rel_tol=1e-6)


def test_numbers_that_vary_more_than_poisson_variables_do_say_so():
    chance = np.random.default_rng(5)
    steady = [(int(number), 100) for number in chance.poisson(20, 2000)]
    bursty = [(3 * int(number), 100) for number in chance.poisson(20 / 3, 2000)]
    assert 1 <= variation(steady) < 1.1
    assert 2.8 < variation(bursty) < 3.2
    assert variation([(0, 5)] * 9) == 1
