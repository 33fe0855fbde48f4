"""The record's tables as they are in the newest format.

Bodies are JSON of the terms, complete; the columns beside them are for finding and ordering. ``canonical``
columns hold the record's one order: publication time (unknown last), digest of the text, identifier.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from reportedly.store.dialects import AnyText

METADATA = MetaData()

META = Table(
    "meta",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", AnyText, nullable=False),
)

RAW = Table(
    "raw",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("size_bytes", BigInteger, nullable=False),
    Column("compressed", LargeBinary, nullable=False),
)

REPORTS = Table(
    "reports",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("canonical", Text, nullable=False, unique=True),
    Column("uri", AnyText, nullable=False, index=True),
    Column("outlet", AnyText),
    Column("title", AnyText),
    Column("published_start", Text),
    Column("published_end", Text),
    Column("text_sha256", Text, nullable=False, index=True),
    Column("raw_sha256", ForeignKey("raw.sha256"), nullable=False),
    Column("body", Text, nullable=False),
)

INPUTS = Table(
    "inputs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("address", AnyText, nullable=False, index=True),
    Column("raw_sha256", Text),
    Column("outcome", Text, nullable=False),
    Column("report_id", ForeignKey("reports.id"), index=True),
    Column("problem_kind", AnyText),
    Column("body", Text),
    CheckConstraint(
        "(outcome = 'report' AND report_id IS NOT NULL AND problem_kind IS NULL AND body IS NULL)"
        " OR (outcome = 'problem' AND report_id IS NULL AND problem_kind IS NOT NULL AND body IS NOT NULL)",
        name="report_or_problem",
    ),
)
"""Each input once: a report or a problem, never both; ``body`` is the problem's."""

TEXTS = Table(
    "texts",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("folded", AnyText, nullable=False),
    Column("keys", LargeBinary, nullable=False),
)
"""Each distinct passage once; ``keys`` are its fingerprints, ascending, eight bytes each, little-endian."""

PASSAGES = Table(
    "passages",
    METADATA,
    Column("report_id", ForeignKey("reports.id"), primary_key=True),
    Column("start", BigInteger, primary_key=True),
    Column("end", BigInteger, primary_key=True),
    Column("digest", ForeignKey("texts.digest"), nullable=False, index=True),
    Column("words", Integer, nullable=False),
    sqlite_with_rowid=False,
)

POSTINGS = Table(
    "postings",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Which distinct passages hold a fingerprint; ``text`` is ``texts.number``. By far the longest table."""

FORMULAS = Table(
    "formulas",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Fingerprints that turned out to be held by too many; their postings are no longer added to."""

SIMILAR = Table(
    "similar",
    METADATA,
    Column("left", ForeignKey("texts.digest"), primary_key=True),
    Column("right", ForeignKey("texts.digest"), primary_key=True, index=True),
    Column("identity", Float, nullable=False),
    CheckConstraint('"left" < "right"', name="left_before_right"),
    sqlite_with_rowid=False,
)

COPIES = Table(
    "copies",
    METADATA,
    Column("source_report", ForeignKey("reports.id"), primary_key=True),
    Column("source_start", BigInteger, primary_key=True),
    Column("source_end", BigInteger, primary_key=True),
    Column("copy_report", ForeignKey("reports.id"), primary_key=True),
    Column("copy_start", BigInteger, primary_key=True),
    Column("copy_end", BigInteger, primary_key=True),
    Column("identity", Float, nullable=False),
    Column("basis", Text, nullable=False),
    Index("copies_by_copy", "copy_report", "copy_start"),
    sqlite_with_rowid=False,
)

STATEMENTS = Table(
    "statements",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("start", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("start", BigInteger, nullable=False),
    Column("type", AnyText, nullable=False, index=True),
    Column("realis", Text, nullable=False),
    Column("statement_id", ForeignKey("statements.id"), index=True),
    Column("body", Text, nullable=False),
)

EVENT_KEYS = Table(
    "event_keys",
    METADATA,
    Column("key", AnyText, primary_key=True),
    Column("event_id", ForeignKey("events.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("question", Text, nullable=False),
    Column("left", AnyText, nullable=False),
    Column("right", AnyText, nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("judge", AnyText, nullable=False),
    Column("judged_at", Text),
    Index("judgements_by_pair", "left", "right"),
)
"""Append-only: no function of the store changes or removes a row."""

INCIDENTS = Table(
    "incidents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("canonical", Text, nullable=False, unique=True),
    Column("body", Text, nullable=False),
)

INCIDENT_EVENTS = Table(
    "incident_events",
    METADATA,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("incident_id", ForeignKey("incidents.id"), nullable=False, index=True),
)

ALIASES = Table(
    "aliases",
    METADATA,
    Column("old_id", Text, primary_key=True),
    Column("new_id", Text, nullable=False, index=True),
)
