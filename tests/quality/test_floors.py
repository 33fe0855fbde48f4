"""The cheap measures hold their floors, and the scorers count as their documents say."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.terms.readings import Reading, Sentence, Token
from reportedly.terms.spans import Role
from tests.quality import examples, names, places, polnear, polnear_data, syntax, times
from tests.quality.floors import Floors, digest, judge, orphans, raised, read_floors, suggested, write_floors
from tests.quality.measure import Figure, Measure, Shape, Unit, bootstrap, figure, single
from tests.quality.measures import MEASURES
from tests.quality.pipeline import lines_as_paragraphs
from tests.quality.polnear_data import Attribution
from tests.quality.spans import overlap, pair_off, trim
from tests.quality.table import markdown, plain

CHEAP = [measure for measure in MEASURES if measure.name in {"examples", "seeds"}]


@pytest.mark.parametrize("measure", CHEAP, ids=lambda measure: measure.name)
def test_cheap_measures_hold_their_floors(measure: Measure) -> None:
    """A change that makes the record worse must not pass unseen until somebody runs all measures."""
    if measure.absent:
        pytest.skip(f"{measure.absent[0].name} is not beside the project")
    floors = read_floors()
    figures = measure.take()
    verdicts = [judge(f"{measure.name}.{each.name}", each, floors) for each in figures]
    assert [(v.name, v.figure.value, v.floor) for v in verdicts if v.passed is False] == []
    assert orphans(floors, measure.name, figures) == ()
    assert any(v.passed for v in verdicts)


def test_every_measure_says_what_it_measures() -> None:
    """A figure without a definition cannot be compared with anybody's."""
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
    for measure in MEASURES:
        assert measure.take.__doc__
        assert measure.data


def test_every_floor_belongs_to_a_measure() -> None:
    """A floor under a misspelt name would hold nothing."""
    floors = read_floors()
    known = {measure.name for measure in MEASURES}
    assert {name.split(".")[0] for name in (*floors.least, *floors.most, *floors.data)} <= known


UNITS = (Unit(3, 4, 5), Unit(1, 2, 1))


@pytest.mark.parametrize(
    ("shape", "value"),
    [(Shape.F1, 8 / 12), (Shape.RECALL, 4 / 6), (Shape.PRECISION, 4 / 6), (Shape.FAULTS, 2.0)],
)
def test_figures_are_of_summed_counts(shape: Shape, value: float) -> None:
    """A mean of each report's share would let short reports weigh as much as long ones."""
    assert figure("x", shape, UNITS).value == pytest.approx(value)


def test_a_figure_without_units_has_no_value() -> None:
    """No data is no score: neither nought nor full marks."""
    assert figure("x", Shape.F1, ()).value is None


def test_the_margin_is_the_same_every_time_and_shrinks_with_more_reports() -> None:
    """A margin that changed by itself, or not with the data, would say nothing."""
    few = [Unit(at % 2, 1, 1) for at in range(10)]
    assert bootstrap(Shape.RECALL, few) == bootstrap(Shape.RECALL, few)
    assert bootstrap(Shape.RECALL, few * 10) < bootstrap(Shape.RECALL, few)


counts = st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
    lambda row: Unit(row[0], row[0] + row[1], row[0] + row[2])
)


@given(st.lists(counts, min_size=1, max_size=8), st.sampled_from([Shape.F1, Shape.RECALL, Shape.PRECISION]))
def test_shares_stay_between_nought_and_one(units: list[Unit], shape: Shape) -> None:
    """A share above one is a scorer that counts something twice."""
    made = figure("x", shape, units)
    assert made.value is not None
    assert 0 <= made.value <= 1
    assert made.margin is None or 0 <= made.margin <= 0.5


