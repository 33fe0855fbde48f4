"""The options that narrow incidents down, and what they ask for."""

from collections.abc import Callable
from typing import Any

import click

from reportedly.cli.console import USAGE, fail
from reportedly.register.choosing import ANY, REGISTER, Choice, chosen_cells
from reportedly.run.countries import country_code
from reportedly.run.seeking import NotFound, start_of
from reportedly.terms.decisions import Status
from reportedly.terms.events import Realis

_ASKED = (
    click.option(
        "--status", "statuses", multiple=True, type=click.Choice([each.value for each in Status]),
        help="Only incidents that persons left so; repeat for more.",
    ),
    click.option("--id", "ids", multiple=True, metavar="ID", help="Only this incident; repeat for more."),
    click.option(
        "--cell", "cells", multiple=True, metavar="NAME=VALUE",
        help="Only incidents in this cell of a tally, as in month=2031-05,type=ASSAULT.",
    ),
    click.option("--since", metavar="TIME", help="Only incidents from the start of this day, month or year."),
    click.option("--until", metavar="TIME", help="Only incidents up to the start of this one."),
    click.option("--country", metavar="COUNTRY", help="Only incidents in this country: IQ or Iraq."),
    click.option(
        "--realis", type=click.Choice((REGISTER, ANY, *(each.value for each in Realis))), default=None,
        help=f"{REGISTER}: what the register counts; {ANY}: everything.  [default: {REGISTER} for tally and"
        f" geojson, acled, ftm, dossier, else {ANY}; with --id {ANY}]",
    ),
)  # fmt: skip


OPTIONS = {"ids": "id", "cells": "cell", "statuses": "status"}
"""How options are called that may be given more than once."""


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that narrow incidents to a command."""
    for option in reversed(_ASKED):
        command = option(command)
    return command


def choice_of(asked: dict[str, Any], realis: str) -> Choice:
    """Return what incidents must be; ``realis`` goes without asking. Wrong usage ends the command."""
    country = (asked["country"] or "").strip()
    try:
        return Choice(
            ids=frozenset(asked["ids"]),
            cells=chosen_cells(asked["cells"]),
            since=start_of(asked["since"]) if asked["since"] else None,
            until=start_of(asked["until"]) if asked["until"] else None,
            country=country_code(country) if country else "",
            statuses=frozenset(asked["statuses"]),
            realis=asked["realis"] or (ANY if asked["ids"] else realis),
        )
    except ValueError as error:
        fail(f"--cell: {error}", USAGE)
    except NotFound as missing:
        fail(missing.detail, USAGE)
