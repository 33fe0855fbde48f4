"""Differing: other words for one thing, side by side with their places."""

from dataclasses import replace

from reportedly.register.differing import differences, missing_sources
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span

from .making import day, report

LEFT = "Anti-terror groups shelled the depot on Monday."
RIGHT = "Militias shelled the depot on May 5, and militias fled."
TEXTS = {"l": LEFT, "r": RIGHT}


def span(name: str, words: str) -> Span:
    """Return where words first stand in a report."""
    start = TEXTS[name].index(words)
    return Span(name, start, start + len(words))


def shelling(name: str, actor: str) -> Event:
    """Return the shelling of the depot as a report tells it."""
    parts = ((Part.ACTOR, actor), (Part.TARGET, "the depot"))
    return Event(
        id=f"event-{name}",
        type="ASSAULT",
        mode=None,
        realis=Realis.ACTUAL,
        trigger=span(name, "shelled"),
        participants=tuple(
            Participant(part=part, name=words, span=span(name, words)) for part, words in parts
        ),
        when=None,
        where=None,
        counts=(),
        statement_id=None,
    )


ONE, OTHER = shelling("l", "Anti-terror groups"), shelling("r", "Militias")
HOMES = {ONE.id: "incident-1", OTHER.id: "incident-1"}


def test_names_of_one_actor_are_a_pair() -> None:
    """Who is called what by whom is how slant shows; both words open."""
    (found,) = differences(TEXTS, [ONE], [OTHER], HOMES)

    assert (found.kind, LEFT[found.left.start : found.left.end]) == ("actor", "Anti-terror groups")
    assert RIGHT[found.right.start : found.right.end] == "Militias"


def test_what_stands_in_one_shared_passage_is_one_happening() -> None:
    """A copier changes a name before any incident is known to be the same."""
    whole = (Span("l", 0, len(LEFT)), Span("r", 0, len(RIGHT)))

    assert differences(TEXTS, [ONE], [OTHER], {}, [whole]) == differences(TEXTS, [ONE], [OTHER], HOMES)
    assert differences(TEXTS, [ONE], [replace(OTHER, type="COERCE")], {}, [whole]) == ()


def test_events_that_nothing_joins_differ_in_nothing() -> None:
    """Two shellings by two groups are no disagreement."""
    assert differences(TEXTS, [ONE], [OTHER], {}) == ()
    assert differences(TEXTS, [ONE], [OTHER], {**HOMES, OTHER.id: "incident-2"}) == ()


def test_the_same_words_in_another_case_are_no_difference() -> None:
    """A capital at the head of a sentence is no other name."""
    assert (
        differences(
            {**TEXTS, "r": RIGHT.upper()}, [ONE], [replace(ONE, id="x")], {**HOMES, "x": "incident-1"}
        )
        == ()
    )


NUMBERS = {
    "l": "Shells killed five men at the depot on May 4.",
    "r": "Shells killed nine men at the depot on May 5.",
}


def killing(name: str, words: str, low: int | None, high: int | None, on: str) -> Event:
    """Return the killing as a report tells it: how many, and on which day."""
    start = NUMBERS[name].index(words)
    date = NUMBERS[name].index("May")
    when = replace(day(on), span=Span(name, date, date + 5))
    count = Count(
        what="killed", low=low, high=high, approximate=False, span=Span(name, start, start + len(words))
    )
    return replace(
        shelling("l", "Anti-terror groups"),
        id=f"event-{name}",
        trigger=Span(name, 7, 13),
        participants=(),
        counts=(count,),
        when=when,
    )


def test_numbers_and_days_that_exclude_each_other_are_told_apart() -> None:
    """Five and nine dead cannot both be right; nor can the fourth and the fifth."""
    five, nine = killing("l", "five", 5, 5, "2031-05-04"), killing("r", "nine", 9, 9, "2031-05-05")
    found = differences(NUMBERS, [five], [nine], HOMES)

    assert [(each.kind, each.what, each.apart) for each in found] == [
        ("number", "killed", True),
        ("date", "", True),
    ]
    assert NUMBERS["r"][found[0].right.start : found[0].right.end] == "nine"


def test_numbers_that_may_both_be_right_are_no_difference() -> None:
    """ "At least five" and "nine" agree, and so do two dates of one day in other words."""
    five, nine = killing("l", "five", 5, None, "2031-05-04"), killing("r", "nine", 9, 9, "2031-05-04")
    found = differences(NUMBERS, [five], [nine], HOMES)

    assert [(each.kind, each.apart) for each in found] == [("date", False)]


def _crediting(number: int, *names: str) -> Report:
    """Return a report that names these outlets as its sources."""
    return replace(report(f"Outlet {number}", "Words."), credits=names)


def test_a_source_that_is_not_here_is_named() -> None:
    """Two papers that both rewrite an agency are not two witnesses, though the agency's text is not here."""
    left, right = (
        _crediting(1, "The Washington Post", "Courier"),
        _crediting(2, "Courier", "The Washington Post"),
    )

    assert missing_sources(left, right, ["COURIER"]) == ("The Washington Post",)
    assert missing_sources(left, _crediting(3), []) == ()
