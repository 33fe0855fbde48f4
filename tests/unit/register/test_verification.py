"""Verification: every span re-read, every digest computed again."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.register.verification import Holdings, verify_incidents, verify_report
from reportedly.terms.ids import identify
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span

from .making import event, incident, report, span, statement

WIRE = report("Wire", "Police said rockets struck the depot.")
RAW = WIRE.text.encode()
SAID = statement(WIRE, "rockets struck the depot", "Police", cue="said")
TOLD = event(WIRE, "struck", said_in=SAID)
HELD = Holdings(statements=(SAID,), events=(TOLD,), quoted={span(WIRE, "struck"): "struck"})


def kinds(of: Report, raw: bytes | None, held: Holdings = HELD) -> list[str]:
    """Return the kinds of fault found."""
    return [fault.kind for fault in verify_report(of, raw, held)]


def test_a_sound_record_has_no_fault() -> None:
    """Verification that cries wolf is switched off."""
    assert kinds(WIRE, RAW) == []


FAULTY = {
    "other bytes": (WIRE, RAW + b"!", HELD, ["digest", "decoding"]),
    "no bytes": (WIRE, None, HELD, ["raw"]),
    "other encoding": (replace(WIRE, encoding="utf-16"), RAW, HELD, ["decoding"]),
    "unknown encoding": (replace(WIRE, encoding="klingon"), RAW, HELD, ["decoding"]),
    "other id": (replace(WIRE, uri="file:elsewhere"), RAW, HELD, ["id"]),
    "span behind the end": (
        WIRE,
        RAW,
        Holdings(events=(replace(TOLD, trigger=Span(WIRE.id, 30, 99)),)),
        ["span"],
    ),
    "span in another report": (
        WIRE,
        RAW,
        Holdings(events=(replace(TOLD, trigger=Span("report-x", 0, 2)),)),
        ["report"],
    ),
    "other words quoted": (WIRE, RAW, Holdings(quoted={span(WIRE, "struck"): "stroked"}), ["quotation"]),
    "blocks out of order": (
        replace(
            WIRE,
            blocks=(
                Block(Role.PARAGRAPH, Span(WIRE.id, 5, 20)),
                Block(Role.HEADLINE, Span(WIRE.id, 0, 6)),
            ),
        ),
        RAW,
        HELD,
        ["block"],
    ),
}


@pytest.mark.parametrize("case", FAULTY.values(), ids=FAULTY.keys())
def test_each_damage_is_found(case: tuple[Report, bytes | None, Holdings, list[str]]) -> None:
    """A check that misses a planted fault proves nothing."""
    of, raw, held, expected = case

    assert kinds(of, raw, held) == expected


def test_a_structured_input_must_hold_the_text() -> None:
    """The text of a JSON record is its value, whatever its escapes."""
    raw = json.dumps({"uri": "x", "text": WIRE.text + "é"}).encode()
    digest = sha256(raw).hexdigest()
    of = replace(
        WIRE,
        id=identify("report", WIRE.uri, digest),
        text=WIRE.text + "é",
        media_type="application/json",
        raw_sha256=digest,
        blocks=(),
    )

    assert kinds(of, raw, Holdings()) == []
    assert kinds(replace(of, text=WIRE.text), raw, Holdings()) == ["decoding"]


@given(st.binary(max_size=200), st.text(max_size=50), st.sampled_from(["application/json", "text/plain"]))
def test_no_bytes_and_no_text_can_break_it(raw: bytes, text: str, media_type: str) -> None:
    """A damaged record is what it is for."""
    verify_report(replace(WIRE, text=text, media_type=media_type), raw, HELD)


def test_incidents_hold_every_event_once() -> None:
    """An event in two incidents is counted twice; one in none is lost."""
    good = incident(TOLD)

    assert verify_incidents([good], [TOLD.id]) == ()
    doubled = verify_incidents([good, replace(good, id="incident-x")], [TOLD.id])
    assert {fault.kind for fault in doubled} == {"partition", "id"}
    assert [fault.kind for fault in verify_incidents([], [TOLD.id])] == ["partition"]
    assert [fault.kind for fault in verify_incidents([good], [])] == ["partition"]
