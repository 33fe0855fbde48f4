"""The catalogue: what counts as an event is written in data files that anybody can read and amend."""

import tomllib
from importlib import resources

import pytest

from reportedly.events.catalogue import load_catalogue
from reportedly.readings.lemmas import lemma_of
from reportedly.terms.statements import Act
from tests.unit.events.making import CATALOGUE

TYPES = sorted(CATALOGUE.types)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_says_what_it_is_and_which_words_tell_of_it(name: str) -> None:
    """A type that nobody can define or that no word triggers is none."""
    kind = CATALOGUE.types[name]

    assert name == name.upper()
    assert kind.definition.endswith(".")
    assert kind.verbs | kind.nouns | {" ".join(phrase) for phrase in kind.phrases}


@pytest.mark.parametrize("name", TYPES)
def test_a_type_can_be_compared_with_other_codebooks(name: str) -> None:
    """Whoever has data in CAMEO must be able to join it."""
    assert CATALOGUE.types[name].cameo
    assert all(code.isdigit() for code in CATALOGUE.types[name].cameo)


@pytest.mark.parametrize("name", TYPES)
def test_words_are_in_the_form_in_which_they_are_sought(name: str) -> None:
    """A capital or a stray space would make a word that never matches."""
    kind = CATALOGUE.types[name]
    words = [
        *kind.verbs,
        *kind.nouns,
        *kind.weak,
        *kind.light,
        *(w for near in kind.needs.values() for w in near),
    ]

    assert words == [word.strip().lower() for word in words]
    assert kind.weak <= kind.nouns | kind.verbs
    assert kind.light <= kind.verbs
    assert all(kind.needs.values())
    assert all(kind.modes.values())


def test_every_verb_is_a_lemma() -> None:
    """Verbs are looked up by lemma: another form would never be found."""
    assert [verb for verb in sorted(CATALOGUE.verbs) if lemma_of(verb, "en") != verb] == []


def test_a_word_tells_of_one_type() -> None:
    """Of two types for one word the last file would win, without anybody knowing."""
    verbs = [verb for kind in CATALOGUE.types.values() for verb in kind.verbs]
    nouns = [noun for kind in CATALOGUE.types.values() for noun in kind.nouns]

    assert sorted(verbs) == sorted(set(verbs))
    assert sorted(nouns) == sorted(set(nouns))


def test_acts_are_speech_acts_of_one_type_each() -> None:
    """A threat is an event by the act alone."""
    acts = [act for kind in CATALOGUE.types.values() for act in kind.acts]

    assert set(acts) <= {act.value for act in Act}
    assert sorted(acts) == sorted(CATALOGUE.by_act)
    assert CATALOGUE.by_act["threaten"] == "THREATEN"


def test_each_file_holds_the_type_it_is_named_after() -> None:
    """Whoever looks for a type looks for its file."""
    for file in (resources.files("reportedly.events") / "types").iterdir():
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        assert file.name == f"{table['type'].lower()}.toml"


def test_a_language_without_words_is_refused() -> None:
    """A run in a language without triggers would find nothing and look like peace."""
    with pytest.raises(KeyError):
        load_catalogue("xx")
