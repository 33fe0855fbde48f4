"""The linear model in plain numpy: what it learns, and that it learns the same twice."""

import numpy as np
from train.linear import fit, known_keys, rarity, rows_of, scores, shares, weighed

GIVEN = [{"red": 1.0, "warm": 1.0}, {"red": 1.0, "hot": 1.0}, {"blue": 1.0, "cold": 1.0}, {"blue": 1.0}] * 3
CLASSES = np.array([0, 0, 1, 1] * 3, np.int64)


def _learnt() -> tuple[list[int], float]:
    """Return the classes told of the rows that were learnt from, and the sum of the weights."""
    keys = known_keys(GIVEN)
    rows = rows_of(GIVEN, keys)
    rows = weighed(rows, rarity(rows, len(keys) + 1))
    weights = fit(rows, CLASSES, (len(keys) + 1, 2), rounds=50)
    return scores(rows, weights).argmax(axis=1).tolist(), float(np.abs(weights).sum())


def test_it_learns_what_tells_the_classes_apart() -> None:
    """Otherwise every figure of a fitted measure would be chance."""
    assert _learnt()[0] == CLASSES.tolist()


def test_it_learns_the_same_twice() -> None:
    """A figure that changes from run to run cannot have a floor."""
    assert _learnt() == _learnt()


def test_rare_features_have_no_key_and_unknown_rows_keep_their_constant() -> None:
    """A word seen once says nothing, and a row of new words is still a row."""
    keys = known_keys([*GIVEN, {"once": 1.0}])
    rows = rows_of([{"never": 1.0}], keys)

    assert len(keys) == 5
    assert rows.columns.tolist() == [len(keys)]


def test_shares_add_up_to_one() -> None:
    """Thresholds are set on them."""
    assert np.allclose(shares(np.array([[1.0, 3.0], [0.0, 0.0]], np.float32)).sum(axis=1), 1.0)
