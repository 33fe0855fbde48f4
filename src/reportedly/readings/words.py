"""Text -> words, after the conventions of English Universal Dependencies.

A word is a half-open range of code points of the text as it stands; nothing is normalised.
"""

import re

APOSTROPHES = "'’‘ʼ`"
HYPHENS = "-‐‑"

# Kept whole with their full stop. Single letters (initials) are handled by the pattern.
ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "st", "sr", "jr", "gen", "col", "lt", "sgt",
    "capt", "maj", "brig", "adm", "cmdr", "gov", "sen", "rep", "pres", "amb", "supt", "det", "insp",
    "messrs", "mt", "ft", "no", "nos", "vs", "etc", "inc", "ltd", "corp", "co", "bros", "llc",
    "plc", "dept", "univ", "assn", "ave", "blvd", "rd", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sept", "sep", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs",
    "fri", "sat", "sun", "ala", "ariz", "ark", "calif", "colo", "conn", "del", "fla", "ga", "ill",
    "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont", "neb", "nev",
    "okla", "ore", "pa", "penn", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "approx", "est",
    "al", "cf", "fig", "figs", "vol", "pp", "ed", "eds", "a.m", "p.m", "e.g", "i.e", "u.s", "u.k",
    "u.n", "d.c",
))  # fmt: skip
# Also ordinary words: an abbreviation only where a capital starts it and more text follows.
ORDINARY = frozenset((
    "no", "nos", "sun", "sat", "mar", "wed", "la", "co", "ed", "miss", "mass", "ill", "ind", "del",
    "mo", "pa", "al", "ore", "wash", "fig", "est", "mon",
))  # fmt: skip
# Prefixes that stay with the word after their hyphen.
PREFIXES = frozenset((
    "anti", "bi", "bio", "co", "counter", "cyber", "de", "e", "eco", "electro", "ex", "extra",
    "hyper", "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "mis",
    "mono", "multi", "neo", "neuro", "non", "over", "para", "poly", "post", "pre", "pro", "proto",
    "pseudo", "quasi", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "uni", "under",
))  # fmt: skip

CONTRACTION = re.compile(rf"(?i:(?<=[^\W\d_])n[{APOSTROPHES}]t|[{APOSTROPHES}](?:s|re|ll|ve|d|m))$")
QUANTITY = re.compile(r"(\d[\d.,:]*)(?:am|pm|km|kg|cm|mm|mph|bn|mn|ft|m)$")
SPLIT_IN_TWO = {"cannot": 3, "gonna": 3, "gotta": 3, "wanna": 3, "dunno": 2, "lemme": 3, "gimme": 3}

# Letters and digits, with the combining accents that texts in decomposed form set behind a letter.
LETTERS = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
# Local parts and labels are bounded, as the mail and domain standards do: no line is quadratic.
PIECE = re.compile(
    rf"""
    (?P<address>(?:https?://|www\.)[^\s<>"“”]+ | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+)
  | (?P<tag>[@\#][A-Za-z_]\w*)
  | (?P<degree>(?<!\w)(?:(?:Ph|Ed|Sc|Psy|Litt|LL)\.[BMD] | [BM]\.(?:Sc|Phil|Ed|Arch|Tech|Com))\.)
  | (?P<dotted>(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w{APOSTROPHES}]))?)
  | (?P<number>\d{3}-\d{3}-\d{4}(?!\w) | \d+(?:/\d+)+(?!\w) | \d+(?:[.,:]\d+)+(?!\w) | \.\d+)
  | (?P<year>(?<!\w)[{APOSTROPHES}]\d\ds?\b)
  | (?P<firm>\b[A-Z]+&[A-Z]+\b)
  | (?P<site>(?<![\w.])[A-Za-z0-9][\w-]{{0,62}}(?:\.[A-Za-z0-9][\w-]{{0,62}}){{0,8}}
      \.(?:com|org|net|gov|edu|info|co\.uk)\b)
  | (?P<word>{LETTERS}(?:[.,:](?=\d)\d+)*(?:[{APOSTROPHES}](?=[^\W\d_]){LETTERS})*)
  | (?P<clitic>[{APOSTROPHES}](?:s|re|ll|ve|d|m|em)\b)
  | (?P<dots>\.{{2,}}|…)
  | (?P<dashes>--+)
  | (?P<run>[!?]{{2,}}|\*{{2,}}|={{2,}}|_{{2,}}|~{{2,}}|\#{{2,}}|<{{2,}}|>{{2,}}|``|'')
  | (?P<face>[:;]-?[)(DP](?!\w))
  | (?P<other>\S)
    """,
    re.VERBOSE,
)


