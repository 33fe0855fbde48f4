"""Alignment: copies are told from formulas, and the aligned words are right to the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.align import ALONE, AMONG_COPIES, SCATTERED, Matched, align, match
from reportedly.lineage.folding import fold
from reportedly.lineage.subsequence import no_masks

from .making import worded

CLAUSE = "there were 14 raids on depots holding U.S. grain, on the old customs house, or on the river port"

COPIES = {
    "a word dropped": (
        "The council then followed through on its vow to fine the shipowners for the spill.",
        "The council then followed through its vow to fine the shipowners for the spill.",
    ),
    "the credit moved to the front": (
        f"So far this spring alone, {CLAUSE}, according to a list kept by analyst Ines Varga.",
        f"A list kept by analyst Ines Varga says {CLAUSE.replace('U.S.', 'US')} so far this spring.",
    ),
    "a few words exchanged": (
        "Ties with the neighbours turned bitter in May when a patrol boat rammed a trawler off Cape Sorna.",
        "Relations have soured since May 4 when a patrol boat rammed a trawler near Cape Sorna.",
    ),
    "part of a longer sentence": (
        "“We will not reopen the bridge until the dam is safe,” Okafor said, naming the firms that built it.",
        "We will not reopen the bridge until the dam is safe",
    ),
    "spelling of names": (
        "Okafor said, naming the tribal groups of Beni Sha'ar and Ahl al-Tell",
        "Okafor specifically named two tribal groups, Beni Shaar and Ahl al Tell.",
    ),
}

FORMULAS = {
    "a filled-in form": (
        "Police said the shooting happened around 3 p.m. in the 1200 block of Elm Street.",
        "Police said the victim was found around noon in the 400 block of Harbor Road.",
    ),
    "an office's name": (
        "A spokesman for the Ministry of Foreign Affairs declined to comment on the seizure.",
        "The tanker's papers were sent to the Ministry of Foreign Affairs by courier on Monday.",
    ),
    "nothing": ("The ferry left before the storm warning came.", "Bread prices rose again in the north."),
}


@pytest.mark.parametrize("case", COPIES)
def test_copies_align(case: str) -> None:
    """What a rewriter does to a sentence leaves most of its words in stretches."""
    found = align(*COPIES[case])

    assert found is not None
    assert found.identity >= 0.5


@pytest.mark.parametrize("case", FORMULAS)
def test_formulas_do_not(case: str) -> None:
    """News of one topic shares phrases without anybody copying."""
    assert align(*FORMULAS[case]) is None


def test_only_the_shared_part_is_marked() -> None:
    """A person reading them side by side must not be shown words that are not shared."""
    left, right = COPIES["part of a longer sentence"]
    found = align(left, right)

    assert found is not None
    assert left[slice(*found.left)] == right[slice(*found.right)] == right
    assert found.identity == 1.0


def test_moved_clauses_count() -> None:
    """A credit moved from the end to the front is still the same sentence, whole on both sides."""
    left, right = COPIES["the credit moved to the front"]
    found = align(left, right)

    assert found is not None
    assert found.identity > 0.9
    assert left[slice(*found.left)].startswith("So far this spring")
    assert right[slice(*found.right)].startswith("A list kept by")


def test_changed_words_are_reported() -> None:
    """A changed number leaves the identity high, so it must be named."""
    left = "The mayor said 12 boats were lost in the harbour fire on Tuesday night."
    right = "The mayor said 19 boats were lost in the harbour fire on Tuesday night."
    found = align(left, right)

    assert found is not None
    assert [(left[slice(*one)], right[slice(*other)]) for one, other in found.changed] == [("12", "19")]


def test_dropped_words_have_an_empty_other_side() -> None:
    """An addition is a change too: nothing on one side, words on the other."""
    left, right = COPIES["a word dropped"]
    found = align(left, right)

    assert found is not None
    assert [(left[slice(*one)], right[slice(*other)]) for one, other in found.changed] == [("on", "")]


WORD = st.sampled_from(
    ["The", "dam", "U.S.", "broke", "on", "Friday,", "said", "“we", "12", "boats", "5,000", "of"]
)
SENTENCE = st.lists(WORD, min_size=0, max_size=30).map(" ".join)


@given(SENTENCE, SENTENCE)
def test_alignment_is_a_mirror(left: str, right: str) -> None:
    """Which passage is called the source is decided later and must not change what they share."""
    here, there = align(left, right), align(right, left)

    if here is None or there is None:
        assert here is there
        return
    assert here.identity == there.identity
    assert (here.left, here.right) == (there.right, there.left)
    assert here.changed == tuple((one, other) for other, one in there.changed)


@given(SENTENCE, SENTENCE)
def test_identity_is_of_the_folded_words(left: str, right: str) -> None:
    """However two passages are typeset, they share the same words."""
    found, folded = align(left, right), align(fold(left), fold(right))

    assert (None if folded is None else folded.identity) == (None if found is None else found.identity)


@given(st.text(), st.text())
def test_any_two_texts_compare(left: str, right: str) -> None:
    """Hostile input never raises, and offsets stay inside both texts."""
    found = align(left, right)

    if found is not None:
        assert 0 <= found.left[0] < found.left[1] <= len(left)
        assert 0 <= found.right[0] < found.right[1] <= len(right)
        assert 0 < found.identity <= 1


def test_megabytes_without_a_full_stop_are_not_aligned() -> None:
    """Aligning two such lines would take gigabytes; verbatim they are still found by digest."""
    line = "again and again " * 2_000

    assert align(line, line + "once more") is None
    assert align(line[:-1], line + "once more") is None


def test_a_short_passage_is_found_whole_inside_a_long_one() -> None:
    """Words that any sentence has must not scatter the alignment over the whole of the longer text."""
    short = "the pumps on the pier had been out of order since the spring"
    before = "The mayor of the town on the bay said of the flood, and of the storm in the night, that"
    after = "and that the council of the town had known of the state of the pumps since the autumn."
    found = align(short, f"{before} {short} {after}")

    assert found is not None
    assert found.right == (len(before) + 1, len(before) + 1 + len(short))


def test_numbers_in_words_and_in_digits_are_the_same() -> None:
    """One outlet's style spells "three", another's prints "3"."""
    found = align(
        "Rescuers pulled three boys from the flooded mill.", "Rescuers pulled 3 boys from the flooded mill."
    )

    assert found is not None
    assert found.identity == 1.0
    assert found.changed == ()


def test_among_copies_less_is_enough() -> None:
    """Between two reports that copy one another a short rewritten sentence is a copy too, and else is not."""
    left, right = "They all were expected to live.", "They are said to be expected to live on."

    assert align(left, right) is None
    assert align(left, right, AMONG_COPIES) is not None


def test_single_words_in_order_are_enough_where_they_are_most_of_both() -> None:
    """Of a short sentence with every third word exchanged no stretch is left; beside copies it is one."""
    short, changed = "The ferry never left the north quay.", "The tanker never slid the north pier."

    assert align(short, changed) is None
    assert align(short, changed, AMONG_COPIES, scattered=True) is not None
    assert align(short, "The tanker burned; never had the quay seen more.", scattered=True) is None


def matched(left: str, right: str) -> Matched:
    """Return what two texts share by words, single ones too."""
    return match(worded(left), worded(right), ALONE, SCATTERED, no_masks())


@given(st.text(alphabet="abc def.", max_size=80), st.text(alphabet="abc def.", max_size=80))
def test_single_words_mirror_too(left: str, right: str) -> None:
    """Which of two passages is the source changes nothing of what they share."""
    one, other = matched(left, right), matched(right, left)

    assert one.identity == other.identity
    assert one.runs[:, 2].all()
    assert sorted((there, at, count) for at, there, count in other.runs.tolist()) == sorted(
        (at, there, count) for at, there, count in one.runs.tolist()
    )


@given(SENTENCE, SENTENCE)
def test_every_stretch_is_of_equal_words_and_none_is_told_twice(left: str, right: str) -> None:
    """A stretch that moved, or grew at its ends, is made of words that no other stretch has taken."""
    here, there, found = worded(left), worded(right), matched(left, right)

    for at, to, count in found.runs.tolist():
        assert here.codes[at : at + count].tolist() == there.codes[to : to + count].tolist()
    for side, words in ((0, len(here.codes)), (1, len(there.codes))):
        taken = [n for run in found.runs.tolist() for n in range(run[side], run[side] + run[2])]
        assert len(set(taken)) == len(taken)
        assert all(0 <= n < words for n in taken)
