"""What the files of the package promise: small, speaking names, no strangers' code."""

import ast
import tomllib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from reportedly.cli.main import commands

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "reportedly"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
"""Lines."""
NAMELESS = {"utils", "util", "helpers", "helper", "core", "base", "common", "misc", "shared_code"}
FORBIDDEN = {
    "pickle",
    "marshal",
    "shelve",
    "subprocess",
    "socket",
    "urllib.request",
    "http",
    "requests",
    "httpx",
    "ftplib",
    "smtplib",
    "ctypes",
}
LOCAL_POOL = {"multiprocessing", "concurrent"}
"""Modules that start processes: in run/pool.py alone."""
NETWORK = {"httpx"}
"""Modules that fetch: in run/fetching.py alone, which does so only for addresses that a person named."""
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}

names = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))


def test_there_are_modules_to_check() -> None:
    """A check over no files would always pass."""
    assert len(MODULES) > 50


@names
def test_files_and_functions_are_short(path: Path) -> None:
    """A reader can hold one file in mind, and see one function at once."""
    source = path.read_text(encoding="utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert len(source.splitlines()) <= LONGEST_FILE
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_FUNCTION} == {}


@names
def test_names_say_what_is_inside(path: Path) -> None:
    """A module named for nothing takes in everything."""
    assert not NAMELESS & set(path.relative_to(SOURCE).with_suffix("").parts)


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the name of everything that is imported, and of all that it stands in."""
    for node in ast.walk(tree):
        inside = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                parts = f"{inside}{alias.name}".split(".")
                yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))


@names
def test_nothing_runs_or_fetches_what_strangers_wrote(path: Path) -> None:
    """Inputs are hostile: no pickles, no evaluated text, no other program, no network."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    forbidden = FORBIDDEN if path == SOURCE / "run" / "pool.py" else FORBIDDEN | LOCAL_POOL
    forbidden = forbidden - NETWORK if path == SOURCE / "run" / "fetching.py" else forbidden
    # A PDF is read by our own module in a process that can be stopped.
    # So is lineage compiled, once: what that takes is no part of a process that reads.
    own = (SOURCE / "reports" / "pdf.py", SOURCE / "run" / "warming.py")
    forbidden = forbidden - {"subprocess"} if path in own else forbidden

    assert set(imported(tree)) & forbidden == set()
    assert called & RUNS_TEXT == set()


@pytest.mark.parametrize("page", ["README.md", "docs"])
@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_is_written_about(name: str, page: str) -> None:
    """A command that no page names is found by nobody."""
    place = ROOT / page
    pages = (
        [place]
        if place.is_file()
        else [each for each in place.rglob("*.md") if "decisions" not in each.parts]
    )
    if not pages:
        pytest.skip(f"{page} is not written yet")

    assert any(f"reportedly {name}" in each.read_text(encoding="utf-8") for each in pages)


def tables(place: Traversable) -> Iterator[str]:
    """Yield the names of all TOML tables at or below a place of the installed package."""
    for each in place.iterdir():
        if each.is_dir():
            yield from tables(each)
        elif each.name.endswith(".toml"):
            assert tomllib.loads(each.read_text(encoding="utf-8"))
            yield each.name


def test_the_installed_package_has_its_data() -> None:
    """A wheel without its tables installs well and fails at the first report."""
    held = sorted(tables(resources.files("reportedly")))

    assert held == sorted(path.name for path in SOURCE.rglob("*.toml"))
    assert len(held) >= 10


def test_the_wheel_is_told_to_take_the_data() -> None:
    """The tables lie in folders that are packages or below one; the patterns must reach all of them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    patterns = settings["package-data"]["reportedly"]
    taken = {path for pattern in patterns for path in SOURCE.glob(pattern)}

    assert set(SOURCE.rglob("*.toml")) | {SOURCE / "py.typed"} <= taken
