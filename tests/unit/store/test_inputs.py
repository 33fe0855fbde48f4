"""Inputs, their bytes, and the reports that came of them."""

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from reportedly.store.inputs import keep_arrival, keep_problem, known_inputs, problems, raw_bytes
from reportedly.store.record import Record, close_record, open_record, reading, writing
from reportedly.store.reports import report_by, report_ids, reports
from reportedly.store.sizes import sizes
from reportedly.terms.reports import Arrival, Origin, Problem, Report

from . import making
from .making import arrived, day, make_report


def _keep(record: Record, *kept: Report) -> None:
    """Keep these reports."""
    with writing(record) as connection:
        for report in kept:
            keep_arrival(connection, arrived(report), report)


def _problem(uri: str, detail: str = "not text; convert it", member: str | None = None) -> Problem:
    """A problem at this address."""
    return Problem(kind="binary", origin=Origin(uri=uri, member=member), stage="reports", detail=detail)


@making.on_disk
@given(making.reports, st.binary(max_size=50))
def test_any_report_comes_back_as_it_was(report: Report, raw: bytes) -> None:
    """Offsets are worth nothing if one code point of one field changes in the store."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        arrival = Arrival(report=report, origin=Origin(uri=report.uri), raw=raw)
        with writing(record) as connection:
            assert keep_arrival(connection, arrival, report)
        with reading(record) as connection:
            assert list(reports(connection)) == [report]
            assert raw_bytes(connection, report.raw_sha256) == raw
            assert report_by(connection, report.id) == (report,)
            if report.uri:
                assert report_by(connection, report.uri) == (report,)
        close_record(record)


@making.on_disk
@given(st.lists(st.tuples(making.texts, making.texts, st.none() | making.ids, making.texts), max_size=6))
def test_inputs_are_reports_plus_problems(told: list[tuple[str, str, str | None, str]]) -> None:
    """Nothing that was handed in may vanish: what is not a report is a named problem, with all its words."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "record.db", create=True)
        with writing(record) as connection:
            report = make_report(1)
            keep_arrival(connection, arrived(report), report)
            for uri, member, sha256, detail in told:
                assert keep_problem(connection, _problem(uri, detail, member), sha256)
        last = {(f"{uri}#{member}", sha256): detail for uri, member, sha256, detail in told}
        with reading(record) as connection:
            size = sizes(connection)
            assert size.inputs == size.read + size.problems == 1 + len(last)
            assert sorted(p.detail for p in problems(connection)) == sorted(last.values())
        close_record(record)


def test_the_same_input_twice_is_one(record: Record) -> None:
    """Reading a folder again must not double anything."""
    report = make_report(1)
    _keep(record, report)
    with writing(record) as connection:
        assert not keep_arrival(connection, arrived(report), report)
        assert keep_problem(connection, _problem("/a.bin"), None)
        assert keep_problem(connection, _problem("/a.bin"), None)
    with reading(record) as connection:
        size = sizes(connection)
    assert (size.inputs, size.read, size.reports, size.problems) == (2, 1, 1, 1)


def test_one_report_from_two_addresses_is_two_inputs(record: Record) -> None:
    """The count of inputs is of what was handed in; the count of reports is of what there is to read."""
    report = make_report(1)
    with writing(record) as connection:
        keep_arrival(connection, arrived(report), report)
        keep_arrival(connection, arrived(report, member="2"), report)
        size = sizes(connection)
    assert (size.inputs, size.read, size.reports) == (2, 2, 1)


def test_a_problem_that_was_solved_gives_way_to_the_report(record: Record) -> None:
    """A newer version that can read a file takes it out of the list of problems."""
    report = make_report(1)
    with writing(record) as connection:
        keep_problem(connection, _problem(report.uri), report.raw_sha256)
        keep_arrival(connection, arrived(report), report)
        assert list(problems(connection)) == []
        assert not keep_problem(connection, _problem(report.uri), report.raw_sha256)
        assert sizes(connection).read == 1


