"""Origins: who is only repeating whom."""

from dataclasses import replace
from itertools import permutations

from reportedly.register.evidence import Evidence, gather
from reportedly.register.origins import trails_of
from reportedly.terms.events import Event, Realis
from reportedly.terms.lineage import Direction
from reportedly.terms.statements import Act, Polarity, VoiceKind

from .making import copied, event, evidence, report, statement

TEXT = "Rockets struck the depot at dawn."


def ids(*events: Event) -> tuple[str, ...]:
    """Return the ids of events."""
    return tuple(each.id for each in events)


def origins_of(event_ids: tuple[str, ...], held: Evidence) -> tuple[str, ...]:
    """Return the names of the first sources of these events."""
    return tuple(trail.name for trail in trails_of(event_ids, held))


def test_an_outlets_own_reporting_is_an_origin() -> None:
    """Two outlets that each saw it are two sources."""
    north, south = report("North Daily", TEXT), report("South Post", "A depot was struck, we saw.")
    told = event(north, "struck"), event(south, "struck")

    assert origins_of(ids(*told), evidence([north, south], told)) == ("North Daily", "South Post")


def test_a_credited_copy_adds_none() -> None:
    """Ten reprints of one text are one source for it."""
    wire = report("The Wire", TEXT)
    prints = [report(f"Paper {n}", f"{TEXT} More on page {n}.") for n in range(10)]
    told = [event(each, "struck") for each in (wire, *prints)]
    copies = [copied(wire, each, TEXT, Direction.CREDITED) for each in prints]

    trails = trails_of(ids(*told), evidence([wire, *prints], told, copies=copies))

    assert [(trail.name, len(trail.report_ids)) for trail in trails] == [("The Wire", 11)]
    assert any("copies The Wire" in words for words in trails[0].why)


def test_a_copy_of_a_copy_leads_to_the_first() -> None:
    """The chain is followed to its root, also where the middle report tells of it in other words."""
    wire, middle, last = report("The Wire", TEXT), report("Middle", TEXT + " "), report("Last", TEXT + "  ")
    told = [event(each, "struck") for each in (wire, last)]
    copies = [
        copied(wire, middle, TEXT, Direction.EARLIER),
        copied(middle, last, TEXT, Direction.CONTAINED),
    ]

    assert origins_of(ids(*told), evidence([wire, middle, last], told, copies=copies)) == ("The Wire",)


def test_shared_text_of_unknown_direction_is_one_origin() -> None:
    """Which came first is not known, and that they are not two sources is."""
    north, south = report("South Post", TEXT), report("North Daily", TEXT + " ")
    told = event(north, "struck"), event(south, "struck")

    found = origins_of(ids(*told), evidence([north, south], told, copies=[copied(north, south, TEXT)]))

    assert found == ("text shared by North Daily and South Post",)


def test_a_copy_that_drops_the_attribution_keeps_the_origin() -> None:
    """ "Police said" is lost in the rewrite; the police are still the source."""
    sentence = "Nine people were killed"
    wire, paper = report("The Wire", f"{sentence}, police said."), report("Paper", f"{sentence}.")
    police = statement(wire, sentence, "Police", kind=VoiceKind.GROUP, cue="said")
    told = event(wire, "killed", said_in=police), event(paper, "killed")
    copies = [copied(wire, paper, sentence, Direction.EARLIER)]

    assert origins_of(ids(*told), evidence([wire, paper], told, [police], copies)) == ("Police",)


def test_copies_in_a_circle_end() -> None:
    """Lineage may be wrong; the register must still answer."""
    left, right = report("Left", TEXT), report("Right", TEXT + " ")
    told = event(left, "struck"), event(right, "struck")
    circle = [
        copied(left, right, TEXT, Direction.EARLIER),
        copied(right, left, TEXT, Direction.EARLIER),
    ]

    assert len(origins_of(ids(*told), evidence([left, right], told, copies=circle))) == 1


def test_the_innermost_voice_is_the_origin() -> None:
    """The paper says that the site says that the police say: the police say."""
    paper = report("Paper", "The Site reported that police said rockets struck the depot.")
    site = statement(paper, "police said rockets struck the depot", "The Site", kind=VoiceKind.OUTLET)
    police = statement(paper, "rockets struck the depot", "Police", kind=VoiceKind.GROUP, parent=site)
    told = event(paper, "struck", said_in=police)

    assert origins_of(ids(told), evidence([paper], [told], [site, police])) == ("Police",)


