"""What the sentences of a report tell of killed, wounded and hit people, and their total by a stated rule."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from reportedly.events.counts import find_counts
from reportedly.events.harm import MANY, Harmed, deadly_word, find_harmed
from reportedly.events.tree import Tree
from reportedly.language.language import Language
from reportedly.terms.counts import Count
from reportedly.terms.spans import Role, Span

KILLED, WOUNDED, HIT = "killed", "wounded", "hit"
LEADING = 3
"""Sentences with harm whose totals count; further down a report tells of single people and of other cases."""
MOST = 500
"""More than so many in one happening are a toll of a war or a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Killed and wounded of one report's main happening; 0 where it tells of none.

    The spans hold the words that each number above 0 rests on.
    """

    killed: int
    wounded: int
    killed_span: Span | None = None
    wounded_span: Span | None = None

    def counts(self) -> tuple[Count, ...]:
        """Return the numbers above 0 as counts, each at its words."""
        rows = ((KILLED, self.killed, self.killed_span), (WOUNDED, self.wounded, self.wounded_span))
        return tuple(
            Count(what=what, low=number, high=number, approximate=False, span=span)
            for what, number, span in rows
            if number and span is not None
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence says: people by noun phrases, and counts in figures or words.

    ``deadly`` are the words that tell of a deadly shooting, whoever died; ``multiple`` is how many a noun of
    harm says it befell ("triple murder"), with its words.
    """

    tree: Tree
    harmed: tuple[Harmed, ...]
    counts: tuple[Count, ...]
    deadly: Span | None
    multiple: tuple[str, int, Span] | None

    @property
    def span(self) -> Span:
        """The words of all the people and numbers told, or the others that tell of harm."""
        spans = [(h.start, h.end) for h in self.harmed] + [(c.span.start, c.span.end) for c in self.counts]
        spans += [(s.start, s.end) for s in (self.deadly, self.multiple[2] if self.multiple else None) if s]
        report_id = self.tree.reading.report_id
        return Span(report_id, min(start for start, _ in spans), max(end for _, end in spans))

    @property
    def headline(self) -> bool:
        """Whether the sentence is a headline."""
        return self.tree.sentence.role is Role.HEADLINE


@dataclass(frozen=True, slots=True)
class Sum:
    """How many one sentence says, and the words that say it."""

    number: int
    span: Span
    figure: bool


