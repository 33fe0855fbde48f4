"""Who the victims of a report are: its mentions of killed, wounded and hit people, each person once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.events.harm import Harmed
from reportedly.events.toll import KILLED, MOST, Told
from reportedly.language.language import Language


@dataclass(frozen=True, slots=True)
class Victim:
    """One victim, or several of whom one noun phrase tells: what is known of them, and whether they died."""

    many: int
    names: frozenset[str]
    age: int | None
    gender: str | None
    dead: bool
    row: int
    definite: bool


def _gender(told: Told, harmed: Harmed, language: Language) -> str | None:
    """Return "he" or "she" by the words of a phrase, the last telling one first; None where none tells."""
    text = told.tree.reading.text[harmed.start : harmed.end].lower()
    for word in reversed(text.replace("-", " ").replace(",", " ").split()):
        if word in language.harm.female:
            return "she"
        if word in language.harm.male:
            return "he"
        if word in language.cues.gendered:
            return language.cues.gendered[word]
    return language.cues.first_names.get(harmed.name.split()[0].lower()) if harmed.name else None


def _victim(told: Told, row: int, harmed: Harmed, language: Language) -> Victim:
    """Return what one noun phrase tells of those it stands for."""
    return Victim(
        many=harmed.low,
        names=frozenset(harmed.name.casefold().split()) if harmed.name else frozenset(),
        age=harmed.age,
        gender=_gender(told, harmed, language),
        dead=harmed.what == KILLED,
        row=row,
        definite=harmed.definite,
    )


def _same(old: Victim, new: Victim) -> bool:
    """Tell whether two mentions may be of one person: number, name, age and gender allow it.

    People of one sentence are apart unless the later words point back.
    """
    if old.many != new.many or (old.row == new.row and not new.definite):
        return False
    if old.names and new.names:
        return bool(old.names & new.names)
    if old.age is not None and new.age is not None and old.age != new.age:
        return False
    return not (old.gender and new.gender and old.gender != new.gender)


def _match(found: Sequence[Victim], new: Victim) -> int | None:
    """Return the person of whom a mention is: who shares its name or its age, else the last who may be it."""
    fits = [at for at, old in enumerate(found) if _same(old, new)]
    sure = [at for at in fits if found[at].names & new.names]
    sure += [at for at in fits if new.age is not None and found[at].age == new.age]
    return sure[0] if sure else (fits[-1] if fits else None)


def victims_of(rows: Sequence[Told], language: Language) -> tuple[Victim, ...]:
    """Return the victims that sentences tell of, each once, in the order of their first mention.

    Whoever is once told of as killed is dead. Words that point back ("the victim", "he") add nobody to
    those who are known.
    """
    found: list[Victim] = []
    for row, told in enumerate(rows):
        for harmed in told.harmed:
            if harmed.low > MOST:
                continue
            new = _victim(told, row, harmed, language)
            at = _match(found, new)
            if at is not None:
                found[at] = _joined(found[at], new)
            elif not (found and new.definite and not new.names):
                found.append(new)
    return tuple(found)


def _joined(old: Victim, new: Victim) -> Victim:
    """Return a victim with what another mention adds."""
    return replace(
        old,
        names=old.names | new.names,
        age=old.age if old.age is not None else new.age,
        gender=old.gender or new.gender,
        dead=old.dead or new.dead,
        row=new.row,
    )


def dead_and_hurt(victims: Sequence[Victim]) -> tuple[int, int]:
    """Return how many of the victims died, and how many lived."""
    dead = sum(each.many for each in victims if each.dead)
    return dead, sum(each.many for each in victims) - dead
