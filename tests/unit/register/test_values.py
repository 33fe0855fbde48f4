"""All numbers that are given, in their order, and the one that the register takes."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.register.evidence import Evidence
from reportedly.register.values import Figure, course_words, figures, figures_of
from reportedly.register.views import view
from reportedly.terms.events import Event
from reportedly.terms.lineage import Direction
from reportedly.terms.reports import Report
from reportedly.terms.statements import Statement, VoiceKind

from .making import copied, counted, day, event, evidence, incident, report, statement

Told = tuple[str, str, str, int | None, int | None]
"""A report's outlet, its day, who says so, low and high."""


def raid(*told: Told) -> tuple[list[Event], Evidence]:
    """One raid told so."""
    reports: list[Report] = []
    events: list[Event] = []
    said: list[Statement] = []
    for number, (outlet, date, voice, low, high) in enumerate(told):
        text = f"{voice} says that a raid killed some people in the river port, as case {number} shows."
        of = report(outlet, text, day(date), uri=f"file:{number}")
        claim = statement(of, "a raid killed some people", voice)
        reports.append(of)
        said.append(claim)
        events.append(event(of, "raid", said_in=claim, counts=(("killed", low, high),)))
    return events, evidence(reports, events, said)


def killed(*told: Told) -> Figure:
    """The figure of those killed in one raid told so."""
    events, held = raid(*told)
    (found,) = figures_of([each.id for each in events], held)
    return found


def test_ten_outlets_with_one_source_weigh_once() -> None:
    """Paper is not evidence: the median runs over first sources."""
    paper: list[Told] = [(f"Paper {n}", "2024-05-03", "Ada Marsh", 9, 9) for n in range(10)]
    found = killed(*paper, ("Wire", "2024-05-03", "Bo Lind", 4, 4), ("Post", "2024-05-03", "Cy Roe", 5, 5))

    assert (found.best, found.why) == (5, "upper median of 3 origins")
    assert (found.low, found.high) == (4, 9)


def test_a_source_counts_with_its_latest_number() -> None:
    """A toll that was corrected is the corrected one, and the correction is seen."""
    first: Told = ("Wire", "2024-05-03", "Ada Marsh", 4, 4)
    later: Told = ("Post", "2024-05-05", "Ada Marsh", 7, 7)

    assert killed(first, later).course == killed(later, first).course
    assert (killed(first, later).best, killed(first, later).low) == (7, 7)
    assert course_words(killed(first, later)) == "4 (Ada Marsh, 2024-05-03) → 7 (Ada Marsh, 2024-05-05)"


def test_the_latest_official_number_goes_before_all_others() -> None:
    """The stated rule: police, then the ministry; what witnesses say stays in the range and in the list."""
    found = killed(
        ("Wire", "2024-05-03", "Harbour police", 6, 6),
        ("Post", "2024-05-05", "Health Ministry", 8, 8),
        ("Herald", "2024-05-06", "Ada Marsh", 20, 20),
    )

    assert (found.best, found.why) == (8, "latest official: Health Ministry, 2024-05-05")
    assert (found.low, found.high) == (6, 20)
    assert found.disagreement == "killed: 6 (Harbour police) / 8 (Health Ministry) / 20 (Ada Marsh)"
    assert course_words(found) == (
        "6 (Harbour police, 2024-05-03) → 8 (Health Ministry, 2024-05-05) → 20 (Ada Marsh, 2024-05-06)"
    )


def test_a_person_is_official_by_the_words_of_the_report() -> None:
    """The name of a spokesman does not tell for whom he speaks; the words round it do."""
    text = "Police spokesman Bo Lind said a raid killed some people. Ada Marsh counted more killed in a raid."
    of = report("Wire", text, day("2024-05-03"))
    spoke = statement(of, "a raid killed some people", "Bo Lind", words="Police spokesman Bo Lind")
    saw = statement(of, "more killed in a raid", "Ada Marsh", words="Ada Marsh")
    told = event(of, "killed some", said_in=spoke, counts=(("killed", 3, 3),))
    other = event(of, "killed in", said_in=saw, counts=(("killed", 9, 9),))
    (found,) = figures_of([told.id, other.id], evidence([of], [told, other], [spoke, saw]))

    assert [(each.source, each.official) for each in found.values] == [
        ("Ada Marsh", False),
        ("Bo Lind", True),
    ]
    assert found.best == 3


