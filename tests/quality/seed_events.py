"""Chains, event types and silence on the two seed reports."""

from collections.abc import Sequence

from reportedly.language.language import load_language
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.names import fold_name
from tests.quality.measure import Unit
from tests.quality.seeds import Fields, Row, letter, paired
from tests.quality.shared import rows
from tests.quality.spans import overlap, pair_off

TYPED = frozenset({"actual", "threatened", "hypothetical", "aggregate"})
"""Realis of the gold mentions whose type is scored."""
SILENT = {"A": ((0, 15), (97, 463)), "B": ((0, 66), (127, 153))}
"""Code points of breadcrumb, captions, mirror notice, news id and date lines."""


def folded(chain: Sequence[str]) -> tuple[str, ...]:
    """Return a chain with outlets by their canonical names and all names without accidents of spelling."""
    outlets = load_language(LANGUAGE).outlets
    known = [(name, outlets.find(name)) for name in chain]
    return tuple(fold_name(outlet.name if outlet is not None else name) for name, outlet in known)


def chains(found: Sequence[Fields]) -> list[Unit]:
    """Return a unit for each gold statement and nested statement: right where its chain is exactly ours.

    A statement that was not found has no chain and is wrong. Chains are compared as ``folded``.
    """
    ours = {row["stmt_id"]: folded(fields["chain"]) for row, fields, _ in paired(found)}
    return [
        Unit(ours.get(row["stmt_id"]) == folded(row["chain_explicit"].split(" > ")), 1, 1)
        for row in rows("gold_statements.tsv")
        if row["kind"] in {"statement", "nested"}
    ]


def _types(row: Row) -> frozenset[str]:
    """Return the types that the annotator allows for a mention: the first choice and the alternative."""
    return frozenset(filter(None, (row["type"], row["type_alt"].partition(" ")[0]))) - {"-"}


def event_types(found: Sequence[Fields]) -> list[Unit]:
    """Return units whose F1 is that of event types: mentions whose trigger words overlap, one-to-one.

    Expected are the gold mentions of realis actual, threatened, hypothetical or aggregate that have a type.
    Ours that meet a mention of another realis count neither way, save those in a caption, which are wrong.
    """
    units: list[Unit] = []
    for key, number in (("A", "000"), ("B", "001")):
        gold = [row for row in rows("gold_events.tsv") if row["report"] == number]
        mine = [fields for fields in found if letter(fields) == key]

        def score(row: Row, fields: Fields) -> float:
            trigger = fields["trigger"]
            share = overlap([(int(row["start"]), int(row["end"]))], [(trigger["start"], trigger["end"])])
            return share + (share > 0 and fields["type"] in _types(row))

        pairs = pair_off(gold, mine, score, 1e-9)
        ours = {row["mention_id"]: fields for row, fields in pairs}
        for row in gold:
            event = ours.get(row["mention_id"])
            if row["realis"] in TYPED and _types(row):
                right = event is not None and event["type"] in _types(row)
                units.append(Unit(right, event is not None, 1))
            elif row["realis"] == "excluded" and event is not None:
                units.append(Unit(0, 1, 0))
        met = {fields["id"] for _, fields in pairs}
        units += [Unit(0, 1, 0) for fields in mine if fields["id"] not in met]
    return units


def noise(statements: Sequence[Fields], events: Sequence[Fields]) -> int:
    """Return how many statements and events stand in a caption, a notice or another such line."""
    spans = [(letter(each), start, end) for each in statements for start, end in each["said"]]
    spans += [(letter(each), each["trigger"]["start"], each["trigger"]["end"]) for each in events]
    return sum(start < last and first < end for key, start, end in spans for first, last in SILENT[key])
