"""Accounts beside a record: names, sessions, attempts and the audit, as the file keeps them."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reportedly.store.accounts import (
    Account,
    Accounts,
    Deed,
    NameTaken,
    Role,
    accounts_path,
    add_account,
    begin_session,
    change_account,
    changing,
    close_accounts,
    count_attempts,
    deeds,
    end_session,
    find_account,
    find_session,
    forget_attempts,
    forget_sessions,
    list_accounts,
    looking,
    note_attempts,
    note_deed,
    open_accounts,
    use_session,
)
from reportedly.store.record import RecordError

AT = datetime(2031, 5, 6, 8, tzinfo=UTC)
ADA = Account(name="Ada", role=Role.ADMIN, active=True, made_at=AT)


@pytest.fixture
def accounts(tmp_path: Path) -> Iterator[Accounts]:
    """An open file of accounts with one in it."""
    found = open_accounts(tmp_path / "record.db-accounts", create=True)
    assert found is not None
    with changing(found) as connection:
        add_account(connection, ADA, "hash")
    yield found
    close_accounts(found)


def test_accounts_lie_beside_their_record(tmp_path: Path) -> None:
    """Each record has accounts of its own, and none are made by looking."""
    assert accounts_path(tmp_path / "record.db") == tmp_path / "record.db-accounts"
    assert open_accounts(tmp_path / "record.db-accounts", create=False) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ada", "ADA", " Ada ", "\uff21da"])
def test_a_name_is_one_however_it_is_typed(accounts: Accounts, name: str) -> None:
    """Nobody passes for another by capitals or wide letters."""
    with looking(accounts) as connection:
        found = find_account(connection, name)
    assert found == (ADA, "hash")
    with pytest.raises(NameTaken), changing(accounts) as connection:
        other = Account(name=name, role=Role.READER, active=True, made_at=AT)
        add_account(connection, other, "x")


def test_a_session_lasts_until_it_is_ended(accounts: Accounts) -> None:
    """By its own end, by age, by disuse, or by any change of its account."""
    with changing(accounts) as connection:
        for digest in ("a", "b", "c", "d"):
            begin_session(connection, digest, "ada", AT)
        use_session(connection, "b", AT + timedelta(hours=1))
        assert (found := find_session(connection, "b")) is not None
        assert (found.account, found.seen_at) == (ADA, AT + timedelta(hours=1))
        end_session(connection, "a")
        forget_sessions(connection, AT - timedelta(hours=1), AT + timedelta(minutes=1))
        assert [find_session(connection, each) is not None for each in "abcd"] == [False, True, False, False]
        assert change_account(connection, "ADA", role=Role.READER)
        assert find_session(connection, "b") is None
        assert not change_account(connection, "nobody", active=False)


def test_who_may_not_sign_in_has_no_session(accounts: Accounts) -> None:
    """A session of a disabled account is none, however it came to be."""
    with changing(accounts) as connection:
        change_account(connection, "ada", active=False)
        begin_session(connection, "late", "ada", AT)
        assert find_session(connection, "late") is None
        assert [each.active for each in list_accounts(connection)] == [False]


def test_attempts_are_counted_in_a_window(accounts: Accounts) -> None:
    """Yesterday's slips do not count today, and a success forgets its own alone."""
    with changing(accounts) as connection:
        note_attempts(connection, ["on ada", "from x"], AT)
        note_attempts(connection, ["on ada"], AT + timedelta(minutes=20))
        assert count_attempts(connection, "on ada", AT) == 2
        assert count_attempts(connection, "on ada", AT + timedelta(minutes=1)) == 1
        forget_attempts(connection, ["on ada"], AT - timedelta(days=1))
        assert count_attempts(connection, "on ada", AT) == 0
        assert count_attempts(connection, "from x", AT) == 1


def test_the_audit_is_the_latest_first(accounts: Accounts) -> None:
    """What was done is read from the end, and nothing of it is changed."""
    told = [Deed(at=AT, who="ada", what="signed in", address=f"10.0.0.{at}") for at in range(3)]
    with changing(accounts) as connection:
        for deed in told:
            note_deed(connection, deed)
        assert deeds(connection, 2) == (told[2], told[1])


def test_files_that_are_none_are_said(tmp_path: Path) -> None:
    """A file of another kind, or of a newer version, is one sentence and is left as it is."""
    path = tmp_path / "record.db-accounts"
    path.write_bytes(b"no database at all, but longer than a header " * 40)
    before = path.read_bytes()
    with pytest.raises(RecordError):
        open_accounts(path, create=False)
    assert path.read_bytes() == before
    newer = tmp_path / "newer"
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(RecordError, match="newer"):
        open_accounts(newer, create=False)
