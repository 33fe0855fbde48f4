"""The leading mention: what it takes from the report as a whole."""

from reportedly.events.leading import lead
from reportedly.events.main import Main
from reportedly.events.toll import Toll
from reportedly.terms.counts import Count
from reportedly.terms.events import Event, Realis
from reportedly.terms.spans import Span
from tests.unit.readings.making import ENGLISH

TEXT = "Gunmen attacked the depot. Two guards died and five were wounded. The attack shook Tarnow."
DIED, HURT = Span("r", 27, 37), Span("r", 47, 51)
TOLL = Toll(killed=2, wounded=5, killed_span=DIED, wounded_span=HURT)
MAIN = Main(when=None, where=None, toll=TOLL, told=((0, len(TEXT)),))


def attack(word: str, counts: tuple[Count, ...] = ()) -> Event:
    """Return an attack told by the first such word."""
    at = TEXT.index(word)
    return Event(
        id=word,
        type="ASSAULT",
        mode=None,
        realis=Realis.ACTUAL,
        trigger=Span("r", at, at + len(word)),
        participants=(),
        when=None,
        where=None,
        counts=counts,
        statement_id=None,
    )


def test_the_leading_mention_carries_the_toll_at_its_words() -> None:
    """The number of dead stands in another sentence than the attack, and must open there."""
    first, second = lead([attack("attacked"), attack("attack shook")], MAIN, (), TEXT, ENGLISH)

    assert [(c.what, c.low, c.span) for c in first.counts] == [("killed", 2, DIED), ("wounded", 5, HURT)]
    assert (first.leads, second.leads, second.counts) == (True, False, ())


def test_a_count_of_its_own_is_kept() -> None:
    """The report's total does not replace what the mention itself says."""
    own = Count(what="killed", low=1, high=None, approximate=True, span=DIED)
    (event,) = lead([attack("attacked", (own,))], MAIN, (), TEXT, ENGLISH)

    assert [(c.what, c.low) for c in event.counts] == [("killed", 1), ("wounded", 5)]
