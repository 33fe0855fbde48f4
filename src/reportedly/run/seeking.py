"""Statements by voice, act, time, story and outlet, as a person asks for them."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz, process

from reportedly.export.fields import Fields, statement_fields
from reportedly.language.language import load_language
from reportedly.register.stories import Story, stories
from reportedly.run.analysis import LANGUAGE
from reportedly.run.chains import with_inferred
from reportedly.run.changes import Change, changes_of
from reportedly.run.standings import statuses
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents
from reportedly.store.record import Record, reading
from reportedly.store.reports import report_by, reports
from reportedly.store.sayings import (
    Sought,
    Tally,
    count_sought,
    outlet_names,
    sought_statements,
    voice_names,
    voices_named,
)
from reportedly.terms.decisions import Status
from reportedly.terms.names import fold_name, sound_key
from reportedly.terms.reports import Report
from reportedly.terms.statements import Act, Statement

Connection = Any
"""The store's connection; only the store knows what it is."""

ACTS = MappingProxyType(
    {
        **{act.value: act for act in Act},
        "assertion": Act.ASSERT,
        "threat": Act.THREATEN,
        "promise": Act.PROMISE,
        "accusation": Act.ACCUSE,
        "denial": Act.DENY,
        "confirmation": Act.CONFIRM,
        "rejection": Act.REJECT,
        "question": Act.ASK,
        "assessment": Act.ASSESS,
    }
)
"""What an act may be called: by its verb or by its noun."""

NEAREST, LIKE = 5, 70.0
"""Spellings named for a name that is not in the record, at most; how alike they must be, 0 to 100."""

MOST_VOICES = 10_000
"""Voices that one name may mean; "official" alone may mean more than a question can carry."""

_PERIOD = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class NotFound(Exception):
    """What was asked for is not there or not understood; ``detail`` is one line: what, and what to do."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a person asks for, in their words; empty or None asks for nothing.

    ``since`` and ``until`` are a day, month or year ("2020-09-26", "2020-09", "2020"): from its start, up to
    its start. ``story`` is a story's id, or names a report of it.
    """

    voice: str | None = None
    acts: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    story: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer: the statements as objects, how many there are in all, and the voices they are of.

    ``rows`` must be read while the record is open.
    """

    rows: Iterator[Fields]
    count: Tally
    voices: tuple[str, ...]


def start_of(period: str) -> datetime:
    """Return the first moment, in UTC, of a day, month or year; raises NotFound for anything else."""
    found = _PERIOD.fullmatch(period.strip())
    try:
        if found is not None:
            year, month, day = (int(part) if part else 1 for part in found.groups())
            return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        pass
    raise NotFound(f"{period}: no such day, month or year; write 2020-09-26, 2020-09 or 2020")


@contextmanager
def seeking(record: Record, question: Question, limit: int | None = None) -> Iterator[Found]:
    """Yield the statements that a question asks for, at most ``limit``, as one moment of the record has them.

    Raises NotFound where a voice, story or outlet is not in the record, naming the nearest spellings.
    """
    with reading(record) as connection:
        sought = understand(connection, question)
        named = voice_names(connection, sought.voices) if sought.voices is not None else ()
        yield Found(
            rows=_fields(connection, sought_statements(connection, sought, limit)),
            count=count_sought(connection, sought),
            voices=tuple(name for _, name in named),
        )


def changes(record: Record, question: Question, over: str) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Return how what a voice says changes over periods ("month"), and the voices that were counted.

    Raises NotFound as ``seeking`` does.
    """
    with reading(record) as connection:
        sought = understand(connection, question)
        found = list(sought_statements(connection, sought))
        beside, kept = _copied(connection, {each.said[0].report_id for each in found})
        named = voice_names(connection, sought.voices) if sought.voices is not None else ()
        return changes_of(found, kept, beside, over), tuple(name for _, name in named)


def understand(connection: Connection, question: Question) -> Sought:
    """Return what a question asks of the store; raises NotFound where it names what is not there."""
    since = start_of(question.since) if question.since else None
    until = start_of(question.until) if question.until else None
    if since is not None and until is not None and until <= since:
        raise NotFound(
            f"--until {question.until} is not after --since {question.since}; it names the first "
            "moment left out"
        )
    acts = tuple(sorted({ACTS[act].value for act in question.acts})) or None
    return Sought(
        voices=_voices(connection, question.voice) if question.voice is not None else None,
        acts=acts,
        since=since,
        until=until,
        report_ids=_story(connection, question.story) if question.story is not None else None,
        outlets=None if question.outlet is None else outlets_named(outlet_names(connection), question.outlet),
    )