def test_a_body_and_who_speaks_for_it_are_one_origin() -> None:
    """A ministry that speaks through three mouths is still one source."""
    north, south = report("North Daily", TEXT), report("South Post", "A depot was struck, we hear.")
    plain = statement(north, TEXT, "the ministry", kind=VoiceKind.ORGANISATION)
    spoken = statement(south, "A depot was struck", "Lena Vogt")
    spoken = replace(spoken, voice=replace(spoken.voice, speaks_for="the ministry"))
    told = event(north, "struck", said_in=plain), event(south, "struck", said_in=spoken)

    trails = trails_of(ids(*told), evidence([north, south], told, [plain, spoken]))

    assert [trail.name for trail in trails] == ["the ministry"]
    assert "Lena Vogt says so (assert), for the ministry" in trails[0].why


def test_a_speech_act_is_attested_by_who_tells_of_it() -> None:
    """Marsh's threat by telephone is known from the site, not from Marsh."""
    paper = report("Paper", "The Site reported that Marsh warned she would leave.")
    site = statement(paper, "Marsh warned she would leave", "The Site", kind=VoiceKind.OUTLET)
    marsh = statement(paper, "she would leave", "Ada Marsh", cue="warned", act=Act.THREATEN, parent=site)
    by_cue = event(paper, "warned", kind="THREATEN", said_in=site)
    by_actor = event(paper, "leave", kind="THREATEN", said_in=marsh, actor="Ada Marsh")

    assert origins_of(ids(by_cue, by_actor), evidence([paper], [by_cue, by_actor], [site, marsh])) == (
        "The Site",
    )


def test_a_post_is_its_speakers_own_origin() -> None:
    """What was published can be read by anybody: the post is the first source."""
    paper = report("Paper", "In a post, Marsh warned she would leave.")
    marsh = statement(paper, "she would leave", "Ada Marsh", cue="warned", act=Act.THREATEN, medium="post")
    told = event(paper, "warned", kind="THREATEN", actor="Ada Marsh")

    assert origins_of(ids(told), evidence([paper], [told], [marsh])) == ("Ada Marsh",)


def test_a_credited_outlet_with_its_own_report_is_followed() -> None:
    """The paper credits the site, and the site's own report rests on the police."""
    paper = report("Paper", "The Site says rockets struck the depot.")
    site = report("The  site", "Rockets struck the depot, police said.")
    credited = statement(paper, "rockets struck the depot", "The Site", kind=VoiceKind.OUTLET)
    police = statement(site, "Rockets struck the depot", "Police", kind=VoiceKind.GROUP)
    told = event(paper, "struck", said_in=credited), event(site, "struck", said_in=police)

    assert origins_of(ids(*told), evidence([paper, site], told, [credited, police])) == ("Police",)


def test_outlets_that_credit_one_another_are_one_origin() -> None:
    """A circle of credits has one source at most."""
    left, right = report("Left", "Right says it was struck."), report("Right", "Left says it was struck.")
    of_left = statement(left, "it was struck", "Right", kind=VoiceKind.OUTLET)
    of_right = statement(right, "it was struck", "Left", kind=VoiceKind.OUTLET)
    told = event(left, "struck", said_in=of_left), event(right, "struck", said_in=of_right)

    assert origins_of(ids(*told), evidence([left, right], told, [of_left, of_right])) == ("Left",)


def test_unnamed_voices_are_told_apart_by_who_credits_them() -> None:
    """Two papers' unnamed officials may be two people."""
    north, south = report("North Daily", "It was struck, one said."), report("South Post", "It was struck.")
    told, said = [], []
    for each, via in ((north, ("Relay",)), (south, ())):
        said.append(statement(each, "It was struck", "unnamed official", kind=VoiceKind.UNNAMED, via=via))
        told.append(event(each, "struck", said_in=said[-1]))

    assert origins_of(ids(*told), evidence([north, south], told, said)) == (
        "unnamed official (Relay)",
        "unnamed official (South Post)",
    )


def test_a_copied_unnamed_voice_is_one() -> None:
    """The same sentence with the same unnamed official, reprinted, is not a second official."""
    wire, paper = report("The Wire", TEXT), report("Paper", TEXT + " ")
    said = [statement(each, "struck the depot", "official", kind=VoiceKind.UNNAMED) for each in (wire, paper)]
    told = [event(each, "struck", said_in=by) for each, by in zip((wire, paper), said, strict=True)]
    copies = [copied(wire, paper, TEXT, Direction.CREDITED)]

    assert origins_of(ids(*told), evidence([wire, paper], told, said, copies)) == ("official (The Wire)",)


