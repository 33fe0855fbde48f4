"""Laws of the record: a function of what was read, not of when, in what order or by how many."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.export.fields import Fields
from reportedly.lineage.reference import find_copies
from reportedly.register.choosing import REGISTER, Choice
from reportedly.register.tally import Tally
from reportedly.run.analysis import analyse
from reportedly.run.copying import facts_of
from reportedly.run.ingest import Outcome, read_into
from reportedly.run.listing import KINDS, listing
from reportedly.run.questions import faults_of
from reportedly.run.sources import arrivals, expand
from reportedly.run.totals import Totals, tally_and_totals
from reportedly.store.copies import copies
from reportedly.store.record import close_record, open_record, reading
from reportedly.store.reports import reports
from reportedly.terms.reports import Arrival

NOW = datetime(2031, 6, 1, tzinfo=UTC)
FEW = settings(deadline=None, max_examples=10)
"""Each example reads its reports several times into records on the disk."""

RAIDS = (
    "Gunmen attacked a police post in {place} on {day} and killed {count} officers, the army said.",
    "At least {count} officers died in a raid on a police post in {place} on {day}, {speaker} said.",
    "{speaker} denied that any officer had been killed in the raid in {place}.",
    "The army has warned that it will shell the hills around {place} if the raids go on.",
    "There have been {count} attacks on police posts so far this month, according to {outlet}.",
    "“We heard {count} shots and saw them run to the river,” {speaker} told {outlet}.",
)
REST = (
    "{outlet} first reported the raid on its website, citing {speaker}.",
    "Two nurses who live beside the burnt post carried the wounded to the river clinic in a bread van.",
    "Three nurses who live beside the burnt post carried the wounded to the river clinic in a milk van.",
    "A storm closed the ferry line between {place} and the islands for most of {day}.",
    "He was tired.",
)
OUTLETS = ("Harbour Post", "Northern Wire", "Tigris Monitor", "Delta Mirror")
FILLED = {
    "place": ("Basra", "Mosul"),
    "day": ("Monday", "May 5", "Tuesday"),
    "count": ("three", "5", "12"),
    "speaker": ("Colonel Rashid Amari", "an aide to the governor"),
    "outlet": OUTLETS[:3],
}

sentences = st.builds(
    lambda shape, filled: shape.format(**filled),
    st.sampled_from(RAIDS + REST),
    st.fixed_dictionaries({name: st.sampled_from(values) for name, values in FILLED.items()}),
)
texts = st.lists(sentences, min_size=1, max_size=4).map("\n\n".join)
records = st.fixed_dictionaries(
    {"text": texts},
    optional={
        "outlet": st.sampled_from(OUTLETS),
        "published": st.sampled_from(("2031-05-05", "2031-05-06", "2031-05-06T09:30:00Z", "2031-06-02")),
        "title": st.sampled_from(("Raid on a police post", "Ferry to stay in port")),
    },
)
collections = st.lists(records, min_size=2, max_size=6)

Seen = tuple[dict[str, list[Fields]], tuple[Tally, Totals]]

_numbers = count()


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the records of many examples."""
    return tmp_path_factory.mktemp("laws")


def folder_for(place: Path) -> Path:
    """Return a new folder for one example."""
    made = place / str(next(_numbers))
    made.mkdir()
    return made


def write(folder: Path, found: Iterable[dict[str, str]]) -> list[str]:
    """Write each report to a file of its own and return the names."""
    names = []
    for number, fields in enumerate(found):
        path = folder / f"{number}.jsonl"
        path.write_text(json.dumps({"uri": f"x:{number}", **fields}), encoding="utf-8")
        names.append(str(path))
    return names


def run(record: Path, names: Sequence[str], workers: int = 1) -> Outcome:
    """Read these files into a record in one run."""
    opened = open_record(record, create=True)
    try:
        return read_into(opened, expand(names), now=NOW, workers=workers)
    finally:
        close_record(opened)


def seen(record: Path) -> Seen:
    """Return all that a record shows, having verified it."""
    opened = open_record(record, create=False, writing=False)
    try:
        assert [fault for _, found in faults_of(opened) for fault in found] == []
        shown = {kind: list(listing(opened, kind)) for kind in KINDS}
        return shown, tally_and_totals(opened, ("month", "type", "place", "target"), Choice(realis=REGISTER))
    finally:
        close_record(opened)


@FEW
@given(collections, st.randoms(use_true_random=False), st.integers(1, 4))
def test_neither_order_nor_runs_change_the_record(
    place: Path, found: list[dict[str, str]], chance: Random, runs: int
) -> None:
    """Two people who read the same reports, one at once and one as they came, must hold the same record."""
    folder = folder_for(place)
    names = write(folder, found)
    run(folder / "once.db", names)
    chance.shuffle(names)

    for part in range(runs):
        if names[part::runs]:
            run(folder / "parts.db", names[part::runs])

    assert seen(folder / "parts.db") == seen(folder / "once.db")


