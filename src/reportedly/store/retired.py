"""Tables of earlier formats: migrations make them, and a later one drops them."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from reportedly.store.dialects import AnyText

RETIRED = MetaData()

REPORTS = Table("reports", RETIRED, Column("id", Text, primary_key=True))
"""Stands in for the table of that name, which others refer to; never made or dropped here."""

TEXTS = Table(
    "texts",
    RETIRED,
    Column("number", Integer, primary_key=True),
    Column("digest", Text, nullable=False, unique=True),
    Column("folded", AnyText, nullable=False),
    Column("keys", LargeBinary, nullable=False),
)
"""Formats 1 to 3: each distinct passage once, with its fingerprints."""

PASSAGES = Table(
    "passages",
    RETIRED,
    Column("report_id", ForeignKey("reports.id"), primary_key=True),
    Column("start", BigInteger, primary_key=True),
    Column("end", BigInteger, primary_key=True),
    Column("digest", ForeignKey("texts.digest"), nullable=False, index=True),
    Column("words", Integer, nullable=False),
    sqlite_with_rowid=False,
)

POSTINGS = Table(
    "postings",
    RETIRED,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("text", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Formats 1 to 3: which distinct passages hold a fingerprint."""

FORMULAS = Table(
    "formulas",
    RETIRED,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Formats 1 to 3: fingerprints held by too many."""

SIMILAR = Table(
    "similar",
    RETIRED,
    Column("left", ForeignKey("texts.digest"), primary_key=True),
    Column("right", ForeignKey("texts.digest"), primary_key=True, index=True),
    Column("identity", Float, nullable=False),
    CheckConstraint('"left" < "right"', name="left_before_right"),
    sqlite_with_rowid=False,
)

FIRST_LINEAGE = (TEXTS, PASSAGES, POSTINGS, FORMULAS, SIMILAR)
"""The tables of lineage in formats 1 to 3."""
