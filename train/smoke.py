"""The whole of training in about a minute, on made-up texts: `python -m train.smoke --out runs/smoke`.

Writes the texts, trains some steps in one go and again with a stop between, compares, trains to the end,
exports, scores. The reader that comes out has seen a few dozen sentences and is good for nothing else.
"""

import argparse
import shutil
from pathlib import Path

import torch

from reportedly.readings.network import load_model
from train.encoder import encoder_folder
from train.export import export
from train.figures import table_of
from train.loop import begin, lesson_of, train
from train.made_up import write_collection
from train.plan import Settings
from train.score import score_all, write

SETTINGS = Settings(epochs=3.0, batch_pieces=500, report_every=5)
STOP, COMPARE = 3, 6
"""Steps after which one run is stopped, and both are compared."""


def same(left: Path, right: Path) -> bool:
    """Whether two runs came to the very same weights."""
    one, two = (torch.load(path / "weights.pt", weights_only=True)["weights"] for path in (left, right))
    return one.keys() == two.keys() and all(torch.equal(one[name], two[name]) for name in one)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("runs/smoke"), help="what lies there is removed")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    shutil.rmtree(given.out, ignore_errors=True)
    texts, stopped, straight = (given.out / name for name in ("texts", "stopped", "straight"))
    write_collection(texts)
    start, lesson = encoder_folder() / "model.safetensors", lesson_of(texts, SETTINGS)
    for pause in (STOP, COMPARE):
        train(begin(start, stopped, SETTINGS), lesson, stopped, pause)
    train(begin(start, straight, SETTINGS), lesson, straight, COMPARE)
    if not same(stopped, straight):
        raise SystemExit("a run that was stopped came to other weights than one that was not")
    shutil.rmtree(stopped)
    train(begin(start, straight, SETTINGS), lesson, straight)
    (straight / "last.pt").unlink()
    export(straight / "weights.pt", given.out / "model")
    figures = score_all(texts, load_model(given.out / "model", given.threads), ["as it is", "leftovers"])
    write(figures, given.out / "figures.json")
    print(table_of(figures))


if __name__ == "__main__":
    main()
