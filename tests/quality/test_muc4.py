"""How MUC templates are compared: the definition that the figures rest on."""

import pytest

from tests.quality.muc4_data import SLOTS, Template, compare, head, same


def template(kind: str, **slots: tuple[tuple[str, ...], ...]) -> Template:
    """Return a template with these slots filled."""
    return Template(kind, {slot: slots.get(slot, ()) for slot in SLOTS})


@pytest.mark.parametrize(
    ("phrase", "word"),
    [("the three guards of the mayor", "guards"), ("an old clerk", "clerk"), ("12", ""), ("", "")],
)
def test_the_head_stands_before_the_first_preposition(phrase: str, word: str) -> None:
    """Heads of the wrong noun would match anything."""
    assert head(phrase) == word


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        ("two guards", ("guards of the mine",), True),
        ("Anna Brandt", ("brandt",), True),
        ("a guard", ("a clerk",), False),
        ("3", ("3",), False),
    ],
)
def test_a_phrase_matches_by_head_or_by_holding(found: str, gold: tuple[str, ...], expected: bool) -> None:
    """Lenient as the literature is, and no more."""
    assert same(found, gold) is expected


def test_templates_pair_off_and_types_count() -> None:
    """A second template found in vain costs precision."""
    gold = [template("attack", Victim=(("anna brandt", "brandt"),))]
    found = [template("attack", Victim=(("Brandt",),)), template("bombing")]
    unit = compare(found, gold)

    assert (unit.right, unit.found, unit.expected) == (2, 3, 2)
