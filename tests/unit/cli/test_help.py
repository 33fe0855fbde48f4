"""What a person meets first: help texts, versions, wrong usage."""

import pytest

from reportedly.cli.main import commands
from tests.unit.cli.making import run


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_every_command_shows_an_example(name: str) -> None:
    """An example on one line says more than a list of options."""
    shown = run(name, "--help")

    assert shown.exit_code == 0
    _, found, after = shown.stdout.partition("Example:\n")
    assert found
    assert after.strip().startswith(f"reportedly {name} ")


def test_the_first_page_says_how_to_start() -> None:
    """A person who knows nothing must see what to type next."""
    shown = run("--help")

    assert "reportedly read examples/reports" in shown.stdout
    for name, command in commands.commands.items():
        assert f"  {name} " in shown.stdout
        assert command.get_short_help_str(limit=200)


def test_the_version_is_said() -> None:
    """A report of a fault starts with the version."""
    assert "0.1.0" in run("--version").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("read",),
        ("read", "a.txt", "--workers", "0"),
        ("show", "rumours"),
        ("show", "events", "--format", "xml"),
        ("export", "xml"),
        ("compare", "a.txt"),
        ("trace",),
        ("guess",),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    """Scripts tell their own mistakes (2) from bad inputs (1) and bad records (3) by the status."""
    found = run(*arguments)

    assert found.exit_code == 2
    assert found.stdout == ""
    assert "Usage:" in found.stderr
