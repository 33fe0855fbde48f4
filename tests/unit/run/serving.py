"""A real server on the loopback interface, whose answers a test lays down."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What a server answers by path, one (status, headers, body) after the other, and what it was asked."""

    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    home: str = ""

    def put(self, path: str, body: bytes, status: int = 200, **headers: str) -> None:
        """Lay down one more answer for a path; the last one stays."""
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self.answers.setdefault(path, []).append((status, named, body))


class _Quiet(ThreadingHTTPServer):
    """A server that does not mind clients that hang up."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Site]:
    """Give a site that is served while the block runs."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        """Answers from the site."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Send the next answer of the path; an ETag that the client knows gives 304."""
            site.asked.append(self.path)
            site.headers.append({key.casefold(): value for key, value in self.headers.items()})
            queue = site.answers.get(self.path) or [(404, {}, b"")]
            status, headers, body = queue.pop(0) if len(queue) > 1 else queue[0]
            if "ETag" in headers and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, b""
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = _Quiet(("127.0.0.1", 0), Handler)
    site.home = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
