"""``outlets``: who copies whom."""

from pathlib import Path

import click
from rich.table import Table

from reportedly.cli.console import into, opened, plain, stdout
from reportedly.cli.words import share
from reportedly.run.questions import outlets_of


@click.command()
@into
def outlets(record_path: Path) -> None:
    """List the outlets: how much of their words is copied, from whom, and how often they say so.

    A report copies another where the direction is known; who shares words with whom without one being known
    as the first is left out.

    \b
    Example:
      reportedly outlets --into record.db
    """
    with opened(record_path) as record:
        found = outlets_of(record)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("outlet", "reports", "copied", "credited", "copies from (reports)"):
        table.add_column(name, overflow="fold", justify="right" if name in {"reports", "copied"} else "left")
    for each in found:
        sources = "; ".join(f"{name} ({times})" for name, times in each.sources)
        credited = f"{each.credited} of {each.pairs}" if each.pairs else ""
        table.add_row(plain(each.name), f"{each.reports:,}", share(each.copied), credited, plain(sources))
    if found:
        stdout().print(table)
    stdout().print(f"{len(found):,} outlets", style="dim")
