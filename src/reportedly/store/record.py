"""Opening a record: one file, refused untouched where it is not one."""

import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError, IntegrityError, ProgrammingError

from reportedly.store.dialects import (
    APPLICATION_ID,
    has_journal,
    has_log,
    log_ahead,
    read_header,
    sqlite_engine,
)
from reportedly.store.migrations import MIGRATIONS, migrate, read_format

WAIT_S = 30.0
"""How long to wait for another process that is writing, in seconds."""


class RecordError(Exception):
    """The record cannot be opened or written; ``detail`` is one sentence: what, where, what to do."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Record:
    """An open record: its engine, its file, and whether this process may write to it."""

    engine: Engine
    path: Path
    writable: bool


def open_record(path: Path, *, create: bool, writing: bool = True, wait_s: float = WAIT_S) -> Record:
    """Return the record kept in this file, brought to the newest format where it may be written.

    ``create`` makes one where there is no file, or an empty one. With ``writing`` False nothing is changed,
    and a file or folder that cannot be written will do. ``wait_s`` is how long, in seconds, to wait for
    another process. Raises RecordError where that cannot be, and leaves the file and its folder as they were.
    """
    exists = _check_path(path, create=create and writing)
    if exists:
        _check_file(path)
    if writing:
        return _open_for_writing(path, exists=exists, wait_s=wait_s)
    return _open_for_reading(path, wait_s=wait_s)


def close_record(record: Record) -> None:
    """Close the record's connections; SQLite then folds its log into the file and removes it."""
    record.engine.dispose()


@contextmanager
def writing(record: Record) -> Iterator[Connection]:
    """Yield a connection inside one transaction: all of it is kept, or, where anything raises, none of it.

    Raises RecordError where the record was opened for reading, another process keeps writing, or the disk
    refuses.
    """
    if not record.writable:
        raise RecordError(f"{record.path} was opened for reading only; open it for writing to change it.")
    with (
        _in_words(record.path),
        record.engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        yield connection


@contextmanager
def reading(record: Record) -> Iterator[Connection]:
    """Yield a connection that sees the record as it was at the first query, whatever others write."""
    with _in_words(record.path), record.engine.connect() as connection, connection.begin():
        yield connection


def _check_path(path: Path, *, create: bool) -> bool:
    """Return whether a file with something in it is there; raise where none can be opened or made."""
    try:
        status = path.stat()
    except FileNotFoundError:
        status = None
    except (OSError, ValueError) as error:
        raise RecordError(f"{path} cannot be opened ({_reason(error)}); check the path.") from error
    if status is not None and stat.S_ISDIR(status.st_mode):
        raise RecordError(f"{path} is a folder; name a file for the record, such as {path / 'record.db'}.")
    if status is not None and not stat.S_ISREG(status.st_mode):
        raise RecordError(f"{path} is not an ordinary file; name another file for the record.")
    if status is not None and status.st_size:
        return True
    if not create:
        what = "There is no record at" if status is None else "There is nothing yet in"
        raise RecordError(f"{what} {path}; read some reports into it first, or name another file.")
    if not path.parent.is_dir():
        raise RecordError(f"The folder {path.parent} does not exist; make it, or name another place.")
    if not os.access(path if status is not None else path.parent, os.W_OK, effective_ids=_EFFECTIVE):
        raise RecordError(f"No permission to make {path}; choose a folder that you can write to.")
    return False


_EFFECTIVE = os.access in os.supports_effective_ids


def _check_file(path: Path) -> None:
    """Raise where the file is not a record that this version can read. Changes nothing, whatever it is."""
    try:
        header = read_header(path)
    except OSError as error:
        raise RecordError(f"{path} cannot be read ({_reason(error)}); check its permissions.") from error
    if header is None:
        raise RecordError(f"{path} is not a record (not a SQLite database); name another file.")
    application_id, version = header
    if application_id != APPLICATION_ID:
        raise RecordError(f"{path} is a database of another program, not a record; name another file.")
    _check_version(path, version)
    if has_journal(path):  # somebody is making it, or was killed making it: opening it for writing mends it
        return
    engine = sqlite_engine(path, mode="ro", immutable=not has_log(path), wait_s=1.0)
    try:
        with _in_words(path), engine.connect() as connection:
            version = read_format(connection)
    finally:
        engine.dispose()
    if version < 1:
        raise RecordError(f"{path} is damaged (it has lost its tables); restore it from a copy.")
    _check_version(path, version)


def _check_version(path: Path, version: int) -> None:
    """Raise where the format is newer than this version knows."""
    if version > len(MIGRATIONS):
        raise RecordError(
            f"{path} was written by a newer reportedly (format {version}, this one knows {len(MIGRATIONS)});"
            " update reportedly."
        )


def _open_for_writing(path: Path, *, exists: bool, wait_s: float) -> Record:
    """Open, make and migrate; raise before anything is touched where that is not allowed."""
    for place, what in ((path, "the file"), (path.parent, "its folder")):
        if place.exists() and not os.access(place, os.W_OK, effective_ids=_EFFECTIVE):
            raise RecordError(f"{path} cannot be written ({what} is read-only); copy it elsewhere first.")
    engine = sqlite_engine(path, mode="rw" if exists else "rwc", immutable=False, wait_s=wait_s)
    try:
        with _in_words(path):
            with engine.connect() as connection, connection.begin():
                behind = read_format(connection) < len(MIGRATIONS)
            if behind:
                migrate(engine)
            log_ahead(engine)
    except BaseException:
        engine.dispose()
        raise
    return Record(engine, path, writable=True)


def _open_for_reading(path: Path, *, wait_s: float) -> Record:
    """Open so that the folder stays as it is: without side files, unless somebody is writing."""
    alone = not has_log(path)
    writable = all(os.access(place, os.W_OK, effective_ids=_EFFECTIVE) for place in (path, path.parent))
    mode = "rw" if alone and writable else "ro"
    engine = sqlite_engine(path, mode=mode, immutable=alone and not writable, wait_s=wait_s, mapped=True)
    try:
        with _in_words(path), engine.connect() as connection, connection.begin():
            version = read_format(connection)
        if version < len(MIGRATIONS):
            raise RecordError(
                f"{path} has an older format ({version}); open it once for writing to update it."
            )
    except BaseException:
        engine.dispose()
        raise
    return Record(engine, path, writable=False)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the database says of its surroundings into one sentence; our own mistakes pass unchanged."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except DatabaseError as error:
        raise RecordError(_sentence(path, str(error.orig))) from error
    except (msgspec.DecodeError, zlib.error) as error:
        raise RecordError(f"{path} is damaged ({error}); `reportedly verify` says where.") from error


def _sentence(path: Path, said: str) -> str:
    """Return one sentence for the database's own words."""
    if "locked" in said or "busy" in said:
        return f"{path} is in use by another process that is writing; try again when it has finished."
    if "full" in said:
        return f"{path} cannot be written (the disk is full); make room and run again, nothing was half kept."
    if "readonly" in said or "read-only" in said:
        return f"{path} cannot be written (it is read-only); check its permissions and its folder's."
    if "malformed" in said or "not a database" in said or "corrupt" in said:
        return f"{path} is damaged ({said}); restore it from a copy."
    return f"{path} cannot be used ({said}); check the file, its folder and the disk."


def _reason(error: OSError | ValueError) -> str:
    """Return the system's own words for an error."""
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
