"""Full text: which reports hold which words, and in what order reports arrived.

The index is SQLite's FTS5, without a copy of the texts, kept up by a trigger: a report that is kept can be
found. Letters are compared without case and without the marks over them.
"""

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

TABLES = frozenset({"arrivals", "words", "words_config", "words_data", "words_docsize", "words_idx"})
"""The tables of full text, made by SQLite's own statements."""

_LAYOUT = (
    "DROP TRIGGER IF EXISTS report_arrives",
    "DROP TABLE IF EXISTS words",
    "DROP TABLE IF EXISTS arrivals",
    "CREATE TABLE arrivals"
    " (number INTEGER PRIMARY KEY, report_id TEXT NOT NULL UNIQUE REFERENCES reports(id))",
    "CREATE VIRTUAL TABLE words USING"
    " fts5(title, body, content='', tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO arrivals (report_id) SELECT id FROM reports ORDER BY rowid",
    "INSERT INTO words (rowid, title, body)"
    " SELECT a.number, coalesce(r.title, ''), json_extract(r.body, '$.text')"
    " FROM arrivals AS a JOIN reports AS r ON r.id = a.report_id ORDER BY a.number",
    "CREATE TRIGGER report_arrives AFTER INSERT ON reports BEGIN"
    " INSERT INTO arrivals (report_id) VALUES (new.id);"
    " INSERT INTO words (rowid, title, body)"
    " VALUES (last_insert_rowid(), coalesce(new.title, ''), json_extract(new.body, '$.text'));"
    " END",
)

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand one after another, or, where ``without``, must not; ``prefix``: may go on."""

    words: str
    without: bool = False
    prefix: bool = False


def lay_search(connection: Connection) -> None:
    """Make the index anew and take in every report that is there. SQLite alone."""
    for statement in _LAYOUT:
        connection.exec_driver_sql(statement)


def read_terms(asked: str) -> tuple[Term, ...]:
    """Return the terms of what a person typed: words, "phrases in quotation marks", -not, begin*. Total."""
    found = []
    for sign, phrase, word in _TERM.findall(asked.replace("“", '"').replace("”", '"')[:1000]):
        given = phrase or word
        if _LETTER.search(given):
            prefix = bool(word) and word.endswith("*")
            found.append(Term(" ".join(given.rstrip("*").split()), without=bool(sign), prefix=prefix))
    return tuple(found[:20])


def numbers_of(connection: Connection, terms: tuple[Term, ...], limit: int = -1) -> tuple[int, ...]:
    """Return the arrival numbers of the reports that hold all terms, the latest to arrive first.

    At most ``limit``, where it is not negative. Terms that only exclude find nothing.
    """
    wanted = [_quoted(term) for term in terms if not term.without]
    if not wanted:
        return ()
    asked = " AND ".join(wanted)
    for term in terms:
        if term.without:
            asked = f"({asked}) NOT {_quoted(term)}"
    # One row for all of them: a common word is in so many reports that rows of their own would take long.
    query = text(
        "SELECT group_concat(rowid) FROM"
        " (SELECT rowid FROM words WHERE words MATCH :asked ORDER BY rowid DESC LIMIT :most)"
    )
    found = connection.scalar(query, {"asked": asked, "most": limit})
    return tuple(sorted(map(int, found.split(",")), reverse=True)) if found else ()


def _quoted(term: Term) -> str:
    """Return a term as FTS5 takes it: a string, in which nothing is a command."""
    quoted = term.words.replace('"', '""').replace("\x00", " ")
    return f'"{quoted}"' + ("*" if term.prefix else "")
