"""What every answer says to the browser, and which requests get none."""

from collections.abc import Mapping
from types import MappingProxyType

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names under which this machine alone reaches itself."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
            " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
)
"""On every answer: nothing but our own files is loaded, nothing inline runs, nobody frames us."""

RAW_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""On bytes that came from elsewhere: they are shown or kept, never run."""


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach a server at this address."""
    return host.strip("[]").lower() in LOOPBACK


def host_allowed(header: str) -> bool:
    """Return whether a request's Host names this machine; another name may be a rebound one."""
    name = header.rpartition(":")[0] if not header.endswith("]") and ":" in header else header
    return is_loopback(name)


def from_here(headers: Mapping[str, str]) -> bool:
    """Return whether a request that changes something was made by one of our own pages."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")
