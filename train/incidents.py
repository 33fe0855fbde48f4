"""The weights by which two reports' main happenings are held for one: `python -m train.incidents RECORD...`.

Reads records made from reports of the Gun Violence Archive set (``data/incidents``; addresses
"doc:ID"), takes the pairs of leading mentions that share a key, and fits a logistic regression on whether the
hand-made register has both reports under one incident. Incidents told in the months of ``--held-out`` are
left out: on those the figures are taken. Prints the weights of ``incidents.mains.WEIGHTS``, and B³ (Bagga and
Baldwin 1998) of five folds by incident for each record. Needs torch.
"""

import argparse
import json
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from reportedly.incidents.group import ALIKE
from reportedly.incidents.keys import block_pairs, keys
from reportedly.incidents.mains import SAME_FROM, WEIGHTS, parts_of
from reportedly.run.sightings import make_sightings
from reportedly.store.claims import events
from reportedly.store.record import open_record, reading
from reportedly.store.reports import reports

NAMES = tuple(name for name in WEIGHTS if name != "prior")
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs of reports, what they have in common [P, NAMES], whether they are one incident [P]."""

    sides: list[tuple[str, str]]
    shared: NDArray[np.float64]
    same: NDArray[np.bool_]


def documents_of(record: Path) -> tuple[dict[str, object], list[str]]:
    """The leading sightings of a record by document, and all its documents."""
    kept = open_record(record, create=False)
    with reading(kept) as connection:
        found = {report.id: report for report in reports(connection)}
        leading = {e.id: e for e in events(connection, sorted(found)) if e.leads}
        made = make_sightings(connection, leading, found)
    names = {report_id: report.uri.rsplit("doc:", 1)[-1] for report_id, report in found.items()}
    return {names[s.report_id]: s for s in made.values()}, sorted(names.values())


def pairs_of(seen: Mapping[str, object], gold: Mapping[str, str]) -> Pairs:
    """The pairs that share a key, with what they have in common."""
    by_id = {s.id: (name, s) for name, s in seen.items()}  # type: ignore[attr-defined]
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    for event_id, (_, sighting) in by_id.items():
        for key in keys(sighting):  # type: ignore[arg-type]
            blocks[key].append(event_id)
    sightings = {event_id: sighting for event_id, (_, sighting) in by_id.items()}
    found = {p for members in blocks.values() for p in block_pairs(members, sightings)}  # type: ignore[arg-type]
    sides, rows = [], []
    for left, right in sorted(found):
        sides.append((by_id[left][0], by_id[right][0]))
        told = {name: much for name, much, _ in parts_of(sightings[left], sightings[right])}  # type: ignore[arg-type]
        rows.append([told.get(name, 0.0) for name in NAMES])
    same = np.array([gold[a] == gold[b] for a, b in sides])
    return Pairs(sides, np.array(rows), same)


def fit(shared: NDArray[np.float64], same: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic regression with a little decay: the weights of the columns and, last, the prior."""
    mean, spread = shared.mean(0), shared.std(0) + 1e-9
    x = torch.from_numpy((shared - mean) / spread)
    y = torch.from_numpy(same.astype(np.float64))
    weights = torch.zeros(x.shape[1] + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        points = x @ weights[:-1] + weights[-1]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(points, y, reduction="sum")
        loss = loss + 0.5 * (weights[:-1] ** 2).sum()
        torch.autograd.backward(loss)
        return loss

    optimizer.step(closure)
    raw = weights.detach().numpy()
    scaled: NDArray[np.float64] = raw[:-1] / spread
    return np.append(scaled, raw[-1] - float((scaled * mean).sum()))


def chances(shared: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability of each pair."""
    out: NDArray[np.float64] = 1 / (1 + np.exp(-(shared @ weights[:-1] + weights[-1])))
    return out


def grouped(
    names: Sequence[str], sides: Sequence[tuple[str, str]], chance: NDArray[np.float64]
) -> dict[str, str]:
    """The group of each document by average linkage, the surest pairs first."""
    home = {name: name for name in names}
    members = {name: [name] for name in names}
    known = {frozenset(pair): float(p) for pair, p in zip(sides, chance, strict=True)}
    for at in np.argsort(-chance, kind="stable"):
        if chance[at] < SAME_FROM:
            break
        left, right = (home[name] for name in sides[at])
        if left == right:
            continue
        total = sum(known.get(frozenset((a, b)), 0.0) for a in members[left] for b in members[right])
        if total >= ALIKE * len(members[left]) * len(members[right]):
            for name in members[right]:
                home[name] = left
            members[left] += members.pop(right)
    return home


def b_cubed(home: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 of groups of documents."""
    ours: defaultdict[str, set[str]] = defaultdict(set)
    theirs: defaultdict[str, set[str]] = defaultdict(set)
    for name, group in home.items():
        ours[group].add(name)
        theirs[gold[name]].add(name)
    shared = [(len(ours[home[n]] & theirs[gold[n]]), len(ours[home[n]]), len(theirs[gold[n]])) for n in home]
    precision = sum(both / mine for both, mine, _ in shared) / len(shared)
    recall = sum(both / right for both, _, right in shared) / len(shared)
    return precision, recall, 2 * precision * recall / (precision + recall)


def without(pairs: Pairs, left_out: set[str]) -> Pairs:
    """The pairs of which neither side is among these documents."""
    kept = np.array([a not in left_out and b not in left_out for a, b in pairs.sides], dtype=bool)
    sides = [pair for pair, keep in zip(pairs.sides, kept, strict=True) if keep]
    return Pairs(sides, pairs.shared[kept], pairs.same[kept])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--held-out", nargs="*", default=["2016-11", "2016-12"], metavar="MONTH")
    given = parser.parse_args()
    path = given.data / "incidents/gun_violence_archive/documents.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    gold = {row["doc_id"]: row["incident_id"] for row in rows}
    held = {row["incident_id"] for row in rows if row["dct"][:7] in given.held_out}
    left_out = {name for name, incident in gold.items() if incident in held}
    found = [documents_of(record) for record in given.records]
    parts = [without(pairs_of(seen, gold), left_out) for seen, _ in found]
    folds = [np.array([zlib.crc32(gold[a].encode()) % FOLDS for a, _ in part.sides]) for part in parts]
    shared, same = np.vstack([p.shared for p in parts]), np.concatenate([p.same for p in parts])
    fold = np.concatenate(folds)
    fitted = [fit(shared[fold != number], same[fold != number]) for number in range(FOLDS)]
    for record, part, own, (_, names) in zip(given.records, parts, folds, found, strict=True):
        chance = np.zeros(len(own))
        for number, weights in enumerate(fitted):
            chance[own == number] = chances(part.shared[own == number], weights)
        kept = [name for name in names if name not in left_out]
        print(f"{record}: B³ precision, recall, F1:", b_cubed(grouped(kept, part.sides, chance), gold))
    for name, weight in zip((*NAMES, "prior"), fit(shared, same), strict=True):
        print(f'"{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
