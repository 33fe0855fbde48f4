"""Relations: the type of what one party does to another."""

from reportedly.events.catalogue import load_catalogue
from tests.quality.relations import features
from tests.unit.events.trees import tree

CATALOGUE = load_catalogue("en")
RAID = "Rebels/NOUN/nsubj>1 attacked/VERB/root>1 soldiers/NOUN/obj>1"


def test_the_parties_are_seen_apart() -> None:
    """Who did it to whom must not look the same either way."""
    told = tree(RAID)

    assert features(told, (range(1), range(2, 3)), CATALOGUE) != features(
        told, (range(2, 3), range(1)), CATALOGUE
    )


def test_a_trigger_on_the_way_speaks_for_its_type() -> None:
    """What stands between the two parties tells what one does to the other."""
    found = features(tree(RAID), (range(1), range(2, 3)), CATALOGUE)

    assert found["tells on the way ASSAULT"] == 1.0
