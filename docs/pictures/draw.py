"""Draw the pictures of real output: runs the commands on examples/ and writes what they print as SVG."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WIDTH = 112
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
"""Fonts from elsewhere, which a picture must not fetch."""


def run(*words: str) -> str:
    """Return what ``reportedly`` prints for these words, as wide as the picture."""
    command = [sys.executable, "-m", "reportedly", *words]
    wide = {**os.environ, "COLUMNS": str(WIDTH)}
    done = subprocess.run(command, cwd=ROOT, env=wide, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout


def draw(name: str, shown: str, output: str) -> None:
    """Write ``name``.svg: a terminal with the command and its output."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere)
        console.print(Text(f"$ {shown}", style="bold green"))
        console.print(Text(output.rstrip()))
        svg = FONT_FACE.sub("", console.export_svg(title="reportedly"))
    lines = (line.rstrip() for line in svg.splitlines())
    (HERE / f"{name}.svg").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Draw every picture."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "demo.db")
        read = run("read", "examples/reports", "--into", record).replace(record, "demo.db")
        draw("read", "reportedly read examples/reports --into demo.db", read)


if __name__ == "__main__":
    main()