@lru_cache(maxsize=20_000)
def _spellings(name: str) -> frozenset[str]:
    """Return a name and what the language's own lists call the same, folded."""
    language = load_language(LANGUAGE)
    names = {name}
    outlet = language.outlets.find(name)
    if outlet is not None:
        names |= {outlet.name, *outlet.aliases}
    alias = language.cues.aliases.get(" ".join(name.casefold().split()))
    names |= {alias} if alias else set()
    folded = {fold_name(each) for each in names}
    return frozenset(folded | {each.removeprefix("the ") for each in folded}) - {""}


def _voices(connection: Connection, name: str) -> tuple[str, ...]:
    """Return the voices of this name, folded; raises NotFound with the nearest where there is none."""
    found = voices_named(connection, _spellings(name))
    if not found:
        written = dict(voice_names(connection))
        raise NotFound(_missing(f"{name}: no voice of this name in the record", fold_name(name), written))
    sounds = {sound_key(each) for each in found}
    found = tuple(sorted({*found, *(key for key, _ in voice_names(connection) if sound_key(key) in sounds)}))
    if len(found) > MOST_VOICES:
        raise NotFound(f"{name}: {len(found):,} voices are called so; give more of the name")
    return found


def outlets_named(kept: Iterable[str], name: str) -> tuple[str, ...]:
    """Return those of these outlets that are called so; raises NotFound with the nearest names for none."""
    names = sorted(kept)
    wanted = _spellings(name)
    found = tuple(each for each in names if _spellings(each) & wanted)
    if not found:
        written = {fold_name(each): each for each in names}
        raise NotFound(_missing(f"{name}: no report of this outlet in the record", fold_name(name), written))
    return found


def _missing(detail: str, folded: str, written: dict[str, str]) -> str:
    """Return a line that names the nearest spellings."""
    near = process.extract(folded, sorted(written), scorer=fuzz.WRatio, limit=NEAREST, score_cutoff=LIKE)
    names = [written[key] for key, _, _ in near]
    return f"{detail}; nearest: {', '.join(names)}" if names else f"{detail}, nor any that is like it"


def _story(connection: Connection, name: str) -> tuple[str, ...]:
    """Return the reports of a story, named by its id or by a report of it."""
    told = _told(connection)
    for story in told:
        if story.id == name:
            return story.report_ids
    candidates = report_by(connection, name)
    if len(candidates) != 1:
        which = "; ".join(report.uri for report in candidates[:5])
        reason = (
            f"several reports match ({which})" if which else "no story of this id and no report of this name"
        )
        raise NotFound(f"{name}: {reason}; `reportedly show reports` lists them")
    return next(story.report_ids for story in told if candidates[0].id in story.report_ids)


def _told(connection: Connection) -> tuple[Story, ...]:
    """Return the stories of the record."""
    return stories(reports(connection), copies(connection), incidents(connection))


def _fields(connection: Connection, found: Iterable[Statement]) -> Iterator[Fields]:
    """Yield statements as objects; they come report by report."""
    report: Report | None = None
    decided = statuses(connection)
    for statement in found:
        if report is None or report.id != statement.said[0].report_id:
            report = next(reports(connection, [statement.said[0].report_id]))
        (told,) = with_inferred(connection, report, [statement])
        yield statement_fields(told, report, decided.get(told.id, Status.UNREVIEWED).value)


def _copied(connection: Connection, report_ids: set[str]) -> tuple[tuple[Any, ...], dict[str, Report]]:
    """Return all copies that lead from these reports to others, and the reports on the way, by id."""
    reached, edge = set(report_ids), set(report_ids)
    while edge:
        sides = {span.report_id for copy in copies(connection, edge) for span in (copy.source, copy.copy)}
        edge = sides - reached
        reached |= edge
    kept = {report.id: report for report in reports(connection, reached)}
    return tuple(copies(connection, reached)), kept
