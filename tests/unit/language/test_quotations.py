"""Quotation marks: what stands between them, in texts that set them well and in texts that do not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.language.quotations import Quotation, find_quotations


def found(*blocks: str) -> list[Quotation]:
    """Return the quotations of blocks of text that stand on lines of their own."""
    text = "\n".join(blocks)
    stretches, at = [], 0
    for block in blocks:
        stretches.append((at, at + len(block)))
        at += len(block) + 1
    return list(find_quotations(text, stretches))


def quoted(*blocks: str) -> list[str]:
    """Return the words of the quotations."""
    text = "\n".join(blocks)
    return [text[q.start : q.end] for q in found(*blocks)]


@pytest.mark.parametrize(
    "text",
    ["“Go,”", '"Go,"', '"Go,”', '“Go,"', "«Go,»", "„Go,”", "＂Go,＂", "”Go,”"],
)
def test_any_pair_of_double_marks_makes_one_quotation(text: str) -> None:
    """Copying from page to page mixes marks; the words between them were said all the same."""
    assert quoted(f"{text} she said.") == [text]


def test_two_quotations_in_a_sentence_stay_apart() -> None:
    """The words of the reporter between them are nobody's quotation."""
    assert quoted('"We wait," she said, "for the tide."') == ['"We wait,"', '"for the tide."']


def test_a_quotation_left_open_ends_with_its_block() -> None:
    """A forgotten mark must not put the rest of the report in somebody's mouth."""
    (left,) = found("She said “we wait for the tide. ", "Nobody came.")

    assert (left.closed, left.end) == (False, len("She said “we wait for the tide."))


def test_a_quotation_over_paragraphs_goes_on() -> None:
    """A long quotation opens each paragraph anew and closes once."""
    first, second, third = found("“We wait.", "“The tide is late.", "“It will come.” He left.")

    assert [q.closed for q in (first, second, third)] == [False, False, True]
    assert [q.continues for q in (first, second, third)] == [False, True, True]


def test_a_new_quotation_later_in_the_next_paragraph_carries_nothing_on() -> None:
    """Only one that opens the paragraph takes up the one before."""
    assert [q.continues for q in found("“We wait.", "He left. “Good,” she said. “Go.”")] == [False] * 3


def test_a_quotation_inside_a_quotation() -> None:
    """Whoever is quoted may quote another."""
    outer, inner = found("“The mayor said ‘no chance’ to me,” she said.")

    assert (outer.double, inner.double) == (True, False)
    assert outer.start < inner.start < inner.end < outer.end
    assert quoted("'He said \"no\" twice,' she wrote.")[-1] == '"no"'


@pytest.mark.parametrize(
    "text",
    [
        "The mayor’s boat isn’t the sailors’ own.",
        "The mayor's boat isn't the sailors' own.",
        "In the ’90s they didn’t mind.",
        "A 6' board and a 7' mast.",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    """English is full of single marks that quote nothing."""
    assert quoted(text) == []


def test_single_marks_quote_where_they_pair() -> None:
    """British papers set speech in single marks."""
    assert quoted("‘We wait for the tide,’ she said.") == ["‘We wait for the tide,’"]
    assert quoted("'It isn't late,' she said.") == ["'It isn't late,'"]


def test_a_nickname_is_a_short_quotation_like_any_other() -> None:
    """What counts as speech is decided by who reads on; here marks are only found."""
    assert quoted("Anna “Tide” Brandt left.") == ["“Tide”"]


@pytest.mark.parametrize("text", ["", "“", '"', "“”", '""', "”", "'", "no marks here"])
def test_marks_without_words_are_no_quotation(text: str) -> None:
    """A lone mark has nothing between it and its partner."""
    assert quoted(text) == []


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''"])
def test_empty_marks_do_not_swallow_the_paragraph(marks: str) -> None:
    """An empty pair is a slip of a template; what follows it was said by nobody."""
    assert quoted(f"The sign said {marks} and hung there.") == []


def test_doubled_marks_still_quote() -> None:
    """Spreadsheets double the marks inside a field."""
    assert [words.strip('"') for words in quoted('She said ""we wait"" and left.')] == ["we wait"]


BLOCKS = st.lists(st.text(alphabet="“”\"'‘’«» ab.,\ud800\x00", max_size=30), max_size=6)


@given(BLOCKS)
def test_any_text_yields_ordered_quotations_inside_its_blocks(blocks: list[str]) -> None:
    """Unbalanced marks are the rule on the web, and each quotation must open at its words."""
    text = "\n".join(blocks)
    marks = found(*blocks)

    assert marks == sorted(marks, key=lambda q: (q.start, -q.end))
    double = [q for q in marks if q.double]
    assert all(left.end <= right.start for left, right in pairwise(double))
    for mark in marks:
        assert "\n" not in text[mark.start : mark.end]
        assert mark.end - mark.start > 1
        assert not text[mark.start].isalnum()


def test_a_block_full_of_marks_costs_no_more_than_its_length() -> None:
    """A pathological line after an open quotation must not stop a run."""
    assert len(found("“open", '"a" ' * 100_000)) == 100_001


def test_two_typed_single_marks_are_one_double_mark() -> None:
    """Old systems have no other; an apostrophe inside ends nothing."""
    (only,) = found("''It isn't late,'' she said.")

    assert (only.double, only.end) == (True, len("''It isn't late,''"))
    assert quoted("''He said 'no' to me,'' she said.")[0] == "''He said 'no' to me,''"
    assert quoted("''She thought, 'Why me?''' he said.")[0] == "''She thought, 'Why me?'''"


def test_a_double_quotation_inside_a_double_one_does_not_end_it() -> None:
    """ "hell" in double marks must not close what stands around it."""
    outer, inner = found("“He calls it “hell” and leaves,” she said. “Good.”")[:2]

    assert (outer.double, inner.double) == (True, False)
    assert (outer.end, inner.end) == (len("“He calls it “hell” and leaves,”"), len("“He calls it “hell”"))


def test_an_opening_mark_set_for_a_closing_one_closes() -> None:
    """Typing the same mark at both ends is a common slip."""
    assert quoted("He said “the pier is old.“ Nobody came.") == ["“the pier is old.“"]
