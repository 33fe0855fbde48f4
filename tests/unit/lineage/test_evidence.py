"""Evidence: a report pair is weighed as a whole, and what everybody prints weighs little."""

from reportedly.lineage.evidence import ENOUGH, neighbours, rarity, spread, weigh

from .making import FISH, MAYOR, STORM, WALL, copies, links, passages

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
    found = copies({"a": [FORMULA, WALL], "b": [FORMULA_AGAIN, WALL]})

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


def test_rarity_falls_with_the_number_of_reports() -> None:
    """The more print it, the less it tells."""
    steps = [rarity(reports) for reports in (1, 8, 9, 64, 65, 10_000)]

    assert steps == sorted(steps, reverse=True)
    assert steps[0] == 1
    assert steps[-1] > 0


def test_variants_of_a_formula_count_as_one() -> None:
    """A notice that every outlet words a little differently is printed by all of them together."""
    near = neighbours({("a", "b"): 0.9, ("b", "c"): 0.8})

    assert [spread(one, near, {"a": 5, "b": 3, "c": 2}) for one in "abcd"] == [8, 10, 5, 0]


def test_evidence_is_the_same_either_way_round() -> None:
    """Who is asked first must not change whether there is a copy; a repeated passage counts once."""
    left = passages("a", [WALL, WALL, MAYOR])[1]
    right = passages("b", [MAYOR, WALL, OTHER_A])[1]
    printed = {passage.digest: 2 for passage in left} | {right[2].digest: 1}
    weighed = weigh([*left, *right], {}, printed)

    assert weighed("a", "b") == weighed("b", "a")
    assert weighed("a", "b").passages == 2
    assert weighed("a", "b").weight >= ENOUGH


def test_unknown_reports_share_nothing() -> None:
    """Asking about a report without passages is no error."""
    assert weigh((), {}, {})("a", "b").weight == 0
