"""The outlets of a record: who copies whom."""

from rich.table import Table

from reportedly.cli.console import plain, stdout
from reportedly.cli.words import counted, share
from reportedly.run.questions import outlets_of, sizes_of
from reportedly.store.record import Record

COLUMNS = ("outlet", "reports", "copied", "credited", "copies from (reports, of them crediting it)")


def show_outlets(record: Record) -> None:
    """Print how much of each outlet's words is copied, from whom, and in how many reports it says so."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in COLUMNS:
        table.add_column(name, overflow="fold", justify="right" if name in {"reports", "copied"} else "left")
    found = outlets_of(record)
    for each in found:
        sources = "; ".join(f"{one.outlet} ({one.reports}, credits {one.credited})" for one in each.sources)
        credited = f"{each.credited} of {each.pairs}" if each.pairs else ""
        table.add_row(plain(each.name), f"{each.reports:,}", share(each.copied), credited, plain(sources))
    if found:
        stdout().print(table)
    told = counted(len(found), "outlet")
    if unknown := sizes_of(record).reports - sum(each.reports for each in found):
        told += f"; {counted(unknown, 'report')} of no known outlet left out"
    stdout().print(told, style="dim")
