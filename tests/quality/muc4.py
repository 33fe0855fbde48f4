"""MUC-4 templates from what the pipeline yields: events, who took part, with what, and names beside them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np
from train.linear import Features, Floats, Keys, fit, known_keys, rarity, rows_of, scores, shares, weighed

from reportedly.events.find import Context, find_events
from reportedly.events.kinds import kind_of
from reportedly.events.tree import Tree, phrase, tree_of
from reportedly.language.language import Language, load_language
from reportedly.readings.nested import reread
from reportedly.readings.reader import read
from reportedly.run.analysis import LANGUAGE
from reportedly.statements.find import Telling, find_statements
from reportedly.terms.events import Event
from reportedly.terms.readings import Name, Reading
from reportedly.texts.label import label
from tests.quality.measure import Figure, Measure, Shape, figure
from tests.quality.muc4_data import (
    SLOTS,
    Document,
    Template,
    by_slot,
    compare,
    documents,
    files,
    head,
    same,
    words,
)
from tests.quality.pipeline import all_body, as_report

TYPES = ("attack", "bombing", "kidnapping", "arson", "robbery")
LEAST_TYPE, LEAST_FILLER = 0.5, 0.45
"""Shares of belief from which on a template, and a filler, is given; chosen on half of the training part."""
PERPETRATORS = frozenset({"PerpInd", "PerpOrg"})
"""Slots whose fillers stand in every template of a document: what it reports is mostly one party's doing."""
_BY_MODE = {"kidnapping": "kidnapping", "arson": "arson"} | dict.fromkeys(
    ("bomb", "missile", "rocket", "grenade", "mortar"), "bombing"
)


@dataclass(slots=True)
class Entity:
    """A phrase that may fill a slot: its mentions, what is known of it, and the types of its events."""

    phrases: list[str] = field(default_factory=list)
    features: dict[str, float] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, said: str, features: Iterator[str], kinds: Sequence[str]) -> None:
        """Add one more mention."""
        self.phrases.append(said)
        for each in features:
            self.features[each] = 1.0
        for kind in kinds:
            self.types[kind] += 1


@dataclass(frozen=True, slots=True)
class Yield:
    """What the pipeline yields for one document, as features: of each type of incident, of each entity."""

    types: Mapping[str, Features]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model: the keys of its features, how rare each is, and its weights."""

    keys: Keys
    rare: Floats
    weights: Floats

    def belief(self, given: Sequence[Features]) -> Floats:
        """Return the share of belief of each class for each row."""
        return shares(scores(weighed(rows_of(given, self.keys), self.rare), self.weights))


def hear(document: Document) -> tuple[Reading, tuple[Event, ...]]:
    """Return the reading and the events of a document, all of it read as body."""
    language = load_language(LANGUAGE)
    report = label(as_report(document.name, document.text), language)
    report = replace(report, blocks=all_body(report.blocks))
    reading = read(report, language)
    telling = Telling(outlet=report.outlet, whens=())
    statements = find_statements(reading, telling, language, reread(reading, language))
    context = Context(statements=statements, whens=(), wheres=(), published=None)
    return reading, find_events(reading, context, language)


def type_of(event: Event) -> str:
    """Return the MUC type of an event of violence."""
    return _BY_MODE.get(event.mode or "", "attack")


def _event_features(event: Event, trigger: str) -> Iterator[str]:
    """Yield what an event says of all that stands in it."""
    yield f"trigger {trigger}"
    yield f"mode {event.mode}"
    yield f"realis {event.realis.value}"
    yield f"type {event.type}"


def _known(said: str, aliases: Mapping[str, str]) -> str:
    """Return the key of a phrase, that of the full name for a short one."""
    own = _entity_key(said)
    return aliases.get(own, own)


def _entity_key(said: str) -> str:
    """Return what joins two mentions of one entity: the last word before a preposition."""
    return head(said)


def _aliases(reading: Reading) -> dict[str, str]:
    """Return the keys of short names in brackets, each with that of the name before it ("… Front (FL)")."""
    found: dict[str, str] = {}
    for left, right in pairwise(reading.names):
        if reading.text[left.end : right.start].strip() == "(":
            short, full = (_entity_key(reading.text[n.start : n.end]) for n in (right, left))
            found.setdefault(short, full)
    return found


def _lemma_at(reading: Reading, event: Event) -> str:
    """Return the lemma of an event's trigger."""
    return next((t.lemma for t in reading.tokens if t.start == event.trigger.start), "")


