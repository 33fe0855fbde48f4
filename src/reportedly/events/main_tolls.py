"""The numbers of victims that a report supports, and what speaks for each as its toll."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportedly.events.main_model import Features, Weights, best
from reportedly.events.main_spots import cut
from reportedly.events.main_words import opening_words, words_near
from reportedly.events.toll import (
    HIT,
    KILLED,
    WOUNDED,
    Sum,
    Told,
    Toll,
    named,
    someone_else,
    sums,
    tellings,
    told_of,
    toll_by_rule,
)
from reportedly.events.tree import Tree
from reportedly.events.victims import dead_and_hurt, victims_of
from reportedly.language.language import Language
from reportedly.terms.spans import Span

OPENING = 4
"""Sentences of the report whose words of harm speak for nobody, for one and for several."""
FIRST = 8
"""Sentences of the report with harm whose victims are counted by themselves."""
MOST_KINDS = 3
"""From so many on a number is one of many."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of victims: the words that support it (None for 0), and what speaks for it."""

    number: int
    span: Span | None
    features: Features


@dataclass(frozen=True, slots=True)
class Account:
    """What a report says of victims: its sentences with harm, their totals by kind, the toll by the rule.

    ``words`` are those of harm in its first sentences, ``opening`` all of its headlines and first sentences;
    ``near`` has for each kind and number the words around it; ``people`` are the dead and the hurt, each
    counted once, of all sentences and of the first.
    """

    rows: tuple[Told, ...]
    totals: Mapping[str, list[tuple[int, Sum]]]
    names: Mapping[str, int]
    rule: Toll
    words: tuple[str, ...]
    opening: tuple[str, ...]
    near: Mapping[str, Mapping[int, Features]]
    people: Mapping[str, tuple[int, int]]
    other: bool


def account_of(trees: Sequence[Tree], language: Language) -> Account:
    """Return what the sentences of a report, in text order, say of victims."""
    rows = told_of(trees, language)
    kinds = (KILLED, WOUNDED, HIT)
    return Account(
        rows=tuple(rows),
        totals={what: tellings(rows, what) for what in kinds},
        names={what: len(named(rows, what)) for what in kinds},
        rule=toll_by_rule(rows),
        words=tuple(sorted({word for told in rows[:OPENING] for word in _harm_words(told.tree, language)})),
        opening=opening_words(trees, language),
        near={what: words_near(rows, what) for what in kinds},
        people={
            "all": dead_and_hurt(victims_of(rows, language)),
            "first": dead_and_hurt(victims_of(rows[:FIRST], language)),
        },
        other=someone_else(rows),
    )


def _harm_words(tree: Tree, language: Language) -> Iterator[str]:
    """Yield the words of a sentence by which harm is told."""
    words = language.harm
    told = words.states.keys() | words.deadly | words.wounds | words.conditions | frozenset(words.multiples)
    lemmas = words.objects.keys() | words.subjects.keys() | words.nouns.keys() | words.suffering
    for at in range(tree.sentence.first, tree.sentence.last):
        lemma, word = tree.lemma(at), tree.word(at)
        if lemma in lemmas:
            yield lemma
        elif word in told:
            yield word


def _class(number: int) -> str:
    return str(number) if number < MOST_KINDS else "many"


def _spans(account: Account, what: str, killed: int) -> dict[int, Span]:
    """Return the numbers that the report supports, each with the first words that do."""
    found: dict[int, Span] = {}
    rule = account.rule.killed if what == KILLED else account.rule.wounded
    span = account.rule.killed_span if what == KILLED else account.rule.wounded_span
    if rule and span is not None:
        found[rule] = span
    for _, each in account.totals[what]:
        found.setdefault(each.number, each.span)
    for told in account.rows:
        for part in sums(told, what):
            found.setdefault(part.number, part.span)
        if what == KILLED and told.deadly is not None:
            found.setdefault(1, told.deadly)
    for number, span in _deduced(account, what, killed):
        if number > 0:
            found.setdefault(number, span)
    return found


def _deduced(account: Account, what: str, killed: int) -> Iterator[tuple[int, Span]]:
    """Yield numbers that no word gives: those hit or hurt beyond the killed, people counted one by one."""
    if what == WOUNDED:
        for _, each in account.totals[HIT]:
            yield each.number, each.span
            yield each.number - killed, each.span
        for _, each in account.totals[WOUNDED]:
            yield each.number - killed, each.span
    for dead, hurt in account.people.values():
        for number in (dead,) if what == KILLED else (hurt, dead + hurt - killed):
            if account.rows:
                yield number, account.rows[0].span


