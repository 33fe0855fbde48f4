"""The one way into reading: which reader is used, and the shape that any other must have."""

from collections.abc import Callable, Sequence

from reportedly.language.language import Language
from reportedly.readings.trained import read_with_model
from reportedly.terms.readings import Reading
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block

Reader = Callable[[str, str, Sequence[Block], Language], Reading]
"""(report id, text, blocks, language) → Reading; pure and total. Any such function may take the place."""

DEFAULT: Reader = read_with_model


class ReaderError(Exception):
    """A reader that was asked for is not there; ``detail`` is one sentence: what, and what to do."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def read(report: Report, language: Language, reader: Reader = DEFAULT) -> Reading:
    """Return the reading of a labelled report; only its body blocks are read."""
    return reader(report.id, report.text, report.blocks, language)
