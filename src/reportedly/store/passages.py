"""Passages across reports: each distinct one once, what it shares with others, and where it stands."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from sys import byteorder

from sqlalchemy import Connection, bindparam, delete, insert, or_, select

from reportedly.store.batches import batches
from reportedly.store.dialects import insert_new
from reportedly.store.schema import FORMULAS, PASSAGES, POSTINGS, SIMILAR, TEXTS
from reportedly.terms.lineage import Passage
from reportedly.terms.spans import Span

_AT_ONCE = 200


def keep_passages(
    connection: Connection,
    passages: Iterable[Passage],
    folded: Mapping[str, str],
    keys: Mapping[str, Iterable[int]],
) -> tuple[str, ...]:
    """Keep passages where they stand; return the digests that the record did not hold before, sorted.

    ``folded`` gives the folded words and ``keys`` the fingerprints (signed 64-bit) of each digest; those of
    a digest that is already there are not looked at. Raises KeyError for a new digest without its words.
    """
    kept = list(passages)
    digests = sorted({passage.digest for passage in kept})
    known = {
        digest
        for piece in batches(digests)
        for digest in connection.scalars(select(TEXTS.c.digest).where(TEXTS.c.digest.in_(piece)))
    }
    new = tuple(digest for digest in digests if digest not in known)
    held = {digest: sorted(set(keys.get(digest, ()))) for digest in new}
    rows = [{"digest": d, "folded": folded[d], "keys": _packed(held[d])} for d in new]
    if rows:
        connection.execute(insert(TEXTS), rows)
        _post(connection, held)
    if kept:
        connection.execute(insert_new(connection, PASSAGES), [_passage_row(passage) for passage in kept])
    return new


def pairs_sharing(
    connection: Connection, digests: Iterable[str], minimum: int, common: int
) -> Iterator[tuple[str, str, int]]:
    """Yield (digest, other, shared) for each other kept digest that shares ``minimum`` keys or more with one.

    Keys held by more than ``common`` distinct digests do not count. Sorted; a pair of two of the given
    digests comes once, the lesser first.
    """
    asked = set(digests)
    for piece in batches(sorted(asked), _AT_ONCE):
        held = _keys_of(connection, piece)
        holders = _holders(connection, {key for keys in held.values() for key in keys}, common)
        shared = {digest: Counter(n for key in held[digest] for n in holders.get(key, ())) for digest in held}
        numbers = {number for counts in shared.values() for number, n in counts.items() if n >= minimum}
        names = _names(connection, numbers)
        for digest in sorted(held):
            found = sorted((names[number], n) for number, n in shared[digest].items() if n >= minimum)
            for other, count in found:
                if other != digest and not (other in asked and other < digest):
                    yield digest, other, count


def crossed(connection: Connection, keys: Iterable[int], common: int) -> set[str]:
    """Return the digests that hold any of these keys that just became common, and remember those keys.

    A key is common once more than ``common`` distinct digests hold it, and stays so: it is reported once,
    counts for no pair from then on, and its postings are no longer added to, which keeps the cost of a
    report from growing with the record. Call it with the keys of new digests after keeping them.
    """
    asked = set(keys)
    fresh = asked - _formulas(connection, asked)
    holders: set[int] = set()
    became: list[int] = []
    for piece in batches(sorted(fresh)):
        for key, numbers in _postings(connection, piece).items():
            if len(numbers) > common:
                became.append(key)
                holders.update(numbers)
    if became:
        connection.execute(insert_new(connection, FORMULAS), [{"key": key} for key in became])
    return set(_names(connection, holders).values())


def folded_texts(connection: Connection, digests: Iterable[str]) -> dict[str, str]:
    """Return the folded words of these digests, by digest."""
    found: dict[str, str] = {}
    for piece in batches(sorted(set(digests))):
        query = (
            select(TEXTS.c.digest, TEXTS.c.folded).where(TEXTS.c.digest.in_(piece)).order_by(TEXTS.c.digest)
        )
        found.update((row.digest, row.folded) for row in connection.execute(query))
    return found


def keep_similar(connection: Connection, pairs: Iterable[tuple[str, str, float]]) -> None:
    """Keep pairs of digests that were aligned, with their identity, 0 to 1; a pair is kept once."""
    rows = [
        {"left": min(left, right), "right": max(left, right), "identity": identity}
        for left, right, identity in pairs
        if left != right
    ]
    if rows:
        connection.execute(insert_new(connection, SIMILAR), rows)


def similar_pairs(connection: Connection, digests: Iterable[str]) -> Iterator[tuple[str, str, float]]:
    """Yield (left, right, identity) of the kept pairs that have a side among these digests, sorted."""
    found: set[tuple[str, str, float]] = set()
    for piece in batches(sorted(set(digests))):
        sides = or_(SIMILAR.c.left.in_(piece), SIMILAR.c.right.in_(piece))
        found.update((row[0], row[1], row[2]) for row in connection.execute(select(SIMILAR).where(sides)))
    yield from sorted(found)


def prune_similar(
    connection: Connection, digests: Iterable[str], minimum: int, common: int
) -> tuple[tuple[str, str], ...]:
    """Drop kept pairs among these digests that no longer share ``minimum`` keys; return them, sorted.

    Keys held by more than ``common`` distinct digests do not count. Call it with what ``crossed`` returned.
    """
    asked = set(digests)
    dropped: list[tuple[str, str]] = []
    for piece in batches(sorted(asked), _AT_ONCE):
        pairs = [
            (left, right)
            for left, right in connection.execute(
                select(SIMILAR.c.left, SIMILAR.c.right).where(SIMILAR.c.left.in_(piece))
            )
            if right in asked
        ]
        held = _keys_of(connection, {digest for pair in pairs for digest in pair})
        both = {pair: held[pair[0]] & held[pair[1]] for pair in pairs}
        telling = set(_holders(connection, {key for keys in both.values() for key in keys}, common))
        dropped.extend(pair for pair, keys in both.items() if len(keys & telling) < minimum)
    if dropped:
        gone = delete(SIMILAR).where(SIMILAR.c.left == bindparam("a"), SIMILAR.c.right == bindparam("b"))
        connection.execute(gone, [{"a": left, "b": right} for left, right in dropped])
    return tuple(sorted(dropped))


def connected_digests(connection: Connection, digests: Iterable[str]) -> set[str]:
    """Return these digests and all that kept pairs join to them, directly or through others."""
    reached = set(digests)
    frontier = reached
    while frontier:
        joined = {side for pair in similar_pairs(connection, frontier) for side in pair[:2]}
        frontier = joined - reached
        reached |= frontier
    return reached


def occurrences(connection: Connection, digests: Iterable[str]) -> Iterator[Passage]:
    """Yield where these digests stand, by digest, report and place."""
    order = (PASSAGES.c.digest, PASSAGES.c.report_id, PASSAGES.c.start, PASSAGES.c.end)
    for piece in batches(sorted(set(digests))):
        rows = connection.execute(select(PASSAGES).where(PASSAGES.c.digest.in_(piece)).order_by(*order)).all()
        for row in rows:
            yield Passage(Span(row.report_id, row.start, row.end), row.digest, row.words)


def passages(connection: Connection, report_id: str) -> tuple[Passage, ...]:
    """Return the passages of one report in text order."""
    query = (
        select(PASSAGES).where(PASSAGES.c.report_id == report_id).order_by(PASSAGES.c.start, PASSAGES.c.end)
    )
    return tuple(
        Passage(Span(row.report_id, row.start, row.end), row.digest, row.words)
        for row in connection.execute(query)
    )


def _passage_row(passage: Passage) -> dict[str, str | int]:
    """Return the row of a passage."""
    span = passage.span
    return {
        "report_id": span.report_id,
        "start": span.start,
        "end": span.end,
        "digest": passage.digest,
        "words": passage.words,
    }


def _post(connection: Connection, held: Mapping[str, list[int]]) -> None:
    """Add the postings of new digests, formulas left out."""
    numbers = _numbers(connection, held)
    formulas = _formulas(connection, {key for keys in held.values() for key in keys})
    rows = [
        {"key": key, "text": numbers[digest]}
        for digest in held
        for key in held[digest]
        if key not in formulas
    ]
    if rows:
        connection.execute(insert(POSTINGS), rows)


def _numbers(connection: Connection, digests: Iterable[str]) -> dict[str, int]:
    """Return the number of each kept digest."""
    found: dict[str, int] = {}
    for piece in batches(digests):
        rows = connection.execute(select(TEXTS.c.digest, TEXTS.c.number).where(TEXTS.c.digest.in_(piece)))
        found.update((row.digest, row.number) for row in rows)
    return found


def _names(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the digest of each number."""
    found: dict[int, str] = {}
    for piece in batches(sorted(numbers)):
        rows = connection.execute(select(TEXTS.c.number, TEXTS.c.digest).where(TEXTS.c.number.in_(piece)))
        found.update((row.number, row.digest) for row in rows)
    return found


