"""One language as one frozen value: everything below depends on it through this."""

from dataclasses import dataclass
from functools import cache

from reportedly.language.acts import ActWords, load_acts
from reportedly.language.calendar import Calendar, load_calendar
from reportedly.language.cues import Cues, load_cues
from reportedly.language.harm import HarmWords, load_harm
from reportedly.language.lines import Lines, load_lines
from reportedly.language.numbers import Numbers, load_numbers
from reportedly.language.officials import Officials, load_officials
from reportedly.language.outlets import Outlets, load_outlets
from reportedly.language.participants import ParticipantWords, load_participants
from reportedly.language.places import PlaceWords, load_places
from reportedly.language.rarity import Rarity, load_rarity
from reportedly.language.realis import RealisWords, load_realis
from reportedly.language.scene import SceneWords, load_scene
from reportedly.language.signatures import Signatures, load_signatures
from reportedly.language.speakers import SpeakerWords, load_speakers
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
    acts: ActWords
    realis: RealisWords
    participants: ParticipantWords
    harm: HarmWords
    rarity: Rarity
    scene: SceneWords
    officials: Officials
    signatures: Signatures
    speakers: SpeakerWords


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
        acts=load_acts(code),
        realis=load_realis(code),
        participants=load_participants(code),
        harm=load_harm(code),
        rarity=load_rarity(code),
        scene=load_scene(code),
        officials=load_officials(code),
        signatures=load_signatures(code),
        speakers=load_speakers(code),
    )
