"""``reportedly read``: everything readable goes in once, and the end says what happened."""

import shutil
from pathlib import Path

import pytest

from tests.unit.cli.making import REPORTS, held, line, lines, objects, run

BRIDGE = "The bridge at Orlo was closed on Friday, the mayor said."


def test_a_run_ends_with_what_it_did(tmp_path: Path) -> None:
    """The summary is what most people read of a run: inputs, copies, origins, reported totals."""
    source = tmp_path / "raid.jsonl"
    source.write_text(lines(), encoding="utf-8")

    result = run("read", source, "--into", tmp_path / "r.db")

    assert result.exit_code == 0
    assert result.stderr == ""
    assert "3 inputs: 3 new reports, 0 already known, 0 problems" in result.stdout
    assert "3 reports in 1 story" in result.stdout
    assert "of their words copied" in result.stdout
    assert "Totals that sources report" in result.stdout
    assert "Tigris Monitor" in result.stdout


def test_reading_again_changes_nothing(tmp_path: Path) -> None:
    """A person who is not sure whether a file was read reads it again."""
    source, record = tmp_path / "raid.jsonl", tmp_path / "r.db"
    source.write_text(lines(), encoding="utf-8")
    run("read", source, "--into", record)
    before = held(record)

    again = run("read", source, "--into", record)

    assert again.exit_code == 0
    assert "3 inputs: 0 new reports, 3 already known, 0 problems" in again.stdout
    assert held(record) == before


def test_quiet_says_problems_alone(tmp_path: Path) -> None:
    """A nightly job wants a mail when something is wrong, and none otherwise."""
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(BRIDGE)
    bad.write_bytes(b"")

    assert run("read", good, "--into", tmp_path / "r.db", "--quiet").output == ""
    result = run("read", bad, "--into", tmp_path / "r.db", "--quiet")
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("given", "text", "media_type"),
    [(BRIDGE, BRIDGE, "text/plain"), (line(text=BRIDGE, outlet="Orlo Post"), BRIDGE, "application/json")],
)
def test_standard_input_is_read(tmp_path: Path, given: str, text: str, media_type: str) -> None:
    """Other programs hand their finds over in a pipe, as text or as JSON Lines."""
    record = tmp_path / "r.db"

    assert run("read", "-", "--into", record, stdin=given).exit_code == 0

    (report,) = objects("reports", record)
    assert report["media_type"] == media_type
    assert report["blocks"][-1]["end"] == len(text)


def test_nothing_on_standard_input_is_a_problem(tmp_path: Path) -> None:
    """An upstream program that failed must not look like a day without news."""
    result = run("read", "-", "--into", tmp_path / "r.db", stdin="")

    assert result.exit_code == 1
    assert result.stderr.startswith("problem: -: ")


def test_folders_are_read_with_all_below_them(tmp_path: Path) -> None:
    """People keep reports in folders by month and outlet; hidden files are their tools' own."""
    for name in ("a.txt", "2031/05/b.txt", "2031/05/.hidden.txt", ".git/c.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: {BRIDGE}")

    run("read", tmp_path / "news", "--into", tmp_path / "r.db")

    names = {Path(report["uri"]).name for report in objects("reports", tmp_path / "r.db")}
    assert names == {"a.txt", "b.txt"}


def test_a_pattern_is_read_like_the_files_it_matches(tmp_path: Path) -> None:
    """Where the shell expands no patterns (Windows, job files) the command does."""
    for name in ("a.txt", "b.txt", "c.log"):
        (tmp_path / name).write_text(f"{name}: {BRIDGE}")

    run("read", tmp_path / "*.txt", tmp_path / "a.txt", "--into", tmp_path / "r.db")

    names = [Path(report["uri"]).name for report in objects("reports", tmp_path / "r.db")]
    assert sorted(names) == ["a.txt", "b.txt"]


def test_a_pattern_that_matches_nothing_is_a_problem(tmp_path: Path) -> None:
    """A misspelt pattern must not end as "all read"."""
    result = run("read", tmp_path / "*.text", "--into", tmp_path / "r.db")

    assert result.exit_code == 1
    assert "no such file" in result.stderr


@pytest.mark.parametrize(
    "name",
    [
        "two words.txt",
        "a[1].txt",
        "100%.txt",
        "what?.txt",
        "#1.txt",
        "Überfall – “Basra”.txt",
        "-dash.txt",
        "tab\tand\nline.txt",
        "\u202etxt.exe.txt",
        "b\udcff.txt",
    ],
)
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    """What people call a file never changes whether it is read, once, with its words."""
    try:
        (tmp_path / name).write_text(BRIDGE)
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such name")

    first = run("read", tmp_path / name, "--into", tmp_path / "r.db")
    again = run("read", tmp_path / name, "--into", tmp_path / "r.db")

    assert (first.exit_code, again.exit_code) == (0, 0), first.stderr + again.stderr
    assert "1 new report" in first.stdout
    assert "1 already known" in again.stdout
    assert run("verify", "--into", tmp_path / "r.db").exit_code == 0


def test_the_record_in_its_own_folder_is_left_out(tmp_path: Path) -> None:
    """`read . --into ./record.db` is the most natural thing to type."""
    (tmp_path / "a.txt").write_text(BRIDGE)

    for expected in ("1 new report", "1 already known"):
        result = run("read", tmp_path, "--into", tmp_path / "record.db")
        assert result.exit_code == 0, result.stderr
        assert expected in result.stdout

    assert objects("problems", tmp_path / "record.db") == []


def test_the_same_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """A folder and a file in it overlap easily."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(BRIDGE)

    result = run("read", tmp_path / "news", tmp_path / "news" / "a.txt", "--into", tmp_path / "r.db")

    assert "1 input: 1 new report" in result.stdout


def test_a_moved_record_answers_as_before(kept: Path, tmp_path: Path) -> None:
    """One file holds everything: it can be copied, mailed and opened elsewhere."""
    shutil.copy(kept, tmp_path / "elsewhere.db")

    assert held(tmp_path / "elsewhere.db") == held(kept)
    assert len(objects("reports", tmp_path / "elsewhere.db")) == len(REPORTS)
