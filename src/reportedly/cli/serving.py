"""``reportedly serve``: the record in a browser, on this machine alone."""

import os
from pathlib import Path

import click

from reportedly.cli.console import NO_RECORD, USAGE, fail, into, opened
from reportedly.store.record import RecordError, close_record, open_record

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command()
@into
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="This machine's own address alone.")
def serve(record_path: Path, port: int, host: str) -> None:
    """Open the record in a browser: stories, reports, statements, incidents and the register.

    Says the address in one line and serves until Ctrl-C. Nothing leaves this machine, nothing in the record
    is changed, and another `reportedly read` may go on writing to it meanwhile.

    \b
    Example:
      reportedly serve --into record.db --port 8321
    """
    if host.strip("[]").lower() not in LOOPBACK:
        detail = f"--host {host}: other machines could read everything without an account; use 127.0.0.1"
        fail(f"{detail}, and a tunnel (ssh -L) from elsewhere", USAGE)
    try:
        # The web application's libraries are an extra and take a while to load: only this command needs them.
        from reportedly.web.server import PortTaken
        from reportedly.web.server import serve as run
    except ImportError as error:
        fail(f"serve needs {error.name}; install it with: pip install 'reportedly[web]'", USAGE)
    _bring_up_to_date(record_path)
    with opened(record_path) as record:
        try:
            run(
                record,
                host.strip("[]"),
                port,
                lambda address: click.echo(f"Serving {record_path} at {address}"),
            )
        except PortTaken as taken:
            fail(f"port {port} cannot be used ({taken}); choose another with --port", USAGE)


def _bring_up_to_date(path: Path) -> None:
    """Bring a record of an older format to the newest, where it may be written."""
    if (
        path.is_file()
        and path.stat().st_size
        and os.access(path, os.W_OK)
        and os.access(path.absolute().parent, os.W_OK)
    ):
        try:
            close_record(open_record(path, create=False, writing=True))
        except RecordError as error:
            fail(error.detail, NO_RECORD)
