"""Nearness: what of two aligned passages is nobody else's: plain words, shared words, what both quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.align import ALONE, AMONG_COPIES, NEVER, SCATTERED, Least, Matched, match
from reportedly.lineage.chunks import read_words
from reportedly.lineage.evidence import QUOTED_FROM, Near
from reportedly.lineage.nearness import closer, nearness, plain
from reportedly.lineage.subsequence import no_masks
from reportedly.lineage.tongue import load_tongue
from reportedly.lineage.weighing import nothing_seen

from .making import worded

TONGUE, SEEN = load_tongue("en"), nothing_seen()


def plainly(text: str) -> list[str]:
    """Return the words of a text that are neither names nor numbers, as they stand in it."""
    words = read_words(text, [(0, len(text))])
    marks = plain(worded(text), TONGUE.everyday)
    places = zip(words.begins.tolist(), words.after.tolist(), marks.tolist(), strict=True)
    return [text[begin:after] for begin, after, mark in places if mark]


def near(left: str, right: str, least: Least = AMONG_COPIES) -> Near:
    """Return all that is told of two texts that align."""
    here, there = worded(left), worded(right)
    found: Matched = match(here, there, least, NEVER, no_masks())
    assert len(found.runs)
    return closer(here, there, found, nearness(here, there, found, 0.0, TONGUE), TONGUE, SEEN)


def test_names_and_numbers_are_known() -> None:
    """What is said is told from who and how many."""
    assert plainly("Mayor Brandt counted 40 barges and “3” ropes") == ["counted", "barges", "and", "ropes"]


def test_in_a_headline_capitals_tell_no_names() -> None:
    """Where every word has a capital, what anybody uses is no name: a headline is copied like a sentence."""
    found = {*plainly("FIRE CLOSES Brandt BRIDGE AND 3 SCHOOLS FOR A WEEK, OKAFOR SAID ON FRIDAY")}

    assert {"AND", "FOR", "A", "WEEK", "SAID", "ON"} <= found
    assert not found & {"Brandt", "OKAFOR", "3"}


def test_what_stands_in_line_is_counted() -> None:
    """The stretches are those of the copier: its plain words, and how long a stretch is in the mean."""
    left = "The harbour pilot tied the ferry to a lamp post with three scarves."
    right = left.replace("ferry", "tug")
    found = near(left, right)

    assert (found.said, found.stretch) == (11, 6.0)
    assert 0 < found.own <= 8
    assert not found.figures


@pytest.mark.parametrize(
    ("changed", "figures"),
    [("13 boats", True), ("twelve ships", False), ("12 ships", False), ("no boats", True)],
)
def test_a_number_exchanged_is_told(changed: str, figures: bool) -> None:
    """Another number in the same form is another day's figure, unless it is only written otherwise."""
    left = "The mayor of the lower town said that 12 boats were lost in the harbour fire that night."

    assert near(left, left.replace("12 boats", changed)).figures == figures


def test_what_both_quote_is_told_from_what_one_does() -> None:
    """One quotes a speaker, the other says the same in its own name: that is no utterance quoted by both."""
    said = "the pumps had been out of order since the spring"
    quote, plainly_ = f"The mayor said “{said}” again.", f"The mayor said {said} again."

    assert near(quote, f"He told them: “{said}.”").quoted
    assert not near(quote, plainly_).quoted
    assert not near(plainly_, plainly_).quoted
    few = " ".join(said.split()[: QUOTED_FROM - 1])
    assert not near(f"“{few}” {said} again", f"“{few}” {said} again").quoted


def test_words_that_any_report_uses_make_none_alike() -> None:
    """Alike is what shares its rare words; the rest is the language."""
    left = "Okafor of the Beni Tell dredgers said that they will not go on with it."
    same, others = left.replace("they", "we"), left.replace("dredgers", "trawlers")

    assert near(left, same).like == 1.0
    assert near(left, others).like < 0.8


WORDS = st.lists(
    st.sampled_from(["The", "dam", "broke", "on", "Friday", "said", "“we", "12", "boats”", "of", "Brandt"]),
    max_size=20,
).map(" ".join)


@given(WORDS, WORDS)
def test_the_scratch_is_left_clean(left: str, right: str) -> None:
    """Marks of words left behind would make the next two passages alike."""
    here, there = worded(left), worded(right)
    found = match(here, there, ALONE, SCATTERED, no_masks())
    if len(found.runs):
        told = closer(here, there, found, nearness(here, there, found, 0.0, TONGUE), TONGUE, SEEN)
        assert 0 <= told.like <= 1
        assert 0 <= told.said <= len(there.codes)
        assert 0 <= told.own <= len(there.codes)
    assert not SEEN.any()
