"""Finding the words that a second reader quotes: exactly, or not at all.

Marks alone may differ: quotation marks, dashes and the length of spaces are set differently by every program.
Everything else must agree sign by sign. A fuzzy match would let a changed number or a lost "not" through.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_DOUBLE, _SINGLE = "“”„‟«»＂", "‘’‚‛`´′"
_DASHES = "‐‑‒–—―−－"
_ALIKE = {
    ord(sign): plain for signs, plain in ((_DOUBLE, '"'), (_SINGLE, "'"), (_DASHES, "-")) for sign in signs
}

Stretch = tuple[int, int]
"""Code points [start, end) of the report's text."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A stretch of text with its marks made plain; ``at`` holds the place of each sign in the text itself."""

    text: str
    at: tuple[int, ...]


def make_plain(text: str, start: int = 0, end: int | None = None) -> Plain:
    """Return text[start:end] with plain quotation marks and dashes, and one space for any run of space."""
    signs: list[str] = []
    at: list[int] = []
    for place in range(start, len(text) if end is None else end):
        sign = text[place]
        if sign.isspace():
            if signs and signs[-1] == " ":
                continue
            sign = " "
        signs.append(sign.translate(_ALIKE))
        at.append(place)
    return Plain("".join(signs), tuple(at))


def occurrences(quoted: str, within: Plain) -> Iterator[Stretch]:
    """Yield the stretches of the text that read as quoted, whole words alone, in text order."""
    words = make_plain(quoted).text.strip()
    if not words:
        return
    found = within.text.find(words)
    while found >= 0:
        end = found + len(words)
        if not _splits(within.text, found) and not _splits(within.text, end):
            yield within.at[found], within.at[end - 1] + 1
        found = within.text.find(words, found + 1)


def _splits(text: str, place: int) -> bool:
    """Tell whether a place is inside a word."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def only(quoted: str, within: Plain) -> Stretch | None:
    """Return the one stretch that reads as quoted, None where there is none or more than one."""
    found = [stretch for stretch, _ in zip(occurrences(quoted, within), range(2), strict=False)]
    return found[0] if len(found) == 1 else None


def nearest(quoted: str, within: Plain, near: Stretch, outside: tuple[Stretch, ...]) -> Stretch | None:
    """Return the stretch that reads as quoted, meets none of ``outside`` and is nearest to ``near``."""
    free = [
        stretch
        for stretch in occurrences(quoted, within)
        if not any(stretch[0] < other[1] and other[0] < stretch[1] for other in outside)
    ]
    return min(free, key=lambda each: (_gap(each, near), each), default=None)


def _gap(left: Stretch, right: Stretch) -> int:
    """Return the code points between two stretches, 0 where they touch."""
    return max(0, max(left[0], right[0]) - min(left[1], right[1]))
