"""Words that tell that people were killed, wounded or hit."""

from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table

_ORDERED = frozenset({"multiples", "participles"})
_TELLING = ("struck", "suffering", "wounds", "bullets", "turning", "deadly", "toll", "hospitals", "lives")


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmWords:
    """Lower-case lemmas of what befalls people, each mapped to "killed", "wounded" or "hit".

    ``objects`` verbs harm their object, ``subjects`` verbs their subject, ``states`` whom they are said of,
    ``nouns`` whom they are owned by. ``deadly`` words make a hit or a wound a death; ``struck`` verbs hit
    where one of ``bullets`` is near; the subject of a ``suffering`` verb with one of ``wounds`` is wounded.
    A time beside a ``happening`` verb is that of the happening, beside one of ``afterwards`` it is not.
    A word of ``jurisdiction`` after a place tells that the place's own people deal with it.
    ``carrying`` verbs with one of ``hospitals`` wound whom they bring there, ``fighting`` ones with one of
    ``lives`` their subject; ``taking`` ones with one kill whose life it is: the subject's where the verb is
    ``losing`` or the life its ``own``. ``unnamed`` words stand for people; verbs that end in one of
    ``participles`` may be passives without an auxiliary; ``empty`` words say nothing of a toll,
    ``female`` and ``male`` ones tell women from men.
    ``attempted`` harm was not done; who is ``turning`` a weapon on himself is harmed.
    ``loosely_now`` times hardly ever date what is told. ``years_old``
    stands after an age, ``aged`` before it. ``multiples`` are the words before a noun of harm that tell how
    many it befell, from two on. ``toll`` are other words beside a number of
    victims; ``telling`` are all the words by which harm is told: a sentence without any
    tells of none.
    """

    objects: Mapping[str, str]
    subjects: Mapping[str, str]
    states: Mapping[str, str]
    nouns: Mapping[str, str]
    deadly: frozenset[str]
    struck: frozenset[str]
    bullets: frozenset[str]
    suffering: frozenset[str]
    wounds: frozenset[str]
    conditions: frozenset[str]
    carrying: frozenset[str]
    hospitals: frozenset[str]
    fighting: frozenset[str]
    taking: frozenset[str]
    losing: frozenset[str]
    lives: frozenset[str]
    own: frozenset[str]
    unnamed: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]
    empty: frozenset[str]
    participles: tuple[str, ...]
    pairs: frozenset[str]
    self: frozenset[str]
    happening: frozenset[str]
    afterwards: frozenset[str]
    jurisdiction: frozenset[str]
    attempted: frozenset[str]
    turning: frozenset[str]
    loosely_now: frozenset[str]
    years_old: frozenset[str]
    aged: frozenset[str]
    toll: frozenset[str]
    multiples: tuple[str, ...]
    telling: frozenset[str]


def load_harm(code: str) -> HarmWords:
    """Return the words of ``language/<code>/harm.toml``."""
    table = read_table(code, "harm")
    kinds = {what: row for what, row in table.items() if what != "words"}

    def by_word(field: str) -> dict[str, str]:
        return {word: what for what, row in kinds.items() for word in row[field]}

    return HarmWords(
        objects=by_word("objects"),
        subjects=by_word("subjects"),
        states=by_word("states"),
        nouns=by_word("nouns"),
        multiples=tuple(table["words"]["multiples"]),
        participles=tuple(table["words"]["participles"]),
        telling=frozenset(
            word
            for row in (*kinds.values(), {name: table["words"][name] for name in _TELLING})
            for words in row.values()
            for word in words
        ),
        **{
            name: frozenset(words)
            for name, words in table["words"].items()
            if name not in {"multiples", "participles"}
        },
    )
