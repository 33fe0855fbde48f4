"""Bytes become reports or named problems."""

import io
import json
from hashlib import sha256

import pytest

from reportedly.reports.kinds import Limits, describe_source_error
from reportedly.reports.read import choose_reader, read_source
from reportedly.terms.reports import Arrival, Origin, Problem
from reportedly.terms.times import Grain


def read(raw: bytes, name: str = "a.txt", limits: Limits | None = None) -> list[Arrival | Problem]:
    """Return all that reading these bytes under this name yields."""
    return list(read_source(io.BytesIO(raw), Origin(uri=name), limits or Limits()))


def only_report(found: list[Arrival | Problem]) -> Arrival:
    """Return the one arrival that was found."""
    (arrival,) = found
    assert isinstance(arrival, Arrival), arrival
    return arrival


def kinds(found: list[Arrival | Problem]) -> list[str]:
    """Return "report" or the problem's kind for everything that was found."""
    return [one.kind if isinstance(one, Problem) else "report" for one in found]


def test_a_text_file_is_one_report_with_its_text_unchanged() -> None:
    """Every offset of the record counts this text, so not a newline may change."""
    raw = "\ufeffOne\r\ntwo\u00a0three\r".encode()

    arrival = only_report(read(raw))

    assert arrival.report.text == "\ufeffOne\r\ntwo\u00a0three\r"
    assert arrival.report.text.encode(arrival.report.encoding) == raw
    assert (arrival.report.uri, arrival.report.media_type) == ("a.txt", "text/plain")
    assert arrival.report.raw_sha256 == sha256(raw).hexdigest()
    assert arrival.raw == raw


def test_the_same_file_read_twice_is_the_same_report() -> None:
    """Reading again must change nothing in a record."""
    assert read(b"Some words.") == read(b"Some words.")
    assert only_report(read(b"Some words.")).report.id != only_report(read(b"Other words.")).report.id


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\x89PNG\r\n\x1a\n rest", "binary"),
        (b"%PDF-1.7 rest", "broken-pdf"),
        (b"words\x00words", "binary"),
        (bytes(range(1, 9)) * 9, "binary"),
        ("words".encode("utf-16-le"), "binary"),
        (b"\xff\xfea", "undecodable"),
        ("déjà vu, ça va, été".encode() + b"\xff", "undecodable"),
    ],
)
def test_what_is_no_text_is_a_problem(raw: bytes, kind: str) -> None:
    """An input that is no text has to be named, never read as garbage."""
    assert kinds(read(raw)) == [kind]


def test_a_binary_is_called_by_its_name() -> None:
    """ "It looks like a PDF document" tells the reader what to do; "error" does not."""
    (found,) = read(b"%PDF-1.7 rest")

    assert isinstance(found, Problem)
    assert "PDF" in found.detail


def test_a_text_over_the_limit_is_never_held() -> None:
    """A huge file must not take the machine down."""
    assert kinds(read(b"x" * 101, limits=Limits(text_bytes=100))) == ["too-large"]
    assert kinds(read(b"x" * 100, limits=Limits(text_bytes=100))) == ["report"]


def test_every_line_of_json_lines_is_a_report_or_a_problem() -> None:
    """One broken line must not cost the lines around it, and each problem names its line."""
    lines = [
        b'{"text": "one"}',
        b"",
        b'{"text": ',
        b"[1]",
        b'{"text": 5}',
        b'{"title": "x"}',
        b'{"text": "two"}',
    ]

    found = read(b"\n".join(lines), "a.jsonl")

    assert kinds(found) == ["report", "broken-json", "broken-json", "no-text", "no-text", "report"]
    assert [one.origin.member for one in found] == [f"line={n}" for n in (1, 3, 4, 5, 6, 7)]


def test_a_record_gives_the_fields_of_its_report() -> None:
    """What the input says of a report is kept, and unknown keys with it."""
    record = {
        "uri": "https://example.org/1",
        "outlet": "Example Times",
        "title": "A title",
        "published": "2021-06-04",
        "text": "Words.",
        "zebra": {"b": 1, "a": [1.5, None]},
        "apple": "é",
    }

    report = only_report(read(json.dumps(record).encode(), "a.jsonl")).report

    assert (report.uri, report.outlet, report.title) == ("https://example.org/1", "Example Times", "A title")
    assert report.published is not None
    assert report.published.grain is Grain.DAY
    assert report.extra == (("apple", '"\\u00e9"'), ("zebra", '{"a":[1.5,null],"b":1}'))
    assert report.media_type == "application/json"


