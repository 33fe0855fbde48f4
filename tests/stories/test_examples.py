"""The sixteen reports of ``examples/``: what is read out of them against what must be."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from reportedly.terms.names import fold_name
from tests.quality.spans import overlap, pair_off
from tests.stories.expected import EXAMPLES, Fields, Read, expected, is_of, read_all
from tests.stories.telling import happened, registered, stories_of

EMBASSY = (*(f"0{n}-" for n in range(1, 7)), "https://cpa.example", "https://tworivers.example")
"""How the names of the reports of the first story begin; all others are of the second."""

SILENT = frozenset({"caption", "notice", "navigation", "byline", "dateline"})
"""Roles of lines that tell nothing."""

QUOTATIONS = 0.92
"""Floor of the share of direct quotations found."""
SPEAKERS = 0.58
"""Floor of the share of direct quotations found with their speaker."""
STATEMENTS = 0.52
"""Floor of the share of all statements found with their source."""

ANYBODYS = 5
"""Sentences of fewer words than this are anybody's, and no sign of copying."""

TELLINGS = {
    "bomb-balad": ("a roadside bomb wrecked a Dutch supply truck",),
    "warning-call": (
        "telephoned Iraqi Prime Minister Hatim al-Dulfi and warned him",
        "quietly warned Iraq’s government",
        "The warning came in a telephone call",
        "is threatening to pull its diplomats out",
    ),
    "accusation-front": ("alleged that the Cordillera Front", "claimed that the Cordillera Front"),
    "bomb-ocana": (
        "A bomb hidden in a vegetable cart exploded",
        "A bomb ripped through a crowded market",
        "when a bomb went off among the vegetable stalls",
        "the bombing that killed 14 people",
        "The bomb that went off in the market",
        "The death toll from a bomb at a market",
    ),
    "grenade-tibu": (
        "slightly hurt on Sunday when a grenade was thrown at their post in Tibú",
        "a grenade was thrown at a police post at midday on Sunday, slightly wounding two officers",
        "had thrown the grenade",
        "the grenade thrown at the police post in Tibú",
    ),
    "grenade-bus-depot": ("a grenade was thrown at the bus depot two streets away; it broke windows",),
}
"""The words that tell of an incident of ``expected/incidents.jsonl``."""


@dataclass(frozen=True, slots=True)
class Examples:
    """The record of the examples, the folder it lies in, and the text of every report as its file has it."""

    read: Read
    folder: Path
    texts: dict[str, str]

    def of(self, kind: list[Fields], report: str) -> list[Fields]:
        """Return the records of one report, named as in the expectations."""
        return [each for each in kind if is_of(each, report)]

    def telling(self, incident: str) -> set[str]:
        """Return the ids of the events whose trigger stands in the words that tell of an incident."""
        found: set[str] = set()
        for report, text in self.texts.items():
            for words in TELLINGS[incident]:
                start = text.find(words)
                found |= {
                    each["id"]
                    for each in self.of(self.read.events, report)
                    if start != -1
                    and start <= each["trigger"]["start"] < each["trigger"]["end"] <= start + len(words)
                }
        return found


