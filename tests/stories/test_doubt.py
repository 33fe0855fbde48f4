"""What is not known stays open, with the words that leave it open; nothing is quietly filled in."""

import pytest

from tests.stories.expected import NOW, Fields, Read
from tests.stories.telling import Tell, by, happened, registered, saying, the


def _day(when: Fields | None) -> tuple[str | None, str | None]:
    """Return the days on which a time begins and ends, None for an open side or no time."""
    found = when or {"start": None, "end": None}
    start, end = (found[side] and found[side][:10] for side in ("start", "end"))
    return start, end


def _attack(read: Read) -> Fields:
    """Return the event of the only attack."""
    return the([each for each in happened(read, "ASSAULT") if each["trigger"]["text"] == "attacked"])


@pytest.mark.parametrize(
    ("words", "days", "grain"),
    [
        ("on Sunday", ("2031-05-18", "2031-05-19"), "day"),
        ("last month", ("2031-04-01", "2031-05-01"), "month"),
        ("on May 5", ("2031-05-05", "2031-05-06"), "day"),
        ("in March 2029", ("2029-03-01", "2029-04-01"), "month"),
    ],
)
def test_a_time_is_as_fine_as_its_words(tell: Tell, words: str, days: tuple[str, str], grain: str) -> None:
    """ "Last month" is a month and not the day on which the paper came out."""
    read = tell(by("Harbour Post", f"Gunmen attacked a convoy near Mosul {words}.", published="2031-05-20"))
    when = _attack(read)["when"]
    assert _day(when) == days
    assert (when["grain"], when["words"]["text"]) == (grain, words.removeprefix("on ").removeprefix("in "))


@pytest.mark.parametrize("words", ["on Sunday", "last month", "on May 5"])
def test_without_a_publication_date_a_relative_time_stays_open(tell: Tell, words: str) -> None:
    """A Sunday counted from today, or from the file's date, is an invented Sunday."""
    read = tell(by("Harbour Post", f"Gunmen attacked a convoy near Mosul {words}."))
    assert read.reports[0]["published"] is None
    assert _day(_attack(read)["when"]) == (None, None)
    assert [each["when"] for each in registered(read) if _day(each["when"]) != (None, None)] == []


def test_no_record_carries_the_day_of_reading(tell: Tell) -> None:
    """Today's date, where none is printed, is the commonest lie of archives."""
    read = tell(
        "Harbour Post | World\nConvoy attacked near Mosul\n\n"
        "Gunmen attacked a convoy near Mosul, killing two drivers. Rebels claimed the attack on Tuesday.\n"
    )
    kept = (read.reports, read.statements, read.events, read.incidents)
    dated = [each.get("published") or each.get("when") for kind in kept for each in kind]
    assert read.events
    assert [when for when in dated if _day(when) != (None, None)] == []
    assert NOW.isoformat()[:10] not in str([each for kind in kept[1:] for each in kind])


def test_two_days_later_leans_on_the_date_before(tell: Tell) -> None:
    """Counted from the publication date it would be in the future."""
    read = tell(
        by(
            "Harbour Post",
            "On March 3, a bomb wrecked a truck near Balad. Two days later, gunmen attacked a convoy there.",
            published="2031-05-20",
        )
    )
    assert _day(_attack(read)["when"]) == ("2031-03-05", "2031-03-06")


def _killed(read: Read) -> list[Fields]:
    """Return what the events say of the killed."""
    return [count for each in happened(read) for count in each["counts"] if count["what"] == "killed"]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [("three", 3, 3), ("at least two", 2, None), ("no fewer than 40", 40, None), ("two or three", 2, 3)],
)
def test_a_count_keeps_its_sides(tell: Tell, words: str, low: int, high: int | None) -> None:
    """ "At least two" has no upper side, and writing two there makes the disagreement vanish."""
    read = tell(
        by("Harbour Post", f"Gunmen killed {words} farmers near Mosul on Monday.", published="2031-05-20")
    )
    assert {(count["low"], count["high"]) for count in _killed(read)} == {(low, high)}


def test_dozens_are_not_a_number(tell: Tell) -> None:
    """A figure that nobody gave must not appear in a sum."""
    read = tell(
        by("Harbour Post", "Gunmen killed dozens of farmers near Mosul on Monday.", published="2031-05-20")
    )
    count = the(_killed(read))
    assert count["low"] != count["high"]
    assert count["approximate"] or count["high"] is None


def test_sources_that_disagree_are_all_kept(tell: Tell) -> None:
    """Nine or twelve dead is a finding; ten and a half is not."""
    bomb = "A bomb exploded at the central market in Mosul on 5 May 2031"
    read = tell(
        by("Harbour Post", f"{bomb} and killed nine people.", published="2031-05-06"),
        by("Hill Gazette", f"{bomb}, killing 12 people.", published="2031-05-06"),
    )
    assert {(count["low"], count["high"]) for count in _killed(read)} == {(9, 9), (12, 12)}
    attack = the(registered(read, "ASSAULT"))
    assert any("9" in words and "12" in words for words in attack["disagreements"])


def test_no_place_is_made_up(tell: Tell) -> None:
    """A pin in the middle of a country is read as a place where something happened."""
    read = tell(
        by("Harbour Post", "Gunmen attacked a convoy on Monday, a driver said.", published="2031-05-20")
    )
    assert _attack(read)["where"] is None


def test_an_unnamed_source_keeps_its_description(tell: Tell) -> None:
    """ "A source" is worth less than "a senior officer in the governor’s guard", so the words are kept."""
    words = "The convoy carried rifles, a senior officer in the governor’s guard said."
    voice = the(saying(tell(by("Harbour Post", words, published="2031-05-20")), "carried rifles"))["voice"]
    assert voice["kind"] == "unnamed"
    assert "senior officer" in voice["name"]
    assert voice["text"].startswith("a senior officer")
