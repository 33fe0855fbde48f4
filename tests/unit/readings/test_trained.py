"""The trained reader: what it promises whatever the network inside it has learned."""

import hashlib
import json
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from reportedly.language.language import load_language
from reportedly.readings.network import load_model
from reportedly.readings.trained import NAME, read_with_model
from reportedly.terms.readings import Name, Part, Reading, Tag
from reportedly.terms.spans import Block, Role, Span
from tests.unit.readings.making import paragraphs

ENGLISH = load_language("en")
REPORT = (
    "Harbour of Tarnow shut after fire",
    "“We will rebuild the pier,” said Anna Brandt, the harbour master of Tarnow. The fire broke out at dawn.",
    "Two people were killed when a fuel tank exploded, according to the Lagos Courier.",
    'Police said on Friday that nobody had been arrested. "It\'s too early to tell," a spokesman added.',
)
BLOCKED_TORCH = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"torch", "transformers", "tensorflow"}:
            raise ImportError(name)
sys.meta_path.insert(0, Block())
"""
BLOCKED_NETWORK = """
import socket
def refuse(*args, **kwargs):
    raise OSError("no network in a test")
socket.socket = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""
READ = """
import json, sys
from dataclasses import asdict
from reportedly.language.language import load_language
from reportedly.readings.trained import read_with_model
from reportedly.terms.spans import Block, Role, Span
text = json.loads(sys.stdin.read())
found = read_with_model("r", text, (Block(Role.PARAGRAPH, Span("r", 0, len(text))),), load_language("en"))
sys.stdout.write(json.dumps(asdict(found), sort_keys=True))
sys.stderr.write(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def read(*texts: str, role: Role = Role.PARAGRAPH) -> Reading:
    """Return the trained reader's reading of paragraphs."""
    text, blocks = paragraphs(*texts, role=role)
    return read_with_model("r", text, blocks, ENGLISH)


