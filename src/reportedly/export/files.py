"""Files that are there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a new empty file beside ``path``, and move it there when all went well.

    Whatever ends the writing otherwise, an error or Ctrl-C, the new file is removed and ``path`` is as it
    was. Raises OSError where the folder cannot be written or ``path`` is a folder.
    """
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    beside = _new_file(path)
    try:
        yield beside
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _new_file(path: Path) -> Path:
    """Return a new file beside ``path`` that no other export is writing."""
    for number in range(1000):
        beside = path.with_name(f".reportedly-{number}.part")
        with suppress(FileExistsError):
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            return beside
    raise FileExistsError(17, "too many unfinished exports beside it", str(path))
