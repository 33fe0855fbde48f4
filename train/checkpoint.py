"""A checkpoint as a model of the package, run by torch in full precision."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from reportedly.readings import decode
from reportedly.readings.encode import Pieces, Shown, load_tokenizer
from reportedly.readings.network import Model, Options, Scores
from train.encoder import encoder_folder
from train.model import Chain, Reader, Sizes


class Whole(nn.Module):
    """All heads at once: the outputs of `network.Scores`, in their order."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """`ids`, `shapes` [L], `first` [W] of one window -> scores a word."""
        reader = self.reader
        words = reader.words(ids[None], shapes[None], first[None])
        arcs = reader.parser.arcs(words)
        starts = reader.start(words)
        return (
            reader.upos(words).argmax(-1)[0],
            (starts[..., 1] - starts[..., 0])[0],
            arcs[0],
            reader.parser.labels(words, arcs.argmax(-1))[0],
            reader.names(words)[0],
            reader.attribution(words)[0],
        )


def load_reader(path: Path) -> Reader:
    """The averaged weights of a run, ready to be used."""
    saved = torch.load(path, weights_only=True)
    reader = Reader(Sizes(**saved["sizes"]))
    reader.load_state_dict(saved["weights"])
    return reader.eval()


def model_of(path: Path, options: Options, threads: int) -> Model:
    """A checkpoint as the model that readings are made with."""
    torch.set_num_threads(threads)
    reader = load_reader(path)
    whole = Whole(reader)

    def run(shown: Shown) -> Scores:
        with torch.inference_mode():
            out = whole(*(torch.from_numpy(x) for x in (shown.ids, shown.shapes, shown.first)))
        return Scores(*(x.numpy() for x in out))

    def chain(part: Chain) -> decode.Chain:
        return decode.allow(np.array(part.steps.tolist()), np.array(part.ends.tolist()))

    pieces = Pieces(load_tokenizer(str(encoder_folder() / "tokenizer.json")))
    return Model(run, pieces, chain(reader.names), chain(reader.attribution), options)