def read_apart(text: str, prelude: str, seed: str) -> tuple[str, set[str]]:
    """Return a text's reading as JSON from another process, and the packages that it loaded."""
    done = subprocess.run(
        [sys.executable, "-c", prelude + READ],
        input=json.dumps(text),
        env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout, set(done.stderr.split())


@pytest.fixture(scope="module")
def report() -> Reading:
    """Return the reading of a small report with a headline."""
    text, blocks = paragraphs(*REPORT)
    return read_with_model("r", text, (Block(Role.HEADLINE, blocks[0].span), *blocks[1:]), ENGLISH)


def test_the_words_cover_the_text_exactly(report: Reading) -> None:
    """Every word opens at its place in the stored text; none is lost and none invented."""
    words = [report.text[token.start : token.end] for token in report.tokens]

    assert "".join(words) == "".join(report.text.split())
    assert words[:6] == ["Harbour", "of", "Tarnow", "shut", "after", "fire"]


def test_sentences_tile_the_words(report: Reading) -> None:
    """Each word belongs to one sentence, so that each is read once."""
    assert [s.first for s in report.sentences[1:]] == [s.last for s in report.sentences[:-1]]
    assert (report.sentences[0].first, report.sentences[-1].last) == (0, len(report.tokens))
    for sentence in report.sentences:
        assert sentence.start == report.tokens[sentence.first].start
        assert sentence.end == report.tokens[sentence.last - 1].end


def test_a_sentence_keeps_to_its_block_and_its_role(report: Reading) -> None:
    """A headline has no full stop and must not flow into the first paragraph."""
    assert [s.role for s in report.sentences].count(Role.HEADLINE) == 1
    assert report.text[: report.sentences[0].end] == REPORT[0]
    assert all("\n\n" not in report.text[s.start : s.end] for s in report.sentences)


def test_every_sentence_is_one_tree(report: Reading) -> None:
    """From each word the heads lead to the one root of its own sentence."""
    for sentence in report.sentences:
        roots = [i for i in range(sentence.first, sentence.last) if report.tokens[i].head == i]
        assert len(roots) == 1
        assert report.tokens[roots[0]].label == "root"
        for at in range(sentence.first, sentence.last):
            for _ in range(sentence.last - sentence.first):
                at = report.tokens[at].head
                assert sentence.first <= at < sentence.last
            assert at == roots[0]


def test_only_the_root_is_called_root(report: Reading) -> None:
    """A second "root" would make two sentences of one for whoever walks the tree."""
    for at, token in enumerate(report.tokens):
        assert (token.label == "root") == (token.head == at)


def _whole(report: Reading, found: tuple[Name, ...] | tuple[Tag, ...]) -> None:
    """Check that stretches begin and end with words, inside one block, in text order."""
    starts, ends = {t.start for t in report.tokens}, {t.end for t in report.tokens}
    assert [f.start for f in found] == sorted(f.start for f in found)
    for one in found:
        assert one.start in starts
        assert one.end in ends
        assert "\n\n" not in report.text[one.start : one.end]


def test_names_and_tags_stand_on_whole_words_inside_their_blocks(report: Reading) -> None:
    """What is found must open at words that a person can see."""
    assert report.names
    assert report.tags
    _whole(report, report.names)
    _whole(report, report.tags)
    assert all(0 < tag.score <= 1 for tag in report.tags)


def test_a_name_leaves_out_the_prefix_before_it() -> None:
    """The words keep "anti-" as the treebank does; the name of whom it is said of must not."""
    text = "The crowd met in mid-April. Then anti-Okoye protests shook Lagos and pro-Nigeria marches began."
    found = read(text)
    names = {text[name.start : name.end] for name in found.names}

    assert {"Lagos", "Nigeria", "April"} <= names
    assert not any("-" in name for name in names)
    assert "pro-Nigeria" in {text[token.start : token.end] for token in found.tokens}


def test_the_plainest_attribution_is_seen(report: Reading) -> None:
    """A reader that misses "said" between a quotation and a name has learned nothing."""
    assert "said" in {report.text[t.start : t.end] for t in report.tags if t.part is Part.CUE}
    assert any(
        "rebuild the pier" in report.text[t.start : t.end] for t in report.tags if t.part is Part.CONTENT
    )
    assert any("Anna Brandt" in report.text[n.start : n.end] for n in report.names)


def test_lemmas_are_lower_case_dictionary_forms(report: Reading) -> None:
    """Cues and triggers are looked up by lemma."""
    lemmas = {report.text[t.start : t.end]: t.lemma for t in report.tokens}

    assert (lemmas["said"], lemmas["exploded"], lemmas["Police"]) == ("say", "explode", "police")


def test_the_same_text_is_read_the_same_twice(report: Reading) -> None:
    """A record made anew must be the same record."""
    text, blocks = paragraphs(*REPORT)
    again = read_with_model("r", text, (Block(Role.HEADLINE, blocks[0].span), *blocks[1:]), ENGLISH)

    assert again == report
    assert again.reader == NAME


def test_what_was_read_before_does_not_change_a_reading() -> None:
    """The order of inputs must not show in what is read of each."""
    alone = read(REPORT[1])
    read(*REPORT * 12)

    assert read(REPORT[1]) == alone


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HEADLINE, Role.PARAGRAPH, Role.SUBHEADING}))
def test_only_the_body_is_read(role: Role) -> None:
    """A caption or a legal notice says nothing that belongs in the record."""
    text, blocks = paragraphs(REPORT[1], REPORT[2])
    found = read_with_model("r", text, (Block(role, blocks[0].span), blocks[1]), ENGLISH)

    assert found.tokens[0].start == blocks[1].span.start
    assert all(name.start >= blocks[1].span.start for name in found.names)
    assert all(tag.start >= blocks[1].span.start for tag in found.tags)
    assert read_with_model("r", text, (Block(role, blocks[0].span),), ENGLISH).tokens == ()


