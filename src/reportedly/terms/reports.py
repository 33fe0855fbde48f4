"""Reports, where they came from, and inputs that could not become one."""

from dataclasses import dataclass
from datetime import datetime

from reportedly.terms.spans import Block
from reportedly.terms.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where bytes were read: an address, and the member inside it (a line number, an archive's file)."""

    uri: str
    member: str | None = None

    @property
    def address(self) -> str:
        """One address for the input: the uri, with "#member" where there is one."""
        return self.uri if self.member is None else f"{self.uri}#{self.member}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report: its text unchanged, what is known of its origin, and its labelled blocks.

    ``text`` is the decoded input; every offset in the record counts its code points. Fields that
    neither the input nor the text gives are None, never a guess. ``raw_sha256`` names the bytes kept
    in the store. ``extra`` keeps unknown keys of a structured input as (key, JSON) pairs.
    """

    id: str
    uri: str
    outlet: str | None
    url: str | None
    title: str | None
    byline: str | None
    published: When | None
    language: str | None
    media_type: str
    encoding: str
    fetched_at: datetime | None
    raw_sha256: str
    text: str
    blocks: tuple[Block, ...] = ()
    credits: tuple[str, ...] = ()
    """Outlets and agencies that the report's own credit lines name ("(Reuters)"), canonical."""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A report as it arrived, with the bytes it was decoded from."""

    report: Report
    origin: Origin
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An input, or a part of one, that could not be read: what, where, at which stage, and what to do."""

    kind: str
    origin: Origin
    stage: str
    detail: str
