"""Addresses as other programs can take them."""

import re
from urllib.parse import quote, urlsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:")
_KEPT = ":/?#[]@!$&'()*+,;=%~"
"""Signs that an address may hold as they are (RFC 3986)."""


def iri(address: str, record_id: str) -> str:
    """Return an address with everything unsafe in it escaped; one without a scheme gives way to a URN."""
    if not _SCHEME.match(address):
        return urn(record_id)
    return quote(address, safe=_KEPT, errors="surrogatepass")


def urn(record_id: str) -> str:
    """Return the name of a record of ours, the same in every export."""
    return f"urn:reportedly:{quote(record_id, safe='')}"


def is_web(address: str) -> bool:
    """Tell whether an address is one of the web."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
