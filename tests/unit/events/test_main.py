"""The main happening of a report: its day, its place, its toll."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reportedly.events.main import dateline_place, find_main
from reportedly.events.main_spots import Clues
from reportedly.terms.places import Precision, Where
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Role, Span
from reportedly.terms.times import Basis, Grain, When
from tests.unit.events.making import PUBLISHED
from tests.unit.events.trees import treed
from tests.unit.readings.making import ENGLISH, marked

CHARGED = (
    "Police/NOUN/nsubj>1 charged/VERB/root>1 a/DET/det>3 man/NOUN/obj>1 on/ADP/case>5 Tuesday/PROPN/obl>1 "
    "over/ADP/case>8 a/DET/det>8 shooting/NOUN/obl>1"
)
KILLED = (
    "A/DET/det>1 clerk/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 killed/VERB/root>3 on/ADP/case>5 "
    "Friday/PROPN/obl>3 "
    "in/ADP/case>7 Tarnow/PROPN/obl>3"
)


def day(reading: Reading, word: str, number: int) -> When:
    """Return the day of May 2031 that a word stands for."""
    start = datetime(2031, 5, number, tzinfo=UTC)
    at = reading.text.index(word)
    span = Span("r", at, at + len(word))
    return When(start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.RELATIVE, span=span)


def place(reading: Reading, word: str) -> Where:
    """Return a city of this name."""
    at = reading.text.index(word)
    return Where(
        name=word,
        span=Span("r", at, at + len(word)),
        place_id=f"local:{word}",
        country="PL",
        longitude_deg=None,
        latitude_deg=None,
        radius_m=None,
        precision=Precision.CITY,
    )


def test_the_day_of_the_deed_comes_before_the_day_of_the_charge() -> None:
    """A report on an arrest names that day first, and it is not when the victim died."""
    reading = treed(CHARGED, KILLED)
    whens = [day(reading, "Tuesday", 13), day(reading, "Friday", 9)]
    clues = Clues(whens=whens, toponyms=[place(reading, "Tarnow")], dateline=None, published=PUBLISHED)
    found = find_main(reading, clues, ENGLISH)

    assert found.when == whens[1]
    assert found.where is not None and found.where.name == "Tarnow"
    assert (found.toll.killed, found.toll.wounded) == (1, 0)


def test_a_day_after_publication_is_not_the_day_of_the_deed() -> None:
    """A trial next week is no attack next week."""
    reading = treed(KILLED)
    clues = Clues(whens=[day(reading, "Friday", 16)], toponyms=[], dateline=None, published=PUBLISHED)

    assert find_main(reading, clues, ENGLISH).when is None


def test_a_bare_time_of_day_is_the_day_of_publication_and_says_so() -> None:
    """ "At 5 p.m." in a report without any day can only be the day it appeared; bare digits tell nothing."""
    told = "A/DET/det>1 clerk/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 killed/VERB/root>3 at/ADP/case>6 {}"
    for words, basis in (("5/NUM/nummod>6 p.m./NOUN/obl>3", Basis.PUBLISHED), ("0:50/NUM/obl>3", None)):
        reading = treed(told.format(words))
        start = reading.text.index("at ") + 3
        span = Span("r", start, len(reading.text.rstrip()))
        bare = When(start=None, end=None, grain=Grain.DAY, basis=Basis.RELATIVE, span=span)
        found = find_main(
            reading, Clues(whens=[bare], toponyms=[], dateline=None, published=PUBLISHED), ENGLISH
        ).when

        assert (found.basis if found is not None else None) == basis
        assert found is None or found.start == PUBLISHED.start


def test_a_dateline_gives_its_place_by_its_words_alone() -> None:
    """No coordinates are made up for it."""
    reading = marked("TARNOW, Poland (AP) — A clerk was killed.")
    found = dateline_place(reading, Span("r", 0, 21), ENGLISH)

    assert found is not None
    assert (found.name, found.latitude_deg, found.precision) == ("Tarnow", None, Precision.UNKNOWN)
    assert reading.text[found.span.start : found.span.end] == "TARNOW"


def test_a_report_without_trees_or_times_has_no_main_happening() -> None:
    """Nothing is defaulted."""
    reading = marked("Rebels attacked the depot.", "attacked")
    found = find_main(reading, Clues(whens=(), toponyms=(), dateline=None, published=None), ENGLISH)

    assert (found.when, found.where, found.toll.killed) == (None, None, 0)


def test_the_town_of_a_police_force_may_be_the_place() -> None:
    """A report that nowhere else says where still names those who answer for the place."""
    reading = treed(
        "Tarnow/PROPN/compound>1 Police/PROPN/nsubj>2 said/VERB/root>2 a/DET/det>4 clerk/NOUN/nsubj>5 "
        "died/VERB/ccomp>2",
        bodies=("Tarnow Police",),
    )
    found = find_main(reading, Clues(whens=(), toponyms=(), dateline=None, published=None), ENGLISH)

    assert found.where is not None
    assert (found.where.name, found.where.latitude_deg) == ("Tarnow", None)


HURT = (
    "Raiders/NOUN/nsubj>1 wounded/VERB/root>1 four/NUM/nummod>3 clerks/NOUN/obj>1 in/ADP/case>5 "
    "2014/NUM/obl>1"
)
UNDATED = (
    "A/DET/det>1 clerk/NOUN/nsubj:pass>3 was/AUX/aux:pass>3 killed/VERB/root>3 in/ADP/case>5 "
    "Tarnow/PROPN/obl>3"
)
SEIZED = (
    "Police/NOUN/nsubj>1 arrested/VERB/root>1 a/DET/det>3 man/NOUN/obj>1 on/ADP/case>5 Tuesday/PROPN/obl>1 "
    "over/ADP/case>8 a/DET/det>8 raid/NOUN/obl>1 that/PRON/nsubj>10 wounded/VERB/acl:relcl>8 "
    "four/NUM/nummod>12 clerks/NOUN/obj>10"
)
SO_FAR = (
    "Raids/NOUN/nsubj>1 wounded/VERB/root>1 nine/NUM/nummod>3 clerks/NOUN/obj>1 this/DET/det>5 "
    "year/NOUN/obl>1"
)


def year(reading: Reading, words: str, number: int, basis: Basis) -> When:
    """Return the year that these words stand for."""
    start = datetime(number, 1, 1, tzinfo=UTC)
    at = reading.text.index(words)
    end = datetime(number + 1, 1, 1, tzinfo=UTC)
    return When(start=start, end=end, grain=Grain.YEAR, basis=basis, span=Span("r", at, at + len(words)))


def test_what_is_dated_by_a_year_alone_is_beside_the_main_happening_of_a_report_without_a_date() -> None:
    """Without a day to compare with, an attack of 2014 would lend its wounded to today's."""
    reading = treed(UNDATED, HURT)
    whens = [year(reading, "2014", 2014, Basis.STATED)]
    found = find_main(reading, Clues(whens=whens, toponyms=(), dateline=None, published=None), ENGLISH)

    assert (found.toll.killed, found.toll.wounded, len(found.told)) == (1, 0, 1)


