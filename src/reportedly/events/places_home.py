"""Where the outlet of a report prints: a hint of the country that its places lie in."""

import re

from reportedly.language.language import Language

_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@\s]*@)?([^/:?#\s]+)", re.IGNORECASE)
_CODE = re.compile(r"[a-z]{2}")
_SOLD = frozenset(
    {"io", "co", "tv", "me", "ai", "ly", "fm", "ws", "cc", "gg", "sh", "to", "la", "vc", "st", "eu"}
)
"""Country codes that are sold to anybody, and the one that is no country's."""
_OTHERWISE = {"uk": "GB"}


def home_of(outlet: str | None, address: str | None, language: Language) -> str | None:
    """Return the ISO 3166 code of the country of an outlet, None where neither name nor address tells.

    A known outlet's is that of its seat; else the address's last part tells ("example.com.au": AU), unless
    such addresses are sold to anybody.
    """
    for name in (outlet, address):
        known = language.outlets.find(name) if name else None
        if known is not None:
            return known.country
    found = _HOST.match(address or "")
    last = found.group(1).rpartition(".")[2].lower() if found is not None and "." in found.group(1) else ""
    if not _CODE.fullmatch(last) or last in _SOLD:
        return None
    return _OTHERWISE.get(last, last.upper())