def test_reactions_add_no_origin_and_a_confirmation_does() -> None:
    """Who rejects a threat has not witnessed it; who confirms it vouches for it."""
    paper = report("Paper", "Lind rejected the threat. Roe confirmed the warning. Moss never mentioned it.")
    lind = statement(paper, "the threat", "Bo Lind", act=Act.REJECT)
    roe = statement(paper, "the warning", "Cy Roe", act=Act.CONFIRM)
    moss = statement(paper, "mentioned it", "Di Moss", polarity=Polarity.NOT_SAID)
    told = (
        event(paper, "threat", kind="THREATEN", said_in=lind),
        event(paper, "warning", kind="THREATEN", said_in=roe),
        event(paper, "mentioned", kind="THREATEN", said_in=moss),
    )

    assert origins_of(ids(*told), evidence([paper], told, [lind, roe, moss])) == ("Cy Roe",)


def test_a_noun_for_anothers_speech_act_adds_nothing_beside_a_witness() -> None:
    """Who answers a threat takes it as known; where nobody else tells of it, that is all there is."""
    paper = report("Paper", "The Site says Marsh warned Lind. Lind said the threats frighten nobody.")
    site = statement(paper, "Marsh warned Lind", "The Site", kind=VoiceKind.OUTLET)
    lind = statement(paper, "the threats frighten nobody", "Bo Lind")
    told = event(paper, "warned", kind="THREATEN", said_in=site)
    answered = event(paper, "threats", kind="THREATEN", said_in=lind)
    record = gather([told, answered], [site, lind], [paper], (), [answered.id])

    assert origins_of(ids(told, answered), record) == ("The Site",)
    assert origins_of(ids(answered), record) == ("Bo Lind",)


def test_what_a_threat_aims_at_is_known_from_who_tells_of_the_threat() -> None:
    """That the embassy would close is known from the site that heard the threat."""
    paper = report("Paper", "The Site says Marsh warned she would close it.")
    site = statement(paper, "Marsh warned she would close it", "The Site", kind=VoiceKind.OUTLET)
    marsh = statement(paper, "she would close it", "Ada Marsh", act=Act.THREATEN, parent=site)
    told = event(paper, "close", kind="SANCTION", realis=Realis.THREATENED, said_in=marsh)

    assert origins_of(ids(told), evidence([paper], [told], [site, marsh])) == ("The Site",)


def test_an_assessment_vouches_for_what_its_verbs_tell() -> None:
    """A column that weighs a war says that it was fought."""
    paper = report("Paper", "The column said nothing changed since Norland invaded.")
    column = statement(paper, "nothing changed since Norland invaded", "column", act=Act.ASSESS)
    told = event(paper, "invaded", realis=Realis.HISTORICAL, said_in=column)

    assert origins_of(ids(told), evidence([paper], [told], [column])) == ("column",)


def test_a_headline_is_no_second_source_beside_the_body() -> None:
    """A headline drops the attribution that the body gives."""
    paper = report("Paper", "Depot struck. Rockets hit the depot, police said.")
    police = statement(paper, "Rockets hit the depot", "Police", kind=VoiceKind.GROUP)
    told = event(paper, "struck"), event(paper, "hit", said_in=police)

    assert origins_of(ids(*told), evidence([paper], told, [police])) == ("Police",)


def test_a_sentence_beside_a_copied_one_is_no_second_source() -> None:
    """A rewrite mentions the attack once more in its own words and has still not seen it."""
    wire, paper = report("The Wire", TEXT), report("Paper", f"{TEXT} The attack was loud.")
    told = event(wire, "struck"), event(paper, "struck"), event(paper, "attack")
    copies = [copied(wire, paper, TEXT, Direction.CREDITED)]

    assert origins_of(ids(*told), evidence([wire, paper], told, copies=copies)) == ("The Wire",)


def test_families_of_shared_text_that_share_a_report_are_one_origin() -> None:
    """Two sentences of one text, reprinted by two papers, come from one text."""
    both = report("Both", "The depot was struck. The raid was short.")
    first, second = report("First", "The depot was struck."), report("Second", "The raid was short.")
    told = [event(both, "struck"), event(both, "raid"), event(first, "struck"), event(second, "raid")]
    copies = [copied(both, first, "depot was struck"), copied(both, second, "raid was short")]

    assert origins_of(ids(*told), evidence([both, first, second], told, copies=copies)) == (
        "text shared by Both, First and Second",
    )


def test_the_order_of_records_changes_nothing() -> None:
    """The same record gives the same origins on any machine."""
    reports = [report("North", TEXT), report("South", TEXT + " "), report("West", TEXT + "  ")]
    told = [event(each, "struck") for each in reports]
    copies = [copied(reports[0], reports[1], TEXT), copied(reports[1], reports[2], TEXT)]

    found = {
        origins_of(ids(*order), gather(order, (), reports[::-1], copies[::-1]))
        for order in permutations(told)
    }

    assert found == {("text shared by North, South and West",)}


def test_events_that_are_not_at_hand_are_passed_over() -> None:
    """A partly loaded record still answers."""
    assert origins_of(("event-gone",), evidence([], [])) == ()
