"""Exchange the names in a text for others, word for word, so that nothing else changes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from case_table import Case, Expected

from quotes.types import Article

NAME_WORD = re.compile(r"\w+")


def exchange(text: str, names: Mapping[str, str]) -> str:
    """Return ``text`` with every word of ``names`` exchanged; white space and marks stay as they are.

    A word in capitals is exchanged in capitals.
    """

    def other(word: re.Match[str]) -> str:
        if word[0] in names:
            return names[word[0]]
        if word[0].isupper() and word[0].title() in names:
            return names[word[0].title()].upper()
        return word[0]

    return NAME_WORD.sub(other, text)


def exchange_case(case: Case, names: Mapping[str, str]) -> Case:
    """The case with the names of its article and of its answers exchanged alike."""
    title = case.article.title
    return replace(
        case,
        article=Article(exchange(case.article.text, names), title=title and exchange(title, names)),
        expected=tuple(
            Expected(
                exchange(row.begins, names),
                exchange(row.ends, names),
                {name: tuple(exchange(answer, names) for answer in row.fields[name]) for name in row.fields},
            )
            for row in case.expected
        ),
    )
