"""Laws of lineage over a record that grows: killed, shuffled or filled again, it says the same."""

import json
import os
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from reportedly.language.language import load_language
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.fingerprints import fingerprints
from reportedly.lineage.group import families
from reportedly.lineage.passages import cut
from reportedly.lineage.search import OLDEST
from reportedly.readings.sentences import find_sentences
from reportedly.run.analysis import LANGUAGE, Analysed
from reportedly.run.copying import FULLY, LOOKS, facts_of, update_copies
from reportedly.run.shelving import Shelf
from reportedly.run.sources import arrivals, expand
from reportedly.store.copies import copies
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import close_record, open_record, reading, writing
from reportedly.store.reports import reports
from reportedly.store.schema import LINEAGE_KEYS, LINEAGE_REPORTS
from reportedly.terms.lineage import Copy, Lineage
from reportedly.terms.reports import Arrival
from reportedly.terms.spans import COMPARED
from reportedly.texts.label import label

Story = Callable[[Path, int, int], list[Analysed]]
"""A folder to write in, a seed and a number -> so many reports."""
PLACES = ("Port Amaro", "Cape Sorna", "Beni Tell", "Wyn Harbour")


def texts(seed: int, count: int) -> list[dict[str, str]]:
    """Return so many reports: some of their own, the rest copying sentences of those with a word changed."""
    chance = Random(seed)
    told = [
        [
            f"Warden{s}{n} of {chance.choice(PLACES)} counted {chance.randint(2, 99)} barges{n} off pier{s}"
            f" on the day that lock{n} and weir{s} were shut by order of judge{n}{s}."
            for n in range(4)
        ]
        for s in range(2)
    ]
    made = []
    for at in range(count):
        lines = list(chance.choice(told))[: chance.randint(2, 4)]
        lines = [line.replace("counted", "noted") if chance.random() < 0.3 else line for line in lines]
        own = f"Clerk{at} says that village{at} will mend the road{at} to mill{at} before winter{at} comes."
        day = f"2031-05-{chance.randint(1, 9):02}"
        made.append({"uri": f"x:{seed}:{at}", "published": day, "text": "\n\n".join([own, *lines])})
    return made


def analysed(folder: Path, found: Sequence[dict[str, str]]) -> list[Analysed]:
    """Return the reports with their passages, nothing else read of them."""
    path = folder / "reports.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in found), encoding="utf-8")
    language, made = load_language(LANGUAGE), []
    for source in expand([str(path)]):
        for arrival in arrivals(source):
            assert isinstance(arrival, Arrival)
            report = label(arrival.report, language)
            sentences = find_sentences(report.text, report.blocks, language, COMPARED)
            made.append(
                Analysed(
                    arrival=arrival,
                    report=report,
                    statements=(),
                    events=(),
                    passages=cut(report.id, report.text, sentences),
                    words=0,
                )
            )
    return made


def keep(path: Path, batches: Sequence[Sequence[Analysed]], look: str = FULLY) -> None:
    """Put batches of reports into a record, a transaction each."""
    record, shelf = open_record(path, create=True), Shelf(LOOKS[look])
    for batch in batches:
        with writing(record) as connection:
            for each in batch:
                keep_arrival(connection, each.arrival, each.report)
            update_copies(connection, batch, shelf)
    close_record(record)


def held(path: Path) -> tuple[list[Copy], tuple[Lineage, ...]]:
    """Return the copies of a record and the families they make."""
    record = open_record(path, create=False, writing=False)
    with reading(record) as connection:
        found = list(copies(connection))
        facts: dict[str, Facts] = {report.id: facts_of(report) for report in reports(connection)}
    close_record(record)
    return found, families([(c.source.report_id, c.copy.report_id) for c in found], facts)


NOUNS = ("barges", "piers", "lanterns", "ropes", "mills", "orchards", "ferries", "goats", "kilns", "wells")
OUTLETS = ("Harbour Post", "Hill Gazette", "Basra Dispatch")


