"""What can be wrong with an input, and the two shapes in which it is told."""

from dataclasses import dataclass
from enum import StrEnum

from reportedly.terms.reports import Origin, Problem

STAGE = "reports"


class ProblemKind(StrEnum):
    """Why an input, or a part of one, did not become a report, or a value did not become part of one."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too-large"
    UNDECODABLE = "undecodable"
    BROKEN_JSON = "broken-json"
    NO_TEXT = "no-text"
    UNREAD_VALUE = "unread-value"
    MISSING = "missing"
    FORBIDDEN = "forbidden"
    DIRECTORY = "directory"
    UNREADABLE = "unreadable"
    TOO_COMPLEX = "too-complex"
    BROKEN_PAGE = "broken-page"
    BROKEN_ARCHIVE = "broken-archive"
    BROKEN_FEED = "broken-feed"
    BROKEN_PDF = "broken-pdf"
    BROKEN_TABLE = "broken-table"
    BROKEN_MAIL = "broken-mail"
    UNSAFE_PATH = "unsafe-path"
    BOMB = "bomb"
    LOCKED = "locked"
    REFUSED = "refused"
    NOT_FETCHED = "not-fetched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of one input is held in memory, in bytes: one line of JSON Lines, one whole text, one page.

    ``ratio`` bounds how many times its packed size something may unpack to (beyond a first 16 MiB),
    ``members`` how many members of an archive are read, ``depth`` archives in archives. ``columns`` says
    for tables and JSON Lines which column gives which field: (field, column) pairs.
    """

    line_bytes: int = 16 * 1024 * 1024
    text_bytes: int = 32 * 1024 * 1024
    page_bytes: int = 8 * 1024 * 1024
    ratio: int = 200
    members: int = 1_000_000
    depth: int = 3
    columns: tuple[tuple[str, str], ...] = ()


class SourceError(OSError):
    """A source that breaks while it is read, with the kind of problem that this is and one line of detail."""

    def __init__(self, kind: ProblemKind, detail: str) -> None:
        """Keep both for the problem that this becomes."""
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


def problem(kind: ProblemKind, origin: Origin, detail: str) -> Problem:
    """Return the problem of this stage; ``detail`` is one line: what is wrong and what to do."""
    return Problem(kind=kind.value, origin=origin, stage=STAGE, detail=detail)


def describe_source_error(error: OSError, origin: Origin) -> Problem:
    """Return the problem that stands for a source that could not be opened or read to its end."""
    if isinstance(error, SourceError):
        return problem(error.kind, origin, error.detail)
    if isinstance(error, FileNotFoundError):
        return problem(ProblemKind.MISSING, origin, "there is no such file; check the path")
    if isinstance(error, PermissionError):
        detail = "reading it is not permitted; check the file's permissions"
        return problem(ProblemKind.FORBIDDEN, origin, detail)
    if isinstance(error, IsADirectoryError):
        return problem(ProblemKind.DIRECTORY, origin, "it is a folder; name the files inside it")
    reason = error.strerror or type(error).__name__
    return problem(ProblemKind.UNREADABLE, origin, f"it could not be read ({reason}); try again or copy it")
