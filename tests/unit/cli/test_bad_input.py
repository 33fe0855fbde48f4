"""Bad input: one clear line each, the right status, nothing in the record touched, the rest still read."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.making import held, line, locked, objects, run

BRIDGE = "The bridge at Orlo was closed on Friday, the mayor said."
MIB = 1024 * 1024


def long_line(path: Path) -> None:
    """Write a line of 200 MB and a good one after it."""
    with path.open("wb") as file:
        file.write(b'{"text": "')
        file.truncate(200 * MIB)
        file.seek(0, 2)
        file.write(b'"}\n' + line(text=BRIDGE).encode())


BAD: dict[str, tuple[Callable[[Path], object], str, int]] = {
    "missing.txt": (lambda path: None, "no such file", 0),
    "missing/inside.txt": (lambda path: None, "no such file", 0),
    "empty.txt": (lambda path: path.write_bytes(b""), "no text", 0),
    "blank.txt": (lambda path: path.write_text(" \n\t\n"), "no text", 0),
    "empty.jsonl": (lambda path: path.write_bytes(b"\n\n"), "no lines", 0),
    "picture.txt": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(90)), "PNG image", 0),
    "data.txt": (lambda path: path.write_bytes(bytes(range(32)) * 40), "NUL bytes", 0),
    "long.jsonl": (long_line, "longer than 16 MiB", 1),
    "wide.txt": (lambda path: path.write_bytes(BRIDGE.encode("utf-16-le")), "UTF-16", 0),
    "broken.jsonl": (lambda path: path.write_text('{"text": \n' + line(text=BRIDGE)), "JSON", 1),
    "list.jsonl": (lambda path: path.write_text("[1]\n" + line(text=BRIDGE)), "not an object", 1),
    "wordless.jsonl": (lambda path: path.write_text(line(uri="x") + line(text=BRIDGE)), '"text"', 1),
    "folder.txt": (lambda path: path.mkdir(), "folder", 0),
}
"""Bad inputs: how to make one, what its line must say, and how many good reports stand in it."""


@pytest.mark.parametrize("name", sorted(BAD))
def test_a_bad_input_is_one_clear_line_and_the_rest_is_read(kept_copy: Path, name: str) -> None:
    """One bad file among thousands must neither stop the night's run nor vanish."""
    make, told, inside = BAD[name]
    bad, good = kept_copy.parent / name, kept_copy.parent / "good.txt"
    make(bad)
    good.write_text(f"After the raid. {BRIDGE}")
    before, problems = objects("reports", kept_copy), len(objects("problems", kept_copy))

    result = run("read", bad, good, "--into", kept_copy)

    assert result.exit_code == 1
    (said,) = result.stderr.splitlines()
    assert said.startswith("problem: file://")
    assert Path(name).name in said
    assert told in said
    after = objects("reports", kept_copy)
    assert [report for report in after if report in before] == before
    assert len(after) == len(before) + 1 + inside
    assert len(objects("problems", kept_copy)) == problems + 1
    assert run("verify", "--into", kept_copy).exit_code == 0


@pytest.fixture
def kept_copy(kept: Path, tmp_path: Path) -> Path:
    """A record of one's own that holds the raid."""
    copy = tmp_path / "record.db"
    copy.write_bytes(kept.read_bytes())
    return copy


def test_a_loop_of_links_is_a_problem(kept_copy: Path) -> None:
    """Archives made by mirroring tools hold links that lead to themselves."""
    loop = kept_copy.parent / "loop.txt"
    loop.symlink_to(loop)

    result = run("read", loop, "--into", kept_copy)

    assert result.exit_code == 1
    (said,) = result.stderr.splitlines()
    assert "loop.txt" in said


def test_a_legacy_encoding_is_read_not_refused(tmp_path: Path) -> None:
    """Old archives are in Windows-1252; the words must come out right."""
    text = "“The café at Orlo is closed”, Zoë Müller said. The naïve façade fooled nobody."
    (tmp_path / "old.txt").write_bytes(text.encode("cp1252"))

    assert run("read", tmp_path / "old.txt", "--into", tmp_path / "r.db").exit_code == 0

    (report,) = objects("reports", tmp_path / "r.db")
    assert report["encoding"] != "utf-8"
    assert any("Zoë Müller" in each["chain"] for each in objects("statements", tmp_path / "r.db"))


def other_database(path: Path) -> None:
    """Make a database of another program."""
    with sqlite3.connect(path) as connection:
        connection.execute("create table notes (words)")
    connection.close()


NO_RECORD: dict[str, Callable[[Path], object]] = {
    "a text": lambda path: path.write_text("Shopping list: bread, ink, string.\n"),
    "a database of another program": other_database,
    "a folder": lambda path: path.mkdir(),
    "half a record": lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(30)),
}


@pytest.mark.parametrize("what", sorted(NO_RECORD))
@pytest.mark.parametrize("arguments", [("read", "good.txt"), ("show", "events"), ("verify",), ("tally",)])
def test_a_file_that_is_no_record_is_refused_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, arguments: tuple[str, ...]
) -> None:
    """`--into notes.txt` is one slip of the finger; the notes must survive it."""
    monkeypatch.chdir(tmp_path)
    target = tmp_path / "target"
    NO_RECORD[what](target)
    (tmp_path / "good.txt").write_text(BRIDGE)
    before = sorted(tmp_path.iterdir()), target.read_bytes() if target.is_file() else b""

    result = run(*arguments, "--into", target)

    assert result.exit_code == 3
    assert result.stdout == ""
    (said,) = result.stderr.splitlines()
    assert said.startswith("reportedly: ")
    assert "target" in said
    assert (sorted(tmp_path.iterdir()), target.read_bytes() if target.is_file() else b"") == before


@pytest.mark.parametrize(
    "arguments", [("show", "events"), ("verify",), ("tally",), ("trace", "x"), ("compare", "a", "b")]
)
def test_asking_a_record_that_is_not_there_makes_none(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """A misspelt name must not answer with an empty record, nor leave one behind."""
    result = run(*arguments, "--into", tmp_path / "no.db")

    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["absent/record.db", "file/record.db"])
def test_a_record_that_cannot_be_made_is_said(tmp_path: Path, place: str) -> None:
    """Nothing is worse than an hour of reading into nowhere."""
    (tmp_path / "file").write_text(BRIDGE)

    result = run("read", tmp_path / "file", "--into", tmp_path / place)

    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_record_answers_and_takes_nothing(kept_copy: Path, what: str) -> None:
    """A record on a read-only share can be asked; reading into it fails before anything is done."""
    source = kept_copy.parent.parent / f"{kept_copy.parent.name}-source.txt"
    source.write_text(BRIDGE)
    before = held(kept_copy), sorted(kept_copy.parent.iterdir())

    with locked(kept_copy if what == "file" else kept_copy.parent):
        result = run("read", source, "--into", kept_copy)
        assert held(kept_copy) == before[0]
        assert run("verify", "--into", kept_copy).exit_code == 0

    source.unlink()
    assert result.exit_code == 3
    assert "read-only" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (held(kept_copy), sorted(kept_copy.parent.iterdir())) == before


def test_a_read_only_folder_takes_no_new_record(tmp_path: Path) -> None:
    """The line says that permission is missing, not that a database failed."""
    folder = tmp_path / "shut"
    folder.mkdir()
    (tmp_path / "good.txt").write_text(BRIDGE)

    with locked(folder):
        result = run("read", tmp_path / "good.txt", "--into", folder / "r.db")

    assert result.exit_code == 3
    assert "permission" in result.stderr.lower()
    assert list(folder.iterdir()) == []