def test_a_share_below_its_floor_fails_and_so_do_faults_above_theirs() -> None:
    """The whole point of floors."""
    floors = Floors({}, {"m.share": 0.5}, {"m.faults": 0})
    share, faults = single("share", Shape.RECALL, (4, 9, 9)), single("faults", Shape.FAULTS, (0, 1, 0))
    assert judge("m.share", share, floors).passed is False
    assert judge("m.share", single("share", Shape.RECALL, (5, 9, 9)), floors).passed is True
    assert judge("m.faults", faults, floors).passed is False
    assert judge("m.other", share, floors).passed is None


def test_a_figure_that_vanished_fails_where_it_has_a_floor() -> None:
    """A reader that stops building trees must not slip through as merely absent."""
    floors = Floors({}, {"m.las": 0.8}, {})
    assert judge("m.las", Figure("las", Shape.F1, None), floors).passed is False
    assert orphans(floors, "m", [single("uas", Shape.F1, (1, 1, 1))]) == ("m.las",)
    assert orphans(floors, "other", []) == ()


def test_floors_are_raised_and_never_lowered() -> None:
    """Lowering takes a person and a reason."""
    measure = Measure(name="m", data=(), take=tuple)
    held = Floors({}, {"m.up": 0.5, "m.down": 0.9, "m.gone": 0.1}, {"m.faults": 3})
    figures = [
        single("up", Shape.RECALL, (80, 100, 100)),
        single("down", Shape.RECALL, (50, 100, 100)),
        single("faults", Shape.FAULTS, (0, 2, 0)),
    ]
    after = raised(held, [(measure, figures)], {"m": "abc"})
    assert after.least == {"m.up": pytest.approx(0.79), "m.down": 0.9, "m.gone": 0.1}
    assert after.most == {"m.faults": 2}
    assert after.data == {"m": "abc"}


def test_what_is_perfect_must_stay_perfect() -> None:
    """A floor a little below one would let the first fault through."""
    assert suggested(single("x", Shape.RECALL, (10, 10, 10))) == 1.0
    assert suggested(single("x", Shape.RECALL, (9, 10, 10))) == pytest.approx(0.8)


def test_floors_are_read_back_as_written(tmp_path: Path) -> None:
    """A name with dots must not become a table inside a table."""
    floors = Floors({"m": "abc"}, {"m.a.b": 0.25}, {"m.faults": 2})
    write_floors(floors, tmp_path / "floors.toml")
    assert read_floors(tmp_path / "floors.toml") == floors


def test_the_digest_tells_other_data_and_other_names(tmp_path: Path) -> None:
    """A floor set on other data is no floor for this."""
    (tmp_path / "set").mkdir()
    (tmp_path / "set" / "a.txt").write_text("one", encoding="utf-8")
    measure = Measure(name="m", data=(tmp_path / "set",), take=tuple)
    before = digest(measure)
    assert digest(measure) == before
    (tmp_path / "set" / "a.txt").rename(tmp_path / "set" / "b.txt")
    renamed = digest(measure)
    (tmp_path / "set" / "b.txt").write_text("two", encoding="utf-8")
    assert len({before, renamed, digest(measure)}) == 3


def test_tables_show_value_margin_floor_and_verdict() -> None:
    """A figure is read beside its doubt and its floor."""
    made = figure("joint", Shape.RECALL, UNITS)
    verdict = judge("m.joint", made, Floors({}, {"m.joint": 0.9}, {}))
    assert plain([verdict]).splitlines()[1].split() == ["m.joint", "recall", "66.7", "20.0", "90.0", "FAIL"]
    assert "| `m.joint` | recall | 66.7 | 20.0 | 90.0 | FAIL |" in markdown([verdict])


def test_overlap_is_of_code_points_and_pairs_are_one_to_one() -> None:
    """Two findings of one statement are one right and one too many."""
    assert overlap([(0, 10)], [(5, 15)]) == pytest.approx(1 / 3)
    pairs = pair_off([(0, 10)], [(0, 6), (0, 9)], lambda a, b: overlap([a], [b]), 0.5)
    assert pairs == [((0, 10), (0, 9))]