def _texts() -> dict[str, str]:
    """Return the text of every report, decoded as the expectation says, by name."""
    folder = EXAMPLES / "reports"
    lines = (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()
    texts: dict[str, str] = {each["uri"]: each["text"] for each in map(json.loads, lines)}
    for row in expected("reports"):
        if row["report"] not in texts:
            texts[row["report"]] = (folder / row["file"]).read_bytes().decode(row["encoding"])
    return texts


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """Return the examples, read once."""
    folder = tmp_path_factory.mktemp("examples")
    return Examples(read_all([str(EXAMPLES / "reports")], folder), folder, _texts())


def _name(uri: str) -> str:
    """Return how the expectations name the report at an address."""
    return uri.rsplit("/", 1)[-1] if uri.startswith("file:") else uri


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
    names = sorted(_name(each["uri"]) for each in read.reports)
    assert names == sorted(row["report"] for row in expected("reports"))
    assert (read.problems, read.faults) == ([], 0)


def test_words_are_the_words_of_the_file_at_their_offsets(examples: Examples) -> None:
    """Every word opens: a number that cannot be found again in the file cannot be cited."""
    checked = 0
    for each in (*examples.read.statements, *examples.read.events):
        text = examples.texts[_name(each["uri"])]
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


def _events_not() -> list[Fields]:
    """Return what is told of without having happened, in the body or headline."""
    return [row for row in expected("events_not") if row["realis"] is not None]


@pytest.mark.parametrize("row", _events_not(), ids=lambda row: f"{row['report'][-12:]} {row['text'][:24]}")
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
    ids = {each["id"] for each in examples.read.reports if _name(each["uri"]).startswith(EMBASSY)}
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
        ends = [(_name(each[side]["uri"]), each[side]["start"], each[side]["end"]) for side in ("source", "copy")]
        joined = {family[end] for end in ends if end in family}
        family |= {passage: number for passage, old in family.items() if old in joined}
        family |= dict.fromkeys(ends, number)
    return family


def test_verbatim_copies_lie_in_one_family(examples: Examples) -> None:
    """Reprints that are not folded into one are counted as confirmations."""
    families = _families(examples.read.copies)
    apart: list[str] = []
    rows = [row for row in expected("copies") if row["match"] == "verbatim" and row["unit"] == "sentence"]
    for row in rows:
        if len(row["source"]["text"].split()) < ANYBODYS:
            continue
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


def test_a_copied_passage_has_one_source_which_is_no_copy_itself(examples: Examples) -> None:
    """Sixty reprints of one sentence are sixty rows under one source, and not every pair of them."""
    sources = {tuple(each["source"].values()) for each in examples.read.copies}
    copies = [tuple(each["copy"].values()) for each in examples.read.copies]
    assert len(copies) == len(set(copies))
    assert not sources & set(copies)


def test_nothing_is_copied_between_the_two_stories(examples: Examples) -> None:
    """A passage joined to another story's would carry its origins over."""
    for each in examples.read.copies:
        sides = {_name(each[side]["uri"]).startswith(EMBASSY) for side in ("source", "copy")}
        assert len(sides) == 1, each


def test_the_two_stories_stay_apart(examples: Examples) -> None:
    """Baghdad in May 2025 and Ocaña in February 2024 share nothing but words like bomb."""
    for reports in stories_of(examples.folder):
        assert len({_name(uri).startswith(EMBASSY) for uri in reports}) == 1, reports


@pytest.mark.parametrize("row", expected("totals"), ids=lambda row: f"{row['number']} {row['what'][:20]}")
def test_reported_totals_are_shown_as_totals(examples: Examples, row: Fields) -> None:
    """Somebody's count is shown beside the register's own, with whose it is, and its period if known."""
    found = [total for total in examples.read.totals if total.low == total.high == row["number"]]
    assert found
    for total in found:
        assert len(total.origins) == 1
        if total.period is not None and total.period.start is not None:
            assert total.period.start.date().isoformat() == row["period_start"]


def _carriers() -> list[Fields]:
    """Return every place where a report gives a total."""
    return [one for row in expected("totals") for one in row["carried_by"]]


@pytest.mark.parametrize("place", _carriers(), ids=lambda place: f"{place['report'][-12:]} {place['text']}")
def test_reported_totals_are_never_incidents(examples: Examples, place: Fields) -> None:
    """Seventeen attacks so far this month are not one more attack, nor seventeen."""
    text = examples.texts[place["report"]]
    start = max(text.rfind(". ", 0, place["start"]), text.rfind("\n", 0, place["start"])) + 1
    end = min(at for at in (text.find(mark, place["end"]) for mark in (".", "\n")) if at != -1)
    counted = {event for incident in registered(examples.read, "ASSAULT") for event in incident["events"]}
    for event in examples.of(examples.read.events, place["report"]):
        if start <= event["trigger"]["start"] < end:
            assert event["id"] not in counted, event["trigger"]["text"]


@pytest.mark.parametrize("incident", sorted(TELLINGS))
def test_no_incident_has_more_origins_than_there_are(examples: Examples, incident: str) -> None:
    """Seven reports of one telephone call rest on two people, and four of one accusation on one."""
    row = next(each for each in expected("incidents") if each["id"] == incident)
    tells = examples.telling(incident)
    found = [each for each in registered(examples.read, row["type"]) if tells & set(each["events"])]
    assert tells
    for each in found:
        assert len(each["origins"]) <= row["origins_at_most"], each["origins"]


@pytest.mark.parametrize(
    ("incident", "other"),
    [
        (row["id"], other)
        for row in expected("incidents")
        for other in row.get("never_merge_with", [])
        if row["id"] in TELLINGS
    ],
)
def test_different_attacks_are_not_merged(examples: Examples, incident: str, other: str) -> None:
    """A grenade in another town the next day is another attack, however alike the words are."""
    members = [set(each["events"]) for each in examples.read.incidents]
    mine, theirs = examples.telling(incident), examples.telling(other)
    assert mine
    assert theirs
    assert not any(events & mine and events & theirs for events in members)


def test_the_toll_keeps_every_source_apart(examples: Examples) -> None:
    """Nine, at least nine, twelve and fourteen dead: choosing one quietly would hide the quarrel."""
    values: defaultdict[int | None, set[str]] = defaultdict(set)
    for event in examples.read.events:
        for count in event["counts"]:
            if count["what"] == "killed":
                values[count["low"]].add(_name(event["uri"]))
    assert {9, 12, 14} <= set(values)
