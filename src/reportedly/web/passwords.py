"""Passwords: kept as Argon2id hashes (RFC 9106); a name without an account takes as long as a wrong one."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 512
"""Code points of a password."""

_HASHER = PasswordHasher()
_AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 64 MiB: many at once would be a way to exhaust the machine."""
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$Bnjnb8ZrXN/gubUzKo4QQQ$Vm1W7nMbGb62atIp/qpOWRg+eAr2gydwrPMOAm334Sw"
"""A hash of nothing that anybody knows: what a name without an account is compared with."""


def faults_of(password: str, name: str) -> str | None:
    """Return in one sentence why a password will not do, None where it will."""
    if not SHORTEST <= len(password) <= LONGEST:
        return f"A password has {SHORTEST} to {LONGEST} characters; several words are easiest to keep."
    if len(set(password)) < 5:
        return "This password repeats a few characters; take several words."
    folded, own = password.casefold(), name.casefold()
    if own and folded.replace(own, "").strip(" 0123456789!.-_") == "":
        return "This password is little but the name; take several words."
    return None


def hash_password(password: str) -> str:
    """Return the hash that is kept."""
    with _AT_ONCE:
        return _HASHER.hash(_folded(password))


def matches(kept: str | None, password: str) -> bool:
    """Return whether a password has this hash; None is no account, takes as long and is never matched."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, _folded(password[:LONGEST])) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_dated(kept: str) -> bool:
    """Return whether a hash was made with less than today's costs."""
    return _HASHER.check_needs_rehash(kept)


def _folded(password: str) -> bytes:
    """Return the bytes of a password, however its letters were typed."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
