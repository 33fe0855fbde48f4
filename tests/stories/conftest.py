"""What the stories share: a fresh folder to tell one in."""

from functools import partial
from pathlib import Path

import pytest

from tests.stories.telling import Tell, story


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    """Return a function that reads the reports given into a fresh record in ``tmp_path``."""
    return partial(story, tmp_path)
