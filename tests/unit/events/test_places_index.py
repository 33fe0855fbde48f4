"""The file of places: what is packed is found again, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.places_index import PlacesIndex, Row, pack

NAMES = st.text(st.sampled_from("abcäé ñz"), min_size=1, max_size=8).filter(lambda name: name.strip() == name)


def row(number: int, people: int) -> Row:
    """Return a town with this number and so many people."""
    return Row(number, f"Town {number}", "town", "IQ", 0, 0, 33.5, -44.25, 3000.0, people)


@given(st.dictionaries(NAMES, st.lists(st.integers(0, 4), min_size=1, max_size=3), min_size=1, max_size=12))
def test_every_name_opens_its_places_and_no_other(names: dict[str, list[int]]) -> None:
    """A lookup that missed or strayed would move pins without a word."""
    rows = [row(number, 100 * number) for number in range(5)]
    index = PlacesIndex(pack(rows, {name: [(at, True) for at in found] for name, found in names.items()}))

    for name, found in names.items():
        places, longer = index.look_up(name)
        assert [at for at, _ in places] == sorted(set(found), reverse=True)
        assert longer == any(other.startswith(f"{name} ") for other in names)
    for name in ("", "q", *(f"{name}q" for name in names)):
        assert index.look_up(name)[0] == ()
    assert [index.row(at) for at in range(5)] == rows


def test_a_name_that_is_no_text_is_no_place() -> None:
    """Scraped text holds lone surrogates."""
    assert load_gazetteer().find("\ud800") == ()


def test_the_shipped_file_holds_the_world() -> None:
    """Countries, divisions, counties and small towns are the places of local news."""
    gazetteer = load_gazetteer()

    for name in ("Iraq", "Louisiana", "Rapides Parish", "Cottonport", "Salah ad Din"):
        assert gazetteer.find(name), name
