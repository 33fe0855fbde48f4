"""Tables (CSV, TSV): each row one report, its columns named by the first row."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.reports.decode import Refused, decode
from reportedly.reports.kinds import Limits, ProblemKind, problem
from reportedly.reports.records import FIELDS, RawRecord, name_columns, read_record
from reportedly.terms.reports import Arrival, Origin, Problem

_SAMPLE = 64 * 1024


def read_table(chunks: Iterator[bytes], origin: Origin, limits: Limits) -> Iterator[Arrival | Problem]:
    """Yield a report or a problem for every row that is not blank; origins have the member "row=N".

    The first row names the columns; N counts rows from 1, the one with the names not counted.
    """
    head = next(chunks, b"")
    decoded = decode(head[: _cut(head)])
    if isinstance(decoded, Refused):
        yield problem(ProblemKind.UNDECODABLE, origin, f"{decoded.reason}; save it as UTF-8")
        return
    csv.field_size_limit(limits.line_bytes)
    lines = _lines(head, chunks, decoded.encoding, limits)
    sample = decoded.text[:_SAMPLE]
    rows = csv.reader(lines, delimiter=_delimiter(sample.partition("\n")[0]))
    try:
        names = [name.strip().removeprefix("\ufeff") for name in next(rows, [])]
    except (csv.Error, UnicodeError) as error:
        yield problem(ProblemKind.BROKEN_TABLE, origin, f"its first row cannot be read ({error}); repair it")
        return
    columns = name_columns(names, limits.columns)
    if "text" not in columns:
        listed = ", ".join(names[:20]) or "none"
        detail = f"no column holds the report's words (columns: {listed}); say which with --columns text=NAME"
        yield problem(ProblemKind.BROKEN_TABLE, origin, " ".join(detail.split())[:400])
        return
    yield from _rows(rows, names, columns, origin, decoded.encoding)


def _rows(
    rows: Iterator[list[str]], names: Sequence[str], columns: dict[str, str], origin: Origin, encoding: str
) -> Iterator[Arrival | Problem]:
    number = 0
    while True:
        number += 1
        place = Origin(
            uri=origin.uri,
            member=f"row={number}" if origin.member is None else f"{origin.member},row={number}",
        )
        try:
            row = next(rows, None)
        except (csv.Error, UnicodeError) as error:
            detail = f"the table breaks off here ({error}); nothing after it was read"
            yield problem(ProblemKind.BROKEN_TABLE, place, " ".join(detail.split())[:300])
            return
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        given = dict(zip(names, row, strict=False))
        value = {field: given.get(column, "") for field, column in columns.items()}
        value |= {
            name: cell for name, cell in given.items() if name not in columns.values() and name not in FIELDS
        }
        record = RawRecord(_raw(names, row), encoding, place, tuple(columns.items()))
        for found in read_record(value, record):
            if isinstance(found, Arrival):
                yield replace(found, report=replace(found.report, media_type="text/csv"))
            else:
                yield found
    if number == 1:
        yield problem(ProblemKind.EMPTY, origin, "it has no rows; leave it out or fetch it again")


def _raw(names: Sequence[str], row: Sequence[str]) -> bytes:
    """Return the row with the columns' names as a table of its own."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([names, row])
    return text.getvalue().encode("utf-8", "surrogatepass")


def _cut(head: bytes) -> int:
    """Return where the last whole line of a piece ends, so that no character is torn."""
    return head.rfind(b"\n") + 1 or len(head)


def _lines(head: bytes, chunks: Iterator[bytes], encoding: str, limits: Limits) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)("strict")
    held = ""
    for chunk in _chain(head, chunks):
        *closed, held = (held + decoder.decode(chunk)).split("\n")
        if len(held) > limits.line_bytes:
            raise csv.Error("a line is too long")
        yield from (f"{line}\n" for line in closed)
    held += decoder.decode(b"", True)
    if held:
        yield held


def _chain(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from chunks


def _delimiter(line: str) -> str:
    return max(",\t;|", key=line.count)
