"""Main happenings: two reports mainly about one thing are known by what they tell, with the reasons."""

from dataclasses import replace

import pytest

from reportedly.incidents.compare import compare
from reportedly.incidents.group import group
from reportedly.incidents.keys import keys
from reportedly.incidents.mains import likeness
from reportedly.incidents.particulars import cosine, particulars_of, rarity_of_town
from reportedly.incidents.sighting import Sighting
from reportedly.terms.incidents import Verdict
from reportedly.terms.places import unpinned
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.times import Basis, Grain, When
from tests.unit.incidents.making import day, number, sighting

FIRST = (
    "Two wounded at Varnley ferry dock",
    "A gunman wounded Dagny Ostrem, 34, and a 19-year-old deckhand on Quarrel Street in Varnley on Friday, "
    "said the harbour police. The ferry Skua was kept at its berth.",
)
AGAIN = (
    "Gunman sought after Varnley dock shooting",
    "Police in Varnley are looking for a man who shot Dagny Ostrem, 34, a ferry stewardess, beside the "
    "Skua's berth on Quarrel Street. A 19-year-old was also hit.",
)
OTHER = (
    "Three shot outside Pellworth mill",
    "Gunfire at the Pellworth mill on Cobbler Lane left Ivo Marsden, 51, and two weavers in hospital.",
)


def report(name: str, texts: tuple[str, str]) -> Report:
    """Return a labelled report of a headline and one paragraph."""
    text = "\n\n".join(texts)
    cut = len(texts[0])
    return Report(
        id=name,
        uri=name,
        outlet=None,
        url=None,
        title=texts[0],
        byline=None,
        published=None,
        language="en",
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256="0" * 64,
        text=text,
        blocks=(
            Block(Role.HEADLINE, Span(name, 0, cut)),
            Block(Role.PARAGRAPH, Span(name, cut + 2, len(text))),
        ),
    )


def leading(name: str, texts: tuple[str, str], published: str, when: When | None = None) -> Sighting:
    """Return the leading mention of a report's main happening."""
    made = sighting(f"event-{name}", report=name, published=day(published), when=when)
    event = replace(made.event, main=True, leads=True)
    return replace(made, event=event, particulars=particulars_of(report(name, texts), "en"))


def test_rare_words_names_ages_and_streets_are_what_a_report_is_known_by() -> None:
    """They are what a second writer about the same thing cannot do without."""
    found = particulars_of(report("a", FIRST), "en")

    assert found.ages == {"34", "19"}
    assert found.streets == {"quarrel"}
    assert {"dagny", "ostrem", "varnley"} <= {word for word, _ in found.names}
    assert "said" not in {word for word, _ in found.words}
    assert sum(weight**2 for _, weight in found.words) == pytest.approx(1)


def test_people_are_known_where_their_age_stands_beside_their_name() -> None:
    """They are the persons of the story; an officer who is quoted has no age, a date is nobody."""
    text = (
        "Officer Dagny B. O'Ostrem, 34, and 19-year-old Ivo Marsden Jr. were hit, said Chief Orla Penn on "
        "Monday, May 4, near Route 9, Varnley."
    )
    found = particulars_of(report("a", ("Two hit", text)), "en")

    assert found.people == {("dagny", "ostrem"), ("ivo", "marsden")}


def test_somebody_told_of_in_one_report_and_named_in_the_other_joins_them() -> None:
    """A follow-up gives the victim's name and none of the circumstances; other people speak against."""
    other = ("Vigil for stewardess", "Friends of Dagny Ostrem met by the water in Varnley.")
    third = ("Vigil for stewardess", "Friends of Runa Holt, 27, met by the water in Varnley.")
    first = leading("a", FIRST, "2031-05-04")
    found = likeness(first, leading("b", other, "2031-05-09"))
    apart = likeness(first, leading("c", third, "2031-05-09"))

    assert any("both name dagny ostrem" in reason for reason in found[1])
    assert any("other persons" in reason for reason in apart[1])
    assert found[0] > apart[0]


