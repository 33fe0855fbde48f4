"""Copies: who repeats whom, on what ground, and what was changed on the way."""

from pathlib import Path

import pytest

from tests.stories.expected import Fields
from tests.stories.telling import Tell, by, compared, the

PASSAGE = (
    "The attackers came in {} pickup trucks and burned the archive of the station before they fled north."
)
NURSES = "Nurses from the clinic next door drove the wounded along the river road in a borrowed bread van."
QUOTE = (
    "We shall rebuild the bridge before the rains come, and we shall not ask the ministry for a single brick",
    "Let them send engineers instead of speeches",
)


def _pair(first: str | None, second: str | None) -> list[Fields]:
    """Return two reports that share a passage, with these publication times."""
    text = PASSAGE.format("two")
    return [by("Harbour Post", text, published=first), by("Hill Gazette", text, published=second)]


def test_times_with_a_zone_order_copies(tell: Tell) -> None:
    """Nine in the morning in Basra is before eight in London, and the later one copied."""
    read = tell(*_pair("2031-05-06T09:00:00+03:00", "2031-05-06T08:00:00+01:00"))
    copy = the(read.copies)
    assert "harbour-post" in copy["source"]["uri"]
    assert copy["basis"] == "earlier"


@pytest.mark.parametrize(
    ("first", "second"), [("2031-05-06", "2031-05-06"), (None, None), ("2031-05-06", None)]
)
def test_dates_that_do_not_tell_order_nothing(tell: Tell, first: str | None, second: str | None) -> None:
    """Two papers of one day share words; saying which copied would be a guess."""
    assert the(tell(*_pair(first, second)).copies)["basis"] == "unknown"


def test_credit_tells_the_source_where_dates_do_not(tell: Tell) -> None:
    """A report that names the other as its source has said itself who copied."""
    read = tell(
        by("Basra Dispatch", PASSAGE.format("two"), published="2031-05-06"),
        by(
            "Hill Gazette",
            PASSAGE.format("two"),
            "Nobody was hurt, the Basra Dispatch reported.",
            published="2031-05-06",
        ),
    )
    copy = the(read.copies)
    assert "basra-dispatch" in copy["source"]["uri"]
    assert copy["basis"] == "credited"


def test_a_changed_number_in_a_copy_is_shown(tell: Tell, tmp_path: Path) -> None:
    """A three that became a five on the way is the kind of error that copying spreads."""
    left = by("Harbour Post", PASSAGE.format("3"), NURSES, published="2031-05-06")
    right = by("Hill Gazette", PASSAGE.format("5"), NURSES, published="2031-05-07")
    copies = tell(left, right).copies
    assert sorted(each["identity"] == 1.0 for each in copies) == [False, True]
    change = the(compared(tmp_path, left["uri"], right["uri"]).numbers)
    assert change.left is not None
    assert change.right is not None
    assert left["text"][change.left.start : change.left.end] == "3"
    assert right["text"][change.right.start : change.right.end] == "5"


def test_a_quotation_with_other_boundaries_is_still_shared(tell: Tell) -> None:
    """One paper prints it whole, another breaks it: the same mouth must not become two sources."""
    read = tell(
        by(
            "Harbour Post",
            f"“{QUOTE[0]}. {QUOTE[1]},” Mayor Ada Quill said on Monday.",
            published="2031-05-06",
        ),
        by("Hill Gazette", f"“{QUOTE[0]},” Mayor Ada Quill said. “{QUOTE[1]}.”", published="2031-05-07"),
    )
    assert read.copies
    said = [each for each in read.statements if each["kind"] == "direct"]
    assert {each["uri"] for each in said} == {each["uri"] for each in read.reports}
    assert {each["voice"]["name"] for each in said} == {"Ada Quill"}


def test_the_same_news_in_other_words_is_no_copy(tell: Tell) -> None:
    """Two newsrooms that both went there would lose their independence."""
    read = tell(
        by("Harbour Post", PASSAGE.format("two"), published="2031-05-06"),
        by(
            "Hill Gazette",
            "Witnesses saw armed men arrive in a pair of vans, set papers alight and drive off to Erbil.",
            published="2031-05-06",
        ),
    )
    assert read.copies == []


def test_anybodys_words_are_no_copy(tell: Tell) -> None:
    """Every report of every attack has this line."""
    read = tell(
        by("Harbour Post", "No group claimed responsibility.", published="2031-05-06"),
        by("Hill Gazette", "No group claimed responsibility.", published="2031-05-07"),
    )
    assert read.copies == []
