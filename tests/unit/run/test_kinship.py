"""Kinship: where a family of copies began, and the text that it rewrites."""

from dataclasses import replace

from reportedly.run.kinship import is_outlet, kinship_of
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from tests.unit.register.making import copied, day, report

WORDS = "The dockers of Port Amaro walked out for nine days."


def paper(name: str, *credits: str, on: str | None = None) -> Report:
    """Return what a paper printed and whom it credits."""
    made = report(name, f"{WORDS} {name} says so.", day(on) if on else None)
    return replace(made, credits=credits)


def shared(left: Report, right: Report, basis: Direction = Direction.UNKNOWN) -> Copy:
    """Return the copy between two papers."""
    return copied(left, right, WORDS, basis)


def test_two_papers_that_credit_one_outlet_rewrite_its_text() -> None:
    """Neither is a witness of its own: both have it from a text that is not here."""
    one, other = paper("Courier", "Reuters"), paper("Gazette", "Reuters", "The Defence Ministry")
    (family,) = kinship_of([one, other], [shared(one, other)]).families

    assert (family.root, family.missing) == (None, "Reuters")
    assert {each.report_id for each in family.members} == {one.id, other.id}


def test_what_stands_here_is_not_missing() -> None:
    """Where the agency's own report is among them, it is the root."""
    agency = paper("Reuters")
    papers = [paper("Courier", "Reuters"), paper("Gazette", "Reuters")]
    links = [shared(agency, each, Direction.CREDITED) for each in papers]
    (family,) = kinship_of([agency, *papers], links).families

    assert (family.root, family.missing) == (agency.id, None)


def test_the_first_of_them_may_itself_rewrite_what_is_missing() -> None:
    """That one paper was earlier does not make the agency's text its own."""
    first = paper("Courier", "Reuters", on="2031-05-03")
    second = paper("Gazette", "Reuters", on="2031-05-09")
    (family,) = kinship_of([first, second], [shared(first, second, Direction.EARLIER)]).families

    assert (family.root, family.missing) == (first.id, "Reuters")


def test_a_root_that_credits_nobody_is_a_root() -> None:
    """Two copiers that name a wire service beside their source say nothing of that source."""
    first = paper("Courier", on="2031-05-03")
    later = [paper(name, "Reuters", on="2031-05-09") for name in ("Gazette", "Ledger")]
    links = [shared(first, each, Direction.EARLIER) for each in later]
    (family,) = kinship_of([first, *later], links).families

    assert (family.root, family.missing) == (first.id, None)


def test_whoever_is_quoted_is_no_missing_text() -> None:
    """A ministry says things; it prints no story that two papers could rewrite."""
    one, other = paper("Courier", "Defence Ministry"), paper("Gazette", "Defence Ministry")
    (family,) = kinship_of([one, other], [shared(one, other)]).families

    assert family.missing is None
    assert not is_outlet("Defence Ministry")
    assert is_outlet("Basra Gazette")


def test_reports_that_share_nothing_are_no_family() -> None:
    """What each adds is told all the same: all of it."""
    one, other = paper("Courier"), paper("Gazette")
    found = kinship_of([one, other], [])

    assert found.families == ()
    assert found.additions[one.id].own == 1.0


def test_the_largest_family_comes_first() -> None:
    """A reader of a story looks at what most have printed."""
    trio = [paper(name) for name in ("Courier", "Gazette", "Ledger")]
    pair = [report(name, "Rain fell on the hills all week.", uri=name) for name in ("Globe", "Star")]
    links = [shared(trio[0], each) for each in trio[1:]]
    links.append(Copy(Span(pair[0].id, 0, 9), Span(pair[1].id, 0, 9), 1.0, Direction.UNKNOWN))

    assert [len(each.members) for each in kinship_of([*pair, *trio], links).families] == [3, 2]
