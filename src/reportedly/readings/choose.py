"""Readers by name: a name goes to other processes and into a record, a function does not."""

from functools import cache

from reportedly.readings.reader import DEFAULT, Reader, ReaderError
from reportedly.readings.spacy_reader import spacy_reader

OWN = "minilm"
"""The name of the reader that ships with the package."""
_SPACY = "spacy:"


@cache
def choose_reader(name: str) -> Reader:
    """Return the reader of this name: ``minilm``, our own, or ``spacy:PIPELINE`` (a package or a folder).

    Made once a process. Raises ReaderError where there is no such reader, or it is not installed.
    """
    if name == OWN:
        return DEFAULT
    pipeline = name.removeprefix(_SPACY)
    if pipeline and pipeline != name:
        return spacy_reader(pipeline)
    raise ReaderError(
        f"There is no reader {name}; choose {OWN} or {_SPACY}PIPELINE, such as spacy:en_core_web_sm."
    )
