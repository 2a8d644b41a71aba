"""Version numbers of this program, which say when a library's quotes are out of date."""


def is_earlier(one: str, other: str) -> bool:
    """Whether one version number comes before another.

    >>> is_earlier("0.9.0", "0.10.0"), is_earlier("1.0.0", "1.0.0")
    (True, False)
    """
    return _numbers(one) < _numbers(other)


def _numbers(version_number: str) -> tuple[int, ...]:
    """The parts of a version number."""
    return tuple(int(part) for part in version_number.split(".") if part.isdecimal())
