"""The data files of one language."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_table(language: str, name: str) -> dict[str, Any]:
    """Return the parsed ``language/<language>/<name>.toml``; callers must not change it.

    Raises FileNotFoundError where the language has no such table.
    """
    path = resources.files("reportedly.language") / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
