"""Comma-separated tables that a spreadsheet opens without harm or surprise.

RFC 4180. Text cells are quoted, numbers that we wrote are not. A text that a spreadsheet would take for a
formula gets an apostrophe before it (CWE-1236); line breaks and tabs become spaces; controls that would
reorder or hide what stands around them are shown by their number, as in "⟨U+202E⟩". Offsets lead to the
unchanged words; JSON Lines carry them as they are.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from reportedly.export.columns import COLUMNS, Cell, Column
from reportedly.export.fields import Fields

LONGEST_CELL = 32_000
"""Characters (UTF-16 units) that a cell holds at most; spreadsheets break longer ones (Excel: 32,767)."""

_FORMULA = frozenset("=+-@＝＋－＠")
_UNSEEN_FIRST = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*")
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufffe\uffff]")


def write_csv(kind: str, objects: Iterable[Fields], stream: TextIO) -> int:
    """Write a header and a row for each object of this kind (a key of ``COLUMNS``); return the rows.

    ``stream`` must not translate line ends (``newline=""``). Raises KeyError for an unknown kind.
    """
    return write_table(COLUMNS[kind], objects, stream)


def write_table(columns: Sequence[Column], objects: Iterable[Fields], stream: TextIO) -> int:
    """Write these columns of the objects, a header before them; return the rows. See ``write_csv``."""
    writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    written = 0
    for fields in objects:
        writer.writerow([_written(column.cell(fields)) for column in columns])
        written += 1
    return written


def safe_text(text: str) -> str:
    """Return ``text`` as one line that is no formula, nothing of it hidden, cut at ``LONGEST_CELL``."""
    first = text[_UNSEEN_FIRST.match(text).end() :][:1]  # type: ignore[union-attr]  # always matches
    lead = "'" if first in _FORMULA or text[:1] in ("\t", "\r", "\n") else ""
    line = _CONTROLS.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", _BREAKS.sub(" ", text))
    return _shortened(lead + line)


def _written(cell: Cell) -> str | int | float:
    """Return the cell as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return safe_text(cell) if isinstance(cell, str) else cell


def _shortened(text: str) -> str:
    """Return the text, cut with a note where a spreadsheet could not hold it."""
    units = len(text) + sum(sign > "\uffff" for sign in text)
    if units <= LONGEST_CELL:
        return text
    note = f" … [{len(text)} characters in all; see JSON Lines]"
    return text[: LONGEST_CELL // 2 - len(note)] + note
