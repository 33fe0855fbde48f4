"""Formulas: what news of many matters says is told apart from what one report says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from xxhash import xxh32_intdigest

from reportedly.language.formulas import load_formulas
from reportedly.lineage.align import Worded
from reportedly.lineage.formulas import RUN, own_runs, run_keys
from reportedly.lineage.nearness import plain
from reportedly.lineage.tongue import load_tongue

from .making import worded

TONGUE = load_tongue("en")


def own(words: Worded, *, names: bool = False) -> int:
    """Return how many runs are the words' own; ``names`` takes names and numbers for other words."""
    marks = np.ones(len(words.codes), np.uint8) if names else plain(words, TONGUE.everyday)
    return own_runs(words.codes, marks, TONGUE.formulas)


def test_words_of_the_trade_have_few_runs_of_their_own() -> None:
    """What every crime report says must not make two of them copies."""
    trade = worded("The suspect was arrested at the scene, and the victim was taken to a hospital.")
    mine = worded("The harbour pilot tied the ferry to a lamp post with three scarves.")

    assert own(trade, names=True) <= 1
    assert own(mine, names=True) >= 8


def test_names_and_numbers_are_no_words_of_ones_own() -> None:
    """Nobody copies an address: "in the 1800 block of Alder Street near Quay Road" is where it was."""
    address = worded("in the 1800 block of Alder Street near Quay Road early on Monday")

    assert 2 * own(address) < own(address, names=True)


@given(st.text(max_size=200))
def test_a_run_begins_at_each_word_that_has_two_after_it(text: str) -> None:
    """Every three neighbouring words are looked up, whatever they are."""
    words = worded(text)
    keys = run_keys(words.codes)

    assert len(keys) == max(0, len(words.codes) - RUN + 1)
    assert 0 <= own(words) <= own(words, names=True) <= len(keys)


@given(st.lists(st.integers(0, 0xFFFF), max_size=12))
def test_keys_are_those_that_the_table_was_made_with(codes: list[int]) -> None:
    """The shipped formulas are XXH32 digests of three codes: any other key would know none of them."""
    held = np.array(codes, dtype=np.uint16)

    assert run_keys(held).tolist() == [
        xxh32_intdigest(held[at : at + RUN].tobytes()) for at in range(len(codes) - RUN + 1)
    ]


def test_a_formula_is_known_by_its_key() -> None:
    """What the table holds is no run of one's own, and what it does not hold is one."""
    words = worded("the harbour pilot tied the ferry")
    marks = np.ones(len(words.codes), np.uint8)
    keys = run_keys(words.codes)

    assert own_runs(words.codes, marks, np.sort(keys)) == 0
    assert own_runs(words.codes, marks, np.sort(keys[1:])) == 1
    assert own_runs(words.codes, marks, keys[:0]) == len(keys)
    assert set(TONGUE.formulas.tolist()) == set(load_formulas("en"))
