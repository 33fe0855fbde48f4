"""Where the data beside the project lies, and reading of one text with the shipped pipeline."""

import csv
import os
from pathlib import Path

SHARED = Path(os.environ.get("REPORTEDLY_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
"""The folder beside the project that holds seeds and data; absent in a fresh clone."""
SEEDS = {"A": "000_dc84f3d54fe0bae2.txt", "B": "001_4b853454bdac2888.txt"}
"""The two seed reports by the letter that their gold uses."""


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one tab-separated gold file of the seeds."""
    with (SHARED / "seeds" / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))
