"""Asking an OpenAI-compatible endpoint: answers, silence, refusals. All against a server on loopback."""

from dataclasses import replace

import pytest

from reportedly.run.endpoint import Endpoint, EndpointError, ask, check
from tests.unit.run.stub import Reply, completion, serving

KEY = "a-key-that-nobody-may-see"
SCHEMA = {"type": "object"}


def endpoint(url: str, **changed: object) -> Endpoint:
    """Return an endpoint that is asked once, with the key."""
    return replace(Endpoint(url=url, model="stub", key=KEY, timeout_s=5.0, retries=0), **changed)  # type: ignore[arg-type]


def test_a_question_carries_text_schema_model_and_key() -> None:
    """The endpoint gets what it needs to answer in the form asked for, the key as a header alone."""
    with serving(lambda number, asked: completion("yes")) as stub:
        assert ask(endpoint(stub.url), "Mark it.", "Ida said so.", SCHEMA) == "yes"
    ((headers, asked),) = stub.requests

    assert headers["authorization"] == f"Bearer {KEY}"
    assert asked["model"] == "stub"
    assert [each["content"] for each in asked["messages"]] == ["Mark it.", "Ida said so."]
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA
    assert KEY not in str(asked)


def test_a_passing_failure_is_asked_again() -> None:
    """A busy server is asked again a few times, and then no more."""
    busy = Reply(b"{}", status=503)
    with serving(lambda number, asked: busy if number == 1 else completion("yes")) as stub:
        assert ask(endpoint(stub.url, retries=1), "", "", SCHEMA) == "yes"
        assert len(stub.requests) == 2
    with serving(lambda number, asked: busy) as stub:
        with pytest.raises(EndpointError, match="HTTP 503"):
            ask(endpoint(stub.url, retries=1), "", "", SCHEMA)
        assert len(stub.requests) == 2


@pytest.mark.parametrize(
    ("reply", "told", "fatal"),
    [
        (Reply(b"{}", status=401), "refuses the key", True),
        (Reply(b"{}", status=404), "knows no model stub", True),
        (Reply(b"{}", status=400), "HTTP 400", False),
        (Reply(b"not json"), "something else than a chat completion", False),
        (Reply(b"[" * 3000), "something else than a chat completion", False),
        (Reply(b'{"choices": []}'), "something else than a chat completion", False),
        (completion(None), "gave no answer", False),
        (completion("{", finish="length"), "broke off", False),
        (completion("x" * 5000), "longer than 4,000 bytes", False),
    ],
)
def test_what_is_no_answer_is_said_in_one_line(reply: Reply, told: str, fatal: bool) -> None:
    """A person must know whether to change the key, the model or the text; none is asked twice in vain."""
    with serving(lambda number, asked: reply) as stub:
        with pytest.raises(EndpointError) as raised:
            ask(endpoint(stub.url, retries=2, longest_answer=4000), "", "", SCHEMA)
        assert len(stub.requests) == 1
    assert told in raised.value.detail
    assert raised.value.fatal is fatal
    assert "\n" not in raised.value.detail
    assert KEY not in raised.value.detail


@pytest.mark.parametrize(
    "reply", [replace(completion("yes"), silence_s=1.5), replace(completion("yes" * 400), drip_s=0.2)]
)
def test_silence_and_dripping_are_broken_off(reply: Reply) -> None:
    """A server that never ends its answer must not hold up a run."""
    with (
        serving(lambda number, asked: reply) as stub,
        pytest.raises(EndpointError, match="within"),
    ):
        ask(endpoint(stub.url, timeout_s=0.4), "", "", SCHEMA)


def test_nobody_there_is_said() -> None:
    """A server that was not started is the most common mistake of all."""
    with serving(lambda number, asked: completion("yes")) as stub:
        gone = stub.url
    with pytest.raises(EndpointError, match="cannot be reached") as raised:
        ask(endpoint(gone), "", "", SCHEMA)
    assert raised.value.fatal


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://127.0.0.1/v1", "http or https"),
        ("127.0.0.1:80", "http or https"),
        ("http://[::1", "http or https"),
        ("https://me:word@models.example/v1", "name or password"),
        ("http://models.example/v1", "in the clear"),
    ],
)
def test_an_endpoint_that_cannot_be_asked_safely_is_refused(url: str, told: str) -> None:
    """A key never travels unencrypted, nor stands in an address that ends up in logs."""
    with pytest.raises(EndpointError) as raised:
        check(endpoint(url))
    assert told in raised.value.detail
    assert "word" not in raised.value.detail.replace("password", "")


def test_other_services_secrets_stay_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key for one service, lying in the environment, must not be sent to whatever address is asked."""
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, f"secret-{name}")
    with serving(lambda number, asked: completion("yes")) as stub:
        ask(endpoint(stub.url, key=None), "", "", SCHEMA)
    assert "secret" not in str(stub.requests)


def test_texts_are_not_sent_on_to_another_address() -> None:
    """A redirect would take the report, and perhaps the key, to a place that nobody named."""
    with serving(lambda number, asked: Reply(b"", status=307)) as stub:
        with pytest.raises(EndpointError, match="HTTP 307"):
            ask(endpoint(stub.url), "", "", SCHEMA)
        assert len(stub.requests) == 1


def test_the_key_is_in_no_description() -> None:
    """A traceback or a debug print shows reprs."""
    assert KEY not in repr(endpoint("https://models.example/v1"))
