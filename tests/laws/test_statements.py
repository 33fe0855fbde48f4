"""Laws of statements and events: whatever the text, every claim has a place, a voice and a way to it."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.events.find import Context, find_events
from reportedly.language.language import load_language
from reportedly.readings.nested import reread
from reportedly.readings.reader import DEFAULT
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.events import Event
from reportedly.terms.readings import Part, Reading, Tag
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Statement, VoiceKind

ENGLISH = load_language("en")
SOURCES = ["Anna Brandt", "she", "the mayor", "police", "Reuters", "the paper", "an official", "nobody"]
CUES = [
    "said",
    "warned",
    "told the council",
    "denied",
    "reported",
    "did not say",
    "threatened",
    "accused police",
]
SAID = [
    "that the mayor warned that the dam could break",
    "that rebels attacked the depot if nobody paid",
    "“We will destroy it. We will come,”",
    "of a bombing",
    "to kill 12 people",
    "“the attack",
]
CHANCE = [
    "“",
    "”",
    '"',
    ",",
    ".",
    "according to",
    "an official quoted by the paper",
    "\x00",
    "\ud800",
    "\u202e",
    "\n",
]
CLAUSES = st.tuples(*(st.sampled_from(words) for words in (SOURCES, CUES, SAID, [".", ",", "and", ".\n"])))
TURNED = st.tuples(*(st.sampled_from(words) for words in (SAID, CUES, SOURCES, [".", ",", ".\n"])))
PIECES = st.one_of(CLAUSES.map(" ".join), TURNED.map(" ".join), st.sampled_from(CHANCE))
TEXTS = st.text(max_size=40) | st.lists(PIECES, min_size=1, max_size=8).map(" ".join)
TAGS = st.lists(st.tuples(st.sampled_from(sorted(Part)), st.integers(0, 99), st.integers(1, 9)), max_size=9)


def read(text: str, tags: list[tuple[Part, int, int]]) -> Reading:
    """Return the reading of a text, its lines as paragraphs, with tags of chance beside those found."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Role.PARAGRAPH, Span("r", start, start + len(line))))
        start += len(line) + 1
    found = DEFAULT("r", text, blocks, ENGLISH)
    words = found.tokens
    added = [
        Tag(part, words[at % len(words)].start, words[min(at % len(words) + many, len(words)) - 1].end, 1.0)
        for part, at, many in tags
        if words
    ]
    every = sorted({*found.tags, *added}, key=lambda tag: (tag.start, tag.end, tag.part))
    return replace(found, tags=tuple(every))


def told(reading: Reading) -> tuple[tuple[Statement, ...], tuple[Event, ...]]:
    """Return the statements and events of a reading."""
    statements = find_statements(reading, Telling(outlet="Gazette"), ENGLISH, reread(reading, ENGLISH))
    context = Context(statements=statements, whens=(), wheres=(), published=None)
    return statements, find_events(reading, context, ENGLISH)


@settings(max_examples=80, deadline=None)
@given(TEXTS, TAGS)
def test_every_statement_opens_at_its_words(text: str, tags: list[tuple[Part, int, int]]) -> None:
    """No tag that a network may dream up may stop a run or point outside of the report's body."""
    statements, _ = told(read(text, tags))

    for one in statements:
        spans = [*one.said, one.cue, one.voice.span, one.condition, *one.hedges]
        spans += [one.addressee.span] if one.addressee else []
        for span in spans:
            assert span is None or 0 <= span.start < span.end <= len(text)
            assert span is None or text[span.start : span.end].strip()
        assert one.said == tuple(sorted(one.said))
        assert all(left.end <= right.start for left, right in pairwise(one.said))


@settings(max_examples=80, deadline=None)
@given(TEXTS, TAGS)
def test_every_statement_has_a_voice_and_a_way_to_it(text: str, tags: list[tuple[Part, int, int]]) -> None:
    """The chain leads from the printing outlet to the voice; a parent exists and holds its child."""
    statements, _ = told(read(text, tags))
    known = {one.id: one for one in statements}

    assert len(known) == len(statements)
    for one in statements:
        assert one.voice.name
        assert one.chain[0] == "Gazette"
        assert one.chain[-1] == one.voice.name or one.voice.kind is VoiceKind.OUTLET
        if one.parent is not None:
            outer = known[one.parent]
            assert outer.chain == one.chain[: len(outer.chain)]
            assert any(
                whole.start <= part.start and part.end <= whole.end
                for part in one.said
                for whole in outer.said
            )


@settings(max_examples=60, deadline=None)
@given(TEXTS, TAGS)
def test_every_event_opens_at_its_trigger(text: str, tags: list[tuple[Part, int, int]]) -> None:
    """An event is a word of the text, claimed by nobody or by a statement that holds that word."""
    reading = read(text, tags)
    statements, events = told(reading)
    known = {one.id: one for one in statements}

    assert len({event.id for event in events}) == len(events)
    for event in events:
        assert any(s.start <= event.trigger.start < event.trigger.end <= s.end for s in reading.sentences)
        for participant in event.participants:
            assert participant.name
            assert text[participant.span.start : participant.span.end].strip()
        if event.statement_id is not None:
            held = known[event.statement_id].said
            assert any(s.start <= event.trigger.start and event.trigger.end <= s.end for s in held)


@settings(max_examples=30, deadline=None)
@given(TEXTS, TAGS)
def test_the_same_reading_tells_the_same(text: str, tags: list[tuple[Part, int, int]]) -> None:
    """Nothing may hang on chance or on the order of a set."""
    reading = read(text, tags)

    assert told(reading) == told(reading)
