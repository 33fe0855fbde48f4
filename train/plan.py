"""What an epoch holds: the corpora as noisy windows, in batches, the same for the same seed and epoch."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from reportedly.readings.encode import SPACING, Encoded, Pieces, make_windows
from train import data
from train.data import Column, Passage, Task
from train.noise import Kit, Rates, add_noise
from train.targets import width_of

Sets = dict[Task, list[Passage]]
"""The training passages of each task."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train.

    `epochs` and `minutes`: when the learning rate reaches zero; with `minutes` above 0 they alone count.
    `shares`: how much of each set an epoch takes; `weights`: what each loss counts.
    """

    seed: int = 1
    epochs: float = 6.0
    minutes: float = 0.0
    batch_pieces: int = 3000
    encoder_rate: float = 2e-4
    layer_decay: float = 0.9
    head_rate: float = 1e-3
    warm_up: float = 0.04
    masked: float = 0.03
    average: float = 0.9985
    save_every: int = 250
    report_every: int = 50
    shares: tuple[tuple[Task, float], ...] = (
        (Task.ATTRIBUTION, 0.75),
        (Task.NAMES, 2.2),
        (Task.PLACES, 0.25),
        (Task.SYNTAX, 1.6),
    )
    weights: tuple[tuple[Task, float], ...] = (
        (Task.ATTRIBUTION, 2.0),
        (Task.NAMES, 2.0),
        (Task.PLACES, 0.7),
        (Task.SYNTAX, 1.0),
    )


def load_all(folder: Path, pieces: Pieces) -> Sets:
    """The training passages of every task, from a folder laid out like ../shared/data."""
    names = folder / "names"
    articles = data.load_articles(folder / "attribution/polnear/train")
    worldwide = data.load_named(names / "worldwide_train.jsonl")
    places = data.load_named(names / "uner_ewt_train.jsonl")
    parsed = data.load_parsed(folder / "syntax/ud_train.jsonl")
    return {
        Task.ATTRIBUTION: list(data.attribution_passages(articles, pieces)),
        Task.NAMES: list(data.name_passages(worldwide, pieces, Task.NAMES)),
        Task.PLACES: list(data.name_passages(places, pieces, Task.PLACES)),
        Task.SYNTAX: list(data.syntax_passages(parsed, pieces)),
    }


def cut(passage: Passage, dice: Generator) -> Iterator[Passage]:
    """Windows of a passage of random length, some with context; trees are cut between sentences."""
    table = passage.table
    syntax = passage.task is Task.SYNTAX
    spacing = table[Column.SPACING]
    if syntax:
        spacing = np.where(table[Column.START] == 1, SPACING["line"], 0)
    ends = (table[Column.ENDS] == 1) & (not syntax)
    zero = np.zeros_like(spacing)
    encoded = Encoded(passage.ids, table[Column.PIECES], zero, spacing, zero, ends)
    most = int(dice.integers(60, 200 if syntax else 250))
    context = int(dice.integers(8, 40)) if dice.random() < 0.3 else 0
    for window in make_windows(encoded, most, context):
        yield data.part(passage, window.left, window.right)


def joined(passages: Sequence[Passage], dice: Generator) -> Iterator[Passage]:
    """Runs of one to four neighbouring texts as one: short texts alone teach only the first positions."""
    i = 0
    while i < len(passages):
        count = int(dice.choice([1, 2, 3, 4], p=[0.4, 0.2, 0.2, 0.2]))
        yield data.join(list(passages[i : i + count]))
        i += count


def plan_epoch(sets: Sets, kit: Kit, settings: Settings, epoch: int) -> list[list[Passage]]:
    """The batches of an epoch in order; the same for the same seed and epoch."""
    dice = np.random.default_rng((settings.seed, epoch))
    batches: list[list[Passage]] = []
    for task, share in settings.shares:
        texts = sets[task]
        whole, rest = divmod(share, 1.0)
        rounds = [texts] * int(whole)
        if rest > 0:
            chosen = np.sort(dice.permutation(len(texts))[: max(1, round(rest * len(texts)))])
            rounds.append([texts[i] for i in chosen])
        windows: list[Passage] = []
        for some in rounds:
            source = iter(some) if task is Task.ATTRIBUTION else joined(some, dice)
            for text in source:
                windows.extend(add_noise(w, kit, Rates(), dice) for w in cut(text, dice))
        batches.extend(grouped(windows, settings.batch_pieces))
    return [batches[i] for i in dice.permutation(len(batches))]


def grouped(windows: Iterable[Passage], most: int) -> Iterator[list[Passage]]:
    """Windows of like length together; as many as fit into `most` pieces, so that shapes recur."""
    windows = sorted(windows, key=lambda w: -len(w.ids))
    i = 0
    while i < len(windows):
        count = max(1, most // width_of(windows[i : i + 1]))
        yield windows[i : i + count]
        i += count
