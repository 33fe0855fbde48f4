"""The figures as a table for people, as Markdown, and as JSON."""

import json
from collections.abc import Iterable, Sequence

from tests.quality.floors import Verdict
from tests.quality.measure import Figure

COLUMNS = ("figure", "kind", "value", "±", "floor", "")
_WORDS = {True: "pass", False: "FAIL", None: ""}


def number(figure: Figure, value: float | None) -> str:
    """Return a share in per cent with one decimal, a number of faults as it is, nothing for None."""
    if value is None:
        return ""
    return f"{100 * value:.1f}" if figure.least else f"{value:g}"


def cells(verdict: Verdict) -> tuple[str, ...]:
    """Return one row of the table; a figure without a value is absent, and its note says why."""
    figure = verdict.figure
    value = number(figure, figure.value) if figure.value is not None else "absent"
    return (
        verdict.name,
        figure.shape.value,
        value,
        number(figure, figure.margin),
        number(figure, verdict.floor),
        " ".join(filter(None, (_WORDS[verdict.passed], figure.note))),
    )


def plain(verdicts: Iterable[Verdict]) -> str:
    """Return the rows in columns of even width."""
    rows = [COLUMNS, *map(cells, verdicts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = []
    for row in rows:
        padded = [
            cell.rjust(width) if 1 < column < 5 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)


def markdown(verdicts: Iterable[Verdict]) -> str:
    """Return the rows as a Markdown table; the last column holds only what is to be noted."""
    lines = ["| figure | kind | value | ± | floor | note |", "|---|---|--:|--:|--:|---|"]
    for verdict in verdicts:
        row = cells(verdict)
        note = " ".join(filter(None, ("FAIL" if verdict.passed is False else "", verdict.figure.note)))
        lines.append("| " + " | ".join((f"`{row[0]}`", *row[1:5], note)) + " |")
    return "\n".join(lines)


def as_json(verdicts: Sequence[Verdict], remarks: Sequence[str]) -> str:
    """Return the figures unrounded, as one JSON object."""
    rows = [
        {
            "name": verdict.name,
            "kind": verdict.figure.shape.value,
            "value": verdict.figure.value,
            "margin": verdict.figure.margin,
            "floor": verdict.floor,
            "passed": verdict.passed,
            "units": 0 if verdict.figure.units is None else len(verdict.figure.units),
            "note": verdict.figure.note,
        }
        for verdict in verdicts
    ]
    return json.dumps({"figures": rows, "remarks": list(remarks)}, ensure_ascii=False, indent=1)