def _unreal(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether harm is denied, supposed or yet to come, by the words under the word that tells it."""
    words = language.realis
    if language.harm.subjects.get(tree.lemma(at)) == WOUNDED:
        return bool(
            {tree.word(i) for i in tree.kids(at, "advmod")} & words.negations
        )  # "expected to survive"
    near = {tree.word(i) for i in tree.kids(at, "advmod", "aux", "det", "mark")}
    return bool(near & (words.negations | words.future | words.possible | words.conditions)) or any(
        tree.word(i) == "to" for i in tree.kids(at, "mark")
    )


def _multiple(tree: Tree, language: Language) -> tuple[str, int, Span] | None:
    """Return what a noun of harm says befell how many: "double homicide" is 2 killed."""
    words = language.harm
    for at in range(tree.sentence.first, tree.sentence.last - 1):
        word = tree.word(at)
        if word in words.multiples:
            last = at + 2 if tree.word(at + 1) in {"-", "fatal"} else at + 1
            what = words.nouns.get(tree.word(last)) if last < tree.sentence.last else None
            if what is not None:
                tokens, size = tree.reading.tokens, MANY + words.multiples.index(word)
                return what, size, Span(tree.reading.report_id, tokens[at].start, tokens[last].end)
    return None


def told_by(tree: Tree, language: Language) -> Told:
    """Return what one sentence says of killed, wounded and hit people."""
    everybody = find_harmed(tree, language)
    spared = [h for h in everybody if _unreal(tree, h.at, language)]
    harmed = [h for h in everybody if h not in spared]
    sentence, reading = tree.sentence, tree.reading
    found = find_counts(reading.text, reading.report_id, sentence.start, sentence.end, language)
    counts = tuple(
        c
        for c in found
        if c.what in {KILLED, WOUNDED, HIT}
        and (c.low or 0) <= MOST
        and all(c.span.end <= h.start or h.end <= c.span.start for h in spared)
    )
    kept = [
        h
        for h in harmed
        if all(c.what in {h.what, HIT} or c.span.end <= h.start or h.end <= c.span.start for c in counts)
    ]
    at = deadly_word(tree, language)
    token = reading.tokens[at] if at is not None else None
    deadly = Span(reading.report_id, token.start, token.end) if token is not None else None
    return Told(tree, tuple(kept), counts, deadly, _multiple(tree, language))


def _harmless(tree: Tree, words: frozenset[str]) -> bool:
    """Tell whether a sentence holds none of the words by which harm is told."""
    held = range(tree.sentence.first, tree.sentence.last)
    return not any(tree.lemma(i) in words or tree.word(i) in words for i in held)


def told_of(trees: Sequence[Tree], language: Language) -> list[Told]:
    """Return what each sentence says that says anything of harm, in text order."""
    words = language.harm.telling
    rows = (told_by(tree, language) for tree in trees if not _harmless(tree, words))
    return [row for row in rows if row.harmed or row.counts or row.deadly or row.multiple]


def _spread(told: Told, rows: Sequence[Harmed]) -> Span:
    """Return the stretch that holds all these noun phrases."""
    return Span(told.tree.reading.report_id, min(h.start for h in rows), max(h.end for h in rows))


def sums(told: Told, what: str) -> Iterator[Sum]:
    """Yield the numbers that one sentence gives: its figures, and the joined nouns of each word of harm."""
    for count in told.counts:
        if count.what == what and count.low:
            yield Sum(count.low, count.span, True)
    by_word: defaultdict[int, list[Harmed]] = defaultdict(list)
    for harmed in told.harmed:
        if harmed.what == what and harmed.low <= MOST and not harmed.own:
            by_word[harmed.at].append(harmed)
    for rows in by_word.values():
        yield Sum(sum(h.low for h in rows), _spread(told, rows), False)
    if told.multiple is not None and told.multiple[0] == what:
        yield Sum(told.multiple[1], told.multiple[2], True)


def total(told: Told, what: str) -> Sum | None:
    """Return how many one sentence says: the greatest of its figures and of the sums of joined nouns.

    Who kills others and himself is one more.
    """
    own = [h for h in told.harmed if h.what == what and h.own]
    greatest = max(sums(told, what), key=lambda each: each.number, default=None)
    named = [h for h in told.harmed if h.what == what and h.name and not h.own]
    names = len(apart({frozenset((h.name or "").split()) for h in named}))
    if names > (greatest.number if greatest is not None else 0):
        greatest = Sum(names, _spread(told, named), False)
    if not own:
        return greatest
    span = _spread(told, own)
    if greatest is None:
        return Sum(1, span, False)
    start, end = min(span.start, greatest.span.start), max(span.end, greatest.span.end)
    return Sum(greatest.number + 1, Span(span.report_id, start, end), greatest.figure)


def apart(names: Collection[frozenset[str]]) -> list[frozenset[str]]:
    """Return the names that share no word, the longest of those that do."""
    kept: list[frozenset[str]] = []
    for name in sorted(names, key=lambda each: (-len(each), sorted(each))):
        if not any(name & other for other in kept):
            kept.append(name)
    return kept


def named(rows: Sequence[Told], what: str) -> list[frozenset[str]]:
    """Return the words of the names of those to whom it befell, each person once."""
    return apart(
        {frozenset(h.name.split()) for told in rows for h in told.harmed if h.what == what and h.name}
    )


def _names_span(rows: Sequence[Told], what: str) -> Span | None:
    """Return the words of the first name of somebody to whom it befell."""
    return next((_spread(told, [h]) for told in rows for h in told.harmed if h.what == what and h.name), None)


def tellings(rows: Sequence[Told], what: str) -> list[tuple[int, Sum]]:
    """Return the totals of a thing in text order with the index of their rows."""
    return [(at, each) for at, told in enumerate(rows) if (each := total(told, what)) is not None]


def greatest(rows: Sequence[Told], what: str) -> tuple[int, Span | None]:
    """Return the greatest total of the first sentences that give one, or how many are named if more."""
    found = max(
        (each for _, each in tellings(rows, what)[:LEADING]), key=lambda each: each.number, default=None
    )
    names = len(named(rows, what))
    if names > (found.number if found is not None else 0):
        return names, _names_span(rows, what)
    return (found.number, found.span) if found is not None else (0, None)


def _other(told: Told) -> bool:
    """Tell whether a sentence wounds somebody beside the one whom it kills."""
    dead = {h.start for h in told.harmed if h.what == KILLED}
    dead |= {c.span.start for c in told.counts if c.what == KILLED}
    hurt = [h.start for h in told.harmed if h.what != KILLED and not (h.definite and h.name is None)]
    hurt += [c.span.start for c in told.counts if c.what != KILLED]
    return bool(dead) and any(start not in dead for start in hurt)


def someone_else(rows: Sequence[Told]) -> bool:
    """Tell whether names or a sentence tell apart somebody wounded from the dead."""
    dead = named(rows, KILLED)
    hurt = [*named(rows, WOUNDED), *named(rows, HIT)]
    living = [name for name in hurt if not any(name & other for other in dead)]
    return any(_other(told) for told in rows) or bool(living and dead)


def toll_by_rule(rows: Sequence[Told]) -> Toll:
    """Return the toll of a report's main happening from what its sentences tell, in text order.

    A total is the greatest number of the first ``LEADING`` sentences that give one, or the number of people
    named, whichever is greater; a deadly shooting has one dead at least. Who was hit and died is killed, not
    wounded: hit people beyond the killed are wounded, and a single wounded person beside a single dead one
    must be told apart by name or sentence.
    """
    (killed, dead), (wounded, hurt), (hit, struck) = (greatest(rows, what) for what in (KILLED, WOUNDED, HIT))
    deadly = next((told.deadly for told in rows if told.deadly is not None), None)
    if not killed and deadly is not None:
        killed, dead = 1, deadly
    left = max(wounded, hit - killed)
    if killed and left < MANY:
        left = 1 if someone_else(rows) and (wounded or hit) else 0
    span = hurt if wounded >= left and hurt is not None else struck
    return Toll(killed=killed, wounded=left, killed_span=dead, wounded_span=span if left else None)
