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

LINEAGE_REPORTS = Table(
    "lineage_reports",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("report_id", ForeignKey("reports.id"), nullable=False, unique=True),
    Column("order", AnyText, nullable=False),
    Column("credits", AnyText, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
"""Each report as lineage compares it: its passages and their coded words, packed; numbered as they came.

``order`` sorts by precedence; ``credits`` are the outlets it names as sources, a line each.
"""

LINEAGE_KEYS = Table(
    "lineage_keys",
    METADATA,
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
    Column("keys", LargeBinary, nullable=False),
    Column("values", LargeBinary, nullable=False),
)
"""Where each digest is printed and which digests a fingerprint leads to: sorted runs of postings.

A run lies in several rows where it is long; ``part`` tells the kind and the place among them.
"""

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

SAYINGS = Table(
    "sayings",
    METADATA,
    Column("statement_id", ForeignKey("statements.id"), primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("start", BigInteger, nullable=False),
    Column("end", BigInteger, nullable=False),
    Column("name", AnyText, nullable=False),
    Column("voice", AnyText, nullable=False, index=True),
    Column("spelling", AnyText, index=True),
    Column("act", Text, nullable=False, index=True),
    Column("since", Text),
    Column("until", Text),
    Index("sayings_named", "voice", "name"),
)
"""What statements are found by. ``voice`` is the canonical ``name`` folded, ``spelling`` the words used."""

PROPOSALS = Table(
    "proposals",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("reader", AnyText, nullable=False),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("start", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)
"""Statements that a second reader proposes; nothing in the record rests on them."""

SECOND_READINGS = Table(
    "second_readings",
    METADATA,
    Column("reader", AnyText, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), primary_key=True),
    Column("done", Integer, nullable=False),
)
"""Which reports a second reader has read to the end, proposals or none."""

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

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("act", Text, nullable=False),
    Column("judge", AnyText, nullable=False, index=True),
    Column("judged_at", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""What persons decided. Append-only, as judgements are; what was undone stays too."""

DECIDED_EVENTS = Table(
    "decided_events",
    METADATA,
    Column("event_id", Text, primary_key=True),
    Column("decision", ForeignKey("decisions.seq"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""Which events decisions are about."""

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

ROLLUP_STALE = Table("rollup_stale", METADATA, Column("incident_id", Text, primary_key=True))
"""Incidents that changed, came or went since they were folded into the roll-up."""

ROLLUP_SLOTS = Table(
    "rollup_slots",
    METADATA,
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("incident_id", Text, unique=True),
)
"""Where each incident stands in the columns of the roll-up; a slot without one is free."""

ROLLUP_TERMS = Table(
    "rollup_terms",
    METADATA,
    Column("column", Text, primary_key=True),
    Column("value", AnyText, primary_key=True),
    Column("code", Integer, nullable=False),
    Index("rollup_terms_by_code", "column", "code"),
    sqlite_with_rowid=False,
)
"""The codes that stand for values, from 0 in each column."""

ROLLUP_CHUNKS = Table(
    "rollup_chunks",
    METADATA,
    Column("column", Text, primary_key=True),
    Column("chunk", Integer, primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False),
)
"""The columns of the roll-up, a stretch of slots in each row: packed codes (see ``store/rollups.py``)."""

WAITING = Table(
    "waiting",
    METADATA,
    Column("incident_id", Text, primary_key=True),
    Column("rank", Float, nullable=False),
    Column("why", AnyText, nullable=False),
    Index("waiting_by_rank", "rank", "incident_id"),
)
"""The incidents that wait for a person; the least ``rank`` (value, negative) goes first."""

DECIDED_STATEMENTS = Table(
    "decided_statements",
    METADATA,
    Column("statement_id", Text, primary_key=True),
    Column("decision", ForeignKey("decisions.seq"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Which statements decisions are about."""

DECIDED_MENTIONS = Table(
    "decided_mentions",
    METADATA,
    Column("event_id", Text, primary_key=True),
    Column("decision", ForeignKey("decisions.seq"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Which single events decisions are about."""

DECIDED_LINKS = Table(
    "decided_links",
    METADATA,
    Column("report_id", Text, primary_key=True),
    Column("decision", ForeignKey("decisions.seq"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Which reports the copies lie between that decisions are about: two rows for each decision."""

MACHINE_EVENTS = Table(
    "machine_events",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("report_id", ForeignKey("reports.id"), nullable=False, index=True),
    Column("rejected", Integer, nullable=False, index=True),
    Column("body", Text, nullable=False),
)
"""Events that persons put right, as the machine read them; a rejected one stands here alone."""

MACHINE_COPIES = Table(
    "machine_copies",
    METADATA,
    Column("source_report", ForeignKey("reports.id"), primary_key=True),
    Column("source_start", BigInteger, primary_key=True),
    Column("source_end", BigInteger, primary_key=True),
    Column("copy_report", ForeignKey("reports.id"), primary_key=True, index=True),
    Column("copy_start", BigInteger, primary_key=True),
    Column("copy_end", BigInteger, primary_key=True),
    Column("identity", Float, nullable=False),
    Column("basis", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Copies as the machine finds them, between two reports on whose copies a person's word stands."""
