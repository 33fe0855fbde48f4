"""An OpenAI-compatible endpoint, asked one question at a time. The only home of its client."""

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import msgspec

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LARGEST_ANSWER = 1_000_000
"""Bytes of an answer; a longer one is cut off and refused."""
CONNECT_S = 10.0
"""Seconds to reach the endpoint, unless ``timeout_s`` is less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where and what to ask. ``key`` never appears in a repr, a message or a record.

    ``timeout_s`` bounds each try as a whole; a try that fails for a moment (time-out, 408, 409, 429, 5xx) is
    made again up to ``retries`` times, with a growing pause.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 120.0
    retries: int = 2
    longest_answer: int = LARGEST_ANSWER


class EndpointError(Exception):
    """The endpoint gave no usable answer; ``detail`` is one line.

    ``again``: the same question may be answered in a moment. ``fatal``: no question will be.
    """

    def __init__(self, detail: str, *, again: bool = False, fatal: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.again = again
        self.fatal = fatal


def check(endpoint: Endpoint) -> None:
    """Raise EndpointError where the endpoint cannot be asked at all; asks nothing."""
    try:
        parts = urlsplit(endpoint.url)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in {"http", "https"}:
        raise EndpointError("--endpoint must be an http or https address", fatal=True)
    if parts.username is not None or parts.password is not None:
        raise EndpointError("--endpoint must not hold a name or password", fatal=True)
    if endpoint.key and parts.scheme == "http" and host not in LOOPBACK:
        raise EndpointError("the key would travel in the clear: use an https endpoint", fatal=True)
    _client(endpoint)


def _client(endpoint: Endpoint) -> Any:
    """Return the client; raises EndpointError where the extra is not installed."""
    try:
        import openai
    except ImportError:
        detail = "the second reader needs its client: pip install 'reportedly[llm]'"
        raise EndpointError(detail, fatal=True) from None
    client = openai.OpenAI(
        base_url=endpoint.url,
        api_key=endpoint.key or "none",
        timeout=openai.Timeout(endpoint.timeout_s, connect=min(CONNECT_S, endpoint.timeout_s)),
        max_retries=0,
        http_client=openai.DefaultHttpxClient(follow_redirects=False),
    )
    client.organization = client.project = (
        None  # taken from the environment, and none of this endpoint's business
    )
    return client


def ask(endpoint: Endpoint, instructions: str, text: str, schema: dict[str, Any]) -> str:
    """Return the endpoint's answer to one question as text that should follow the schema.

    Raises EndpointError with one line that says what happened; it never holds the key.
    """
    client = _client(endpoint)
    try:
        for attempt in range(endpoint.retries + 1):
            try:
                return _ask_once(client, endpoint, instructions, text, schema)
            except EndpointError as error:
                if not error.again or attempt == endpoint.retries:
                    raise
                time.sleep(0.5 * 2**attempt)
        raise EndpointError("the endpoint was never asked", fatal=True)
    finally:
        client.close()


def _ask_once(client: Any, endpoint: Endpoint, instructions: str, text: str, schema: dict[str, Any]) -> str:
    """Ask once; the client's errors become ours."""
    import openai

    try:
        with client.chat.completions.with_streaming_response.create(
            model=endpoint.model,
            temperature=0,
            messages=[{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            response_format={
                "type": "json_schema",
                "json_schema": {"name": "statements", "strict": True, "schema": schema},
            },
        ) as response:
            body = _body(response, endpoint)
    except openai.APITimeoutError:
        raise EndpointError(f"no answer within {endpoint.timeout_s:g} s", again=True) from None
    except openai.APIConnectionError:
        raise EndpointError(
            "the endpoint cannot be reached; check --endpoint", again=True, fatal=True
        ) from None
    except openai.APIStatusError as error:
        raise _refused(error.status_code, endpoint.model) from None
    except openai.OpenAIError as error:
        raise EndpointError(f"the client refused to ask ({type(error).__name__})", fatal=True) from None
    return _message(body)


def _body(response: Any, endpoint: Endpoint) -> bytes:
    """Return the whole answer; one that is too long or drips in too slowly is broken off."""
    begun, held = time.monotonic(), bytearray()
    try:
        for chunk in response.iter_bytes():
            held += chunk
            if len(held) > endpoint.longest_answer:
                raise EndpointError(f"the answer is longer than {endpoint.longest_answer:,} bytes")
            if time.monotonic() - begun > endpoint.timeout_s:
                raise EndpointError(f"no whole answer within {endpoint.timeout_s:g} s", again=True)
    except EndpointError:
        raise
    except Exception as error:  # the client passes on whatever its transport raises in mid-answer
        raise EndpointError(f"the answer broke off ({type(error).__name__})", again=True) from None
    return bytes(held)


def _refused(status: int, model: str) -> EndpointError:
    """Return the error for a status that is none of success."""
    if status in {401, 403}:
        return EndpointError(f"the endpoint refuses the key (HTTP {status})", fatal=True)
    if status == 404:
        return EndpointError(f"the endpoint knows no model {model}, or is no such API (HTTP 404)", fatal=True)
    again = status in {408, 409, 429} or status >= 500
    return EndpointError(f"the endpoint answers HTTP {status}", again=again)


def _message(body: bytes) -> str:
    """Return the message of a chat completion; raises EndpointError where there is none."""
    try:
        found: Any = msgspec.json.decode(body)
        choice = found["choices"][0]
        content = choice["message"]["content"]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, IndexError, TypeError):
        raise EndpointError("the endpoint answers something else than a chat completion") from None
    if choice.get("finish_reason") == "length":
        raise EndpointError("the answer broke off (the model's length limit)")
    if not isinstance(content, str):
        raise EndpointError("the model gave no answer")
    return content
