"""Words that reports on any matter may use."""

from functools import cache

from reportedly.language.tables import read_table


@cache
def load_commonplace(code: str) -> frozenset[str]:
    """Return the folded words of ``language/<code>/commonplace.toml``."""
    return frozenset(read_table(code, "commonplace")["words"].split())
