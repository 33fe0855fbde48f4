"""Signing in: who sends a request, for how long, and how often a wrong password may be tried."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from reportedly.store.accounts import (
    Accounts,
    Deed,
    Role,
    begin_session,
    change_account,
    changing,
    count_attempts,
    end_session,
    find_account,
    find_session,
    forget_attempts,
    forget_sessions,
    looking,
    name_key,
    note_attempts,
    note_deed,
    renew_hash,
    use_session,
)
from reportedly.web.passwords import faults_of, hash_password, is_dated, matches

WHOLE, IDLE = timedelta(hours=12), timedelta(hours=2)
"""How long a session lasts at most, and without being used."""
NOTED = timedelta(minutes=1)
"""How exactly is known when a session was last used."""
WINDOW = timedelta(minutes=15)
MOST_HERE, MOST_FROM, MOST_ON = 5, 30, 60
"""Attempts in a ``WINDOW``: on one account from one address, from one address, on one account."""
UNKNOWN_NAME = "(no such account)"
"""What the audit says of a name without an account: people type passwords into the wrong field."""


def now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the application is reached and who may use it.

    Without ``accounts`` everybody who reaches it may decide, in the name ``reviewer`` or one they give.
    ``names`` are those under which other machines reach it, beside addresses; ``reached`` says whether they
    can. ``secure`` says that browsers reach it by https.
    """

    accounts: Accounts | None = None
    reached: bool = False
    names: frozenset[str] = frozenset()
    secure: bool = False
    reviewer: str = ""
    clock: Callable[[], datetime] = now
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def cookie(self) -> str:
        """What the cookie of a session is called; a browser takes "__Host-" by https alone."""
        return "__Host-reportedly-session" if self.secure else "reportedly-session"

    @property
    def before(self) -> str:
        """What the cookie of somebody who has not signed in yet is called."""
        return "__Host-reportedly-door" if self.secure else "reportedly-door"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who sends a request: the name ("" for nobody yet), the role, and the token of their forms."""

    name: str
    role: Role | None
    token: str


class NotSignedIn(Exception):
    """Nobody is signed in by this; ``detail`` is the same whatever is wrong. ``wait_s``: not before then."""

    def __init__(self, detail: str, wait_s: int = 0) -> None:
        super().__init__(detail)
        self.detail = detail
        self.wait_s = wait_s


def form_token(key: bytes, secret: str) -> str:
    """Return the token of forms that goes with a secret, which it does not give away."""
    return hmac.new(key, b"form:" + secret.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Return whether two secrets are one, in a time that says nothing about them."""
    return bool(one) and hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))


def visitor_of(setting: Setting, accounts: Accounts, session: str) -> Visitor | None:
    """Return who is signed in by the token of a session, None for nobody; the session is used by that."""
    if not session:
        return None
    at, digest = setting.clock(), _digest(session)
    with looking(accounts) as connection:
        found = find_session(connection, digest)
    if found is None or at - found.begun_at > WHOLE or at - found.seen_at > IDLE:
        return None
    if at - found.seen_at > NOTED:
        with changing(accounts) as connection:
            use_session(connection, digest, at)
    # The token of forms follows from the session's own secret: it outlives the server, and dies with it.
    return Visitor(name=found.account.name, role=found.account.role, token=form_token(b"", session))


def sign_in(setting: Setting, accounts: Accounts, name: str, password: str, address: str) -> str:
    """Return the token of a new session. Raises NotSignedIn.

    An attempt counts before the password is looked at, so that many at once are counted too. A name without
    an account is answered as a wrong password is, after as long.
    """
    at = setting.clock()
    keys = (f"{address} {name_key(name)}", f"from {address}", f"on {name_key(name)}")
    with changing(accounts) as connection:
        tried = [count_attempts(connection, key, at - WINDOW) for key in keys]
        late = any(
            number >= most for number, most in zip(tried, (MOST_HERE, MOST_FROM, MOST_ON), strict=True)
        )
        found = find_account(connection, name)
        known = found[0].name if found is not None else UNKNOWN_NAME
        if late:
            note_deed(connection, Deed(at=at, who=known, what="kept waiting", address=address))
        else:
            note_attempts(connection, keys, at)
    if late:
        raise NotSignedIn("Too many attempts; wait a quarter of an hour.", int(WINDOW.total_seconds()))
    right = matches(found[1] if found is not None else None, password)
    if found is None or not right or not found[0].active:
        with changing(accounts) as connection:
            note_deed(connection, Deed(at=at, who=known, what="failed to sign in", address=address))
        raise NotSignedIn("This name and this password do not go together.")
    token = secrets.token_urlsafe(32)
    with changing(accounts) as connection:
        if find_account(connection, name) != found:
            raise NotSignedIn("The account was changed meanwhile; try again.")
        forget_attempts(connection, keys[:1], at - WINDOW)
        forget_sessions(connection, at - WHOLE, at - IDLE)
        if is_dated(found[1]):
            renew_hash(connection, known, hash_password(password))
        begin_session(connection, _digest(token), known, at)
        note_deed(connection, Deed(at=at, who=known, what="signed in", address=address))
    return token


def sign_out(setting: Setting, accounts: Accounts, session: str, who: str, address: str) -> None:
    """End a session."""
    with changing(accounts) as connection:
        end_session(connection, _digest(session))
        note_deed(connection, Deed(at=setting.clock(), who=who, what="signed out", address=address))


def change_password(
    setting: Setting, accounts: Accounts, who: str, given: tuple[str, str], address: str
) -> None:
    """Put a new password in place of the old one, ``given`` in this order; all sessions end.

    Raises NotSignedIn where the old one is wrong, or the new one will not do.
    """
    old, new = given
    sign_in(setting, accounts, who, old, address)
    fault = faults_of(new, who)
    if fault is not None:
        raise NotSignedIn(fault)
    hash_ = hash_password(new)
    with changing(accounts) as connection:
        change_account(connection, who, hash_=hash_)
        deed = Deed(at=setting.clock(), who=who, what="changed the password", about=who, address=address)
        note_deed(connection, deed)


def _digest(session: str) -> str:
    """Return what of a session's token is kept."""
    return hashlib.sha256(session.encode("utf-8", "replace")).hexdigest()
