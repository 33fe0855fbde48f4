"""Identifiers that two machines agree on."""

from hashlib import blake2b

from reportedly.terms.lineage import Copy


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


def copy_id(copy: Copy) -> str:
    """Return the id of a copy: of its two spans."""
    source, there = copy.source, copy.copy
    fields = (source.report_id, source.start, source.end, there.report_id, there.start, there.end)
    return identify("copy", *fields)
