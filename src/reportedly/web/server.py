"""Serving an application until it is told to stop."""

import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from reportedly.store.record import Record
from reportedly.web.app import make_app
from reportedly.web.signing import Setting


class PortTaken(Exception):
    """The port cannot be had."""


class CertificateError(Exception):
    """The certificate or its key cannot be used."""


class _Server(uvicorn.Server):
    """A server that says its address once it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None], scheme: str) -> None:
        super().__init__(config)
        self._ready = ready
        self._scheme = scheme

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Begin to listen, then tell the address."""
        await super().startup(sockets)
        if not self.started:
            return
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        self._ready(f"{self._scheme}://{f'[{host}]' if ':' in host else host}:{port}/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where to listen: the address, the port (0: any free one), and the files of a certificate and its key.

    ``proxied``: a proxy on this machine stands in front, and says whom it speaks for.
    """

    host: str
    port: int
    certificate: Path | None = None
    key: Path | None = None
    proxied: bool = False


def serve(record: Record, setting: Setting, place: Place, ready: Callable[[str], None]) -> None:
    """Serve the record until Ctrl-C or SIGTERM; ``ready`` is told the address once it can be opened.

    Raises PortTaken where the port cannot be had, RecordError where the record cannot be read,
    CertificateError where the certificate cannot be used, KeyboardInterrupt after Ctrl-C.
    """
    config = uvicorn.Config(
        make_app(record, setting),
        host=place.host,
        port=place.port,
        ssl_certfile=place.certificate,
        ssl_keyfile=place.key,
        proxy_headers=place.proxied,
        forwarded_allow_ips="127.0.0.1,::1",
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        raise CertificateError(error.strerror or str(error)) from error
    server = _Server(config, ready, "https" if config.is_ssl else "http")
    try:
        server.run()
    except SystemExit:
        if server.started:
            raise
        raise PortTaken("another program has it, or it is not allowed") from None
