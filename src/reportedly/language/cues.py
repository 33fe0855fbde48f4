"""Cues of attribution and the speech acts they perform."""

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
    """All cue tables of one language; words in lower case, ``media`` from a phrase to its medium."""

    verbs: Mapping[str, Cue]
    nouns: frozenset[str]
    phrases: Mapping[str, str]
    media: Mapping[str, str]
    hedges: frozenset[str]
    conditions: frozenset[str]
    unnamed_heads: frozenset[str]
    unnamed_words: frozenset[str]
    outlet_heads: frozenset[str]
    document_heads: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    pronouns: Mapping[str, str]
    aliases: Mapping[str, str]
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
        indefinite=frozenset(voices["indefinite"]),
        aliases=dict(voices["aliases"]),
        harm=frozenset(speech["harm"]),
        own=frozenset(speech["own"]),
        future=frozenset(speech["future"]),
        judging=frozenset(speech["judging"]),
        pronouns={word: kind for kind in ("he", "she", "it", "they") for word in voices[kind]},
    )
