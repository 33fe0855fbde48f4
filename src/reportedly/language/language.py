"""One language as one frozen value: everything below depends on it through this."""

from dataclasses import dataclass
from functools import cache

from reportedly.language.calendar import Calendar, load_calendar
from reportedly.language.cues import Cues, load_cues
from reportedly.language.lines import Lines, load_lines
from reportedly.language.numbers import Numbers, load_numbers
from reportedly.language.outlets import Outlets, load_outlets
from reportedly.language.places import PlaceWords, load_places
from reportedly.language.realis import RealisWords, load_realis
from reportedly.language.words import Words, load_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The tables of one language, each built from the data file of the same name."""

    code: str
    calendar: Calendar
    numbers: Numbers
    places: PlaceWords
    words: Words
    lines: Lines
    outlets: Outlets
    cues: Cues
    realis: RealisWords


@cache
def load_language(code: str) -> Language:
    """Return the language with this ISO 639-1 code ("en").

    Raises FileNotFoundError where no such language ships.
    """
    return Language(
        code=code,
        calendar=load_calendar(code),
        numbers=load_numbers(code),
        places=load_places(code),
        words=load_words(code),
        lines=load_lines(code),
        outlets=load_outlets(code),
        cues=load_cues(code),
        realis=load_realis(code),
    )
