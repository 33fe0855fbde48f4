"""Laws of the way in: nothing raises, nothing is lost, offsets hold."""

import io
import json

from hypothesis import example, given
from hypothesis import strategies as st

from reportedly.language.language import load_language
from reportedly.reports.kinds import Limits, ProblemKind
from reportedly.reports.read import read_source
from reportedly.terms.reports import Arrival, Origin, Problem, Report
from reportedly.texts.label import label

ENGLISH = load_language("en")
NAMES = ("a.txt", "a.jsonl", "a.json", "-", "a")
BLANK = " \t\r\x0b\x0c"

texts = st.text() | st.lists(
    st.sampled_from(
        [
            "By Ann Example",
            "BAGHDAD (AP) - ",
            "4 June 2021",
            "(Photo by X)",
            "© 2021 X",
            "News / Iraq",
            "example.org",
            "The bridge was closed on Monday.",
            "Ferry to run",
            "\n",
            "\n\n",
            "\u00a0",
            "\ufeff",
            "\r",
            " — ",
        ]
    )
).map("".join)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
records = st.dictionaries(
    st.sampled_from(["uri", "outlet", "title", "published", "text", "z"]) | st.text(), values
)
lines = (
    records.map(lambda record: json.dumps(record).encode())
    | st.text(alphabet=st.characters(exclude_characters="\n"), max_size=40).map(
        lambda words: words.encode("utf-8", "surrogatepass")
    )
    | st.binary(max_size=40).map(lambda raw: raw.replace(b"\n", b""))
)


def read(raw: bytes, name: str, limits: Limits | None = None) -> list[Arrival | Problem]:
    """Return all that reading these bytes yields."""
    return list(read_source(io.BytesIO(raw), Origin(uri=name), limits or Limits()))


@given(st.binary() | texts.map(lambda text: text.encode("utf-8", "surrogatepass")), st.sampled_from(NAMES))
@example(b"\xff\xfe\x00", "a.jsonl")
@example(b"[", "a.json")
def test_any_bytes_yield_a_report_or_a_problem(raw: bytes, name: str) -> None:
    """Inputs = reports + problems: an input that leaves no trace is the worst failure of all."""
    found = read(raw, name)

    assert found
    for one in found:
        if isinstance(one, Arrival):
            one.report.text.encode("utf-8")
            one.report.uri.encode("utf-8")
            assert "\x00" not in one.report.text
        else:
            assert one.detail
            assert "\n" not in one.detail


@given(st.lists(lines))
def test_every_line_that_is_not_blank_is_a_report_or_a_problem(chosen: list[bytes]) -> None:
    """Conservation: a person can add up what a run says and find the file's own count.

    A value that cannot be read is told beside its report, never in place of it.
    """
    raw = b'{"text": "first"}\n' + b"\n".join(chosen)

    expected = 1 + sum(1 for line in chosen if line.strip(BLANK.encode()))
    found = read(raw, "a.jsonl")
    values = [one for one in found if isinstance(one, Problem) and one.kind == ProblemKind.UNREAD_VALUE]
    members = {one.origin.member for one in found if isinstance(one, Arrival)}

    assert len(found) - len(values) == expected
    assert {(each.origin.member or "").rpartition(",")[0] for each in values} <= members


@given(st.lists(lines))
def test_reading_is_the_same_twice(chosen: list[bytes]) -> None:
    """A second run must find the same reports under the same names."""
    raw = b"\n".join(chosen)

    assert read(raw, "a.jsonl") == read(raw, "a.jsonl")


@given(texts, st.none() | st.text())
@example("\ud800\x00\u202e", None)
def test_blocks_cover_a_text_in_order(text: str, title: str | None) -> None:
    """Text is labelled, never deleted, and no offset may point outside of it."""
    report = Report(
        id="r",
        uri="u",
        outlet=None,
        url=None,
        title=title,
        byline=None,
        published=None,
        language=None,
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256="",
        text=text,
    )

    found = label(report, ENGLISH)

    assert found.text == text
    assert label(report, ENGLISH) == found
    last = 0
    for block in found.blocks:
        assert not text[last : block.span.start].replace("\ufeff", "").strip()
        assert block.span.end <= len(text)
        last = block.span.end
    assert not text[last:].replace("\ufeff", "").strip()
