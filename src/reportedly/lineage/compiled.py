"""Compiling: the loops over words and passages run as machine code (Numba: Lam, Pitrou and Seibert, 2015).

What is compiled is kept beside the program, else in the user's cache, in a folder named after all of the
loops' source: Numba looks at the file of a loop alone, and would keep one whose callees in other files have
changed.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import njit

Loop = TypeVar("Loop", bound=Callable[..., object])

_SOURCES = Path(__file__).parent
_BESIDE = _SOURCES / "__pycache__" / "compiled"
_NOTE = "all"
_SETTINGS: Any = numba.config


def compiled(loop: Loop) -> Loop:
    """Return the same function as machine code, made when it is first called; it takes arrays and numbers."""
    folder = _folder()
    if folder is None:  # nowhere to keep it: each process compiles anew
        return cast(Loop, njit(error_model="numpy")(loop))
    before, _SETTINGS.CACHE_DIR = _SETTINGS.CACHE_DIR, str(folder)
    try:
        return cast(Loop, njit(cache=True, error_model="numpy")(loop))
    finally:
        _SETTINGS.CACHE_DIR = before


def is_kept() -> bool:
    """Return whether there is nothing to compile ahead: all of the source as it is was noted to be kept, or
    there is nowhere to keep it."""
    folder = _folder()
    return folder is None or (folder / _NOTE).exists()


def note_kept() -> None:
    """Note that all is compiled and kept."""
    folder = _folder()
    if folder is not None:
        (folder / _NOTE).touch()


@cache
def _folder() -> Path | None:
    """Return the folder for what is compiled of the source as it is, None where none can be written."""
    source = sha256(b"\0".join(path.read_bytes() for path in sorted(_SOURCES.glob("*.py")))).hexdigest()[:16]
    for parent in _parents():
        folder = parent / source
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            if parent == _BESIDE:  # of what others may use at the same time nothing is deleted
                for other in parent.iterdir():
                    if other != folder:
                        shutil.rmtree(other, ignore_errors=True)
            return folder
    return None


def _parents() -> Iterator[Path]:
    """Yield where the folder may lie, the best place first."""
    if _SETTINGS.CACHE_DIR:
        yield Path(_SETTINGS.CACHE_DIR) / "reportedly"
    yield _BESIDE
    yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "reportedly" / "compiled"
