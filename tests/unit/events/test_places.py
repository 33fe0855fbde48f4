"""Places: names that say where, told apart, with the precision that the text supports."""

import pytest

from reportedly.events.gazetteer import fold, load_gazetteer
from reportedly.events.places import find_toponyms, places_at, where_for
from reportedly.events.places_home import home_of
from reportedly.language.language import load_language
from reportedly.terms.places import Precision, Where
from reportedly.terms.readings import Name, NameKind, Reading
from reportedly.terms.spans import Span

ENGLISH = load_language("en")
GAZETTEER = load_gazetteer()


def places(text: str, names: tuple[Name, ...] = (), home: str | None = None) -> tuple[Where, ...]:
    """Return the places of a text that has no sentences marked, where something is said to be or happen."""
    reading = Reading(report_id="r", text=text, reader="test", sentences=(), tokens=(), names=names, tags=())
    return tuple(where for where, there in find_toponyms(reading, ENGLISH, GAZETTEER, home) if there)


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("A depot northwest of Kirkuk, in the north of Iraq, burned.", "Kirkuk", "IQ", Precision.CITY),
        ("A man died in Paris, Texas.", "Paris", "US", Precision.CITY),
        ("A man died in Paris, Ky. on Sunday.", "Paris", "US", Precision.CITY),
        ("A man died in Paris.", "Paris", "FR", Precision.CITY),
        ("It fell outside Baghdad airport.", "Baghdad International Airport", "IQ", Precision.SITE),
        ("It fell in the Green Zone.", "Green Zone, Baghdad", "IQ", Precision.SITE),
        ("The U.S. Embassy in Baghdad closed.", "US Embassy, Baghdad", "IQ", Precision.SITE),
        ("It fell in Anbar province.", "Anbar", "IQ", Precision.PROVINCE),
        ("It fell in the U.S. again.", "United States", "US", Precision.COUNTRY),
        ("Since the invasion of Iraq it is so.", "Iraq", "IQ", Precision.COUNTRY),
        ("It spread across the Middle East.", "Middle East", None, Precision.REGION),
    ],
)
def test_places_where_something_is(text: str, name: str, country: str | None, precision: Precision) -> None:
    """A pin is only as good as its name, its country and its precision."""
    (where,) = places(text)

    assert (where.name, where.country, where.precision) == (name, country, precision)


@pytest.mark.parametrize(
    "text",
    [
        "Iraqi police came.",
        "Washington said no.",
        "The Washington Post said so.",
        "The Bank of Iraq closed.",
        "President Paris Jordan spoke.",
        "The ambassador to Iraq spoke.",
        "In May, in English.",
        "Attacks on U.S. troops rose.",
        "A letter from Pompeo reached Iraqi hands.",
    ],
)
def test_names_that_are_no_place_of_anything(text: str) -> None:
    """Demonyms, governments, newspapers and people must not become pins."""
    assert places(text) == ()


def test_an_ambiguous_name_gets_no_pin() -> None:
    """A name that fits a dozen towns says where nowhere."""
    (where,) = places("Shots were fired in Springfield.")

    assert (where.precision, where.latitude_deg, where.place_id) == (Precision.UNKNOWN, None, None)


def test_the_story_tells_an_ambiguous_name_apart() -> None:
    """Other places of the report are the best witness."""
    found = places("Shots were fired in Springfield. Police in Missouri and in St. Louis, Missouri came.")

    assert (found[0].country, found[0].precision) == ("US", Precision.CITY)
    assert found[0].latitude_deg == pytest.approx(37.2, abs=0.3)


def test_a_person_named_by_the_reader_is_no_place() -> None:
    """The reader sees that Jordan is somebody."""
    text = "The talks with Jordan failed in Amman."
    person = Name(NameKind.PERSON, 15, 21)

    assert [where.name for where in places(text, (person,))] == ["Amman"]


