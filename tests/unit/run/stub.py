"""A server on loopback that stands in for a language model: it answers what it is told to, and remembers."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What the server says: a status, a body, seconds of silence before it, and seconds between its bytes."""

    body: bytes
    status: int = 200
    silence_s: float = 0.0
    drip_s: float = 0.0


@dataclass
class Stub:
    """A running server: its address, and every request as (headers by lower-case name, object)."""

    url: str
    requests: list[tuple[dict[str, str], dict[str, Any]]] = field(default_factory=list)


def completion(content: str | None, finish: str = "stop") -> Reply:
    """Return a chat completion that holds this message."""
    message = {"role": "assistant", "content": content}
    body = {
        "id": "one",
        "object": "chat.completion",
        "created": 0,
        "model": "stub",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
    }
    return Reply(json.dumps(body).encode())


def statements(*found: dict[str, Any]) -> Reply:
    """Return a chat completion that proposes these statements."""
    return completion(json.dumps({"statements": found}))


Script = Callable[[int, dict[str, Any]], Reply]
"""(number of the request, its object) → reply."""


@contextmanager
def serving(script: Script) -> Iterator[Stub]:
    """Run the server while the block runs."""
    stub: Stub

    class Handler(BaseHTTPRequestHandler):
        """Answers as the script says."""

        def do_POST(self) -> None:
            """Answer one request."""
            size = int(self.headers["Content-Length"])
            asked = json.loads(self.rfile.read(size))
            headers = {name.lower(): value for name, value in self.headers.items()}
            stub.requests.append((headers, asked))
            reply = script(len(stub.requests), asked)
            time.sleep(reply.silence_s)
            try:
                self.send_response(reply.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                step = 64 if reply.drip_s else max(1, len(reply.body))
                for at in range(0, len(reply.body), step):
                    self.wfile.write(reply.body[at : at + step])
                    self.wfile.flush()
                    time.sleep(reply.drip_s)
            except OSError:
                return  # the client has gone, as some tests want it to

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    stub = Stub(f"http://127.0.0.1:{server.server_address[1]}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