def test_edges_are_trimmed_of_punctuation_only() -> None:
    """Whether a comma belongs to a span is nobody's finding."""
    text = '"Go," she said.'
    assert text[slice(*trim(text, (0, 5)))] == "Go"
    assert trim('"."', (0, 3)) == (3, 3)


BRAT = """T1\tSource 0 3\tAda
T2\tCue 4 8\tsaid
T3\tContent 9 14;20 25\tit is so
T4\tAttribution 4 8\tsaid
E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3
T5\tContent 30 33\tyes
T6\tAttribution-no-source 30 33\tyes
E2\tAttribution-no-source:T6 Content:T5
E3\tAttribution-no-source:T6
"""


def test_brat_files_give_broken_contents_and_attributions_without_source() -> None:
    """Both are statements; an attribution without content is none."""
    annotation = polnear_data.parse(BRAT)
    assert annotation.spans["Content"] == ((9, 14), (20, 25), (30, 33))
    assert annotation.attributions == (
        Attribution(((9, 14), (20, 25)), ((0, 3),)),
        Attribution(((30, 33),), ()),
    )


def test_an_article_of_several_annotators_weighs_one(tmp_path: Path) -> None:
    """Else the few articles that six people marked would weigh as much as a dozen others."""
    for folder in ("attributions", "text"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text" / "paper_day_story.txt").write_text("Ada said it is so.", encoding="utf-8")
    for annotator in ("aa", "bb"):
        (tmp_path / "attributions" / f"paper_day_story_{annotator}.ann").write_text(BRAT, encoding="utf-8")
    (article,) = polnear_data.articles(tmp_path)
    assert len(article.annotations) == 2
    both = polnear.weighed([{"x": Unit(1, 2, 3)}, {"x": Unit(0, 2, 5)}])
    assert both == {"x": Unit(0.5, 2, 4)}


def test_a_joint_statement_needs_its_source() -> None:
    """Words in the wrong mouth are worse than words not found."""
    gold = Attribution(((10, 20),), ((0, 5),))
    same, other = Attribution(((10, 21),), ((0, 5),)), Attribution(((10, 20),), ((30, 35),))
    assert polnear.pairs([gold], [other, same], joint=True) == [(gold, same)]
    assert polnear.pairs([gold], [other, same], joint=False) == [(gold, other)]
    assert polnear.same_source(Attribution(((1, 2),), ()), Attribution(((1, 2),), ()))
    assert not polnear.same_source(gold, Attribution(((10, 20),), ()))


@pytest.mark.parametrize(
    ("text", "direct"),
    [("“We go,”", True), ('"We go".', True), ("that “we” go", False), ("“we” go", False), ("”", False)],
)
def test_direct_quotations_stand_in_marks_from_end_to_end(text: str, direct: bool) -> None:
    """A word in scare quotes is not a quotation."""
    assert polnear.is_direct(text, [(0, len(text))]) is direct


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2016-02", (date(2016, 2, 1), date(2016, 2, 29))),
        ("2016", (date(2016, 1, 1), date(2016, 12, 31))),
        ("199", (date(1990, 1, 1), date(1999, 12, 31))),
        ("2016-02-03", (date(2016, 2, 3), date(2016, 2, 3))),
        ("2016-W05", None),
        ("PRESENT_REF", None),
    ],
)
def test_timex_values_become_days(value: str, days: times.Days | None) -> None:
    """Days are what two notations of one time have in common."""
    assert times.days_of(value) == days


def test_times_count_found_and_resolved_apart() -> None:
    """Finding "Sunday" and giving the wrong one is half the work."""
    day, other = date(2016, 2, 3), date(2016, 2, 4)
    units = times.compare([((0, 6), (day, day))], [((0, 6), (other, other)), ((9, 12), (day, day))], day)
    assert units == (Unit(1, 2, 1), Unit(0, 2, 1))