def test_known_inputs_are_those_with_the_same_bytes(record: Record) -> None:
    """A file that changed since is a new input; one that did not is skipped without being decoded."""
    report = make_report(1)
    _keep(record, report)
    with writing(record) as connection:
        keep_problem(connection, _problem("/a.bin"), "ff")
        keep_problem(connection, _problem("/gone.txt"), None)
        asked = [
            (report.uri, report.raw_sha256),
            (report.uri, "other"),
            ("/elsewhere", report.raw_sha256),
            ("/a.bin", "ff"),
            ("/gone.txt", None),
        ]
        assert known_inputs(connection, asked) == {asked[0], asked[3], asked[4]}
        assert known_inputs(connection, []) == set()


def test_reports_come_in_one_order_whatever_order_they_arrived_in(record: Record) -> None:
    """Two machines that read the files in other orders print the same list; undated reports come last."""
    made = [
        make_report(1, "b"),
        make_report(2, "a", when=day(3)),
        make_report(3, "c", when=day(2)),
        make_report(5, "same", when=day(1)),
        make_report(4, "same", when=day(1)),
    ]
    _keep(record, *made)
    with reading(record) as connection:
        kept = [report.id[-1] for report in reports(connection)]
        assert kept == ["4", "5", "3", "2", "1"]
        assert [report_id[-1] for report_id in report_ids(connection)] == kept
        some = reports(connection, [made[0].id, made[2].id, "report-unknown"])
        assert [report.id[-1] for report in some] == ["3", "1"]
        assert list(reports(connection, [])) == []


def test_long_lists_stream_and_can_be_written_between(record: Record) -> None:
    """A stage reads reports one after another and keeps what it finds as it goes."""
    _keep(record, *(make_report(number, f"text {number}") for number in range(1200)))
    with writing(record) as connection:
        seen = 0
        for report in reports(connection):
            seen += 1
            keep_problem(connection, _problem(f"/part-of/{report.id}"), None)
        assert seen == sizes(connection).problems == 1200
        assert len(list(reports(connection, [f"report-{n:020x}" for n in range(700)]))) == 700


def test_a_report_is_found_by_id_address_or_the_end_of_its_address(record: Record) -> None:
    """People type file names; what fits several is answered by the candidates, not by a guess."""
    one = make_report(1, "one", uri="/home/news/a/story.txt")
    two = make_report(2, "two", uri="/home/news/b/story.txt")
    three = make_report(3, "three", uri="/home/all.jsonl")
    _keep(record, one, two)
    with writing(record) as connection:
        keep_arrival(connection, arrived(three, member="7"), three)
    with reading(record) as connection:

        def found(name: str) -> set[str]:
            return {report.text for report in report_by(connection, name)}

        assert found(one.id) == {"one"}
        assert found(one.uri) == {"one"}
        assert found("b/story.txt") == {"two"}
        assert found("./b/story.txt") == {"two"}
        assert found("story.txt") == {"one", "two"}
        assert found("ory.txt") == set()
        assert found("STORY.txt") == set()
        assert found("all.jsonl#7") == {"three"}
        assert found("report-00000000000000000003") == {"three"}
        assert found("report-0000") == {"one", "two", "three"}
        assert found("%") == found("_") == found("") == found("report-") == set()


def test_one_name_never_brings_a_whole_library(record: Record) -> None:
    """A name that fits thousands of reports brings a short list."""
    _keep(record, *(make_report(n, f"text {n}", uri=f"/{n}/story.txt") for n in range(30)))
    with reading(record) as connection:
        assert len(report_by(connection, "story.txt")) == 10


def test_bytes_are_kept_once_and_whole(record: Record) -> None:
    """The bytes as they came are the last proof of what a report said."""
    raw = "Ferry strike ends.".encode("utf-16")
    digest = hashlib.sha256(raw).hexdigest()
    report = make_report(1)
    with writing(record) as connection:
        kept = replace(report, raw_sha256=digest)
        keep_arrival(connection, Arrival(report=kept, origin=Origin(uri="/x"), raw=raw), kept)
    with reading(record) as connection:
        assert raw_bytes(connection, digest) == raw
        assert raw_bytes(connection, "none") is None


def test_a_row_that_is_neither_report_nor_problem_cannot_be(record: Record) -> None:
    """The database itself refuses an input without an outcome."""
    with pytest.raises(IntegrityError), writing(record) as connection:
        connection.execute(text("INSERT INTO inputs (id, address, outcome) VALUES ('i', 'a', 'report')"))
