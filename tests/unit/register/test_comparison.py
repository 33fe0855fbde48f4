"""Comparison: two reports side by side, nothing hidden and nothing counted twice."""

from collections.abc import Sequence

import pytest

from reportedly.register.comparison import Stretch, compare_reports
from reportedly.register.summary import copied_share
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span

CAPTION = "A crane at work. (Photo: Ada)"


def report(report_id: str, *blocks: tuple[Role, str]) -> Report:
    """Return a report of these blocks, a line each."""
    text, placed = "", []
    for role, words in blocks:
        placed.append(Block(role, Span(report_id, len(text), len(text) + len(words))))
        text += words + "\n"
    return Report(
        id=report_id,
        uri=report_id,
        outlet=None,
        url=None,
        title=None,
        byline=None,
        published=None,
        language=None,
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256="",
        text=text,
        blocks=tuple(placed),
    )


LEFT = report(
    "left",
    (Role.PARAGRAPH, "The crane fell on 12 boats."),
    (Role.PARAGRAPH, "Nobody was hurt."),
    (Role.CAPTION, CAPTION),
)
RIGHT = report("right", (Role.PARAGRAPH, "The crane fell on 1,200 boats. Divers came."))
SHARED = Copy(Span("right", 0, 29), Span("left", 0, 26), 0.9, Direction.UNKNOWN)


def numbers_changed(left: str, right: str) -> Sequence[tuple[Stretch, Stretch]]:
    """Stand for the word alignment: the figures are exchanged and one word is on the left alone."""
    here, there = left.index("12"), right.index("1,200")
    return [((0, 3), (0, 0)), ((here, here + 2), (there, there + 5))]


def test_shared_passages_stand_left_and_right() -> None:
    """Whoever was the source, the report named first is shown on the left."""
    shared = compare_reports(LEFT, RIGHT, [SHARED], numbers_changed).shared

    assert [(each.left, each.right, each.identity) for each in shared] == [(SHARED.copy, SHARED.source, 0.9)]


def test_changed_words_are_spans_of_the_reports() -> None:
    """Every changed word opens in its own report's text; a side without words is None."""
    changes = compare_reports(LEFT, RIGHT, [SHARED], numbers_changed).shared[0].changes

    assert [
        (
            change.left and LEFT.text[change.left.start : change.left.end],
            change.right and RIGHT.text[change.right.start : change.right.end],
        )
        for change in changes
    ] == [("The", None), ("12", "1,200")]


def test_differing_numbers_are_named() -> None:
    """Two tolls in one sentence are a disagreement that a person must see."""
    (number,) = compare_reports(LEFT, RIGHT, [SHARED], numbers_changed).numbers

    assert number.left is not None
    assert LEFT.text[number.left.start : number.left.end] == "12"


def test_a_thousands_separator_is_no_disagreement() -> None:
    """1200 and 1,200 are one number."""
    left = report("left", (Role.PARAGRAPH, "The crane fell on 1200 boats."))
    copy = Copy(Span("right", 0, 29), Span("left", 0, 28), 1.0, Direction.UNKNOWN)

    found = compare_reports(left, RIGHT, [copy], lambda one, other: [((18, 22), (18, 23))])

    assert found.numbers == ()
    assert len(found.shared[0].changes) == 1


def test_what_each_leaves_out_is_body_alone() -> None:
    """A caption is not something the other report kept silent about."""
    sentences = {
        "left": [Span("left", 0, 27), Span("left", 28, 44), Span("left", 45, 61)],
        "right": [Span("right", 0, 30), Span("right", 31, 43)],
    }
    found = compare_reports(LEFT, RIGHT, [SHARED], numbers_changed, sentences)

    assert found.left_only == (Span("left", 28, 44),)
    assert found.right_only == (Span("right", 31, 43),)


def test_blocks_stand_in_for_sentences() -> None:
    """A report nobody split is still compared, block by block, and the unshared end of a block is shown."""
    found = compare_reports(LEFT, RIGHT, [SHARED], numbers_changed)

    assert found.left_only == (Span("left", 28, 44),)
    assert found.right_only == (Span("right", 31, 42),)


def test_the_unshared_end_of_a_sentence_is_left_out() -> None:
    """Who said it often stands behind the shared words: it must not vanish from both columns."""
    left = report("left", (Role.PARAGRAPH, "Five boats sank, the harbour master said."))
    right = report("right", (Role.PARAGRAPH, "Five boats sank, a fisher said."))
    copy = Copy(Span("left", 0, 15), Span("right", 0, 15), 1.0, Direction.UNKNOWN)

    found = compare_reports(left, right, [copy], lambda one, other: [])

    assert [left.text[s.start : s.end] for s in found.left_only] == ["the harbour master said"]
    assert [right.text[s.start : s.end] for s in found.right_only] == ["a fisher said"]


def test_shares_are_of_the_body() -> None:
    """Shares count characters of the body as they do everywhere else, and a character once."""
    twice = [SHARED, Copy(Span("left", 0, 10), Span("right", 0, 10), 1.0, Direction.UNKNOWN)]
    once = compare_reports(LEFT, RIGHT, [SHARED], numbers_changed)
    both = compare_reports(LEFT, RIGHT, twice, lambda one, other: [])

    assert once.left_share == pytest.approx(copied_share([LEFT], [SHARED]))
    assert 0 < once.left_share < 1
    assert both.left_share == once.left_share


def test_copies_of_other_reports_do_not_count() -> None:
    """What each of them shares with a third report is another comparison."""
    third = Copy(Span("third", 0, 20), Span("left", 0, 20), 1.0, Direction.EARLIER)

    found = compare_reports(LEFT, RIGHT, [third], numbers_changed)

    assert found.shared == ()
    assert (found.left_share, found.right_share) == (0.0, 0.0)


def test_a_report_without_body_shares_nothing() -> None:
    """An empty report divides by nothing."""
    empty = report("right")

    assert compare_reports(LEFT, empty, [], numbers_changed).right_share == 0.0
