"""``reportedly read --second llm``: the options of the second reader, and what is said of its work."""

import os
from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from reportedly.cli.console import STOPPED, USAGE, fail, plain, stderr
from reportedly.cli.words import counted
from reportedly.run.endpoint import Endpoint, EndpointError, check
from reportedly.run.second import Second, read_second
from reportedly.store.record import Record

Command = TypeVar("Command", bound=Callable[..., Any])

KEY = "REPORTEDLY_LLM_KEY"
"""The environment variable that holds the endpoint's key."""
NAMED = 20
"""Rejected proposals named one by one."""

_OPTIONS = (
    click.option(
        "--second", type=click.Choice(["llm"]), help="Let a second reader propose statements beside ours."
    ),
    click.option("--endpoint", metavar="URL", help="Its OpenAI-compatible endpoint: gets the texts."),
    click.option("--model", metavar="NAME", help=f"Its model. A key is taken from {KEY} alone."),
    click.option(
        "--timeout", type=click.FloatRange(0, min_open=True), default=120.0, help="Seconds for one answer."
    ),
)  # fmt: skip


def second_reader(command: Command) -> Command:
    """Add the options of the second reader to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def endpoint_of(asked: dict[str, Any]) -> Endpoint | None:
    """Return the endpoint asked for, None where none was; ends with 2 where it cannot be asked."""
    if asked["second"] is None:
        if asked["endpoint"] or asked["model"]:
            fail("--endpoint and --model are for a second reader: add --second llm", USAGE)
        return None
    if not asked["endpoint"] or not asked["model"]:
        fail("--second llm needs --endpoint URL and --model NAME", USAGE)
    key = os.environ.get(KEY) or None
    endpoint = Endpoint(url=asked["endpoint"], model=asked["model"], key=key, timeout_s=asked["timeout"])
    try:
        check(endpoint)
    except EndpointError as error:
        fail(error.detail, USAGE)
    return endpoint


def read_again(record: Record, endpoint: Endpoint, quiet: bool) -> bool:
    """Let the second reader read what it has not yet, say what came of it; return whether all went well."""
    console = stderr()
    columns = (
        TextColumn("second reader", style="bold"),
        BarColumn(24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("second reader", total=None)
        try:
            done = read_second(
                record, endpoint, watch=lambda now, all_: bar.update(task, completed=now, total=all_)
            )
        except KeyboardInterrupt:
            console.print("Stopped; what the second reader proposed so far is kept.")
            raise click.exceptions.Exit(STOPPED) from None
    _tell(done, quiet)
    return not done.failed


def _tell(done: Second, quiet: bool) -> None:
    """Say what was kept, what was rejected and why, and what could not be read."""
    console = stderr()
    for uri, why in done.failed:
        console.print(Text("problem: ", style="yellow").append_text(plain(f"{uri}: second reader: {why}")))
    if done.ended is not None:
        console.print(Text("The second reader was given up; the same command goes on from there."))
    if quiet:
        return
    for refusal in done.refusals[:NAMED]:
        told = f"{refusal.uri}: {refusal.rejected.reason}: “{refusal.rejected.words[:120]}”"
        console.print(Text("rejected: ", style="yellow").append_text(plain(told)))
    if len(done.refusals) > NAMED:
        console.print(Text(f"and {len(done.refusals) - NAMED:,} more rejected", style="dim"))
    reasons = Counter(refusal.rejected.reason for refusal in done.refusals)
    why = "".join(f"; {number:,}: {reason}" for reason, number in sorted(reasons.items()))
    kept = f"{plain(done.reader).plain}: {counted(done.reports, 'report')} read, "
    kept += f"{counted(done.kept, 'statement')} proposed"
    console.print(Text(f"{kept}, {len(done.refusals):,} rejected{why}", style="bold"))
