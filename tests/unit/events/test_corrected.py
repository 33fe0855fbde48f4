"""Events with what persons put right."""

from reportedly.events.corrected import put_right
from reportedly.terms.counts import Count
from reportedly.terms.decisions import Edit, Field
from reportedly.terms.events import Event, Realis
from reportedly.terms.spans import Span

SPAN = Span("report-1", 5, 9)
KILLED = Count(what="killed", low=3, high=3, approximate=False, span=SPAN)
EVENT = Event(
    id="event-1",
    type="ASSAULT",
    mode="bomb",
    realis=Realis.ACTUAL,
    trigger=SPAN,
    participants=(),
    when=None,
    where=None,
    counts=(KILLED,),
    statement_id=None,
)


def test_id_and_words_stay_whatever_is_put_right() -> None:
    """A person corrects what the words mean, not which words they are."""
    put = put_right(
        EVENT,
        [
            Edit(field=Field.TYPE, words="PROTEST"),
            Edit(field=Field.MODE, words=None),
            Edit(field=Field.REALIS, words="alleged"),
            Edit(field=Field.WHEN),
            Edit(field=Field.WHERE),
        ],
    )

    assert (put.type, put.mode, put.realis) == ("PROTEST", None, Realis.ALLEGED)
    assert (put.id, put.trigger, put.counts) == (EVENT.id, EVENT.trigger, EVENT.counts)


def test_a_count_is_replaced_by_what_it_counts() -> None:
    """Three killed that were five are five; what is not counted is gone; others stay."""
    five = Count(what="killed", low=5, high=5, approximate=False, span=SPAN)
    hurt = Count(what="wounded", low=1, high=None, approximate=False, span=SPAN)

    assert put_right(EVENT, [Edit(field=Field.COUNT, words="killed", count=five)]).counts == (five,)
    assert put_right(EVENT, [Edit(field=Field.COUNT, words="killed")]).counts == ()
    both = put_right(EVENT, [Edit(field=Field.COUNT, words="wounded", count=hurt)]).counts
    assert set(both) == {KILLED, hurt}
