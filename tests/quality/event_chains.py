"""Event coreference with gold mentions: the Gun Violence Corpus and ECB+."""

from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from reportedly.incidents.group import ALIKE, group
from reportedly.incidents.sighting import Sighting
from reportedly.terms.events import Event, Realis
from reportedly.terms.incidents import Judgement, Question, Verdict
from reportedly.terms.spans import Span
from tests.quality.coreference import b_cubed, ceaf_e, clusters_of, lea, muc
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.mentions import ECB, GVC, Mention, Synonyms, features, mentions, names_alike, stories_alike

LEAST = 0.08
"""How alike two documents must be for their mentions to be compared."""
FOLDS = 5
DECAY = 1.0
STEPS = 25

Floats = NDArray[np.float64]
Pair = tuple[Mention, Mention]


class Linear:
    """A logistic regression over named features, by Newton's method with a little decay."""

    def __init__(self, rows: Sequence[dict[str, float]], same: Sequence[bool]) -> None:
        """Fit the weights: same rows, same weights."""
        self.names = sorted({name for row in rows for name in row})
        table = self._table(rows)
        self._mean, self._spread = table.mean(0), table.std(0) + 1e-9
        x, y = self._scaled(table), np.array(same, np.float64)
        self._weights = np.zeros(x.shape[1])
        decay = np.full(x.shape[1], DECAY)
        decay[-1] = 0.0
        for _ in range(STEPS):
            chance = 1 / (1 + np.exp(-(x @ self._weights)))
            slope = x.T @ (y - chance) - decay * self._weights
            curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(decay + 1e-6)
            step = np.linalg.solve(curve, slope)
            self._weights += step
            if float(np.abs(step).max()) < 1e-6:
                break

    def chances(self, rows: Sequence[dict[str, float]]) -> Floats:
        """Return the probability of each row."""
        found: Floats = 1 / (1 + np.exp(-(self._scaled(self._table(rows)) @ self._weights)))
        return found

    def _table(self, rows: Sequence[dict[str, float]]) -> Floats:
        """Return the features as columns."""
        return np.array([[row.get(name, 0.0) for name in self.names] for row in rows]).reshape(len(rows), -1)

    def _scaled(self, table: Floats) -> Floats:
        """Return the columns with mean 0 and spread 1, and a constant."""
        return np.hstack([(table - self._mean) / self._spread, np.ones((len(table), 1))])


def pairs_of(found: Sequence[Mention]) -> list[Pair]:
    """Return the pairs of mentions to compare: of one document, or of two that are at all alike."""
    by_document: dict[str, list[Mention]] = {}
    for each in found:
        by_document.setdefault(each.document.id, []).append(each)
    pairs = [pair for own in by_document.values() for pair in combinations(own, 2)]
    for left, right in combinations(sorted(by_document), 2):
        ours, theirs = by_document[left], by_document[right]
        if stories_alike(ours[0].document, theirs[0].document)[0] >= LEAST:
            pairs += [(a, b) for a in ours for b in theirs]
    return pairs


def sames(pairs: Sequence[Pair]) -> list[bool]:
    """Return which pairs the corpus holds for one event."""
    return [left.chain == right.chain for left, right in pairs]


def _sighting(mention: Mention) -> Sighting:
    """Return a mention as the grouping of incidents takes it: it speaks for itself."""
    span = Span(mention.document.id, int(mention.id), int(mention.id) + 1)
    event = Event(
        id=mention.id,
        type="EVENT",
        mode=None,
        realis=Realis.ACTUAL,
        trigger=span,
        participants=(),
        when=None,
        where=None,
        counts=(),
        statement_id=None,
        main=True,
        leads=True,
    )
    return Sighting(
        event=event,
        report_id=mention.document.id,
        outlet=None,
        published=None,
        trigger=mention.lemma,
        voice=None,
        passages=frozenset(),
        particulars=mention.document.particulars,
    )


def chains(found: Sequence[Mention], pairs: Sequence[Pair], chance: Floats) -> dict[str, str]:
    """Return the chain of each mention: grouped like incidents (``incidents.group``), by average linkage."""
    judgements = [
        Judgement(
            question=Question.SAME_INCIDENT,
            left=min(left.id, right.id),
            right=max(left.id, right.id),
            verdict=Verdict.SAME if p >= ALIKE else Verdict.UNSURE,
            score=float(p),
            reasons=(),
            judge="rule:mentions/1",
        )
        for (left, right), p in zip(pairs, chance.tolist(), strict=True)
        if p > 0.01
    ]
    made = group([_sighting(each) for each in found], judgements)
    return {event_id: each.id for each in made for event_id in each.event_ids}


