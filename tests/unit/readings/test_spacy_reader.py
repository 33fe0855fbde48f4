"""A spaCy pipeline in the place of our own reader: its words, sentences, trees and names, our tags."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.language.language import load_language
from reportedly.readings.choose import OWN, choose_reader
from reportedly.readings.labels import RELATIONS, UPOS
from reportedly.readings.reader import DEFAULT, ReaderError
from reportedly.readings.spacy_pieces import LONGEST
from reportedly.readings.spacy_reader import one_tree, spacy_reader
from reportedly.readings.trained import NAME
from reportedly.terms.readings import NameKind, Part, Reading
from reportedly.terms.spans import Block, Role
from tests.unit.readings.making import paragraphs

spacy = pytest.importorskip("spacy")

ENGLISH = load_language("en")
REPORT = (
    "Harbour of Tarnow shut after fire",
    "“We will rebuild the pier,” said Anna Brandt, the harbour master of Tarnow. The fire broke out at dawn.",
    "Two people were killed when a fuel tank exploded, according to the Lagos Courier.",
)
PARSED: tuple[tuple[str, str, str, str], ...] = (
    ("The dam broke .", "DET NOUN VERB PUNCT", "1 2 2 2", "det nsubj ROOT punct"),
    ("A fire hit the pier .", "DET NOUN VERB DET NOUN PUNCT", "1 2 2 4 2 2", "det nsubj ROOT det dobj punct"),
    ("It burned in Tarnow .", "PRON VERB ADP PROPN PUNCT", "1 1 1 2 1", "nsubj ROOT prep pobj punct"),
    ("She is the mayor .", "PRON AUX DET NOUN PUNCT", "1 1 3 1 1", "nsubj ROOT det attr punct"),
)
"""Words, parts of speech, heads and labels in the style of spaCy's English pipelines."""
HOSTILE = (
    " \u00a0\n",
    "\x00\x00",
    "?!…,;:—",
    "“" * 150,
    "😀👍🏽 😡",
    "\u202eneppo\u202c said Anna",
    "\ud800 said \udfff.",
    "\u0301\u0301",
    " \x1c \x85 It burned.\u2028\u3000The dam broke. ",
    "said said said said",
    "(" * 510,
    "a-" * 400,
    "Она сказала, что мост закрыт. 桥关闭了。",
    "It burned in Tarnow . " * 600,
    "word\n\n\n" * 50,
)
WITHOUT_SPACY = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "spacy":
            raise ImportError(name)
sys.meta_path.insert(0, Block())
from reportedly.cli.main import commands
commands(sys.argv[1:])
"""


def blank(*components: str, patterns: Iterable[tuple[str, str]] = ()) -> Any:
    """Return a pipeline of components that need no training; ``patterns`` are (type, words) of names."""
    nlp = spacy.blank("en")
    for component in components:
        nlp.add_pipe(component)
    if patterns:
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": label, "pattern": words} for label, words in patterns])
    return nlp


@pytest.fixture(scope="module")
def trained() -> Any:
    """Return a pipeline with parts of speech and trees, trained for a moment on four sentences."""
    spacy.util.fix_random_seed(7)
    nlp = spacy.blank("en")
    tok2vec = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "subword_features": True,
        "width": 16,
        "depth": 1,
        "embed_size": 100,
        "window_size": 1,
        "maxout_pieces": 2,
    }
    nlp.add_pipe("morphologizer", config={"model": {"tok2vec": tok2vec}})
    nlp.add_pipe("parser", config={"model": {"tok2vec": tok2vec}, "min_action_freq": 1})
    examples = []
    for words, pos, heads, labels in PARSED:
        known = {
            "words": words.split(),
            "pos": pos.split(),
            "heads": [int(head) for head in heads.split()],
            "deps": labels.split(),
        }
        examples.append(spacy.training.Example.from_dict(nlp.make_doc(words), known))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    return nlp


def read(pipeline: Any, *texts: str, role: Role = Role.PARAGRAPH) -> Reading:
    """Return a pipeline's reading of paragraphs."""
    text, blocks = paragraphs(*texts, role=role)
    return spacy_reader(pipeline)("r", text, blocks, ENGLISH)


