"""Grouping: each passage has one source, and a family has a root only where something tells."""

import random

from reportedly.lineage.components import components
from reportedly.lineage.group import families, related
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.spans import Span

from .making import FISH, MAYOR, SCHOOL, STORM, WALL, copies, day, facts, links


def test_many_reprints_make_a_star() -> None:
    """Ten reprints of one text are nine copies of the first, not forty-five pairs."""
    known = [facts(f"r{n}", day(n + 1)) for n in range(10)]
    found = copies({one.report_id: [WALL, MAYOR] for one in known}, *known)

    assert len(found) == 2 * 9
    assert links(found) == {("r0", f"r{n}") for n in range(1, 10)}
    assert {copy.basis for copy in found} == {Direction.EARLIER}


def test_reprints_without_dates_make_a_star_too() -> None:
    """Unknown direction still folds ten reports into one origin."""
    found = copies({f"r{n}": [WALL, MAYOR] for n in range(10)})

    assert len(found) == 2 * 9
    assert len({copy.source.report_id for copy in found}) == 1
    assert {copy.basis for copy in found} == {Direction.UNKNOWN}


def test_the_credited_source_is_chosen() -> None:
    """A report that credits the Courier has it from the Courier, though the Gazette printed it first."""
    known = [
        facts("gazette", day(1), "The Gazette"),
        facts("courier", day(2), "The Courier"),
        facts("echo", day(3), "The Echo", "The Courier"),
    ]
    found = copies({one.report_id: [WALL, MAYOR] for one in known}, *known)

    assert links(found) == {("gazette", "courier"), ("courier", "echo")}


def test_credits_in_a_circle_end() -> None:
    """Three outlets that credit one another in a ring must not hang or lose the family."""
    known = [
        facts("a", None, "A Post", "B Post"),
        facts("b", None, "B Post", "C Post"),
        facts("c", None, "C Post", "A Post"),
    ]
    found = copies({one.report_id: [WALL, MAYOR] for one in known}, *known)

    assert {end for link in links(found) for end in link} == {"a", "b", "c"}


def test_a_close_source_goes_before_a_rough_one() -> None:
    """Of two earlier reports the one with the same words is the source."""
    rough = "The old sea wall at Port Amaro gave way before dawn, they say, and flooded most of the town."
    known = [facts("rough", day(1)), facts("close", day(2)), facts("copy", day(3))]
    found = copies({"rough": [rough, MAYOR], "close": [WALL, SCHOOL], "copy": [WALL, MAYOR, SCHOOL]}, *known)

    walls = [copy for copy in found if copy.copy.report_id == "copy" and copy.copy.start == 0]
    assert [copy.source.report_id for copy in walls] == ["close"]


def test_repeats_within_one_report_are_no_copies() -> None:
    """A pull quote repeats its own report."""
    assert copies({"a": [WALL, MAYOR, WALL]}) == ()


def test_only_the_aligned_part_is_the_copy() -> None:
    """A copy's spans are what a person is shown as copied."""
    longer = f"Asked about it on Friday, {MAYOR[:-1]}, and then left the room."
    found = copies({"a": [MAYOR, SCHOOL], "b": [longer, SCHOOL]}, facts("a", day(1)), facts("b", day(2)))

    spans = {(copy.source.start, copy.source.end, copy.copy.start) for copy in found}
    assert (0, len(MAYOR) - 1, longer.index("Mayor")) in spans


def test_families_join_what_copies_join() -> None:
    """Who copied a copy belongs to the family; who copied nobody has none."""
    known = {one: facts(one) for one in "abcdef"}

    assert [
        family.members for family in families([("a", "b"), ("b", "c"), ("e", "d"), ("f", "f")], known)
    ] == [
        ("a", "b", "c"),
        ("d", "e"),
    ]


def test_root_by_credit_then_by_time_else_none() -> None:
    """The root is whom the others credit, else who was certainly first, else nobody."""
    links_ = [("a", "b"), ("a", "c")]
    credited = [facts("a", day(1), "A"), facts("b", day(2), "B"), facts("c", day(1), "C", "B")]
    timed = [facts("a", day(2)), facts("b", day(1)), facts("c", day(3))]
    tied = [facts("a", day(1)), facts("b", day(1)), facts("c", day(3))]
    undated = [facts("a", day(1)), facts("b"), facts("c")]

    roots = [
        families(links_, {one.report_id: one for one in known})[0].root
        for known in (credited, timed, tied, undated)
    ]
    assert roots == ["b", "b", None, None]


def test_a_tie_in_credit_falls_to_time_among_the_tied() -> None:
    """Two outlets credited alike: the certainly earlier of the two is the likely root."""
    known = [
        facts("a", day(1), "A", "B", "C"),
        facts("b", day(3), "B"),
        facts("c", day(2), "C"),
    ]
    assert families([("a", "b"), ("b", "c")], {one.report_id: one for one in known})[0].root == "c"


def test_families_do_not_depend_on_the_order_of_links() -> None:
    """Links arrive as reports do, in any order."""
    known = {f"r{n}": facts(f"r{n}", day(n % 9 + 1)) for n in range(30)}
    links_ = [(f"r{n}", f"r{n * 7 % 30}") for n in range(30)]
    expected = families(links_, known)
    random.Random(5).shuffle(links_)

    assert families(links_, known) == expected


def test_unlinked_items_are_groups_of_one() -> None:
    """Components cover every item given and every item a pair names."""
    assert components(["z", "a"], [("c", "b")]) == (("a",), ("b", "c"), ("z",))


def test_unrelated_reports_have_no_copies() -> None:
    """Nothing shared, nothing claimed."""
    assert copies({"a": [FISH], "b": [STORM], "c": []}) == ()


def test_a_root_that_is_not_here_is_named() -> None:
    """Two papers that rewrite an agency make one origin, whose name both give though its text is not here."""
    known = {
        one.report_id: one
        for one in (facts("a", None, "A Post", "Wire"), facts("b", None, "B Post", "Wire"), facts("c", None))
    }

    (family,) = families([("a", "b"), ("b", "c")], known)
    assert (family.root, family.missing) == (None, "Wire")
    assert families([("b", "c")], known)[0].missing is None
    assert families([("a", "b")], known | {"b": facts("b", None, "Wire", "Wire")})[0].missing is None


def test_one_sentence_of_a_third_makes_no_family() -> None:
    """Two long reports that quote one minister are two reports; a short one made of that quotation is kin."""
    said = Copy(Span("a", 0, 100), Span("b", 40, 140), 1.0, Direction.EARLIER)

    assert related([said], {"a": 4000, "b": 5000}) == set()
    assert related([said], {"a": 4000, "b": 300}) == {("a", "b")}
    assert related([said] * 3, {"a": 4000, "b": 5000}) == {("a", "b")}
