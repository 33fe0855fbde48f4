"""Mentions of events given by two corpora, and what two of them have in common, as numbers by name."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log, sqrt
from pathlib import Path

from reportedly.events.catalogue import load_catalogue
from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.places import find_toponyms
from reportedly.events.times import find_times, resolve_times
from reportedly.incidents.particulars import Particulars, cosine, particulars_of, shared
from reportedly.language.language import load_language
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.readings import NameKind, Reading, Sentence
from reportedly.terms.reports import Report
from tests.quality.gva import as_published
from tests.quality.pipeline import as_report, lines_as_paragraphs, read_lines
from tests.quality.shared import SHARED

FOLDER = SHARED / "data" / "incidents"
GVC, ECB = FOLDER / "gvc", FOLDER / "ecbplus"
MARK = "//n"
"""The mark of a line's end that one corpus leaves in its texts."""
RARE = 1.0
"""The rarity from which a word of a sentence is compared."""
TOLD = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "NUM"})
SAYING = frozenset({"say", "tell", "report", "announce", "state", "add"})
ENDINGS = (
    "ations",
    "ation",
    "ings",
    "ing",
    "ions",
    "ion",
    "ments",
    "ment",
    "ers",
    "er",
    "ies",
    "ied",
    "es",
    "ed",
)
"""What is cut from a word to compare "shooting" with "shoot" where the dictionary knows only the one."""
PLACED = frozenset({NameKind.PLACE, NameKind.FACILITY})
MOST = 2
"""How many of a document's names are those it names most."""
PHRASE = frozenset({"compound", "flat", "amod", "nmod", "conj", "appos", "nummod"})

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Document:
    """One document read: its particulars, and the story that the corpus sorts it under."""

    id: str
    topic: str
    story: str
    reading: Reading
    particulars: Particulars
    days: tuple[tuple[int, str], ...]
    """Days that its words name: where the words start, and the day."""
    places: tuple[tuple[int, str], ...]
    named: Mapping[str, Mapping[str, int]]
    """How often each person (by surname), place and whatever else is named, by kind."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mention:
    """One mention with what its sentence says: lemmas, names, numbers, days and places."""

    id: str
    chain: str
    document: Document
    sentence: int
    lemma: str
    stem: str
    pos: str
    type: str | None
    subject: Words
    object: Words
    parts: Words
    words: Words
    names: Words
    numbers: Words
    days: Words
    places: Words


def _rows(path: Path) -> list[dict[str, object]]:
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _document(row: Mapping[str, str]) -> Document:
    """Return a document of either corpus, read like any other text."""
    language = load_language(LANGUAGE)
    text = row["text"].replace(MARK, " " * len(MARK))
    blocks = lines_as_paragraphs(row["doc_id"], text)
    published = row.get("dct")
    report: Report = (
        as_published(row["doc_id"], text, published) if published else as_report(row["doc_id"], text)
    )
    report = replace(report, blocks=blocks)
    reading = read_lines(row["doc_id"], text)
    whens = resolve_times(find_times(text, language), text, report.id, report.published, language)
    places = [where for where, _ in find_toponyms(reading, language, load_gazetteer(LANGUAGE))]
    return Document(
        id=row["doc_id"],
        topic=row.get("topic") or row["incident_id"],
        story=row.get("subtopic") or row["incident_id"],
        reading=reading,
        particulars=particulars_of(report, LANGUAGE),
        days=tuple((w.span.start, f"{w.start}/{w.end}") for w in whens if w.span is not None and w.start),
        places=tuple((where.span.start, where.name) for where in places),
        named=_named(reading),
    )


def _named(reading: Reading) -> Mapping[str, Mapping[str, int]]:
    """Return how often each person, place and whatever else is named, by kind; a person by the last name."""
    found: dict[str, Counter[str]] = {"persons": Counter(), "places": Counter(), "others": Counter()}
    for name in reading.names:
        words = reading.text[name.start : name.end].casefold().split()
        if not words:
            continue
        if name.kind is NameKind.PERSON:
            found["persons"][words[-1].strip(".,'’s")] += 1
        elif name.kind in PLACED:
            found["places"][" ".join(words)] += 1
        else:
            found["others"][" ".join(words)] += 1
    return found


@cache
def mentions(folder: Path, split: str) -> tuple[Mention, ...]:
    """Return the event mentions of a part of a corpus, in the order of its file."""
    rows = [row for row in _rows(folder / "documents.jsonl") if row["split"] == split]
    documents = {str(row["doc_id"]): _document(row) for row in rows}  # type: ignore[arg-type]
    given = [
        row for row in _rows(folder / "mentions.jsonl") if row["split"] == split and row["kind"] == "event"
    ]
    return tuple(_mention(at, row, documents[str(row["doc_id"])]) for at, row in enumerate(given))


def _head(reading: Reading, inside: Sequence[int]) -> int:
    """Return the word that governs the others of a mention; of several the first that is no mere mark."""
    tokens = reading.tokens
    outward = [at for at in inside if tokens[at].head not in inside or tokens[at].head == at]
    return next((at for at in outward if tokens[at].pos != "PUNCT"), outward[0] if outward else inside[-1])


def _mention(number: int, row: Mapping[str, object], document: Document) -> Mention:
    """Return a mention with what its sentence says; of a broken mention the first piece stands for it."""
    reading = document.reading
    pieces = row.get("segments") or [[row["start"], row["end"]]]
    start, end = pieces[0]  # type: ignore[index]
    inside = [at for at, each in enumerate(reading.tokens) if each.start < end and start < each.end]
    inside = inside or [min(range(len(reading.tokens)), key=lambda at: abs(reading.tokens[at].start - start))]
    head = reading.tokens[_head(reading, inside)]
    at = next(n for n, s in enumerate(reading.sentences) if s.first <= inside[0] < s.last)
    sentence = reading.sentences[at]
    tokens = reading.tokens[sentence.first : sentence.last]
    rarity = load_language(LANGUAGE).rarity.of
    catalogue = load_catalogue(LANGUAGE)
    roles = _roles(reading, sentence, frozenset(inside))
    return Mention(
        id=f"{number}",
        chain=str(row["chain"]),
        document=document,
        sentence=at,
        lemma=head.lemma,
        stem=stem(head.lemma),
        pos=head.pos,
        type=catalogue.verbs.get(head.lemma) or catalogue.nouns.get(head.lemma),
        subject=roles["nsubj"],
        object=roles["obj"],
        parts=roles["nsubj"] | roles["obj"] | roles["nmod"],
        words=frozenset(t.lemma for t in tokens if t.pos in TOLD and rarity(t.lemma) > RARE) - {head.lemma},
        names=frozenset(reading.text[t.start : t.end].casefold() for t in tokens if t.pos == "PROPN"),
        numbers=frozenset(reading.text[t.start : t.end] for t in tokens if t.pos == "NUM"),
        days=frozenset(day for start, day in document.days if sentence.start <= start < sentence.end),
        places=frozenset(name for start, name in document.places if sentence.start <= start < sentence.end),
    )


def stem(lemma: str) -> str:
    """Return a lemma without the first ending that leaves three letters."""
    cut = next((e for e in ENDINGS if lemma.endswith(e) and len(lemma) - len(e) >= 3), "")
    return lemma[: len(lemma) - len(cut)]


def _roles(reading: Reading, sentence: Sentence, inside: frozenset[int]) -> dict[str, Words]:
    """Return the nouns of a mention's subject, its object, and what else goes with it."""
    kinds = {"nsubj": "nsubj", "csubj": "nsubj", "obj": "obj", "iobj": "obj", "ccomp": "obj"}
    kinds |= {"obl": "nmod", "nmod": "nmod", "compound": "nmod", "amod": "nmod"}
    children: defaultdict[int, list[int]] = defaultdict(list)
    for at in range(sentence.first, sentence.last):
        if reading.tokens[at].head != at:
            children[reading.tokens[at].head].append(at)
    found: dict[str, set[str]] = {"nsubj": set(), "obj": set(), "nmod": set()}
    for at in sorted(child for each in inside for child in children[each] if child not in inside):
        kind = kinds.get(reading.tokens[at].label.split(":")[0])
        if kind is not None:
            found[kind] |= _nouns(reading, children, at)
    return {kind: frozenset(words) for kind, words in found.items()}


