"""Laws of exports: any words of strangers, in every format, stay words and open where they stand."""

import csv
import html
import io
import json
import re
from dataclasses import replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.unit.export.making import make_event, make_incident, make_report, make_statement
from tests.unit.export.test_annotations import flaws
from tests.unit.export.test_dossier import files, make_case, make_zip
from tests.unit.export.test_dossier import flaws as page_flaws
from tests.unit.export.test_geojson import flaws as map_flaws

from reportedly.export.acled import Beside, acled_fields, write_acled
from reportedly.export.annotations import event_annotations, statement_annotations
from reportedly.export.fields import incident_fields
from reportedly.export.ftm import article_entity, event_entity
from reportedly.export.geojson import write_geojson
from reportedly.export.jsonl import write_jsonl
from reportedly.export.quoting import Mark, quoted, visible
from reportedly.terms.events import Event, Part, Participant
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.statements import Statement

hostile = st.text(
    st.sampled_from("=+-@'\"<>&\t\r\n\x00\x85\u2028\u202e\u2066\u200b\ufeff;,|＝/#% a1é𐍈") | st.characters(),
    max_size=40,
)
texts = st.text(st.sampled_from('<>&"\n\r\x00\u202e\u0301𐍈é ab') | st.characters(), min_size=1, max_size=80)


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A stretch of the text."""
    start = draw(st.integers(0, len(text) - 1))
    return Span("report-1", start, draw(st.integers(start + 1, len(text))))


@st.composite
def records(draw: st.DrawFn) -> tuple[Report, Statement, Event]:
    """A report of any text, and a statement and an event whose words stand anywhere in it."""
    text = draw(texts)
    place = spans(text)
    statement = replace(
        make_statement(draw(hostile)),
        said=tuple(draw(st.lists(place, min_size=1, max_size=3))),
        cue=draw(place),
        hedges=tuple(draw(st.lists(place, max_size=2))),
        condition=draw(st.none() | place),
        voice=replace(make_statement().voice, span=draw(st.none() | place), name=draw(hostile)),
        when=replace(statement_when, span=draw(place)) if (statement_when := make_statement().when) else None,
    )
    event = replace(
        make_event(),
        trigger=draw(place),
        participants=tuple(
            Participant(part=Part.TARGET, name=draw(hostile), span=each)
            for each in draw(st.lists(place, max_size=3))
        ),
        counts=tuple(
            replace(make_event().counts[0], span=each) for each in draw(st.lists(place, max_size=2))
        ),
        when=None,
        where=None,
    )
    return replace(make_report(text), blocks=()), statement, event


@given(records())
def test_every_annotation_opens_at_its_words(told: tuple[Report, Statement, Event]) -> None:
    """Whatever the text holds, quotation, surroundings and position agree, in code points."""
    report, statement, event = told
    made = [*statement_annotations(statement, report), *event_annotations(event, report)]

    assert list(flaws(made, report.text)) == []
    stream = io.StringIO(newline="")
    write_jsonl(made, stream)
    assert [json.loads(line) for line in stream.getvalue().splitlines()] == made


@given(hostile)
@example("=HYPERLINK(1)")
def test_no_cell_of_the_register_is_a_formula(words: str) -> None:
    """The columns are ACLED's, the words are strangers'."""
    view = replace(
        make_incident(words), type="ASSAULT", mode=words, actors=(words,), origins=(words,), edited=(words,)
    )
    beside = Beside(country=words, admin1=words, outlets=(words,), best={}, crosswalk=("Battles",))
    stream = io.StringIO(newline="")
    write_acled("incidents", [acled_fields(view, beside)] * 2, stream)
    header, *rows = csv.reader(io.StringIO(stream.getvalue(), newline=""))

    assert [len(row) for row in rows] == [len(header)] * 2
    for name, cell in zip(header, rows[0], strict=True):
        if name not in {"latitude", "longitude"}:
            assert (
                not cell.strip()
                .lstrip("\u200b\ufeff")
                .startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
            )
        assert not set("\t\r\n\x00\u2028\u202e") & set(cell)


@given(hostile)
def test_a_map_is_json_whatever_is_said(words: str) -> None:
    """One title must not break the file of all places."""
    stream = io.StringIO(newline="")
    write_geojson("incidents", [incident_fields(make_incident(words))], stream)
    collection = json.loads(stream.getvalue())

    assert list(map_flaws(collection)) == []
    assert collection["features"][0]["properties"]["title"] == words


@given(hostile)
def test_entities_are_a_line_each(words: str) -> None:
    """A line feed in a title must not make two entities of one."""
    entities = [event_entity(make_incident(words)), article_entity(make_report(words=words))]
    stream = io.StringIO(newline="")
    write_jsonl(entities, stream)

    assert [json.loads(line) for line in stream.getvalue().splitlines()] == entities


@given(texts, st.data())
def test_a_quotation_in_a_page_is_the_text(text: str, data: st.DataObject) -> None:
    """No letter is lost, doubled or turned into markup, however the marks lie."""
    place = spans(text)
    window = data.draw(place)
    marks = [Mark(each.start, each.end, "part") for each in data.draw(st.lists(place, max_size=4))]
    made = quoted(text, window.start, window.end, marks)

    assert html.unescape(re.sub('</?mark( title="part")?>', "", made)) == visible(
        text[window.start : window.end]
    )
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", made)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(hostile)
@example("</style><script>alert(1)</script>")
@example('" onload="x')
def test_a_dossier_opens_whatever_is_said(words: str) -> None:
    """Every page stays whole, runs nothing, loads nothing and leads nowhere outside."""
    held = files(make_zip(make_case(words), title=words))

    assert list(page_flaws(held)) == []
