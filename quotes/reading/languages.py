"""Whether a text is in English. Quotes in other languages would be misread."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+")
_SURELY_ENGLISH = frozenset({"the", "and", "of"})
_SHARE_IN_ENGLISH = 0.05
_SHARE_ELSEWHERE = 0.005
_FEWEST_CHARACTERS = 100
_FEWEST_WORDS = 100
_MOST_CHARACTERS = 20_000
_SURE = 0.95

NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def other_language(text: str) -> str | None:
    """Name the language of a text that is certainly not English; None otherwise.

    A text under 100 characters counts as English. Most English texts are recognised by their commonest words;
    only the others need the language identifier (py3langid).

    >>> other_language("Le maire a dit mardi que le pont serait fermé. « Nous n'avons pas le choix », a-t-il "
    ...                "ajouté devant les journalistes réunis à la mairie.")
    'French'
    """
    opening = text[:_MOST_CHARACTERS]
    if len(opening.strip()) < _FEWEST_CHARACTERS:
        return None
    words = _WORD.findall(opening.lower())
    share = sum(word in _SURELY_ENGLISH for word in words) / len(words) if words else 0
    if share >= _SHARE_IN_ENGLISH:
        return None
    language, probability = _identifier().classify(opening)
    without_common_words = len(words) >= _FEWEST_WORDS and share < _SHARE_ELSEWHERE
    if language == "en" or not (probability >= _SURE or without_common_words):
        return None
    return NAMES.get(language, f'another language ("{language}")')


@cache
def _identifier() -> "LanguageIdentifier":
    """Load the identifier once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (half a second)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