def crowded(folder: Path, seed: int, count: int) -> list[Analysed]:
    """Return reports of few passages, much alike: more print one and more are alike than are looked at.

    Some are dated to the hour, some to the day, some not at all, and some credit one another.
    """
    chance = Random(seed)
    pool = []
    for number in range(chance.randint(3, 10)):
        first, second, third = chance.choices(NOUNS, k=3)
        words = (
            f"According to the harbour office in Port Amaro the {first} and {second} of district{number} were"
            f" counted near {third} by clerk{number} before noon."
        ).split()
        pool.append(" ".join(words))
        for _ in range(chance.randint(0, 12)):
            for _ in range(chance.randint(1, 6)):
                words[chance.randrange(len(words))] = f"{chance.choice(NOUNS)}{chance.randint(0, 3)}"
            pool.append(" ".join(words) + ".")
    rows = []
    for at in range(count):
        lines = [
            chance.choice(pool) if chance.random() < 0.6 else pool[0] for _ in range(chance.randint(1, 4))
        ]
        own = f"Clerk{at} says that village{at} will mend the road{at} to mill{at} before winter{at} comes."
        row = {"uri": f"x:{seed}:{at}", "outlet": chance.choice(OUTLETS), "text": "\n\n".join([own, *lines])}
        day = f"2031-05-{chance.randint(1, 4):02}"
        rows.append(
            row | chance.choice([{}, *[{"published": day}] * 3, *[{"published": f"{day}T09:00Z"}] * 6])
        )
    credited: list[tuple[str, ...]] = [
        (chance.choice(OUTLETS),) if chance.random() < 0.35 else () for _ in rows
    ]
    return [
        replace(each, report=replace(each.report, credits=names))
        for each, names in zip(analysed(folder, rows), credited, strict=True)
    ]


FRAMES = (
    "The harbour office of Port Amaro said that {} barges and lanterns were counted near the old mill before"
    " noon while {} ferries waited behind the lower weir for the tide to turn {}.",
    "Nobody on the upper quay had seen {} wagons of salted herring leave the customs yard on their way to the"
    " river port, though {} keepers of the northern gate were awake that night {}.",
)
FILLINGS = ("seven", "many", "no", "green", "all", "grey", "some", "tall", "few", "empty", "late", "old")


def thronged(folder: Path, seed: int, count: int) -> list[Analysed]:
    """Return reports that say the same in ever other words: far more distinct passages share a run of words
    than are compared, so that it is of weight which of them are the first."""
    chance = Random(seed)
    rows = []
    for at in range(count):
        lines = [frame.format(*chance.choices(FILLINGS, k=3)) for frame in FRAMES if chance.random() < 0.8]
        own = f"Clerk{at} says that village{at} will mend the road{at} to mill{at} before winter{at} comes."
        row = {"uri": f"x:{seed}:{at}", "outlet": chance.choice(OUTLETS), "text": "\n\n".join([own, *lines])}
        day = f"2031-05-{chance.randint(1, 9):02}"
        rows.append(row | chance.choice([{}, {"published": day}, *[{"published": f"{day}T09:00Z"}] * 6]))
    credited: list[tuple[str, ...]] = [(OUTLETS[0],) if chance.random() < 0.1 else () for _ in rows]
    return [
        replace(each, report=replace(each.report, credits=names))
        for each, names in zip(analysed(folder, rows), credited, strict=True)
    ]


def holders(found: Sequence[Analysed]) -> int:
    """Return how many distinct passages hold the fingerprint that most hold."""
    held_by: defaultdict[int, set[int]] = defaultdict(set)
    for each in found:
        own, words = each.passages, np.diff(each.passages.first).astype(np.int32)
        every = np.arange(len(own), dtype=np.int64)
        places, keys = fingerprints(every, own.first[:-1].copy(), words, own.codes)
        for place, key in zip(places.tolist(), keys.tolist(), strict=True):
            held_by[key].add(int(own.digests[place]))
    return max(map(len, held_by.values()))