def test_a_range_is_one_value_and_this_year_may_end_today() -> None:
    """Two notations of the same days are no error."""
    first, last, today = date(2016, 7, 5), date(2016, 7, 9), date(2016, 8, 1)
    gold = [((0, 6), (first, first)), ((10, 16), (last, last))]
    assert times.compare(gold, [((0, 16), (first, last))], today)[1] == Unit(1, 1, 1)
    year = (date(2016, 1, 1), date(2016, 12, 31))
    assert times.agree(year, (date(2016, 1, 1), today), today)
    assert not times.agree(year, (date(2016, 1, 1), last), today)


def test_entities_are_read_from_tags_and_types_merged() -> None:
    """One name is one finding, whatever tag its first word carries."""
    tags = ["B-PERSON", "I-PERSON", "O", "I-FAC", "B-ORG"]
    gold = names.entities(tags, [0, 4, 9, 12, 16], [3, 8, 11, 15, 20])
    assert gold == [("PERSON", (0, 8)), ("FAC", (12, 15)), ("ORG", (16, 20))]
    every, merged = names.compare(gold, [("person", (0, 8)), ("place", (12, 15)), ("organisation", (16, 19))])
    assert every == Unit(1, 3, 3)
    assert merged == Unit(2, 3, 3)


def _reading(*tokens: Token) -> Reading:
    """Return a reading of one sentence."""
    sentence = Sentence(tokens[0].start, tokens[-1].end, Role.PARAGRAPH, 0, len(tokens))
    return Reading(
        report_id="r", text="", reader="hand", sentences=(sentence,), tokens=tokens, names=(), tags=()
    )


def test_words_are_aligned_by_code_points() -> None:
    """A word cut differently is wrong for its tag and its head, and its neighbours are still scored."""
    row: dict[str, Sequence[object]] = {
        "b": [0, 4, 7],
        "e": [4, 7, 8],
        "upos": ["PRON", "VERB", "PUNCT"],
        "head": [1, 1, 1],
        "dep": ["nsubj:pass", "ROOT", "punct"],
        "ss": [1, 0, 0],
    }
    reading = _reading(
        Token(0, 4, "", "PRON", 1, "nsubj"), Token(4, 7, "", "NOUN", 1, "root"), Token(7, 9, "", "PUNCT", 0)
    )
    units = syntax.compare(syntax.gold_parse(row, "They go."), syntax.found_parse(reading))
    assert units["words"] == Unit(2, 3, 3)
    assert units["upos.aligned"] == Unit(1, 2, 2)
    assert units["las"] == Unit(2, 3, 3)
    assert units["sentences"] == Unit(1, 1, 1)


def test_a_drifted_offset_settles_on_its_phrase() -> None:
    """TR-News counts some offsets from another text than it gives."""
    assert places.settle("in Oslo, not Oslo", 4, "Oslo") == (3, 7)
    assert places.settle("in Oslo, not Oslo", 12, "Oslo") == (13, 17)
    assert places.settle("in Oslo", 3, "Rome") is None


def test_lines_become_paragraphs_without_their_blanks() -> None:
    """Offsets must stay those of the whole text."""
    text = " One.\n\nTwo."
    assert [text[b.span.start : b.span.end] for b in lines_as_paragraphs("r", text)] == ["One.", "Two."]


def test_passages_are_related_through_a_third() -> None:
    """Two reprints of one agency text are copies of one another, though each is kept under the original."""
    wire, one, two = ("w.txt", (0, 9)), ("a.txt", (5, 14)), ("b.txt", (7, 16))
    home = examples.families([[wire, one], [wire, two], [("c.txt", (0, 5)), ("d.txt", (0, 5))]])
    assert examples.related([one, two], home)
    assert not examples.related([one, ("c.txt", (0, 5))], home)
    assert examples.same_copy([one, wire], [wire, one]) == 1.0


def test_a_mean_made_elsewhere_has_a_floor_that_can_be_missed() -> None:
    """One unit of weight one would let such a figure fall to nothing unseen."""
    assert suggested(figure("f1", Shape.RECALL, [Unit(0.935, 1, 1)])) == 0.925
