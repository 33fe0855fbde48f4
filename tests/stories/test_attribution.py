"""Who said what, through whom: the words, the mouth, and everybody in between."""

import pytest

from tests.stories.expected import Fields, Read
from tests.stories.telling import Tell, by, saying, the


def _read(tell: Tell, *words: str) -> Read:
    """Return what one dated report of these paragraphs gives."""
    return tell(by("Harbour Post", *words, published="2031-05-06"))


@pytest.mark.parametrize(
    "words",
    [
        "“The bridge will open before the rains,” Mayor Ada Quill said.",
        "Mayor Ada Quill said: “The bridge will open before the rains.”",
        "“The bridge will open,” Mayor Ada Quill said, “before the rains.”",
        "“The bridge will open before the rains,” said Ada Quill, the mayor of Basra.",
        "Mayor Ada Quill said the bridge will open before the rains.",
        "The bridge will open before the rains, Mayor Ada Quill told reporters.",
        "The bridge will open before the rains, according to Mayor Ada Quill.",
        "According to Mayor Ada Quill, the bridge will open before the rains.",
    ],
)
def test_a_speaker_is_found_wherever_the_sentence_puts_her(tell: Tell, words: str) -> None:
    """Before, after or inside: the reader of a register does not care how the sentence was built."""
    statement = the(saying(_read(tell, words), "bridge will open"))
    assert statement["voice"]["name"] == "Ada Quill"
    assert statement["chain"] == ["Harbour Post", "Ada Quill"]
    assert "Quill" not in statement["text"]


def test_a_broken_quotation_is_one_statement_of_two_spans(tell: Tell) -> None:
    """Counted as two, one sentence would weigh double; joined into one span, it would quote the reporter."""
    words = "“It is not the sort of paper,” Mayor Ada Quill said, “that one forgets.”"
    statement = the(_read(tell, words).statements)
    first, second = (words[start:end] for start, end in statement["said"])
    assert "It is not the sort of paper" in first
    assert "that one forgets" in second
    assert "Quill" not in first + second


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ('"', '"'), ('"', "”"), ("“", '"')])
def test_quotation_marks_need_not_match(tell: Tell, opening: str, closing: str) -> None:
    """Pages are stitched together from systems that curl only one of the two."""
    words = f"{opening}We came to open a door and not to count craters,{closing} Mayor Ada Quill said."
    statement = the(_read(tell, words, "The council meets again in June.").statements)
    assert statement["kind"] == "direct"
    assert (
        statement["text"].strip(f"{opening}{closing},") == "We came to open a door and not to count craters"
    )


def test_a_pronoun_is_resolved_to_its_speaker(tell: Tell) -> None:
    """Half of all quotations are said by "he" or "she", which is nobody."""
    read = _read(
        tell,
        "Mayor Ada Quill opened the bridge on Monday.",
        "“It will outlast all of us,” she said in Basra.",
    )
    voice = the(saying(read, "outlast"))["voice"]
    assert (voice["name"], voice["text"]) == ("Ada Quill", "she")


def test_a_surname_is_the_person_named_before(tell: Tell) -> None:
    """The second mention is by surname, and must not become a second person."""
    read = _read(
        tell,
        "“The bridge is safe,” engineer Tomas Rivel said.",
        "“I crossed it myself with a loaded truck,” Rivel added.",
    )
    assert {each["voice"]["name"] for each in read.statements} == {"Tomas Rivel"}


def _nested(tell: Tell) -> tuple[Fields, Fields]:
    """Return a statement about the governor's words and the governor's words in it."""
    read = _read(
        tell, "The Basra Dispatch reported that Governor Omar Sayegh had said that the road was safe."
    )
    inner = the([each for each in read.statements if "Sayegh" in each["voice"]["name"]])
    return the([each for each in read.statements if each["id"] == inner["parent"]]), inner


def test_a_statement_in_a_statement_has_its_parent_and_its_chain(tell: Tell) -> None:
    """The governor said it only if the site that says so is right, and the chain must show that."""
    outer, inner = _nested(tell)
    assert inner["chain"] == ["Harbour Post", "Basra Dispatch", "Omar Sayegh"]
    assert outer["chain"] == ["Harbour Post", "Basra Dispatch"]
    assert outer["parent"] is None
    assert "road was safe" in inner["text"]


def test_silence_is_not_a_statement(tell: Tell) -> None:
    """ "Declined to comment" must not be turned into words."""
    read = _read(tell, "The ministry declined to comment on the raid. The army did not respond to a request.")
    assert [each["text"] for each in read.statements if each["polarity"] == "said"] == []


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("Mayor Ada Quill denied that the bridge was unsafe.", "deny"),
        ("Mayor Ada Quill confirmed that the bridge was unsafe.", "confirm"),
        ("Mayor Ada Quill urged residents to leave the valley.", "urge"),
        ("Mayor Ada Quill demanded that the army leave the valley.", "demand"),
        ("Mayor Ada Quill threatened to close the bridge.", "threaten"),
        ("Mayor Ada Quill promised to rebuild the bridge.", "promise"),
        ("Mayor Ada Quill accused the army of burning the bridge.", "accuse"),
    ],
)
def test_the_act_is_kept_with_the_words(tell: Tell, words: str, act: str) -> None:
    """A denial that reads as an assertion turns the record round."""
    statement = the(_read(tell, words).statements)
    assert (statement["act"], statement["voice"]["name"]) == (act, "Ada Quill")


def test_plain_narration_is_nobodys_statement(tell: Tell) -> None:
    """What the outlet tells in its own voice has no speaker, and must not be given one."""
    assert _read(tell, "A truck crossed the new bridge on Monday and stopped at the market.").statements == []
