"""The account that goes with every export."""

from reportedly.export.about import About, about_fields, about_words, table_meanings
from reportedly.export.columns import COLUMNS

ABOUT = About(
    form="ftm",
    kind="incidents",
    chosen=(("country", "IQ"),),
    rows=30,
    kept=12,
    of=40,
    left_out=(("another country", 28),),
    held=(("Article", 6), ("Event", 12)),
)


def test_an_account_says_how_many_of_how_many_and_why() -> None:
    """A number without its whole is silently incomplete."""
    words = about_words(ABOUT)

    assert words.startswith("12 of 40 incidents, 30 rows (Article 6, Event 12); left out: another country 28")
    assert about_fields(ABOUT)["filter"] == [{"name": "country", "value": "IQ"}]
    assert about_fields(ABOUT)["left_out"] == {"another country": 28}


def test_every_table_has_its_columns_explained() -> None:
    """The account beside a table is where its columns are looked up."""
    for kind in COLUMNS:
        assert all(table_meanings(kind).values())
    assert table_meanings("no such kind") == {}
