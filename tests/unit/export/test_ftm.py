"""Entities for programs that speak FollowTheMoney."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reportedly.export.fields import Fields
from reportedly.export.ftm import article_entity, documentation_entity, event_entity
from reportedly.terms.times import Basis, Grain, When

from .making import make_incident, make_report, span

_THING = {
    "name", "summary", "description", "country", "alias", "sourceUrl", "publisher", "keywords", "address",
    "notes", "retrievedAt", "modifiedAt",
}  # fmt: skip
_INTERVAL = {
    "startDate", "endDate", "date", "summary", "description", "recordId", "sourceUrl", "publisher",
    "namesMentioned", "retrievedAt",
}  # fmt: skip
_DOCUMENT = {
    "title", "author", "fileName", "encoding", "mimeType", "language", "date", "publishedAt",
    "namesMentioned",
}  # fmt: skip
PROPERTIES = {
    "Event": _THING | _INTERVAL | {"location", "country"},
    "Article": _THING | _DOCUMENT,
    "Documentation": _INTERVAL | {"role", "status", "document", "entity"},
}
"""Properties of FollowTheMoney's model, those of the schemata that each one extends included."""


def flaws(entity: Fields) -> Iterator[str]:
    """Yield what the model does not know."""
    if entity.keys() != {"id", "schema", "properties"}:
        yield f"members {sorted(entity)}"
    for name, values in entity["properties"].items():
        if name not in PROPERTIES[entity["schema"]]:
            yield f"{entity['schema']} has no property {name}"
        if not isinstance(values, list) or not values or not all(isinstance(v, str) and v for v in values):
            yield f"{name} is no list of texts: {values}"


def when(start: str | None, end: str | None, grain: Grain) -> When:
    """A time of this grain."""
    sides = [datetime.fromisoformat(side).replace(tzinfo=UTC) if side else None for side in (start, end)]
    return When(start=sides[0], end=sides[1], grain=grain, basis=Basis.STATED, span=None)


def test_entities_use_the_models_names() -> None:
    """A property that the model does not know is dropped on import without a word."""
    view = make_incident()
    entities = [event_entity(view), article_entity(make_report()), documentation_entity(view, "report-1", [])]
    entities += [event_entity(replace(view, when=None, where=None, counts=(), actors=(), targets=()))]

    assert [flaw for entity in entities for flaw in flaws(entity)] == []
    assert [entity["schema"] for entity in entities] == ["Event", "Article", "Documentation", "Event"]


def test_an_event_says_when_where_and_how_many_origins() -> None:
    """Who opens it in another program must see reports and origins apart there too."""
    held = event_entity(make_incident())["properties"]

    assert held["date"] == ["2024-05-03"]
    assert held["country"] == ["no"]
    assert held["location"] == ["Upper Dam (site)"]
    assert held["summary"] == ["reports: 2, origins: 1 (the mayor)"]


def test_a_report_is_an_article_with_its_digest() -> None:
    """The article can be told from any other by the bytes it was read from."""
    held = article_entity(replace(make_report(), url="https://herald.example/dam"))["properties"]

    assert held["sourceUrl"] == ["https://herald.example/dam"]
    assert held["language"] == ["eng"]
    assert held["publishedAt"] == ["2024-05-03"]
    assert "SHA-256 of the bytes: ab" in held["notes"]


def test_a_file_of_this_machine_is_no_web_address() -> None:
    """Other people's programs would offer it as a link."""
    held = article_entity(make_report())["properties"]

    assert "sourceUrl" not in held
    assert held["fileName"] == ["dam.txt"]


def test_a_link_names_both_sides_and_the_words() -> None:
    """From the event to the article, and to the words in it."""
    made = documentation_entity(make_incident(), "report-1", [span("flooded"), span("held")])

    assert made["properties"]["document"] == ["report-1"]
    assert made["properties"]["entity"] == ["incident-1"]
    assert "9:13, 77:84" in made["properties"]["summary"][0]
    assert made["id"] != documentation_entity(make_incident(), "report-2", [])["id"]


@pytest.mark.parametrize(
    ("time", "told"),
    [
        (when("2024-05-03", "2024-05-04", Grain.DAY), {"date": ["2024-05-03"]}),
        (when("2024-05-01", "2024-06-01", Grain.MONTH), {"date": ["2024-05"]}),
        (when("2024-01-01", "2025-01-01", Grain.YEAR), {"date": ["2024"]}),
        (
            when("2024-05-01", "2024-05-20", Grain.MONTH),
            {"startDate": ["2024-05-01"], "endDate": ["2024-05-19"]},
        ),
        (when("2024-05-06", None, Grain.DAY), {"startDate": ["2024-05-06"]}),
        (when(None, None, Grain.DAY), {}),
    ],
)
def test_dates_are_cut_to_what_is_known(time: When, told: dict[str, list[str]]) -> None:
    """A month is written as a month, so that nobody reads its first day out of it."""
    held = event_entity(replace(make_incident(), when=time))["properties"]

    assert {name: held[name] for name in ("date", "startDate", "endDate") if name in held} == told