def words_of(reading: Reading) -> list[str]:
    """Return the words of a reading."""
    return [reading.text[token.start : token.end] for token in reading.tokens]


def well_formed(found: Reading) -> None:
    """Check what every reading promises."""
    assert "".join(words_of(found)) == "".join(found.text.split())
    assert [s.first for s in found.sentences] == [0, *(s.last for s in found.sentences)][:-1]
    assert sum(s.last - s.first for s in found.sentences) == len(found.tokens)
    for sentence in found.sentences:
        inside = range(sentence.first, sentence.last)
        assert sentence.start == found.tokens[sentence.first].start
        assert sentence.end == found.tokens[sentence.last - 1].end
        assert sum(found.tokens[at].head == at for at in inside) == 1
        assert all(found.tokens[at].head in inside for at in inside)
        assert one_tree([found.tokens[at].head - sentence.first for at in inside]) == [
            found.tokens[at].head - sentence.first for at in inside
        ]
    assert all((token.label == "root") == (token.head == at) for at, token in enumerate(found.tokens))
    assert {token.label for token in found.tokens} <= set(RELATIONS)
    assert {token.pos for token in found.tokens} <= set(UPOS)
    stretches = [(n.start, n.end) for n in found.names] + [(t.start, t.end) for t in found.tags]
    assert all(0 <= start < end <= len(found.text) for start, end in stretches)


def test_the_reading_names_both_readers() -> None:
    """Whoever finds a strange reading must learn what made it."""
    nlp = blank()
    nlp.meta["name"], nlp.meta["version"] = "harbour", "2.1"

    assert read(nlp, "It burned.").reader == f"spacy/en_harbour-2.1+{NAME}"


def test_words_and_white_space() -> None:
    """Every word opens in the unchanged text; spaCy's tokens of white space are no words."""
    found = read(blank(), " It  burned\tin\u00a0 Tarnow, 😀 they\n said. ")

    assert words_of(found) == ["It", "burned", "in", "Tarnow", ",", "😀", "they", "said", "."]
    well_formed(found)


def test_sentences_are_the_pipelines_and_stay_in_their_blocks() -> None:
    """A headline has no full stop and must not flow into the first paragraph."""
    text, blocks = paragraphs("Fire in Tarnow", "It burned. It was late.", "No one saw")
    marked = (Block(Role.HEADLINE, blocks[0].span), *blocks[1:])
    found = spacy_reader(blank("sentencizer"))("r", text, marked, ENGLISH)

    assert [(text[s.start : s.end], s.role) for s in found.sentences] == [
        ("Fire in Tarnow", Role.HEADLINE),
        ("It burned.", Role.PARAGRAPH),
        ("It was late.", Role.PARAGRAPH),
        ("No one saw", Role.PARAGRAPH),
    ]


def test_a_sentence_the_network_would_cut_is_one_tree() -> None:
    """The pipeline may see one sentence where the network, which makes the tree, sees three."""
    nlp = blank("sentencizer")
    nlp.get_pipe("sentencizer").punct_chars = {"¶"}
    found = read(nlp, "It burned. The dam broke. She left.")

    assert len(found.sentences) == 1
    assert "parataxis" in {token.label for token in found.tokens}
    well_formed(found)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HEADLINE, Role.PARAGRAPH, Role.SUBHEADING}))
def test_only_the_body_is_read(role: Role) -> None:
    """A caption or a legal notice says nothing that belongs in the record."""
    text, blocks = paragraphs("Anna Brandt at the pier", "It burned.")
    nlp = blank(patterns=[("PERSON", "Anna Brandt")])
    found = spacy_reader(nlp)("r", text, (Block(role, blocks[0].span), blocks[1]), ENGLISH)

    assert (words_of(found), found.names) == (["It", "burned", "."], ())


