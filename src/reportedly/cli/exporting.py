"""``reportedly export``: the record as files for other programs, each with an account of what it holds."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import click
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from reportedly.cli.choosing import OPTIONS, asking, choice_of
from reportedly.cli.console import USAGE, fail, into, opened, plain, stderr
from reportedly.export.about import About, about_fields, about_words, meanings, table_meanings
from reportedly.export.acled import ACLED_COLUMNS
from reportedly.export.dossier import TooMany
from reportedly.export.files import whole_file
from reportedly.export.formats import EXPORTERS, TABLES, Exporter
from reportedly.export.parquet import MissingLibrary
from reportedly.register.choosing import ANY, REGISTER, Choice
from reportedly.run.exporting import DOSSIER, NoSuchIncident, Step, write_case_file, write_rows
from reportedly.store.record import Record

FORMATS = (*(each.name for each in EXPORTERS), DOSSIER)
STEP = 500
"""Rows between two moves of the progress line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One file to write: what it holds, and where it goes; no place means standard output."""

    kind: str
    path: Path | None
    write: Callable[[Record, IO[Any], Step], About]
    encoding: str | None


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS), required=False)
@click.option("--format", "named", type=click.Choice(FORMATS), default=None, help="The same as FORMAT.")
@into
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(TABLES),
    help="What to export; repeat for more.  [default: all that the format is for]",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(path_type=Path), default=None, help="A file for one kind, or a folder."
)
@asking
def export(
    form: str | None,
    named: str | None,
    record_path: Path,
    kinds: tuple[str, ...],
    out: Path | None,
    **asked: Any,
) -> None:
    """Write the record to files for other programs.

    With one --kind the output goes to --out or standard output; with several, --out is a folder that gets a
    file for each kind. Beside every file stands FILE.about.json: the filter, how many of how many, what is
    left out and why, the columns explained; the same is said on standard error. geojson, parquet and dossier
    hold it inside too. A file is there whole or not at all.

    \b
      csv          tables for a spreadsheet, no cell of them a formula
      jsonl        one object a line, every field
      parquet      typed tables for data frames (needs pyarrow)
      geojson      incidents or events for a map, points only where the words support one
      acled        incidents in the columns of ACLED, with low, high, best, reports, origins beside
      ftm          FollowTheMoney: Event, Article, Documentation
      annotations  statements and events as W3C Web Annotations
      dossier      incidents as pages in one ZIP: quotations, chains, digests, judgements

    \b
    Example:
      reportedly export csv --out export/
      reportedly export jsonl --kind statements > statements.jsonl
      reportedly export parquet --out export/
      reportedly export geojson --out map.geojson --since 2031-05
      reportedly export acled --out register.csv --country IQ
      reportedly export ftm --out entities.ftm.json
      reportedly export annotations --out export/
      reportedly export dossier --id incident-… --out dossier.zip
      reportedly export dossier --cell month=2031-05,type=ASSAULT --out may.zip
    """
    if (form is None) == (named is None) and form != named:
        fail("name one format, not two", USAGE)
    chosen = form or named
    if chosen is None:
        raise click.UsageError(f"Missing argument 'FORMAT'. Choose from {', '.join(FORMATS)}.")
    jobs = _jobs(chosen, kinds, out, asked)
    _check(out, record_path, jobs)
    with opened(record_path) as record:
        for job in jobs:
            _run(job, record)


def _jobs(form: str, kinds: tuple[str, ...], out: Path | None, asked: dict[str, Any]) -> list[_Job]:
    """Return the files to write."""
    narrowed = any(asked.values())
    if form == DOSSIER:
        if kinds not in {(), ("incidents",)}:
            fail("a dossier holds incidents; leave --kind out", USAGE)
        if out is None:
            fail("a dossier needs a file: give --out dossier.zip", USAGE)
        return [_dossier(_file(out, "incidents.dossier.zip"), choice_of(asked, REGISTER))]
    exporter = next(each for each in EXPORTERS if each.name == form)
    only = ("incidents",) if narrowed and "incidents" in exporter.kinds else exporter.usual
    wanted = kinds or only
    if wrong := [kind for kind in wanted if kind not in exporter.kinds]:
        fail(f"{form} holds {' and '.join(exporter.kinds)}, not {wrong[0]}", USAGE)
    if narrowed and set(wanted) != {"incidents"}:
        given = ", ".join(f"--{OPTIONS.get(name, name)}" for name, value in sorted(asked.items()) if value)
        fail(f"{given}: narrows incidents; add --kind incidents, and no other", USAGE)
    if out is None and (len(wanted) > 1 or exporter.binary):
        what = "several kinds need a folder" if len(wanted) > 1 else f"{form} needs a file"
        fail(f"{what}: give --out, or one --kind of a text format", USAGE)
    choice = choice_of(asked, REGISTER if exporter.counted else ANY)
    return [_listing(exporter, kind, path, choice) for kind, path in _targets(out, wanted, exporter)]


def _listing(exporter: Exporter, kind: str, path: Path | None, choice: Choice) -> _Job:
    """Return the writing of one kind in a format of rows."""

    def write(record: Record, stream: IO[Any], step: Step) -> About:
        return write_rows(record, exporter, kind, choice, stream, step)

    return _Job(kind=kind, path=path, write=write, encoding=None if exporter.binary else exporter.encoding)


def _dossier(path: Path, choice: Choice) -> _Job:
    """Return the writing of a dossier."""
    parts = [f"{name} {value or 'not known'}" for name, value in choice.cells]
    title = "Dossier: " + ("; ".join([*sorted(choice.ids), *parts]) or "incidents")

    def write(record: Record, stream: IO[Any], step: Step) -> About:
        return write_case_file(record, title, choice, stream, step)

    return _Job(kind="incidents", path=path, write=write, encoding=None)


def _targets(
    out: Path | None, kinds: tuple[str, ...], exporter: Exporter
) -> Iterator[tuple[str, Path | None]]:
    """Yield each kind with the file it goes to, None for standard output."""
    if out is None or (len(kinds) == 1 and not out.is_dir()):
        yield kinds[0], out
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{out} cannot be made a folder ({error.strerror}); choose another --out", USAGE)
    for kind in kinds:
        yield kind, out / f"{kind}{exporter.suffix}"


def _file(out: Path, name: str) -> Path:
    """Return the file meant by a file or an existing folder."""
    return out / name if out.is_dir() else out


def _check(out: Path | None, record_path: Path, jobs: list[_Job]) -> None:
    """Refuse to write over the record, and into a folder that is not there."""
    record = record_path.resolve()
    kept = {Path(f"{record}{tail}") for tail in ("", "-wal", "-shm", "-journal")}
    for path in (job.path for job in jobs if job.path is not None):
        if path.resolve() in kept or _beside(path).resolve() in kept:
            fail(f"{path} is the record itself; choose another --out", USAGE)
        if path.exists() and not path.is_file():
            fail(f"{path} is not an ordinary file; choose another --out", USAGE)
        if not path.parent.is_dir():
            fail(f"The folder {path.parent} does not exist; make it, or choose another --out", USAGE)


def _beside(path: Path) -> Path:
    """Return the place of the account of a file."""
    return path.with_name(f"{path.name}.about.json")


def _run(job: _Job, record: Record) -> None:
    """Write one file, and say what it holds."""
    try:
        with _progress(job) as step:
            about = _write(job, record, step)
    except MissingLibrary as missing:
        fail(f"this format {missing}", USAGE)
    except NoSuchIncident as missing:
        fail(f"{missing.id}: no incident has this id; `reportedly show incidents` lists ids", USAGE)
    except TooMany as many:
        fail(str(many), USAGE)
    except BrokenPipeError:
        raise
    except OSError as error:
        fail(f"{job.path} cannot be written ({error.strerror}); choose another --out", USAGE)
    where = f"{job.path}: " if job.path is not None else ""
    stderr().print(plain(f"{where}{about_words(about)}"))


def _write(job: _Job, record: Record, step: Step) -> About:
    """Write one file and the account beside it; standard output gets the rows alone."""
    if job.path is None:
        return job.write(record, sys.stdout, step)
    with whole_file(_beside(job.path)) as told, whole_file(job.path) as part:
        with _opened(part, job.encoding) as stream:
            about = job.write(record, stream, step)
        text = json.dumps(_account(about), indent=1, ensure_ascii=False) + "\n"
        # Half a surrogate pair, as a name of a file may hold, is escaped as JSON escapes it.
        told.write_text(text, encoding="utf-8", errors="backslashreplace")
    return about


def _opened(path: Path, encoding: str | None) -> IO[Any]:
    """Return a file open for writing, as bytes where it has no encoding."""
    if encoding is None:
        return path.open("wb")
    return path.open("w", encoding=encoding, newline="")


def _account(about: About) -> dict[str, Any]:
    """Return the account of a file, its columns explained."""
    columns = meanings(ACLED_COLUMNS) if about.form == "acled" else table_meanings(about.kind)
    tabular = about.form in {"csv", "acled", "geojson"}
    return about_fields(about) | ({"columns": dict(columns)} if tabular else {})


@contextmanager
def _progress(job: _Job) -> Iterator[Step]:
    """Yield what moves a line on the terminal while rows are written; silent where nobody looks."""
    console = stderr()
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed:,.0f}"))
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(f"Exporting {job.kind}", total=None)
        yield lambda rows: None if rows % STEP else bar.update(task, completed=rows)
