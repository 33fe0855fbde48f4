"""Statements and events as annotations that other readers of the same text can open."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportedly.export.annotations import CONTEXT, event_annotations, statement_annotations
from reportedly.export.fields import Fields
from reportedly.terms.spans import Span

from .making import TEXT, make_event, make_report, make_statement

PURPOSES = {"describing", "tagging", "identifying", "classifying"}


def targets(annotation: Fields) -> list[Fields]:
    """The targets of an annotation, one or several."""
    found = annotation["target"]
    return found if isinstance(found, list) else [found]


def flaws(annotations: Iterable[Fields], text: str = TEXT) -> Iterator[str]:
    """Yield what the Web Annotation Data Model forbids, and selectors that do not open at their words."""
    for each in annotations:
        if each["@context"] != CONTEXT or each["type"] != "Annotation" or ":" not in each["id"]:
            yield f"no annotation: {each}"
        if each["motivation"] not in PURPOSES or {b["purpose"] for b in each["body"]} - PURPOSES:
            yield f"not a motivation: {each}"
        for target in targets(each):
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            whole = quote["prefix"] + quote["exact"] + quote["suffix"]
            if (quote["type"], position["type"]) != ("TextQuoteSelector", "TextPositionSelector"):
                yield "no selectors"
            if text[start:end] != quote["exact"] or not quote["exact"]:
                yield f"{start}:{end} is not {quote['exact']!r}"
            if text[start - len(quote["prefix"]) : end + len(quote["suffix"])] != whole:
                yield f"other words around {start}:{end}"


def test_every_selector_opens_at_its_words() -> None:
    """The quotation and the position must name the same words, or one of the two misleads."""
    report = make_report()
    made = [*statement_annotations(make_statement(), report), *event_annotations(make_event(), report)]

    assert list(flaws(made)) == []
    assert len({each["id"] for each in made}) == len(made)


def test_a_broken_quotation_has_two_targets() -> None:
    """What was said is both pieces, and not the words of the attribution between them."""
    first, *_ = statement_annotations(make_statement(), make_report())

    assert [target["selector"][0]["exact"] for target in targets(first)] == [
        "“The dam held,”",
        "“and 3 or 4 cellars flooded.”",
    ]
    assert {body["value"] for body in first["body"]} >= {"assert", "the mayor: assert (said)"}


def test_all_words_of_a_record_are_annotated() -> None:
    """Who takes part, when, where and how many are words too."""
    names = [each["id"].rpartition("#")[2] for each in event_annotations(make_event(), make_report())]
    assert names == ["urn:reportedly:event-1", "participant-1", "when", "where", "count-1"]
    names = [each["id"].rpartition("#")[2] for each in statement_annotations(make_statement(), make_report())]
    assert names == ["urn:reportedly:statement-1", "cue", "voice", "hedge-1", "when"]


def test_words_of_another_report_are_not_looked_for_here() -> None:
    """Offsets into a sibling's text would open at any words of this one."""
    event = replace(make_event(), trigger=Span("report-9", 1, 5))

    assert "urn:reportedly:event-1" not in {each["id"] for each in event_annotations(event, make_report())}


def test_an_address_becomes_one_that_others_can_take() -> None:
    """Spaces and quotation marks end an IRI; a path without a scheme is none at all."""
    for uri, told in (
        ('file:///my news/a "b".txt', "file:///my%20news/a%20%22b%22.txt"),
        ("/news/dam.txt", "urn:reportedly:report-1"),
    ):
        first, *_ = event_annotations(make_event(), replace(make_report(), uri=uri))
        assert targets(first)[0]["source"]["id"] == told
