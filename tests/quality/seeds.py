"""The measures on the two seed reports, by the definitions of their README."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from reportedly.run.ingest import read_into
from reportedly.run.listing import listing
from reportedly.run.questions import faults_of, summary_of
from reportedly.run.sources import expand
from reportedly.store.record import close_record, open_record
from reportedly.terms.names import fold_name
from tests.quality.shared import SEEDS, SHARED, rows
from tests.quality.spans import overlap, pair_off

Row = dict[str, str]
Fields = dict[str, Any]
OPTIONAL = frozenset({"narrated", "mention", "nonstatement", "hedge"})
"""Kinds of gold statements that are neither rewarded nor punished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Found and expected of one measure; ``misses`` name what was not found or is wrong."""

    right: int
    found: int
    expected: int
    misses: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Right of found, 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right of expected, 1 where nothing was expected."""
        return self.right / self.expected if self.expected else 1.0


def read_seeds() -> dict[str, list[Fields]]:
    """Return all that a fresh record holds after reading both seeds, by kind, with totals and faults."""
    with tempfile.TemporaryDirectory() as folder:
        record = open_record(Path(folder) / "seeds.db", create=True)
        names = [str(SHARED / "seeds" / name) for name in SEEDS.values()]
        read_into(record, expand(names), now=datetime(2020, 10, 1, tzinfo=UTC))
        kinds = ("reports", "statements", "copies", "events", "incidents", "problems")
        found: dict[str, list[Fields]] = {kind: list(listing(record, kind)) for kind in kinds}
        found["totals"] = [{"total": total} for total in summary_of(record).totals]
        found["stories"] = [{"count": summary_of(record).stories}]
        found["faults"] = [{"fault": fault} for _, faults in faults_of(record) for fault in faults]
        close_record(record)
    return found


def letter(fields: Fields) -> str:
    """Return the letter (A or B) of the seed that a record belongs to."""
    return next(key for key, name in SEEDS.items() if fields["uri"].endswith(name))


def _gold_spans(row: Row) -> list[tuple[int, int]]:
    """Return the content stretches of a gold statement."""
    spans = [(int(row["char_start"]), int(row["char_end"]))]
    for piece in filter(None, row["more_spans"].split(";")):
        start, end = piece.strip().split("-")
        spans.append((int(start), int(end)))
    return spans


def _same_source(row: Row, found: Fields) -> bool:
    """Tell whether a found statement has the gold's source: the same words, or the same canonical name."""
    voice = found["voice"]
    if row["source_start"] and voice.get("start") is not None:
        gold = (int(row["source_start"]), int(row["source_end"]))
        if overlap([gold], [(voice["start"], voice["end"])]) >= 0.5:
            return True
    ours, theirs = fold_name(voice["name"]), fold_name(row["source_canonical"])
    return bool(ours) and (
        ours == theirs or ours in theirs.split(" ") or set(ours.split()) <= set(theirs.split())
    )


def paired(found: Sequence[Fields]) -> list[tuple[Row, Fields, bool]]:
    """Return (gold row, found statement, whether its source is right) where contents overlap by a half.

    Pairs are one-to-one in each report; a right source weighs more than a closer content.
    """
    pairs: list[tuple[Row, Fields, bool]] = []
    for key in SEEDS:

        def score(row: Row, fields: Fields) -> float:
            value = overlap(_gold_spans(row), [tuple(s) for s in fields["said"]])
            return value + (1.0 if value >= 0.5 and _same_source(row, fields) else 0.0)

        mine = [f for f in found if letter(f) == key]
        theirs = [r for r in rows("gold_statements.tsv") if r["report"] == key]
        pairs += [(r, f, score(r, f) >= 1.5) for r, f in pair_off(theirs, mine, score, 0.5)]
    return pairs


def statements(found: Sequence[Fields]) -> tuple[Score, Score]:
    """Return (rows of kind statement, direct quotations): content overlap of a half and the right source.

    Found statements that meet a row of another kind count neither for nor against.
    """
    gold = rows("gold_statements.tsv")
    pairs = paired(found)
    joint = {row["stmt_id"] for row, _, right in pairs if right}
    met = {fields["id"]: row["kind"] for row, fields, _ in pairs}
    main = [row["stmt_id"] for row in gold if row["kind"] == "statement"]
    quotes = [
        row["stmt_id"] for row in gold if row["type"] == "direct" and row["kind"] in {"statement", "nested"}
    ]
    extra = tuple(f"extra: {f['text'][:60]!r}" for f in found if f["id"] not in met)
    return (
        Score(
            right=sum(name in joint for name in main),
            found=sum(met.get(f["id"], "statement") == "statement" for f in found),
            expected=len(main),
            misses=(*(name for name in main if name not in joint), *extra),
        ),
        Score(
            right=sum(name in joint for name in quotes),
            found=len(quotes),
            expected=len(quotes),
            misses=tuple(name for name in quotes if name not in joint),
        ),
    )


