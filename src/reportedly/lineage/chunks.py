"""Chunks: the words of a text in one pass, what stands between two spaces looked up as a number.

A chunk is known by a 64-bit hash of its code points; its words stand in a table of a fixed size, in either of
two places (Pagh and Rodler, "Cuckoo hashing", Journal of Algorithms 51, 2004). So a text costs one compiled
pass over its code points, and only a chunk not met before is read as a string.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from threading import Lock
from typing import NamedTuple

import numpy as np
from xxhash import xxh3_64_intdigest

from reportedly.lineage.coding import code_words
from reportedly.lineage.compiled import compiled
from reportedly.lineage.cutting import QUOTED, Bytes, Codes, Digests, Numbers, Points, Words
from reportedly.lineage.folding import LONGEST_REMEMBERED, read_chunk

BITS = 18
"""Bits of a place in the table."""
HELD = 4
"""Words of a chunk that is kept there."""
MOVES = 8
"""Chunks moved at most to make room for one."""
OUTER = "\"'`´‘’‚‛“”„‟«»‹›「」『』＂＇ \t\r\n\f\v\u00a0\u2009\u200a\u202f\u3000\ufeff"
"""What a passage's span leaves out at both its ends."""

_LAST = 0xFFFF
"""The highest code point that may be of a kind."""
_SPACE, _OUTER, _STRAIGHT, _OPENING, _CLOSING = 1, 2, 4, 8, 16

_ROW = struct.Struct(f"<Q{HELD}H{HELD}B{HELD}B{2 * HELD}B{HELD}Q")
"""A chunk in the table, 64 bytes: its hash; of each of its words the code, the letters, the marks, the place
in the chunk, and the hash. A word that is not there has no letters."""
_ONE_WORD = struct.Struct(f"<QH{2 * HELD - 2}xB{HELD - 1}xB{HELD - 1}xBB{2 * HELD - 2}xQ{8 * HELD - 8}x")
"""The same where there is one word."""
_WIDTH = _ROW.size // 8
_CODES, _LETTERS, _MARKS, _PLACES, _HASHES = 4, 16, 20, 24, 4  # in 16 bits, bytes, bytes, bytes, 64 bits

_SEED, _BASE = np.uint64(0x243F6A8885A308D3), np.uint64(0x9E3779B97F4A7C15)
_FIRST_MIX, _SECOND_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_ONE, _HALF = np.uint64(1), np.uint64(32)
_FIRST_PLACE, _SECOND_PLACE = np.uint64(64 - BITS), np.uint64(64 - 2 * BITS)
_PLACE = np.uint64((1 << BITS) - 1)

Views = tuple[Digests, Codes, Bytes]
"""The table as rows of 64 bits, of 16 bits and of bytes."""
Rest = tuple[Numbers, Digests]
"""Of each chunk that is not in the table where its words begin, and where the last end; of each of these
words the place in the chunk, the code, the letters, the marks and the hash."""


Word = tuple[int, int, int, int, int, int]
"""The same of one word."""


class Found(NamedTuple):
    """The chunks of a text: the bounds of the stretches; of each stretch its first chunk, and how many there
    are; of each chunk where it starts in the text and its place in the table; and those that are not there
    (start, end, hash), the first of which has the place -1."""

    bounds: Numbers
    first: Numbers
    starts: Numbers
    places: Numbers
    unknown: Digests


class Read(NamedTuple):
    """The stretches of a text that count, and their words as in ``Words``, with the hash of each."""

    starts: Numbers
    ends: Numbers
    first: Numbers
    codes: Codes
    letters: Bytes
    marks: Bytes
    begins: Points
    after: Points
    hashes: Digests


def word_hash(word: str) -> int:
    """Return the XXH3 64-bit digest of a folded word."""
    return xxh3_64_intdigest(word.encode("utf-8", "surrogatepass"))


