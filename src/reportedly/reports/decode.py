"""Bytes to text, unchanged: the byte order mark, UTF-8, a declared encoding, then a legacy one."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

LEGACY: tuple[str, ...] = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874",
    "koi8_r", "koi8_u", "mac_roman", "mac_cyrillic", "cp437", "cp850", "cp852", "cp866",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_8", "iso8859_9", "iso8859_15",
    "shift_jis", "cp932", "euc_jp", "gb18030", "big5", "cp949", "euc_kr",
)  # fmt: skip
"""Encodings that news files of the last thirty years come in; latin-1 fits any bytes and proves nothing."""

SPARSE_SHARE = 0.05
"""Below this share of non-ASCII bytes a text is English or nearly so, and windows-1252 is tried first."""

SAMPLE_BYTES = 128 * 1024

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]")
# Punctuation and letters of western Europe. Left out: the places where windows-1250 and -1254 keep
# letters of Polish, Czech and Turkish and windows-1252 keeps signs that texts hardly use.
_WESTERN = frozenset(
    "\u00a0€‚„…‰‹›‘’“”•–—™Œœ£§©«®°·»½¼¾¡¿ŠšŽžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿ"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the Python name of the encoding that it was read with."""

    text: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no encoding fits."""

    reason: str


def decode(raw: bytes, declared: str | None = None) -> Decoded | Refused:
    """Return the text of these bytes, every character kept (newlines, byte order mark, hard spaces).

    Tried in order: a byte order mark, UTF-8, the declared encoding, windows-1252 where all but a few
    bytes are ASCII, then charset-normalizer's choice among ``LEGACY``. A text that is UTF-8 but for a
    few broken bytes is refused: any other reading of it would garble every accented word.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            text = _strictly(raw, encoding)
            return Decoded(text, encoding) if text is not None else _refuse_marked(raw, encoding)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        broken = error.start
    if declared is not None and (text := _strictly(raw, declared)) is not None and _plausible(text):
        return Decoded(text, codecs.lookup(declared).name)
    if _mostly_utf8(raw):
        return Refused(f"it is UTF-8 but for broken bytes, the first at byte {broken}")
    return _decode_legacy(raw, broken)


def _refuse_marked(raw: bytes, encoding: str) -> Refused:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        return Refused(f"its byte order mark says {encoding} and byte {error.start} does not fit")
    return Refused(f"its byte order mark says {encoding} and it does not fit")


def _decode_legacy(raw: bytes, broken: int) -> Decoded | Refused:
    high = len(_HIGH.findall(raw))
    if high < SPARSE_SHARE * len(raw):
        text = _strictly(raw, "cp1252")
        if text is not None and all(char in _WESTERN for char in text if ord(char) > 127):
            return Decoded(text, "cp1252")
    for match in from_bytes(_sample(raw, broken), cp_isolation=list(LEGACY)):
        text = _strictly(raw, match.encoding)
        if text is not None and _plausible(text):
            return Decoded(text, match.encoding)
    return Refused(f"it is not UTF-8 (byte {broken}) and no legacy encoding fits")


def _sample(raw: bytes, broken: int) -> bytes:
    """Return whole lines around the first byte that matters: guessing need not read megabytes."""
    if len(raw) <= SAMPLE_BYTES:
        return raw
    start = raw.rfind(b"\n", max(0, broken - SAMPLE_BYTES // 2), broken) + 1 or broken
    end = raw.rfind(b"\n", start, start + SAMPLE_BYTES)
    return raw[start : end if end > broken else start + SAMPLE_BYTES]


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
        text.encode("utf-8")
    except (UnicodeError, LookupError, ValueError):
        return None
    return text


def _plausible(text: str) -> bool:
    odd = sum(
        1 for char in text if "\x7f" <= char <= "\x9f" or char == "\ufffd" or "\ue000" <= char <= "\uf8ff"
    )
    return odd <= 0.01 * len(text)


def _mostly_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", "surrogateescape")
    broken = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    whole = sum(1 for char in text if char > "\x7f") - broken
    return whole > broken
