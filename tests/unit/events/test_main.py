"""The main happening of a report: its day, its place, its toll."""

from datetime import UTC, datetime, timedelta

from reportedly.events.main import dateline_place, find_main
from reportedly.events.main_spots import Clues
from reportedly.terms.places import Precision, Where
from reportedly.terms.readings import Reading
from reportedly.terms.spans import Span
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
    found = dateline_place(reading, Span("r", 0, 21))

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
