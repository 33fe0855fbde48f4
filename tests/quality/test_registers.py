"""How a register of ours is laid beside one made by hand: cases made up for it."""

from collections import Counter

from tests.quality.gva_incidents import Grouped, beyond, matched
from tests.quality.seed_incidents import met, registered

Fields = dict[str, object]


def mention(incident: str, start: int, report: str = "000") -> dict[str, str]:
    """Return a mention of the gold, five code points long."""
    return {"incident_id": incident, "report": report, "start": str(start), "end": str(start + 5)}


def row(incident: str, place: str, realis: str = "actual", origins: str = "") -> dict[str, str]:
    """Return a row of the gold's incidents."""
    number = str(len(origins.split(";")) if origins else 0)
    return {
        "incident_id": incident,
        "in_register": place,
        "realis": realis,
        "origins": origins,
        "n_independent_origins": number,
    }


def ours(*events: str, place: bool = True, origins: tuple[str, ...] = ()) -> Fields:
    """Return an incident of ours."""
    return {"events": list(events), "in_register": place, "origins": list(origins)}


def event(name: str, start: int) -> Fields:
    """Return an event of the first seed."""
    uri = "file:///000_dc84f3d54fe0bae2.txt"
    return {"id": name, "uri": uri, "trigger": {"start": start, "end": start + 5}}


def test_mentions_meet_events_that_share_a_code_point_in_their_report() -> None:
    """A trigger of one word more is the same mention; the other report's is not."""
    told = met([mention("I1", 10), mention("I2", 10, "001")], [event("e", 13), event("far", 15)])
    assert told == {"I1": Counter({"e": 1})}


def test_two_happenings_that_we_hold_for_one_count_once() -> None:
    """Else a register of a single incident would have found them all."""
    gold = [row("I1", "yes"), row("I2", "yes")]
    told = {"I1": Counter(a=1), "I2": Counter(b=1)}
    assert sum(unit.right for unit in registered(gold, told, [ours("a", "b")]).found) == 1
    assert sum(unit.right for unit in registered(gold, told, [ours("a"), ours("b")]).found) == 2
    assert sum(unit.right for unit in registered(gold, told, [ours("a"), ours("b", place=False)]).found) == 1


def test_what_never_happened_is_wrong_in_the_register_and_beside_it_right() -> None:
    """A threat carried out on paper is the worst entry that a register can have."""
    gold = [row("I1", "yes"), row("I2", "no", "threatened")]
    told = {"I1": Counter(a=1), "I2": Counter(b=1)}
    assert [each["incident_id"] for each in registered(gold, told, [ours("a"), ours("b")]).wrong] == ["I2"]
    assert registered(gold, told, [ours("a"), ours("b", place=False)]).wrong == []
    assert registered(gold, told, [ours("a", "b")]).wrong == []


def test_origins_are_right_by_their_number_and_the_names_that_the_gold_gives() -> None:
    """The right number of the wrong sources is chance."""
    told = {"I1": Counter(a=1)}

    def right(gold: str, *named: str) -> bool:
        found = registered([row("I1", "yes", origins=gold)], told, [ours("a", origins=named)])
        return bool(found.origins[0].right)

    assert right("Port Herald; unnamed dockers", "dockers (Port Herald)", "The Port Herald")
    assert not right("Port Herald; unnamed dockers", "Port Herald")
    assert not right("Port Herald", "Evening Gull")
    assert right("unattributed background", "Evening Gull")


def test_register_rows_are_paired_one_to_one_by_their_reports() -> None:
    """A split incident has one partner, and what has no main happening has none."""
    found = Grouped(
        ours={"a": "X", "b": "X", "c": "Y", "d": "alone d"},
        theirs={"a": "1", "b": "1", "c": "1", "d": "2"},
        months={"X": "2031-05", "Y": "2031-05"},
        tolls={},
    )
    assert matched(found) == {"1": "X"}


def test_too_few_incidents_are_as_far_off_as_too_many() -> None:
    """A floor alone would praise a register that counts everything twice."""
    assert beyond(1.0) == beyond(0.95) == beyond(1.05) == 0
    assert round(beyond(1.15), 6) == round(beyond(0.85), 6) == 10
