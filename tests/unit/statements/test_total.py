"""Laws: whatever a page and its reader hold, statements come out whose words open."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.readings.nested import reread
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.readings import Part, Tag
from tests.unit.readings.making import ENGLISH, marked
from tests.unit.statements.making import OUTLET

_WORDS = [
    "“",
    "”",
    '"',
    "''",
    "‘",
    "’",
    "She",
    "said",
    "that",
    "Anna",
    "Brandt",
    ":",
    "—",
    ",",
    ".",
    "\n",
    "if",
]
_MORE = [
    "who",
    "told",
    "the",
    "paper",
    "according",
    "to",
    "quoted",
    "as",
    "saying",
    "(",
    ")",
    "\x00",
    "\ud800",
]
TEXTS = st.text(alphabet="“”\"'‘’ ab.,:—-\n()ITM", max_size=60) | st.lists(
    st.sampled_from(_WORDS + _MORE), max_size=40
).map(" ".join)


@given(TEXTS, st.data())
def test_no_text_and_no_tags_raise(text: str, data: st.DataObject) -> None:
    """Any page with any marks and any mistake of a reader ends in statements, parents before children."""
    reading = marked(text)
    ends = st.integers(0, len(reading.text))
    spans = data.draw(st.lists(st.tuples(st.sampled_from(Part), ends, ends), max_size=8))
    tags = {Tag(part, min(a, b), max(a, b), 1.0) for part, a, b in spans if a != b}
    reading = replace(reading, tags=tuple(sorted(tags, key=lambda tag: (tag.start, tag.end, tag.part))))
    found = find_statements(reading, Telling(outlet=OUTLET), ENGLISH, reread(reading, ENGLISH))
    known: set[str] = set()

    assert found == find_statements(reading, Telling(outlet=OUTLET), ENGLISH, reread(reading, ENGLISH))
    for statement in found:
        assert statement.chain[0] == OUTLET
        assert statement.parent is None or statement.parent in known
        assert all(span.end <= len(reading.text) for span in statement.said)
        known.add(statement.id)
