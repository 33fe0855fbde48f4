"""Blocking keys: which sightings are worth comparing at all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import combinations
from math import floor

from reportedly.incidents.intervals import FINE, known, months
from reportedly.incidents.sighting import Sighting, names_of
from reportedly.terms.events import Part
from reportedly.terms.names import fold_name
from reportedly.terms.times import When

BLOCK_CAP = 64
"""A block of more sightings than this is not compared all with all."""
NEIGHBOURS = 24
"""In such a block each sighting meets this many that follow it in time."""

STRETCH_DAYS = 4
"""Days in one stretch of time that blocks are made of."""
DAYS_BEFORE = 7
"""An event without a date of its own is sought this many days before its report."""
WEEKS, YEAR = 32, 400
"""Days in the stretches in which main happenings are sought by their rarest words, and by names."""
MAIN_WORDS, MAIN_NAMES = 8, 8
"""How many of either."""
TOWN_STRETCH, TOWN_DAYS = 8, 10
"""Days in the stretches in which main happenings of one town meet; one without a day is sought so many days
before its report."""

_LAST = datetime.max.replace(tzinfo=UTC)


def keys(sighting: Sighting) -> frozenset[str]:
    """Return the keys of ``sighting``: two that share none are never compared.

    Every key opens with the type family and the realis family, which must agree anyway. A place or a name
    counts only within a few days (of the event, else before the report), so that a block grows with the
    news of those days and not with the record; a sighting with neither date nor publication date meets
    others through a copied passage, an actor-target pair, its speaker or its own report.
    """
    prefix = f"{sighting.family}/{sighting.reality}"
    if sighting.event.main:
        found = {f"{prefix}|copy|{passage}" for passage in sighting.passages}
        found.add(f"{prefix}|report|{sighting.report_id}")
        return frozenset(found | {f"{prefix}|{key}" for key in _told(sighting)})
    windows = _windows(sighting)
    actors, targets = names_of(sighting, Part.ACTOR), names_of(sighting, Part.TARGET)
    found = {f"{prefix}|copy|{passage}" for passage in sighting.passages}
    found.add(f"{prefix}|report|{sighting.report_id}")
    found.update(f"{prefix}|place|{place}|{window}" for place in _places(sighting) for window in windows)
    heads = _proper_heads(sighting)
    found.update(f"{prefix}|name|{head}|{window}" for head in heads for window in windows)
    if not windows:
        found.update(f"{prefix}|pair|{a.split()[-1]}|{t.split()[-1]}" for a in actors for t in targets)
    if sighting.speaks and not windows:
        found.update(f"{prefix}|actor|{actor.split()[-1]}" for actor in actors)
    if sighting.reality == "aggregate" and sighting.voice:
        found.add(f"{prefix}|voice|{fold_name(sighting.voice)}")
    return frozenset(found)


def _told(sighting: Sighting) -> Iterator[str]:
    """Yield keys of what a report mainly tells: its rarest words for weeks, its rarest names for longer.

    Beside them the people whose age it tells, and its town in the days about the happening. Stretches overlap
    by half, so that no two days that are near fall apart. Other mentions of the main happening meet through
    their report's first.
    """
    told = sighting.particulars
    when = sighting.published or sighting.event.when
    if told is None:
        return
    start = None if when is None else when.start or when.end
    day = 0 if start is None else start.toordinal()
    rarest = [word for word, _ in sorted(told.words, key=lambda each: (-each[1], each[0]))]
    named = {word for word, _ in told.names}
    for length, words in (
        (WEEKS, rarest[:MAIN_WORDS]),
        (YEAR, [w for w in rarest if w in named][:MAIN_NAMES]),
    ):
        for word in words:
            yield f"told|{word}|{length}|{day // length}"
            yield f"told|{word}|{length}|+{(day + length // 2) // length}"
    for given, family in told.people:
        yield f"person|{given} {family}|{day // YEAR}"
        yield f"person|{given} {family}|+{(day + YEAR // 2) // YEAR}"
    yield from _town(sighting)


def _town(sighting: Sighting) -> Iterator[str]:
    """Yield keys of the town of a main happening in the days about it, or before its report."""
    where, when, printed = sighting.event.where, sighting.event.when, sighting.published
    if where is None:
        return
    if when is not None and when.start is not None and when.grain in FINE:
        day = when.start.toordinal()
        first, last = day - 1, day + 1
    elif printed is not None and printed.start is not None:
        last = printed.start.toordinal()
        first = last - TOWN_DAYS
    else:
        return
    for stretch in range(first // TOWN_STRETCH, last // TOWN_STRETCH + 1):
        yield f"town|{fold_name(where.name)}|{stretch}"


def _windows(sighting: Sighting) -> tuple[str, ...]:
    """Return the stretches a sighting may lie in: its own, else the days just before its publication.

    Stretches of a few days for what is known to the month or finer, months for what is known less finely.
    """
    when: When | None = sighting.event.when
    if known(when) and when is not None:
        return _days(when, 1) or months(when, pad_days=1)
    if sighting.published is not None:
        return _days(sighting.published, DAYS_BEFORE) or months(sighting.published, pad_days=1)
    return ()


def _days(when: When, before: int) -> tuple[str, ...]:
    """Return the numbered stretches that a time touches, from days before it on; none for over two months."""
    start, end = when.start or when.end, when.end or when.start
    if start is None or end is None or end - start > timedelta(days=62):
        return ()
    first = (start.toordinal() - before) // STRETCH_DAYS
    last = (end.toordinal() + 1) // STRETCH_DAYS
    return tuple(f"d{number}" for number in range(first, last + 1))


def _proper_heads(sighting: Sighting) -> frozenset[str]:
    """Return the folded last words of the proper names that take part; "people" brings nobody together."""
    last = (each.name.split()[-1] for each in sighting.event.participants if each.name.split())
    return frozenset(folded for word in last if word[:1].isupper() and (folded := fold_name(word)))


def _places(sighting: Sighting) -> tuple[str, ...]:
    """Return a place's names as keys: its id, its country, and its cell of one degree."""
    where = sighting.event.where
    if where is None:
        return ()
    found = [where.place_id or fold_name(where.name)]
    if where.country:
        found.append(where.country)
    if where.longitude_deg is not None and where.latitude_deg is not None:
        found.append(f"{floor(where.latitude_deg)},{floor(where.longitude_deg)}")
    return tuple(found)


