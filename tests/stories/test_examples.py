"""The sixteen reports of ``examples/``: what is read out of them against what must be."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

from reportedly.terms.names import fold_name
from tests.quality.spans import overlap, pair_off
from tests.stories.examples import EMBASSY, TELLINGS, Examples, name_of
from tests.stories.expected import Fields, expected, is_of
from tests.stories.telling import happened, registered, stories_of

SILENT = frozenset({"caption", "notice", "navigation", "byline", "dateline"})
"""Roles of lines that tell nothing."""

QUOTATIONS = 0.95
"""Floor of the share of direct quotations found."""
SPEAKERS = 0.62
"""Floor of the share of direct quotations found with their speaker."""
STATEMENTS = 0.58
"""Floor of the share of all statements found with their source."""

ANYBODYS = 5
"""Sentences of fewer words than this are anybody's, and no sign of copying."""


def _worded(value: object) -> Iterator[tuple[int, int, str]]:
    """Yield every (start, end, text) anywhere in a record."""
    if isinstance(value, dict):
        if value.get("text") is not None and value.get("start") is not None:
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from _worded(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _worded(inner)


def test_every_report_is_read_and_every_record_verifies(examples: Examples) -> None:
    """Inputs are reports plus problems, and a record that fails its own check proves nothing."""
    read = examples.read
    names = sorted(name_of(each["uri"]) for each in read.reports)
    assert names == sorted(row["report"] for row in expected("reports"))
    assert (read.problems, read.faults) == ([], 0)


def test_words_are_the_words_of_the_file_at_their_offsets(examples: Examples) -> None:
    """Every word opens: a number that cannot be found again in the file cannot be cited."""
    checked = 0
    for each in (*examples.read.statements, *examples.read.events):
        text = examples.texts[name_of(each["uri"])]
        for start, end, words in _worded({key: value for key, value in each.items() if key != "said"}):
            assert text[start:end] == words
            checked += 1
        pieces = [text[start:end] for start, end in each.get("said", [])]
        assert " … ".join(pieces) == each.get("text", "")
    assert checked > len(examples.read.events)


@pytest.mark.parametrize("row", expected("reports"), ids=lambda row: row["report"])
def test_credit_and_date_are_read_or_left_empty(examples: Examples, row: Fields) -> None:
    """A register stands or falls with who printed it and when, and a missing date must stay missing."""
    found = next(each for each in examples.read.reports if is_of(each, row["report"]))
    printed = row["line"] is not None or row["outlet"] in examples.texts[row["report"]]
    assert found["outlet"] == (row["outlet"] if printed else None)
    assert found["title"] == row["title"]
    wanted, published = row["published"], found["published"]
    assert (published is None) == (wanted is None)
    if wanted is not None and wanted["start_utc"] is not None:
        assert published["start"].replace("Z", "+00:00") == wanted["start_utc"]
    elif wanted is not None:
        assert published["start"][:10] == wanted["date"]


@pytest.mark.parametrize("row", expected("reports"), ids=lambda row: row["report"])
def test_lines_that_tell_nothing_yield_nothing(examples: Examples, row: Fields) -> None:
    """A caption of another story or a link to one must not put an attack into the register."""
    silent = {at for role, start, end in row["roles"] if role in SILENT for at in range(start, end)}
    for event in examples.of(examples.read.events, row["report"]):
        assert event["trigger"]["start"] not in silent, event["trigger"]
    for statement in examples.of(examples.read.statements, row["report"]):
        assert all(start not in silent for start, _ in statement["said"]), statement["text"]


def _shown(row: Fields) -> str:
    """Return how a row of an expectation is named in the list of tests."""
    return f"{row['report']} {row['text']}"


def _params(rows: list[Fields]) -> list[object]:
    """Return the rows as parameters with their names."""
    return [pytest.param(row, id=_shown(row)) for row in rows]


@pytest.mark.parametrize("row", _params([row for row in expected("events_not") if row["realis"] is not None]))
def test_what_did_not_happen_is_not_an_event_that_happened(examples: Examples, row: Fields) -> None:
    """A threat filed as an attack is the error that makes a register worthless."""
    reach = range(row["start"], row["end"])
    wrong = [
        each["trigger"]["text"]
        for each in happened(examples.read, row["type"])
        if is_of(each, row["report"]) and each["trigger"]["start"] in reach
    ]
    assert wrong == []


def test_the_embassy_is_never_closed(examples: Examples) -> None:
    """Seven reports talk of closing it, and not one says that it closed."""
    ids = {each["id"] for each in examples.read.reports if name_of(each["uri"]).startswith(EMBASSY)}
    closed = registered(examples.read, "SANCTION")
    assert [each["title"] for each in closed if ids & set(each["reports"])] == []


def _paired(examples: Examples) -> list[tuple[Fields, Fields]]:
    """Return (expected, found) statements whose content overlaps by a half."""
    pairs: list[tuple[Fields, Fields]] = []
    for report in examples.texts:
        wanted = [row for row in expected("statements") if row["report"] == report]
        found = examples.of(examples.read.statements, report)
        pairs += pair_off(wanted, found, lambda row, each: _agreement(row, each), 0.5)
    return pairs


def _agreement(row: Fields, found: Fields) -> float:
    """Return how far the content overlaps, and one more where the source agrees too."""
    value = overlap(row["said"], found["said"])
    return value + (1.0 if value >= 0.5 and _same_voice(row, found) else 0.0)


def _same_voice(row: Fields, found: Fields) -> bool:
    """Tell whether the canonical names agree: one has all the words of the other."""
    ours, theirs = (set(fold_name(each["voice"]["name"]).split()) for each in (row, found))
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def test_direct_quotations_are_found_with_their_speakers(examples: Examples) -> None:
    """A quotation is the firmest thing in a report: it must not be missed or put into another mouth."""
    total = sum(row["kind"] == "direct" for row in expected("statements"))
    pairs = [(row, each) for row, each in _paired(examples) if row["kind"] == "direct"]
    right = sum(_same_voice(row, each) for row, each in pairs)
    assert len(pairs) >= QUOTATIONS * total
    assert right >= SPEAKERS * total


def test_statements_are_found_with_their_sources(examples: Examples) -> None:
    """Who said it is the point of the record; the floor keeps it from sliding."""
    right = sum(_same_voice(row, each) for row, each in _paired(examples))
    assert right >= STATEMENTS * len(expected("statements"))


def test_every_chain_begins_with_the_outlet_that_printed_it(examples: Examples) -> None:
    """Whoever quotes stands between the speaker and us, and must be named, once."""
    outlets = {each["id"]: each["outlet"] or "unknown outlet" for each in examples.read.reports}
    for each in examples.read.statements:
        assert each["chain"][0] == outlets[each["report"]]
        assert len(each["chain"]) == len(set(each["chain"])), each["chain"]


def _families(copies: list[Fields]) -> dict[tuple[str, int, int], int]:
    """Return the family of every passage that is copied or a copy, families being joined by copies."""
    family: dict[tuple[str, int, int], int] = {}
    for number, each in enumerate(copies):
        sides = (each["source"], each["copy"])
        ends = [(name_of(side["uri"]), side["start"], side["end"]) for side in sides]
        joined = {family[end] for end in ends if end in family}
        family |= {passage: number for passage, old in family.items() if old in joined}
        family |= dict.fromkeys(ends, number)
    return family


def test_verbatim_copies_lie_in_one_family(examples: Examples) -> None:
    """Reprints that are not folded into one are counted as confirmations."""
    families = _families(examples.read.copies)
    apart: list[str] = []
    rows = [
        row
        for row in expected("copies")
        if (row["match"], row["unit"]) == ("verbatim", "sentence")
        and len(row["source"]["text"].split()) >= ANYBODYS
    ]
    for row in rows:
        sides: list[set[int]] = []
        for side in (row["source"], row["copy"]):
            span = [(side["start"], side["end"])]
            sides.append(
                {
                    family
                    for (report, start, end), family in families.items()
                    if report == side["report"] and overlap(span, [(start, end)]) >= 0.5
                }
            )
        if not sides[0] & sides[1]:
            apart.append(row["source"]["text"])
    assert rows
    assert apart == []


def _touches(found: Fields, wanted: Fields) -> bool:
    """Tell whether a side of a found copy has characters in common with a side of an expected one."""
    shared = min(found["end"], wanted["end"]) - max(found["start"], wanted["start"])
    return name_of(found["uri"]) == wanted["report"] and bool(shared > 0)


def test_nothing_is_called_a_copy_that_is_none(examples: Examples) -> None:
    """A false copy takes an origin away from somebody who was there."""
    pairs = [(row["source"], row["copy"]) for row in expected("copies")]
    pairs += [(copy, source) for source, copy in pairs]
    for each in examples.read.copies:
        assert any(_touches(each["source"], one) and _touches(each["copy"], other) for one, other in pairs)


def test_a_copied_passage_has_one_source(examples: Examples) -> None:
    """Sixty reprints of one sentence are sixty rows, not every pair; a source that copies was credited."""
    copies = [tuple(each["copy"].values()) for each in examples.read.copies]
    assert len(copies) == len(set(copies))
    between = [each for each in examples.read.copies if tuple(each["source"].values()) in set(copies)]
    assert {each["basis"] for each in between} <= {"credited"}


def test_nothing_is_copied_between_the_two_stories(examples: Examples) -> None:
    """A passage joined to another story's would carry its origins over."""
    for each in examples.read.copies:
        sides = {name_of(each[side]["uri"]).startswith(EMBASSY) for side in ("source", "copy")}
        assert len(sides) == 1, each


def test_the_two_stories_stay_apart(examples: Examples) -> None:
    """Baghdad in May 2025 and Ocaña in February 2024 share nothing but words like bomb."""
    for reports in stories_of(examples.folder):
        assert len({name_of(uri).startswith(EMBASSY) for uri in reports}) == 1, reports


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=f"{r['number']} {r['what']}") for r in expected("totals")]
)
def test_reported_totals_are_shown_as_totals(examples: Examples, row: Fields) -> None:
    """Somebody's count is shown beside the register's own, with whose it is, and its period if known."""
    found = [total for total in examples.read.totals if total.low == total.high == row["number"]]
    assert found
    for total in found:
        assert len(total.origins) == 1
        if total.period is not None and total.period.start is not None:
            assert total.period.start.date().isoformat() == row["period_start"]


