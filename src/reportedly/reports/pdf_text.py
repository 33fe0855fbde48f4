"""The text layer of one PDF document: read in a process of its own, which ``reports.pdf`` bounds in time."""

import io
import json
import logging
import sys
from typing import Any

from reportedly.reports.kinds import ProblemKind
from reportedly.reports.published import read_page_time

MOST_PAGES = 1000
_LONGEST_TEXT = 16 * 1024 * 1024


def extract(raw: bytes) -> dict[str, object]:
    """Return "text" and "said" (what the document says of itself), or "problem" and "detail"."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        found = _extract(raw)
    except Exception as error:  # a parser of a third party over hostile bytes
        name = type(error).__name__
        detail = f"the PDF document is broken ({name}); save it again or extract the text first"
        found = ProblemKind.BROKEN_PDF, detail
    if isinstance(found, tuple):
        return {"problem": found[0].value, "detail": found[1]}
    return found


def _extract(raw: bytes) -> dict[str, object] | tuple[ProblemKind, str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return ProblemKind.LOCKED, "it needs a password; save it without one"
    if len(reader.pages) > MOST_PAGES:
        return ProblemKind.TOO_LARGE, f"it has more than {MOST_PAGES:,} pages; split it"
    parts: list[str] = []
    size = 0
    for page in reader.pages:
        parts.append(page.extract_text())
        size += len(parts[-1])
        if size > _LONGEST_TEXT:
            return ProblemKind.TOO_LARGE, "its text is longer than any report's; split it"
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    if not text:
        return ProblemKind.NO_TEXT, "it has no text layer (a scan?); run a text recognition over it first"
    return {"text": text, "said": _said(reader)}


def _said(reader: Any) -> dict[str, object]:
    """Return what the document says of itself; its dates are those of the file, not of publication."""
    said: dict[str, object] = {}
    for key in ("title", "author", "creation_date"):
        try:
            value = getattr(reader.metadata, key, None)
        except Exception:  # noqa: S112
            continue
        if value:
            said[f"pdf_{key}"] = str(value)
    if (when := read_page_time(str(said.get("pdf_creation_date", "")))) and when.start:
        said["pdf_creation_date"] = when.start.isoformat()
    return said


def main() -> None:
    """Write what the document on standard input holds as one JSON object."""
    sys.stdout.write(json.dumps(extract(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
