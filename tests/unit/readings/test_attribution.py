"""Attribution by rules: who said what by which word, on sentences that leave no doubt."""

import pytest

from reportedly.readings.nested import read_part, reread
from reportedly.terms.readings import Part, Reading
from reportedly.terms.spans import Role
from tests.unit.readings.making import ENGLISH, marked, tagged

Found = tuple[list[str], list[str], list[str]]


def found(text: str, verbs: str = "", role: Role = Role.PARAGRAPH) -> Found:
    """Return the sources, cues and contents of a text."""
    parts = tagged(text, verbs, role)
    return parts["source"], parts["cue"], parts["content"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The mayor said that the bridge would open on Monday.",
            "The mayor",
            "said",
            "that the bridge would open on Monday",
        ),
        ("Police said the bridge was shut.", "Police", "said", "the bridge was shut"),
        ("“The bridge is shut,” said Anna Brandt.", "Anna Brandt", "said", "“The bridge is shut,”"),
        ('"The bridge is shut," Anna Brandt said.', "Anna Brandt", "said", '"The bridge is shut,"'),
        ("The bridge was shut, police said.", "police", "said", "The bridge was shut"),
        ("The bridge was shut, according to police.", "police", "according to", "The bridge was shut"),
        ("According to police, the bridge was shut.", "police", "According to", "the bridge was shut"),
        (
            "The mayor did not say whether the bridge would open.",
            "The mayor",
            "did not say",
            "whether the bridge would open",
        ),
        ("The union vowed to stop every ferry.", "The union", "vowed", "to stop every ferry"),
        (
            "The mayor urged the council to repair the bridge.",
            "The mayor",
            "urged",
            "to repair the bridge",
        ),
        (
            "The union accused the mayor of lying about the bridge.",
            "The union",
            "accused",
            "of lying about the bridge",
        ),
    ],
)
def test_a_clear_sentence_has_its_three_parts(text: str, source: str, cue: str, content: str) -> None:
    """Where the network is silent these rules speak, and they must be right on what is plain."""
    assert found(text, "open stop repair") == ([source], [cue], [content])


def test_an_attribution_in_the_middle_has_both_halves() -> None:
    """What stands behind the speaker was said as well."""
    _, _, contents = found("“The bridge,” said Anna Brandt, “is shut for a month.”")

    assert contents == ["“The bridge,”", "“is shut for a month.”"]


def test_the_speaker_keeps_an_apposition() -> None:
    """Who somebody is belongs to the source, not to what was said."""
    sources, _, _ = found("Anna Brandt, the harbour master, said that the pier was safe.")

    assert sources == ["Anna Brandt, the harbour master"]


def test_a_headline_has_its_cue_in_capitals() -> None:
    """Headlines set verbs in capitals, paragraphs do not."""
    headline = "Mayor Warns That The Dam Could Break"

    assert found(headline, role=Role.HEADLINE)[1] == ["Warns"]
    assert found(headline)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened on Monday.",
        "The report was long and the demand was great.",
        "said",
        "said.",
        "“said”",
        "according to",
        "the the the said the",
        "",
    ],
)
def test_no_sentence_without_a_speaker_gets_one(text: str) -> None:
    """A voice that nobody named would be made up."""
    assert found(text, "opened")[0] == []


def part_of(reading: Reading, words: str) -> Reading:
    """Return the part of a reading that these words make."""
    start = reading.text.index(words)
    return read_part(reading, start, start + len(words), ENGLISH)


OUTER = "The Lagos Courier reported that the mayor had warned that the dam could break. The dam held."
INNER = "the mayor had warned that the dam could break"


def test_what_is_said_inside_what_is_said_is_found() -> None:
    """ "The paper reported that the mayor warned": the warning has two mouths."""
    part = part_of(marked(OUTER), INNER)
    said = {tag.part: part.text[tag.start : tag.end] for tag in part.tags}

    assert said == {
        Part.SOURCE: "the mayor",
        Part.CUE: "had warned",
        Part.CONTENT: "that the dam could break",
    }


def test_a_part_keeps_the_offsets_of_the_whole() -> None:
    """What is found inside opens at its place in the stored text."""
    whole = marked(OUTER)
    part = part_of(whole, INNER)

    assert (part.text, part.tokens, part.report_id) == (whole.text, whole.tokens, whole.report_id)
    assert [(s.start, s.end) for s in part.sentences] == [
        (OUTER.index(INNER), OUTER.index(INNER) + len(INNER))
    ]
    assert all(part.sentences[0].start <= t.start < t.end <= part.sentences[0].end for t in part.tags)


def test_a_part_is_read_as_a_text_of_its_own() -> None:
    """Inside a quotation its own marks do not count: the words in it are no longer quoted."""
    whole = marked("“The mayor said that the dam was safe,” Anna Brandt wrote.")
    inside = "The mayor said that the dam was safe"

    assert [whole.text[t.start : t.end] for t in part_of(whole, inside).tags if t.part is Part.CUE] == [
        "said"
    ]


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 6), (40, 41), (0, 10_000), (9_000, 9_001)])
def test_any_part_can_be_asked_for(start: int, end: int) -> None:
    """A stretch that cuts words or misses the text is no reason to fail."""
    whole = marked(OUTER)
    part = reread(whole, ENGLISH)(start, end)

    assert part == read_part(whole, start, end, ENGLISH)
    assert all(start <= s.start < s.end <= end for s in part.sentences)
