"""What an export says of itself: its filter, how many of how many it holds, what is left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.export.columns import COLUMNS, Column
from reportedly.export.fields import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The account of one export.

    ``rows`` are what the file holds, ``kept`` of ``of`` the records of ``kind`` behind them; ``left_out``
    gives the number for each reason in words, and ``kept`` and these add up to ``of``. ``chosen`` is the
    filter as pairs of name and value. ``held`` counts the rows by what they are, where they differ.
    """

    form: str
    kind: str
    chosen: tuple[tuple[str, str], ...]
    rows: int
    kept: int
    of: int
    left_out: tuple[tuple[str, int], ...] = ()
    held: tuple[tuple[str, int], ...] = ()
    reviewed: tuple[tuple[str, int], ...] = ()
    """How many of the ``kept`` persons left in each status, where they decide on this kind."""
    notes: tuple[str, ...] = ()


def about_fields(about: About) -> Fields:
    """Return the account as a JSON object."""
    return {
        "format": about.form,
        "kind": about.kind,
        "filter": [{"name": name, "value": value} for name, value in about.chosen],
        "rows": about.rows,
        "kept": about.kept,
        "of": about.of,
        "left_out": dict(about.left_out),
        "rows_by_kind": dict(about.held),
        "review": dict(about.reviewed),
        "notes": list(about.notes),
    }


def about_words(about: About) -> str:
    """Return the account in one line: "12 of 40 incidents; left out: not in the register: denied 28"."""
    whole = f"{about.kept:,} of {about.of:,} {about.kind}"
    if about.rows != about.kept:
        whole += f", {about.rows:,} {'row' if about.rows == 1 else 'rows'}"
    if about.held:
        whole += " (" + ", ".join(f"{name} {number:,}" for name, number in about.held) + ")"
    if any(status != "unreviewed" for status, _ in about.reviewed):
        whole += "; review: " + ", ".join(f"{status} {number:,}" for status, number in about.reviewed)
    if about.left_out:
        whole += "; left out: " + ", ".join(f"{why} {number:,}" for why, number in about.left_out)
    return whole


def meanings(columns: tuple[Column, ...]) -> Mapping[str, str]:
    """Return what each column holds, by its name."""
    return {column.name: column.meaning for column in columns}


def table_meanings(kind: str) -> Mapping[str, str]:
    """Return what each column of a table of this kind holds; empty where there is no such table."""
    return meanings(COLUMNS.get(kind, ()))
