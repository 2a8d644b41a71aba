"""The chart of months: the period and height of each bar, and the labels below."""

import re

import pandas as pd
import pytest

from quotes.dashboard.shared import charts
from quotes.dashboard.shared.months import drawn, strip_of


def counted(**numbers: int) -> list[tuple[int, int]]:
    """Numbers by month as a library gives them; the names are like ``m2024_03``."""
    return [(int(name[1:].replace("_", "")), number) for name, number in numbers.items()]


def labels(html: str) -> list[str]:
    return re.findall(r">([^<>]*)</span>", html.partition('class="axis"')[2])


def test_each_month_is_at_its_place_and_is_as_high_as_its_number():
    html = drawn(strip_of(counted(m2024_01=1, m2024_02=50, m2024_05=100)))
    assert re.findall(r'title="([^"]*)" style="left:([\d.]*)%.*?80% ([\d.]*)%', html) == [
        ("January 2024: 1", "0.000", "2.0"),  # lower it could not be seen
        ("February 2024: 50", "20.000", "50.0"),
        ("May 2024: 100", "80.000", "100.0"),
    ]
    assert labels(html) == ["January 2024", "February 2024", "March 2024", "April 2024", "May 2024"]


def test_of_more_than_ten_years_the_years_are_drawn():
    html = drawn(strip_of(counted(m1990_03=1, m1990_04=1_200, m2024_12=2)))
    assert re.findall(r'title="([^"]*)"', html) == ["1990: 1,201", "2024: 2"]
    assert "Quotes per year, 1990 to 2024, up to 1,201 a year" in html
    assert labels(html) == ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]


@pytest.mark.parametrize(
    ("last", "named"),
    [
        ("m2024_12", "January 2024, March 2024, May 2024, July 2024, September 2024, November 2024"),
        (
            "m2025_09",
            "January 2024, April 2024, July 2024, October 2024, January 2025, April 2025, July 2025",
        ),
        ("m2026_12", "January 2024, July 2024, January 2025, July 2025, January 2026, July 2026"),
        ("m2030_12", "2024, 2025, 2026, 2027, 2028, 2029, 2030"),
        ("m2900_12", "2200, 2400, 2600, 2800"),
    ],
)
def test_at_most_eight_round_months_are_named(last: str, named: str):
    assert ", ".join(labels(drawn(strip_of(counted(m2024_01=1, **{last: 1}))))) == named


def test_no_month_of_two_speakers_is_thinner_than_can_be_seen(monkeypatch: pytest.MonkeyPatch):
    months = pd.DataFrame({"month": pd.date_range("2004-01-01", periods=240, freq="MS"), "quotes": 1})
    shown = []
    monkeypatch.setattr(charts.st, "altair_chart", lambda chart, **_: shown.append(chart.to_dict()))
    charts.draw_two_speakers({"Ada Quill": months, "Bo Reed": months})
    bars = shown[0]["layer"][0]["mark"]
    assert (bars["binSpacing"], bars["minBandSize"]) == (
        1,
        1.5,
    )  # pixels; the theme has 4 between them
