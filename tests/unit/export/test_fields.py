"""The fields that scripts rely on."""

from dataclasses import replace

from reportedly.export.fields import (
    copy_fields,
    event_fields,
    incident_fields,
    judgement_fields,
    problem_fields,
    report_fields,
    statement_fields,
)
from reportedly.terms.ids import copy_id
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.lineage import Copy, Direction
from reportedly.terms.reports import Origin, Problem
from reportedly.terms.spans import Span

from .making import TEXT, make_event, make_incident, make_report, make_statement

WHEN = {
    "start": "2024-05-03T00:00:00Z",
    "end": "2024-05-04T00:00:00Z",
    "grain": "day",
    "basis": "relative",
    "words": {"start": 49, "end": 55, "text": "Friday"},
}


def test_a_report_says_where_it_came_from_and_what_its_blocks_are() -> None:
    """The record can be checked against the file by whoever has the file."""
    fields = report_fields(make_report())
    assert fields["id"] == "report-1"
    assert fields["uri"] == "/news/dam.txt"
    assert fields["published"] == WHEN
    assert fields["fetched_at"] == "2024-05-05T06:07:08.000009Z"
    assert fields["blocks"] == [{"role": "paragraph", "start": 0, "end": len(TEXT)}]
    assert {"outlet", "title", "byline", "language"} <= fields.keys()
    assert "text" not in fields


def test_a_statement_carries_its_words_in_pieces() -> None:
    """A broken quotation is shown whole, its pieces apart, and each part opens into the text."""
    assert statement_fields(make_statement(), make_report()) == {
        "id": "statement-1",
        "report": "report-1",
        "uri": "/news/dam.txt",
        "said": [[0, 15], [57, 86]],
        "text": "“The dam held,” … “and 3 or 4 cellars flooded.”",
        "kind": "direct",
        "cue": {"start": 26, "end": 30, "text": "told"},
        "voice": {
            "start": 16,
            "end": 25,
            "text": "the mayor",
            "name": "the mayor",
            "kind": "person",
            "speaks_for": None,
        },
        "addressee": {
            "start": None,
            "end": None,
            "text": None,
            "name": "the mayor",
            "kind": "outlet",
            "speaks_for": None,
        },
        "act": "assert",
        "polarity": "said",
        "hedges": [{"start": 62, "end": 68, "text": "3 or 4"}],
        "condition": None,
        "parent": None,
        "chain": ["Lakeside Herald", "Lakeside Radio", "the mayor"],
        "inferred": [],
        "medium": "the mayor",
        "when": WHEN,
        "status": None,
    }


def test_an_event_carries_its_words_numbers_and_place() -> None:
    """Each participant and each number opens into the words that give it."""
    fields = event_fields(make_event(), make_report())
    assert fields["trigger"] == {"start": 77, "end": 84, "text": "flooded"}
    assert fields["participants"] == [
        {"role": "target", "start": 69, "end": 76, "text": "cellars", "name": "cellars"}
    ]
    assert fields["counts"] == [
        {
            "what": "cellars",
            "low": 3,
            "high": 4,
            "approximate": False,
            "start": 62,
            "end": 68,
            "text": "3 or 4",
        }
    ]
    assert (fields["when"], fields["statement"], fields["mode"]) == (WHEN, "statement-1", None)
    assert (fields["where"]["name"], fields["where"]["longitude_deg"]) == ("Upper Dam", -3.5)
    assert {"id", "report", "uri", "type", "realis"} <= fields.keys()


def test_words_of_another_report_are_named_and_not_misread() -> None:
    """A time inferred from a sibling must not be cut out of the wrong text."""
    fields = event_fields(make_event(), replace(make_report(), id="report-9"))
    assert fields["report"] == "report-9"
    assert fields["trigger"] == {"report": "report-1", "start": 77, "end": 84, "text": None}


def test_an_incident_lists_its_events_reports_and_origins() -> None:
    """Two reports and one origin are shown as exactly that."""
    fields = incident_fields(make_incident())
    assert fields["events"] == ["event-1"]
    assert fields["reports"] == ["report-1", "report-2"]
    assert fields["origins"] == ["the mayor"]
    assert fields["counts"][0]["report"] == "report-1"
    assert fields["when"]["words"] == {"report": "report-1", "start": 49, "end": 55, "text": None}
    assert {"id", "type", "where", "disagreements", "status"} <= fields.keys()


def test_a_copy_names_both_sides() -> None:
    """Who copied whom, where on either side, and why that way round."""
    copy = Copy(Span("a", 1, 5), Span("b", 2, 6), 0.75, Direction.CREDITED)
    assert copy_fields(copy, {"a": "/a.txt"}, "accepted") == {
        "id": copy_id(copy),
        "source": {"report": "a", "uri": "/a.txt", "start": 1, "end": 5},
        "copy": {"report": "b", "uri": None, "start": 2, "end": 6},
        "identity": 0.75,
        "basis": "credited",
        "status": "accepted",
    }


def test_problems_and_judgements_are_told_whole() -> None:
    """What could not be read and what was decided are part of the record."""
    problem = Problem(kind="binary", origin=Origin(uri="/x", member="3"), stage="reports", detail="why")
    assert problem_fields(problem) == {
        "kind": "binary",
        "uri": "/x",
        "member": "3",
        "stage": "reports",
        "detail": "why",
    }
    judgement = Judgement(
        question=Question.COPIED,
        left="a",
        right="b",
        verdict=Verdict.SAME,
        score=0.5,
        reasons=("r",),
        judge="rule:x/1",
    )
    assert judgement_fields(judgement)["verdict"] == "same"
    assert judgement_fields(judgement)["judged_at"] is None
