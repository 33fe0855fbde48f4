"""The figure of the ``acts`` measure is what it says: a mean in which each act weighs the same."""

import pytest

from reportedly.terms.statements import Act
from tests.quality.acts import Answer, macro, units
from tests.quality.measure import Shape, figure

ANSWERS: tuple[Answer, ...] = (
    *((Act.REJECT, Act.REJECT),) * 8,
    (Act.REJECT, None),
    (Act.THREATEN, Act.THREATEN),
    (Act.THREATEN, None),
    (None, Act.THREATEN),
    (None, None),
)


def f1(act: Act) -> float:
    """Return the F1 of one act."""
    value = figure("one", Shape.F1, units(ANSWERS, act)).value
    assert value is not None
    return value


def test_macro_is_the_mean_of_the_acts() -> None:
    """A rare act that is never found must cost as much as a common one."""
    acts = (Act.REJECT, Act.THREATEN)

    assert f1(Act.THREATEN) == pytest.approx(0.5)
    assert figure("all", Shape.F1, macro(ANSWERS, acts)).value == pytest.approx(sum(map(f1, acts)) / 2)
