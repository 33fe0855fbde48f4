"""``reportedly users``: who may sign in to ``serve``, with which role."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.table import Table

from reportedly.cli.console import NO_RECORD, USAGE, fail, into, opened_accounts, plain, stdout
from reportedly.store.accounts import (
    Account,
    Accounts,
    Deed,
    NameTaken,
    Role,
    add_account,
    change_account,
    changing,
    deeds,
    find_account,
    list_accounts,
    looking,
    note_deed,
)

COMMAND = "(command)"
"""Who did it, in the audit."""

_role = click.option(
    "--role",
    type=click.Choice([each.value for each in Role]),
    default=Role.READER.value,
    show_default=True,
    help="What they may do.",
)


@click.group()
def users() -> None:
    """Look after the accounts of `reportedly serve`: add, list, change, see what was done.

    They lie beside the record in RECORD-accounts, which you alone can read, and are part of no export.
    Passwords are asked for, or read from standard input; never give one on the command line.

    \b
    Example:
      reportedly users add ada --role admin --into record.db
      pass show desk/bo | reportedly users add bo --role reviewer --into record.db
    """


@contextmanager
def _accounts(record_path: Path, *, create: bool = False) -> Iterator[Accounts]:
    """Yield the accounts beside a record; what is wrong is said in one line."""
    if not record_path.is_file():
        fail(f"There is no record at {record_path}; read some reports into it first.", NO_RECORD)
    with opened_accounts(record_path, create=create) as found:
        if found is None:
            fail(f"{record_path} has no accounts yet; make one with `reportedly users add NAME`", USAGE)
        yield found


@users.command()
@click.argument("name")
@_role
@into
def add(name: str, role: str, record_path: Path) -> None:
    """Add an account; the password is asked for, or read from standard input."""
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        fail("a name has 1 to 80 letters, digits and signs", USAGE)
    with _accounts(record_path, create=True) as accounts:
        with looking(accounts) as connection:
            if find_account(connection, name) is not None:
                fail(f"there is an account {name} already", USAGE)
        hash_ = _hashed(name)
        at = datetime.now(UTC)
        try:
            with changing(accounts) as connection:
                add_account(connection, Account(name=name, role=Role(role), active=True, made_at=at), hash_)
                note_deed(connection, Deed(at=at, who=COMMAND, what=f"added as {role}", about=name))
        except NameTaken:
            fail(f"there is an account {name} already", USAGE)
    stdout().print(plain(f"{name} may sign in as {role}."))


@users.command(name="list")
@into
def list_(record_path: Path) -> None:
    """List the accounts."""
    with _accounts(record_path) as accounts, looking(accounts) as connection:
        found = list_accounts(connection)
    table = Table(
        "name", "role", "since", "", box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold"
    )
    for each in found:
        state = "" if each.active else "disabled"
        table.add_row(plain(each.name), each.role.value, f"{each.made_at:%Y-%m-%d}", state)
    stdout().print(table)


@users.command()
@click.argument("name")
@into
def password(name: str, record_path: Path) -> None:
    """Set a new password; it is asked for, or read from standard input. All sessions end."""
    with _accounts(record_path) as accounts:
        with looking(accounts) as connection:
            if find_account(connection, name) is None:
                fail(f"there is no account {name}; `reportedly users list` lists them", USAGE)
        _change(accounts, name, "set the password", hash_=_hashed(name))
    stdout().print(plain(f"{name} has a new password."))


@users.command()
@click.argument("name")
@click.argument("role", type=click.Choice([each.value for each in Role]))
@into
def role(name: str, role: str, record_path: Path) -> None:
    """Give an account another role. All its sessions end."""
    with _accounts(record_path) as accounts:
        _change(accounts, name, f"made {role}", role=Role(role))
    stdout().print(plain(f"{name} is {role} now."))


@users.command()
@click.argument("name")
@into
def disable(name: str, record_path: Path) -> None:
    """Let an account sign in no more; its sessions end at once."""
    with _accounts(record_path) as accounts:
        _change(accounts, name, "disabled", active=False)
    stdout().print(plain(f"{name} may not sign in any more."))


@users.command()
@click.argument("name")
@into
def enable(name: str, record_path: Path) -> None:
    """Let a disabled account sign in again."""
    with _accounts(record_path) as accounts:
        _change(accounts, name, "enabled", active=True)
    stdout().print(plain(f"{name} may sign in again."))


@users.command()
@click.option(
    "--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many lines."
)
@into
def log(limit: int, record_path: Path) -> None:
    """List who signed in, who failed to, and what was changed, the latest first."""
    with _accounts(record_path) as accounts, looking(accounts) as connection:
        found = deeds(connection, limit)
    for each in found:
        about = f" {each.about}" if each.about else ""
        address = f" from {each.address}" if each.address else ""
        stdout().print(plain(f"{each.at:%Y-%m-%d %H:%M:%S} {each.who} {each.what}{about}{address}"))


def _change(
    accounts: Accounts,
    name: str,
    what: str,
    *,
    role: Role | None = None,
    active: bool | None = None,
    hash_: str | None = None,
) -> None:
    """Change an account, and note it."""
    with changing(accounts) as connection:
        if find_account(connection, name) is None:
            fail(f"there is no account {name}; `reportedly users list` lists them", USAGE)
        change_account(connection, name, role=role, active=active, hash_=hash_)
        note_deed(connection, Deed(at=datetime.now(UTC), who=COMMAND, what=what, about=name))


def _hashed(name: str) -> str:
    """Return the hash of a password that was typed twice, or stands in the first line of standard input."""
    try:
        from reportedly.web.passwords import faults_of, hash_password
    except ImportError as error:
        fail(f"users needs {error.name}; install it with: pip install 'reportedly[web]'", USAGE)
    if sys.stdin.isatty():
        given = str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again"))
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    fault = faults_of(given, name)
    if fault is not None:
        fail(fault, USAGE)
    return hash_password(given)
