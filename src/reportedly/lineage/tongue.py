"""What lineage knows of a language's words, by their codes: everybody's words and the news's formulas."""

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reportedly.language.commonplace import load_commonplace
from reportedly.language.formulas import load_formulas
from reportedly.lineage.coding import code_words
from reportedly.lineage.subsequence import CODES

Marks = NDArray[np.bool_]


class Tongue(NamedTuple):
    """Of each code whether it is a word that any report may use, and whether it is that or a small number;
    the keys of the runs of words that news of many matters shares, in ascending order."""

    everyday: Marks
    common: Marks
    formulas: NDArray[np.uint32]


@cache
def load_tongue(language: str) -> Tongue:
    """Return what is known of a language's words."""
    everyday = _marked(code_words(sorted(load_commonplace(language))))
    common = everyday | _marked(code_words(map(str, range(100))))
    return Tongue(everyday, common, np.array(sorted(load_formulas(language)), dtype=np.uint32))


def _marked(codes: str) -> Marks:
    """Return which codes are among these."""
    marks = np.zeros(CODES, dtype=bool)
    marks[list(map(ord, codes))] = True
    return marks