STORIES = st.sampled_from([crowded, thronged])


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    story=STORIES,
    seed=st.integers(0, 2**32),
    count=st.integers(20, 70),
    size=st.integers(1, 20),
    look=st.sampled_from(sorted(LOOKS)),
)
def test_neither_order_nor_batches_change_a_copy(
    tmp_path_factory: pytest.TempPathFactory, story: Story, seed: int, count: int, size: int, look: str
) -> None:
    """However reports come, they hold the same copies: nobody's crawl decides who copied."""
    folder = tmp_path_factory.mktemp("copying")
    found = story(folder, seed, count)
    keep(folder / "once.db", [found], look)
    Random(seed).shuffle(found)
    keep(folder / "again.db", [found], look)
    keep(folder / "pieces.db", [found[at : at + size] for at in range(0, len(found), size)], look)

    assert held(folder / "once.db")[0]
    assert held(folder / "again.db") == held(folder / "once.db")
    assert held(folder / "pieces.db") == held(folder / "once.db")


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORIES, seed=st.integers(0, 2**32), size=st.integers(5, 20))
def test_the_newest_first_or_last_changes_no_copy(
    tmp_path_factory: pytest.TempPathFactory, story: Story, seed: int, size: int
) -> None:
    """A crawl walks an archive backwards, a feed forwards: one record."""
    folder = tmp_path_factory.mktemp("copying")
    found = sorted(story(folder, seed, 50), key=lambda each: precedence(facts_of(each.report)))
    keep(folder / "forwards.db", [found[at : at + size] for at in range(0, len(found), size)])
    found.reverse()
    keep(folder / "backwards.db", [found[at : at + size] for at in range(0, len(found), size)])

    assert held(folder / "forwards.db") == held(folder / "backwards.db")


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), size=st.integers(1, 9))
def test_more_passages_share_words_than_are_compared(
    tmp_path_factory: pytest.TempPathFactory, seed: int, size: int
) -> None:
    """The first that say a thing are compared, of however many: one that comes late and was printed early
    drives out another, and what had been compared with that one is decided again."""
    folder = tmp_path_factory.mktemp("copying")
    found = thronged(folder, seed, 40)
    assert holders(found) > OLDEST
    keep(folder / "once.db", [found])
    Random(seed).shuffle(found)
    keep(folder / "pieces.db", [found[at : at + size] for at in range(0, len(found), size)])

    assert held(folder / "once.db")[0]
    assert held(folder / "pieces.db") == held(folder / "once.db")


@settings(deadline=None, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORIES, seed=st.integers(0, 2**32), size=st.integers(3, 12))
def test_a_run_that_begins_anew_knows_what_earlier_ones_read(
    tmp_path_factory: pytest.TempPathFactory, story: Story, seed: int, size: int
) -> None:
    """Each morning another process reads the day's news: of what it touches nothing is at hand, all is in the
    record."""
    folder = tmp_path_factory.mktemp("copying")
    found = story(folder, seed, 40)
    keep(folder / "once.db", [found])
    Random(seed).shuffle(found)
    for at in range(0, len(found), size):
        keep(folder / "mornings.db", [found[at : at + size]])

    assert held(folder / "mornings.db") == held(folder / "once.db")


def test_an_index_that_is_missing_is_made_again(tmp_path: Path) -> None:
    """A record from an earlier program, or one whose index was thrown away, loses no copy."""
    found = crowded(tmp_path, 5, 40)
    keep(tmp_path / "whole.db", [found])
    keep(tmp_path / "without.db", [found[:25]])
    record = open_record(tmp_path / "without.db", create=False)
    with writing(record) as connection:
        connection.execute(delete(LINEAGE_KEYS))
        connection.execute(delete(LINEAGE_REPORTS))
    close_record(record)
    keep(tmp_path / "without.db", [found[25:]])

    assert held(tmp_path / "without.db") == held(tmp_path / "whole.db")


KILLED = """
import sys, os, signal
from pathlib import Path
from tests.laws.test_copying import analysed, texts
from reportedly.run import copying
from reportedly.store.inputs import keep_arrival
from reportedly.store.postings import Postings
from reportedly.store.record import open_record, writing
folder, at = Path(sys.argv[1]), int(sys.argv[2])
found = analysed(folder, texts(9, 8))
record = open_record(folder / "killed.db", create=True)
for number, batch in enumerate((found[:4], found[4:])):
    if number == 1:
        owner, name = ((Postings, "add"), (copying, "index_reports"), (copying, "keep_copies"))[at]
        last = getattr(owner, name)
        def stop(*args):
            last(*args)
            os.kill(os.getpid(), signal.SIGKILL)
        setattr(owner, name, stop)
    with writing(record) as connection:
        for each in batch:
            keep_arrival(connection, each.arrival, each.report)
        copying.update_copies(connection, batch)
"""


@pytest.mark.parametrize("at", [0, 1, 2])
def test_killed_in_a_batch_nothing_is_lost_or_doubled(tmp_path: Path, at: int) -> None:
    """Power fails while a batch is written: the record holds those before it, and goes on from there."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(at)], cwd=Path.cwd(), env=dict(os.environ)
    )
    assert done.returncode == -signal.SIGKILL
    found = analysed(tmp_path, texts(9, 8))
    keep(tmp_path / "first.db", [found[:4]])
    assert held(tmp_path / "killed.db") == held(tmp_path / "first.db")

    keep(tmp_path / "killed.db", [found[4:]])
    keep(tmp_path / "whole.db", [found])
    assert held(tmp_path / "killed.db") == held(tmp_path / "whole.db")