def scored(name: str, found: Sequence[Mention], home: dict[str, str]) -> tuple[Figure, ...]:
    """Return CoNLL F1 and LEA of all chains of all documents at once, singletons among them."""
    key, ours = clusters_of({m.id: m.chain for m in found}), clusters_of(home)
    parts = {score.__name__: score(key, ours) for score in (muc, b_cubed, ceaf_e, lea)}
    mean = sum(parts[each].f1 for each in ("muc", "b_cubed", "ceaf_e")) / 3
    return (
        figure(f"{name}.conll", Shape.RECALL, [Unit(mean, 1, 1)]),
        figure(f"{name}.lea", Shape.RECALL, [Unit(parts["lea"].f1, 1, 1)]),
    )


def _fold(mention: Mention) -> int:
    """Return the fold of a mention's topic."""
    return crc32(mention.document.topic.encode()) % FOLDS


def gun_violence() -> tuple[Figure, ...]:
    """Return the figures on the Gun Violence Corpus by folds over its incidents."""
    found = mentions(GVC, "val")
    pairs = pairs_of(found)
    home = np.array([(_fold(left), _fold(right)) for left, right in pairs])
    same = np.array(sames(pairs))
    chance = np.zeros(len(pairs))
    for number in range(FOLDS):
        inside = (home != number).all(axis=1)
        learnt = [pair for pair, kept in zip(pairs, inside, strict=True) if kept]
        rest = [pair for pair, kept in zip(pairs, inside, strict=True) if not kept]
        synonyms = Synonyms(learnt)
        model = Linear([features(*pair, synonyms) for pair in learnt], same[inside].tolist())
        chance[~inside] = np.maximum(chance[~inside], model.chances([features(*p, synonyms) for p in rest]))
    return scored("gvc", found, chains(found, pairs, chance))


def story(left: Mention, right: Mention) -> dict[str, float]:
    """Return what two documents have in common."""
    told, names = stories_alike(left.document, right.document)
    alike = names_alike(left.document, right.document)
    return {"documents alike": told, "root of it": told**0.5, "names": names, **alike}


def _firsts(found: Sequence[Mention]) -> list[Pair]:
    """Return the pairs of documents, each by its first mention."""
    firsts = list({each.document.id: each for each in reversed(found)}.values())
    return list(combinations(sorted(firsts, key=lambda each: each.document.id), 2))


def ecb_plus() -> tuple[Figure, ...]:
    """Return the figures on ECB+ dev, with its own groups of documents (``given``) and with ours."""
    learnt, found = mentions(ECB, "train"), mentions(ECB, "dev")
    before = [(a, b) for a, b in pairs_of(learnt) if a.document.story == b.document.story]
    synonyms = Synonyms(before)
    model = Linear([features(*pair, synonyms) for pair in before], sames(before))
    pairs = pairs_of(found)
    chance = model.chances([features(*pair, synonyms) for pair in pairs])
    given = np.array([left.document.story == right.document.story for left, right in pairs])
    told = _firsts(learnt)
    stories = Linear([story(*pair) for pair in told], [a.document.story == b.document.story for a, b in told])
    firsts = _firsts(found)
    own = list({each.document.id: each for pair in firsts for each in pair}.values())
    grouped = chains(own, firsts, stories.chances([story(*pair) for pair in firsts]))
    home = {each.document.id: grouped[each.id] for each in own}
    ours = np.array([home[left.document.id] == home[right.document.id] for left, right in pairs])
    return (
        *scored("ecb.given", found, chains(found, pairs, chance * given)),
        *scored("ecb", found, chains(found, pairs, chance * ours)),
    )


def score() -> tuple[Figure, ...]:
    """Gun Violence Corpus (val) and ECB+ (dev): event coreference with gold mentions, CoNLL F1 and LEA.

    ``conll`` is the mean F1 of MUC, B³ and CEAF-e over all documents at once; singletons count. Only where
    the mentions stand is given. Two mentions are compared by a linear score over their words, sentences and
    documents, and grouped as incidents are. GVC: by five folds over its incidents. ECB+: fitted on its
    training part; ``given`` compares within the corpus's groups of documents (subtopics), as published
    figures mostly do, and the other groups the documents itself.
    """
    return (*gun_violence(), *ecb_plus())


EVENT_CHAINS = Measure(name="chains", data=(GVC, ECB), take=score)
