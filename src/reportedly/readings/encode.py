"""Words -> what the network takes: piece ids, feature codes, windows."""

import zlib
from collections.abc import Sequence
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

    A cut falls on the best place in the last half of the window; among equals the words there choose.
    So two texts that share a long passage are soon cut alike in it, however they begin, and what was read
    of the one need not be read again (Schleimer, Wilkerson, Aiken 2003 choose fingerprints so).
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
            places = quality[half : end + 1]
            if len(places) and places.max() > 0:
                best = half + np.flatnonzero(places == places.max())
                end = int(min(best, key=lambda at: (chance_of(encoded.ids, int(edges[at])), -at)))
        end = max(end, start + 1)
        left = int(np.searchsorted(edges, edges[start] - context, "left"))
        right = int(np.searchsorted(edges, edges[end] + context, "right")) - 1
        out.append(Window(left, start, end, right))
        start = end
    return tuple(out)


def chance_of(ids: Ints, at: int) -> int:
    """A number that hangs on the pieces around place `at` alone, and looks drawn by chance."""
    return zlib.crc32(ids[max(0, at - 4) : at + 8].tobytes())


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
class Shown:
    """What the network takes of one window: pieces with the start and the end piece (L), and words (W)."""

    ids: NDArray[np.int64]  # [L]
    shapes: NDArray[np.int64]  # [L]
    first: NDArray[np.int64]  # [W] the place of each word's first piece; the start piece is at 0


def show(encoded: Encoded, window: Window) -> Shown:
    """What the network takes of a window of a text."""
    some = slice(window.left, window.right)
    pieces = encoded.pieces[some]
    skipped = int(encoded.pieces[: window.left].sum())
    count = int(pieces.sum())
    ids = np.empty(count + 2, np.int64)
    ids[0], ids[-1] = START_ID, END_ID
    ids[1:-1] = encoded.ids[skipped : skipped + count]
    shapes = np.zeros(count + 2, np.int64)
    shapes[1:-1] = shape_codes(encoded.casing[some], encoded.spacing[some], encoded.quoting[some], pieces)
    return Shown(ids, shapes, first_pieces(pieces).astype(np.int64) + 1)