def _nouns(reading: Reading, children: Mapping[int, list[int]], top: int) -> set[str]:
    """Return the lemmas of the nouns, names and numbers of one phrase."""
    found, todo = set(), [top]
    while todo:
        at = todo.pop()
        if reading.tokens[at].pos in {"NOUN", "PROPN", "NUM"}:
            found.add(reading.tokens[at].lemma)
        todo += [
            child for child in children.get(at, ()) if reading.tokens[child].label.split(":")[0] in PHRASE
        ]
    return found


def alike(left: Words, right: Words) -> float:
    """Return how alike two sets of words are, 0 to 1, each weighing its rarity."""
    rarity = load_language(LANGUAGE).rarity.of
    both = sum(rarity(word) ** 2 for word in sorted(left & right))
    sides = [sum(rarity(word) ** 2 for word in sorted(side)) for side in (left, right)]
    return both / sqrt((sides[0] or 1.0) * (sides[1] or 1.0))


@cache
def stories_alike(left: Document, right: Document) -> tuple[float, float]:
    """Return how alike the rare words of two documents are, and the logarithm of the names they share."""
    ours, theirs = left.particulars, right.particulars
    return cosine(ours, theirs), log(1 + sum(shared(ours.names, theirs.named).values()))


@cache
def names_alike(left: Document, right: Document) -> Mapping[str, float]:
    """Return how much of whom and what two documents name the other names too, each as often as it is named.

    Two happenings of one kind share words; who takes part in them and where they are, they do not share.
    """
    found: dict[str, float] = {}
    for kind, ours in left.named.items():
        theirs = right.named[kind]
        if not ours or not theirs:
            found[f"no {kind}"] = 1.0
            continue
        low, high = sorted((_told(ours, theirs), _told(theirs, ours)))
        found |= {f"{kind} of both": low, f"{kind} of one": high, f"other {kind}": float(high == 0)}
        found[f"{kind} named most"] = float(not _most(ours).isdisjoint(_most(theirs)))
    return found


