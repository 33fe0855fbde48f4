"""The network: a MiniLM-L6 encoder with case and spacing features, and one small head a task.

Tensors are batch first. B texts, L pieces, W words, T tags, H = 384 hidden units.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from reportedly.readings.labels import CASINGS, QUOTINGS, SPACINGS


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths and counts that fix the shape of the network."""

    upos: int
    relations: int
    names: int
    attribution: int
    hidden: int = 384
    layers: int = 6
    attention_heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    arc: int = 256
    relation: int = 96
    dropout: float = 0.1


class Layer(nn.Module):
    """One BERT layer, with query, key and value in a single product."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        h = sizes.hidden
        self.heads = sizes.attention_heads
        self.qkv = nn.Linear(h, 3 * h)
        self.out = nn.Linear(h, h)
        self.norm1 = nn.LayerNorm(h, eps=1e-12)
        self.up = nn.Linear(h, sizes.inner)
        self.down = nn.Linear(sizes.inner, h)
        self.norm2 = nn.LayerNorm(h, eps=1e-12)
        self.dropout = sizes.dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` [B, L, H] and the additive mask `bias` [B, 1, 1, L] -> [B, L, H]."""
        b, n, h = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: on a CPU the fused attention has a slow backward pass.
        scores = (q * (h // self.heads) ** -0.5) @ k.transpose(-1, -2) + bias.to(q.dtype)
        mixed = torch.softmax(scores, -1, dtype=scores.dtype) @ v
        out = self.out(mixed.transpose(1, 2).reshape(b, n, h))
        x = self.norm1(x + drop(out, self.dropout, self.training))
        out = self.down(F.gelu(self.up(x)))
        both: Tensor = self.norm2(x + drop(out, self.dropout, self.training))
        return both


class Encoder(nn.Module):
    """Piece ids and feature codes -> hidden states."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        h = sizes.hidden
        self.words = nn.Embedding(sizes.vocabulary, h)
        self.places = nn.Embedding(sizes.positions, h)
        # Zero at the start: the network begins as the uncased encoder it was.
        self.casing = nn.Embedding(len(CASINGS), h)
        self.spacing = nn.Embedding(len(SPACINGS), h)
        self.quoting = nn.Embedding(len(QUOTINGS), h)
        for table in (self.casing, self.spacing, self.quoting):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(h, eps=1e-12)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.dropout = nn.Dropout(sizes.dropout)

    def shape_table(self) -> Tensor:
        """The sum of the three feature embeddings for every code: [casings * spacings * quotings, H]."""
        grid = (
            self.casing.weight[:, None, None]
            + self.spacing.weight[None, :, None]
            + self.quoting.weight[None, None, :]
        )
        return grid.reshape(-1, grid.shape[-1])

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """`ids`, `shapes` [B, L] (id 0 is padding) -> [B, L, H]."""
        n = ids.shape[1]
        x: Tensor = self.words(ids) + F.embedding(shapes, self.shape_table()) + self.places.weight[:n]
        x = self.dropout(self.norm(x))
        bias = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Parser(nn.Module):
    """Biaffine scores of heads, and of relations for given heads. Head 0 is the root, word w is w + 1."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        h, a, r = sizes.hidden, sizes.arc, sizes.relation
        self.root = nn.Parameter(torch.randn(h) * 0.1)
        self.arc_child, self.arc_head = nn.Linear(h, a), nn.Linear(h, a)
        self.rel_child, self.rel_head = nn.Linear(h, r), nn.Linear(h, r)
        self.arc = nn.Parameter(torch.randn(a + 1, a) * 0.02)
        self.rel = nn.Linear(r + 1, sizes.relations * (r + 1), bias=False)
        self.relations = sizes.relations
        self.dropout = nn.Dropout(sizes.dropout)

    def with_root(self, words: Tensor) -> Tensor:
        """[B, W, H] -> [B, W + 1, H]."""
        root = self.root.to(words.dtype).expand(words.shape[0], 1, -1)
        return torch.cat([root, words], 1)

    def arcs(self, words: Tensor) -> Tensor:
        """[B, W, H] -> scores [B, W, W + 1] of every head for every word."""
        child = self.dropout(F.gelu(self.arc_child(words)))
        head = self.dropout(F.gelu(self.arc_head(self.with_root(words))))
        scores: Tensor = with_one(child) @ self.arc.to(child.dtype) @ head.transpose(1, 2)
        return scores

    def labels(self, words: Tensor, heads: Tensor) -> Tensor:
        """Words [B, W, H] and their heads [B, W] -> scores [B, W, relations]."""
        chosen = self.rel_head(self.with_root(words))
        index = heads.unsqueeze(-1).expand(-1, -1, chosen.shape[-1])
        head = with_one(self.dropout(F.gelu(torch.gather(chosen, 1, index))))
        child = with_one(self.dropout(F.gelu(self.rel_child(words))))
        b, w, r = head.shape
        mixed: Tensor = self.rel(child).view(b, w, self.relations, r)
        return (mixed @ head.unsqueeze(-1)).squeeze(-1)


class Chain(nn.Module):
    """Tag scores with a linear chain over them (a CRF)."""

    def __init__(self, hidden: int, tags: int, dropout: float) -> None:
        super().__init__()
        self.out = nn.Linear(hidden, tags)
        self.steps = nn.Parameter(torch.zeros(tags, tags))
        self.ends = nn.Parameter(torch.zeros(2, tags))
        self.dropout = nn.Dropout(dropout)

    def forward(self, words: Tensor) -> Tensor:
        """[B, W, H] -> tag scores [B, W, T]."""
        scores: Tensor = self.out(self.dropout(words))
        return scores

    def total(self, scores: Tensor, lengths: Tensor) -> Tensor:
        """Log of the summed weight of all tag sequences: scores [B, W, T] -> [B]."""
        weights = self.steps.float().exp()
        state = scores[:, 0] + self.ends[0].float()
        for t in range(1, int(lengths.max())):
            # A matrix product in place of a log-sum-exp over pairs of tags: much less work.
            top = state.amax(1, keepdim=True).detach()
            new = ((state - top).exp() @ weights).clamp_min(1e-30).log() + top + scores[:, t]
            state = torch.where((lengths > t).unsqueeze(1), new, state)
        return torch.logsumexp(state + self.ends[1].float(), 1)

    def loss(self, scores: Tensor, allowed: Tensor, lengths: Tensor) -> Tensor:
        """Mean negative log likelihood a word of the sequences in `allowed` [B, W, T] (bool)."""
        scores = scores.float()
        both = torch.cat([scores, scores.masked_fill(~allowed, -1e4)])
        every, gold = self.total(both, lengths.repeat(2)).chunk(2)
        return (every - gold).sum() / lengths.sum()


class Reader(nn.Module):
    """The whole network."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes)
        self.parser = Parser(sizes)
        self.upos = nn.Linear(sizes.hidden, sizes.upos)
        self.start = nn.Linear(sizes.hidden, 2)
        self.names = Chain(sizes.hidden, sizes.names, sizes.dropout)
        self.attribution = Chain(sizes.hidden, sizes.attribution, sizes.dropout)
        self.dropout = nn.Dropout(sizes.dropout)

    def words(self, ids: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """Hidden state of the first piece of each word: `first` [B, W] -> [B, W, H]."""
        hidden = self.encoder(ids, shapes)
        return torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))


def drop(x: Tensor, rate: float, training: bool) -> Tensor:
    """Dropout [B, L, H] with one mask a text, which costs next to nothing."""
    if not training or rate == 0.0:
        return x
    keep = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - rate)
    return x * keep.div_(1 - rate)


def with_one(x: Tensor) -> Tensor:
    """Append a constant 1 to the last dimension, so that a bilinear form has linear terms."""
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)
