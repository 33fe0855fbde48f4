"""Formulas: what news of many matters says is told apart from what one report says."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.coding import code
from reportedly.lineage.formulas import RUN, own_runs, runs
from reportedly.lineage.wording import wording


def words(text: str) -> str:
    """Return the coded words of a text."""
    return code(text.split())


def test_words_of_the_trade_have_few_runs_of_their_own() -> None:
    """What every crime report says must not make two of them copies."""
    trade = words("The suspect was arrested at the scene, and the victim was taken to a hospital.")
    own = words("The harbour pilot tied the ferry to a lamp post with three scarves.")

    assert own_runs(trade, bytes([1] * len(trade))) <= 1
    assert own_runs(own, bytes([1] * len(own))) >= 8


def test_names_and_numbers_are_no_words_of_ones_own() -> None:
    """Nobody copies an address: "in the 1800 block of Alder Street near Quay Road" is where it was."""
    address = wording("in the 1800 block of Alder Street near Quay Road early on Monday")

    every = own_runs(address.codes, bytes([1] * len(address.codes)))

    assert 2 * own_runs(address.codes, address.plain) < every


@given(st.text(max_size=200))
def test_a_run_begins_at_each_word_that_has_two_after_it(text: str) -> None:
    """Every three neighbouring words are looked up, whatever they are."""
    coded = words(text)

    assert len(runs(coded)) == max(0, len(coded) - RUN + 1)
    assert 0 <= own_runs(coded, wording(text).plain) <= len(runs(coded))
