"""Laws of grouping: what must hold for any mentions, judgements and orders."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from reportedly.incidents.compare import compare
from reportedly.incidents.conflicts import intrinsic
from reportedly.incidents.group import group
from reportedly.incidents.keys import pairs
from reportedly.incidents.sighting import Sighting
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Part, Participant, Realis
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.places import Precision, Where
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

SPAN = Span("r", 0, 1)
START = datetime(2020, 1, 1, tzinfo=UTC)

whens = st.builds(
    lambda first, days, grain, basis: When(
        start=START + timedelta(days=first),
        end=START + timedelta(days=first + days),
        grain=grain,
        basis=basis,
        span=None,
    ),
    st.integers(0, 40),
    st.sampled_from([1, 7, 31]),
    st.sampled_from(list(Grain)),
    st.sampled_from(list(Basis)),
)
wheres = st.builds(
    lambda name, degrees, precision: Where(
        name=name,
        span=SPAN,
        place_id=None,
        country="IQ",
        longitude_deg=degrees,
        latitude_deg=degrees,
        radius_m=None,
        precision=precision,
    ),
    st.sampled_from(["Amra", "Besna"]),
    st.sampled_from([None, 30.0, 33.0]),
    st.sampled_from(list(Precision)),
)
counts = st.builds(
    lambda what, low: Count(what=what, low=low, high=low, approximate=False, span=SPAN),
    st.sampled_from(["killed", "attacks"]),
    st.sampled_from([None, 2, 9]),
)
people = st.builds(
    lambda part, name: Participant(part=part, name=name, span=SPAN),
    st.sampled_from(list(Part)),
    st.sampled_from(["Ada Marsh", "Marsh", "Norland", "'"]),
)


@st.composite
def crowds(draw: st.DrawFn) -> list[Sighting]:
    """Return up to eight mentions that often collide."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        report = draw(st.sampled_from(["r1", "r2", "r3"]))
        event = Event(
            id=f"event-{number}",
            type=draw(st.sampled_from(["ASSAULT", "THREATEN", "REQUEST"])),
            mode=None,
            realis=draw(st.sampled_from(list(Realis))),
            trigger=Span(report, number * 10, number * 10 + 5),
            participants=tuple(draw(st.lists(people, max_size=2))),
            when=draw(st.none() | whens),
            where=draw(st.none() | wheres),
            counts=tuple(draw(st.lists(counts, max_size=1))),
            statement_id=None,
        )
        found.append(
            Sighting(
                event=event,
                report_id=report,
                outlet=None,
                published=draw(st.none() | whens),
                trigger=draw(st.sampled_from(["attack", "strike"])),
                voice=draw(st.sampled_from([None, "Police"])),
                passages=frozenset(draw(st.lists(st.sampled_from(["p1", "p2"]), max_size=1))),
            )
        )
    return found


@st.composite
def verdicts(draw: st.DrawFn, crowd: list[Sighting]) -> list[Judgement]:
    """Return a few judgements of persons on pairs of ``crowd``."""
    ids = sorted(each.id for each in crowd)
    found = []
    for _ in range(draw(st.integers(0, 4)) if len(ids) > 1 else 0):
        left, right = sorted(draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)))
        found.append(
            Judgement(
                question=Question.SAME_INCIDENT,
                left=left,
                right=right,
                verdict=draw(st.sampled_from(list(Verdict))),
                score=1.0,
                reasons=(),
                judge=draw(st.sampled_from(["person:ada", "person:bo"])),
                judged_at=draw(st.sampled_from([None, START])),
            )
        )
    return found


@given(st.data())
def test_no_order_changes_the_incidents(data: st.DataObject) -> None:
    """The same reports give the same register on any machine, in any order, twice."""
    crowd = data.draw(crowds())
    judged = [compare(*pair) for pair in pairs(crowd)] + data.draw(verdicts(crowd))
    expected = group(crowd, judged)

    shuffled = data.draw(st.permutations(crowd))

    assert group(shuffled, data.draw(st.permutations(judged)) + judged[:1]) == expected


@given(crowds())
def test_every_mention_stands_in_one_incident(crowd: list[Sighting]) -> None:
    """Nothing is lost and nothing counted twice."""
    incidents = group(crowd, [compare(*pair) for pair in pairs(crowd)])

    assert sorted(event for each in incidents for event in each.event_ids) == sorted(s.id for s in crowd)
    assert len({each.id for each in incidents}) == len(incidents)


@given(crowds())
def test_rules_never_put_a_hard_conflict_into_one_incident(crowd: list[Sighting]) -> None:
    """A chain of likenesses may not join what no pair would."""
    known = {each.id: each for each in crowd}

    for incident in group(crowd, [compare(*pair) for pair in pairs(crowd)]):
        for left in incident.event_ids:
            for right in incident.event_ids:
                assert left == right or intrinsic(known[left], known[right]) is None


@given(st.data())
def test_a_person_always_splits(data: st.DataObject) -> None:
    """What the latest word of a person keeps apart is apart, whatever rules and other joins say."""
    crowd = data.draw(crowds())
    ids = sorted(each.id for each in crowd)
    if len(ids) < 2:
        return
    split = Judgement(
        question=Question.SAME_INCIDENT,
        left=ids[0],
        right=ids[1],
        verdict=Verdict.DIFFERENT,
        score=1.0,
        reasons=(),
        judge="person:zoe",
        judged_at=START + timedelta(days=1),
    )
    judged = [compare(*pair) for pair in pairs(crowd)] + data.draw(verdicts(crowd)) + [split]

    homes = {event: each.id for each in group(crowd, judged) for event in each.event_ids}

    assert homes[ids[0]] != homes[ids[1]]


@given(crowds())
def test_comparing_is_symmetric(crowd: list[Sighting]) -> None:
    """A judgement is on a pair, not on an order."""
    for left in crowd:
        for right in crowd:
            assert compare(left, right) == compare(right, left)
