"""Every number opens into the words behind it."""

from collections.abc import Iterator

from reportedly.register.tally import tally
from reportedly.register.totals import reported_totals
from reportedly.register.trace import Node, trace, trace_row, trace_total
from reportedly.register.views import view
from reportedly.terms.events import Realis
from reportedly.terms.ids import copy_id
from reportedly.terms.statements import VoiceKind

from .making import copied, day, event, evidence, incident, place, report, statement

WIRE = report("Wire", "Police said rockets struck the depot.", day("2020-01-04"))
PAPER = report("Paper", "It says rockets struck the depot.")
SAID = statement(WIRE, "rockets struck the depot", "Police", cue="said", kind=VoiceKind.GROUP)
TOLD = event(WIRE, "struck", said_in=SAID, actor="Rockets", where=place(WIRE, "Amra"), when=day("2020-01-03"))
COPY = copied(WIRE, PAPER, "rockets struck the depot")
EVIDENCE = evidence([WIRE, PAPER], [TOLD], [SAID], [COPY])
INCIDENT = incident(TOLD)
VIEW = view(INCIDENT, EVIDENCE)


def leaves(node: Node) -> Iterator[Node]:
    """Yield the nodes that have words."""
    if node.span is not None:
        yield node
    for child in node.children:
        yield from leaves(child)


def test_every_record_ends_in_words_of_the_stored_text() -> None:
    """A number whose words cannot be opened is worth nothing."""
    assert VIEW is not None
    texts = {each.id: each.text for each in (WIRE, PAPER)}

    for record_id in (VIEW.id, TOLD.id, SAID.id, WIRE.id, copy_id(COPY)):
        node = trace(record_id, EVIDENCE, {VIEW.id: VIEW})
        assert node is not None
        assert node.id == record_id
        found = list(leaves(node))
        assert found
        assert all(
            each.text == texts[each.span.report_id][each.span.start : each.span.end]
            for each in found
            if each.span
        )


def test_a_cell_opens_into_its_incidents_and_their_origins() -> None:
    """From the tally to the sentence in one tree."""
    assert VIEW is not None
    found = tally([VIEW], ["month"])

    node = trace_row(found.rows[0], found.by, EVIDENCE, {VIEW.id: VIEW})

    assert node.label == "month 2020-01: 1 incident from 1 report, 1 origin"
    assert node.children[0].children[0].label.startswith("origin: Police")
    assert "struck" in {each.text for each in leaves(node)}


def test_a_reported_total_opens_into_its_source_and_the_itemised() -> None:
    """Both sides of the comparison must open."""
    total = event(
        WIRE,
        "rockets",
        realis=Realis.AGGREGATE,
        said_in=SAID,
        when=day("2020-01-01", 31),
        counts=(("rockets", 25, 25),),
    )
    record = evidence([WIRE], [TOLD, total], [SAID])
    views = {each.id: each for each in (view(incident(one), record) for one in (TOLD, total)) if each}
    (found,) = reported_totals(views.values())

    node = trace_total(found, record, views)

    assert node.label == "rockets: 25 reported by Police"
    assert [each.label for each in node.children[1:]] == [
        "itemised in the register: 1",
        "24 of 25 missing here",
    ]


def test_an_unknown_id_has_no_trace() -> None:
    """A slip in an id is told, not guessed at."""
    assert trace("event-gone", EVIDENCE, {}) is None
