"""All figures on the two seed reports, by the definitions of their README."""

from datetime import date

from tests.quality.measure import Figure, Measure, Shape, Unit, figure, single
from tests.quality.seed_events import chains, event_types, noise
from tests.quality.seed_incidents import UNREAL, register_of
from tests.quality.seeds import (
    Fields,
    Score,
    copies,
    dates,
    happened_wrongly,
    read_seeds,
    realis_shares,
    statements,
    totals,
)
from tests.quality.shared import SHARED

TOTALS = ((25, date(2020, 9, 1), 1), (24, date(2020, 8, 1), 1))
"""The totals that a source reports: number, first day, origins."""


def rows_of(name: str, shape: Shape, score: Score) -> Figure:
    """Return a figure whose units are the rows of the gold and, for what was found in vain, the findings."""
    expected = [Unit(at < score.right, at < score.right, 1) for at in range(score.expected)]
    spare = [Unit(0, 1, 0)] * max(0, score.found - score.right)
    return figure(name, shape, [*expected, *spare])


def faults(name: str, count: int) -> Figure:
    """Return a number of faults."""
    return single(name, Shape.FAULTS, (0, count, 0))


def _copies(found: list[Fields]) -> list[Figure]:
    """Return recall of copied passages by kind, and the pairs that are none."""
    by_label = copies(found)
    figures = [
        rows_of(f"copies.{label}", Shape.RECALL, by_label[label])
        for label in ("verbatim", "near-verbatim", "paraphrase")
    ]
    pairs = by_label["all pairs"]
    return [*figures, faults("copies.false", pairs.found - pairs.right)]


def _totals(found: list[Fields]) -> Figure:
    """Return F1 of the reported totals: number, first day of the period and number of origins."""
    given = [(number, start, origins) for number, start, _, origins in totals(found)]
    right = sum(total in given for total in TOTALS)
    return single("totals", Shape.F1, (right, len(given), len(TOTALS)))


def _register(found: dict[str, list[Fields]]) -> list[Figure]:
    """Return what the register holds of what the annotator would have in it, and of what never."""
    made = register_of(found)
    unreal = sum(row["realis"] in UNREAL for row in made.wrong)
    return [
        figure("incidents.found", Shape.RECALL, made.found),
        figure("incidents.origins", Shape.RECALL, made.origins),
        faults("incidents.unreal", unreal),
        faults("incidents.wrong", len(made.wrong)),
    ]


def score() -> tuple[Figure, ...]:
    """The two seed reports, read together into a fresh record; the ± is over rows of the gold.

    Statements: content overlap of a half and the right source, rows of kind ``statement``; direct quotations
    with their speakers, nested ones too; chains exactly as the report's words give them. Copies: recall by
    kind (paraphrases are optional) and false pairs. Reported totals with one origin. Events: type, realis
    on matched mentions, dates that the report alone allows, and whatever did not happen but was taken as
    happened. ``noise``: statements and events in captions and notices. ``stories.extra``: stories beyond one.
    ``incidents``: see ``seed_incidents.registered``; ``unreal`` are those of the ``wrong`` ones that are
    threatened, hypothetical, future or mandated.
    """
    found = read_seeds()
    said, quoted = statements(found["statements"])
    return (
        rows_of("statements.recall", Shape.RECALL, said),
        rows_of("statements.precision", Shape.PRECISION, said),
        rows_of("quotations", Shape.RECALL, quoted),
        figure("chains", Shape.RECALL, chains(found["statements"])),
        *_copies(found["copies"]),
        faults("verify.faults", len(found["faults"])),
        faults("stories.extra", abs(found["stories"][0]["count"] - 1)),
        _totals(found["totals"]),
        faults("never_happened", len(happened_wrongly(found["events"]))),
        rows_of("dates", Shape.RECALL, dates([*found["events"], *found["statements"]])),
        rows_of("realis", Shape.RECALL, realis_shares(found["events"])),
        figure("types", Shape.F1, event_types(found["events"])),
        *_register(found),
        faults("noise", noise(found["statements"], found["events"])),
    )


SEED_FIGURES = Measure(name="seeds", data=(SHARED / "seeds",), take=score)
