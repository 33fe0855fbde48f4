"""The examples that the project ships, against the record that they must yield."""

import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from reportedly.register.totals import ReportedTotal
from reportedly.terms.events import HAPPENED
from reportedly.terms.names import fold_name
from tests.quality.measure import Figure, Measure, Shape, Unit, figure, single
from tests.quality.seed_events import folded
from tests.quality.spans import Stretch, overlap, pair_off
from tests.stories.expected import EXAMPLES as FOLDER
from tests.stories.expected import Fields, Read, expected, is_of, read_all

_UNLISTED = frozenset({"headline"})
"""Roles whose statements are listed for two reports only, and so count neither way where they are not."""


@cache
def reading() -> Read:
    """Return what a fresh record holds after reading all examples."""
    with tempfile.TemporaryDirectory() as folder:
        return read_all([str(FOLDER / "reports")], Path(folder))


def _stretches(rows: Sequence[Sequence[int]]) -> list[Stretch]:
    return [(row[0], row[1]) for row in rows]


def named(chain: Sequence[str]) -> tuple[str, ...]:
    """Return a folded chain without article or "unnamed" before a name: the gold keeps the report's words."""
    return tuple(re.sub(r"^(?:(?:unnamed|an?|the) )+", "", name) for name in folded(chain))


def same_voice(gold: Fields, found: Fields) -> bool:
    """Tell whether a found voice has the expected words (overlap of a half) or the expected name."""
    left, right = gold["voice"], found["voice"]
    if left["start"] is not None and right["start"] is not None:
        words = overlap([(left["start"], left["end"])], [(right["start"], right["end"])])
        if words >= 0.5:
            return True
    return fold_name(left["name"]) == fold_name(right["name"])


def pair_statements(gold: Sequence[Fields], found: Sequence[Fields]) -> list[tuple[Fields, Fields]]:
    """Return one-to-one pairs of one report whose contents overlap by a half, a right voice preferred."""

    def score(left: Fields, right: Fields) -> float:
        share = overlap(_stretches(left["said"]), _stretches(right["said"]))
        return share + (1.0 if share >= 0.5 and same_voice(left, right) else 0.0)

    return pair_off(gold, found, score, 0.5)


def _statements(read: Read) -> list[Figure]:
    """Return F1 of statements with their voices, and chains that are exactly the expected ones, by report."""
    joint, chains = [], []
    wanted = expected("statements")
    for report in read.reports:
        gold = [row for row in wanted if is_of(report, row["report"])]
        mine = [row for row in read.statements if row["report"] == report["id"]]
        pairs = pair_statements(gold, mine)
        met = {found["id"] for _, found in pairs}
        heads = [(b["start"], b["end"]) for b in report["blocks"] if b["role"] in _UNLISTED]
        spare = [
            row for row in mine if row["id"] not in met and any(s <= row["said"][0][0] < e for s, e in heads)
        ]
        right = sum(same_voice(*pair) for pair in pairs)
        joint.append(Unit(right, len(mine) - len(spare), len(gold)))
        same = sum(named(left["chain"]) == named(right["chain"]) for left, right in pairs)
        chains.append(Unit(same, len(mine), len(gold)))
    return [
        figure("statements.recall", Shape.RECALL, joint),
        figure("statements.precision", Shape.PRECISION, joint),
        figure("chains", Shape.RECALL, chains),
    ]


Side = tuple[str, Stretch]
"""An address and the code points of one side of a copy."""


def _sides(row: Fields, key: str) -> list[Side]:
    """Return both sides of a copy, in no order: which came first is not scored."""
    return [(row[part][key], (row[part]["start"], row[part]["end"])) for part in ("source", "copy")]