def test_a_report_that_dates_all_its_violence_by_a_year_is_about_that() -> None:
    """A report on an anniversary tells of nothing newer."""
    reading = treed(HURT)
    whens = [year(reading, "2014", 2014, Basis.STATED)]
    found = find_main(reading, Clues(whens=whens, toponyms=(), dateline=None, published=None), ENGLISH)

    assert (found.toll.wounded, len(found.told)) == (4, 1)


def test_the_day_of_an_arrest_does_not_set_its_sentence_aside() -> None:
    """What somebody is arrested for happened on another day, and the numbers beside it are its own."""
    reading = treed(SEIZED, KILLED)
    whens = [day(reading, "Tuesday", 13), day(reading, "Friday", 2)]
    clues = Clues(whens=whens, toponyms=(), dateline=None, published=PUBLISHED)
    found = find_main(reading, clues, ENGLISH)

    assert found.when == whens[1]
    assert (found.toll.wounded, len(found.told)) == (4, 2)


def test_what_is_counted_over_a_year_is_not_the_toll_of_one_happening() -> None:
    """ "Nine wounded this year" tells of many raids."""
    reading = treed(KILLED, SO_FAR)
    whens = [day(reading, "Friday", 9), year(reading, "this year", 2031, Basis.RELATIVE)]
    clues = Clues(whens=whens, toponyms=(), dateline=None, published=PUBLISHED)
    found = find_main(reading, clues, ENGLISH)

    assert (found.toll.killed, found.toll.wounded, len(found.told)) == (1, 0, 1)


@pytest.mark.parametrize("line", ["Posted May 9", "(AP) —", "May 9, 2031"])
def test_a_line_that_names_no_place_gives_none(line: str) -> None:
    """The day on which a page was posted is no town."""
    assert dateline_place(marked(line), Span("r", 0, len(line)), ENGLISH) is None


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Lima/PROPN/compound>1 man/NOUN/nsubj>2 died/VERB/root>2", "Lima"),
        ("Qwertz/PROPN/compound>1 man/NOUN/nsubj>2 died/VERB/root>2", None),
        ("Lima/PROPN/nsubj>1 died/VERB/root>1", None),
    ],
)
def test_a_town_before_people_in_a_headline_may_be_the_place(headline: str, expected: str | None) -> None:
    """A reader takes it for somebody's name; only what a gazetteer knows is believed, without a pin."""
    reading = treed(headline, people=(headline.partition("/")[0],))
    reading = replace(reading, sentences=tuple(replace(s, role=Role.HEADLINE) for s in reading.sentences))
    found = find_main(reading, Clues(whens=(), toponyms=(), dateline=None, published=None), ENGLISH)

    assert (found.where.name if found.where is not None else None) == expected
    assert found.where is None or found.where.latitude_deg is None