def test_subheadings_are_read() -> None:
    """They are the report's own words."""
    assert read("Fire at the pier", role=Role.SUBHEADING).sentences[0].role is Role.SUBHEADING


@pytest.mark.parametrize(
    "text",
    [
        " \u00a0\n",
        "\x00\x00",
        "?!…,;:—",
        "”",
        "“" * 300,
        "😀👍🏽 😡",
        "\u202eneppo\u202c said Anna",
        "\ud800 said \udfff.",
        "\u0301\u0301",
        "said said said said",
        "a" * 1_000_000,
        "a-" * 3_000,
        "( [ { < " * 200,
        "Она сказала, что мост закрыт. 桥关闭了。",
        "word " * 1_500,
    ],
)
def test_hostile_texts_are_read_without_harm(text: str) -> None:
    """Inputs come from anywhere; one must never stop the thousands behind it."""
    found = read(text)

    assert "".join(text[t.start : t.end] for t in found.tokens) == "".join(text.split())
    assert all(sum(found.tokens[i].head == i for i in range(s.first, s.last)) == 1 for s in found.sentences)
    assert all(0 <= name.start < name.end <= len(text) for name in found.names)
    assert all(0 <= tag.start < tag.end <= len(text) for tag in found.tags)


def test_a_text_without_blocks_has_an_empty_reading() -> None:
    """Nothing to read is no error."""
    found = read_with_model("r", "The dam held.", (), ENGLISH)

    assert (found.sentences, found.tokens, found.names, found.tags) == ((), (), (), ())
    assert found.text == "The dam held."


def test_a_sentence_beyond_one_window_is_still_one_tree() -> None:
    """The network sees a few hundred pieces at a time; what it builds has no seams."""
    found = read("He counted " + ", ".join(f"boat number {n}" for n in range(200)) + " and went home.")

    for sentence in found.sentences:
        roots = [i for i in range(sentence.first, sentence.last) if found.tokens[i].head == i]
        assert len(roots) == 1
        assert all(
            sentence.first <= t.head < sentence.last for t in found.tokens[sentence.first : sentence.last]
        )


def test_a_reading_needs_no_training_library_and_no_network() -> None:
    """It runs on a laptop without a connection, and says the same in another process."""
    text = " ".join(REPORT[1:])
    here = read_with_model("r", text, (Block(Role.PARAGRAPH, Span("r", 0, len(text))),), ENGLISH)
    one, packages = read_apart(text, BLOCKED_TORCH + BLOCKED_NETWORK, "1")
    two, _ = read_apart(text, "", "2")

    assert one == two
    assert not packages & {"torch", "transformers", "tensorflow"}
    assert [(t["start"], t["end"], t["head"], t["pos"]) for t in json.loads(one)["tokens"]] == [
        (t.start, t.end, t.head, t.pos) for t in here.tokens
    ]
    assert [(t["part"], t["start"], t["end"]) for t in json.loads(one)["tags"]] == [
        (t.part.value, t.start, t.end) for t in here.tags
    ]


def _model_folder() -> Path:
    """Return the folder of the shipped model."""
    return Path(str(resources.files("reportedly.readings") / "model"))


def test_the_model_ships_with_the_package() -> None:
    """No first run may stop to fetch what it needs."""
    names = {file.name for file in _model_folder().iterdir()}

    assert {"model.onnx", "tokenizer.json"} <= names
    assert load_model(_model_folder()).pieces.look_up(["harbour"])


def test_the_card_names_the_very_file() -> None:
    """Whoever reads the card must know that it speaks of these bytes."""
    card = Path(__file__).resolve().parents[3] / "train" / "CARD.md"
    digest = hashlib.sha256((_model_folder() / "model.onnx").read_bytes()).hexdigest()

    assert digest in card.read_text(encoding="utf-8")
