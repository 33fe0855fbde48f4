"""A tiny made-up collection in the layout of ../shared/data, for trying the whole of training out.

Every sentence is our own. A word is written `word|part of speech|head|relation|name|attribution`;
heads count from 1, 0 is the root; names in braces are filled in.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

SENTENCES = (
    "“|PUNCT|5|punct|O|CONTENT The|DET|3|det|O|CONTENT bridge|NOUN|5|nsubj:pass|O|CONTENT "
    "is|AUX|5|aux:pass|O|CONTENT closed|VERB|10|ccomp|O|CONTENT ,|PUNCT|10|punct|O|CONTENT "
    "”|PUNCT|5|punct|O|CONTENT {first}|PROPN|10|nsubj|B-PERSON|SOURCE {last}|PROPN|8|flat|I-PERSON|SOURCE "
    "said|VERB|0|root|O|CUE .|PUNCT|10|punct|O|-",
    "{body}|PROPN|2|compound|B-ORG|SOURCE Council|PROPN|3|nsubj|I-ORG|SOURCE warned|VERB|0|root|O|CUE "
    "that|SCONJ|10|mark|O|CONTENT the|DET|6|det|O|CONTENT river|NOUN|10|nsubj|O|CONTENT "
    "near|ADP|8|case|O|CONTENT {place}|PROPN|6|nmod|B-LOC|CONTENT may|AUX|10|aux|O|CONTENT "
    "flood|VERB|3|ccomp|O|CONTENT .|PUNCT|3|punct|O|-",
    "Two|NUM|2|nummod|O|- ferries|NOUN|3|nsubj|O|- left|VERB|0|root|O|- {place}|PROPN|3|obj|B-LOC|- "
    "before|ADP|6|case|O|- noon|NOUN|3|obl|O|- .|PUNCT|3|punct|O|-",
    "According|VERB|3|case|O|CUE to|ADP|1|fixed|O|CUE {first}|PROPN|8|obl|B-PERSON|SOURCE "
    "{last}|PROPN|3|flat|I-PERSON|SOURCE ,|PUNCT|3|punct|O|- the|DET|7|det|O|CONTENT "
    "harbour|NOUN|8|nsubj|O|CONTENT opened|VERB|0|root|O|CONTENT .|PUNCT|8|punct|O|-",
)
FILLERS = {
    "first": ("Amara", "Tomas", "Ines", "Kofi", "Leila", "Marek"),
    "last": ("Okoye", "Novak", "Duarte", "Mensah", "Haddad", "Lind"),
    "body": ("Harbour", "Valley", "Lakeside", "Northern"),
    "place": ("Lagos", "Porto", "Accra", "Tripoli", "Gdansk", "Valdivia"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """A word of a made-up text; `head` counts the words of the text, a root is its own head."""

    start: int
    end: int
    upos: str
    head: int
    relation: str
    name: str
    part: str
    begins: bool


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up text and its words."""

    text: str
    items: tuple[Item, ...]


def make(dice: Generator, count: int) -> Made:
    """A text of `count` sentences, one a paragraph."""
    text = ""
    items: list[Item] = []
    for _ in range(count):
        filled = {key: str(dice.choice(list(some))) for key, some in FILLERS.items()}
        before = len(items)
        text += "\n\n" if text else ""
        for i, written in enumerate(str(dice.choice(list(SENTENCES))).split(" ")):
            word, upos, head, relation, name, part = written.split("|")
            word = word.format(**filled)
            if i and word not in (".", ",", "”") and not text.endswith("“"):
                text += " "
            up = before + (int(head) - 1 if head != "0" else i)
            start = len(text)
            text += word
            items.append(Item(start, len(text), upos, up, relation, name, part, i == 0))
    return Made(text, tuple(items))


def named_row(made: Made) -> dict[str, object]:
    """A text as a line of the sets of names."""
    return {**offsets(made), "ner": [item.name for item in made.items]}


def parsed_row(made: Made) -> dict[str, object]:
    """A text as a line of the sets of syntax."""
    return {
        **offsets(made),
        "upos": [item.upos for item in made.items],
        "head": [item.head for item in made.items],
        "dep": ["ROOT" if item.relation == "root" else item.relation for item in made.items],
        "ss": [item.begins for item in made.items],
    }


def offsets(made: Made) -> dict[str, object]:
    """The text and where its words begin and end."""
    items = made.items
    return {"text": made.text, "b": [item.start for item in items], "e": [item.end for item in items]}


def stand_off(made: Made) -> Iterator[str]:
    """The attribution of a text as lines of a stand-off file."""
    number, last = 0, ""
    start = end = 0
    for item in (*made.items, None):
        part = "-" if item is None else item.part
        if part != last or (item is not None and item.begins):
            if last not in ("", "-"):
                number += 1
                yield f"T{number}\t{last.capitalize()} {start} {end}\t{made.text[start:end]}".replace(
                    "\n", " "
                )
            last, start = part, 0 if item is None else item.start
        end = end if item is None else item.end


def write_lines(path: Path, rows: Sequence[dict[str, object]]) -> None:
    """Write rows as JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def write_articles(folder: Path, texts: Sequence[Made]) -> None:
    """Write texts and their attribution as PolNeAR has them."""
    for name in ("text", "attributions"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number, made in enumerate(texts):
        (folder / "text" / f"made{number:03}.txt").write_text(made.text, encoding="utf-8")
        lines = "\n".join(stand_off(made)) + "\n"
        (folder / "attributions" / f"made{number:03}_one.ann").write_text(lines, encoding="utf-8")


def write_collection(folder: Path, train: int = 16, dev: int = 6) -> None:
    """Write the whole collection into `folder`: so many texts a set and part; the same every time."""
    dice = np.random.default_rng(7)
    for part, count in (("train", train), ("dev", dev)):
        texts = [make(dice, 2 + number % 3) for number in range(count)]
        write_articles(folder / "attribution/polnear" / part, texts)
        write_lines(folder / f"names/worldwide_{part}.jsonl", [named_row(made) for made in texts])
        write_lines(folder / f"names/uner_ewt_{part}.jsonl", [named_row(made) for made in texts])
        write_lines(folder / f"syntax/ud_{part}.jsonl", [parsed_row(made) for made in texts])
