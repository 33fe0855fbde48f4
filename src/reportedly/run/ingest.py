"""Reading inputs into a record: in batches, each kept whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from reportedly.lineage.compiled import is_kept
from reportedly.readings.choose import OWN, choose_reader
from reportedly.readings.reader import ReaderError
from reportedly.run.analysis import Analysed, analyse
from reportedly.run.copying import FULLY, LOOKS, update_copies
from reportedly.run.corrections import keep_told
from reportedly.run.happenings import update_incidents
from reportedly.run.pool import Crew
from reportedly.run.rollups import fold
from reportedly.run.shelving import Shelf
from reportedly.run.sightings import Memory
from reportedly.run.sources import Source, arrivals
from reportedly.run.warming import warm_apart
from reportedly.store.claims import keep_statements
from reportedly.store.inputs import keep_arrival, keep_problem, known_inputs
from reportedly.store.record import Record, RecordError, reading, writing
from reportedly.store.reports import report_ids
from reportedly.store.sizes import note_setting, settings
from reportedly.terms.reports import Arrival, Problem

BATCH = 128
"""Reports in one transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: sources begun of all, reports read and kept, and what is being done.

    ``read`` counts the new reports read so far, ``reports`` those of them already kept.
    """

    sources: int
    source_count: int
    read: int
    reports: int
    known: int
    problems: int
    doing: str


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a run did: new reports, inputs the record already held, and the problems it met.

    ``words`` were met, and ``repeated`` of them stood in passages that had been read and were not read again.
    """

    reports: int = 0
    known: int = 0
    words: int = 0
    repeated: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def inputs(self) -> int:
        """All inputs met: each became a report, was known, or is a problem."""
        return self.reports + self.known + len(self.problems)


Watch = Callable[[Progress], None]
"""Told how far the run is, after every report."""


def _inputs(sources: Sequence[Source], begun: list[int]) -> Iterator[Arrival | Problem]:
    """Yield every input of the sources; ``begun[0]`` counts the sources begun."""
    for source in sources:
        begun[0] += 1
        yield from arrivals(source)


def _key(arrival: Arrival) -> tuple[str, str]:
    """Return what tells an input from all others: its address and the digest of its bytes."""
    return arrival.origin.address, arrival.report.raw_sha256


@dataclass(frozen=True, slots=True)
class Ways:
    """How reports are read, one way for all of a record: None is the record's own, in a new record the first.

    ``reader`` names the reader of texts (see ``readings.choose``), ``lineage`` how closely copies are looked
    for (see ``copying.LOOKS``), ``places`` are a person's own, "" for none (see ``run.own_places``).
    """

    reader: str | None = None
    lineage: str | None = None
    places: str | None = None


OWN_WAYS = Ways()
"""Those of the record."""


def _same_reader(connection: Any, record: Record, asked: str | None) -> str:
    """Return the name of the reader to read with: the one asked for, else the record's, else our own.

    Raises RecordError where the record's reports were read by another than the one asked for. What is known
    is never read anew, so that it would read only some of the reports, and what the record holds would hang
    on the order of arrival.
    """
    held = settings(connection).get("reader")
    if held is None and next(report_ids(connection), None) is not None:
        held = OWN  # from before readers were noted
    if asked is not None and held not in (None, asked):
        raise RecordError(
            f"{record.path} was read by {held}; go on with --reader {held}, or read into another record."
        )
    return asked or held or OWN


def _same_lineage(connection: Any, record: Record, asked: str | None) -> str:
    """Return how closely copies are looked for: as asked, else as in the record so far, else in full.

    Raises RecordError where that is not one way for all: what is a copy would hang on the order of arrival.
    """
    held = settings(connection).get("lineage")
    if held is None and next(report_ids(connection), None) is not None:
        held = FULLY  # from before the way was noted
    if asked is not None and held not in (None, asked):
        raise RecordError(
            f"{record.path} was read with --lineage {held}; go on with that, or read into another record."
        )
    return asked or held or FULLY


def _same_places(connection: Any, record: Record, asked: str | None) -> str:
    """Return the person's own places: as asked, else those kept with the record, else none.

    Raises RecordError where reports were read with others: what a name means would hang on when it was read.
    """
    held = settings(connection).get("places")
    if held is None and next(report_ids(connection), None) is not None:
        held = ""
    if asked is not None and held not in (None, asked):
        others = "other places of your own" if held else "no places of your own"
        raise RecordError(
            f"{record.path} was read with {others}; go on without --places, or read into another record."
        )
    return asked or held or ""


