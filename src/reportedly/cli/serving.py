"""``reportedly serve``: the record in a browser, on this machine, or for those who have an account."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from reportedly.cli.console import USAGE, fail, into, opened, opened_accounts, plain, stderr
from reportedly.store.accounts import Accounts, Role, list_accounts, looking
from reportedly.store.record import Record

LOOPBACK = ("127.0.0.1", "localhost", "::1")
BARE = "passwords and pages travel unencrypted: use --certificate and --key, or --behind-https"
"""What is said where other machines reach us without https."""
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@into
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen. Beyond this machine (0.0.0.0, say) everybody signs in: see `reportedly users`.",
)
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="A name under which browsers reach it; repeatable."
)
@click.option("--certificate", type=_FILE, help="Serve https: the certificate (PEM), with its chain.")
@click.option("--key", type=_FILE, help="The certificate's key (PEM).")
@click.option("--behind-https", is_flag=True, help="A proxy on this machine serves https in front.")
@click.option("--accounts", "sign_in", is_flag=True, help="Ask for accounts on this machine too.")
@click.option(
    "--as", "reviewer", default="", metavar="NAME", help="Who decides, where nobody signs in; else asked."
)
def serve(
    record_path: Path, port: int, host: str, names: tuple[str, ...], certificate: Path | None, **given: object
) -> None:
    """Open the record in a browser: stories, reports, statements, incidents, the register and its review.

    Says the address in one line and serves until Ctrl-C. Nothing leaves this machine; the record changes
    only where somebody decides in the review, and another `reportedly read` may go on writing to it
    meanwhile. On this machine's own address nobody signs in. On any other address everybody does, with an
    account of `reportedly users add`.

    \b
    Example:
      reportedly serve --into record.db --port 8321
      reportedly users add ada --role reviewer --into record.db
      reportedly serve --into record.db --host 0.0.0.0 --name desk.example --certificate c.pem --key k.pem
    """
    host = host.strip("[]").lower()
    reached = host not in LOOPBACK
    try:
        # The web application's libraries are an extra and take a while to load: only this command needs them.
        from reportedly.web.server import CertificateError, Place, PortTaken
        from reportedly.web.server import serve as run
        from reportedly.web.signing import Setting
    except ImportError as error:
        fail(f"serve needs {error.name}; install it with: pip install 'reportedly[web]'", USAGE)
    key, proxied = given["key"], bool(given["behind_https"])
    if (certificate is None) != (key is None):
        fail("give both --certificate and --key, or neither", USAGE)
    own_key = key if isinstance(key, Path) else None
    place = Place(host=host, port=port, certificate=certificate, key=own_key, proxied=proxied)
    secure = certificate is not None or proxied
    with (
        _record(record_path) as record,
        _accounts(record_path, reached or proxied or bool(given["sign_in"])) as accounts,
    ):
        if reached and not secure:
            stderr().print(plain(f"reportedly: {BARE}"))
        setting = Setting(
            accounts=accounts,
            reached=reached or proxied,
            names=frozenset(name.strip().lower() for name in (*names, *([host] if reached else []))),
            secure=secure,
            reviewer=str(given["reviewer"]).strip(),
        )
        try:
            run(record, setting, place, lambda at: click.echo(f"Serving {record_path} at {at}"))
        except PortTaken as taken:
            fail(f"port {port} cannot be used ({taken}); choose another with --port", USAGE)
        except CertificateError as error:
            fail(f"the certificate cannot be used ({error}); check --certificate and --key", USAGE)


@contextmanager
def _record(path: Path) -> Iterator[Record]:
    """Yield the record, brought to the newest format and open for decisions where it may be written.

    It is opened once: a file that SQLite has open must not be opened and closed beside it.
    """
    writable = path.is_file() and all(os.access(each, os.W_OK) for each in (path, path.absolute().parent))
    with opened(path, writing=writable) as record:
        yield record


@contextmanager
def _accounts(record_path: Path, needed: bool) -> Iterator[Accounts | None]:
    """Yield the accounts beside a record, None where none are needed."""
    if not needed:
        yield None
        return
    with opened_accounts(record_path) as found:
        if found is None or not _anybody(found):
            fail(
                "nobody has an account yet, and beyond this machine, or with --accounts, everybody signs in:"
                f" make one with `reportedly users add NAME --role {Role.ADMIN} --into {record_path}`, or"
                " serve on 127.0.0.1 without --accounts",
                USAGE,
            )
        yield found


def _anybody(accounts: Accounts) -> bool:
    """Return whether somebody can sign in."""
    with looking(accounts) as connection:
        return any(each.active for each in list_accounts(connection))
