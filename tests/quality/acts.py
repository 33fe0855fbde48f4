"""Threats, demands, rejections and accusations against PLOVER's types."""

from collections.abc import Iterable, Sequence

from train.acts import LEARNED, Told, cross_validated, ordinary, sentences

from reportedly.language.language import load_language
from reportedly.run.analysis import LANGUAGE
from reportedly.statements.acts import find_condition, ruled_act
from reportedly.terms.statements import Act, VoiceKind
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.shared import SHARED

EVENTS = SHARED / "data" / "events"
FILES = (EVENTS / "plv" / "train.jsonl", EVENTS / "plover_gsr" / "records.jsonl")
ORDINARY = SHARED / "data" / "attribution" / "polnear" / "train"
SCORED = {
    Act.THREATEN: Act.THREATEN,
    Act.DEMAND: Act.DEMAND,
    Act.URGE: Act.DEMAND,
    Act.ASK: Act.DEMAND,
    Act.REJECT: Act.REJECT,
    Act.DENY: Act.REJECT,
    Act.ACCUSE: Act.ACCUSE,
}
"""PLOVER has one type for demands, urging and requests, and one for rejections and denials."""

Answer = tuple[Act | None, Act | None]
"""The act of the gold type and ours; None for any other."""


def units(answers: Sequence[Answer], act: Act) -> list[Unit]:
    """Return the counts of one act, a unit a sentence."""
    return [Unit(gold is act and ours is act, ours is act, gold is act) for gold, ours in answers]


def macro(answers: Sequence[Answer], acts: Iterable[Act]) -> list[Unit]:
    """Return units whose pooled F1 is the mean of the acts' F1: each act weighs as much as any other.

    F1 is 2 · right / (found + expected); with each act's counts over its own found + expected the sums of
    all acts give the mean. The margin takes these weights as given.
    """
    found = {act: units(answers, act) for act in acts}
    weight = {act: sum(u.found + u.expected for u in rows) or 1.0 for act, rows in found.items()}
    return [
        Unit(
            sum(found[act][at].right / weight[act] for act in found),
            sum(found[act][at].found / weight[act] for act in found),
            sum(found[act][at].expected / weight[act] for act in found),
        )
        for at in range(len(answers))
    ]


def _by_rules(told: Told) -> Act | None:
    """Return the scored act that rules alone tell."""
    language = load_language(LANGUAGE)
    conditional = find_condition(told.content, 0, len(told.content), language) is not None
    return SCORED.get(ruled_act(told.lemma, told.content, VoiceKind.ORGANISATION, conditional, language))


def score() -> tuple[Figure, ...]:
    """PLOVER sentences: F1 of four acts by ``act_of``, their mean, and the mean by rules alone.

    A sentence is given with its source; the cue is the verb that governs the source in our reading, the
    content all other words. A sentence of another type counts where one of the four is told of it.
    The weights are learned anew for each of five folds without the sentences that they are scored on
    (``train.acts``); the word lists are the same in all. DISAPPROVE and INVESTIGATE, types of the older
    records, are ACCUSE today.
    """
    told = tuple(sentences(EVENTS))
    answers = [(each.act, SCORED.get(act)) for each, act in cross_validated(told, ordinary(ORDINARY))]
    ruled = [(each.act, _by_rules(each)) for each in told]
    return (
        figure("macro", Shape.F1, macro(answers, LEARNED)),
        *(figure(act.value, Shape.F1, units(answers, act)) for act in LEARNED),
        figure("rules", Shape.F1, macro(ruled, LEARNED)),
    )


ACTS = Measure(name="acts", data=(*FILES, ORDINARY), take=score)
