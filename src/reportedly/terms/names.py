"""Names compared without their spelling's accidents."""

import unicodedata


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
