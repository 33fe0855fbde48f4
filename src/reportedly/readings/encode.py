"""Words -> what the network takes: piece ids, feature codes, windows, padded batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from reportedly.readings.labels import CASINGS, QUOTINGS, SPACINGS

Ints = NDArray[np.int32]

START_ID, END_ID, UNKNOWN_ID = 101, 102, 100
MOST_PIECES_A_WORD = 8  # a web address says no more with fifty pieces than with eight
CASING = {name: code for code, name in enumerate(CASINGS)}
SPACING = {name: code for code, name in enumerate(SPACINGS)}
QUOTING = {name: code for code, name in enumerate(QUOTINGS)}
OPENING_MARKS, CLOSING_MARKS, EITHER_MARKS = ("“", "«", "„", "``"), ("”", "»", "''"), ('"', "＂")
MARKS = frozenset(OPENING_MARKS + CLOSING_MARKS + EITHER_MARKS)
SENTENCE_ENDS = frozenset((".", "!", "?", "...", "…", "”", '"', ")"))


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as arrays: one row a word (W), and the pieces of all words in a row (L)."""

    ids: Ints  # [L] piece ids
    pieces: Ints  # [W] how many pieces each word has
    casing: Ints  # [W] codes into CASINGS
    spacing: Ints  # [W] codes into SPACINGS: the white space before the word
    quoting: Ints  # [W] codes into QUOTINGS
    ends: NDArray[np.bool_]  # [W] whether a sentence may end with the word


@dataclass(frozen=True, slots=True)
class Window:
    """Words `left` to `right` are shown to the network, those from `start` to `end` are read."""

    left: int
    start: int
    end: int
    right: int


class Pieces:
    """Word -> its piece ids and casing code, remembered: news repeats its words."""

    def __init__(self, tokenizer: Tokenizer, most: int = 200_000) -> None:
        self.tokenizer = tokenizer
        self.most = most
        self.known: dict[str, tuple[tuple[int, ...], int]] = {}

    def look_up(self, words: Sequence[str]) -> list[tuple[tuple[int, ...], int]]:
        """The (piece ids, casing code) of each word."""
        new = list({word for word in words if word not in self.known})
        if new:
            if len(self.known) + len(new) > self.most:
                self.known.clear()
                new = list(set(words))
            sound = [word.encode("utf-8", "replace").decode("utf-8") for word in new]  # no lone surrogates
            for word, found in zip(
                new, self.tokenizer.encode_batch(sound, add_special_tokens=False), strict=True
            ):
                ids = tuple(found.ids[:MOST_PIECES_A_WORD]) or (UNKNOWN_ID,)
                self.known[word] = (ids, casing_of(word))
        return [self.known[word] for word in words]