def test_values_that_no_field_can_take_are_kept() -> None:
    """A date that cannot be read is doubt, not nothing: its words stay in the record."""
    found, told = read(b'{"text": "w", "published": "yesterday", "outlet": 3}', "a.jsonl")
    assert isinstance(found, Arrival) and kinds([told]) == ["unread-value"]
    report = found.report

    assert (report.published, report.outlet) == (None, None)
    assert report.extra == (("outlet", "3"), ("published", '"yesterday"'))


def test_a_record_without_an_address_is_found_by_its_line() -> None:
    """A person has to be able to open the line that a report came from."""
    assert only_report(read(b'\n{"text": "w"}', "a.jsonl")).report.uri == "a.jsonl#line=2"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b'{"text": "a\\ud800"}', "undecodable"),
        (b'{"text": "a\\u0000b"}', "binary"),
        (b'{"text": "a", "k\\ud800": 1}', "undecodable"),
        (b"[" * 100_000, "broken-json"),
        (b'{"text": "a", "k": ' + b"[" * 200 + b"]" * 200 + b"}", "broken-json"),
        (b'{"text": "a"} {"text": "b"}', "broken-json"),
    ],
)
def test_hostile_lines_are_problems(line: bytes, kind: str) -> None:
    """Text that no store can hold, and nesting that exhausts a parser, stop at the door."""
    assert kinds(read(line, "a.jsonl")) == [kind]


def test_odd_numbers_do_no_harm() -> None:
    """NaN and integers of thousands of digits occur in real exports."""
    line = b'{"text": "w", "a": NaN, "b": ' + b"9" * 6000 + b"}"

    assert [key for key, _ in only_report(read(line, "a.jsonl")).report.extra] == ["a", "b"]


def test_a_line_over_the_limit_is_passed_over() -> None:
    """One broken export must not hide the records after it."""
    raw = b'{"text": "a"}\n{"text": "' + b"x" * 300_000 + b'"}\n{"text": "b"}'

    found = read(raw, "a.jsonl", Limits(line_bytes=1000))

    assert kinds(found) == ["report", "too-large", "report"]
    assert found[2].origin.member == "line=3"


def test_lines_in_utf16_are_read() -> None:
    """Windows writes redirected output so."""
    found = read('{"text": "one"}\r\n{"text": "two"}'.encode("utf-16"), "a.jsonl")

    assert [one.report.text for one in found if isinstance(one, Arrival)] == ["one", "two"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'{"text":\n "a"}', ["report"]),
        (b'[{"text": "a"}, {"text": 1},\n {"text": "b"}]', ["report", "no-text", "report"]),
        (b'[{"text": "a"} {"text": "b"}]', ["report", "broken-json"]),
        (b'{"text": "a"}\n{"text": "b"}', ["report", "report"]),
        (b"[]", ["empty"]),
        (b" ", ["empty"]),
        (b'"words"', ["broken-json"]),
    ],
)
def test_json_files_hold_one_object_or_many(raw: bytes, expected: list[str]) -> None:
    """People export both shapes under one suffix."""
    assert kinds(read(raw, "a.json")) == expected


@pytest.mark.parametrize(
    ("name", "head", "reader"),
    [
        ("a.txt", b"{", "plain text"),
        ("-", b' \n{"text"', "JSON Lines"),
        ("-", b"Words", "plain text"),
        ("A.NDJSON", b"", "JSON Lines"),
        ("https://example.org/a.json?x=1", b"", "JSON"),
        ("report.v2", b"Words", "plain text"),
    ],
)
def test_the_suffix_decides_and_first_bytes_where_there_is_none(name: str, head: bytes, reader: str) -> None:
    """Standard input has no suffix, and a text may begin with a brace."""
    assert choose_reader(name, head).name == reader


class Failing(io.RawIOBase):
    """A source that gives some bytes and then fails, as a disk or a network does."""

    def __init__(self) -> None:
        self.given = False

    def read(self, size: int = -1) -> bytes:
        """Give one line, then fail."""
        if self.given:
            raise OSError(5, "Input/output error")
        self.given = True
        return b'{"text": "a"}\n'


def test_a_source_that_fails_midway_keeps_what_was_read() -> None:
    """Half a file is worth having, and the failure has to be told."""
    found = list(read_source(Failing(), Origin(uri="a.jsonl")))  # type: ignore[arg-type]

    assert kinds(found) == ["report", "unreadable"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (FileNotFoundError(), "missing"),
        (PermissionError(), "forbidden"),
        (IsADirectoryError(), "directory"),
        (OSError(5, "Input/output error"), "unreadable"),
    ],
)
def test_sources_that_cannot_be_opened_are_described(error: OSError, kind: str) -> None:
    """The caller opens files; what it meets is told in the same shape as everything else."""
    found = describe_source_error(error, Origin(uri="a.txt"))

    assert (found.kind, found.stage) == (kind, "reports")
    assert found.detail
