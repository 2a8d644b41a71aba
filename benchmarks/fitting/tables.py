"""Write the tables of fitted weights."""

from collections.abc import Mapping
from pathlib import Path


def write_weights(file: Path, table: Mapping[str, float], about: str) -> None:
    """Write a table of weights, the heaviest first. ``about`` says what the features speak for."""
    ranked = sorted(table.items(), key=lambda item: (-abs(item[1]), item[0]))
    lines = [f"{feature}\t{weight:.3f}" for feature, weight in ranked]
    header = f"# {about}\n# Written by benchmarks/fit.py; do not edit by hand.\n"
    file.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{file}: {len(table)} weights")