def test_names_are_of_our_kinds() -> None:
    """OntoNotes' types become ours, without article and possessive; numbers are no names."""
    kinds = {
        ("PERSON", "Anna Brandt"): NameKind.PERSON,
        ("GPE", "Tarnow"): NameKind.PLACE,
        ("ORG", "The Lagos Courier"): NameKind.ORGANISATION,
        ("NORP", "Omani's"): NameKind.GROUP,
        ("MONEY", "$5 million"): NameKind.MONEY,
        ("DATE", "Friday"): NameKind.DATE,
        ("CARDINAL", "three"): None,
        ("WEAPON", "drone"): None,
    }
    text = "The Lagos Courier’s Anna Brandt lost $5 million, three drones in Tarnow on Friday to the Omani's."
    found = read(blank(patterns=kinds), text)

    assert [(n.kind, text[n.start : n.end]) for n in found.names] == [
        (NameKind.ORGANISATION, "Lagos Courier"),
        (NameKind.PERSON, "Anna Brandt"),
        (NameKind.MONEY, "$5 million"),
        (NameKind.PLACE, "Tarnow"),
        (NameKind.DATE, "Friday"),
        (NameKind.GROUP, "Omani"),
    ]


def test_attribution_stays_our_networks() -> None:
    """No pipeline knows who says what; on the same words the tags are the same."""
    text, blocks = paragraphs(*REPORT)
    ours, found = DEFAULT("r", text, blocks, ENGLISH), read(blank("sentencizer"), *REPORT)

    assert words_of(found) == words_of(ours)
    assert found.tags == ours.tags
    assert {tag.part for tag in found.tags} == set(Part)


def test_what_a_pipeline_does_not_say_our_network_says() -> None:
    """A pipeline with neither tagger nor parser nor names is still worth reading with."""
    text, blocks = paragraphs(*REPORT)
    ours, found = DEFAULT("r", text, blocks, ENGLISH), read(blank(), *REPORT)

    assert (found.tokens, found.sentences, found.names) == (ours.tokens, ours.sentences, ours.names)


def test_parts_of_speech_and_lemmas_are_the_pipelines() -> None:
    """A user's own rules must show."""
    nlp = blank("attribute_ruler")
    attrs = {"POS": "VERB", "LEMMA": "CHIDE"}
    nlp.get_pipe("attribute_ruler").add(patterns=[[{"LOWER": "chid"}]], attrs=attrs)
    token = read(nlp, "They chid him.").tokens[1]

    assert (token.pos, token.lemma) == ("VERB", "chide")


def test_trees_are_the_parsers_in_our_relations(trained: Any) -> None:
    """The parser hangs "Tarnow" on "in" and "mayor" on "is"; in UD it is the other way round."""
    found = read(trained, "It burned in Tarnow .", "She is the mayor .")

    assert [(t.pos, t.head, t.label) for t in found.tokens] == [
        ("PRON", 1, "nsubj"),
        ("VERB", 1, "root"),
        ("ADP", 3, "case"),
        ("PROPN", 1, "obl"),
        ("PUNCT", 1, "punct"),
        ("PRON", 8, "nsubj"),
        ("AUX", 8, "cop"),
        ("DET", 8, "det"),
        ("NOUN", 8, "root"),
        ("PUNCT", 8, "punct"),
    ]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("parsed", [True, False])
def test_hostile_texts_are_read_without_harm(trained: Any, text: str, parsed: bool) -> None:
    """Inputs come from anywhere; one must never stop the thousands behind it."""
    well_formed(read(trained if parsed else blank("sentencizer"), text))


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("aé .’'\"“\n\u00a0\u2028\x00\ud800,-IThe")), st.lists(st.sampled_from(Role)))
def test_any_text_in_any_blocks_has_a_well_formed_reading(trained: Any, text: str, roles: list[Role]) -> None:
    """No text may stop a run, and the same text gives the same reading."""
    lines = [line for line in text.split("\n\n") if line] or ["x"]
    given_text, blocks = paragraphs(*lines)
    marked = [Block(role, block.span) for role, block in zip(roles, blocks, strict=False)]
    reader = spacy_reader(trained)
    found = reader("r", given_text, [*marked, *blocks[len(marked) :]], ENGLISH)
    only = reader("r", given_text, blocks, ENGLISH)

    well_formed(only)
    assert all(any(b.span.start <= t.start < t.end <= b.span.end for b in blocks) for t in found.tokens)
    assert only == reader("r", given_text, blocks, ENGLISH)


