"""Formulas: which runs of a passage's words stand in news of many matters, and which are its own."""

from xxhash import xxh32_intdigest

from reportedly.language.formulas import load_formulas

RUN = 3
"""Words of a run."""
SAYING = 2
"""Words of a run that are neither names nor numbers from which it says something."""


def runs(words: str) -> list[int]:
    """Return the key of each run of ``RUN`` coded words, in their order; 32 bits each."""
    held = words.encode("utf-16-le", "surrogatepass")
    return [xxh32_intdigest(held[2 * at : 2 * (at + RUN)]) for at in range(len(words) - RUN + 1)]


def own_runs(words: str, plain: bytes) -> int:
    """Return how many runs of coded words are no formula of the news and say something.

    ``plain`` marks with 1 the words that are neither names nor numbers; a run that says something has
    ``SAYING`` of them. An address, an age or a title is the same in all reports that tell of one matter.
    """
    formulas = load_formulas("en")
    return sum(
        key not in formulas and plain.count(1, at, at + RUN) >= SAYING for at, key in enumerate(runs(words))
    )
