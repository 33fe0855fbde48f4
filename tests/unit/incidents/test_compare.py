"""What makes two mentions one incident, and what keeps them apart."""

import pytest

from reportedly.incidents.compare import compare
from reportedly.incidents.sighting import Sighting
from reportedly.terms.events import Realis
from reportedly.terms.incidents import Question, Verdict
from reportedly.terms.places import Precision
from reportedly.terms.times import Basis, Grain

from .making import day, number, place, sighting

JAN_3 = day("2020-01-03")
JANUARY = day("2020-01-01", 31, Grain.MONTH)
BAGHDAD = place("Baghdad")


def test_same_day_and_city_is_one_incident_and_says_why() -> None:
    """A person must be able to read what was compared before trusting a merge."""
    judged = compare(sighting("e1", when=JAN_3, where=BAGHDAD), sighting("e2", when=JAN_3, where=BAGHDAD))

    assert judged.verdict is Verdict.SAME
    assert judged.question is Question.SAME_INCIDENT
    assert any("same day 2020-01-03" in reason for reason in judged.reasons)
    assert any("both at Baghdad" in reason for reason in judged.reasons)


def test_a_month_and_a_day_within_it_are_compatible() -> None:
    """One report says January, the other January 3: the coarser must not split the incident."""
    left = sighting("e1", when=JAN_3, where=BAGHDAD, actor="drone", target="convoy")
    right = sighting("e2", when=JANUARY, where=BAGHDAD, actor="drone", target="convoy")

    assert compare(left, right).verdict is Verdict.SAME


CONFLICTS = {
    "other day": (sighting("e1", when=JAN_3), sighting("e2", when=day("2020-01-09"))),
    "stated neighbouring days": (sighting("e1", when=JAN_3), sighting("e2", when=day("2020-01-04"))),
    "other month": (sighting("e1", when=JANUARY), sighting("e2", when=day("2020-02-03"))),
    "other city": (sighting("e1", where=BAGHDAD), sighting("e2", where=place("Erbil"))),
    "other type": (sighting("e1"), sighting("e2", kind="PROTEST")),
    "threatened": (sighting("e1"), sighting("e2", realis=Realis.THREATENED)),
    "planned": (sighting("e1", realis=Realis.HISTORICAL), sighting("e2", realis=Realis.PLANNED)),
    "series": (sighting("e1"), sighting("e2", realis=Realis.GENERIC)),
    "total": (sighting("e1"), sighting("e2", realis=Realis.AGGREGATE)),
    "two numbers of one voice": (
        sighting("e1", report="r1", counts=(number("killed", 3),)),
        sighting("e2", report="r1", at=50, counts=(number("killed", 9),)),
    ),
    "other speaker": (
        sighting("e1", kind="THREATEN", actor="Ada Marsh"),
        sighting("e2", kind="THREATEN", actor="Bo Lind"),
    ),
}


@pytest.mark.parametrize("pair", CONFLICTS.values(), ids=CONFLICTS.keys())
def test_a_hard_conflict_outweighs_everything_shared(pair: tuple[Sighting, Sighting]) -> None:
    """A wrong merge destroys an incident; a wrong split only lists it twice."""
    judged = compare(*pair)

    assert (judged.verdict, judged.score, len(judged.reasons)) == (Verdict.DIFFERENT, 0.0, 1)


def test_a_relative_day_may_miss_by_one() -> None:
    """ "Sunday" read late in the evening of another zone must not split an incident for good."""
    left = sighting("e1", when=day("2020-01-03", basis=Basis.RELATIVE), where=BAGHDAD)
    right = sighting("e2", when=day("2020-01-04"), where=BAGHDAD)

    assert compare(left, right).verdict is not Verdict.DIFFERENT


