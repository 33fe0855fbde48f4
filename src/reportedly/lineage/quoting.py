"""Quoting: whether words stand between quotation marks, where the marks may have opened before them."""

import re

REACH = 1200
"""Code points before a passage in which the mark that opens may stand; never in another paragraph."""
_MARK = re.compile('["“”„«»]')
_OPENING = frozenset("“„«")


def marks(before: str, text: str) -> list[int]:
    """Return the places in ``text`` from which on words stand within marks, then without, and so on.

    The first place is from where they stand within, so that an even number of places up to a word means that
    it is not quoted. ``before`` is what stands before in the report. Straight marks open and close in turn; a
    paragraph begins unquoted.
    """
    paragraph = max(before.rfind("\n"), before.rfind("\u2029")) + 1
    found: list[int] = []
    open_ = False
    for each in _MARK.finditer(before[paragraph:] + text):
        now = each[0] in _OPENING or (each[0] == '"' and not open_)
        if now != open_:
            open_ = now
            found.append(each.start() - (len(before) - paragraph))
    return found


def within(places: list[int], at: int) -> bool:
    """Return whether a place stands within marks that :func:`marks` found."""
    return sum(place <= at for place in places) % 2 == 1