def test_a_dated_saying_is_older_than_the_report_that_repeats_it() -> None:
    """A report of Friday that still carries Monday's number does not undo Wednesday's."""
    old = report("Wire", "Police said on Monday that a raid killed six people.", day("2024-05-10"))
    new = report("Post", "Police said that a raid killed eight people.", day("2024-05-08"))
    monday = statement(old, "a raid killed six people", "Police", when=day("2024-05-06"))
    plain = statement(new, "a raid killed eight people", "Police")
    six = event(old, "raid", said_in=monday, counts=(("killed", 6, 6),))
    eight = event(new, "raid", said_in=plain, counts=(("killed", 8, 8),))
    (found,) = figures_of([six.id, eight.id], evidence([old, new], [six, eight], [monday, plain]))

    assert (found.best, found.low) == (8, 8)
    assert course_words(found) == "6 (Police, 2024-05-06) → 8 (Police, 2024-05-08)"


def test_a_reprint_is_no_later_number() -> None:
    """An outlet that copies Monday's text on Thursday does not undo what the ministry said on Wednesday."""
    words = "Police said that a raid killed six people."
    first = report("Wire", words, day("2024-05-06"), uri="file:first")
    again = report("Post", words, day("2024-05-09"), uri="file:again")
    new = report("Herald", "The Health Ministry said that a raid killed eight people.", day("2024-05-08"))
    said = [statement(of, "a raid killed six people", "Police") for of in (first, again)]
    said.append(statement(new, "a raid killed eight people", "Health Ministry"))
    told = [
        event(of, "raid", said_in=claim, counts=(("killed", number, number),))
        for of, claim, number in zip((first, again, new), said, (6, 6, 8), strict=True)
    ]
    copies = [copied(first, again, words, Direction.EARLIER)]
    (found,) = figures_of([each.id for each in told], evidence([first, again, new], told, said, copies))

    assert found.best == 8
    assert course_words(found) == "6 (Police, 2024-05-06) → 8 (Health Ministry, 2024-05-08)"


def test_ranges_count_by_their_middle() -> None:
    """ "At least two" is two, "up to nine" nine, two to four three; no number at all is none."""
    assert killed(("A", "2024-05-03", "Police", 2, None)).best == 2
    assert killed(("A", "2024-05-03", "Police", None, 9)).best == 9
    assert killed(("A", "2024-05-03", "Police", 2, 4)).best == 3
    assert killed(("A", "2024-05-03", "Police", None, None)).best is None


def test_what_nobody_counts_has_no_number() -> None:
    """Unknown is not zero."""
    assert figures_of([], evidence([], [])) == ()
    assert figures_of(["event-none"], evidence([], [])) == ()


def test_a_persons_number_goes_before_the_rule() -> None:
    """What a person put right is the best number; the machine's own stays beside it, with its sources."""
    events, held = raid(("Wire", "2024-05-03", "Police", 6, 6))
    machine = view(incident(*events), held)
    assert machine is not None
    assert machine.best == (("killed", 6),)
    edited = replace(
        machine, counts=(counted("killed", 7, 7),), best=(("killed", 7),), edited=("count.killed",)
    )
    (found,) = figures(edited, held)

    assert (found.best, found.why, found.machine) == (7, "a person's number", 6)
    assert [each.source for each in found.values] == ["Police"]


@given(st.lists(st.tuples(st.sampled_from(["Police", "B", "C"]), st.integers(0, 50)), min_size=1, max_size=6))
def test_the_order_changes_nothing(values: list[tuple[str, int]]) -> None:
    """The same claims give the same number, one that somebody gave, in any order."""
    told: list[Told] = [
        (f"Paper {n}", "2024-05-03", f"Voice {name}", value, value) for n, (name, value) in enumerate(values)
    ]
    found, turned = killed(*told), killed(*reversed(told))

    assert found.best in {value for _, value in values}
    assert (turned.best, turned.why, turned.low, turned.high) == (
        found.best,
        found.why,
        found.low,
        found.high,
    )


