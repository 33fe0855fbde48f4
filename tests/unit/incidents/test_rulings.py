"""What stands of a log of decisions."""

from dataclasses import replace
from datetime import UTC, datetime

from reportedly.incidents.rulings import pins, rule, standing, walls
from reportedly.terms.decisions import Act, Decision, Edit, Field, Status
from reportedly.terms.incidents import Verdict

START = datetime(2031, 5, 1, tzinfo=UTC)


EDITS = (Edit(field=Field.REALIS, words="alleged"),)


def said(
    act: Act, events: str, taken: str = "", *, undoes: int | None = None, edits: tuple[Edit, ...] = ()
) -> Decision:
    """Return a decision on events named by letters."""
    return Decision(
        act=act,
        judge="person:ada",
        why="",
        judged_at=START,
        event_ids=tuple(events),
        taken=tuple(taken),
        edits=edits or (EDITS if act is Act.EDIT else ()),
        undoes=undoes,
    )


def log(*given: Decision) -> list[Decision]:
    """Return decisions numbered in their order."""
    return [replace(each, number=number) for number, each in enumerate(given, start=1)]


def told(decisions: list[Decision]) -> list[tuple[str, Status, int]]:
    """Return rulings as their events in letters, status and number of edits."""
    return [
        ("".join(sorted(each.event_ids)), each.status, len(each.edits)) for each in rule(decisions).rulings
    ]


def test_the_latest_decision_gives_the_status() -> None:
    """A second look corrects the first; the edit made before stays what it was."""
    assert told(log(said(Act.EDIT, "ab"), said(Act.ACCEPT, "abc"))) == [("abc", Status.ACCEPTED, 1)]


def test_an_undoing_takes_back_and_can_be_taken_back() -> None:
    """Undoing is a decision like any other."""
    done = log(said(Act.ACCEPT, "a"), said(Act.REJECT, "a"), said(Act.UNDO, "a", undoes=2))
    redone = log(*done, said(Act.UNDO, "a", undoes=3))

    assert told(done) == [("a", Status.ACCEPTED, 0)]
    assert standing(redone) == {1, 2, 4}
    assert told(redone) == [("a", Status.REJECTED, 0)]


def test_the_state_moves_on_with_an_undoing_and_not_with_a_comment() -> None:
    """Who looked before the undoing saw something else; a comment changes nothing."""
    found = rule(log(said(Act.ACCEPT, "a"), said(Act.UNDO, "a", undoes=1), said(Act.COMMENT, "a")))

    assert (found.rulings, found.latest) == ((), {"a": 2})


def test_a_merge_keeps_what_was_decided_on_the_first_named() -> None:
    """Of two reviewed incidents the person names the one that stays; what only the other has is kept too."""
    decided = log(
        said(Act.ACCEPT, "x"), said(Act.REJECT, "a"), said(Act.EDIT, "a"), said(Act.MERGE, "x", "a")
    )

    assert told(decided) == [("ax", Status.ACCEPTED, 1)]


def test_a_split_leaves_the_review_with_what_is_kept() -> None:
    """What is taken out has not been looked at for itself."""
    assert told(log(said(Act.ACCEPT, "abc"), said(Act.SPLIT, "abc", "c"))) == [
        ("ab", Status.ACCEPTED, 0),
        ("c", Status.UNREVIEWED, 0),
    ]


def test_a_review_of_what_is_taken_out_goes_with_it() -> None:
    """Reports that joined later leave again; the reviewed part stays reviewed, on whichever side it is."""
    assert told(log(said(Act.ACCEPT, "c"), said(Act.SPLIT, "abc", "c"))) == [
        ("ab", Status.UNREVIEWED, 0),
        ("c", Status.ACCEPTED, 0),
    ]


def test_an_edit_can_be_restored() -> None:
    """Going back to the machine's value needs no undoing of all that came since."""
    restored = (Edit(field=Field.REALIS, restored=True),)

    assert told(log(said(Act.EDIT, "a"), said(Act.EDIT, "a", edits=restored))) == [("a", Status.EDITED, 0)]


def test_rulings_hold_together_and_apart() -> None:
    """What grouping is told: each ruling's events are one, and no two rulings are."""
    found = rule(log(said(Act.ACCEPT, "abc"), said(Act.REJECT, "d"), said(Act.ACCEPT, "e"))).rulings

    assert {(j.left, j.right) for j in pins(found)} == {("a", "b"), ("a", "c")}
    assert {(j.left, j.right) for j in walls(found)} == {("a", "d"), ("a", "e"), ("d", "e")}
    assert {j.verdict for j in walls(found)} == {Verdict.DIFFERENT}


def test_rulings_on_events_not_in_the_record_wait() -> None:
    """Decisions may be brought into a record before all of its reports are."""
    found = rule(log(said(Act.ACCEPT, "abc"), said(Act.REJECT, "d"))).within({"b", "c"})

    assert [sorted(each.event_ids) for each in found.rulings] == [["b", "c"]]
    assert found.on(["a", "d"]) is None


def test_a_merged_incident_is_called_after_the_one_named_first() -> None:
    """Whoever wrote an id down finds the incident under it; the other id leads there."""
    merged = said(Act.MERGE, "cd", "ab")

    assert rule(log(merged)).rulings[0].named == "c"
    assert rule(log(said(Act.ACCEPT, "ab"), merged)).rulings[0].named == "c", "whichever was reviewed"
    assert rule(log(said(Act.ACCEPT, "cd"), said(Act.MERGE, "ab", "cd"))).rulings[0].named == "a"


def test_what_is_split_off_is_called_after_its_own() -> None:
    """No two incidents may have one id."""
    found = rule(log(said(Act.MERGE, "cd", "ab"), said(Act.SPLIT, "abcd", "c"))).rulings

    assert {each.named: "".join(sorted(each.event_ids)) for each in found} == {"a": "abd", "c": "c"}
