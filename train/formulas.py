"""The formulas of English news: `python -m train.formulas --data ../shared/data`.

Counts of how many matters a run of three words is told, and writes those of ``FEWEST`` and more to
``src/reportedly/language/en/formulas.bin``: their sorted keys, four bytes each, little endian. A matter is
an incident of the Gun Violence Archive, whose reports copy one another, or else a report. Only hashes leave
the corpora.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from reportedly.lineage.chunks import read_words
from reportedly.lineage.formulas import RUN, run_keys

OUT = Path("src/reportedly/language/en/formulas.bin")
FEWEST = 4
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’]*\s+|\n")


def texts_of(folder: Path) -> Iterator[tuple[str, str]]:
    """Every news report of the training parts: the matter that it tells of, and its text."""
    number = count()
    for path in sorted((folder / "attribution/polnear/train/text").glob("*.txt")):
        yield f"report {next(number)}", path.read_text("utf-8")
    with (folder / "incidents/gun_violence_archive/documents.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield f"incident {row['incident_id']}", row["text"]
    for article in ElementTree.parse(folder / "places/lgl.xml").iter("text"):  # noqa: S314 (our own copy)
        yield f"report {next(number)}", article.text or ""
    with (folder / "names/worldwide_train.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield f"report {next(number)}", json.loads(line)["text"]


def counted(texts: Iterator[tuple[str, str]]) -> dict[int, int]:
    """Of how many matters each run of words is told, by its key."""
    told: defaultdict[int, set[str]] = defaultdict(set)
    for matter, text in texts:
        for sentence in _SENTENCE.split(text):
            for key in run_keys(read_words(sentence, [(0, len(sentence))]).codes).tolist():
                told[key].add(matter)
    return {key: len(matters) for key, matters in told.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = parser.parse_args()
    found = counted(texts_of(given.data))
    keys = sorted(key for key, times in found.items() if times >= FEWEST)
    OUT.write_bytes(np.array(keys, dtype="<u4").tobytes())
    print(f"{len(keys):,} formulas of {len(found):,} runs of {RUN} words")


if __name__ == "__main__":
    main()
