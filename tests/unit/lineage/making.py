"""Reports for the tests of lineage, short to write."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from reportedly.lineage.align import Worded, is_headline
from reportedly.lineage.chunks import read_words
from reportedly.lineage.coding import code_words
from reportedly.lineage.columns import AtHand, Coded
from reportedly.lineage.direction import Facts, precedence
from reportedly.lineage.grounds import DIRECTIONS, NONE, ground
from reportedly.lineage.passages import cut
from reportedly.lineage.reference import find_copies
from reportedly.lineage.subsequence import Codes
from reportedly.terms.lineage import Copy, Direction, Passage
from reportedly.terms.times import Basis, Grain, When

WALL = "The sea wall at Port Amaro gave way shortly before dawn and flooded the lower town."
MAYOR = "Mayor Lena Brandt said the pumps had been out of order since the spring and nobody repaired them."
SCHOOL = "About 300 people spent the night in the school hall on the hill above the station."
FISH = "Wholesale prices for herring doubled within a week as the fleet stayed in harbour."
STORM = "Forecasters expect the storm to turn north on Thursday and to lose its force over the plains."


def day(number: int) -> When:
    """Return a publication date of grain day in May 2031."""
    start = datetime(2031, 5, number, tzinfo=UTC)
    return When(start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)


def minute(number: int, hour: int) -> When:
    """Return a publication time of grain minute in May 2031."""
    start = datetime(2031, 5, number, hour, tzinfo=UTC)
    end = start + timedelta(minutes=1)
    return When(start=start, end=end, grain=Grain.MINUTE, basis=Basis.STATED, span=None)


def facts(report_id: str, published: When | None = None, outlet: str | None = None, *credits: str) -> Facts:
    """Return the facts of a report; its id is its rank."""
    return Facts(
        report_id=report_id, published=published, outlet=outlet, credits=frozenset(credits), rank=report_id
    )


def passages(report_id: str, sentences: Sequence[str]) -> tuple[str, Sequence[Passage]]:
    """Return the text that the sentences make and its passages."""
    text, places = "", []
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return text, cut(report_id, text, places)


def copies(reports: Mapping[str, Sequence[str]], *known: Facts) -> tuple[Copy, ...]:
    """Return the copies among reports given as sentences by id, nothing known but ``known``."""
    made = {report_id: passages(report_id, sentences) for report_id, sentences in reports.items()}
    all_facts = {report_id: facts(report_id) for report_id in reports} | {one.report_id: one for one in known}
    found = [passage for _, cut_ in made.values() for passage in cut_]
    return find_copies(found, {report_id: text for report_id, (text, _) in made.items()}, all_facts)


def links(found: Sequence[Copy]) -> set[tuple[str, str]]:
    """Return the pairs of report ids (source, copy) that copies make."""
    return {(copy.source.report_id, copy.copy.report_id) for copy in found}


def codes(words: Sequence[str]) -> Codes:
    """Return the codes of folded words."""
    return np.array([*map(ord, code_words(words))], dtype=np.uint16)


def worded(text: str) -> Worded:
    """Return the words of a text."""
    words = read_words(text, [(0, len(text))])
    return Worded(words.codes, words.letters, words.marks, is_headline(words.marks))


def at_hand(*reports: tuple[Facts, Sequence[str]]) -> AtHand:
    """Return reports of some sentences at hand, numbered as they are given."""
    order = sorted((known for known, _ in reports), key=precedence)
    cuts = []
    for known, sentences in reports:
        text, places = "", []
        for sentence in sentences:
            places.append((len(text), len(text) + len(sentence)))
            text += sentence + "\n"
        cuts.append(cut(known.report_id, text, places))
    held = AtHand()
    rank = np.array([order.index(known) for known, _ in reports], dtype=np.int64)
    held.expect([len(each) for each in cuts], rank)
    held.take(Coded(number, reports[number][0], each) for number, each in enumerate(cuts))
    return held


def direct(left: Facts, right: Facts) -> tuple[str, str, Direction]:
    """Return (id of the source, id of the copy, the ground); of two reports one is the other's source."""
    columns = at_hand((left, ()), (right, ())).columns()
    forth, back = ground(columns, 1, 0), ground(columns, 0, 1)

    assert (forth == NONE) != (back == NONE)
    if back == NONE:
        return left.report_id, right.report_id, DIRECTIONS[forth]
    return right.report_id, left.report_id, DIRECTIONS[back]
