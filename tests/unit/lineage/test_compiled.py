"""Compiling: what is kept is that of the source as it is, and the program runs where nothing can be kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.lineage import compiled

STEP = """
from reportedly.lineage.compiled import compiled

@compiled
def step(number):
    return number + {more}
"""
LOOP = """
from reportedly.lineage.compiled import compiled
from reportedly.lineage.step import step

@compiled
def loop(times):
    found = 0
    for _ in range(times):
        found = step(found)
    return found
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A program of its own: the decorator, and a loop whose callee is in another file."""
    folder = tmp_path / "src" / "reportedly" / "lineage"
    folder.mkdir(parents=True)
    for each in (folder.parent, folder):
        (each / "__init__.py").write_text("")
    (folder / "compiled.py").write_bytes(Path(compiled.__file__).read_bytes())
    (folder / "step.py").write_text(STEP.format(more=1))
    (folder / "loop.py").write_text(LOOP)
    return folder


def run(package: Path, cache: Path) -> str:
    """Return what ten rounds of the loop give, in a process whose user's cache is the given one."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    environment |= {"PYTHONPATH": str(package.parents[1]), "HOME": str(cache), "XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", "from reportedly.lineage.loop import loop; print(loop(10))"],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def kept(folder: Path) -> dict[str, int]:
    """Return the files of machine code in a folder, by name, and when each was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*.nbc")}


def test_what_was_compiled_is_used_again_and_made_again_when_any_file_changes(
    package: Path, tmp_path: Path
) -> None:
    """Compiling takes a minute and is done once; but a loop that went on calling what another file no longer
    says would find copies that nobody wrote."""
    beside, cache = package / "__pycache__" / "compiled", tmp_path / "cache"
    assert run(package, cache) == "10"
    (folder,) = beside.iterdir()
    first = kept(folder)
    assert first
    assert run(package, cache) == "10"
    assert kept(folder) == first
    assert not cache.exists()

    (package / "step.py").write_text(STEP.format(more=7))
    assert run(package, cache) == "70"
    (other,) = beside.iterdir()
    assert other != folder, "what no source makes any more is thrown away"


def test_beside_a_program_that_cannot_be_written_to_the_users_cache_is_used(
    package: Path, tmp_path: Path
) -> None:
    """A package installed by the system for all belongs to nobody who runs it."""
    (package / "__pycache__").write_text("no folder")
    assert run(package, tmp_path / "cache") == "10"

    assert kept(tmp_path / "cache" / "reportedly" / "compiled")


def test_where_nothing_can_be_written_it_runs_all_the_same(package: Path, tmp_path: Path) -> None:
    """A container without a home and with a read-only program compiles each time, and finds the same."""
    (package / "__pycache__").write_text("no folder")
    (tmp_path / "cache").write_text("no folder")

    assert run(package, tmp_path / "cache") == "10"
