"""Choosing: one source for each word of a passage, however many sentences of others were joined in it."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.lineage.choose import MOST_COPIES
from reportedly.terms.lineage import Copy

from .making import copies, day, facts, links, passages

ROOTS = ("bar", "pier", "lant", "rop", "mil", "orch", "fer", "goat", "kil", "wel", "harb", "gate")
ENDS = ("ges", "ns", "ers", "ow", "ing", "ed", "ly", "y", "a", "or")
COMMON = ("the", "of", "and", "to", "in", "that", "said", "was", "on", "by", "for", "with", "it", "at")


def sentence(chance: Random, words: int) -> str:
    """Return a sentence of made-up words and such as any has."""
    told = [
        chance.choice(ROOTS) + chance.choice(ENDS) if chance.random() < 0.6 else chance.choice(COMMON)
        for _ in range(words)
    ]
    return " ".join(told).capitalize() + "."


def story(chance: Random) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return sources, and reports that join whole sentences of them and parts of others to long ones."""
    sources = {
        f"s{n}": [sentence(chance, chance.randint(5, 25)) for _ in range(chance.randint(5, 30))]
        for n in range(3)
    }
    pieces = [each.rstrip(".") for told in sources.values() for each in told]
    made: dict[str, list[str]] = {}
    for n in range(3):
        lines = []
        for _ in range(chance.randint(1, 6)):
            parts = []
            for _ in range(chance.randint(1, 16)):
                words = chance.choice(pieces).split()
                at = chance.randrange(len(words)) if chance.random() < 0.4 else 0
                parts.append(" ".join(words[at : at + chance.randint(3, 25)]))
            lines.append(", ".join(parts) + ".")
        made[f"t{n}"] = lines + chance.sample([each + "." for each in pieces], 5)
    return sources, made


def by_passage(found: Sequence[Copy], made: dict[str, list[str]]) -> list[list[Copy]]:
    """Return the copies in each passage of some reports."""
    held: defaultdict[tuple[str, int], list[Copy]] = defaultdict(list)
    cuts = {name: passages(name, told)[1] for name, told in made.items()}
    for copy in found:
        if copy.copy.report_id in cuts:
            (at,) = (
                at
                for at, each in enumerate(cuts[copy.copy.report_id])
                if each.span.start <= copy.copy.start < copy.copy.end <= each.span.end
            )
            held[copy.copy.report_id, at].append(copy)
    return list(held.values())


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 2**32))
def test_no_word_has_two_sources(seed: int) -> None:
    """Joined of many, a passage is taken apart: each part is found in one place, none twice, none outside."""
    sources, made = story(Random(seed))
    known = [facts(name, day(1)) for name in sources] + [facts(name, day(5)) for name in made]
    found = copies(sources | made, *known)
    texts = {name: passages(name, told)[0] for name, told in (sources | made).items()}

    for own in by_passage(found, made):
        assert len(own) < MOST_COPIES
        spans = sorted((each.copy.start, each.copy.end) for each in own)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(
        0 <= each.source.start < each.source.end <= len(texts[each.source.report_id]) for each in found
    )
    assert all(0 < each.identity <= 1 for each in found)


@pytest.mark.parametrize("joined", [2, 3])
def test_joined_sentences_are_found_one_by_one(joined: int) -> None:
    """A rewriter makes one sentence of several: what is left of it has its source too."""
    chance = Random(joined)
    source = [sentence(chance, 14) for _ in range(8)]
    line = ", ".join(each.rstrip(".") for each in source[:joined]) + "."
    found = copies({"a": source, "b": [*source[5:], line]}, facts("a", day(1)), facts("b", day(5)))

    assert links(found) == {("a", "b")}
    assert len(found) == 3 + joined
