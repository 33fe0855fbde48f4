"""JSON Lines, and JSON files that hold one object or an array of objects."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from reportedly.reports.chunks import gather, split_lines
from reportedly.reports.decode import Refused, decode
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.reports.records import RawRecord, parse_integer, read_record, rename
from reportedly.reports.text import too_large
from reportedly.terms.reports import Arrival, Origin, Problem

_DECODER = json.JSONDecoder(parse_int=parse_integer)
_SPACE = " \t\r\n\ufeff"
_BLANK = b" \t\r\n\x0b\x0c"
_MIB = 1024 * 1024
Columns = tuple[tuple[str, str], ...]


def read_jsonl(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield a report or a problem for every line that is not blank, in order.

    Each line's origin is the input's with the member "line=N", N from 1. Lines over
    ``limits.line_bytes`` are problems, never held. UTF-16 with a byte order mark is read as text of at
    most ``limits.text_bytes``; its lines' raw bytes are then their UTF-8 form.
    """
    first = next(chunks, b"")
    chunks = _prepend(first, chunks)
    encoding = "utf-8"
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = gather(chunks, limits.text_bytes)
        decoded = None if raw is None else decode(raw)
        if decoded is None or isinstance(decoded, Refused):
            yield too_large(origin, limits) if decoded is None else _undecodable(decoded, origin)
            return
        chunks, encoding = iter((decoded.text.encode(),)), decoded.encoding
    found = False
    for number, line in split_lines(chunks, limits.line_bytes):
        place = Origin(uri=origin.uri, member=_member(origin, f"line={number}"))
        if line is None:
            found = True
            detail = f"the line is longer than {limits.line_bytes / _MIB:g} MiB; give the report fewer words"
            yield problem(ProblemKind.TOO_LARGE, place, detail)
        elif line := _trim(line, number):
            found = True
            yield from _read_line(line, place, encoding, limits.columns)
    if not found:
        yield problem(ProblemKind.EMPTY, origin, "it holds no lines; leave it out or fetch it again")


def read_json(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield a report or a problem for the one object, or for every item of the one array, of a JSON file.

    An item's origin has the member "item=N", N from 1. A file with one object after another is read as
    JSON Lines.
    """
    raw = gather(chunks, limits.text_bytes)
    if raw is None:
        yield too_large(origin, limits)
        return
    decoded = decode(raw)
    if isinstance(decoded, Refused):
        yield _undecodable(decoded, origin)
        return
    text = decoded.text
    start = _skip(text, 0)
    if start == len(text):
        yield problem(ProblemKind.EMPTY, origin, "it holds no text; leave it out or fetch it again")
    elif text[start] == "[":
        whole = RawRecord(raw, decoded.encoding, origin)
        yield from _read_array(text, start + 1, whole, limits.columns)
    elif text.startswith("{", start) and _ends_early(text, start):
        yield from read_jsonl(iter((raw,)), origin, limits)
    else:
        yield from _read_line(raw, origin, decoded.encoding, limits.columns)


def _read_line(raw: bytes, origin: Origin, encoding: str, columns: Columns) -> tuple[Arrival | Problem, ...]:
    decoded = decode(raw)
    if isinstance(decoded, Refused):
        return (_undecodable(decoded, origin),)
    parsed = _parse(decoded.text.strip(_SPACE), 0, origin)
    if isinstance(parsed, Problem):
        return (parsed,)
    value, end = parsed
    if end != len(decoded.text.strip(_SPACE)):
        detail = f"more text follows the JSON value at character {end + 1}; put each object on its own line"
        return (problem(ProblemKind.BROKEN_JSON, origin, detail),)
    known = encoding if decoded.encoding == "utf-8" else decoded.encoding
    return _read_value(value, RawRecord(raw, known, origin), columns)


def _read_value(value: Any, record: RawRecord, columns: Columns) -> tuple[Arrival | Problem, ...]:
    """Return what a parsed value is read to, its keys named as ``columns`` says."""
    if not columns or not isinstance(value, dict):
        return read_record(value, record)
    used = tuple((field, column) for field, column in columns if column in value)
    return read_record(rename(value, columns), replace(record, columns=used))


def _read_array(text: str, at: int, whole: RawRecord, columns: Columns) -> Iterator[Arrival | Problem]:
    at = _skip(text, at)
    if text.startswith("]", at):
        yield problem(ProblemKind.EMPTY, whole.origin, "its array holds no items; leave it out")
        return
    for number in count(1):
        place = _item(whole.origin, number)
        parsed = _parse(text, at, place)
        if isinstance(parsed, Problem):
            yield parsed
            return
        value, end = parsed
        yield from _read_value(value, RawRecord(text[at:end].encode(), whole.encoding, place), columns)
        at = _skip(text, end)
        if text.startswith("]", at):
            return
        if not text.startswith(",", at):
            detail = f"the array breaks off at character {at + 1}; nothing after it was read"
            yield problem(ProblemKind.BROKEN_JSON, _item(whole.origin, number + 1), detail)
            return
        at = _skip(text, at + 1)


def _item(origin: Origin, number: int) -> Origin:
    return Origin(uri=origin.uri, member=_member(origin, f"item={number}"))


def _parse(text: str, at: int, origin: Origin) -> tuple[Any, int] | Problem:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        detail = f"it is no valid JSON: {error.msg} at character {error.pos + 1}; repair it"
    except RecursionError:
        detail = "it is no JSON that can be read: nested too deep; flatten it"
    except ValueError:
        detail = "it is no JSON that can be read: a number is out of range; repair it"
    return problem(ProblemKind.BROKEN_JSON, origin, detail)


def _ends_early(text: str, start: int) -> bool:
    try:
        end = _DECODER.raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        # Broken from the first object: as lines only where a line closes what it opens.
        return text[start:].partition("\n")[0].rstrip().endswith("}")
    return _skip(text, end) < len(text)


def _undecodable(refused: Refused, origin: Origin) -> Problem:
    return problem(ProblemKind.UNDECODABLE, origin, f"{refused.reason}; save it as UTF-8")


def _trim(line: bytes, number: int) -> bytes:
    if number == 1:
        line = line.removeprefix(codecs.BOM_UTF8)
    return line.strip(_BLANK)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _member(origin: Origin, part: str) -> str:
    return part if origin.member is None else f"{origin.member},{part}"


def _prepend(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest
