"""The record of the sixteen reports, and how the expectations name what is in them."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.stories.expected import EXAMPLES, Fields, Read, expected, is_of

EMBASSY = (*(f"0{n}-" for n in range(1, 7)), "https://cpa.example", "https://tworivers.example")
"""How the names of the reports of the first story begin; all others are of the second."""

TELLINGS = {
    "bomb-balad": ("a roadside bomb wrecked a Dutch supply truck outside Balad and killed its driver",),
    "warning-call": (
        "telephoned Iraqi Prime Minister Hatim al-Dulfi and warned him",
        "quietly warned Iraq’s government",
        "The warning came in a telephone call",
        "is threatening to pull its diplomats out",
    ),
    "rockets-embassy": (
        "Three rockets came down beside the walls of the Dutch embassy in Baghdad late on Sunday",
        "rockets exploded near the Dutch embassy compound",
        "rockets had landed near the compound on May 18",
        "Three of them landed beside the Dutch embassy on May 18",
    ),
    "mortar-january": (
        "The compound was last hit on January 12",
        "The Dutch compound was damaged by a mortar round on January 12",
    ),
    "vote-the-hague": ("the lower house in The Hague voted", "lawmakers in The Hague voted"),
    "threat-convoys": ("but warned that it would hit supply convoys", "has vowed to attack convoys"),
    "denial-front": ("a rebel group denied planting it", "The Front has denied everything"),
    "curfew-ocana": ("imposed a night curfew on the town centre",),
    "accusation-front": ("alleged that the Cordillera Front", "claimed that the Cordillera Front"),
    "bomb-ocana": (
        "A bomb hidden in a vegetable cart exploded",
        "A bomb ripped through a crowded market",
        "when a bomb went off among the vegetable stalls",
        "the bombing that killed 14 people",
        "The bomb that went off in the market",
        "The death toll from a bomb at a market",
    ),
    "grenade-tibu": (
        "slightly hurt on Sunday when a grenade was thrown at their post in Tibú",
        "a grenade was thrown at a police post at midday on Sunday, slightly wounding two officers",
        "had thrown the grenade",
        "the grenade thrown at the police post in Tibú",
    ),
    "grenade-bus-depot": ("a grenade was thrown at the bus depot two streets away; it broke windows",),
}
"""The words that tell of an incident of ``expected/incidents.jsonl``."""


@dataclass(frozen=True, slots=True)
class Examples:
    """The record of the examples, the folder it lies in, and the text of every report as its file has it."""

    read: Read
    folder: Path
    texts: dict[str, str]

    def of(self, kind: list[Fields], report: str) -> list[Fields]:
        """Return the records of one report, named as in the expectations."""
        return [each for each in kind if is_of(each, report)]

    def telling(self, incident: str) -> set[str]:
        """Return the ids of the events whose trigger stands in the words that tell of an incident."""
        found: set[str] = set()
        for report, text in self.texts.items():
            for words in TELLINGS[incident]:
                start = text.find(words)
                found |= {
                    each["id"]
                    for each in self.of(self.read.events, report)
                    if start != -1
                    and start <= each["trigger"]["start"] < each["trigger"]["end"] <= start + len(words)
                }
        return found


def texts_of() -> dict[str, str]:
    """Return the text of every report, decoded as the expectation says, by name."""
    folder = EXAMPLES / "reports"
    lines = (folder / "records.jsonl").read_text(encoding="utf-8").splitlines()
    texts: dict[str, str] = {each["uri"]: each["text"] for each in map(json.loads, lines)}
    for row in expected("reports"):
        if row["report"] not in texts:
            texts[row["report"]] = (folder / row["file"]).read_bytes().decode(row["encoding"])
    return texts


def name_of(uri: str) -> str:
    """Return how the expectations name the report at an address."""
    return uri.rsplit("/", 1)[-1] if uri.startswith("file:") else uri