def _moment(sighting: Sighting) -> tuple[datetime, str, int, str]:
    """Return the order of a sighting in a crowded block: by time, then report and position."""
    for when in (sighting.event.when, sighting.published):
        if when is not None and when.start is not None:
            return when.start, sighting.report_id, sighting.event.trigger.start, sighting.id
    return _LAST, sighting.report_id, sighting.event.trigger.start, sighting.id


def pairs(
    sightings: Iterable[Sighting], fresh: frozenset[str] | None = None
) -> Iterator[tuple[Sighting, Sighting]]:
    """Yield each pair to compare once, the smaller id left, ordered by ids.

    With ``fresh``, only pairs in which at least one id is fresh. A block above ``BLOCK_CAP`` is walked as
    a sorted neighbourhood (Hernández and Stolfo 1995): each sighting meets the next ``NEIGHBOURS`` in
    time, so that cost grows with the sightings and not with their square.
    """
    known_ids = {each.id: each for each in sightings}
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for sighting_id, sighting in known_ids.items():
        for key in keys(sighting):
            blocks[key].append(sighting_id)
    found: set[tuple[str, str]] = set()
    for members in blocks.values():
        found.update(block_pairs(members, known_ids))
    for left, right in sorted(found):
        if fresh is None or left in fresh or right in fresh:
            yield known_ids[left], known_ids[right]


def block_pairs(members: Sequence[str], known_ids: Mapping[str, Sighting]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of one whole block (the ids that hold one key) to compare, each sorted.

    All of them up to ``BLOCK_CAP`` members, neighbours in time beyond: a function of the block alone.
    """
    if len(members) <= BLOCK_CAP:
        yield from combinations(sorted(members), 2)
        return
    line = sorted(members, key=lambda each: _moment(known_ids[each]))
    for at, left in enumerate(line):
        for right in line[at + 1 : at + 1 + NEIGHBOURS]:
            yield (left, right) if left < right else (right, left)
