"""The shipped network: what its 8-bit numbers promise on processors that cannot be tried here."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

GRAPH, INITIALISER, DIMS, TYPE, SMALL, NAME, RAW = 7, 5, 1, 2, 5, 8, 9
"""Numbers of fields in ONNX's protocol buffers: ModelProto, GraphProto, then TensorProto."""
INT8 = 3
HIGHEST_INPUT = 255
"""Inputs of the products are quantised to 0..255."""
ROOM = np.iinfo(np.int16)


@dataclass(frozen=True, slots=True)
class Table:
    """A stored tensor of 8-bit numbers."""

    name: str
    numbers: NDArray[np.int8]


def number(data: memoryview, at: int) -> tuple[int, int]:
    """Return the variable-length number at a place, and the place after it."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def fields(data: memoryview) -> Iterator[tuple[int, memoryview | int]]:
    """Yield the fields of a message: their numbers, and bytes or an integer."""
    at = 0
    while at < len(data):
        key, at = number(data, at)
        kind = key & 7
        if kind == 0:
            value, at = number(data, at)
            yield key >> 3, value
        else:
            size, at = (8, at) if kind == 1 else (4, at) if kind == 5 else number(data, at)
            yield key >> 3, data[at : at + size]
            at += size


def inside(data: memoryview, wanted: int) -> Iterator[memoryview]:
    """Yield the messages in a field."""
    for field, value in fields(data):
        if field == wanted and isinstance(value, memoryview):
            yield value


def table_of(tensor: memoryview) -> Table | None:
    """Return a tensor that holds 8-bit numbers."""
    found: dict[int, list[memoryview | int]] = {}
    for field, value in fields(tensor):
        found.setdefault(field, []).append(value)
    if found.get(TYPE) != [INT8]:
        return None
    name = b"".join(each for each in found[NAME] if isinstance(each, memoryview)).decode()
    raw = b"".join(each for each in found.get(RAW, []) if isinstance(each, memoryview))
    # A tensor of few numbers may have them one by one in place of raw bytes.
    numbers = np.frombuffer(raw, np.int8) if raw else np.array(integers(found.get(SMALL, [])), np.int64)
    return Table(name, numbers.astype(np.int8).reshape(integers(found.get(DIMS, []))))


def integers(values: list[memoryview | int]) -> list[int]:
    """Return the integers of a repeated field, packed or not."""
    out: list[int] = []
    for value in values:
        if isinstance(value, int):
            out.append(value)
            continue
        at = 0
        while at < len(value):
            one, at = number(value, at)
            out.append(one)
    return out


def tables() -> list[Table]:
    """Return the 8-bit tensors of the shipped file."""
    file = resources.files("reportedly.readings") / "model" / "model.onnx"
    stored = memoryview(file.read_bytes())
    tensors = [tensor for graph in inside(stored, GRAPH) for tensor in inside(graph, INITIALISER)]
    return [table for table in map(table_of, tensors) if table is not None]


def test_no_product_overflows_where_pairs_are_added_in_16_bits() -> None:
    """Without VNNI a processor adds two products in 16 bits and clips the sum: none may reach that.

    Processors with VNNI add in 32 bits. If no pair can reach the 16-bit edge, both give the same integers.
    """
    weights = [table.numbers for table in tables() if table.name.endswith("_quantized")]
    assert len(weights) >= 30
    assert sum(w.size for w in weights) > 10_000_000

    for each in weights:
        rows = each.astype(np.int32) * HIGHEST_INPUT
        pairs = rows[: len(rows) // 2 * 2].reshape(-1, 2, rows.shape[1])
        # The worst inputs are the highest at weights of one sign, and 0 at the others.
        assert pairs.clip(min=0).sum(1).max() <= ROOM.max
        assert pairs.clip(max=0).sum(1).min() >= ROOM.min


def test_weights_are_quantised_around_zero() -> None:
    """A zero point beside zero would bring a second product, in which the bound above says nothing."""
    points = [table.numbers for table in tables() if table.name.endswith("_zero_point")]

    assert len(points) >= 30
    assert not any(each.any() for each in points)
