"""Evidence: a report pair is weighed as a whole, and what everybody prints weighs little."""

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.lineage.evidence import (
    ENOUGH,
    NEEDED,
    WEIGHTS,
    Bond,
    Near,
    Terms,
    bears,
    holds,
    odds,
    takes,
    terms,
    weighed,
)

from .making import FISH, MAYOR, SCHOOL, STORM, WALL, copies, links

FORMULA = (
    "The suspect was arrested at the scene on Monday, and the victim was taken to a hospital by ambulance."
)
FORMULA_AGAIN = (
    "The suspect was arrested at the scene on Friday, and the victim was taken to Mercy hospital by plane."
)
OTHER_A, OTHER_B = (
    "A tram was held up for an hour on the ring line.",
    "The council will vote on the budget in June.",
)


def alone(words: int, share: float, verbatim: bool = False, telling: int = 4) -> float:
    """Return what one passage weighs by itself."""
    return weighed(verbatim, words, share, telling)


@given(st.integers(1, 60), st.floats(0, 1), st.floats(0, 1), st.integers(0, 9))
def test_no_near_copy_weighs_more_than_its_words(words: int, one: float, other: float, telling: int) -> None:
    """Word for word a passage weighs its words; the less two are alike, the less they weigh."""
    less, more = sorted((one, other))

    assert alone(words, more, verbatim=True, telling=telling) == words
    assert 0 <= alone(words, less, telling=telling) <= alone(words, more, telling=telling) <= words


def test_a_short_sentence_is_found_beside_copies() -> None:
    """Where all around it is copied, one with every third word changed was copied as well."""
    short, changed = "The ferry never left the north quay.", "The tanker never left a north pier."
    taken = [WALL, MAYOR, SCHOOL]

    assert len(copies({"a": [*taken, short], "b": [*taken, changed]})) == 4
    assert copies({"a": [short], "b": [changed]}) == ()


def test_one_light_match_is_no_copy() -> None:
    """Two reports on like events share a formula though neither saw the other."""
    assert copies({"a": [FORMULA, FISH], "b": [FORMULA_AGAIN, STORM]}) == ()


def test_the_same_match_counts_beside_others() -> None:
    """Where two reports share other passages too, the lightly rewritten one is a copy with them."""
    rewritten = (
        FORMULA.replace("The suspect", "Wyn Abbas"),
        FORMULA_AGAIN.replace("The suspect", "Wyn Abbas"),
    )
    found = copies({"a": [rewritten[0], WALL], "b": [rewritten[1], WALL]})

    assert len(found) == 2
    assert min(copy.identity for copy in found) < 0.9


def test_one_long_verbatim_sentence_is_enough() -> None:
    """Nobody writes the same long sentence twice."""
    assert links(copies({"a": [WALL, FISH], "b": [WALL, STORM]})) == {("a", "b")}


def test_one_short_verbatim_sentence_is_not() -> None:
    """ "The investigation is still going on." proves nothing."""
    short = "The investigation is still going on."
    assert copies({"a": [short, FISH], "b": [short, STORM]}) == ()


def test_a_lone_sentence_with_another_number_is_no_copy() -> None:
    """Daily figures fill one form: the ninth day's sentence is not copied from the eighth's."""
    form = "The health ministry of the north counted {} fever cases among dock workers since Sunday."
    assert copies({"a": [form.format(81), FISH], "b": [form.format(94), STORM]}) == ()


def test_what_everybody_prints_is_no_lineage() -> None:
    """A mirror notice under a hundred unrelated reports makes no family of them."""
    notice = "Our website can also be reached at the following addresses if this one is blocked."
    own = [f"Report number{n} tells of village{n} and bridge{n} near river{n} alone." for n in range(100)]

    assert copies({f"r{n:03}": [notice, own[n]] for n in range(100)}) == ()


def test_a_column_everybody_prints_is_lineage() -> None:
    """Printed by as many, a whole column is still copied: its passages carry one another."""
    column = [
        f"Passage{n} of it argues point{n} at length, and nobody{n} in town{n} has answered reason{n} since."
        for n in range(12)
    ]
    found = copies({f"r{n:03}": column for n in range(70)})

    assert len(found) == 69 * 12


def test_a_passage_that_several_match_counts_once() -> None:
    """A sentence repeated in one report is no more evidence than once."""
    short = "The investigation is still going on."

    assert copies({"a": [short, FISH], "b": [short, STORM, short, MAYOR, short]}) == ()
    assert copies({"a": [short, STORM, short, MAYOR, short], "b": [short, FISH]}) == ()


def test_rough_matches_weigh_less_than_close_ones() -> None:
    """Half of the words in order is what two reports on one matter share by chance."""
    assert alone(10, 0.5) < 2 < ENOUGH < alone(18, 0.9)


def bond(weight: float, specific: int, outside: int, days: float = nan, passages: int = 2) -> Bond:
    """Return what speaks for two reports that share two passages, their dates not known."""
    return Bond(float(weight), specific, outside, float(days), passages)


def near(said: int, own: int, stretch: float = 5.0, **more: float) -> Near:
    """Return a near copy, its words in stretches of five, with nothing else known."""
    return Near(
        said,
        own,
        float(stretch),
        float(more.get("like", 0.0)),
        float(more.get("beside", 0.0)),
        float(more.get("whole", 0.0)),
        float(more.get("part", 0.0)),
        int(more.get("aligned", said)),
        int(more.get("longest", stretch)),
        bool(more.get("quoted", False)),
        bool(more.get("figures", False)),
        bool(more.get("scrap", False)),
    )


