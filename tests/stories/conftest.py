"""What the stories share: a fresh folder to tell one in, and the examples, read once."""

from functools import partial
from pathlib import Path

import pytest

from tests.stories.examples import Examples, texts_of
from tests.stories.expected import EXAMPLES, read_all
from tests.stories.telling import Tell, story


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    """Return a function that reads the reports given into a fresh record in ``tmp_path``."""
    return partial(story, tmp_path)


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    """Return the examples, read once."""
    folder = tmp_path_factory.mktemp("examples")
    return Examples(read_all([str(EXAMPLES / "reports")], folder), folder, texts_of())