Toll = tuple[str, str, dict[str, int], dict[str, int]]
"""A report's outlet, its day, the toll of its leading mention, and that of a later one."""


def shooting(*told: Toll) -> dict[str, tuple[int | None, str]]:
    """The best numbers of one shooting told so, each with the reason."""
    reports: list[Report] = []
    events: list[Event] = []
    for number, (outlet, date, toll, parts) in enumerate(told):
        of = report(
            outlet, f"A raid it was, and a later fight, case {number}.", day(date), uri=f"file:{number}"
        )
        counts = [tuple((what, n, n) for what, n in each.items()) for each in (toll, parts)]
        reports.append(of)
        events += [
            replace(event(of, "raid", counts=counts[0]), main=True, leads=True),
            replace(event(of, "fight", counts=counts[1]), main=True),
        ]
    found = figures_of([each.id for each in events], evidence(reports, events))
    return {each.what: (each.best, each.why) for each in found}


def test_a_part_of_a_toll_is_not_the_toll() -> None:
    """ "Four were hurt … two of them were hit in the leg": the report's number is four."""
    assert shooting(("Wire", "2024-05-03", {"wounded": 4}, {"wounded": 2}))["wounded"] == (
        4,
        "the one origin",
    )


def test_what_a_full_toll_omits_is_none() -> None:
    """Two newsrooms that count the dead and nobody hurt outweigh one that has somebody hurt at first."""
    early: Toll = ("Wire", "2024-05-03", {"wounded": 1}, {})
    later: list[Toll] = [(name, "2024-05-04", {"killed": 1}, {}) for name in ("Post", "Herald")]
    found = shooting(early, *later)

    assert found["killed"] == (1, "upper median of 3 origins, of which 1 count none")
    assert found["wounded"] == (0, "upper median of 3 origins, of which 2 count none")


def test_of_two_origins_the_higher_number_stands() -> None:
    """Tolls grow: a number that was given once more often lags behind than runs ahead."""
    found = shooting(("Wire", "2024-05-03", {"killed": 2}, {}), ("Post", "2024-05-03", {"killed": 3}, {}))
    assert found["killed"] == (3, "upper median of 2 origins")


def test_what_an_outlet_tells_on_the_word_of_several_counts_once() -> None:
    """A report that names a neighbour, an aunt and a mayor is one telling of its own number."""
    of = report(
        "Wire", "A raid killed some. Ada Marsh, Bo Lind and Cy Roe spoke of the raid.", day("2024-05-03")
    )
    named = [
        statement(of, "spoke of the raid", name, words=name) for name in ("Ada Marsh", "Bo Lind", "Cy Roe")
    ]
    mentions = [replace(event(of, "raid", said_in=each), id=f"mention {n}") for n, each in enumerate(named)]
    own = event(of, "killed", counts=(("killed", 2, 2),))
    others = [
        report(name, f"Five died in a raid, {name} saw.", day("2024-05-03")) for name in ("Post", "Sun")
    ]
    seen = [event(each, "raid", counts=(("killed", 5, 5),)) for each in others]
    told = [*mentions, own, *seen]
    (found,) = figures_of([each.id for each in told], evidence([of, *others], told, named))

    assert (found.best, found.why) == (5, "upper median of 3 origins")


def test_an_official_who_is_only_named_gives_no_number() -> None:
    """The police are quoted on the search; the number is the newsroom's own."""
    of = report("Wire", "A raid killed two. Police said the raid was at dawn.", day("2024-05-05"))
    police = statement(of, "the raid was at dawn", "Police", kind=VoiceKind.ORGANISATION)
    dawn = replace(event(of, "raid", said_in=police), id="dawn")
    own = event(of, "killed", counts=(("killed", 2, 2),))
    wire = report("Post", "A raid killed three.", day("2024-05-04"))
    other = event(wire, "killed", counts=(("killed", 3, 3),))
    (found,) = figures_of(["dawn", own.id, other.id], evidence([of, wire], [dawn, own, other], [police]))

    assert (found.best, found.why) == (3, "upper median of 2 origins")