def test_a_formula_stays_one_beside_a_true_copy() -> None:
    """Words that news of any matter uses prove little even where one sentence was copied."""
    found = bond(weight=16, specific=9, outside=4, days=3)

    assert not bears(found, near(said=8, own=0))
    assert bears(found, near(said=8, own=6))


def test_days_between_reports_speak_against_a_copy() -> None:
    """News is copied while it is new: what is alike after months is a notice or a formula."""
    notice = near(said=10, own=3)

    assert bears(bond(weight=15, specific=9, outside=2, days=0), notice)
    assert not bears(bond(weight=15, specific=9, outside=2, days=90), notice)


def test_much_that_is_shared_outweighs_the_days() -> None:
    """A report that takes up one of last year's at length is its copy all the same."""
    assert bears(bond(weight=120, specific=40, outside=9, days=300), near(said=16, own=12))


def test_reports_without_dates_are_weighed_all_the_same() -> None:
    """An archive without dates has copies too; what is not known speaks neither way."""
    assert bears(bond(weight=18, specific=9, outside=2), near(said=13, own=6))
    assert not bears(bond(weight=18, specific=9, outside=2), near(said=4, own=0))


def test_a_short_passage_is_believed_among_others_of_its_source() -> None:
    """Between two copied sentences the third was copied too; far from them it is what anybody writes."""
    found = bond(weight=30, specific=9, outside=2, days=0)

    assert bears(found, near(said=6, own=1, beside=25))
    assert not bears(found, near(said=6, own=1, beside=0))


def test_what_both_quote_was_said_once() -> None:
    """Two reports that quote one speaker at length have one source, though his words are anybody's."""
    found = bond(weight=9, specific=5, outside=2, days=0, passages=1)

    assert bears(found, near(said=9, own=1, quoted=True))
    assert not bears(found, near(said=9, own=1))


def test_one_stretch_tells_less_than_several() -> None:
    """A title or a charge comes in one piece; who rewrites a sentence leaves several."""
    found = bond(weight=12, specific=9, outside=2, days=0)

    assert odds(found, near(9, 2, stretch=9)) < odds(found, near(9, 2, stretch=3))


@given(
    st.tuples(st.integers(0, 60), st.integers(0, 60), st.floats(1, 40)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.floats(0, 500),
    st.tuples(st.floats(0, 900), st.floats(0, 900)),
)
def test_nothing_that_speaks_for_a_copy_undoes_it(
    words: tuple[int, int, float],
    likes: tuple[float, float],
    weight_: float,
    days: tuple[float, float],
) -> None:
    """More words, more weight, fewer days: whatever is added on the side of a copy leaves it one."""
    said, own, stretch = words
    less, more = near(said, own, stretch, like=min(likes)), near(said + 1, own + 1, stretch, like=max(likes))
    soon, late = sorted(days)

    if bears(bond(weight_, 9, 2, late), less):
        assert bears(bond(weight_ + 1, 9, 2, soon), more)


def test_the_reasons_are_named_and_decide() -> None:
    """Why a copy is believed can be told: what speaks for it and against it adds up to the verdict."""
    between = bond(weight=20, specific=9, outside=2, days=40)
    found = near(12, 4, like=0.5, beside=9, quoted=True)
    told = dict(
        zip(
            Terms._fields,
            (each * term for each, term in zip(WEIGHTS, terms(between, found), strict=True)),
            strict=True,
        )
    )

    assert [name for name, value in told.items() if value < 0] == ["stretch", "days", "late"]
    assert odds(between, found) == pytest.approx(sum(told.values()))
    assert bears(between, found) == (sum(told.values()) >= NEEDED)


def test_on_one_matter_less_is_enough() -> None:
    """Two reports full of the same names need less in common word for word than two that share none."""
    assert holds(bond(weight=6, specific=30, outside=12))
    assert not holds(bond(weight=6, specific=5, outside=0))


def test_what_is_plain_within_a_month_is_a_notice_later() -> None:
    """Two of one week share a sentence because it was copied; half a year later it is boilerplate."""
    told = near(said=4, own=2, whole=0.7, aligned=8)

    assert takes(bond(weight=12, specific=5, outside=1, days=2), told)
    assert not takes(bond(weight=12, specific=5, outside=1, days=200), told)
    assert not takes(bond(weight=12, specific=5, outside=1), told)


def test_a_lone_sentence_is_not_plain() -> None:
    """A remark that two reporters heard is in both reports, and neither has it from the other."""
    told = near(said=4, own=2, whole=0.7, aligned=8)

    assert not takes(bond(weight=12, specific=5, outside=1, days=2, passages=1), told)


def test_less_than_half_without_words_of_its_own_is_a_form() -> None:
    """ "Four attacks in the province, said the clerk": beside true copies names come in one frame."""
    found = bond(weight=60, specific=20, outside=9, days=0, passages=9)
    form = {"like": 0.6, "beside": 20.0, "whole": 0.35, "aligned": 8, "longest": 3, "scrap": True}

    assert not bears(found, near(said=6, own=1, stretch=2.7, part=0.45, **form))
    assert bears(found, near(said=6, own=2, stretch=2.7, part=0.45, **form))
