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


def read(report: Report, language: Language, reader: Reader = DEFAULT) -> Reading:
    """Return the reading of a labelled report; only its body blocks are read."""
    return reader(report.id, report.text, report.blocks, language)
