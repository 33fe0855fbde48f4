"""The loss of one batch: each batch teaches one task."""

import torch
from torch import Tensor
from torch.nn import functional as F

from train.data import Passage, Task
from train.model import Reader
from train.plan import Settings
from train.targets import IGNORE, allowed_of, inputs_of, tree_of

MASK_ID = 103


def loss_of(reader: Reader, passages: list[Passage], settings: Settings) -> Tensor:
    """The weighted loss of one batch."""
    task = passages[0].task
    inputs = inputs_of(passages)
    ids = inputs.ids
    if reader.training and settings.masked:
        hide = (torch.rand(ids.shape) < settings.masked) & (ids > MASK_ID)
        ids = ids.masked_fill(hide, MASK_ID)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words = reader.words(ids, inputs.shapes, inputs.first)
        if task is Task.SYNTAX:
            loss = syntax_loss(reader, words, passages, inputs.lengths)
        else:
            chain = reader.attribution if task is Task.ATTRIBUTION else reader.names
            scores = chain(words)
    if task is not Task.SYNTAX:
        loss = chain.loss(scores, allowed_of(passages, task), inputs.lengths)
    return loss * dict(settings.weights)[task]


def syntax_loss(reader: Reader, words: Tensor, passages: list[Passage], lengths: Tensor) -> Tensor:
    """Sum of the losses of head, relation, part of speech and sentence start."""
    gold = tree_of(passages)
    plain = reader.dropout(words)
    arcs = reader.parser.arcs(plain).float()
    beyond = torch.arange(arcs.shape[2])[None] > lengths[:, None]
    arcs = arcs.masked_fill(beyond[:, None], -1e4)
    relations = reader.parser.labels(plain, gold.heads.clamp_min(0))
    return (
        entropy(arcs, gold.heads)
        + entropy(relations, torch.where(gold.heads >= 0, gold.relations, IGNORE))
        + 0.5 * entropy(reader.upos(plain), gold.upos)
        + 0.5 * entropy(reader.start(plain), gold.starts)
    )


def entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Mean cross entropy of scores [B, W, N] where gold [B, W] is known."""
    return F.cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
