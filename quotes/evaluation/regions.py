"""Regions of the world, for figures by region."""

from functools import cache
from importlib.resources import files

UNKNOWN = "unknown"
"""The region of an article whose country is not given, or not in the table."""


def region_of(country: str | None) -> str:
    """The region of a country.

    >>> region_of("Kenya"), region_of("Atlantis"), region_of(None)
    ('Africa', 'unknown', 'unknown')
    """
    return _regions().get(country or "", UNKNOWN)


@cache
def _regions() -> dict[str, str]:
    """The region of each country in the table."""
    table = files("quotes.evaluation").joinpath("regions.tsv").read_text(encoding="utf-8")
    _, *lines = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {country: region for region, countries in lines for country in countries.split(", ")}