def test_one_compilation_has_one_origin_however_it_is_worded(examples: Examples) -> None:
    """Six reports give the group's six for January, by its name, by its coordinator and by his name."""
    assert len({name for total in examples.read.totals if total.low == 6 for name in total.origins}) == 1


def _carriers() -> list[Fields]:
    """Return every place where a report gives a total."""
    return [one for row in expected("totals") for one in row["carried_by"]]


@pytest.mark.parametrize("place", _params(_carriers()))
def test_reported_totals_are_never_incidents(examples: Examples, place: Fields) -> None:
    """Seventeen attacks so far this month are not one more attack, nor seventeen."""
    text = examples.texts[place["report"]]
    start = max(text.rfind(". ", 0, place["start"]), text.rfind("\n", 0, place["start"])) + 1
    end = min(at for at in (text.find(mark, place["end"]) for mark in (".", "\n")) if at != -1)
    counted = {event for incident in registered(examples.read, "ASSAULT") for event in incident["events"]}
    for event in examples.of(examples.read.events, place["report"]):
        if start <= event["trigger"]["start"] < end:
            assert event["id"] not in counted, event["trigger"]["text"]


def test_no_incident_has_more_origins_than_there_are(examples: Examples) -> None:
    """Seven reports of one telephone call rest on two people, and four of one accusation on one."""
    most = {row["id"]: row["origins_at_most"] for row in expected("incidents") if row["id"] in TELLINGS}
    found = {
        (incident, each["id"]): (len(each["origins"]), most[incident])
        for incident in TELLINGS
        for each in registered(examples.read)
        if examples.telling(incident) & set(each["events"])
    }
    assert {incident for incident, _ in found} >= {"bomb-balad", "warning-call", "bomb-ocana", "grenade-tibu"}
    assert [key for key, (origins, limit) in found.items() if origins > limit] == []


def test_different_attacks_are_not_merged(examples: Examples) -> None:
    """A grenade in another town the next day is another attack, however alike the words are."""
    compared = 0
    for row in expected("incidents"):
        for other in row.get("never_merge_with", []):
            mine, theirs = examples.telling(row["id"]), examples.telling(other)
            compared += bool(mine and theirs)
            for each in examples.read.incidents:
                assert not (mine & set(each["events"]) and theirs & set(each["events"])), each["title"]
    assert compared


def test_the_toll_keeps_every_source_apart(examples: Examples) -> None:
    """Nine, at least nine, twelve and fourteen dead: choosing one quietly would hide the quarrel."""
    values: defaultdict[int | None, set[str]] = defaultdict(set)
    for event in examples.read.events:
        for count in event["counts"]:
            if count["what"] == "killed":
                values[count["low"]].add(name_of(event["uri"]))
    assert {9, 12, 14} <= set(values)