def _mentions(
    tree: Tree, here: Sequence[Event], names: Sequence[Name], language: Language
) -> Iterator[tuple[str, list[str]]]:
    """Yield (phrase, features) of the names, weapons and things of a sentence that tells of violence."""
    reading, rank = tree.reading, language.participants
    taken = [(p.part.value, p.span.start, p.span.end) for e in here for p in e.participants]
    for name in names:
        inside = [part for part, start, end in taken if start <= name.start and name.end <= end]
        said = reading.text[name.start : name.end]
        yield said, [f"name {name.kind.value} in {part}" for part in inside or ["none"]]
    for at in range(tree.sentence.first, tree.sentence.last):
        if tree.pos(at) not in {"NOUN", "PROPN"} or tree.label(at) in {"compound", "flat"}:
            continue
        kind = kind_of(tree, at, language)
        if kind in rank.rank or kind in rank.weapons.values() or kind in rank.people.values():
            first, last = phrase(tree, at)
            said = reading.text[reading.tokens[first].start : reading.tokens[last - 1].end]
            above = tree.head(at)
            under = tree.lemma(above) if above is not None else ""
            label_ = f"{tree.label(at)} {tree.case(at)} {under}"
            yield said, [f"noun {kind}", f"noun {kind} {tree.label(at)}", f"under {label_}"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found of a document: entities by key, features by type, full names by short ones."""

    entities: dict[str, Entity]
    types: dict[str, dict[str, float]]
    aliases: Mapping[str, str]

    def add_event(self, event: Event, lemma: str, early: str) -> None:
        """Add an event with those who take part in it."""
        row = self.types[type_of(event)]
        for name in (*_event_features(event, lemma), early, f"{early} {event.realis.value}"):
            row[f"own {name}"] = 1.0
        for each in event.participants:
            part, kind = each.part.value, f"{each.part.value} {each.kind}"
            row[f"own {kind}"] = 1.0
            said = (f"part {part}", f"part {kind}", f"{part} of {lemma}", early)
            more = (f"head {head(each.name)}", f"{part} {event.mode}", f"kind {each.kind}")
            key = _known(each.name, self.aliases)
            self.entities[key].add(each.name, iter(said + more), [type_of(event)])

    def crossed(self) -> Mapping[str, Features]:
        """Return the features of each type, with the triggers of the other types beside its own."""
        made: dict[str, Features] = {}
        for kind, row in self.types.items():
            found = dict(row) | {f"kind {kind}": 1.0}
            for other in TYPES:
                told = [name for name in self.types[other] if other != kind and "trigger" in name]
                found |= {f"{other} {name}": 0.5 for name in told}
            made[kind] = {f"{kind} {name}": value for name, value in found.items()}
        return made


def gather(reading: Reading, events: Sequence[Event], language: Language) -> Yield:
    """Return the features of a document's incident types and of the entities that may fill their slots."""
    found = Gathered(defaultdict(Entity), {kind: {} for kind in TYPES}, _aliases(reading))
    for number, sentence in enumerate(reading.sentences):
        here = [e for e in events if sentence.start <= e.trigger.start < sentence.end]
        violent = [e for e in here if e.type in {"ASSAULT", "COERCE"}]
        tree = tree_of(reading, sentence)
        if not violent or tree is None:
            continue
        early = f"sentence {min(number, 4)}"
        kinds = [type_of(e) for e in violent if e.type == "ASSAULT"] or ["attack"]
        about: list[str] = []
        for event in violent:
            lemma = _lemma_at(reading, event)
            about += _event_features(event, lemma)
            found.add_event(event, lemma, early)
        names = [n for n in reading.names if sentence.start <= n.start < sentence.end]
        for said, told in _mentions(tree, violent, names, language):
            extra = [*told, f"head {head(said)}", early, *(f"near {each}" for each in about)]
            found.entities[_known(said, found.aliases)].add(said, iter(extra), kinds)
    kept = {key: entity for key, entity in found.entities.items() if key}
    for entity in kept.values():
        entity.features[f"mentions {min(len(entity.phrases), 4)}"] = 1.0
    return Yield(found.crossed(), tuple(kept[key] for key in sorted(kept)))


def _class_of(entity: Entity, templates: Sequence[Template]) -> int:
    """Return the slot that an entity fills in any template, counted from 1; 0 for none."""
    for at, slot in enumerate(SLOTS, 1):
        fillers = [filler for template in templates for filler in template.slots[slot]]
        if any(same(said, filler) for filler in fillers for said in entity.phrases):
            return at
    return 0


def _fitted(given: Sequence[Features], classes: Sequence[int], count: int) -> Model:
    """Return a model fitted to rows and their classes."""
    keys = known_keys(given, least=3)
    rows = rows_of(given, keys)
    rare = rarity(rows, len(keys) + 1)
    weights = fit(weighed(rows, rare), np.array(classes, np.int64), (len(keys) + 1, count), decay=2e-4)
    return Model(keys, rare, weights)


def train_models(given: Sequence[tuple[Document, Yield]]) -> tuple[Model, Model]:
    """Return the models of (is there an incident of this type, which slot does this entity fill)."""
    of_types, held, of_entities, slots = [], [], [], []
    for document, found in given:
        for kind in TYPES:
            of_types.append(found.types[kind])
            held.append(int(any(kind in t.type for t in document.templates)))
        for entity in found.entities:
            of_entities.append(entity.features)
            slots.append(_class_of(entity, document.templates))
    return _fitted(of_types, held, 2), _fitted(of_entities, slots, len(SLOTS) + 1)


def templates_of(found: Yield, models: tuple[Model, Model]) -> list[Template]:
    """Return one template for each type of incident that the yields speak for, with its fillers."""
    of_types, of_entities = models
    sure = of_types.belief([found.types[kind] for kind in TYPES])[:, 1].tolist()
    kinds = [kind for kind, share in zip(TYPES, sure, strict=True) if share >= LEAST_TYPE]
    if not kinds:
        return []
    slots: dict[str, dict[str, list[tuple[str, ...]]]] = {kind: {s: [] for s in SLOTS} for kind in kinds}
    if not found.entities:
        return [Template(kind, dict.fromkeys(SLOTS, ())) for kind in kinds]
    beliefs = of_entities.belief([e.features for e in found.entities])
    for entity, belief in zip(found.entities, beliefs, strict=True):
        best = int(belief[1:].argmax()) + 1
        if belief[best] < LEAST_FILLER:
            continue
        own = max(kinds, key=lambda each: (entity.types.get(each, 0), -kinds.index(each)))
        said = max(entity.phrases, key=lambda each: (-len(words(each)), each))
        slot = SLOTS[best - 1]
        for kind in kinds if slot in PERPETRATORS else [own]:
            slots[kind][slot].append((said,))
    return [Template(kind, {s: tuple(rows) for s, rows in slots[kind].items()}) for kind in kinds]


def yields(given: Sequence[Document]) -> list[tuple[Document, Yield]]:
    """Return the documents with what the pipeline yields for each."""
    language = load_language(LANGUAGE)
    return [(document, gather(*hear(document), language)) for document in given]


def score() -> tuple[Figure, ...]:
    """MUC-4 dev: F1 over the slots of all templates, the type of incident among them.

    Found templates are paired one-to-one with the gold's, those that agree most first; an entity is right
    where one of its phrases and one of the gold's mentions hold one another or have the same head word, pairs
    one-to-one within the slot. There is at most one template a type and document. Which yields belong into
    a template at all (MUC leaves out fights among armed forces, vague and old incidents) is chosen by a
    linear model over the events, parts, kinds and names found, fitted on the training part alone.
    """
    models = train_models(yields(list(documents("train"))))
    found = [(d.templates, templates_of(y, models)) for d, y in yields(list(documents("dev")))]
    figures = [figure("slots", Shape.F1, [compare(mine, gold) for gold, mine in found])]
    for slot in SLOTS:
        figures.append(figure(f"slots.{slot}", Shape.F1, [by_slot(mine, gold, slot) for gold, mine in found]))
    return tuple(figures)


MUC4 = Measure(name="muc4", data=files(), take=score)
