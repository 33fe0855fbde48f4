"""The formats that a record can be exported in. To add one: a module beside this, a line here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from reportedly.export.about import About
from reportedly.export.acled import write_acled
from reportedly.export.csv import write_csv
from reportedly.export.fields import Fields
from reportedly.export.geojson import write_geojson
from reportedly.export.jsonl import write_jsonl
from reportedly.export.parquet import write_parquet

Accounting = Callable[[int], About]
"""Asked when all rows are written, with their number."""

TABLES = ("statements", "copies", "events", "incidents", "reports", "problems")
"""The kinds of record that every table format can hold."""


class Write(Protocol):
    """Writes objects of a kind to an open stream and returns how many; some formats hold the account too."""

    def __call__(
        self, kind: str, objects: Iterable[Fields], stream: Any, about: Accounting | None = None, /
    ) -> int:
        """Return the objects written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """One format: how it is called, what it holds, and how to open a file for it.

    A text format is opened with its ``encoding`` and ``newline=""`` ("utf-8-sig" lets spreadsheets know that
    it is UTF-8), a ``binary`` one without. ``kinds`` are the kinds of record that it can hold, ``usual``
    those that are written unless others are asked for. ``counted``: unless asked otherwise, only what the
    register counts. ``write`` takes the kind and the objects that ``run.exporting`` makes for the format.
    """

    name: str
    suffix: str
    write: Write
    about: str
    kinds: tuple[str, ...] = TABLES
    usual: tuple[str, ...] = TABLES
    encoding: str = "utf-8"
    binary: bool = False
    counted: bool = False


def _write_csv(kind: str, objects: Iterable[Fields], stream: Any, _: Accounting | None = None, /) -> int:
    """Write a table."""
    return write_csv(kind, objects, stream)


def _write_jsonl(_: str, objects: Iterable[Fields], stream: Any, __: Accounting | None = None, /) -> int:
    """Write JSON Lines, which are alike for all kinds."""
    return write_jsonl(objects, stream)


_INCIDENTS = ("incidents",)
_WORDS = ("statements", "events")

EXPORTERS: tuple[Exporter, ...] = (
    Exporter(
        name="csv", suffix=".csv", encoding="utf-8-sig", write=_write_csv, about="tables for a spreadsheet"
    ),
    Exporter(name="jsonl", suffix=".jsonl", write=_write_jsonl, about="one object a line, nothing left out"),
    Exporter(
        name="parquet",
        suffix=".parquet",
        write=write_parquet,
        binary=True,
        about="typed tables for data frames",
    ),
    Exporter(
        name="geojson",
        suffix=".geojson",
        write=write_geojson,
        kinds=("incidents", "events"),
        usual=_INCIDENTS,
        counted=True,
        about="a map of what happened, points only where the words support one",
    ),
    Exporter(
        name="acled",
        suffix=".acled.csv",
        encoding="utf-8-sig",
        write=write_acled,
        kinds=_INCIDENTS,
        usual=_INCIDENTS,
        counted=True,
        about="the register in the columns of ACLED, with origins beside",
    ),
    Exporter(
        name="ftm",
        suffix=".ftm.json",
        write=_write_jsonl,
        kinds=_INCIDENTS,
        usual=_INCIDENTS,
        counted=True,
        about="FollowTheMoney entities: Event, Article, Documentation",
    ),
    Exporter(
        name="annotations",
        suffix=".annotations.jsonl",
        write=_write_jsonl,
        kinds=_WORDS,
        usual=_WORDS,
        about="W3C Web Annotations: every word with its quotation and position",
    ),
)
"""The formats whose rows are written one after the other; the dossier is ``export.dossier``."""
