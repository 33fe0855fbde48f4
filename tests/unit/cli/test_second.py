"""``reportedly read --second llm``: a language model beside the reader, here a server on loopback."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.making import lines, objects, run
from tests.unit.run.stub import Reply, Stub, serving, statements

KEY = "a-key-that-nobody-may-see"
REPORTS = (
    {"uri": "https://post.example/mill", "outlet": "River Mail", "text": "Ida Holm said the mill was sold."},
    {"uri": "https://post.example/weir", "outlet": "River Mail", "text": "Bo Lind said the weir was shut."},
)
TRUE = {
    "passage": "Ida Holm said the mill was sold.",
    "source": "Ida Holm",
    "cue": "said",
    "content": ["the mill was sold"],
    "voice_kind": "person",
    "act": "assert",
    "polarity": "said",
}
FALSE = {**TRUE, "content": ["the mill was bought"]}
OTHER = {
    **TRUE,
    "passage": "Bo Lind said the weir was shut.",
    "source": "Bo Lind",
    "content": ["the weir was shut"],
}


def reply(number: int, asked: dict[str, Any]) -> Reply:
    """Propose what the text says, and something that it does not say."""
    return statements(TRUE, FALSE) if "mill" in asked["messages"][1]["content"] else statements(OTHER)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the two reports; the key is in the environment."""
    (tmp_path / "river.jsonl").write_text(lines(REPORTS), encoding="utf-8")
    monkeypatch.setenv("REPORTEDLY_LLM_KEY", KEY)
    return tmp_path


def second(folder: Path, stub: Stub, *more: str) -> Any:
    """Read the reports with the second reader."""
    asked = ("--second", "llm", "--endpoint", stub.url, "--model", "stub", *more)
    return run("read", folder / "river.jsonl", "--into", folder / "record.db", "--workers", "1", *asked)


def proposed(folder: Path, *by: str) -> list[dict[str, Any]]:
    """Return what second readers propose."""
    shown = run(
        "show", "statements", "--into", folder / "record.db", "--format", "jsonl", "--by", *(by or ("all",))
    )
    assert shown.exit_code == 0, shown.stderr
    return [json.loads(line) for line in shown.stdout.splitlines()]


def test_proposals_stand_beside_our_statements(folder: Path) -> None:
    """What a model says is kept under its name, ours are what they were, and made-up words are told."""
    run("read", folder / "river.jsonl", "--into", folder / "alone.db", "--workers", "1")
    with serving(reply) as stub:
        result = second(folder, stub)

    assert result.exit_code == 0, result.stderr
    assert objects("statements", folder / "record.db") == objects("statements", folder / "alone.db")
    found = proposed(folder)
    assert {each["text"] for each in found} == {"the mill was sold", "the weir was shut"}
    assert {each["reader"] for each in found} == {"llm:stub"}
    assert proposed(folder, "llm:stub") == found
    assert proposed(folder, "llm:none") == []
    assert "2 statements proposed, 1 rejected" in result.stderr
    assert "the mill was bought" in result.stderr


def test_the_key_goes_to_the_endpoint_and_nowhere_else(folder: Path) -> None:
    """A key in a record, a message or a question is a key lost."""
    with serving(reply) as stub:
        result = second(folder, stub)

    assert {headers["authorization"] for headers, _ in stub.requests} == {f"Bearer {KEY}"}
    assert KEY not in result.output + result.stderr
    for path in folder.iterdir():
        assert KEY.encode() not in path.read_bytes()


def test_nothing_is_sent_unless_asked_for_and_nothing_twice(folder: Path) -> None:
    """Reading is private by default; what was asked once is not paid for again."""
    with serving(reply) as stub:
        run("read", folder / "river.jsonl", "--into", folder / "record.db", "--workers", "1")
        assert stub.requests == []
        second(folder, stub)
        assert len(stub.requests) == len(REPORTS)
        second(folder, stub)
        assert len(stub.requests) == len(REPORTS)


def test_a_report_that_fails_is_named_and_asked_again_next_time(folder: Path) -> None:
    """One bad answer costs one report, says so in the status, and is made good by the same command."""
    with serving(
        lambda number, asked: Reply(b"{}", status=400) if number == 1 else reply(number, asked)
    ) as stub:
        first = second(folder, stub)
        again = second(folder, stub)

    assert first.exit_code == 1
    assert "second reader: the endpoint answers HTTP 400" in first.stderr
    assert again.exit_code == 0
    assert len(stub.requests) == len(REPORTS) + 1
    assert len(proposed(folder)) == 2


def test_a_refused_key_ends_the_second_reading_and_keeps_the_first(folder: Path) -> None:
    """There is no use in asking a hundred times; the record itself is whole."""
    with serving(lambda number, asked: Reply(b"{}", status=401)) as stub:
        result = second(folder, stub)

    assert result.exit_code == 1
    assert len(stub.requests) == 1
    assert "refuses the key" in result.stderr
    assert len(objects("reports", folder / "record.db")) == len(REPORTS)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--second", "llm"), "needs --endpoint URL and --model NAME"),
        (("--endpoint", "http://127.0.0.1:1/v1"), "add --second llm"),
        (("--second", "llm", "--model", "m", "--endpoint", "ftp://x"), "http or https"),
        (("--second", "llm", "--model", "m", "--endpoint", "http://models.example/v1"), "in the clear"),
    ],
)
def test_a_question_that_cannot_be_asked_reads_nothing(
    folder: Path, asked: tuple[str, ...], told: str
) -> None:
    """A slip in an option is said before an hour of reading, not after it."""
    result = run("read", folder / "river.jsonl", "--into", folder / "record.db", *asked)

    assert result.exit_code == 2
    assert told in result.stderr
    assert not (folder / "record.db").exists()