def _told(names: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Return which share of the times that names are used is of those that another document uses."""
    return sum(times for name, times in names.items() if name in other) / sum(names.values())


def _most(names: Mapping[str, int]) -> frozenset[str]:
    """Return the names that are used most."""
    return frozenset(sorted(names, key=lambda name: (-names[name], name))[:MOST])


class Synonyms:
    """Which lemmas stand for one another, counted in the chains of a corpus by topic."""

    def __init__(self, pairs: Iterable[tuple[Mention, Mention]]) -> None:
        """Count, for every two lemmas, the pairs of mentions and those that are one event."""
        self._counted: defaultdict[tuple[str, str], dict[str, Counter[bool]]] = defaultdict(dict)
        for left, right in pairs:
            if left.lemma != right.lemma and left.document.topic == right.document.topic:
                by_topic = self._counted[_ordered(left.lemma, right.lemma)]
                by_topic.setdefault(left.document.topic, Counter())[left.chain == right.chain] += 1

    def known(self, left: Mention, right: Mention) -> float | None:
        """Return how much likelier than most two lemmas are one event, by all topics but their own."""
        by_topic = self._counted.get(_ordered(left.lemma, right.lemma), {})
        own = {left.document.topic, right.document.topic}
        others = [counted for topic, counted in sorted(by_topic.items()) if topic not in own]
        same, apart = (sum(each[answer] for each in others) for answer in (True, False))
        return log((same + 0.3) / (apart + 6.0)) + 3.0 if same + apart > 1 else None


def _ordered(left: str, right: str) -> tuple[str, str]:
    """Return two words in alphabetical order."""
    return (left, right) if left <= right else (right, left)


def features(left: Mention, right: Mention, synonyms: Synonyms) -> dict[str, float]:
    """Return what two mentions have in common and in which they differ; what is not named is 0."""
    found = {**_heads(left, right, synonyms), **_sentences(left, right)}
    near = left.document is right.document
    told, names = (0.0, 0.0) if near else stories_alike(left.document, right.document)
    parts, lemma = alike(left.parts, right.parts), float(left.lemma == right.lemma)
    return found | {
        "documents alike": told,
        "names of documents": names,
        "one document": float(near),
        "one sentence": float(near and left.sentence == right.sentence),
        "next sentence": float(near and abs(left.sentence - right.sentence) == 1),
        "same lemma, documents alike": lemma * told,
        "same lemma, one document": lemma * near,
        "same lemma, sentences alike": lemma * found["sentences alike"],
        "same stem, parts alike": float(left.stem == right.stem) * parts,
        "parts alike": parts,
        "other lemma, one document": (1 - lemma) * near,
    }


def _heads(left: Mention, right: Mention, synonyms: Synonyms) -> dict[str, float]:
    """Return what the two words for the event have in common."""
    lemma = left.lemma == right.lemma
    known = None if lemma else synonyms.known(left, right)
    typed = left.type is not None and right.type is not None
    verbs = (left.pos == "VERB", right.pos == "VERB")
    return {
        "same lemma": float(lemma),
        "rarity of the lemma": load_language(LANGUAGE).rarity.of(left.lemma) if lemma else 0.0,
        "same stem": float(not lemma and left.stem == right.stem),
        "same type": float(not lemma and typed and left.type == right.type),
        "other types": float(typed and left.type != right.type),
        "used for one another": known or 0.0,
        "known together": float(known is not None),
        "both verbs": float(all(verbs)),
        "verb and noun": float(verbs[0] != verbs[1]),
        "pronoun": float("PRON" in (left.pos, right.pos)),
        "both say": float(left.lemma in SAYING and right.lemma in SAYING),
    }


def _sentences(left: Mention, right: Mention) -> dict[str, float]:
    """Return what the two sentences have in common."""
    found = {
        "sentences alike": alike(left.words, right.words),
        "subjects alike": alike(left.subject, right.subject),
        "objects alike": alike(left.object, right.object),
        "names shared": log(1 + len(left.names & right.names)),
    }
    for name in ("parts", "subject", "names", "numbers", "days", "places"):
        ours, theirs = getattr(left, name), getattr(right, name)
        if ours and theirs:
            found[f"same {name}" if ours & theirs else f"other {name}"] = 1.0
    return found