def test_long_blocks_are_cut_between_sentences() -> None:
    """A book in one paragraph must not be given to a parser in one piece."""
    found = read(blank("sentencizer"), "The dam broke at night. " * (LONGEST // 8))

    assert len({words_of(found)[s.first] for s in found.sentences}) == 1
    assert {s.last - s.first for s in found.sentences} == {6}


@pytest.mark.parametrize("failing", ["raises", "another text"])
def test_a_component_that_fails_costs_its_piece_alone(failing: str) -> None:
    """Anybody's component may fail at anything; the other paragraphs keep what the pipeline says."""
    nlp = blank("sentencizer", patterns=[("WORK", "Ferry Song")])

    def fail(doc: Any) -> Any:
        if "dam" not in doc.text:
            return doc
        if failing == "raises":
            raise RuntimeError("no dams")
        return nlp.make_doc("It held.")

    spacy.Language.component("fail", func=fail)
    nlp.add_pipe("fail")
    found = read(nlp, "She sang Ferry Song.", "The dam broke in Tarnow.", "He sang Ferry Song.")

    assert [found.text[n.start : n.end] for n in found.names if n.kind is NameKind.WORK] == ["Ferry Song"] * 2
    assert len(found.sentences) == 3
    well_formed(found)


@given(st.lists(st.integers(-2, 9), min_size=1, max_size=8))
def test_any_heads_become_one_tree(heads: list[int]) -> None:
    """Loops, two roots, none, heads in another sentence: whoever walks up arrives."""
    found = one_tree(heads)
    at = list(range(len(heads)))
    for _ in heads:
        at = [found[word] for word in at]

    assert len(set(at)) == 1
    assert found[at[0]] == at[0]
    assert one_tree(found) == found


def test_a_reader_is_chosen_by_name(trained: Any, tmp_path: Path) -> None:
    """A name goes to another process and into a record; a pipeline in a folder has one too."""
    trained.to_disk(tmp_path / "pipe")
    text, blocks = paragraphs("It burned in Tarnow .")
    found = choose_reader(f"spacy:{tmp_path / 'pipe'}")("r", text, blocks, ENGLISH)

    assert choose_reader(OWN) is DEFAULT
    assert found == spacy_reader(trained)("r", text, blocks, ENGLISH)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("spacy:en_no_such_pipeline", "python -m spacy download en_no_such_pipeline"),
        ("spacy:", "choose minilm or spacy:PIPELINE"),
        ("chatty", "choose minilm or spacy:PIPELINE"),
    ],
)
def test_a_reader_that_is_not_there_is_an_error_that_helps(name: str, says: str) -> None:
    """The person must learn what to type next."""
    with pytest.raises(ReaderError) as error:
        choose_reader(name)

    assert says in error.value.detail


def test_a_folder_that_is_no_pipeline_is_an_error(tmp_path: Path) -> None:
    """A mistyped path must not end in a traceback."""
    with pytest.raises(ReaderError, match="cannot be loaded"):
        choose_reader(f"spacy:{tmp_path}")


def test_without_spacy_everything_else_works(tmp_path: Path) -> None:
    """The extra is an extra: our own reader never asks for it, and the other says how to get it."""
    (tmp_path / "a.txt").write_text("The dam broke in Tarnow, the mayor said.", encoding="utf-8")

    def ask(*options: str) -> subprocess.CompletedProcess[str]:
        command = ["read", str(tmp_path / "a.txt"), "--into", str(tmp_path / "r.db"), *options]
        return subprocess.run(
            [sys.executable, "-c", WITHOUT_SPACY, *command], capture_output=True, text=True, check=False
        )

    refused, done = ask("--reader", "spacy:en_core_web_sm"), ask()

    assert (refused.returncode, done.returncode) == (2, 0)
    assert "reportedly[spacy]" in refused.stderr
    assert "1 new report," in done.stdout


def test_our_own_reader_does_not_import_spacy() -> None:
    """It takes half a second and a hundred megabytes that nobody asked for."""
    code = "import sys, reportedly.cli.main, reportedly.readings.spacy_reader; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"
