"""Names compared without their spelling's accidents."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """Return ``name`` in lower case without marks over letters and punctuation, words parted by one space.

    "Kata'ib Hezbollah" and "Kataib Hezbollah" fold to one string. A name of punctuation alone folds to "".
    """
    letters = []
    for sign in unicodedata.normalize("NFKD", name.casefold()):
        category = unicodedata.category(sign)
        if category[0] in "LN":
            letters.append(sign)
        elif category[0] == "Z" or sign.isspace() or sign in "-–—/_":
            letters.append(" ")
    return " ".join("".join(letters).split())


# fmt: off
_FORMS = frozenset({
    "ltd", "limited", "inc", "incorporated", "corp", "corporation", "co", "company", "plc", "llc", "llp",
    "gmbh", "ag", "sa", "nv", "bv", "oyj", "ab", "spa", "pty",
})
"""Legal forms at the end of a company's name."""
_ARTICLES = frozenset({"al", "el", "ul", "ad", "as", "ash", "an", "ar", "at", "az"})
"""Spellings of the Arabic article before a name."""
_SOUNDS = (
    ("ence", "ense"), ("isation", "ization"), ("centre", "center"),
    ("sch", "sh"), ("tch", "ch"), ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("dj", "j"),
    ("zh", "j"), ("ck", "k"), ("q", "k"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "ai"), ("ey", "ai"),
    ("ay", "ai"), ("iy", "i"), ("ij", "i"), ("yy", "i"), ("y", "i"), ("w", "v"), ("o", "u"), ("e", "i"),
)
"""Letters that transliterations, and the two sides of the Atlantic, write in several ways, longest first."""
# fmt: on


def _sound(word: str) -> str:
    """Return a word by its coarse sound: the same for usual transliterations of one name."""
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    kept = [sign for at, sign in enumerate(word) if at == 0 or sign != word[at - 1]]
    whole = "".join(kept)
    return whole[:-1] if len(whole) > 3 and whole.endswith("h") else whole


@lru_cache(maxsize=65536)
def sound_key(name: str) -> str:
    """Return a key that usual spellings of one name share: a candidate for sameness, no proof of it.

    On top of ``fold_name``: legal forms at the end and the Arabic article are dropped, initials are joined
    ("J. P." and "JP"), transliterations written alike ("Zelensky", "Zelenskyy"; "Hussein", "Husayn").
    Words keep their order. "" only where ``fold_name`` gives "".
    """
    words = fold_name(name).split()
    while len(words) > 1 and words[-1] in _FORMS:
        words = words[:-1]
    bare = [word for word in words if word not in _ARTICLES] or words
    joined: list[str] = []
    for at, word in enumerate(bare):
        initial = at > 0 and len(word) == 1 and len(bare[at - 1]) == 1
        if initial and word.isalpha():
            joined[-1] += word
        else:
            joined.append(word)
    return " ".join(_sound(word) for word in joined)