def _beside_the_dead(account: Account, number: int, killed: int) -> Iterator[tuple[str, float]]:
    """Yield what speaks for a number of wounded by the number of dead beside it."""
    size = _class(number)
    hits = [each.number for _, each in account.totals[HIT]]
    rest = [hit - killed for hit in hits]
    yield "rest", float(number in rest)
    yield "rest first", float(bool(rest) and number == rest[0])
    yield "rest greatest", float(bool(rest) and number == max(rest))
    beyond = [each.number - killed for _, each in account.totals[WOUNDED]]
    yield "rest of wounded", float(killed > 0 and number in beyond)
    yield "rest of wounded first", float(killed > 0 and number in beyond[:1])
    yield f"beside {_class(killed)} here {size}", 1.0
    yield f"other {account.other} dead {bool(killed)} here {size}", 1.0


def _shared(account: Account, number: int, what: str, killed: int) -> Iterator[tuple[str, float]]:
    """Yield what speaks for a number by the totals told, their place and their order."""
    size = _class(number)
    rule = account.rule.killed if what == KILLED else account.rule.wounded
    yield "rule", float(number == rule)
    yield f"rule {_class(rule)} here {size}", 1.0
    yield f"is {size}", 1.0
    for kind in (what, HIT):
        rows = account.totals[kind]
        same = [(rank, at, each) for rank, (at, each) in enumerate(rows) if each.number == number]
        greatest = max((each.number for _, each in rows), default=0)
        yield f"{kind} share", len(same) / len(rows) if rows else 0.0
        yield f"{kind} {size} of {cut(len(rows))}", 1.0
        if same:
            rank, at, first = same[0]
            yield f"{kind} rank {cut(rank)}", 1.0
            yield f"{kind} row {cut(at)}", 1.0
            yield f"{kind} headline", float(account.rows[at].headline)
            yield f"{kind} figure", float(first.figure)
            yield f"{kind} figures", float(sum(each.figure for _, _, each in same) > 1)
        yield f"{kind} greatest", float(number == greatest)
        yield f"{kind} below greatest", float(number < greatest)
        names = account.names[kind]
        yield f"{kind} named", float(names == number)
        yield f"{kind} more named", float(names > number)
        yield f"{kind} {size} named {_class(names)}", 1.0
    if what == WOUNDED:
        yield from _beside_the_dead(account, number, killed)
    for name, (dead, hurt) in account.people.items():
        mine = dead if what == KILLED else hurt
        yield f"{name} counted", float(mine == number)
        yield f"{name} beyond", float(dead + hurt - killed == number)
        yield f"{name} {_class(mine)} here {size}", 1.0
        yield f"{name} {_class(dead)} {_class(hurt)} here {size}", 1.0
    for word in account.words:
        yield f"{size} {word}", 1.0
    for word in account.opening:
        yield f"{size} {word}", 1.0
    for kind in (what, HIT):
        yield from account.near[kind].get(number, {}).items()
    if what == WOUNDED and killed:
        for name, value in account.near[HIT].get(number + killed, {}).items():
            yield f"with killed {name}", value


def _features(account: Account, number: int, what: str, killed: int) -> Features:
    found: dict[str, float] = {}
    for name, value in _shared(account, number, what, killed):
        if value:
            found[name] = found.get(name, 0.0) + value
    return found


def killed_candidates(account: Account) -> list[Number]:
    """Return the numbers of killed that a report supports, 0 among them."""
    return _candidates(account, KILLED, 0)


def wounded_candidates(account: Account, killed: int) -> list[Number]:
    """Return the numbers of wounded that a report supports beside so many killed, 0 among them."""
    return _candidates(account, WOUNDED, killed)


def _candidates(account: Account, what: str, killed: int) -> list[Number]:
    spans = _spans(account, what, killed)
    return [
        Number(number, spans.get(number), _features(account, number, what, killed))
        for number in sorted({0, *spans})
    ]


def choose_toll(account: Account, weights: Mapping[str, Weights]) -> Toll:
    """Return the killed and the wounded for which most speaks, each number above 0 with its words."""
    rows = killed_candidates(account)
    killed = rows[best([each.features for each in rows], weights[KILLED])]
    rows = wounded_candidates(account, killed.number)
    wounded = rows[best([each.features for each in rows], weights[WOUNDED])]
    return Toll(
        killed=killed.number,
        wounded=wounded.number,
        killed_span=killed.span,
        wounded_span=wounded.span,
    )
