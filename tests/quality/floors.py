"""Floors: the least that each figure may be, and the data they were set on."""

import hashlib
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.quality.measure import Figure, Measure

FILE = Path(__file__).with_name("floors.toml")
SLACK = 0.01
"""How far below a figure its floor is set: one point, or one expected unit where those are fewer than 100."""
_HEADER = """\
# The least that each figure may be; a "most" is the greatest number of faults. `make quality` fails below.
# A floor is raised when a figure rises (`python -m tests.quality --raise-floors`) and never lowered
# without a reason in CHANGELOG.md. [data] holds the SHA-256 of the files that a measure's floors were set on.
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """Floors by full name of the figure ("seeds.dates") and digests of data by name of the measure."""

    data: Mapping[str, str]
    least: Mapping[str, float]
    most: Mapping[str, float]

    def of(self, name: str, figure: Figure) -> float | None:
        """Return the floor of a figure (the most for faults), None where none is set."""
        return (self.least if figure.least else self.most).get(name)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure beside its floor. ``passed`` is None where there is no floor to hold."""

    name: str
    figure: Figure
    floor: float | None
    passed: bool | None


def read_floors(path: Path = FILE) -> Floors:
    """Return the floors of a file; none where it is missing."""
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Floors(table.get("data", {}), table.get("least", {}), table.get("most", {}))


def judge(name: str, figure: Figure, floors: Floors) -> Verdict:
    """Return whether a figure holds its floor; one that has a floor and no value any more does not."""
    floor = floors.of(name, figure)
    if floor is None:
        return Verdict(name, figure, None, None)
    if figure.value is None:
        return Verdict(name, figure, floor, False)
    held = figure.value >= floor - 1e-9 if figure.least else figure.value <= floor + 1e-9
    return Verdict(name, figure, floor, held)


def orphans(floors: Floors, measure: str, figures: Iterable[Figure]) -> tuple[str, ...]:
    """Return the floors of a measure that no figure answers to, in order: a figure must not just vanish."""
    known = {f"{measure}.{figure.name}": figure.least for figure in figures}
    named = dict.fromkeys(floors.least, True) | dict.fromkeys(floors.most, False)
    return tuple(
        sorted(
            name
            for name, least in named.items()
            if name.split(".")[0] == measure and known.get(name) is not least
        )
    )


def digest(measure: Measure) -> str:
    """Return the SHA-256 over the measure's files: path below its root, length and bytes of each."""
    total = hashlib.sha256()
    for root in measure.data:
        files = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
        for path in files:
            body = path.read_bytes()
            total.update(f"{path.relative_to(root.parent).as_posix()}\0{len(body)}\0".encode())
            total.update(body)
    return total.hexdigest()


def suggested(figure: Figure) -> float | None:
    """Return the floor that today's value allows: a little below it; as it is where perfect or faults."""
    if figure.value is None or figure.units is None:
        return None
    if not figure.least:
        return figure.value
    if figure.value >= 1:
        return 1.0
    expected = sum(max(unit.expected, unit.found) for unit in figure.units)
    # A single unit is a mean made elsewhere: its weight of one says nothing of how fine the figure is.
    step = SLACK if len(figure.units) == 1 and expected <= 1 else max(SLACK, 1 / max(1.0, expected))
    return max(0.0, math.floor((figure.value - step) * 1000) / 1000)


def raised(
    floors: Floors, taken: Sequence[tuple[Measure, Sequence[Figure]]], digests: Mapping[str, str]
) -> Floors:
    """Return the floors raised to what the figures allow; none is lowered and none taken away."""
    least, most = dict(floors.least), dict(floors.most)
    for measure, figures in taken:
        for figure in figures:
            name, floor = f"{measure.name}.{figure.name}", suggested(figure)
            if floor is None:
                continue
            if figure.least:
                least[name] = max(floor, least.get(name, 0.0))
            else:
                most[name] = min(floor, most.get(name, math.inf))
    return Floors({**floors.data, **digests}, least, most)


def write_floors(floors: Floors, path: Path = FILE) -> None:
    """Write floors as TOML, each table in order of names."""
    tables: dict[str, Mapping[str, str | float]] = {
        "data": floors.data,
        "least": floors.least,
        "most": floors.most,
    }
    lines = [_HEADER]
    for name, table in tables.items():
        lines.append(f"[{name}]")
        lines += [
            f'"{key}" = "{value}"' if isinstance(value, str) else f'"{key}" = {value:g}'
            for key, value in sorted(table.items())
        ]
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")
