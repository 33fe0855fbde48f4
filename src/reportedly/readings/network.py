"""The reader's network: words in, scores out, by onnxruntime. The same words give the same scores."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from reportedly.readings.decode import Chain, Floats, allow
from reportedly.readings.encode import (
    Batch,
    Encoded,
    Ints,
    Pieces,
    Window,
    first_pieces,
    group_by_length,
    load_tokenizer,
    make_windows,
    pad_batch,
    shape_codes,
)


@dataclass(frozen=True, slots=True)
class Options:
    """How texts are cut and grouped, all in pieces: `most` read and `context` seen by a window."""

    most: int = 200
    context: int = 16
    batch: int = 1500
    group: int = 24_000


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a batch: B rows, W words.

    `relations` belong to each word's best head; head 0 is the root, word w is w + 1.
    """

    upos: NDArray[np.int64]  # [B, W]
    starts: Floats  # [B, W], above 0: a sentence starts
    arcs: Floats  # [B, W, W + 1]
    relations: Floats  # [B, W, relations]
    names: Floats  # [B, W, name tags]
    attribution: Floats  # [B, W, attribution tags]


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded reader. `run` is the network."""

    run: Callable[[Batch], Scores]
    pieces: Pieces
    name_chain: Chain
    attribution_chain: Chain
    options: Options


def load_model(folder: Path, threads: int = 1, options: Options = Options()) -> Model:
    """The model in `folder` (model.onnx, tokenizer.json), run on so many threads."""
    settings = ort.SessionOptions()
    settings.intra_op_num_threads = threads
    settings.inter_op_num_threads = 1
    settings.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    # Threads that wait must not spin: another process may want the core.
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = ort.InferenceSession(str(folder / "model.onnx"), settings, providers=["CPUExecutionProvider"])
    chains = json.loads(session.get_modelmeta().custom_metadata_map["chains"])
    return Model(
        run=lambda batch: run_session(session, batch),
        pieces=Pieces(load_tokenizer(str(folder / "tokenizer.json"))),
        name_chain=chain_of(chains["names"]),
        attribution_chain=chain_of(chains["attribution"]),
        options=options,
    )


def chain_of(stored: dict[str, list[list[float]]]) -> Chain:
    """A chain from the numbers kept in the model file."""
    return allow(np.array(stored["steps"], np.float32), np.array(stored["ends"], np.float32))


def run_session(session: ort.InferenceSession, batch: Batch) -> Scores:
    """Run the network on one batch."""
    feed = {"ids": batch.ids, "shapes": batch.shapes, "first": batch.first}
    return Scores(*session.run(list(Scores.__slots__), feed))


@dataclass(frozen=True, slots=True)
class View:
    """A window of a text and the row of scores for it: arrays as in Scores without B."""

    window: Window
    upos: NDArray[np.int64]
    starts: Floats
    arcs: Floats
    relations: Floats
    names: Floats
    attribution: Floats


def run_windows(encoded: Encoded, model: Model) -> list[View]:
    """The views of a text, in text order.

    A batch holds windows of one text only: the network's products are quantised with a scale taken
    from the batch, so that a neighbour would change what is read, if ever so little.
    """
    windows = make_windows(encoded, model.options.most, model.options.context)
    rows = [window_row(encoded, window) for window in windows]
    done: dict[int, View] = {}
    for group in group_by_length([len(row[0]) for row in rows], model.options.batch):
        scores = model.run(pad_batch([rows[j] for j in group]))
        for r, j in enumerate(group):
            done[j] = cut_view(windows[j], scores, r)
    return [done[j] for j in range(len(windows))]


def window_row(encoded: Encoded, window: Window) -> tuple[Ints, Ints, Ints]:
    """Piece ids, feature codes and pieces a word of what a window shows."""
    some = slice(window.left, window.right)
    places = np.append(first_pieces(encoded.pieces), len(encoded.ids))
    ids = encoded.ids[places[window.left] : places[window.right]]
    pieces = encoded.pieces[some]
    codes = shape_codes(encoded.casing[some], encoded.spacing[some], encoded.quoting[some], pieces)
    return ids, codes, pieces


def cut_view(window: Window, scores: Scores, row: int) -> View:
    """The scores of the words that a window reads; arcs keep a column for each word it shows."""
    some = slice(window.start - window.left, window.end - window.left)
    shown = window.right - window.left + 1
    return View(
        window,
        scores.upos[row, some],
        scores.starts[row, some],
        scores.arcs[row, some, :shown].copy(),
        scores.relations[row, some],
        scores.names[row, some],
        scores.attribution[row, some],
    )


def gather(views: Sequence[View], name: str) -> Floats:
    """One kind of score for all words of a text."""
    if not views:
        return np.zeros((0, 1), np.float32)
    return np.concatenate([getattr(view, name) for view in views])
