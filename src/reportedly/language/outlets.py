"""News outlets and agencies of the world: canonical names, the names people use, domains."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from reportedly.language.tables import read_table

_SCHEME = re.compile(r"(?:https?://)?(?:www\d?\.)?", re.IGNORECASE)
_ARTICLES = ("the ",)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})


class OutletKind(StrEnum):
    """What an outlet is; agencies are those whose text others print."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One outlet: canonical name, other names, domains, ISO 3166 two-letter country, kind.

    ``short`` holds names that are too common to tell alone ("the Post", "the Times"): they mean this
    outlet only where the report has named it otherwise.
    """

    name: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: OutletKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlets:
    """All outlets, with an index by folded name and by domain; read-only."""

    all: tuple[Outlet, ...]
    by_name: Mapping[str, Outlet]
    by_short: Mapping[str, tuple[Outlet, ...]]
    by_domain: Mapping[str, Outlet]

    def find(self, name: str) -> Outlet | None:
        """Return the outlet of this name, alias, domain or address; case, "the" and spacing do not matter.

        None for an unknown name and for one that is too short to tell (see ``find_short``).
        """
        return self.by_name.get(fold_outlet(name)) or self._find_domain(name)

    def find_short(self, name: str) -> tuple[Outlet, ...]:
        """Return every outlet that a short name may mean, by canonical name; empty where there is none."""
        return self.by_short.get(fold_outlet(name), ())

    def _find_domain(self, address: str) -> Outlet | None:
        if "." not in address or any(char.isspace() for char in address.strip()):
            return None
        host = re.split(r"[/:?#]", _SCHEME.sub("", address.strip(), count=1)[:253], maxsplit=1)[0].casefold()
        while "." in host:
            if (found := self.by_domain.get(host)) is not None:
                return found
            host = host.partition(".")[2]
        return None


def fold_outlet(name: str) -> str:
    """Return a name as the index holds it: lower case, single spaces, plain apostrophes, without "the"."""
    folded = " ".join(name.translate(_APOSTROPHES).casefold().split()).strip(" .,:;\"'“”()[]")
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def load_outlets(code: str) -> Outlets:
    """Return the outlets of ``language/<code>/outlets.toml``.

    Raises ValueError where two outlets claim one name or domain, or one claims a name as both sure and short.
    """
    outlets = tuple(_read(row) for row in read_table(code, "outlets")["outlet"])
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    by_short: dict[str, list[Outlet]] = defaultdict(list)
    for outlet in outlets:
        short = dict.fromkeys(fold_outlet(name) for name in outlet.short)
        for name in short:
            by_short[name].append(outlet)
        for name in dict.fromkeys(fold_outlet(name) for name in (outlet.name, *outlet.aliases)):
            if name not in short:
                _claim(by_name, name, outlet)
        for domain in outlet.domains:
            _claim(by_domain, domain, outlet)
    if doubled := sorted(by_name.keys() & by_short.keys()):
        raise ValueError(f"names both sure and short: {', '.join(doubled)}")
    return Outlets(
        all=outlets,
        by_name=MappingProxyType(by_name),
        by_short=MappingProxyType(
            {key: tuple(sorted(of, key=lambda o: o.name)) for key, of in by_short.items()}
        ),
        by_domain=MappingProxyType(by_domain),
    )


def _claim(index: dict[str, Outlet], key: str, outlet: Outlet) -> None:
    if key in index:
        raise ValueError(f"{key!r} is claimed by {index[key].name} and {outlet.name}")
    index[key] = outlet


def _read(row: dict[str, Any]) -> Outlet:
    return Outlet(
        name=row["name"],
        aliases=tuple(row.get("aliases", ())),
        short=tuple(row.get("short", ())),
        domains=tuple(row.get("domains", ())),
        country=row["country"],
        kind=OutletKind(row["kind"]),
    )
