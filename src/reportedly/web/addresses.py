"""What the address of a page says, both ways: a filter that is shared is a link that is shared."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from reportedly.register.cells import CELLS
from reportedly.run.countries import country_code
from reportedly.run.pages_register import COUNTED, NOT_KNOWN, Filter

TEXTS = ("since", "until", "country", "realis", "words", "story", "total", "status")
LONGEST = 500
"""Characters of one field that are looked at."""


def read_filter(asked: Mapping[str, str]) -> Filter:
    """Return the filter that an address asks for; fields that are no fields are passed over.

    A country is named or written as its code. Raises NotFound where there is none such.
    """
    given = {name: asked.get(name, "").strip()[:LONGEST] for name in (*TEXTS, *CELLS, "origins")}
    if given["country"] not in ("", NOT_KNOWN):
        given["country"] = country_code(given["country"])
    return Filter(
        cells=tuple((name, given[name]) for name in CELLS if name not in TEXTS and given[name]),
        **{name: given[name] for name in TEXTS},
        origins=int(given["origins"]) if given["origins"].isdecimal() and len(given["origins"]) < 6 else 0,
        disagreeing=asked.get("disagreeing", "") in {"1", "on", "true"},
    )


def narrowed(asked: Filter, cells: Mapping[str, str]) -> Filter:
    """Return the filter with these cells in place of its own of the same names.

    A cell that is a field of the filter too becomes that field; of the register's realis only what the
    register counts is meant.
    """
    rest = {name: value for name, value in cells.items() if name not in TEXTS}
    fields = {name: value for name, value in cells.items() if name in TEXTS}
    if fields.get("realis") and asked.realis == "":
        fields["realis"] = f"{COUNTED}{fields['realis']}"
    return replace(asked, cells=tuple({**dict(asked.cells), **rest}.items()), **fields)  # type: ignore[arg-type]  # texts


def write_filter(asked: Filter, more: Mapping[str, Any] | None = None) -> str:
    """Return the query of an address, "?" first, empty where nothing is asked; ``more`` is added to it."""
    pairs: dict[str, Any] = {name: value for name in TEXTS if (value := getattr(asked, name))}
    pairs.update(asked.cells)
    if asked.origins:
        pairs["origins"] = asked.origins
    if asked.disagreeing:
        pairs["disagreeing"] = 1
    return query_of({**pairs, **(more or {})})


def query_of(pairs: Mapping[str, Any]) -> str:
    """Return a query, "?" first; empty fields are left out."""
    kept = {name: value for name, value in pairs.items() if value not in (None, "", False, ())}
    return "?" + urlencode(kept, doseq=True, errors="replace") if kept else ""


def page_number(asked: Mapping[str, str]) -> int:
    """Return the page asked for, from 1."""
    given = asked.get("page", "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 8 else 1