def _ways_for(record: Record, asked: Ways) -> tuple[str, str, str]:
    """Return the reader, the look and the places for a run; raise RecordError where that cannot be."""
    reader = _reader_for(record, asked.reader)
    with reading(record) as connection:
        lineage = _same_lineage(connection, record, asked.lineage)
        return reader, lineage, _same_places(connection, record, asked.places)


def _reader_for(record: Record, asked: str | None) -> str:
    """Return the name of the reader for a run, loaded; raise RecordError where that cannot be."""
    with reading(record) as connection:
        name = _same_reader(connection, record, asked)
    try:
        choose_reader(name)
    except ReaderError as error:
        raise RecordError(f"{record.path} cannot be read into by {name}: {error.detail}") from error
    return name


def _keep(
    record: Record,
    ways: tuple[str, str, str],
    batch: Sequence[Analysed],
    problems: Sequence[Problem],
    at_hand: tuple[Memory, Shelf],
    now: datetime,
) -> int:
    """Keep one batch and all that follows from it, in one transaction; return how many reports are new.

    ``at_hand`` is what a run keeps from batch to batch.
    """
    memory, shelf = at_hand
    reader, lineage, places = ways
    with writing(record) as connection:
        _same_reader(connection, record, reader)
        _same_lineage(connection, record, lineage)
        _same_places(connection, record, places)
        if batch:
            note_setting(connection, "reader", reader)
            note_setting(connection, "lineage", lineage)
            note_setting(connection, "places", places)
        for problem in problems:
            keep_problem(connection, problem, None)
        fresh = [each for each in batch if keep_arrival(connection, each.arrival, each.report)]
        keep_statements(connection, [s for each in fresh for s in each.statements])
        keep_told(connection, [e for each in fresh for e in each.events])
        if fresh:
            decided = update_copies(connection, fresh, shelf)
            update_incidents(connection, decided, memory, now)
            fold(connection)
    return len(fresh)


def _step(outcome: Outcome, sources: tuple[int, int], read: int, doing: str) -> Progress:
    """Return how far a run is; ``sources`` are those begun and all."""
    return Progress(
        sources=sources[0],
        source_count=sources[1],
        read=read,
        reports=outcome.reports,
        known=outcome.known,
        problems=len(outcome.problems),
        doing=doing,
    )


def read_into(
    record: Record,
    sources: Sequence[Source],
    *,
    now: datetime,
    workers: int = 1,
    watch: Watch | None = None,
    ways: Ways = OWN_WAYS,
) -> Outcome:
    """Read all sources into the record and return what became of every input.

    An input that the record already holds (same address, same bytes) changes nothing. Stopped at any
    moment, the record holds the batches kept so far, and the same command goes on from there. ``now`` stamps
    the judgements. Raises RecordError where the record cannot be written, was read in other ways, or its
    reader is not installed.
    """
    name, lineage, places = _ways_for(record, ways)
    outcome, begun, seen = Outcome(), [0], 0
    stream = _inputs(sources, begun)
    at_hand: tuple[Memory, Shelf] = (Memory(), Shelf(LOOKS[lineage]))

    def tell(doing: str) -> None:
        if watch is not None:
            watch(_step(outcome, (begun[0], len(sources)), seen, doing))

    if not is_kept():
        tell("compiling, once: a minute or two")
        warm_apart()
    with Crew(workers) as crew:
        while inputs := list(islice(stream, BATCH)):
            problems = [each for each in inputs if isinstance(each, Problem)]
            found = [each for each in inputs if isinstance(each, Arrival)]
            with reading(record) as connection:
                known = known_inputs(connection, {_key(each) for each in found})
            new = {_key(each): each for each in found if _key(each) not in known}
            analysed: list[Analysed] = []
            for each in crew.spread(partial(analyse, reader=name, places=places), new.values()):
                analysed.append(each)
                outcome.words += each.words
                outcome.repeated += each.known
                seen += 1
                tell(f"reading {Path(each.report.uri).name}")
            outcome.problems += problems
            kept = _keep(record, (name, lineage, places), analysed, problems, at_hand, now)
            outcome.reports += kept
            outcome.known += len(found) - kept
            tell("keeping")
    tell("done")
    return outcome
