"""Cut: the passages of a report by columns, and the words of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

Numbers = NDArray[np.int64]
Digests = NDArray[np.uint64]
Codes = NDArray[np.uint16]
Bytes = NDArray[np.uint8]
Points = NDArray[np.uint32]

LOWER, DIGIT, QUOTED = 1, 2, 4
"""Marks of a word: its token begins with no capital; holds a digit; stands within quotation marks."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of some stretches of a text, by columns; those of stretch i stand from ``first[i]`` up to
    ``first[i + 1]``.

    Of each word the code, the number of folded letters (255 where there are more), the marks (``LOWER``,
    ``DIGIT``, ``QUOTED``), and where its token begins and ends in code points of the text. The several words
    of one token ("½") stand in one place.
    """

    first: Numbers
    codes: Codes
    letters: Bytes
    marks: Bytes
    begins: Points
    after: Points


@dataclass(frozen=True, slots=True, eq=False)
class Cut(Sequence[Passage]):
    """The passages of a report, by columns: where each starts and ends and its digest; then its words, as in
    ``Words``: those of passage i stand from ``first[i]`` up to ``first[i + 1]``."""

    report_id: str
    starts: Numbers
    ends: Numbers
    digests: Digests
    first: Numbers
    codes: Codes
    letters: Bytes
    marks: Bytes
    begins: Points
    after: Points

    @property
    def words(self) -> tuple[int, ...]:
        """How many words each passage has."""
        return tuple(np.diff(self.first).tolist())

    def __eq__(self, other: object) -> bool:
        """Tell whether the other holds the same passages."""
        return (
            isinstance(other, Cut)
            and self.report_id == other.report_id
            and all(
                np.array_equal(own, others)
                for own, others in (
                    (self.starts, other.starts),
                    (self.ends, other.ends),
                    (self.digests, other.digests),
                    (self.first, other.first),
                )
            )
        )

    def __hash__(self) -> int:
        """Return the same for the same passages."""
        return hash((self.report_id, self.digests.tobytes()))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.starts)

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Passage, ...]: ...
    def __getitem__(self, at: int | slice) -> Passage | tuple[Passage, ...]:
        """Return one passage, or some."""
        if isinstance(at, slice):
            return tuple(self[place] for place in range(*at.indices(len(self))))
        start = int(self.starts[at])  # out of range: an IndexError, as of any sequence
        at %= len(self.starts)
        span = Span(self.report_id, start, int(self.ends[at]))
        return Passage(span, f"{int(self.digests[at]):016x}", int(self.first[at + 1] - self.first[at]))
