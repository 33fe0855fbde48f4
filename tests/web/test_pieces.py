"""The small parts of pages: stretches of text, addresses, words, drawings, periods."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reportedly.register.cells import CELLS
from reportedly.register.tally import Row
from reportedly.run.pages_catalogue import Catalogue, weight_of
from reportedly.run.pages_register import NOT_KNOWN, Filter, places_of, select
from reportedly.run.pages_reports import Mark, cut
from reportedly.web.addresses import TEXTS as TEXTS_ASKED
from reportedly.web.addresses import read_filter, write_filter
from reportedly.web.drawings import bar_chart
from reportedly.web.security import from_here, host_allowed, is_loopback
from reportedly.web.timeline import split_periods
from reportedly.web.words import marked, short, visible

TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)
NAMES = st.sampled_from(sorted(set(CELLS) - set(TEXTS_ASKED)))
SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from(["copies", "statements", "events"]))


@given(st.text(min_size=1, max_size=60), st.lists(SPANS, max_size=8))
def test_stretches_are_the_text_with_every_mark_where_it_stands(
    text: str, spans: list[tuple[int, int, str]]
) -> None:
    """Cut into layers, the text is still the text, and each mark covers its own words and no others."""
    marks = [
        Mark(record_id=f"r{at}", layer=layer, part="said", start=start, end=start + length)
        for at, (start, length, layer) in enumerate(spans)
    ]
    pieces = cut(text, 0, len(text), marks)

    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    for mark in marks:
        covered = [
            at
            for piece in pieces
            if mark in piece.marks
            for at in range(piece.start, piece.start + len(piece.text))
        ]
        assert covered == list(range(min(mark.start, len(text)), min(mark.end, len(text))))
    begun = [record_id for piece in pieces for record_id in piece.begins]
    assert sorted(begun) == sorted(mark.record_id for mark in marks if mark.start < len(text))


@given(
    st.dictionaries(
        st.sampled_from(sorted(set(CELLS) - set(TEXTS_ASKED))), TEXTS.map(str.strip).filter(bool), max_size=4
    ),
    st.builds(
        Filter,
        words=TEXTS.map(str.strip),
        country=st.just("IQ"),
        origins=st.integers(0, 99),
        disagreeing=st.booleans(),
    ),
)
def test_a_filter_comes_back_from_its_address(cells: dict[str, str], rest: Filter) -> None:
    """A link that is shared asks for exactly what its sender saw."""
    from urllib.parse import parse_qsl

    asked = Filter(
        cells=tuple((name, cells[name]) for name in CELLS if name in cells),
        words=rest.words,
        country=rest.country,
        origins=rest.origins,
        disagreeing=rest.disagreeing,
    )

    assert read_filter(dict(parse_qsl(write_filter(asked).removeprefix("?")))) == asked


@given(st.text(max_size=80))
def test_nothing_hidden_is_left_in_what_is_shown(text: str) -> None:
    """No sign that reorders, hides or breaks the encoding reaches a page; markup is words."""
    for shown in (visible(text), str(marked(text))):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00\ud800-\udfff\r]", shown)
    assert "<" not in re.sub(r'<span class="sign">|</span>', "", str(marked(text)))


def test_hosts_are_taken_by_their_whole_name() -> None:
    """Only this machine's own names pass, whatever is written around them."""
    assert all(map(host_allowed, ("127.0.0.1", "127.0.0.1:80", "localhost:1", "[::1]", "[::1]:80")))
    assert not any(map(host_allowed, ("", "127.0.0.1.x", "x:127.0.0.1", "0.0.0.0", "localhost.x:1", "::2")))
    assert is_loopback("::1") and not is_loopback("0.0.0.0")
    assert from_here({"sec-fetch-site": "same-origin"})
    assert not from_here({"sec-fetch-site": "cross-site"})
    assert from_here({"origin": "http://127.0.0.1:8", "host": "127.0.0.1:8"})
    assert not from_here({"origin": "http://x", "host": "127.0.0.1:8"})


def test_files_are_named_without_their_folders() -> None:
    """An outlet that is not known stands under its file's name, not under somebody's home folder."""
    told = "day: 2025-05-01 (file:///home/x/09-gazette.txt, Wire) / 2025-05-02 (https://a.example/b)"

    assert short(told) == "day: 2025-05-01 (09-gazette.txt, Wire) / 2025-05-02 (https://a.example/b)"
    assert short("file:///home/x/all.zip#may/list.csv,row=1") == "all.zip#may/list.csv,row=1"


def test_a_chart_draws_every_incident_once() -> None:
    """The pieces of a bar sum up to its number, others together in one piece."""
    rows = [
        Row(cell=("2025-05", f"T{at}"), incidents=1, reports=1, origins=1, incident_ids=(f"i{at}",))
        for at in range(9)
    ]
    chart = bar_chart(rows, ("month", "type"))

    assert [bar.number for bar in chart.bars] == [9]
    assert len(chart.bars[0].pieces) == 6
    assert sum(int(piece.label.split(": ")[1].split()[0]) for piece in chart.bars[0].pieces) == 9


def test_a_timeline_loses_no_incident(catalogue: Catalogue) -> None:
    """What is not known finely enough stands beside the columns, never nowhere."""
    views = select(catalogue, Filter()).views
    for grain in ("day", "week", "month", "year", ""):
        found = split_periods(views, grain)
        total = sum(map(len, found.fine.values())) + sum(number for _, number in found.coarse) + found.earlier
        assert total == len(views)
        assert set(found.fine) <= set(found.names)


def test_filters_only_ever_narrow(catalogue: Catalogue) -> None:
    """Each condition leaves a part of what was there; what has no place is asked for as not known."""
    whole = {view.id for view in select(catalogue, Filter(realis="any")).views}
    for asked in (
        Filter(),
        Filter(realis="denied"),
        Filter(cells=(("place", NOT_KNOWN),), realis="any"),
        Filter(cells=(("target", "market"),), realis="any"),
        Filter(since="2025-05", until="2025-06", realis="any"),
        Filter(origins=2, realis="any"),
        Filter(words="rocket", realis="any"),
    ):
        assert {view.id for view in select(catalogue, asked).views} < whole
    nowhere = select(catalogue, Filter(cells=(("place", NOT_KNOWN),), realis="any")).views
    assert nowhere and all(view.where is None for view in nowhere)
    assert sum(place.incidents for place in places_of(select(catalogue, Filter()).views)) <= len(whole)


def test_copies_of_one_text_have_one_origin(catalogue: Catalogue) -> None:
    """Where reports tell of no incident, their first prints are counted, never the reprints."""
    for story in catalogue.stories.values():
        assert story.weight == weight_of(catalogue, story.report_ids)
        assert story.weight.reports == len(story.report_ids)
        assert story.weight.origins
