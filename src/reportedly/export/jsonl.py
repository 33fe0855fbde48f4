"""JSON Lines: one object a line, UTF-8."""

import json
from collections.abc import Iterable
from typing import TextIO

import msgspec

from reportedly.export.fields import Fields

_ENCODER = msgspec.json.Encoder()
_STEERING = (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
_ESCAPED = {sign: f"\\u{sign:04x}" for sign in _STEERING}
"""Signs that JSON allows unescaped and that end a line for some programs or steer a terminal."""


def write_jsonl(objects: Iterable[Fields], stream: TextIO) -> int:
    """Write each object on a line of its own, ended by a line feed; return how many there were."""
    written = 0
    for fields in objects:
        stream.write(json_line(fields) + "\n")
        written += 1
    return written


def json_line(fields: Fields) -> str:
    """Return an object as JSON on one line, without a line feed."""
    try:
        return _ENCODER.encode(fields).decode("utf-8").translate(_ESCAPED)
    except UnicodeEncodeError:  # half a surrogate pair, as in the name of a file: escaped it passes
        return json.dumps(fields, separators=(",", ":"))
