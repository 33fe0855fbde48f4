"""Runs of words that news of many matters shares."""

from functools import cache
from importlib import resources


@cache
def load_formulas(code: str) -> frozenset[int]:
    """Return the keys of the runs in ``language/<code>/formulas.bin``, which ``train/formulas.py`` makes.

    What a key is of, ``lineage.formulas.run_keys`` says.
    """
    held = (resources.files("reportedly.language") / code / "formulas.bin").read_bytes()
    return frozenset(int.from_bytes(held[at : at + 4], "little") for at in range(0, len(held), 4))