def read_words(text: str, stretches: Sequence[tuple[int, int]]) -> Words:
    """Return the words of stretches of a text, in code points, in their order; ends are cut to the text.

    No word goes over the end of a stretch. Whether it is quoted is told from the whole text.
    """
    read = read_stretches(text, stretches)
    return Words(read.first, read.codes, read.letters, read.marks, read.begins, read.after)


def read_stretches(text: str, stretches: Sequence[tuple[int, int]], fewest: int = 0) -> Read:
    """Return the stretches of a text that have ``fewest`` words, trimmed of ``OUTER``, and their words.

    Where ``fewest`` is 0 all of them count, as they are.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    bounds = np.fromiter(chain.from_iterable(stretches), np.int64, 2 * len(stretches)).reshape(-1, 2)
    kinds, views = _kinds(), _TABLE.views
    with _TABLE.lock:
        found = _find(points, kinds, bounds, fewest > 0, views)
        if not len(found.unknown):
            return _tell(points, kinds, found, fewest, views, _NOTHING)
        rows, rest = _learnt(text, found.unknown.tolist())
        read = _tell(points, kinds, found, fewest, views, rest)
        _keep(views[0], rows)  # not before: it drives others out
    return read


@dataclass(slots=True)
class _Table:
    """The chunks met last."""

    views: Views
    lock: Lock = field(default_factory=Lock)


def _table() -> _Table:
    """Return a table without chunks."""
    rows = np.zeros((1 << BITS, _WIDTH), np.uint64)
    return _Table((rows, rows.view(np.uint16), rows.view(np.uint8)))


_TABLE = _table()
_NOTHING: Rest = (np.zeros(1, np.int64), np.zeros((0, 6), np.uint64))


@cache
def _kinds() -> Bytes:
    """Return of each code point what it is: a space, as ``str.split`` has it, or a mark."""
    kinds = np.zeros(_LAST + 1, np.uint8)
    for point in range(_LAST + 1):
        kinds[point] = _SPACE * chr(point).isspace()
    told = ((_OUTER, OUTER), (_STRAIGHT, '"'), (_OPENING, "“„«"), (_CLOSING, "”»\n\u2029"))
    for kind, characters in told:
        kinds[[*map(ord, characters)]] |= kind
    return kinds


def _learnt(text: str, unknown: Sequence[tuple[int, int, int]]) -> tuple[Digests, Rest]:
    """Return the rows of chunks that can be kept, and the words of all of them, in order."""
    known: dict[str, list[Word]] = {}
    rows, words, first = [], [], [0]
    for start, end, key in unknown:
        told = text[start:end]
        if told not in known:
            known[told] = found = _words(told)
            if len(found) <= HELD and len(told) <= LONGEST_REMEMBERED:
                rows.append(_row(key, found))
        words += known[told]
        first.append(len(words))
    kept = np.frombuffer(b"".join(rows), np.uint64).reshape(-1, _WIDTH)
    return kept, (np.array(first, np.int64), np.array(words, np.uint64).reshape(-1, 6))


def _words(told: str) -> list[Word]:
    """Return the words of a chunk."""
    return [
        (start, end, ord(code_words((word,))), min(len(word), 255), marks, word_hash(word))
        for word, start, end, marks in read_chunk(told)
    ]


def _row(key: int, words: list[Word]) -> bytes:
    """Return a chunk as it is kept."""
    if len(words) == 1:
        begin, end, code, letters, marks, hashed = words[0]
        return _ONE_WORD.pack(key, code, letters, marks, begin, end, hashed)
    begins, ends, codes, letters_, marks_, hashes = zip(
        *words, *[(0, 0, 0, 0, 0, 0)] * (HELD - len(words)), strict=True
    )
    places = chain.from_iterable(zip(begins, ends, strict=True))
    return _ROW.pack(key, *codes, *letters_, *marks_, *places, *hashes)


@compiled
def _keep(table: Digests, rows: Digests) -> None:
    """Keep chunks: what stands in the place of one goes to its own other place, a few times over; the last
    to be driven out is let go."""
    for at in range(len(rows)):
        row = rows[at].copy()
        place = row[0] >> _FIRST_PLACE
        for _ in range(MOVES):
            held = table[place].copy()
            table[place] = row
            if not held[0]:
                break
            row, first = held, held[0] >> _FIRST_PLACE
            place = (held[0] >> _SECOND_PLACE) & _PLACE if place == first else first


@compiled
def _trimmed(points: Points, kinds: Bytes, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of a text without the space and the quotation marks around it."""
    while end > start and kinds[min(points[end - 1], _LAST)] & _OUTER:
        end -= 1
    while start < end and kinds[min(points[start], _LAST)] & _OUTER:
        start += 1
    return start, end


