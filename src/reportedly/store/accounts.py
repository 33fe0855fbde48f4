"""Who may look at a record through the web: accounts, sessions, attempts to sign in, and what was done.

They lie in a file of their own beside the record, which only its owner may read: a record that is copied or
exported takes nobody's account along. Passwords are kept as the hashes that the caller makes, sessions as
digests of their tokens. Times are aware UTC and come from the caller.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    MetaData,
    Row,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, IntegrityError

from reportedly.store.dialects import log_ahead, read_header, sqlite_engine
from reportedly.store.inputs import moment
from reportedly.store.record import RecordError

FORMAT = 1
WAIT_S = 10.0
"""How long to wait for another process that writes accounts, in seconds."""

_METADATA = MetaData()
_ACCOUNTS = Table(
    "accounts",
    _METADATA,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("active", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
)
_SESSIONS = Table(
    "sessions",
    _METADATA,
    Column("digest", Text, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("begun_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)
_ATTEMPTS = Table(
    "attempts",
    _METADATA,
    Column("number", Integer, primary_key=True),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("attempts_by_who", "who", "at"),
)
_AUDIT = Table(
    "audit",
    _METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", Text, nullable=False),
)
"""Append-only: no function changes or removes a row."""


class Role(StrEnum):
    """What an account may do: look; look and decide; look, decide and look after accounts."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def decides(self) -> bool:
        """Whether it may decide on incidents."""
        return self is not Role.READER


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in, unless ``active`` is False. ``name`` is as it was first written."""

    name: str
    role: Role
    active: bool
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A person who is signed in: since when, and when the session was last used."""

    account: Account
    begun_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of the audit: ``who`` did ``what``, on whom or what, and from which address."""

    at: datetime
    who: str
    what: str
    about: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Accounts:
    """The open file of accounts."""

    engine: Engine
    path: Path


class NameTaken(Exception):
    """There is an account of this name, in capitals or not."""


def accounts_path(record: Path) -> Path:
    """Return where the accounts of a record lie: beside it."""
    return record.with_name(f"{record.name}-accounts")


def name_key(name: str) -> str:
    """Return a name as accounts are told apart: without regard to capitals and ways to encode letters."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def open_accounts(path: Path, *, create: bool) -> Accounts | None:
    """Return the accounts kept in this file, None where there is none and ``create`` is not set.

    A file that is made can be read and written by its owner alone. Raises RecordError where it cannot be
    used.
    """
    try:
        if not path.exists():
            if not create:
                return None
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if path.stat().st_size and read_header(path) is None:
            raise RecordError(f"{path} holds no accounts (not a SQLite database); move it away.")
    except OSError as error:
        raise RecordError(f"{path} cannot be made ({error.strerror}); check the folder.") from error
    engine = sqlite_engine(path, mode="rw", immutable=False, wait_s=WAIT_S)
    found = Accounts(engine, path)
    try:
        log_ahead(engine)
        with changing(found) as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version > FORMAT:
                raise RecordError(f"{path} was written by a newer reportedly; update reportedly.")
            if version < FORMAT:
                _METADATA.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT:d}")
    except BaseException:
        engine.dispose()
        raise
    return found


def close_accounts(accounts: Accounts) -> None:
    """Close the file."""
    accounts.engine.dispose()


