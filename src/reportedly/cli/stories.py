"""``reportedly show stories`` and ``show story ID``: reports that belong together, and what each adds."""

import sys

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reportedly.cli.console import USAGE, escaped, fail, plain, stdout
from reportedly.cli.words import called, counted, share
from reportedly.export.jsonl import write_jsonl
from reportedly.run.kinship import Kin
from reportedly.run.storytelling import StoryTold, every_story, story_called, story_fields
from reportedly.store.record import Record
from reportedly.terms.reports import Report
from reportedly.terms.times import Grain

INCIDENTS = 12
"""Incidents of one story that are listed."""


def show_stories(record: Record, form: str) -> None:
    """Print all stories, those of most reports first."""
    if form != "table":
        write_jsonl(map(story_fields, every_story(record)), sys.stdout)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("story", "reports", "outlets", "families", "incidents", "first", "last", "id"):
        right = name in {"reports", "outlets", "families", "incidents"}
        table.add_column(name, overflow="fold", justify="right" if right else "left")
    number = 0
    for told in every_story(record):
        days = [_day(each) for each in told.reports if each.published is not None]
        outlets = {each.outlet for each in told.reports if each.outlet}
        numbers = (len(told.reports), len(outlets), len(told.kinship.families), len(told.incidents))
        ends = (days[0], days[-1]) if days else ("not dated", "")
        table.add_row(plain(told.title), *(f"{each:,}" for each in numbers), *ends, told.story.id)
        number += 1
    if number:
        stdout().print(table)
    stdout().print(counted(number, "story", "stories"), style="dim")


def show_story(record: Record, name: str, form: str) -> None:
    """Print one story as words or as one JSON object; ends the command where there is none."""
    told = story_called(record, name)
    if told is None:
        fail(f"{name}: no story of this id and no report of this name; see `reportedly show stories`", USAGE)
    if form != "table":
        click.echo(escaped(story_fields(told)))
        return
    console = stdout()
    console.print(plain(told.title), style="bold")
    console.print(f"{counted(len(told.reports), 'report')}  {told.story.id}", style="dim")
    _print_reports(console, told)
    names = {each.id: called(each) for each in told.reports}
    for kin in told.kinship.families:
        console.print(_family(kin, names))
    if told.incidents:
        console.print(Text(counted(len(told.incidents), "incident"), style="bold"))
    for view in told.incidents[:INCIDENTS]:
        console.print(Text("  ").append_text(plain(view.title)).append(f"  {view.id}", style="dim"))
    if len(told.incidents) > INCIDENTS:
        console.print(f"  and {len(told.incidents) - INCIDENTS:,} more", style="dim")


def _print_reports(console: Console, told: StoryTold) -> None:
    """Print the reports of a story with what each adds."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("appeared", "outlet", "title", "copied", "shared", "own", "has words from"):
        right = name in {"copied", "shared", "own"}
        table.add_column(name, overflow="fold", justify="right" if right else "left")
    names = {each.id: called(each) for each in told.reports}
    for report in told.reports:
        added = told.kinship.additions[report.id]
        sources = "; ".join(f"{names[each]} ({number})" for each, number in added.sources)
        table.add_row(
            _day(report),
            plain(called(report)),
            plain(report.title),
            *(share(each) for each in (added.copied, added.shared, added.own)),
            plain(sources),
        )
    console.print(table)
    console.print(
        "copied: stands in an earlier or credited report here; shared: nothing tells which was first",
        style="dim",
    )


def _family(kin: Kin, names: dict[str, str]) -> Text:
    """Return what is known of where a family began."""
    members = [names[each.report_id] for each in kin.members]
    line = Text(f"Family of {len(members)}: ", style="bold").append_text(plain(", ".join(members)))
    if kin.root is not None:
        line.append(". Began with ").append_text(plain(names[kin.root]))
    else:
        line.append(". Nothing tells which was first")
    if kin.missing is not None:
        who = "Both" if len(members) == 2 else "They"
        line.append(f". {who} rewrite one text that is not here, credited as ", style="bold")
        line.append_text(plain(kin.missing))
    return line.append(".")


def _day(report: Report) -> str:
    """Return when a report appeared, to the minute where that is known."""
    when = report.published
    moment = None if when is None else when.start or when.end
    if when is None or moment is None:
        return "not dated"
    return f"{moment:%Y-%m-%d %H:%M}" if when.grain is Grain.MINUTE else f"{moment:%Y-%m-%d}"
