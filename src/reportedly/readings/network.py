"""The reader's network: words in, scores out, by onnxruntime. The same words give the same scores."""

import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import onnxruntime as ort
import xxhash
from numpy.typing import NDArray

from reportedly.readings.decode import Chain, Floats, allow
from reportedly.readings.encode import Encoded, Pieces, Shown, Window, load_tokenizer, make_windows, show

SLOW = ["SkipLayerNormFusion"]
"""Rewritings of the graph that make it slower on a CPU: the fused operator is not vectorised there."""


@dataclass(frozen=True, slots=True)
class Options:
    """How texts are cut, in pieces: a window reads `most` and sees `context` more on each side."""

    most: int = 240
    context: int = 16


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of the W words that a window shows.

    `relations` belong to each word's best head; head 0 is the root, word w is w + 1.
    """

    upos: NDArray[np.int64]  # [W]
    starts: Floats  # [W], above 0: a sentence starts
    arcs: Floats  # [W, W + 1]
    relations: Floats  # [W, relations]
    names: Floats  # [W, name tags]
    attribution: Floats  # [W, attribution tags]


@dataclass(slots=True)
class Memory:
    """The windows read last, `most` of them at about 0.2 MB each, and how many words needed no reading."""

    most: int = 300
    kept: OrderedDict[bytes, Scores] = field(default_factory=OrderedDict)
    words: int = 0


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded reader. `run` is the network; `memory` spares it what it has read."""

    run: Callable[[Shown], Scores]
    pieces: Pieces
    name_chain: Chain
    attribution_chain: Chain
    options: Options
    memory: Memory = field(default_factory=Memory)


def load_model(folder: Path, threads: int = 1, options: Options = Options()) -> Model:
    """The model in `folder` (model.onnx, tokenizer.json), run on so many threads."""
    settings = ort.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.inter_op_num_threads = 1
    settings.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    # Threads that wait must not spin: another process may want the core.
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = ort.InferenceSession(
        str(folder / "model.onnx"), settings, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
    )
    chains = json.loads(session.get_modelmeta().custom_metadata_map["chains"])
    return Model(
        run=lambda shown: run_session(session, shown),
        pieces=Pieces(load_tokenizer(str(folder / "tokenizer.json"))),
        name_chain=chain_of(chains["names"]),
        attribution_chain=chain_of(chains["attribution"]),
        options=options,
    )


def chain_of(stored: dict[str, list[list[float]]]) -> Chain:
    """A chain from the numbers kept in the model file."""
    return allow(np.array(stored["steps"], np.float32), np.array(stored["ends"], np.float32))


def run_session(session: ort.InferenceSession, shown: Shown) -> Scores:
    """Run the network on one window."""
    feed = {"ids": shown.ids, "shapes": shown.shapes, "first": shown.first}
    return Scores(*session.run(list(Scores.__slots__), feed))


@dataclass(frozen=True, slots=True)
class View:
    """A window of a text and the scores of the words that it reads; arcs have a column a word it shows."""

    window: Window
    upos: NDArray[np.int64]
    starts: Floats
    arcs: Floats
    relations: Floats
    names: Floats
    attribution: Floats


def run_windows(encoded: Encoded, model: Model) -> list[View]:
    """The views of a text, in text order.

    The network sees one window at a time. Its products are quantised with a scale taken from all it is
    given, so that a neighbour would change what is read, if ever so little; and nothing has to be padded.
    """
    windows = make_windows(encoded, model.options.most, model.options.context)
    return [cut_view(window, scores_of(encoded, window, model)) for window in windows]


def scores_of(encoded: Encoded, window: Window, model: Model) -> Scores:
    """What the network says of a window; what it said of the same one before, if that is remembered."""
    shown, memory = show(encoded, window), model.memory
    key = xxhash.xxh3_128_digest(b"".join(part.tobytes() for part in (shown.ids, shown.shapes, shown.first)))
    scores = memory.kept.pop(key, None)
    if scores is None:
        scores = model.run(shown)
        if len(memory.kept) >= memory.most:
            memory.kept.popitem(last=False)
    else:
        memory.words += window.end - window.start
    memory.kept[key] = scores
    return scores


def cut_view(window: Window, scores: Scores) -> View:
    """The scores of the words that a window reads."""
    some = slice(window.start - window.left, window.end - window.left)
    return View(window, *(getattr(scores, name)[some] for name in Scores.__slots__))


def gather(views: Sequence[View], name: str) -> Floats:
    """One kind of score for all words of a text."""
    if not views:
        return np.zeros((0, 1), np.float32)
    return np.concatenate([getattr(view, name) for view in views])
