"""Codes packed in as few bytes as hold the greatest of a stretch; how many tell how wide they are."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WIDTHS = {0: np.uint8, 1: np.uint8, 2: np.uint16, 4: np.int32}


def narrowed(codes: NDArray[Any]) -> bytes:
    """Return codes (whole numbers from 0 up to below 2^31) packed."""
    most = int(codes.max(initial=0))
    return codes.astype(np.uint8 if most < 1 << 8 else np.uint16 if most < 1 << 16 else np.int32).tobytes()


def joined(bodies: Sequence[bytes], sizes: int | Sequence[int]) -> NDArray[Any]:
    """Return packed stretches of so many codes each as one array, in the widest type of theirs."""
    lengths = [sizes] * len(bodies) if isinstance(sizes, int) else sizes
    kinds = [_WIDTHS[len(body) // size if size else 0] for body, size in zip(bodies, lengths, strict=True)]
    if len(set(kinds)) < 2:
        return np.frombuffer(b"".join(bodies), kinds[0] if kinds else np.uint8)
    widest = max(kinds, key=lambda kind: np.dtype(kind).itemsize)
    found = np.empty(sum(lengths), widest)
    begin = 0
    for body, size, kind in zip(bodies, lengths, kinds, strict=True):
        found[begin : begin + size] = np.frombuffer(body, kind)
        begin += size
    return found