def copies(found: Sequence[Fields]) -> dict[str, Score]:
    """Return a score for each label of gold copies; a pair is found where both sides overlap by a half."""
    gold = rows("gold_copies.tsv")
    sides: list[dict[str, tuple[int, int]]] = []
    for fields in found:
        side = {
            letter(fields[part]): (fields[part]["start"], fields[part]["end"]) for part in ("source", "copy")
        }
        sides.append(side)

    def score(row: Row, side: dict[str, tuple[int, int]]) -> float:
        a = overlap([(int(row["a_start"]), int(row["a_end"]))], [side["A"]])
        return min(a, overlap([(int(row["b_start"]), int(row["b_end"]))], [side["B"]]))

    pairs = pair_off(gold, sides, score, 0.5)
    hit = {row["id"] for row, _ in pairs}
    false = len(sides) - len(pairs)
    scores = {}
    for label in ("verbatim", "near-verbatim", "paraphrase"):
        of_label = [row for row in gold if row["label"] == label]
        right = sum(row["id"] in hit for row in of_label)
        missed = tuple(row["id"] for row in of_label if row["id"] not in hit)
        scores[label] = Score(right=right, found=right, expected=len(of_label), misses=missed)
    met = [s for s in sides if not any(s is side for _, side in pairs)]
    scores["all pairs"] = Score(
        right=len(pairs), found=len(sides), expected=len(gold), misses=tuple(str(s) for s in met[:false])
    )
    return scores


def _days(fields: Fields | None) -> tuple[str, str] | None:
    """Return a time field as first and last day, None where it is open or absent."""
    if not fields or not fields["start"] or not fields["end"]:
        return None
    last = datetime.fromisoformat(fields["end"].replace("Z", "+00:00")) - timedelta(seconds=1)
    return fields["start"][:10], last.date().isoformat()


def _cued(fields: Fields) -> tuple[int, int]:
    """Return the words by which a record is known: an event's trigger, a statement's cue."""
    words = fields.get("trigger") or fields.get("cue") or {"start": -1, "end": -1}
    return words["start"], words["end"]


def dates(found: Sequence[Fields]) -> Score:
    """Return how many gold event dates that their own report allows are resolved to the same days.

    ``found`` holds events and statements: what the gold calls an event of saying is a statement's cue here.
    Left out: B's day for the bill and A's relative dates, which need the other report; vague ones; and
    open ends, which are a convention of the gold.
    """
    gold = [
        r
        for r in rows("gold_events.tsv")
        if r["date_start"]
        and r["date_expr"]
        and r["realis"] != "excluded"
        and r["date_precision"] in {"day", "week", "month", "month_to_date", "year"}
        and _alone(r)
    ]
    right, misses = 0, []
    for row in gold:
        key = "A" if row["report"] == "000" else "B"
        span = (int(row["start"]), int(row["end"]))
        at = [f for f in found if letter(f) == key and _cued(f)[0] < span[1] and _cued(f)[1] > span[0]]
        days = {_days(f["when"]) for f in at}
        if (row["date_start"], row["date_end"]) in days:
            right += 1
        else:
            misses.append(f"{row['mention_id']} {row['trigger']} {row['date_expr']} {days or 'no event'}")
    return Score(right=right, found=len(gold), expected=len(gold), misses=tuple(misses))


def _alone(row: Row) -> bool:
    """Tell whether a report's own words and publication date allow a gold date (A has none of the latter)."""
    if row["report"] == "001":
        return row["date_expr"] != "Just two days later"
    return row["date_expr"] == "in 2003"


def happened_wrongly(found: Sequence[Fields]) -> tuple[str, ...]:
    """Return the gold events that did not happen (threatened, hypothetical, …) and were taken as happened."""
    never = {"threatened", "hypothetical", "future", "mandated"}
    gold = [r for r in rows("gold_events.tsv") if r["realis"] in never]
    wrong = []
    for row in gold:
        key = "A" if row["report"] == "000" else "B"
        for fields in found:
            same = letter(fields) == key and fields["trigger"]["start"] == int(row["start"])
            if same and fields["realis"] in {"actual", "historical"}:
                wrong.append(f"{row['mention_id']} {row['trigger']}")
    return tuple(wrong)


def realis_shares(found: Sequence[Fields]) -> Score:
    """Return how many matched event mentions have the gold's realis, its names mapped to ours."""
    names = {
        "actual": {"actual", "historical"},
        "historical": {"historical", "actual"},
        "aggregate": {"aggregate"},
        "threatened": {"threatened", "planned", "conditional"},
        "hypothetical": {"conditional"},
        "future": {"planned"},
        "mandated": {"planned"},
        "generic": {"generic"},
        "generic_series": {"generic"},
        "alleged": {"alleged"},
    }
    right = total = 0
    misses = []
    for row in rows("gold_events.tsv"):
        key = "A" if row["report"] == "000" else "B"
        at = [f for f in found if letter(f) == key and f["trigger"]["start"] == int(row["start"])]
        if not at or row["realis"] not in names:
            continue
        total += 1
        if at[0]["realis"] in names[row["realis"]]:
            right += 1
        else:
            misses.append(f"{row['mention_id']} {row['trigger']}: {at[0]['realis']} for {row['realis']}")
    return Score(right=right, found=total, expected=total, misses=tuple(misses))


def totals(found: Sequence[Fields]) -> list[tuple[int | None, date | None, int, int]]:
    """Return the reported totals as (number, first day, reports, origins)."""
    made = []
    for fields in found:
        total = fields["total"]
        start = total.period.start.date() if total.period and total.period.start else None
        made.append((total.low, start, len(total.report_ids), len(total.origins)))
    return sorted(made, key=str)