@compiled
def _bounds(points: Points, kinds: Bytes, stretches: Numbers, trims: bool) -> Numbers:
    """Return stretches cut to the text, trimmed or not."""
    bounds = np.empty_like(stretches)
    for at in range(len(stretches)):
        start = min(max(stretches[at, 0], 0), len(points))
        end = max(start, min(stretches[at, 1], len(points)))
        if trims:
            start, end = _trimmed(points, kinds, start, end)
        bounds[at, 0], bounds[at, 1] = start, end
    return bounds


@compiled
def _quoted(points: Points, kinds: Bytes) -> Bytes:
    """Return of each code point whether it stands within quotation marks: 1 or 0.

    Straight marks open and close in turn; a paragraph begins unquoted.
    """
    quoted = np.empty(len(points), np.uint8)
    open_ = 0
    for at in range(len(points)):
        kind = kinds[min(points[at], _LAST)]
        if kind >= _STRAIGHT:
            open_ = 1 - open_ if kind & _STRAIGHT else (1 if kind & _OPENING else 0)
        quoted[at] = open_
    return quoted


@compiled
def _chunks(points: Points, kinds: Bytes, bounds: Numbers) -> tuple[Numbers, Numbers, Digests, Numbers]:
    """Return where the chunks of stretches start and end, and their hashes, never 0; the first of each
    stretch, and how many there are."""
    most = 0
    for at in range(len(bounds)):
        most += (bounds[at, 1] - bounds[at, 0] + 1) // 2
    starts, ends, keys = np.empty(most, np.int64), np.empty(most, np.int64), np.empty(most, np.uint64)
    first = np.zeros(len(bounds) + 1, np.int64)
    count = 0
    for stretch in range(len(bounds)):
        at, end = bounds[stretch]
        while at < end:
            start, key = at, _SEED
            while at < end and not kinds[min(points[at], _LAST)] & _SPACE:
                key = (key ^ np.uint64(points[at])) * _BASE
                key ^= key >> _HALF
                at += 1
            if at > start:
                key = (key ^ (key >> np.uint64(30))) * _FIRST_MIX
                key = (key ^ (key >> np.uint64(27))) * _SECOND_MIX
                starts[count], ends[count], keys[count] = start, at, (key ^ (key >> np.uint64(31))) | _ONE
                count += 1
            at += 1
        first[stretch + 1] = count
    return starts[:count], ends[:count], keys[:count], first


@compiled
def _places(keys: Digests, table: Digests) -> tuple[Numbers, int]:
    """Return where chunks stand in the table, and how many are not there: the first of them stands at -1."""
    places = np.empty(len(keys), np.int64)
    missing = 0
    for at in range(len(keys)):
        place = keys[at] >> _FIRST_PLACE
        if table[place, 0] != keys[at]:
            place = (keys[at] >> _SECOND_PLACE) & _PLACE
        if table[place, 0] == keys[at]:
            places[at] = place
        else:
            missing += 1
            places[at] = -missing
    return places, missing


