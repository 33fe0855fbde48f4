"""How rare the words of English news are: `python -m train.rarity --data ../shared/data`.

Counts in how many reports of the corpora at hand a word stands, and writes the words by classes of
rarity to ``src/reportedly/language/en/rarity.txt``: a line "25 word word …" holds the words that stand in
about one of e^2.5 reports. Words in fewer than ``FEWEST`` reports are not listed: to be absent is to be
rare. Only counts leave the corpora.
"""

import argparse
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

OUT = Path("src/reportedly/language/en/rarity.txt")
FEWEST = 4
STEP = 0.5
WORD = re.compile(r"[^\W_]+")


def texts_of(folder: Path) -> Iterator[str]:
    """Every text of the training parts that are news reports."""
    for path in sorted((folder / "attribution/polnear/train/text").glob("*.txt")):
        yield path.read_text("utf-8")
    with (folder / "incidents/gun_violence_archive/documents.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 3):  # all of them would make "shooting" a word like "and"
            row = json.loads(line)
            yield f"{row['title']}\n{row['text']}"
    for article in ElementTree.parse(folder / "places/lgl.xml").iter("text"):  # noqa: S314 (our own copy)
        yield article.text or ""
    rows: list[str] = []
    with (folder / "names/worldwide_train.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line)["text"] for line in lines]
    for at in range(0, len(rows), 8):  # paragraphs; about eight make a report
        yield "\n".join(rows[at : at + 8])


def count(texts: Iterator[str]) -> tuple[Counter[str], int]:
    """In how many texts each word stands, and how many texts there are."""
    found: Counter[str] = Counter()
    number = 0
    for text in texts:
        found.update({word.casefold() for word in WORD.findall(text)})
        number += 1
    return found, number


def classes(found: Counter[str], number: int) -> str:
    """The file's content: a line a class, the commonest first, words in alphabetical order."""
    lines: dict[int, list[str]] = {}
    for word, times in sorted(found.items()):
        if times >= FEWEST and len(word) <= 24:
            level = round(math.log(number / times) / STEP) * STEP
            lines.setdefault(round(10 * level), []).append(word)
    unlisted = math.log(number / (FEWEST - 1))
    head = f"# e-folds times ten, and the words; a word not listed: {round(10 * unlisted)}\n"
    return head + "".join(f"{level} {' '.join(lines[level])}\n" for level in sorted(lines))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    given = parser.parse_args()
    OUT.write_text(classes(*count(texts_of(given.data))), encoding="utf-8")


if __name__ == "__main__":
    main()