@contextmanager
def looking(accounts: Accounts) -> Iterator[Connection]:
    """Yield a connection that reads; raises RecordError where the file cannot be used."""
    with _in_words(accounts.path), accounts.engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def changing(accounts: Accounts) -> Iterator[Connection]:
    """Yield a connection inside one transaction; raises RecordError where the file cannot be used."""
    with (
        _in_words(accounts.path),
        accounts.engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        yield connection


def add_account(connection: Connection, account: Account, hash_: str) -> None:
    """Keep a new account; raises NameTaken where there is one of this name."""
    row = {
        "key": name_key(account.name),
        "name": account.name,
        "role": account.role.value,
        "hash": hash_,
        "active": int(account.active),
        "made_at": moment(account.made_at),
    }
    try:
        connection.execute(insert(_ACCOUNTS), [row])
    except IntegrityError as error:
        raise NameTaken(account.name) from error


def list_accounts(connection: Connection) -> tuple[Account, ...]:
    """Return all accounts by name."""
    return tuple(map(_account, connection.execute(select(_ACCOUNTS).order_by(_ACCOUNTS.c.key))))


def find_account(connection: Connection, name: str) -> tuple[Account, str] | None:
    """Return an account and the hash of its password, None where there is none of this name."""
    row = connection.execute(select(_ACCOUNTS).where(_ACCOUNTS.c.key == name_key(name))).one_or_none()
    return None if row is None else (_account(row), row.hash)


def change_account(
    connection: Connection,
    name: str,
    *,
    role: Role | None = None,
    active: bool | None = None,
    hash_: str | None = None,
) -> bool:
    """Change what is given of an account and end its sessions; return whether there is one."""
    values: dict[str, str | int] = {}
    values |= {} if role is None else {"role": role.value}
    values |= {} if active is None else {"active": int(active)}
    values |= {} if hash_ is None else {"hash": hash_}
    key = name_key(name)
    end_sessions(connection, name)
    return connection.execute(update(_ACCOUNTS).where(_ACCOUNTS.c.key == key).values(values)).rowcount > 0


def renew_hash(connection: Connection, name: str, hash_: str) -> None:
    """Keep another hash of the same password; sessions go on."""
    connection.execute(update(_ACCOUNTS).where(_ACCOUNTS.c.key == name_key(name)).values(hash=hash_))


def begin_session(connection: Connection, digest: str, name: str, at: datetime) -> None:
    """Keep a session by the digest of its token."""
    row = {"digest": digest, "key": name_key(name), "begun_at": moment(at), "seen_at": moment(at)}
    connection.execute(insert(_SESSIONS), [row])


def find_session(connection: Connection, digest: str) -> Session | None:
    """Return a session, None where there is none or its account may not sign in."""
    query = (
        select(_ACCOUNTS, _SESSIONS.c.begun_at, _SESSIONS.c.seen_at)
        .join(_SESSIONS, _SESSIONS.c.key == _ACCOUNTS.c.key)
        .where(_SESSIONS.c.digest == digest, _ACCOUNTS.c.active == 1)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    begun, seen = datetime.fromisoformat(row.begun_at), datetime.fromisoformat(row.seen_at)
    return Session(account=_account(row), begun_at=begun, seen_at=seen)


def use_session(connection: Connection, digest: str, at: datetime) -> None:
    """Note that a session is in use."""
    connection.execute(update(_SESSIONS).where(_SESSIONS.c.digest == digest).values(seen_at=moment(at)))


def end_session(connection: Connection, digest: str) -> None:
    """End one session."""
    connection.execute(delete(_SESSIONS).where(_SESSIONS.c.digest == digest))


def end_sessions(connection: Connection, name: str) -> None:
    """End all sessions of an account."""
    connection.execute(delete(_SESSIONS).where(_SESSIONS.c.key == name_key(name)))


def forget_sessions(connection: Connection, begun: datetime, seen: datetime) -> None:
    """Remove the sessions that began, or were last used, before these times."""
    old = (_SESSIONS.c.begun_at < moment(begun)) | (_SESSIONS.c.seen_at < moment(seen))
    connection.execute(delete(_SESSIONS).where(old))


def note_attempts(connection: Connection, who: Iterable[str], at: datetime) -> None:
    """Note an attempt to sign in under each of these keys."""
    connection.execute(insert(_ATTEMPTS), [{"who": each, "at": moment(at)} for each in who])


def count_attempts(connection: Connection, who: str, since: datetime) -> int:
    """Return how many attempts were made under a key since then."""
    mine = (_ATTEMPTS.c.who == who) & (_ATTEMPTS.c.at >= moment(since))
    return connection.scalar(select(func.count()).select_from(_ATTEMPTS).where(mine)) or 0


def forget_attempts(connection: Connection, who: Iterable[str], before: datetime) -> None:
    """Remove the attempts under these keys, and all that were made before this time."""
    old = _ATTEMPTS.c.who.in_(list(who)) | (_ATTEMPTS.c.at < moment(before))
    connection.execute(delete(_ATTEMPTS).where(old))


def note_deed(connection: Connection, deed: Deed) -> None:
    """Append a line to the audit."""
    row = {
        "at": moment(deed.at),
        "who": deed.who,
        "what": deed.what,
        "about": deed.about,
        "address": deed.address,
    }
    connection.execute(insert(_AUDIT), [row])


def deeds(connection: Connection, limit: int) -> tuple[Deed, ...]:
    """Return the latest lines of the audit, the latest first."""
    rows = connection.execute(select(_AUDIT).order_by(_AUDIT.c.number.desc()).limit(limit))
    return tuple(
        Deed(
            at=datetime.fromisoformat(row.at),
            who=row.who,
            what=row.what,
            about=row.about,
            address=row.address,
        )
        for row in rows
    )


def _account(row: Row[tuple[object, ...]]) -> Account:
    """Return the account of a row."""
    return Account(
        name=row.name,
        role=Role(row.role),
        active=bool(row.active),
        made_at=datetime.fromisoformat(row.made_at),
    )


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the database says of its surroundings into one sentence."""
    try:
        yield
    except IntegrityError:
        raise
    except DatabaseError as error:
        raise RecordError(f"{path} cannot be used ({error.orig}); check the file and its folder.") from error
