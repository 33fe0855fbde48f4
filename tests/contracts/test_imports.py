"""The directions of import that ARCHITECTURE.md promises, as pyproject.toml states them."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_contract_is_kept(tmp_path: Path) -> None:
    """Arrows point down, stages never meet, SQL and the terminal have one home each."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    checked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--config",
            str(ROOT / "pyproject.toml"),
            "--cache-dir",
            str(tmp_path),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert f"{len(contracts)} kept, 0 broken" in checked.stdout
    assert len(contracts) >= 4
