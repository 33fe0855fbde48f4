"""Words of a source's name by which it speaks for a state, an authority or a hospital."""

import re
from dataclasses import dataclass

from reportedly.language.tables import read_table
from reportedly.terms.names import fold_name

_SENTENCE = re.compile('[.!?;:,"“”()\n]')
_APPOSED = re.compile(r",\s+((?:the|an?|its|their|his|her)\s[^,.;:!?\n“”\"]{1,80})[,.]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Officials:
    """Folded words and phrases that make a source official, and those that make it none; ``ranks`` are words
    that may stand between an office and a name.
    """

    official: frozenset[str]
    unofficial: frozenset[str]
    ranks: frozenset[str]

    def speaks(self, name: str) -> bool:
        """Tell whether a source of this name, or described in these words, is official.

        One unofficial word outweighs all others ("a former minister", "the police union").
        """
        words = fold_name(name).split()
        longest = range(1, 5)
        phrases = {" ".join(words[at : at + size]) for at in range(len(words)) for size in longest}
        return bool(phrases & self.official) and not phrases & self.unofficial

    def introduces(self, before: str, behind: str) -> bool:
        """Tell whether the words right before or behind a person's name give an office.

        "Fire chief", "the police spokesman" before it; ", the health minister," behind it.
        """
        title: list[str] = []
        for word in reversed(fold_name(_SENTENCE.split(before)[-1]).split()[-6:]):
            if word not in self.ranks and word not in self.official:
                break
            title.insert(0, word)
        if title and self.speaks(" ".join(title)):
            return True
        apposed = _APPOSED.match(behind)
        return apposed is not None and self.speaks(apposed[1])


def load_officials(code: str) -> Officials:
    """Return the words of ``language/<code>/officials.toml``."""
    table = read_table(code, "officials")
    return Officials(**{name: frozenset(table[name]) for name in ("official", "unofficial", "ranks")})
