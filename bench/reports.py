"""Made-up reports in any number, the same for the same seed: stories told by some and copied by others."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

PLACES = [
    "Mosul",
    "Kirkuk",
    "Basra",
    "Aleppo",
    "Homs",
    "Aden",
    "Kabul",
    "Kandahar",
    "Garissa",
    "Gao",
    "Kidal",
    "Cali",
]
PLACES += [
    "Goma",
    "Bunia",
    "Maiduguri",
    "Kharkiv",
    "Odesa",
    "Quetta",
    "Peshawar",
    "Tripoli",
    "Benghazi",
    "Mekelle",
]
WHO = [
    "Police",
    "The army",
    "A hospital official",
    "Witnesses",
    "The interior ministry",
    "The governor",
    "Rescuers",
]
ACTORS = ["Gunmen", "Militants", "Unknown assailants", "Rebels", "Two attackers", "A drone", "Insurgents"]
TARGETS = [
    "a checkpoint",
    "a supply convoy",
    "an army base",
    "a police post",
    "the central market",
    "a fuel depot",
]
VERBS = ["attacked", "shelled", "bombed", "stormed", "ambushed"]
SYLLABLES = [
    "ka",
    "ri",
    "mo",
    "ten",
    "sal",
    "du",
    "bar",
    "lin",
    "ost",
    "fa",
    "gre",
    "hul",
    "ji",
    "nop",
    "vex",
    "wy",
]
OUTLETS = [
    f"{a} {b}"
    for a in ("North", "South", "River", "Valley", "Coast", "Hill")
    for b in ("Post", "Wire", "Mail")
]


def _word(random: Random) -> str:
    """Return a made-up word."""
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 3)))


def _filler(random: Random) -> str:
    """Return a sentence of made-up words that no other report is likely to share."""
    words = [_word(random) for _ in range(random.randint(12, 24))]
    return f"The {words[0]} of {words[1].title()} and its {' '.join(words[2:])}."


def _tail(random: Random) -> str:
    """Return a phrase of made-up words, so that two stories share few runs of words."""
    opening = random.choice(("as", "when", "while", "where", "after"))
    return " ".join([opening, *(_word(random) for _ in range(5))])


def _story(random: Random, day: datetime) -> list[str]:
    """Return the sentences of one story: an event with its toll, who says so, a threat, and detail."""
    place, target = random.choice(PLACES), random.choice(TARGETS)
    name, killed = f"{_word(random).title()} {_word(random).title()}", random.randint(1, 30)
    actor = f"{random.choice(ACTORS)} of the {_word(random)} valley"
    deed = f"{actor} {random.choice(VERBS)} {target} near {place}"
    first = f"{deed} on {day:%A}, killing {killed} people {_tail(random)}."
    said = f"{random.choice(WHO)} said at least {killed} had died {_tail(random)} in {place} {_tail(random)}."
    quote = f"“We will strike back {_tail(random)} if {_word(random)} returns,” said {name} {_tail(random)}."
    return [first, said, quote, *(_filler(random) for _ in range(random.randint(6, 14)))]


def make_reports(number: int, seed: int = 7) -> Iterator[str]:
    """Yield so many reports as JSON Lines: a third new stories, the rest copies of recent ones."""
    random = Random(seed)
    start = datetime(2024, 1, 1, tzinfo=UTC)
    recent: list[list[str]] = []
    for at in range(number):
        published = start + timedelta(minutes=20 * at)
        if not recent or random.random() < 1 / 3:
            sentences = _story(random, published - timedelta(days=1))
            recent = [*recent[-40:], sentences]
        else:
            source = random.choice(recent)
            kept = [s for s in source if random.random() < 0.8] or source
            sentences = [*kept, *(_filler(random) for _ in range(random.randint(0, 4)))]
        row = {
            "uri": f"https://bench.example/{seed}/{at}",
            "outlet": random.choice(OUTLETS),
            "published": published.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "text": "\n".join(sentences),
        }
        yield json.dumps(row, ensure_ascii=False)
