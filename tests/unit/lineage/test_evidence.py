"""Evidence: a report pair is weighed as a whole, and what everybody prints weighs little."""

from reportedly.lineage.evidence import ENOUGH, Bond, Near, Shared, weight

from .making import FISH, STORM, WALL, copies, links

FORMULA = "Police said the man was taken to hospital with injuries that were not life threatening on Monday."
FORMULA_AGAIN = (
    "Police said the woman was taken to Mercy hospital with injuries that were life threatening on Friday."
)
OTHER_A, OTHER_B = (
    "A tram was held up for an hour on the ring line.",
    "The council will vote on the budget in June.",
)


def test_one_light_match_is_no_copy() -> None:
    """Two reports on like events share a formula though neither saw the other."""
    assert copies({"a": [FORMULA, FISH], "b": [FORMULA_AGAIN, STORM]}) == ()


def test_the_same_match_counts_beside_others() -> None:
    """Where two reports share other passages too, the lightly rewritten one is a copy with them."""
    rewritten = (
        FORMULA.replace("Police", "Constable Wyn Abbas"),
        FORMULA_AGAIN.replace("Police", "Constable Wyn Abbas"),
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
    once = Shared(place=3, words=14, share=1.0, verbatim=True, telling=4)

    assert weight([once, once]) == weight([once]) == 14
    assert weight([once]) >= ENOUGH


def test_rough_matches_weigh_less_than_close_ones() -> None:
    """Half of the words in order is what two reports on one matter share by chance."""
    close = Shared(place=0, words=18, share=0.9, verbatim=False, telling=4)
    rough = Shared(place=1, words=10, share=0.5, verbatim=False, telling=4)

    assert weight([rough]) < 2 < ENOUGH < weight([close])


def test_a_formula_without_a_name_stays_one() -> None:
    """Words that any report uses prove nothing even beside a true copy."""
    assert len(copies({"a": [FORMULA, WALL], "b": [FORMULA_AGAIN, WALL]})) == 1


def test_a_notice_is_all_that_its_printers_share() -> None:
    """What many print must not join reports that have nothing else in common."""
    notice = Near(aligned=14, identity=0.9, telling=3)

    assert not Bond(weight=15, specific=9, outside=0).bears(notice)
    assert Bond(weight=15, specific=30, outside=12).bears(notice)


def test_on_one_matter_less_is_enough() -> None:
    """Two reports full of the same names need less in common word for word than two that share none."""
    assert Bond(weight=6, specific=30, outside=12).holds
    assert not Bond(weight=6, specific=5, outside=0).holds


def test_nothing_shared_weighs_nothing() -> None:
    """Asking about reports that share nothing is no error."""
    assert weight([]) == 0
