"""The outlets of the world, by any name that people use."""

import pytest

from reportedly.language.language import load_language

OUTLETS = load_language("en").outlets


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("the washington  POST", "Washington Post"),
        ("WaPo", "Washington Post"),
        ("AFP", "Agence France-Presse"),
        ("Agence France-Presse", "Agence France-Presse"),
        ("Ma’an", "Maan News Agency"),
        ("edition.cnn.com", "CNN"),
        ("https://www.bbc.co.uk/news?x=1", "BBC"),
        ("KAYHAN.IR", "Kayhan"),
    ],
)
def test_an_outlet_is_found_by_name_alias_or_domain(name: str, canonical: str) -> None:
    """One outlet under three names would count as three origins."""
    found = OUTLETS.find(name)

    assert found is not None
    assert found.name == canonical


@pytest.mark.parametrize("name", ["the Post", "the Times", "Time", "", ".", "the ", "nobody.example", "com"])
def test_names_that_do_not_tell_find_nothing(name: str) -> None:
    """ "The Post" is another paper in every country."""
    assert OUTLETS.find(name) is None


def test_a_short_name_lists_whom_it_may_mean() -> None:
    """The report itself decides, for it has named one of them before."""
    assert {"Washington Post", "New York Post"} <= {outlet.name for outlet in OUTLETS.find_short("The Post")}
    assert OUTLETS.find_short("Reuters") == ()


def test_every_outlet_is_found_by_its_own_names() -> None:
    """A canonical name that is not found would not survive a second reading."""
    for outlet in OUTLETS.all:
        for name in (outlet.name, *outlet.aliases, *outlet.domains):
            assert OUTLETS.find(name) is outlet, name
        assert all(outlet in OUTLETS.find_short(name) for name in outlet.short)
        assert len(outlet.country) == 2
        assert outlet.country.isupper()