def find_words(text: str) -> tuple[tuple[int, int], ...]:
    """The words of `text` in order, as (start, end) in code points; white space is in none."""
    found: list[tuple[int, int]] = []
    for match in PIECE.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "address":
            end = start + len(match.group().rstrip(".,;:!?)'’\""))
            found.append((start, end))
            found.extend((at, at + 1) for at in range(end, match.end()))
        elif kind == "word":
            found.extend(split_word(text, start, end))
        else:
            found.append((start, end))
    return tuple(join_parts(text, found))


def split_word(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a word before its clitic or unit: "doesn’t" -> does, n’t; "8am" -> 8, am."""
    word = text[start:end]
    cut = SPLIT_IN_TWO.get(word.lower())
    if cut is None and word[0].isdigit():
        match = QUANTITY.match(word)
        cut = match.end(1) if match else None
    if cut is None:
        match = CONTRACTION.search(word)
        cut = match.start() if match else None
    if cut:
        return [(start, start + cut), (start + cut, end)]
    return [(start, end)]


def join_parts(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put a full stop back on an abbreviation or initial, and a prefix on its word."""
    out: list[tuple[int, int]] = []
    for start, end in found:
        if out and out[-1][1] == start and ends_abbreviation(text, out[-1], start, end):
            out[-1] = (out[-1][0], end)
        elif len(out) > 1 and out[-1][1] == start and joins_prefix(text, out, start):
            out[-2:] = [(out[-2][0], end)]
        else:
            out.append((start, end))
    return out


def ends_abbreviation(text: str, before: tuple[int, int], start: int, end: int) -> bool:
    """Whether the full stop at `start` belongs to the word `before` it."""
    if text[start:end] != ".":
        return False
    word = text[before[0] : before[1]]
    more = text[end : end + 3].lstrip()[:1]
    if len(word) == 1 and word.isalpha() and word.isupper():
        return more.isalpha() and word != "I"
    if word.lower() not in ABBREVIATIONS:
        return False
    if word.lower() in ORDINARY:
        return word[0].isupper() and more.isalnum()
    return True


def joins_prefix(text: str, out: list[tuple[int, int]], start: int) -> bool:
    """Whether the last two words are a prefix and the hyphen that ties it to the word at `start`."""
    (left, left_end), (hyphen, hyphen_end) = out[-2:]
    return (
        left_end == hyphen
        and text[hyphen:hyphen_end] in HYPHENS
        and text[left:left_end].lower() in PREFIXES
        and text[start : start + 1].isalpha()
        and (left == 0 or text[left - 1] not in HYPHENS)
    )


def after_prefix(text: str, start: int, end: int) -> int:
    """Where a name begins whose first word is at `start`: at "Mubarak" in "anti-Mubarak", "May" in "mid-May".

    A prefix in lower case that is tied to a capital is no part of a name, but for "sub-Saharan" and its like.
    """
    for place in range(start + 1, end - 1):
        if text[place] in HYPHENS:
            prefix = text[start:place]
            tied = prefix in PREFIXES and prefix != "sub" and text[place + 1].isupper()
            return place + 1 if tied else start
    return start
