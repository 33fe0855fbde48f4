"""Apache Parquet: the fields of JSON Lines with their types, for data frames and databases.

Needs pyarrow (the extra ``parquet``). Times are UTC timestamps in microseconds, spans 64-bit code points,
lists and objects stay lists and structs. Half a surrogate pair, which UTF-8 cannot hold, is shown by its
number, as in "⟨U+D800⟩".
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from types import MappingProxyType
from typing import Any

from reportedly.export.about import About, about_fields, table_meanings
from reportedly.export.fields import Fields

GROUP = 2_000
"""Rows in memory at once, and in one row group."""

_HALVES = re.compile("[\ud800-\udfff]")

Shape = str | list["Shape"] | Mapping[str, "Shape"]
"""The type of a field: "text", "whole", "real", "yes", "time"; a list of one shape; names and shapes."""


class MissingLibrary(Exception):
    """A library that a format needs is not installed; ``name`` is the library, ``extra`` what brings it."""

    def __init__(self, name: str, extra: str) -> None:
        super().__init__(f"needs {name}; install it with: pip install 'reportedly[{extra}]'")
        self.name, self.extra = name, extra


_WORDS: Shape = {"report": "text", "start": "whole", "end": "whole", "text": "text"}
_WHEN: Shape = {"start": "time", "end": "time", "grain": "text", "basis": "text", "words": _WORDS}
_WHERE: Shape = {
    "name": "text",
    "country": "text",
    "place_id": "text",
    "longitude_deg": "real",
    "latitude_deg": "real",
    "radius_m": "real",
    "precision": "text",
    "province": "text",
    "words": _WORDS,
}
_COUNT: Shape = {
    "what": "text", "low": "whole", "high": "whole", "approximate": "yes",
    "report": "text", "start": "whole", "end": "whole", "text": "text",
}  # fmt: skip
_VOICE: Shape = {
    "report": "text", "start": "whole", "end": "whole", "text": "text", "name": "text", "kind": "text",
    "speaks_for": "text",
}  # fmt: skip
_SIDE: Shape = {"report": "text", "uri": "text", "start": "whole", "end": "whole"}
_NAMES: Shape = ["text"]
_READ: Mapping[str, Shape] = {
    **dict.fromkeys(("title", "type", "mode", "realis"), "text"),
    "in_register": "yes",
    "when": _WHEN,
    "where": _WHERE,
    "counts": [_COUNT],
    "best": [{"what": "text", "number": "whole"}],
}
"""What the machine reads of an incident, and what persons may put right."""

SHAPES: Mapping[str, Mapping[str, Shape]] = MappingProxyType(
    {
        "reports": {
            **dict.fromkeys(("id", "uri", "outlet", "url", "title", "byline"), "text"),
            "published": _WHEN,
            **dict.fromkeys(("language", "media_type", "encoding"), "text"),
            "fetched_at": "time",
            "raw_sha256": "text",
            "credits": _NAMES,
            "blocks": [{"role": "text", "start": "whole", "end": "whole"}],
            **dict.fromkeys(("copied", "shared", "own"), "real"),
        },
        "statements": {
            **dict.fromkeys(("id", "report", "uri"), "text"),
            "said": [["whole"]],
            **dict.fromkeys(("text", "kind"), "text"),
            "cue": _WORDS,
            "voice": _VOICE,
            "addressee": _VOICE,
            **dict.fromkeys(("act", "polarity"), "text"),
            "hedges": [_WORDS],
            "condition": _WORDS,
            "parent": "text",
            "chain": _NAMES,
            "inferred": _NAMES,
            "medium": "text",
            "when": _WHEN,
            "status": "text",
        },
        "copies": {
            "id": "text",
            "source": _SIDE,
            "copy": _SIDE,
            "identity": "real",
            "basis": "text",
            "status": "text",
        },
        "events": {
            **dict.fromkeys(("id", "report", "uri"), "text"),
            "trigger": _WORDS,
            **dict.fromkeys(("type", "mode", "realis"), "text"),
            "participants": [
                {"role": "text", "start": "whole", "end": "whole", "text": "text", "name": "text"}
            ],
            "when": _WHEN,
            "where": _WHERE,
            "counts": [_COUNT],
            "statement": "text",
            "status": "text",
        },
        "incidents": {
            "id": "text",
            **_READ,
            **dict.fromkeys(("events", "reports", "origins", "actors", "targets", "disagreements"), _NAMES),
            **dict.fromkeys(("status", "state"), "text"),
            "edited": _NAMES,
            "joined_since": "whole",
            "machine": _READ,
        },
        "problems": dict.fromkeys(("kind", "uri", "member", "stage", "detail"), "text"),
    }
)
"""The columns of each kind: those of ``export.fields``, in their order."""


def write_parquet(
    kind: str, objects: Iterable[Fields], stream: Any, about: Callable[[int], About] | None = None
) -> int:
    """Write the objects of one kind (a key of ``SHAPES``) to a binary stream; return the rows.

    The footer's key "reportedly" holds the account of the export as JSON, columns explained. Raises
    MissingLibrary without pyarrow, KeyError for an unknown kind.
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingLibrary("pyarrow", "parquet") from error
    shape = SHAPES[kind]
    schema = arrow.schema([(name, _type(arrow, each)) for name, each in shape.items()])
    written, rest = 0, iter(objects)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := [_shaped(fields, shape) for fields in islice(rest, GROUP)]:
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
            written += len(rows)
        if about is not None:
            account = {**about_fields(about(written)), "columns": dict(table_meanings(kind))}
            writer.add_key_value_metadata({"reportedly": json.dumps(account)})
    return written


def _type(arrow: Any, shape: Shape) -> Any:
    """Return the Arrow type of a shape."""
    if isinstance(shape, str):
        return {
            "text": arrow.string(),
            "whole": arrow.int64(),
            "real": arrow.float64(),
            "yes": arrow.bool_(),
            "time": arrow.timestamp("us", tz="UTC"),
        }[shape]
    if isinstance(shape, list):
        return arrow.list_(_type(arrow, shape[0]))
    return arrow.struct([(name, _type(arrow, each)) for name, each in shape.items()])


def _shaped(value: Any, shape: Shape) -> Any:
    """Return a value as its column takes it; fields that the shape does not name stay out."""
    if value is None:
        return None
    if isinstance(shape, list):
        return [_shaped(each, shape[0]) for each in value]
    if isinstance(shape, Mapping):
        return {name: _shaped(value.get(name), each) for name, each in shape.items()}
    if shape == "time":
        return datetime.fromisoformat(value)
    if shape == "text":
        return _HALVES.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)
    return value
