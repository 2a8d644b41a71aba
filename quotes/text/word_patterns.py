"""Patterns for words that are searched for in a whole article, written so that the search is quick."""


def word_start(*forms: str) -> str:
    r"""Make a pattern for any of ``forms`` where a word begins: the same as ``\b(?:told|[Ss]poke)``.

    Each form begins with a letter or a set of letters. The pattern begins with the set of all first letters:
    a text is searched for a set several times faster than for ``\b``.

    >>> word_start("told", "[Ss]poke")
    '[tSs](?<!\\w[tSs])(?:(?<=[t])old|(?<=[Ss])poke)'
    """
    split = [form[1:].split("]", 1) if form[0] == "[" else (form[0], form[1:]) for form in forms]
    letters = "".join(dict.fromkeys("".join(first for first, _ in split)))
    rest = "|".join(f"(?<=[{first}]){others}" for first, others in split)
    return rf"[{letters}](?<!\w[{letters}])(?:{rest})"
