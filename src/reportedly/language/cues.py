"""Cues of attribution and the speech acts they perform."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A verb of saying: its default act, the content shapes it takes, and whether it needs a clear one.

    A ``strict`` cue ("read", "show") counts only with a quotation or "that" beside it, a ``written`` one only
    in the mouth of a document, a body or an outlet ("the survey found that …").
    """

    lemma: str
    act: str
    takes: frozenset[str]
    strict: bool
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """All cue tables of one language; words in lower case, ``media`` from a phrase to its medium.

    ``outlet_names`` end the proper names of outlets; ``known_people`` are persons whom reports name by
    surname without introducing them; ``gendered`` and ``first_names`` tell who is "he" and who is "she";
    ``powers`` are called by their people ("the Dutch government"), ``press_documents`` are what outlets
    print; ``withheld`` finds a clause that tells what a speaker did not say ("…, though he gave no date");
    ``speaking`` are verbs that are refused where words are.
    """

    verbs: Mapping[str, Cue]
    nouns: frozenset[str]
    phrases: Mapping[str, str]
    media: Mapping[str, str]
    hedges: frozenset[str]
    conditions: frozenset[str]
    unnamed_heads: frozenset[str]
    unnamed_words: frozenset[str]
    outlet_heads: frozenset[str]
    outlet_names: frozenset[str]
    document_heads: frozenset[str]
    definite: frozenset[str]
    passing: frozenset[str]
    indefinite: frozenset[str]
    numbers: Mapping[str, int]
    first_person: frozenset[str]
    press_documents: frozenset[str]
    powers: frozenset[str]
    withheld: re.Pattern[str]
    speaking: frozenset[str]
    renderings: Mapping[str, frozenset[str]]
    pronouns: Mapping[str, str]
    aliases: Mapping[str, str]
    known_people: Mapping[str, str]
    gendered: Mapping[str, str]
    first_names: Mapping[str, str]
    harm: frozenset[str]
    own: frozenset[str]
    future: frozenset[str]
    judging: frozenset[str]


def load_cues(code: str) -> Cues:
    """Return the cues of ``language/<code>/cues.toml``."""
    table = read_table(code, "cues")
    voices, speech = table["voices"], table["speech"]
    verbs = {
        lemma: Cue(
            lemma=lemma,
            act=row["act"],
            takes=frozenset(row["takes"]),
            strict=bool(row.get("strict", False)),
            written=bool(row.get("written", False)),
        )
        for lemma, row in table["verbs"].items()
    }
    return Cues(
        verbs=verbs,
        nouns=frozenset(table["nouns"]["lemmas"]),
        phrases=dict(table["phrases"]),
        media={phrase: medium for medium, phrases in table["media"].items() for phrase in phrases},
        hedges=frozenset(table["hedges"]["words"]),
        conditions=frozenset(table["conditions"]["words"]),
        unnamed_heads=frozenset(voices["unnamed_heads"]),
        unnamed_words=frozenset(voices["unnamed_words"]),
        outlet_heads=frozenset(voices["outlet_heads"]),
        document_heads=frozenset(voices["document_heads"]),
        definite=frozenset(voices["definite"]),
        passing=frozenset(voices["passing"]),
        indefinite=frozenset(voices["indefinite"]),
        numbers=dict(voices["numbers"]),
        first_person=frozenset(voices["first_person"]),
        press_documents=frozenset(voices["press_documents"]),
        powers=frozenset(voices["powers"]),
        withheld=_withheld(table["withheld"]),
        speaking=frozenset(speech["speaking"]),
        renderings={key: frozenset(words) for key, words in table["renderings"].items()},
        aliases=dict(voices["aliases"]),
        outlet_names=frozenset(voices["outlet_names"]),
        known_people=dict(voices["known_people"]),
        gendered=_by_word(voices["gendered"]),
        first_names=_by_word(voices["first_names"]),
        harm=frozenset(speech["harm"]),
        own=frozenset(speech["own"]),
        future=frozenset(speech["future"]),
        judging=frozenset(speech["judging"]),
        pronouns={word: kind for kind in ("he", "she", "it", "they") for word in voices[kind]},
    )


def _withheld(lists: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return the pattern of a clause of what was not said: conjunction, a few words, negation, verb."""
    opening, negation, verbs = (
        "|".join(map(re.escape, lists[key])) for key in ("conjunctions", "negations", "verbs")
    )
    return re.compile(rf",? (?:{opening}) (?:\w+ ){{1,3}}?(?:{negation}) (?:{verbs})\b")


def _by_word(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the key of the list that each word stands in."""
    return {word: key for key, words in lists.items() for word in words}
