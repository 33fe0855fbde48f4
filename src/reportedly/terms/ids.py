"""Identifiers that two machines agree on."""

from hashlib import blake2b


def identify(kind: str, *fields: str | int) -> str:
    """Return ``kind`` + "-" + 20 hexadecimal digits, a digest of the defining fields.

    Each field is packed with its own length, so that no two different field lists share a digest by
    moving a boundary ("ab", "c" and "a", "bc" differ).
    """
    digest = blake2b(digest_size=10, person=kind.encode()[:16])
    for field in fields:
        packed = str(field).encode("utf-8", "surrogatepass")
        digest.update(len(packed).to_bytes(8, "big"))
        digest.update(packed)
    return f"{kind}-{digest.hexdigest()}"
