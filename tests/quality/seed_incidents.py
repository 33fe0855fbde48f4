"""The register of the two seed reports against the incidents that an annotator found behind them."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.terms.names import fold_name
from tests.quality.measure import Unit
from tests.quality.seeds import Fields, Row, letter
from tests.quality.shared import rows
from tests.quality.spans import pair_off

NUMBERS = {"A": "000", "B": "001"}
"""The seeds by the numbers that their gold events use."""
UNREAL = frozenset({"threatened", "hypothetical", "future", "mandated"})
"""Realis of the gold's incidents that did not happen."""
_VAGUE = frozenset(
    {"unnamed", "source", "sources", "tweet", "tweets", "via", "public", "statement", "unattributed", "own"}
    | {"background", "voice", "shared", "verbatim", "text", "one", "lineage", "and", "the", "of"}
)
"""Words of the gold's origins that name nobody."""


@dataclass(frozen=True, slots=True)
class Registered:
    """Counts by row of the gold: ``found`` and ``origins`` right, and rows wrongly in the register."""

    found: list[Unit]
    origins: list[Unit]
    wrong: list[Row]


def met(mentions: Sequence[Row], events: Sequence[Fields]) -> dict[str, Counter[str]]:
    """Return for each gold incident how many of its mentions each event meets (words overlap)."""
    found: dict[str, Counter[str]] = {}
    for row in mentions:
        for event in events:
            start, end = event["trigger"]["start"], event["trigger"]["end"]
            same = NUMBERS[letter(event)] == row["report"]
            if same and start < int(row["end"]) and int(row["start"]) < end:
                found.setdefault(row["incident_id"], Counter())[event["id"]] += 1
    return found


def registered(
    gold: Sequence[Row], told: Mapping[str, Counter[str]], incidents: Sequence[Fields]
) -> Registered:
    """Return how the register compares with the gold; ``told`` as ``met`` gives it.

    A gold incident of the register is found where it is paired, one-to-one, with an incident of ours that is
    in the register and holds one of its mentions: so two that we hold for one count once. Its origins are
    right where there are as many as the gold has, and each that the gold names shares a word with one of
    ours. A gold incident that has no place there is wrong where most of the mentions of an incident in our
    register are its own.
    """
    ours = [each for each in incidents if each["in_register"]]

    def shared(row: Row, each: Fields) -> float:
        return float(sum(told.get(row["incident_id"], Counter())[event] for event in each["events"]))

    wanted = [row for row in gold if row["in_register"] == "yes"]
    pairs = {row["incident_id"]: each for row, each in pair_off(wanted, ours, shared, 1)}
    right = {
        name: _origins_right(row, pairs[name]) for row in wanted if (name := row["incident_id"]) in pairs
    }
    wrong = []
    for each in ours:
        most = max(gold, key=lambda row: (shared(row, each), row["in_register"] == "yes"))
        if most["in_register"] == "no" and shared(most, each):
            wrong.append(most)
    return Registered(
        found=[Unit(row["incident_id"] in pairs, 1, 1) for row in wanted],
        origins=[Unit(right[name], 1, 1) for name in sorted(right)],
        wrong=wrong,
    )


def _origins_right(row: Row, ours: Fields) -> bool:
    """Tell whether an incident of ours has the origins of the gold."""
    told = [set(fold_name(name).split()) for name in ours["origins"]]
    named = [_named(origin) for origin in row["origins"].split(";")]
    known = all(any(words & own for own in told) for words in named if words)
    return len(ours["origins"]) == int(row["n_independent_origins"]) and known


def _named(origin: str) -> set[str]:
    """Return the words of one origin that name somebody."""
    return set(fold_name(re.sub(r"[-()]", " ", origin)).split()) - _VAGUE


def register_of(found: Mapping[str, list[Fields]]) -> Registered:
    """Return the comparison for both seeds, read together."""
    told = met(rows("gold_events.tsv"), found["events"])
    return registered(rows("gold_incidents.tsv"), told, found["incidents"])
