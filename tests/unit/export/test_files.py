"""Files that are there whole or not at all."""

from pathlib import Path

import pytest

from reportedly.export.files import whole_file


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    """Whoever watches the folder must never read half a file."""
    path = tmp_path / "a.csv"
    with whole_file(path) as part:
        part.write_text("half")
        assert not path.exists()
        part.write_text("whole")

    assert path.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError, ValueError, UnicodeEncodeError, KeyboardInterrupt, MemoryError])
def test_whatever_goes_wrong_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    """A disk that is full, a fault of ours, Ctrl-C: the old file stays, and no piece of the new one."""
    path = tmp_path / "a.csv"
    path.write_text("old")
    made = error("utf-8", "\ud800", 0, 1, "why") if error is UnicodeEncodeError else error("why")

    def broken() -> None:
        with whole_file(path) as part:
            part.write_text("half")
            raise made

    with pytest.raises(error):
        broken()

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_two_exports_do_not_meet(tmp_path: Path) -> None:
    """Two runs of one night, into one folder: each writes its own file, the later one stays."""
    path = tmp_path / "a.csv"
    with whole_file(path) as one, whole_file(path) as other:
        assert one != other
        one.write_text("one")
        other.write_text("other")

    assert path.read_text() == "one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_refused_untouched(tmp_path: Path) -> None:
    """A folder in the place of the file is somebody's work."""
    with pytest.raises(IsADirectoryError), whole_file(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []
