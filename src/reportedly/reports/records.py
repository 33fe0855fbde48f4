"""One JSON object of a structured input as one report."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from reportedly.reports.kinds import ProblemKind, problem
from reportedly.reports.published import read_instant, read_page_time
from reportedly.terms.ids import identify
from reportedly.terms.reports import Arrival, Origin, Problem, Report
from reportedly.terms.times import When

NAMED = ("uri", "outlet", "url", "title", "byline", "language")
"""Keys whose values are strings and become fields of the report as they stand."""

FIELDS = (*NAMED, "published", "fetched_at", "text")
"""Every field that a record may give."""

MAX_DEPTH = 100
"""Nesting that a value kept in ``extra`` may have: far beyond any report, far below Python's own limit."""

LONGEST_SHOWN = 80
"""Code points of a value that a problem quotes."""

LONGEST_INTEGER_DIGITS = 4000
"""Python refuses to print longer integers; such a number is kept as its digits."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The bytes of one JSON value, the encoding they were read with, and where they stood.

    ``columns`` says which of its columns (or keys) gave which field, where the two differ.
    """

    raw: bytes
    encoding: str
    origin: Origin
    columns: tuple[tuple[str, str], ...] = ()


def parse_integer(digits: str) -> int | str:
    """Return the integer, or the digits themselves where they are too many for Python to print."""
    return int(digits) if len(digits) <= LONGEST_INTEGER_DIGITS else digits


def read_record(value: Any, record: RawRecord) -> tuple[Arrival | Problem, ...]:
    """Return the report that a parsed JSON value describes, or why it describes none.

    The report's uri is the record's own, else the origin's address. Keys that no field takes, and
    values that their field cannot take, are kept in ``extra`` as compact JSON, sorted by key. After the
    report stands a problem for each time of it that cannot be read, its origin's member ending in the field.
    """
    found = _read(value, record)
    if isinstance(found, Problem):
        return (found,)
    return found, *_unread_times(value, found.report, record)


def _read(value: Any, record: RawRecord) -> Arrival | Problem:
    origin = record.origin
    if not isinstance(value, dict):
        detail = f"it is a JSON {_name_type(value)}, not an object; give one object for each report"
        return problem(ProblemKind.BROKEN_JSON, origin, detail)
    if (
        (text := value.get("text")) is None
        or not isinstance(text, str)
        or not text.replace("\ufeff", "").strip()
    ):
        return problem(ProblemKind.NO_TEXT, origin, _describe_no_text(value))
    if (flaw := _find_flaw(value)) is not None:
        return problem(flaw[0], origin, flaw[1])
    try:
        return _arrive(value, record)
    except (RecursionError, _TooDeepError):
        detail = f"it is nested deeper than {MAX_DEPTH} levels; flatten it"
        return problem(ProblemKind.BROKEN_JSON, origin, detail)


