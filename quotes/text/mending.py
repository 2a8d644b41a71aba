"""Mend damaged characters, above all quotation marks, without which no quote is found.

Damage is text that was decoded wrongly ("â€œ" for “), control characters of Windows' code page 1252 (U+0093),
HTML entities ("&ldquo;") and marks that were lost ("�We sail,� she said", "?We sail,? she said"). The
article's text stays as it is: the stages read a `MendedText`, whose offsets map back to the text as read.
"""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from quotes.types import Span

Change = tuple[Span, str]
"""A span of damaged characters, and what they stand for."""

_SIGNS = re.compile("[\x80-\x84\x86-\x9f\xc2-\xc5\xcb\xe1\xe2\xef\xf0\u0393\u201a\u2020\ufffd]")
_CONTINUED = re.escape("".join(bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0)))
_CONTINUED = f"[{_CONTINUED}\x80-\x9f]"
_AFTER_WORDS = "”’–—…"
_WRONG_DECODING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(f"(?:[âï]|á(?=[º»])){_CONTINUED}{{2}}|ð{_CONTINUED}{{3}}|[ÂÃ]{_CONTINUED}|Ë[œ†]"), "cp1252"),
    (re.compile(f"[ÄÅ](?![{_AFTER_WORDS}]){_CONTINUED}"), "cp1252"),
    (re.compile(r"‚Ä[^\s\w]|‚Ä[úùòôîì]"), "mac_roman"),
    (re.compile(r"ΓÇ\S"), "cp437"),
)
"""What two to four bytes of UTF-8 look like in the code page that they were wrongly decoded with."""

# The third byte of a closing mark has no character in code page 1252, so it is often lost.
_CUT_CLOSING = re.compile("â€(?:[\x9d\ufffd]|\\?(?=[\\s.,;:]|$))?")
_CUT_DASH = re.compile('â€"')
_CUT_SPACE = re.compile(r"(?<![^\W\d_])Â(?=\s)")  # of a non-breaking space that became a plain one
_CONTROL = re.compile("[\x80-\x9f]")
_INVISIBLE = "\xa0\xad\u200b\ufeff"
_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]\w{1,30});")
_LOST = re.compile("\ufffd{1,3}|\n")
_ASKED = re.compile(r"[?\n]")
_ASKED_OPENING = re.compile(r"(?<!\S)\?(?=[^\W\d_])")
_ASKED_CLOSING = re.compile(r"[,.]\?(?=\s|$)")
_DAGGER = re.compile("“[^“”†\n]{1,2000}[,.!?…](†)")
_CONTRACTED = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")
_BEFORE_OPENING = "([{—–-/:"
_AFTER_CLOSING = ".,;:!?)]}—–-/"
_PASSES = 2
_KINDS_SHOWN = 3


class MendedText(NamedTuple):
    """A text without damage, and what was changed.

    ``origin`` has the offset in the text as read of each character, and of the end.
    """

    text: str
    origin: "array[int]"
    changes: tuple[tuple[str, str], ...]

    def as_read(self, span: Span) -> Span:
        """Map a span of the mended text to the text as read."""
        return Span(self.origin[span.start], self.origin[span.end])

    def without(self, gaps: Sequence[Span]) -> "MendedText":
        """Leave out some characters, which are no damage."""
        starts, ends = [0, *(gap.end for gap in gaps)], [*(gap.start for gap in gaps), len(self.text)]
        kept = list(zip(starts, ends, strict=True))
        origin = array("q")
        for start, end in kept:
            origin += self.origin[start:end]
        origin.append(self.origin[-1])
        return MendedText("".join(self.text[start:end] for start, end in kept), origin, self.changes)


def as_it_is(text: str) -> MendedText:
    """Take a text without a change."""
    return MendedText(text, array("q", range(len(text) + 1)), ())


def mend_text(text: str) -> MendedText | None:
    """Mend a text. None if nothing in it is damaged, which is quick to see.

    >>> mended = mend_text("&quot;We sail,&quot; she said.")
    >>> mended.text
    '"We sail," she said.'
    >>> mended.as_read(Span(1, 9))
    Span(start=6, end=14)
    >>> mend_text("“We sail,” she said.")
    """
    if not _may_be_damaged(text):
        return None
    mended = as_it_is(text)
    for find in _STEPS:
        mended = _changed(mended, find(mended.text))
    return mended if mended.changes else None


def mending_in_words(text: str) -> str:
    """Say which damaged characters of a text are read as what; "" if there are none.

    >>> mending_in_words("&quot;We sail,&quot; she said.")
    'the text has damaged characters, read as what they stand for (&quot; as ")'
    """
    mended = mend_text(text)
    if mended is None:
        return ""
    kinds = [kind for kind, _ in Counter(mended.changes).most_common()]
    shown = ", ".join(f"{_visible(damaged)} as {meant}" for damaged, meant in kinds[:_KINDS_SHOWN])
    more = f" and {len(kinds) - _KINDS_SHOWN} more" if len(kinds) > _KINDS_SHOWN else ""
    return f"the text has damaged characters, read as what they stand for ({shown}{more})"


def _may_be_damaged(text: str) -> bool:
    """A quick check, which most texts do not pass."""
    if "&" in text or " ?" in text or "\n?" in text or text.startswith("?"):
        return True
    return not text.isascii() and _SIGNS.search(text) is not None


