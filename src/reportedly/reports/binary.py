"""Bytes that are no text: known first bytes, NUL bytes, control characters."""

import codecs

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM\x00\x00", "a bitmap image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program (ELF)"),
    (b"MZ\x90\x00", "a program (Windows)"),
    (b"\xca\xfe\xba\xbe", "compiled code"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
    (b"\x00asm", "WebAssembly"),
)
"""The first bytes of formats that people hand over by mistake, and what to call them."""

CONTROL_SHARE = 0.1
"""Above this share of control bytes an input is no text."""

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def name_binary(head: bytes) -> str | None:
    """Return what these first bytes look like ("a PNG image"), None where they may be text."""
    named = next((name for magic, name in MAGIC if head.startswith(magic)), None)
    if named is None and head[:4] == b"RIFF" and head[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "an image, a sound or a film (RIFF)"
    if named is None and head[4:8] == b"ftyp":
        return "a film or an image (MP4, HEIC)"
    if named == "a bzip2 archive" and not head[3:4].isdigit():
        return None
    return named


def name_unprintable(raw: bytes) -> str | None:
    """Return why these bytes are no text (NUL bytes, too many control characters), None where they may be.

    UTF-16 and UTF-32 with a byte order mark are text and pass.
    """
    if not raw or raw.startswith(_WIDE):
        return None
    if b"\x00" in raw:
        if _looks_wide(raw):
            return "UTF-16 without a byte order mark"
        return "data with NUL bytes"
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    return "data with many control characters" if controls > CONTROL_SHARE * len(raw) else None


def _looks_wide(raw: bytes) -> bool:
    even, odd = raw[0::2].count(0), raw[1::2].count(0)
    return max(even, odd) > 0.3 * len(raw) and min(even, odd) < 0.02 * len(raw)
