"""The figures of the reader: `python -m train.score --data ../shared/data`.

Definitions.
* Attribution: exact span F1 of source, cue and content, over all spans of all articles. Spans count
  as equal if their code points are, after white space, quotation marks, commas and full stops are
  trimmed from their edges. The parts of a broken span are spans of their own. An article with
  several annotators is scored once, against the first in file order.
* Names: exact span and type F1. "all": the nine types as annotated. "three": person, organisation
  and place, where a facility is a place and the other types are left out.
* Syntax: on the corpus's own words, sentences as the reader finds them, punctuation included.
  LAS compares universal relations (what stands before a colon); "full" compares all of it.
  Sentence F1 compares starts; "whole" compares first and last words. "raw" scores take the reader's
  own words too: F1 over words, where a word that is cut differently is wrong.
* The ± is 1.96 standard deviations of 1,000 bootstrap samples of texts (seeded).
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reportedly.readings.decode import FoundSpan
from reportedly.readings.labels import ATTRIBUTION_TYPES, NAME_TYPES
from reportedly.readings.network import Model, Options, load_model
from reportedly.readings.trained import Worded, read_worded
from reportedly.readings.words import after_prefix, find_words
from train import data
from train.data import Article, Named, Parsed
from train.figures import Counts, Figure, compare, figure_of, table_of
from train.variants import VARIANTS, Variant

TRIMMED = " \t\n\r\u00a0\"“”'’‘,."
SHIPPED = Path("src/reportedly/readings/model")
Make = Callable[[str], Variant]
Range = tuple[int, int]
Row = tuple[Range, Range | str | None, str, str]  # word, its head's range, relation, tag


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a text, in code points: words, names and attribution with their kinds."""

    words: tuple[Range, ...]
    worded: Worded
    names: frozenset[tuple[str, int, int]]
    attribution: frozenset[tuple[str, int, int]]


def read_all(texts: Iterable[tuple[str, Sequence[Range]]], model: Model) -> Iterator[Read]:
    """Read texts whose words are given."""
    for text, words in texts:
        worded = read_worded(text, words, model)
        places = placed(worded.names, words, NAME_TYPES)
        # As `reportedly.readings.trained.names_of` does: no name begins with "anti-".
        begin = {start: after_prefix(text, start, end) for start, end in words}
        names = frozenset((kind, begin[start], end) for kind, start, end in places)
        yield Read(tuple(words), worded, names, placed(worded.attribution, words, ATTRIBUTION_TYPES))


def read_own(texts: Iterable[str], model: Model) -> Iterator[Read]:
    """Read texts in the words that the reader itself finds."""
    return read_all(((text, find_words(text)) for text in texts), model)


def placed(
    found: Iterable[FoundSpan], words: Sequence[Range], kinds: Sequence[str]
) -> frozenset[tuple[str, int, int]]:
    """Spans of words as (kind, start, end) in code points."""
    return frozenset((kinds[f.kind], words[f.first][0], words[f.last - 1][1]) for f in found)


def trim(text: str, start: int, end: int) -> Range:
    """A range without the white space and marks at its edges."""
    while start < end and text[start] in TRIMMED:
        start += 1
    while end > start and text[end - 1] in TRIMMED:
        end -= 1
    return start, end


def moved(variant: Variant, start: int, end: int) -> Range:
    """A range of the old text in the new one."""
    return int(variant.places[start]), int(variant.places[end - 1]) + (
        1 if variant.places[end] > variant.places[end - 1] else 0
    )


def score_attribution(articles: Iterable[Article], model: Model, make: Make) -> list[Figure]:
    """Exact span F1 of source, cue and content, and of content by code points."""
    articles = list(articles)
    variants = [make(article.text) for article in articles]
    counts: dict[str, list[Counts]] = {k: [] for k in ("SOURCE", "CUE", "CONTENT", "by characters")}
    readings = read_own([v.text for v in variants], model)
    for article, variant, read in zip(articles, variants, readings, strict=True):
        for kind in ("SOURCE", "CUE", "CONTENT"):
            gold = {
                trim(variant.text, *moved(variant, m.start, m.end))
                for m in article.marks[0]
                if m.kind == kind
            }
            found = {trim(variant.text, start, end) for k, start, end in read.attribution if k == kind}
            gold, found = {s for s in gold if s[0] < s[1]}, {s for s in found if s[0] < s[1]}
            counts[kind].append(compare(found, gold))
        # The last kind of the loop was the content.
        points = [{i for s in spans for i in range(*s)} for spans in (found, gold)]
        counts["by characters"].append(compare(*points))
    return [figure_of(f"attribution {k.lower()}", c) for k, c in counts.items()]


def score_names(texts: Iterable[Named], model: Model, make: Make) -> list[Figure]:
    """Exact span and type F1, all types and three."""
    texts = list(texts)
    variants = [make(named.text) for named in texts]
    every, three = [], []
    for named, variant, read in zip(
        texts, variants, read_own([v.text for v in variants], model), strict=True
    ):
        gold = {(m.kind, *moved(variant, m.start, m.end)) for m in data.name_marks(named)}
        every.append(compare(read.names, gold))
        three.append(compare(merged(read.names), merged(gold)))
    return [figure_of("names all", every), figure_of("names three", three)]