def test_a_report_that_appeared_before_the_other_happening_tells_of_another() -> None:
    """Nobody prints what has not happened yet."""
    early, late = leading("a", FIRST, "2031-05-02"), leading("b", AGAIN, "2031-05-05", day("2031-05-04"))

    assert any("before the other's day 2031-05-04" in reason for reason in likeness(early, late)[1])
    assert likeness(early, late) == likeness(late, early)


def test_towns_that_neither_report_names_of_the_other_speak_against() -> None:
    """A suburb's shooting is told under the city's name by some, and the suburb stands in their text."""

    def at(name: str, texts: tuple[str, str], town: str) -> Sighting:
        made = leading(name, texts, "2031-05-04")
        return replace(made, event=replace(made.event, where=unpinned(town, Span(name, 0, 1))))

    said = likeness(at("a", FIRST, "Varnley"), at("b", AGAIN, "Harbour End"))
    unsaid = likeness(at("a", FIRST, "Tollgate"), at("b", AGAIN, "Pellworth"))
    assert any("neither named by the other" in reason for reason in unsaid[1])
    assert said[0] > unsaid[0]


def test_a_day_in_a_town_that_is_often_in_the_news_says_less() -> None:
    """In a large city several things happen on one day; in a village, one."""
    where = unpinned("Varnley", Span("a", 0, 1))
    first, second = (leading(*each, "2031-05-04", day("2031-05-04")) for each in (("a", FIRST), ("b", OTHER)))
    placed = [replace(each, event=replace(each.event, where=where)) for each in (first, second)]
    large, small = ([replace(each, town=rare) for each in placed] for rare in (3.0, 7.0))

    assert likeness(*large)[0] < likeness(*placed)[0] < likeness(*small)[0]
    assert any("Varnley is often in the news" in reason for reason in likeness(*large)[1])


def test_the_rarest_word_of_a_town_tells_how_large_it_is() -> None:
    """ "New" stands everywhere; "Chicago" in half the papers; a village in none."""
    rarity = [
        rarity_of_town(unpinned(name, Span("a", 0, 1)), "en")
        for name in ("Chicago", "New Varnley", "Varnley")
    ]
    assert rarity[0] < rarity[1] == rarity[2]


def test_reports_that_name_the_same_person_are_compared_after_months() -> None:
    """A court's report shares no other rare word with the first night's."""
    trial = ("Verdict is due", "The case of Dagny Ostrem, 34, comes to its end.")
    first, late = leading("a", FIRST, "2031-05-04"), leading("b", trial, "2031-11-20")

    assert any("|person|dagny ostrem|" in key for key in keys(first) & keys(late))


def test_captions_tell_nothing() -> None:
    """An old photograph beside a new text would join two happenings."""
    made = report("a", FIRST)
    blocks = (made.blocks[0], replace(made.blocks[1], role=Role.CAPTION))

    assert particulars_of(replace(made, blocks=blocks), "en").ages == frozenset()


def test_two_reports_of_one_shooting_are_joined_and_say_why() -> None:
    """A person who reads the reasons must be able to agree or not."""
    first, again = leading("a", FIRST, "2031-05-04"), leading("b", AGAIN, "2031-05-05")
    found = compare(first, again)

    assert found.verdict is Verdict.SAME
    assert any("same street: quarrel" in reason for reason in found.reasons)
    assert any("dagny" in reason for reason in found.reasons)
    assert found == compare(again, first)


def test_two_shootings_of_one_day_are_not_joined() -> None:
    """The day and the kind of deed are all that most shootings have in common."""
    found = compare(leading("a", FIRST, "2031-05-04"), leading("c", OTHER, "2031-05-04"))

    assert found.verdict is not Verdict.SAME


