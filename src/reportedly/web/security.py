"""What every answer says to the browser, and which requests get none."""

from collections.abc import Collection, Mapping
from ipaddress import ip_address
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


def name_of(header: str) -> str:
    """Return the name in a Host header, without the port."""
    name = header.rpartition(":")[0] if not header.endswith("]") and ":" in header else header
    return name.strip("[]").lower() if name.startswith("[") == name.endswith("]") else ""


def host_allowed(header: str, reached: bool = False, names: Collection[str] = ()) -> bool:
    """Return whether a request's Host names this server; another name may be a rebound one.

    Where other machines reach it (``reached``), any bare address will do, since nobody can rebind an address,
    and its own ``names``.
    """
    name = name_of(header)
    if is_loopback(name) or (reached and name in names):
        return True
    try:
        return reached and bool(ip_address(name))
    except ValueError:
        return False


def from_here(headers: Mapping[str, str]) -> bool:
    """Return whether a request that changes something was made by one of our own pages, or by no page."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")