def merged(names: Set[tuple[str, int, int]]) -> set[tuple[str, int, int]]:
    """Person, organisation and place; a facility is a place."""
    kinds = {"PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC"}
    return {(kinds[k], start, end) for k, start, end in names if k in kinds}


def score_syntax(texts: Iterable[Parsed], model: Model, make: Make, raw: bool = False) -> list[Figure]:
    """LAS, UAS, UPOS and sentence F1."""
    texts = list(texts)
    variants = [make(parsed.text) for parsed in texts]
    if raw:
        readings: Iterable[Read] = read_own([v.text for v in variants], model)
    else:
        worded = [(v.text, gold_words(p, v)) for p, v in zip(texts, variants, strict=True)]
        readings = read_all(worded, model)
    counts: dict[str, list[Counts]] = {}
    for parsed, variant, read in zip(texts, variants, readings, strict=True):
        gold, found = gold_items(parsed, variant), found_items(read, variant)
        for kind, items in gold.items():
            counts.setdefault(kind, []).append(compare(found[kind], items))
    mark = "raw " if raw else ""
    return [figure_of(f"syntax {mark}{kind}", c) for kind, c in counts.items()]


def gold_words(parsed: Parsed, variant: Variant) -> tuple[Range, ...]:
    """The corpus's words in a variant, and our own words where the variant has new text."""
    words = [moved(variant, *span) for span in parsed.spans]
    for start, end in variant.added:
        words.extend((start + b, start + e) for b, e in find_words(variant.text[start:end]))
    return tuple(sorted(w for w in words if w[0] < w[1]))


def gold_items(parsed: Parsed, variant: Variant) -> dict[str, set[object]]:
    """What is true of a text, as sets of items that `found_items` can be compared with."""
    spans = [moved(variant, *span) for span in parsed.spans]
    rows = []
    for i, span in enumerate(spans):
        head = parsed.heads[i]
        known = head >= 0
        up = spans[head] if known and head != i else None
        rows.append((span, up if known else "unknown", parsed.relations[i], parsed.upos[i]))
    begins = [i for i, start in enumerate(parsed.starts) if start]
    sentences = list(pairwise([*begins, len(spans)]))
    return items_of(rows, [spans[a:b] for a, b in sentences])


def found_items(read: Read, variant: Variant) -> dict[str, set[object]]:
    """What was read of a text; text that the variant added is not counted."""
    words, worded = read.words, read.worded
    rows = [
        (words[i], None if head == i else words[head], relation, tag)
        for i, ((head, relation), tag) in enumerate(zip(worded.trees, worded.upos, strict=True))
    ]
    groups = [words[first:last] for first, last in pairwise([*worded.starts, len(words)])]

    def added(span: Range) -> bool:
        return any(a <= span[0] < b for a, b in variant.added)

    rows = [row for row in rows if not added(row[0])]
    return items_of(rows, [g for g in groups if not added(g[0])])


def items_of(rows: Sequence[Row], sentences: Sequence[Sequence[Range]]) -> dict[str, set[object]]:
    """Sets of comparable items from (span, head's span, relation, tag) rows and sentences."""
    rows = [row for row in rows if row[0][0] < row[0][1]]
    sentences = [[s for s in each if s[0] < s[1]] for each in sentences]
    return {
        "LAS": {(r[0], r[1], r[2].split(":")[0]) for r in rows},
        "LAS full": {(r[0], r[1], r[2]) for r in rows},
        "UAS": {(r[0], r[1]) for r in rows},
        "UPOS": {(r[0], r[3]) for r in rows},
        "sentences": {each[0][0] for each in sentences if each},
        "sentences whole": {(each[0][0], each[-1][1]) for each in sentences if each},
        "words": {r[0] for r in rows},
    }


def score_all(folder: Path, model: Model, variants: Sequence[str]) -> dict[str, list[Figure]]:
    """Every figure on the development parts, for each variant of the texts."""
    articles = data.load_articles(folder / "attribution/polnear/dev")
    named = data.load_named(folder / "names/worldwide_dev.jsonl")
    parsed = data.load_parsed(folder / "syntax/ud_dev.jsonl")
    out = {}
    for name in variants:
        make = VARIANTS[name]
        out[name] = score_attribution(articles, model, make) + score_names(named, model, make)
        out[name] += score_syntax(parsed, model, make)
        if name == "as it is":
            out[name] += score_syntax(parsed, model, make, raw=True)
    return out


def write(figures: dict[str, list[Figure]], path: Path) -> None:
    """Write the figures as JSON: of each variant, each measure's value and its ±."""
    plain = {v: {f.name: [f.value, f.plus_minus] for f in some} for v, some in figures.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(plain, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of an exported model")
    parser.add_argument("--weights", type=Path, help="score a checkpoint in full precision instead")
    parser.add_argument("--variants", nargs="*", default=list(VARIANTS), choices=list(VARIANTS))
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    if given.weights:
        from train.checkpoint import model_of  # torch is needed for nothing else here

        model = model_of(given.weights, Options(), given.threads)
    else:
        model = load_model(given.model, given.threads)
    figures = score_all(given.data, model, given.variants)
    print(table_of(figures))
    if given.json:
        write(figures, given.json)


if __name__ == "__main__":
    main()
