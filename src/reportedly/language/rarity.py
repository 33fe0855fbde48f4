"""How rare the words of a language's news are."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

_COMMONEST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """The natural logarithm of one over the share of reports that a word stands in.

    Spärck Jones 1972 calls it a term's specificity. It is fixed and not counted in a record, so that what
    two reports have in common does not hang on which others were read.
    """

    levels: Mapping[str, float]
    unlisted: float
    commonest: frozenset[str]
    """Words of three letters and more that few reports go without and few languages share."""

    def of(self, word: str) -> float:
        """Return the rarity of a casefolded word; 0 for one that stands everywhere."""
        return self.levels.get(word, self.unlisted)


def load_rarity(code: str) -> Rarity:
    """Return the rarities of ``language/<code>/rarity.txt``, which ``train/rarity.py`` makes."""
    path = resources.files("reportedly.language") / code / "rarity.txt"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    levels: dict[str, float] = {}
    for line in lines:
        level, *words = line.split()
        levels.update(dict.fromkeys(words, int(level) / 10))
    return Rarity(
        levels=levels,
        unlisted=int(head.rsplit(" ", 1)[1]) / 10,
        commonest=frozenset(word for word, level in levels.items() if level <= _COMMONEST and len(word) > 2),
    )