def test_a_day_that_differs_speaks_against_but_does_not_forbid() -> None:
    """The day of a whole report is inferred: one wrong weekday must not split what all else joins."""
    same = likeness(
        leading("a", FIRST, "2031-05-04", day("2031-05-02")),
        leading("b", AGAIN, "2031-05-05", day("2031-05-02")),
    )
    other = likeness(
        leading("a", FIRST, "2031-05-04", day("2031-05-02")),
        leading("b", AGAIN, "2031-05-05", day("2031-05-04")),
    )

    assert same[0] > other[0]
    assert any("other days" in reason for reason in other[1])


def test_reports_of_one_thing_share_a_key_though_weeks_lie_between() -> None:
    """What is never compared is never joined: an arrest is reported long after the deed."""
    first, late = leading("a", FIRST, "2031-05-04"), leading("b", AGAIN, "2031-06-20")

    assert keys(first) & keys(late)
    assert not keys(first) & keys(leading("c", OTHER, "2031-05-04"))


def test_a_report_unlike_the_rest_is_not_drawn_in_by_one_that_is_like_it() -> None:
    """A round-up of the week resembles each of its shootings a little; they stay apart."""
    both = (FIRST[0], f"{FIRST[1]} {OTHER[1]}")
    some = [leading("a", FIRST, "2031-05-04"), leading("b", AGAIN, "2031-05-05")]
    rest = [
        leading("c", OTHER, "2031-05-04"),
        leading("d", (OTHER[0], OTHER[1] + " Police came."), "2031-05-05"),
    ]
    everybody = [*some, *rest, leading("e", both, "2031-05-06")]
    pairs = [(a, b) for at, a in enumerate(everybody) for b in everybody[:at]]
    home = {
        e: each.id for each in group(everybody, [compare(a, b) for a, b in pairs]) for e in each.event_ids
    }

    assert home["event-a"] == home["event-b"]
    assert home["event-c"] == home["event-d"]
    assert home["event-a"] != home["event-c"]


def test_a_report_is_wholly_like_itself() -> None:
    """One end of the scale."""
    found = particulars_of(report("a", FIRST), "en")

    assert cosine(found, found) == pytest.approx(1)


def mention(name: str, **given: object) -> Sighting:
    """Return another mention, in one report, of what it is mainly about."""
    made = sighting(name, report="r", **given)  # type: ignore[arg-type]
    return replace(made, event=replace(made.event, main=True, nominal=True))


def test_several_happenings_are_not_the_single_one_that_their_report_is_about() -> None:
    """Several rocket attacks beside one strike is a series; a series never swallows a happening."""
    strike = mention("e1", at=90)
    series = mention("e2", at=40, counts=(replace(number("attacks", 2), span=Span("r", 25, 32)),))

    assert compare(strike, series).verdict is Verdict.DIFFERENT
    assert compare(strike, mention("e3", at=140)).verdict is Verdict.SAME


def test_mentions_that_one_report_dates_apart_itself_are_two() -> None:
    """A day that a mention has from the report as a whole is not its own and parts nothing."""
    recalled = day("2003-03-20", 365, Grain.YEAR)
    strike = mention("e1", when=day("2020-01-03"))

    assert compare(strike, mention("e2", when=recalled)).verdict is Verdict.DIFFERENT
    assert compare(strike, mention("e3", when=day("2020-01-01"))).verdict is Verdict.DIFFERENT
    inherited = day("2020-01-01", basis=Basis.INHERITED)
    assert compare(strike, mention("e4", when=inherited)).verdict is Verdict.SAME


def test_a_mention_of_a_year_is_no_mention_of_a_day_though_neither_can_be_placed() -> None:
    """Without a publication date "three days ago" and "17 years ago" have no day, and differ all the same."""
    unplaced = replace(day("2020-01-03"), start=None, end=None)

    found = compare(mention("e1", when=unplaced), mention("e2", when=replace(unplaced, grain=Grain.YEAR)))
    assert found.verdict is Verdict.DIFFERENT
    assert "year" in found.reasons[0]