def load_tokenizer(path: str) -> Tokenizer:
    """The piece tokenizer at `path`, without padding or truncation."""
    tokenizer = Tokenizer.from_file(path)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def casing_of(word: str) -> int:
    """The code of the word's casing."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if not letters:
        return CASING["digits" if digits else "other"]
    if digits:
        return CASING["digits_letters"]
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return CASING["lower"]
    if all(upper):
        return CASING["initial" if len(letters) == 1 else "upper"]
    return CASING["title" if upper[0] and not any(upper[1:]) else "mixed"]


def spacing_between(text: str, spans: Sequence[tuple[int, int]]) -> Ints:
    """The code of the white space before each word; the first word starts a paragraph."""
    out = np.zeros(len(spans), np.int32)
    before = 0
    for i, (start, end) in enumerate(spans):
        if start > before:
            lines = text.count("\n", before, start)
            out[i] = SPACING["paragraph" if lines > 1 else "line" if lines else "space"]
        before = end
    if len(spans):
        out[0] = SPACING["paragraph"]
    return out


def quoting_of(words: Sequence[str], spacing: Ints) -> Ints:
    """Whether each word is outside or inside double quotation marks, or is such a mark.

    A quotation left open is closed by the next paragraph, unless that begins with a mark.
    """
    out = np.zeros(len(words), np.int32)
    marks = {i for i, word in enumerate(words) if word in MARKS}
    if not marks:
        return out
    breaks = set(np.flatnonzero(spacing >= SPACING["line"]).tolist())
    inside, since = False, 0
    for i in sorted(marks | breaks):
        if inside:
            out[since:i] = QUOTING["inside"]
        since = i + 1
        if i not in marks:
            inside, since = False, i
            continue
        word = words[i]
        opens = word in OPENING_MARKS or (word in EITHER_MARKS and (not inside or i in breaks))
        out[i] = QUOTING["opening" if opens else "closing"]
        inside = opens
    if inside:
        out[since:] = QUOTING["inside"]
    return out


def encode_words(text: str, spans: Sequence[tuple[int, int]], pieces: Pieces) -> Encoded:
    """The words of `text` at `spans` as the network takes them."""
    words = [text[start:end] for start, end in spans]
    found = pieces.look_up(words)
    spacing = spacing_between(text, spans)
    return Encoded(
        ids=np.array([piece for ids, _ in found for piece in ids], np.int32),
        pieces=np.array([len(ids) for ids, _ in found], np.int32),
        casing=np.array([code for _, code in found], np.int32),
        spacing=spacing,
        quoting=quoting_of(words, spacing),
        ends=np.array([word in SENTENCE_ENDS for word in words], bool),
    )


def cut_quality(encoded: Encoded) -> Ints:
    """How good a place each word is to begin a window: 3 paragraph, 2 line, 1 after a sentence end."""
    quality = np.where(encoded.spacing >= SPACING["line"], encoded.spacing, 0)
    quality[1:] = np.maximum(quality[1:], encoded.ends[:-1] & (encoded.spacing[1:] > 0))
    return quality.astype(np.int32)


def make_windows(encoded: Encoded, most: int, context: int) -> tuple[Window, ...]:
    """Cut a text into windows that read at most `most` pieces and see `context` more on each side.

    A cut falls on the best place in the last half of the window, the latest among equals.
    """
    total = len(encoded.pieces)
    edges = np.concatenate(([0], np.cumsum(encoded.pieces)))
    quality = cut_quality(encoded)
    out: list[Window] = []
    start = 0
    while start < total:
        end = int(np.searchsorted(edges, edges[start] + most, "right")) - 1
        if end < total:
            half = int(np.searchsorted(edges, edges[start] + most // 2, "left"))
            places = quality[half : end + 1][::-1]
            if len(places) and places.max() > 0:
                end -= int(places.argmax())
        end = max(end, start + 1)
        left = int(np.searchsorted(edges, edges[start] - context, "left"))
        right = int(np.searchsorted(edges, edges[end] + context, "right")) - 1
        out.append(Window(left, start, end, right))
        start = end
    return tuple(out)


def shape_codes(casing: Ints, spacing: Ints, quoting: Ints, pieces: Ints) -> Ints:
    """One feature code a piece [L]; only the first piece of a word has its spacing."""
    plain = (casing * len(SPACINGS)) * len(QUOTINGS) + quoting
    out = np.repeat(plain, pieces)
    out[first_pieces(pieces)] += spacing * len(QUOTINGS)
    return out


def first_pieces(pieces: Ints) -> Ints:
    """The place of each word's first piece among all pieces [W]."""
    return (np.cumsum(pieces) - pieces).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded inputs; `first` counts the start piece, padding words point at it."""

    ids: NDArray[np.int64]  # [B, L]
    shapes: NDArray[np.int64]  # [B, L]
    first: NDArray[np.int64]  # [B, W]
    words: NDArray[np.int64]  # [B] words of each row


def pad_batch(rows: Sequence[tuple[Ints, Ints, Ints]], grid: int = 0) -> Batch:
    """Rows of (ids, shape codes, pieces a word) -> one padded batch, start and end pieces added.

    With `grid`, lengths in pieces and in words are padded to one multiple of it.
    """
    long = max(len(ids) for ids, _, _ in rows) + 2
    wide = max(len(pieces) for _, _, pieces in rows)
    if grid:
        long = wide = -(-long // grid) * grid
    ids = np.zeros((len(rows), long), np.int64)
    shapes = np.zeros((len(rows), long), np.int64)
    first = np.zeros((len(rows), wide), np.int64)
    for r, (row_ids, row_shapes, pieces) in enumerate(rows):
        n = len(row_ids)
        ids[r, 0], ids[r, n + 1] = START_ID, END_ID
        ids[r, 1 : n + 1] = row_ids
        shapes[r, 1 : n + 1] = row_shapes
        first[r, : len(pieces)] = first_pieces(pieces) + 1
    return Batch(ids, shapes, first, np.array([len(p) for _, _, p in rows], np.int64))


def group_by_length(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Indices in groups of like length, of at most `most` pieces with padding (or one row)."""
    group: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        wasteful = group and lengths[i] > 1.3 * lengths[group[0]] + 16
        if group and (wasteful or (lengths[i] + 2) * (len(group) + 1) > most):
            yield group
            group = []
        group.append(i)
    if group:
        yield group
