"""Blocking keys: what may meet, and what never needs to."""

from reportedly.incidents.keys import BLOCK_CAP, NEIGHBOURS, keys, pairs

from .making import day, place, sighting

BAGHDAD = place("Baghdad")


def test_neighbouring_months_meet_at_their_border() -> None:
    """A happening of the night of the 31st is dated the 1st by the next report."""
    left = sighting("e1", when=day("2020-01-31"), where=BAGHDAD)
    right = sighting("e2", when=day("2020-02-01"), where=BAGHDAD)

    assert any("place" in key for key in keys(left) & keys(right))


def test_other_months_share_no_place_key() -> None:
    """Blocks stay small only if a city is a block for a month, not for ever."""
    left = sighting("e1", when=day("2020-01-05"), where=BAGHDAD)
    right = sighting("e2", when=day("2020-05-05"), where=BAGHDAD)

    assert not keys(left) & keys(right)


def test_a_bare_mention_has_its_own_report_alone() -> None:
    """A sighting without date, place, people or copy must not sit in one giant block."""
    assert len(keys(sighting("e1"))) == 1


def test_an_undated_mention_meets_by_its_publication() -> None:
    """Most reports of yesterday's attack leave out the year."""
    left = sighting("e1", when=day("2020-01-31"), where=BAGHDAD)
    right = sighting("e2", where=BAGHDAD, published=day("2020-02-02"))

    assert list(pairs([left, right]))


def test_site_and_city_meet_in_their_country() -> None:
    """One report names the airport, another only the land."""
    left = sighting("e1", when=day("2020-01-03"), where=BAGHDAD)
    right = sighting("e2", when=day("2020-01-03"), where=place("Erbil"))

    assert any("|IQ|" in key for key in keys(left) & keys(right))


def test_a_crowded_block_costs_in_step_with_its_size() -> None:
    """A hundred thousand mentions in one city and month must not become ten billion pairs."""
    crowd = [sighting(f"e{n:04d}", when=day("2020-01-03"), where=BAGHDAD) for n in range(4 * BLOCK_CAP)]

    assert len(list(pairs(crowd))) <= len(crowd) * NEIGHBOURS


def test_only_fresh_mentions_are_compared_when_asked() -> None:
    """Reading one more report must not compare the whole record again."""
    old = [sighting(f"e{n}", when=day("2020-01-03"), where=BAGHDAD) for n in range(5)]
    fresh = sighting("f", when=day("2020-01-03"), where=BAGHDAD)

    compared = list(pairs([*old, fresh], frozenset({"f"})))

    assert {(left.id, right.id) for left, right in compared} == {(f"e{n}", "f") for n in range(5)}


def test_an_open_or_endless_time_gives_no_window() -> None:
    """ "Since January" and "last century" would put a mention into every block."""
    decade = sighting("e1", when=day("2010-01-01", 3650), where=BAGHDAD)

    assert not any("place" in key for key in keys(decade))
