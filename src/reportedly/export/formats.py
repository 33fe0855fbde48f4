"""The formats that a record can be exported in. To add one: a module beside this, a line here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TextIO

from reportedly.export.csv import write_csv
from reportedly.export.fields import Fields
from reportedly.export.jsonl import write_jsonl


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format: how it is called, and how to open a file for it (``newline=""`` always).

    ``encoding`` is that of a file; "utf-8-sig" lets spreadsheets know that it is UTF-8. ``write`` takes the
    kind ("statements"), the objects of ``export.fields`` and an open text stream, and returns the objects
    written.
    """

    name: str
    suffix: str
    encoding: str
    write: Callable[[str, Iterable[Fields], TextIO], int]


def _write_jsonl(kind: str, objects: Iterable[Fields], stream: TextIO) -> int:
    """Write JSON Lines, which are alike for all kinds."""
    return write_jsonl(objects, stream)


EXPORTERS: tuple[Exporter, ...] = (
    Exporter(name="csv", suffix=".csv", encoding="utf-8-sig", write=write_csv),
    Exporter(name="jsonl", suffix=".jsonl", encoding="utf-8", write=_write_jsonl),
)
