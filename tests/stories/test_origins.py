"""Origins, not outlets: two reports with one source behind them are one source."""

from tests.stories.telling import Tell, by, happened, origins, registered, the

RAID = "Gunmen attacked a police station in Basra on Monday, killing three officers, the governor said."
WIRE = (
    "BASRA (Delta Wire) -- Gunmen attacked a police station in Basra on Monday, killing three officers,"
    " the provincial governor said.",
    "The attackers came in two pickup trucks and burned the station’s archive before they fled.",
)


def test_one_agency_text_in_two_outlets_is_one_origin(tell: Tell) -> None:
    """Ten papers that print the wire are ten reports and one source: the classic way to count paper."""
    read = tell(
        by("Delta Wire", *WIRE, published="2031-05-06T08:00:00+00:00"),
        by("Harbour Post", *WIRE, published="2031-05-06T12:00:00+00:00"),
        by("Hill Gazette", *WIRE, published="2031-05-06T15:00:00+00:00"),
    )
    attacks = registered(read, "ASSAULT")
    assert len(origins(attacks)) == 1
    assert max(len(each["reports"]) for each in attacks) == 3


def test_two_reprints_without_the_original_are_one_origin(tell: Tell) -> None:
    """The agency's own text need not be at hand for two of its customers to be one source."""
    read = tell(
        by("Harbour Post", *WIRE, published="2031-05-06"),
        by("Hill Gazette", *WIRE, published="2031-05-06"),
    )
    assert len(origins(registered(read, "ASSAULT"))) == 1


def test_a_column_that_cites_a_site_adds_no_origin(tell: Tell) -> None:
    """A column retells in its own words; the site behind it is still the only one who knows."""
    read = tell(
        by(
            "Basra Dispatch",
            "Gunmen attacked a police station in Basra on Monday, killing three officers.",
            published="2031-05-06",
        ),
        by(
            "Hill Gazette",
            "On Monday gunmen attacked a police station in Basra and killed three officers, according to the"
            " Basra Dispatch.",
            "It is time that somebody asked what the army does all day.",
            published="2031-05-07",
        ),
    )
    assert origins(registered(read, "ASSAULT")) == {"basra dispatch"}


def test_the_chain_is_followed_to_the_first_source(tell: Tell) -> None:
    """A paper cites a paper that cites a captain: the count must end at the captain."""
    read = tell(
        by(
            "Basra Dispatch",
            "Gunmen attacked a police station in Basra on Monday, Captain Rashid Amari said.",
            published="2031-05-06",
        ),
        by(
            "Hill Gazette",
            "Gunmen attacked a police station in Basra on Monday, the Basra Dispatch reported.",
            published="2031-05-07",
        ),
        by(
            "Valley Courier",
            "Gunmen attacked a police station in Basra on Monday, the Hill Gazette reported.",
            published="2031-05-08",
        ),
    )
    found = origins(registered(read, "ASSAULT"))
    assert len(found) == 1
    assert "rashid amari" in found.pop()


def test_the_order_of_reading_does_not_matter(tell: Tell) -> None:
    """A copy that arrives before its original must not stay an origin for ever."""
    read = tell(
        by("Hill Gazette", *WIRE, published="2031-05-06T15:00:00+00:00"),
        by("Delta Wire", *WIRE, published="2031-05-06T08:00:00+00:00"),
    )
    assert len(origins(registered(read, "ASSAULT"))) == 1


def test_who_answers_does_not_confirm(tell: Tell) -> None:
    """Mocking an attack is a reaction to the news, not a second witness of it."""
    read = tell(
        by("Basra Dispatch", RAID, published="2031-05-06"),
        by(
            "Hill Gazette",
            "Militia leader Kasim Dawud mocked the police on Tuesday.",
            "“They sleep well in Basra,” Dawud said.",
            published="2031-05-07",
        ),
    )
    found = origins(registered(read, "ASSAULT"))
    assert len(found) == 1
    assert not any("dawud" in name for name in found)


def test_who_confirms_is_another_origin(tell: Tell) -> None:
    """A second person who knows it independently is exactly what an analyst looks for."""
    read = tell(
        by(
            "Basra Dispatch",
            "Gunmen attacked a police station in Basra on 5 May 2031, Captain Rashid Amari said.",
            published="2031-05-06",
        ),
        by(
            "Hill Gazette",
            "Doctor Selma Haddad confirmed that gunmen attacked a police station in Basra on 5 May 2031.",
            published="2031-05-07",
        ),
    )
    found = origins(registered(read, "ASSAULT"))
    assert len(found) == 2
    assert any("haddad" in name for name in found)


def test_two_reports_in_their_own_voice_are_two_origins_of_one_attack(tell: Tell) -> None:
    """Two newsrooms that both saw it are two sources, and still tell of one attack."""
    read = tell(
        by(
            "Basra Dispatch",
            "Gunmen attacked a police station in Basra on 5 May 2031.",
            published="2031-05-06",
        ),
        by(
            "Harbour Post",
            "A police station in Basra was attacked by gunmen on 5 May 2031.",
            published="2031-05-06",
        ),
    )
    attack = the(registered(read, "ASSAULT"))
    assert sorted(attack["origins"]) == ["Basra Dispatch", "Harbour Post"]


def test_unnamed_sources_of_two_outlets_are_two(tell: Tell) -> None:
    """Nobody can tell that two security sources are one, so folding them would invent a fact."""
    read = tell(
        by(
            "Basra Dispatch",
            "Gunmen attacked a police station in Basra on 5 May 2031, a security source said.",
            published="2031-05-06",
        ),
        by(
            "Harbour Post",
            "A police station in Basra was attacked by gunmen on 5 May 2031, a security source said.",
            published="2031-05-06",
        ),
    )
    found = origins(registered(read, "ASSAULT"))
    assert len(found) == 2
    assert all("security source" in name for name in found)


def test_attacks_of_different_days_are_different(tell: Tell) -> None:
    """The same kind of attack in the same town a week later is a second one."""
    first = "Gunmen attacked a police station in Basra on 5 May 2031."
    second = "Gunmen attacked a police station in Basra on 12 May 2031."
    read = tell(
        by("Basra Dispatch", first, published="2031-05-06"),
        by("Harbour Post", second, published="2031-05-13"),
    )
    assert len(happened(read, "ASSAULT")) >= 2
    days = [each["when"]["start"][:10] for each in registered(read, "ASSAULT")]
    assert sorted(days) == ["2031-05-05", "2031-05-12"]