def same_copy(gold: Sequence[Side], found: Sequence[Side]) -> float:
    """Return how far two pairs of passages agree (0 to 1): the lesser overlap of their two sides."""

    def side(left: Side, right: Side) -> float:
        same = is_of({"uri": right[0]}, left[0])
        return overlap([left[1]], [right[1]]) if same else 0.0

    straight = min(side(gold[0], found[0]), side(gold[1], found[1]))
    return max(straight, min(side(gold[0], found[1]), side(gold[1], found[0])))


def families(copies: Sequence[Sequence[Side]]) -> dict[Side, int]:
    """Return the family of every passage, a number; passages are of one family where copies join them."""
    home: dict[Side, int] = {}
    for number, ends in enumerate(copies):
        old = {home[end] for end in ends if end in home}
        home |= {side: number for side, family in home.items() if family in old}
        home |= dict.fromkeys(ends, number)
    return home


def related(gold: Sequence[Side], home: Mapping[Side, int]) -> bool:
    """Tell whether passages that overlap both sides by a half are of one family."""
    found: list[set[int]] = []
    for address, stretch in gold:
        found.append(
            {
                family
                for (uri, mine), family in home.items()
                if is_of({"uri": uri}, address) and overlap([stretch], [mine]) >= 0.5
            }
        )
    return bool(found[0] & found[1])


def _copies(read: Read) -> list[Figure]:
    """Return recall of whole sentences copied word for word or nearly so, and precision of all pairs."""
    wanted = expected("copies")
    gold = [_sides(row, "report") for row in wanted]
    found = [_sides(row, "uri") for row in read.copies]
    home = families(found)
    figures = []
    for match in ("verbatim", "near"):
        hits = [
            related(sides, home)
            for sides, row in zip(gold, wanted, strict=True)
            if row["match"] == match and row["unit"] == "sentence"
        ]
        figures.append(figure(f"copies.{match}", Shape.RECALL, [Unit(hit, hit, 1) for hit in hits]))
    units = [Unit(any(same_copy(side, pair) >= 0.5 for side in gold), 1, 0) for pair in found]
    return [*figures, figure("copies.precision", Shape.PRECISION, units)]


def _is_total(row: Fields, total: ReportedTotal) -> bool:
    """Tell whether a reported total is the expected one: number, first day, reports and origins."""
    start = total.period.start if total.period else None
    return bool(
        total.low == row["number"]
        and (start.date().isoformat() if start else None) == row["period_start"]
        and len(total.report_ids) == row["reports"]
        and len(total.origins) == row["origins"]
    )


def _events_not(read: Read) -> Figure:
    """Return how many events are there that must not be: happened, or any at all in captions and notices."""
    happened = {realis.value for realis in HAPPENED}
    wrong = 0
    for row in expected("events_not"):
        wrong += any(
            is_of(event, row["report"])
            and event["trigger"]["start"] < row["end"]
            and row["start"] < event["trigger"]["end"]
            and row["type"] in {None, event["type"]}
            and (row["realis"] is None or event["realis"] in happened)
            for event in read.events
        )
    return single("events_not", Shape.FAULTS, (0, wrong, 0))


def score() -> tuple[Figure, ...]:
    """The sixteen examples, read together into a fresh record.

    Statements: content overlap of a half and the right voice; of what the README of the examples calls
    unlisted, headlines count neither way and narrated acts as wrong. Chains: of all expected statements.
    Copies: a pair is found where both passages are of one family; the precision is that of the pairs kept,
    in either direction. ``totals``: F1 by number, first day, reports and origins. ``events_not``: rows
    that must not be there as events that happened (or at all, in captions and notices), but is.
    """
    read = reading()
    rows = expected("totals")
    right = sum(any(_is_total(row, total) for total in read.totals) for row in rows)
    return (
        *_statements(read),
        *_copies(read),
        single("totals", Shape.F1, (right, len(read.totals), len(rows))),
        _events_not(read),
        single("verify.faults", Shape.FAULTS, (0, read.faults, 0)),
    )


EXAMPLES = Measure(name="examples", data=(FOLDER / "reports", FOLDER / "expected"), take=score)