@compiled
def _find(points: Points, kinds: Bytes, stretches: Numbers, trims: bool, views: Views) -> Found:
    """Return the chunks of stretches of a text, the stretches trimmed or as they are."""
    bounds = _bounds(points, kinds, stretches, trims)
    starts, ends, keys, first = _chunks(points, kinds, bounds)
    places, missing = _places(keys, views[0])
    unknown = np.empty((missing, 3), np.uint64)
    if missing:
        for at in range(len(keys)):
            if places[at] < 0:
                told = unknown[-1 - places[at]]
                told[0], told[1], told[2] = starts[at], ends[at], keys[at]
    return Found(bounds, first, starts, places, unknown)


@compiled
def _counted(places: Numbers, told: Bytes, rest: Numbers) -> Numbers:
    """Return how many words there are up to each chunk."""
    words = np.zeros(len(places) + 1, np.int64)
    for at in range(len(places)):
        place, size = places[at], 0
        if place < 0:
            size = rest[-place] - rest[-place - 1]
        else:
            while size < HELD and told[place, _LETTERS + size]:
                size += 1
        words[at + 1] = words[at] + size
    return words


@compiled
def _fill(read: Read, at: int, start: int, views: Views, place: int) -> None:
    """Write the words of a chunk that is in the table, from the word ``at`` on."""
    table, codes, told = views
    for nth in range(HELD):
        if not told[place, _LETTERS + nth]:
            break
        read.codes[at + nth] = codes[place, _CODES + nth]
        read.letters[at + nth] = told[place, _LETTERS + nth]
        read.marks[at + nth] = told[place, _MARKS + nth]
        read.begins[at + nth] = start + told[place, _PLACES + 2 * nth]
        read.after[at + nth] = start + told[place, _PLACES + 2 * nth + 1]
        read.hashes[at + nth] = table[place, _HASHES + nth]


@compiled
def _fill_apart(read: Read, at: int, start: int, words: Digests) -> None:
    """Write the words of a chunk that is not in the table, from the word ``at`` on."""
    for nth in range(len(words)):
        read.begins[at + nth] = start + words[nth, 0]
        read.after[at + nth] = start + words[nth, 1]
        read.codes[at + nth] = words[nth, 2]
        read.letters[at + nth] = words[nth, 3]
        read.marks[at + nth] = words[nth, 4]
        read.hashes[at + nth] = words[nth, 5]


@compiled
def _room(stretches: int, words: int) -> Read:
    """Return room for so many stretches and words."""
    return Read(
        np.empty(stretches, np.int64),
        np.empty(stretches, np.int64),
        np.zeros(stretches + 1, np.int64),
        np.empty(words, np.uint16),
        np.empty(words, np.uint8),
        np.empty(words, np.uint8),
        np.empty(words, np.uint32),
        np.empty(words, np.uint32),
        np.empty(words, np.uint64),
    )


@compiled
def _tell(points: Points, kinds: Bytes, found: Found, fewest: int, views: Views, rest: Rest) -> Read:
    """Return the stretches that have so many words, and their words."""
    starts, places, first = found.starts, found.places, found.first
    words = _counted(places, views[2], rest[0])
    sizes = words[first[1:]] - words[first[:-1]]
    kept = np.flatnonzero(sizes >= fewest)
    read = _room(len(kept), np.sum(sizes[kept]))
    quoted = _quoted(points, kinds)
    for to in range(len(kept)):
        stretch = kept[to]
        read.starts[to], read.ends[to] = found.bounds[stretch]
        begun = read.first[to]
        read.first[to + 1] = begun + sizes[stretch]
        shift = begun - words[first[stretch]]
        for at in range(first[stretch], first[stretch + 1]):
            if places[at] >= 0:
                _fill(read, shift + words[at], starts[at], views, places[at])
            else:
                nth = -1 - places[at]
                _fill_apart(read, shift + words[at], starts[at], rest[1][rest[0][nth] : rest[0][nth + 1]])
        for word in range(begun, begun + sizes[stretch]):
            read.marks[word] |= quoted[read.begins[word]] * QUOTED
    return read
