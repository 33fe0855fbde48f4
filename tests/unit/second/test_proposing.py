"""What a second reader is asked, and what of its answer is kept."""

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.second.proposing import (
    LONGEST_PIECE,
    MOST_STATEMENTS,
    Answer,
    BadAnswer,
    Proposal,
    Rejected,
    decode,
    ground,
    pieces,
    schema,
)
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Act, Polarity, Quotation, VoiceKind

TEXT = "Ida Holm said the mill was sold. “We will go,” the miller added, “and never return.”"
REPORT = Report(
    id="report-1",
    uri="mill.txt",
    outlet="River Mail",
    url=None,
    title=None,
    byline=None,
    published=None,
    language="en",
    media_type="text/plain",
    encoding="utf-8",
    fetched_at=None,
    raw_sha256="",
    text=TEXT,
    blocks=(Block(Role.PARAGRAPH, Span("report-1", 0, len(TEXT))),),
)
HOLM = Proposal(
    passage="Ida Holm said the mill was sold.",
    source="Ida Holm",
    cue="said",
    content=("the mill was sold",),
    voice_kind=VoiceKind.PERSON,
    act=Act.ASSERT,
    polarity=Polarity.SAID,
)
MILLER = Proposal(
    passage='"We will go," the miller added, "and never return."',
    source="the miller",
    cue="added",
    content=('"We will go,"', '"and never return."'),
    voice_kind=VoiceKind.UNNAMED,
    act=Act.PROMISE,
    polarity=Polarity.SAID,
)
WHOLE = (0, len(TEXT))


def test_a_grounded_statement_has_its_words_and_its_chain() -> None:
    """Every span indexes the unchanged text, whoever proposed it."""
    made = ground(MILLER, REPORT, WHOLE, "llm:one")

    assert not isinstance(made, Rejected)
    assert [TEXT[s.start : s.end] for s in made.said] == ["“We will go,”", "“and never return.”"]
    assert made.cue is not None
    assert TEXT[made.cue.start : made.cue.end] == "added"
    assert made.voice.name == "the miller"
    assert made.chain == ("River Mail", "the miller")
    assert (made.kind, made.act) == (Quotation.DIRECT, Act.PROMISE)


def test_two_readers_never_share_an_id() -> None:
    """What one model proposes must not overwrite what another did."""
    one, other = (ground(HOLM, REPORT, WHOLE, reader) for reader in ("llm:one", "llm:other"))

    assert not isinstance(one, Rejected)
    assert not isinstance(other, Rejected)
    assert one.id != other.id


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"passage": "Ida Holm said the mill was not sold."}, "passage"),
        ({"content": ("the mill was bought",)}, "what was said"),
        ({"content": ()}, "what was said"),
        ({"content": ("the mill was", "mill was sold")}, "overlap"),
        ({"cue": "shouted"}, "cue"),
        ({"cue": "was"}, "cue"),
        ({"source": "Ada Holm"}, "source"),
        ({"source": "the miller"}, "source"),
    ],
)
def test_what_does_not_stand_in_the_text_is_rejected_by_name(changed: dict[str, Any], reason: str) -> None:
    """A model that makes up one word makes up a record; the reason says which word."""
    made = ground(msgspec.structs.replace(HOLM, **changed), REPORT, WHOLE, "llm:one")

    assert isinstance(made, Rejected)
    assert reason in made.reason


def test_words_of_another_piece_are_not_taken() -> None:
    """An answer is about the text that was sent, not about what a model remembers of the rest."""
    assert isinstance(ground(MILLER, REPORT, (0, 32), "llm:one"), Rejected)


def test_the_schema_asks_for_what_is_decoded() -> None:
    """A strict endpoint answers what the schema says; the two must not drift apart."""
    item = schema()["properties"]["statements"]["items"]

    assert set(item["required"]) == set(item["properties"]) == set(Proposal.__struct_fields__)
    assert item["additionalProperties"] is False
    assert decode(msgspec.json.encode(Answer((HOLM, MILLER)))) == (HOLM, MILLER)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "no JSON",
        "[]",
        '{"statements": [{"passage": "x"}]}',
        '{"statements": [], "more": 1}',
        json.dumps({"statements": [{**msgspec.to_builtins(HOLM), "act": "shout"}]}),
        msgspec.json.encode(Answer((HOLM,) * (MOST_STATEMENTS + 1))),
        b"\xff\xfe",
        "[" * 5000,
    ],
)
def test_an_answer_that_was_not_asked_for_is_refused(answer: str | bytes) -> None:
    """Half an answer, other fields, other acts, too much: none of it is guessed at."""
    with pytest.raises(BadAnswer):
        decode(answer)


@given(st.text(max_size=300))
def test_any_answer_is_decoded_or_refused(answer: str) -> None:
    """A model may say anything."""
    try:
        assert isinstance(decode(answer), tuple)
    except BadAnswer as error:
        assert error.detail


@given(st.lists(st.tuples(st.sampled_from([Role.PARAGRAPH, Role.NOTICE]), st.integers(1, 9000)), max_size=8))
def test_pieces_hold_all_the_body_and_nothing_too_long(lengths: list[tuple[Role, int]]) -> None:
    """Nothing of the body goes unread, notices are not sent, and no question is longer than it may be."""
    blocks, at = [], 0
    for role, length in lengths:
        blocks.append(Block(role, Span("report-1", at, at + length)))
        at += length + 1
    text = ("ab " * (at // 3 + 1))[:at]
    found = list(pieces(replace(REPORT, text=text, blocks=tuple(blocks))))

    assert all(end - start <= LONGEST_PIECE for start, end in found)
    for block in blocks:
        if block.role is Role.PARAGRAPH:
            inside = [at for at in range(block.span.start, block.span.end) if not text[at].isspace()]
            assert all(any(start <= place < end for start, end in found) for place in inside)
        else:
            assert not any(start < block.span.end and block.span.start < end for start, end in found)