def test_near_a_town_is_wider_than_in_it() -> None:
    """A radius must cover what the words allow."""
    (inside,), (near,) = places("It fell in Mosul."), places("It fell near Mosul.")

    assert inside.radius_m is not None
    assert near.radius_m is not None
    assert near.radius_m > inside.radius_m


def test_a_place_goes_to_the_event_of_its_clause() -> None:
    """Two events of one sentence keep their own places."""
    text = "Rockets fell in Mosul, and envoys met in Basra."
    found = places(text)
    at = text.index("met")
    where = where_for(Span("r", at, at + 3), Span("r", 0, len(text)), found, text, ENGLISH)

    assert where is not None
    assert text[where.span.start : where.span.end] == "Basra"


def test_names_fold_alike_however_they_are_written() -> None:
    """Accents, dots, hyphens and case must not split one place into two."""
    assert fold("Al-Fallūjah") == fold("al fallujah")
    assert fold("U.S.") == "us"


def test_every_province_of_the_overlay_is_in_the_gazetteer() -> None:
    """An overlay entry whose town is misspelt would vanish without a word."""
    lost = [
        province.name
        for province in ENGLISH.places.provinces
        if not any(place.local for place in GAZETTEER.find(province.name))
    ]

    assert lost == []


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Two men died in Kirkuk province, Iraq.", "Kirkuk Governorate", "IQ"),
        ("Two men died in Rapides Parish, Louisiana.", "Rapides Parish", "US"),
        ("A flood hit Otter Tail and Becker counties in Minnesota.", "Otter Tail County", "US"),
        ("Shots were fired in Cottonport, near Alexandria, La.", "Cottonport", "US"),
        ("Ships were hit in the Red Sea.", "Red Sea", None),
        ("A boat sank on the Euphrates.", "Euphrates", None),
    ],
)
def test_provinces_counties_small_towns_and_waters_are_places(
    text: str, name: str, country: str | None
) -> None:
    """Local news happens in places that a list of cities does not have."""
    where = places(text)[0]

    assert (where.name, where.country) == (name, country)


def test_the_names_of_a_story_tell_one_another_apart() -> None:
    """A county, a state or a neighbour named once settles a name that stands alone."""
    found = places("Police in Alexandria came. The sheriff of Rapides Parish said so. He lives in Pineville.")

    assert [where.country for where in found] == ["US", "US"]
    assert found[0].latitude_deg == pytest.approx(31.3, abs=0.3)
    assert found[1].latitude_deg == pytest.approx(31.3, abs=0.3)


def test_the_outlets_country_tips_a_doubt() -> None:
    """A paper of Australia means the Perth there, as long as nothing else is said."""
    text = "Shots were fired in Perth."
    (where,) = places(text, home="AU")

    assert where.country == "AU"


@pytest.mark.parametrize(
    ("outlet", "address", "home"),
    [
        ("Reuters", None, "GB"),
        (None, "https://www.example.com.au/story", "AU"),
        (None, "https://example.co.uk/story", "GB"),
        (None, "https://example.io/story", None),
        (None, "story.txt", None),
        (None, None, None),
    ],
)
def test_where_an_outlet_prints(outlet: str | None, address: str | None, home: str | None) -> None:
    """The seat of a known outlet, else the country that its address names."""
    assert home_of(outlet, address, ENGLISH) == home


@pytest.mark.parametrize(
    "text", ["The Kansas State Police came.", "South Korean envoys came.", "Since then, no."]
)
def test_a_name_within_a_name_is_where_nothing_happens(text: str) -> None:
    """An office, a people and a common word are no place of an event."""
    assert places(text) == ()


def test_names_that_are_given_always_get_their_likeliest_place() -> None:
    """For those who know that a word is a place, and ask which."""
    text = "Springfield, Ky. and Iraqis and Qqqq."
    reading = Reading(report_id="r", text=text, reader="test", sentences=(), tokens=(), names=(), tags=())
    found = places_at(reading, [(0, 11), (13, 16), (21, 27), (32, 36)], ENGLISH, GAZETTEER)

    assert [where.country for where in found] == ["US", "US", "IQ", None]
