"""An incident read out of its events."""

from reportedly.register.tally import tally
from reportedly.register.views import view
from reportedly.terms.events import Event, Realis
from reportedly.terms.places import Precision
from reportedly.terms.reports import Report
from reportedly.terms.statements import Act, Statement, VoiceKind
from reportedly.terms.times import Grain
from reportedly.terms.views import IncidentView

from .making import day, event, evidence, incident, place, report, statement

NORTH = report("North Daily", "Rockets struck the depot, killing many.", day("2020-01-04"))
SOUTH = report("South Post", "The depot was struck by rockets.", day("2020-01-05"))


def seen(
    *events: Event, statements: tuple[Statement, ...] = (), reports: tuple[Report, ...] = (NORTH, SOUTH)
) -> IncidentView:
    """Return the view of one incident of these events."""
    found = view(incident(*events), evidence(reports, events, statements))
    assert found is not None
    return found


def test_time_and_place_are_the_finest_given() -> None:
    """One report has the day, the other the airport: the incident has both."""
    coarse = event(
        NORTH,
        "struck",
        when=day("2020-01-01", 31, Grain.MONTH),
        where=place(NORTH, "Amra Airport", Precision.SITE),
    )
    fine = event(SOUTH, "struck", when=day("2020-01-03"), where=place(SOUTH, "Norland", Precision.COUNTRY))

    found = seen(coarse, fine)

    assert found.when == day("2020-01-03")
    assert found.where is not None
    assert found.where.name == "Amra Airport"


def test_numbers_run_over_origins_and_disagreements_are_said() -> None:
    """Nine by the police and twelve by the hospital: neither is averaged away."""
    police = statement(NORTH, "struck the depot", "Police", kind=VoiceKind.GROUP)
    hospital = statement(SOUTH, "depot was struck", "Hospital", kind=VoiceKind.GROUP)
    found = seen(
        event(NORTH, "struck", said_in=police, counts=(("killed", 9, 9),)),
        event(SOUTH, "struck", said_in=hospital, counts=(("killed", 12, 12),)),
        statements=(police, hospital),
    )

    assert [(count.what, count.low, count.high) for count in found.counts] == [("killed", 9, 12)]
    assert found.disagreements == ("killed: 9 (Police) / 12 (Hospital)",)


def test_at_least_two_and_four_do_not_disagree() -> None:
    """An open range that holds the other number is less precise, not different."""
    found = seen(
        event(NORTH, "struck", counts=(("rockets", 2, None),)),
        event(SOUTH, "struck", counts=(("rockets", 4, 4),)),
    )

    assert [(count.low, count.high) for count in found.counts] == [(2, 4)]
    assert found.disagreements == ()


def test_a_later_report_corrects_its_own_source() -> None:
    """The police raise their toll the next day: they do not disagree with themselves."""
    said = [statement(each, "struck", "Police", kind=VoiceKind.GROUP) for each in (NORTH, SOUTH)]
    found = seen(
        event(NORTH, "struck", said_in=said[0], counts=(("killed", 3, 3),)),
        event(SOUTH, "struck", said_in=said[1], counts=(("killed", 5, 5),)),
        statements=tuple(said),
    )

    assert [(count.low, count.high) for count in found.counts] == [(5, 5)]
    assert found.disagreements == ()


def test_only_what_happened_is_in_the_register() -> None:
    """An embassy that would be closed is not a closure."""
    for realis in Realis:
        found = seen(event(NORTH, "struck", realis=realis))
        assert found.in_register is (realis in {Realis.ACTUAL, Realis.HISTORICAL})


def test_what_nobody_vouches_for_is_not_in_the_register() -> None:
    """An attack named in a threat alone may be real, and nobody has said so."""
    threat = statement(NORTH, "struck the depot", "Ada Marsh", act=Act.THREATEN)
    found = seen(event(NORTH, "struck", said_in=threat), statements=(threat,))

    assert (found.origins, found.in_register) == ((), False)
    assert tally([found], []).left_out == (("unattested", 1),)


def test_what_one_reports_as_happened_is_not_outvoted_by_doubt() -> None:
    """Two allegations and one report of the fact are a fact that somebody reports."""
    found = seen(
        event(NORTH, "struck", realis=Realis.ALLEGED),
        event(NORTH, "killing", realis=Realis.ALLEGED),
        event(SOUTH, "struck", realis=Realis.ACTUAL),
    )

    assert found.realis is Realis.ACTUAL


def test_what_might_be_lends_no_type_to_what_was() -> None:
    """A person may join a meeting and the closing that was talked of there: only the meeting happened."""
    talked = report("Hill Gazette", "They met. The depot might close. It could close.", day("2020-01-05"))
    met = event(talked, "met", kind="CONSULT")
    closing = [
        event(talked, word, kind="SANCTION", mode="withdraw", realis=Realis.CONDITIONAL)
        for word in ("close", "could close")
    ]

    found = seen(met, *closing, reports=(talked,))

    assert (found.type, found.mode, found.realis) == ("CONSULT", None, Realis.ACTUAL)
    assert "met" in found.title


def test_different_days_are_listed_with_who_gives_them() -> None:
    """A person decides between dates; the machine only shows them."""
    found = seen(
        event(NORTH, "struck", when=day("2020-01-03")), event(SOUTH, "struck", when=day("2020-01-04"))
    )

    assert found.disagreements == ("day: 2020-01-03 (North Daily) / 2020-01-04 (South Post)",)


def test_the_title_is_made_of_the_reports_own_words() -> None:
    """A title must not say more than its report."""
    found = seen(event(NORTH, "struck", actor="Rockets", target="depot", where=place(NORTH, "Amra")))

    assert found.title == "Rockets – struck – depot (Amra)"
    assert (found.actors, found.targets) == (("Rockets",), ("depot",))


def test_an_incident_of_which_nothing_is_at_hand_has_no_view() -> None:
    """Ids without events say nothing."""
    assert view(incident(event(NORTH, "struck")), evidence([], [])) is None