@FEW
@given(collections)
def test_a_second_run_is_identical(place: Path, found: list[dict[str, str]]) -> None:
    """Reading again what was read adds nothing: every input is known."""
    folder = folder_for(place)
    names = write(folder, found)
    first = run(folder / "r.db", names)
    before = seen(folder / "r.db")

    again = run(folder / "r.db", names)

    assert (first.reports, first.known, first.problems) == (len(found), 0, [])
    assert (again.reports, again.known, again.problems) == (0, len(found), [])
    assert seen(folder / "r.db") == before


@FEW
@given(collections, st.integers(0, 2**32))
def test_growing_lineage_equals_the_reference(place: Path, found: list[dict[str, str]], seed: int) -> None:
    """Copies found as reports come in one by one are those found among all of them at once."""
    folder = folder_for(place)
    names = write(folder, found)
    read = [
        analyse(arrival)
        for source in expand(names)
        for arrival in arrivals(source)
        if isinstance(arrival, Arrival)
    ]
    Random(seed).shuffle(names)
    for name in names:
        run(folder / "r.db", [name])

    expected = find_copies(
        [passage for each in read for passage in each.passages],
        {each.report.id: each.report.text for each in read},
        {each.report.id: facts_of(each.report) for each in read},
    )

    opened = open_record(folder / "r.db", create=False, writing=False)
    with reading(opened) as connection:
        kept = {report.id: report for report in reports(connection)}
        assert kept == {each.report.id: each.report for each in read}
        assert sorted(copies(connection), key=lambda copy: (copy.copy, copy.source)) == list(expected)
    close_record(opened)


GOOD_LINE = st.builds(lambda fields: (json.dumps(fields).encode(), 1, 0), records)
BAD_LINE = st.sampled_from((b'{"text": ', b"[1, 2]", b'{"uri": "x:1"}', b'{"text": ""}', b"\xff\xfe{")).map(
    lambda raw: (raw, 0, 1)
)
BLANK_LINE = st.sampled_from((b"", b"  \t")).map(lambda raw: (raw, 0, 0))
Line = tuple[bytes, int, int]
File = tuple[str, bytes, int, int]


def as_file(chosen: list[Line]) -> File:
    """Return lines as a JSON Lines file with its reports and problems; one without any line is a problem."""
    good, bad = sum(one[1] for one in chosen), sum(one[2] for one in chosen)
    raw = b"\n".join([b"", *(one[0] for one in chosen)])
    return "jsonl", raw, good, bad if good + bad else 1


files = st.one_of(
    texts.map(lambda text: ("txt", text.encode(), 1, 0)),
    st.sampled_from((b"", b" \n", b"\x89PNG\r\n\x1a\n" + bytes(9), b"%PDF-1.7", b"a\x00b" * 20)).map(
        lambda raw: ("txt", raw, 0, 1)
    ),
    st.lists(GOOD_LINE | BAD_LINE | BLANK_LINE, max_size=4).map(as_file),
)


@FEW
@given(st.lists(files, min_size=1, max_size=6))
def test_every_input_is_a_report_or_a_problem(place: Path, found: list[File]) -> None:
    """Inputs = reports + problems: what a person handed over can be counted again at the end."""
    folder = folder_for(place)
    for number, (suffix, raw, _, _) in enumerate(found):
        (folder / f"{number}.{suffix}").write_bytes(raw)
    good, bad = sum(each[2] for each in found), sum(each[3] for each in found)

    first = run(place / f"{folder.name}.db", [str(folder)])
    before = seen(place / f"{folder.name}.db")
    again = run(place / f"{folder.name}.db", [str(folder)])

    assert (first.reports, first.known, len(first.problems), first.inputs) == (good, 0, bad, good + bad)
    assert (again.reports, again.known, len(again.problems), again.inputs) == (0, good, bad, good + bad)
    assert (len(before[0]["reports"]), len(before[0]["problems"])) == (good, bad)
    assert seen(place / f"{folder.name}.db") == before


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    """A record made on a big machine equals the one made on a small one."""
    chance = Random(7)
    found = []
    for number in range(60):
        chosen = [chance.choice(RAIDS + REST) for _ in range(2)]
        filled = {name: chance.choice(values) for name, values in FILLED.items()}
        text = "\n\n".join(
            [*(each.format(**filled) for each in chosen), f"This is bulletin number {number}."]
        )
        found.append(
            {"text": text, "outlet": chance.choice(OUTLETS), "published": f"2031-05-{number % 9 + 1:02}"}
        )
    names = write(tmp_path, found)

    one = run(tmp_path / "one.db", names, workers=1)
    two = run(tmp_path / "two.db", names, workers=2)

    assert one == two
    assert one.reports == len(found)
    assert seen(tmp_path / "one.db") == seen(tmp_path / "two.db")
