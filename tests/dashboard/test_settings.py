"""The dashboard's settings: where they stand, what they promise, and that their colours can be read."""

import tomllib
from pathlib import Path

import pytest

from quotes.dashboard import main_script, server


def test_the_settings_stand_beside_the_script() -> None:
    settings = tomllib.loads((main_script().parent / ".streamlit" / "config.toml").read_text())
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_white_words_can_be_read_on_buttons_and_chosen_filters(scheme: str) -> None:
    theme = tomllib.loads((Path(server.__file__).parent / "theme.toml").read_text("utf-8"))
    assert 1.05 / (luminance(theme[scheme]["primaryColor"]) + 0.05) >= 4.5  # WCAG 2.2, 1.4.3


def luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", as WCAG 2.2 defines it."""
    parts = [value / 255 for value in bytes.fromhex(colour.removeprefix("#"))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