def _changed(before: MendedText, changes: Iterator[Change]) -> MendedText:
    """Apply changes, which are in the order of the text and do not overlap."""
    found = list(changes)
    if not found:
        return before
    written: list[str] = []
    origin = array("q")
    reached = 0
    for span, meant in found:
        written += [before.text[reached : span.start], meant]
        origin += before.origin[reached : span.start]
        origin += array("q", [before.origin[span.start]] * len(meant))
        reached = span.end
    written.append(before.text[reached:])
    origin += before.origin[reached:]
    kinds = tuple((span.of(before.text), meant) for span, meant in found)
    return MendedText("".join(written), origin, before.changes + kinds)


def _wrongly_decoded(text: str) -> Iterator[Change]:
    """Find characters that were decoded with the wrong code page."""
    found = [
        (Span(*match.span()), meant)
        for pattern, codec in _WRONG_DECODING
        for match in pattern.finditer(text)
        if (meant := _decoded(match.group(), codec))
    ]
    for pattern, meant in ((_CUT_DASH, "—"), (_CUT_CLOSING, "”"), (_CUT_SPACE, "")):
        found += [(Span(*match.span()), meant) for match in pattern.finditer(text)]
    reached = 0
    for span, meant in sorted(found, key=lambda change: (change[0].start, -change[0].end)):
        if span.start >= reached:
            yield span, meant
            reached = span.end


def _decoded(damaged: str, codec: str) -> str:
    """Undo a decoding with the wrong code page; "" if that gives nothing printable."""
    try:
        encoded = b"".join(
            bytes([ord(character)]) if "\x80" <= character <= "\x9f" else character.encode(codec)
            for character in damaged
        )
        meant = encoded.decode("utf-8")
    except UnicodeError:
        return ""
    return meant if meant.isprintable() or meant in _INVISIBLE or _CONTROL.fullmatch(meant) else ""


def _entities(text: str) -> Iterator[Change]:
    """Find HTML entities of one printable character."""
    for match in _ENTITY.finditer(text):
        meant = unescape(match.group())
        if len(meant) == 1 and meant != "\ufffd" and (meant.isprintable() or meant == "\xa0"):
            yield Span(*match.span()), meant


def _control_characters(text: str) -> Iterator[Change]:
    """Find control characters that are marks in code page 1252."""
    found = list(_CONTROL.finditer(text))
    if any(match.group() != "\x85" for match in found):  # alone, this one is a line break
        for match in found:
            meant = match.group().encode("latin-1").decode("cp1252", "ignore")
            if meant:
                yield Span(*match.span()), meant


def _lost_marks(text: str) -> Iterator[Change]:
    """Find replacement characters in place of marks."""
    return _marks_by_neighbours(text, _LOST) if "\ufffd" in text else iter(())


def _asked_marks(text: str) -> Iterator[Change]:
    """Find question marks in place of other marks, if the text has some that can be nothing else."""
    if _ASKED_OPENING.search(text) and _ASKED_CLOSING.search(text):
        return _marks_by_neighbours(text, _ASKED)
    return iter(())


def _marks_by_neighbours(text: str, lost: re.Pattern[str]) -> Iterator[Change]:
    """Decide by its neighbours which mark was lost, if any; ``lost`` also finds the ends of lines."""
    is_open = False
    for match in lost.finditer(text):
        if match.group() == "\n":
            is_open = False
            continue
        before = text[match.start() - 1 : match.start()] or " "
        after = text[match.end() : match.end() + 1] or " "
        is_asked = match.group() == "?"
        if before.isalnum() and _CONTRACTED.match(text, match.end()):
            yield Span(*match.span()), "’"
        elif (before.isspace() or before in _BEFORE_OPENING) and (after.isalnum() or after in "$£€…"):
            is_open = True
            yield Span(*match.span()), "“"
        elif is_open and _may_close(before, after, text[match.end() : match.end() + 2], is_asked=is_asked):
            is_open = False
            yield Span(*match.span()), "”"
        elif not is_asked and before.isspace() and after.isspace():
            yield Span(*match.span()), "–"
        elif not is_asked and before in "sS" and after.isspace():
            yield Span(*match.span()), "’"


def _may_close(before: str, after: str, following: str, *, is_asked: bool) -> bool:
    """Whether a lost mark can close a quotation. A question mark may be one: "Who?", or "Who?? he asked."."""
    if before.isspace() or not (after.isspace() or after in _AFTER_CLOSING or before in ",.!?"):
        return False
    if not is_asked or before in ",.?!":
        return True
    return after in ".,;" or following[1:2].islower()


def _daggers(text: str) -> Iterator[Change]:
    """Find daggers in place of closing marks, and of the space after them."""
    for match in _DAGGER.finditer(text) if "†" in text else ():
        following = text[match.end() : match.end() + 1]
        yield Span(*match.span(1)), "” " if following.isalnum() else "”"


def _visible(damaged: str) -> str:
    """Damaged characters as a person can see them."""
    return "".join(
        character if character.isprintable() else f"U+{ord(character):04X}" for character in damaged
    )


_STEPS: tuple[Callable[[str], Iterator[Change]], ...] = (
    *(_wrongly_decoded, _entities) * _PASSES,
    _control_characters,
    _lost_marks,
    _asked_marks,
    _daggers,
)
"""The kinds of damage, in the order in which they are mended; some texts were damaged twice in one way."""
