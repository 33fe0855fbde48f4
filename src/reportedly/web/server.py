"""Serving an application on this machine until it is told to stop."""

import logging
from collections.abc import Callable
from typing import Any

import uvicorn

from reportedly.store.record import Record
from reportedly.web.app import make_app


class PortTaken(Exception):
    """The port cannot be had."""


class _Server(uvicorn.Server):
    """A server that says its address once it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Begin to listen, then tell the address."""
        await super().startup(sockets)
        if not self.started:
            return
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        self._ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")


def serve(record: Record, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the record until Ctrl-C or SIGTERM; ``ready`` is told the address once it can be opened.

    ``port`` 0 takes any free one. Raises PortTaken where the port cannot be had, RecordError where the
    record cannot be read, KeyboardInterrupt after Ctrl-C.
    """
    config = uvicorn.Config(
        make_app(record),
        host=host,
        port=port,
        log_level="critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
    )
    server = _Server(config, ready)
    try:
        server.run()
    except SystemExit:
        if server.started:
            raise
        raise PortTaken("another program has it, or it is not allowed") from None