def test_a_province_does_not_contradict_a_city() -> None:
    """A coarse place is doubt, not a different place."""
    left = sighting("e1", where=BAGHDAD)
    right = sighting("e2", where=place("Erbil", Precision.PROVINCE))

    assert compare(left, right).verdict is not Verdict.DIFFERENT


def test_conflicting_tolls_of_two_reports_stay_one_incident() -> None:
    """Nine dead here and twelve there is a disagreement to show, not two attacks."""
    left = sighting("e1", when=JAN_3, where=BAGHDAD, counts=(number("killed", 9),))
    right = sighting("e2", when=JAN_3, where=BAGHDAD, counts=(number("killed", 12),))

    assert compare(left, right).verdict is Verdict.SAME


def test_two_voices_in_one_report_may_give_two_tolls() -> None:
    """Police and hospital speak of the same dead."""
    left = sighting("e1", report="r", when=JAN_3, voice="Police", counts=(number("killed", 9),))
    right = sighting("e2", report="r", at=90, when=JAN_3, voice="Hospital", counts=(number("killed", 12),))

    assert compare(left, right).verdict is not Verdict.DIFFERENT


def test_a_trigger_in_a_copied_passage_is_one_incident_without_date_or_place() -> None:
    """Two outlets printing one sentence tell of one happening, however little it says."""
    copied = frozenset({"family-1"})

    judged = compare(sighting("e1", passages=copied), sighting("e2", passages=copied))

    assert judged.verdict is Verdict.SAME
    assert "copied passage" in judged.reasons[0]


def test_a_speech_act_without_its_speaker_is_not_merged() -> None:
    """Threats are told apart by who makes them."""
    left = sighting("e1", kind="THREATEN", actor="Ada Marsh", target="Norland", when=JAN_3)
    right = sighting("e2", kind="THREATEN", target="Norland", when=JAN_3)

    assert compare(left, right).verdict is Verdict.UNSURE


def test_a_threat_told_as_a_demand_is_one_speech_act() -> None:
    """An ultimatum is a threat to one paper and a demand to the next."""
    left = sighting("e1", kind="THREATEN", actor="Ada Marsh", target="Norland", when=JAN_3)
    right = sighting("e2", kind="REQUEST", actor="Marsh", target="Norland", when=JAN_3)

    assert compare(left, right).verdict is Verdict.SAME


def test_totals_merge_only_on_the_same_period_and_number() -> None:
    """Twenty-five this month and twenty-four last month are two totals of one compiler."""

    def total(event_id: str, many: int, month: str = "2020-09-01", what: str = "attacks") -> Sighting:
        return sighting(
            event_id,
            realis=Realis.AGGREGATE,
            when=day(month, 26, Grain.MONTH),
            counts=(number(what, many),),
            voice="A. Compiler",
        )

    assert compare(total("e1", 25), total("e2", 25)).verdict is Verdict.SAME
    assert compare(total("e1", 25), total("e2", 24)).verdict is Verdict.DIFFERENT
    assert compare(total("e1", 25), total("e2", 25, "2020-08-01")).verdict is Verdict.DIFFERENT
    assert compare(total("e1", 25), total("e2", 25, what="troops")).verdict is Verdict.DIFFERENT


def test_nothing_in_common_beyond_the_type_is_no_reason() -> None:
    """The register must not fold all vague attacks into one."""
    assert compare(sighting("e1", trigger="attack"), sighting("e2", trigger="raid")).verdict is Verdict.UNSURE


def test_one_teller_of_one_speakers_threat_is_one_threat() -> None:
    """Two papers that both have it from the same site do not tell of two threats."""
    alone = [sighting(each, kind="THREATEN", actor="Ada Marsh", trigger="warn") for each in ("e1", "e2")]
    told = [
        sighting(each, kind="THREATEN", actor="Ada Marsh", trigger="warn", voice="The Site")
        for each in ("e1", "e2")
    ]

    assert compare(*alone).verdict is Verdict.UNSURE
    assert compare(*told).verdict is Verdict.SAME
