"""Articles for the benchmarks, from a file of objects with ``text`` and ``id``."""

import json
from itertools import islice
from pathlib import Path

from quotes.types import Article


def read_articles(file: Path, count: int | None = None) -> list[Article]:
    """The first ``count`` articles of a JSON list or of JSON Lines; all of them without ``count``."""
    content = file.read_text(encoding="utf-8")
    objects = map(json.loads, content.splitlines()) if file.suffix == ".jsonl" else json.loads(content)
    return [
        Article(each["text"], id=str(each.get("id", number)))
        for number, each in enumerate(islice(objects, count))
    ]
