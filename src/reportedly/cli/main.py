"""The command ``reportedly``."""

import io
import os
import sys
from typing import Any

import click

from reportedly.cli.console import STOPPED
from reportedly.cli.counting import tally
from reportedly.cli.deciding import decide
from reportedly.cli.exporting import export
from reportedly.cli.looking import compare, trace, verify
from reportedly.cli.reading import read
from reportedly.cli.reviewing import review
from reportedly.cli.serving import serve
from reportedly.cli.showing import show
from reportedly.cli.users import users
from reportedly.cli.watching import watch


class Commands(click.Group):
    """The commands; Ctrl-C, and a reader that closes the pipe early ("| head"), end them quietly."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe ends with 0, Ctrl-C with 130."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        except KeyboardInterrupt:
            raise click.exceptions.Exit(STOPPED) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="reportedly")
def commands() -> None:
    """Read news reports and keep the record: what happened, who says so, who only repeats whom.

    \b
    Start with:
      reportedly read examples/reports
      reportedly show statements
      reportedly tally --by month,type,place
    """


for command in (read, watch, show, tally, compare, trace, verify, review, decide, export, serve, users):
    commands.add_command(command)


def main() -> None:
    """Run the command; what goes to a file or a pipe is UTF-8 whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    commands()