def _keys_of(connection: Connection, digests: Iterable[str]) -> dict[str, frozenset[int]]:
    """Return the keys of each kept digest."""
    found: dict[str, frozenset[int]] = {}
    for piece in batches(sorted(digests)):
        rows = connection.execute(select(TEXTS.c.digest, TEXTS.c["keys"]).where(TEXTS.c.digest.in_(piece)))
        found.update((digest, _unpacked(packed)) for digest, packed in rows)
    return found


def _holders(connection: Connection, keys: set[int], common: int) -> dict[int, list[int]]:
    """Return the text numbers that hold each key, keys that more than ``common`` hold left out."""
    found: dict[int, list[int]] = {}
    for piece in batches(sorted(keys - _formulas(connection, keys))):
        held = _postings(connection, piece)
        found.update((key, numbers) for key, numbers in held.items() if len(numbers) <= common)
    return found


def _postings(connection: Connection, keys: list[int]) -> dict[int, list[int]]:
    """Return the numbers of the texts that hold each key; no more keys than one query carries."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for key, number in connection.execute(select(POSTINGS).where(POSTINGS.c.key.in_(keys))):
        found[key].append(number)
    return found


def _formulas(connection: Connection, keys: Iterable[int]) -> set[int]:
    """Return those of the keys that are known to be common."""
    return {
        key
        for piece in batches(sorted(keys))
        for key in connection.scalars(select(FORMULAS.c.key).where(FORMULAS.c.key.in_(piece)))
    }


def _packed(keys: Iterable[int]) -> bytes:
    """Return keys as they are stored."""
    return _little(array("q", keys)).tobytes()


def _unpacked(packed: bytes) -> frozenset[int]:
    """Return keys as they were given."""
    keys = array("q")
    keys.frombytes(packed)
    return frozenset(_little(keys))


def _little(keys: array[int]) -> array[int]:
    """Return the array turned between this machine's byte order and the stored one."""
    if byteorder == "big":
        keys.byteswap()
    return keys
