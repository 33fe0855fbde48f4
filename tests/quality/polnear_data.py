"""PolNeAR's stand-off annotation (brat): source, cue and content of the outermost attributions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tests.quality.shared import SHARED
from tests.quality.spans import Stretch

FOLDER = SHARED / "data" / "attribution" / "polnear" / "dev"
KINDS = ("Source", "Cue", "Content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: stretches of its content and of its source, the latter empty where it has none."""

    content: tuple[Stretch, ...]
    source: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotator marked in one article: every span by kind, and the attributions they make."""

    spans: dict[str, tuple[Stretch, ...]]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article and everyone's annotation of it, by the annotators' names."""

    name: str
    text: str
    annotations: tuple[Annotation, ...]


def parse(lines: str) -> Annotation:
    """Return the annotation in the lines of a brat file; attributions without content are left out."""
    spans: dict[str, tuple[str, tuple[Stretch, ...]]] = {}
    attributions = []
    for line in lines.splitlines():
        fields = line.split("\t")
        if line.startswith("T"):
            kind, _, rest = fields[1].partition(" ")
            pairs = [piece.split() for piece in rest.split(";")]
            spans[fields[0]] = (kind, tuple((int(start), int(end)) for start, end in pairs))
        elif line.startswith("E"):
            arguments = [each.split(":") for each in fields[1].split()]
            parts = [spans[key] for name, key in arguments if key in spans and name[:3] in {"Con", "Sou"}]
            content = tuple(s for kind, all_ in parts if kind == "Content" for s in all_)
            if content:
                source = tuple(s for kind, all_ in parts if kind == "Source" for s in all_)
                attributions.append(Attribution(tuple(sorted(content)), tuple(sorted(source))))
    by_kind = {
        kind: tuple(sorted({s for mine, all_ in spans.values() if mine == kind for s in all_}))
        for kind in KINDS
    }
    return Annotation(by_kind, tuple(attributions))


def articles(folder: Path = FOLDER) -> Iterator[Article]:
    """Yield the articles in order of name; a file of annotation is named article_annotator.ann."""
    files = sorted((folder / "attributions").glob("*.ann"))
    for name, mine in groupby(files, key=lambda path: path.stem.rpartition("_")[0]):
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield Article(name, text, tuple(parse(path.read_bytes().decode("utf-8")) for path in mine))