def name_columns(names: Sequence[str], mapping: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return which column (or key) gives each field: as ``mapping`` says, else the one of the field's name.

    Case does not matter for a name that is there only once.
    """
    folded = {name.casefold(): name for name in reversed(names)}
    found = {field: folded[field] for field in FIELDS if field in folded}
    for field, column in mapping:
        name = column if column in names else folded.get(column.casefold())
        if name is not None:
            found[field] = name
    return found


def rename(value: dict[str, Any], mapping: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return a JSON object with its keys named as the fields that ``mapping`` says they give."""
    named = {column: field for field, column in mapping if column in value}
    taken = set(named.values())
    kept = {key: each for key, each in value.items() if key not in named and key not in taken}
    return kept | {named[key]: value[key] for key in value if key in named}


def _arrive(value: dict[str, Any], record: RawRecord) -> Arrival:
    given: dict[str, str | None] = {key: _given(value.get(key)) for key in NAMED}
    times = _read_times(value)
    uri = given["uri"] or record.origin.address
    digest = sha256(record.raw).hexdigest()
    report = Report(
        id=identify("report", uri, digest),
        uri=uri,
        outlet=given["outlet"],
        url=given["url"],
        title=given["title"],
        byline=given["byline"],
        published=times[0],
        language=given["language"],
        media_type="application/json",
        encoding=record.encoding,
        fetched_at=times[1],
        raw_sha256=digest,
        text=value["text"],
        extra=_keep_rest(value, given, times),
    )
    return Arrival(report=report, origin=record.origin, raw=record.raw)


def _unread_times(value: dict[str, Any], report: Report, record: RawRecord) -> Iterator[Problem]:
    """Yield a problem for each time that is given and cannot be read: the report goes on without it."""
    names, origin = dict(record.columns), record.origin
    for field, read, example in (
        ("published", report.published, "2031-05-06"),
        ("fetched_at", report.fetched_at, "2031-05-06T08:00:00Z"),
    ):
        given = value.get(field)
        if read is not None or given is None or (isinstance(given, str) and not given.strip()):
            continue
        column = names.get(field, field)
        place = field if origin.member is None else f"{origin.member},{field}"
        detail = f"{_show(column)} is {_show(given)}, no time that can be read; the report is read without it"
        detail += f"; write it as {example}"
        yield problem(ProblemKind.UNREAD_VALUE, Origin(uri=origin.uri, member=place), detail)


def _show(value: Any) -> str:
    """Return a value as JSON in one line of bounded length."""
    shown = " ".join(json.dumps(value, ensure_ascii=False).split())
    shown = shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
    return shown.encode("utf-8", "backslashreplace").decode()


def _given(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _read_times(value: dict[str, Any]) -> tuple[When | None, datetime | None]:
    published, fetched = value.get("published"), value.get("fetched_at")
    return (
        read_page_time(published) if isinstance(published, str) else None,
        read_instant(fetched) if isinstance(fetched, str) else None,
    )


def _keep_rest(
    value: dict[str, Any], given: dict[str, str | None], times: tuple[When | None, datetime | None]
) -> tuple[tuple[str, str], ...]:
    taken = {key for key in NAMED if given[key] is not None} | {"text"}
    taken |= {key for key, time in zip(("published", "fetched_at"), times, strict=True) if time is not None}
    known = {*NAMED, "published", "fetched_at"}
    kept = []
    for key in sorted(value):
        if key in taken or (key in known and value[key] in (None, "")):
            continue
        _refuse_depth(value[key])
        kept.append((key, json.dumps(value[key], separators=(",", ":"), sort_keys=True)))
    return tuple(kept)


class _TooDeepError(ValueError):
    pass


def _refuse_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        deeper: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                deeper.extend(item.values())
            elif isinstance(item, list):
                deeper.extend(item)
        if not deeper:
            return
        level = deeper
    raise _TooDeepError


def _find_flaw(value: dict[str, Any]) -> tuple[ProblemKind, str] | None:
    """Return what keeps a string of the record from being stored: half a surrogate pair, a NUL."""
    fields = [(key, value[key]) for key in (*NAMED, "text") if isinstance(value.get(key), str)]
    for key, words in [*fields, *(("a key", key) for key in value)]:
        name = f'"{key}"' if key in value else key
        if "\x00" in words:
            return ProblemKind.BINARY, f"{name} holds NUL characters; take them out"
        try:
            words.encode("utf-8")
        except UnicodeEncodeError as error:
            detail = f"{name} holds half a surrogate pair at character {error.start}; repair the escape"
            return ProblemKind.UNDECODABLE, detail
    return None


def _describe_no_text(value: dict[str, Any]) -> str:
    if "text" not in value:
        return 'it has no "text"; put the report\'s words under that key'
    if not isinstance(value["text"], str):
        return f'"text" is a JSON {_name_type(value["text"])}, not a string; put the report\'s words there'
    return '"text" is empty; put the report\'s words there or leave the record out'


def _name_type(value: Any) -> str:
    for kind, name in ((bool, "boolean"), (str, "string"), (list, "array"), (dict, "object")):
        if isinstance(value, kind):
            return name
    return "null" if value is None else "number"
