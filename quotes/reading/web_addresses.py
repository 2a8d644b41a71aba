"""What counts as a web address."""

from quotes.types import InputError

_SHOWN = 40


def is_url(path: str) -> bool:
    """Whether a path is a web address."""
    return path.lower().startswith(("http://", "https://"))


def check_url(url: str) -> None:
    """Refuse what is not a web address.

    Raises:
        InputError: it is not one.

    """
    if not is_url(url):
        raise InputError(f'The web address must begin with http:// or https://, not "{url[:_SHOWN]}".')
