"""Through how many mouths: chains, nested statements, voices taken up again, answers and confirmations."""

import pytest

from tests.stories.expected import Fields, Read
from tests.stories.telling import Tell, by, saying, the


def _read(tell: Tell, *words: str) -> Read:
    """Return what one dated report of these paragraphs gives."""
    return tell(by("Harbour Post", *words, published="2031-05-06"))


def _by_id(read: Read) -> dict[str, Fields]:
    """Return the statements by their ids."""
    return {each["id"]: each for each in read.statements}


def test_three_mouths_make_three_levels(tell: Tell) -> None:
    """A paper that heard from a union what the mayor warned of is two steps from the mayor."""
    read = _read(
        tell,
        "The Basra Dispatch said on Friday that the dockers’ union had told the paper that Mayor Ada Quill"
        " had warned that the ferry would stop unless the fees were paid.",
    )
    inner = the([each for each in read.statements if each["voice"]["name"] == "Ada Quill"])
    middle = _by_id(read)[inner["parent"]]
    outer = _by_id(read)[middle["parent"]]
    assert outer["parent"] is None
    assert inner["chain"] == ["Harbour Post", "Basra Dispatch", middle["voice"]["name"], "Ada Quill"]
    assert "union" in middle["voice"]["name"]
    assert inner["condition"]["text"] == "unless the fees were paid"


def test_who_was_told_first_stands_before_the_source(tell: Tell) -> None:
    """ "An aide told the site": without the site nobody would know of the aide."""
    read = _read(
        tell,
        "Pier Watch, a Basra news site, was first with the story. An aide who heard the call told Pier Watch"
        " that the bridge was unsafe.",
    )
    statement = the(saying(read, "bridge was unsafe"))
    assert statement["chain"] == ["Harbour Post", "Pier Watch", "unnamed aide who heard the call"]
    assert statement["voice"]["kind"] == "unnamed"


def test_a_site_that_quotes_somebody_passes_them_on(tell: Tell) -> None:
    """ "The channel quoted engineers as saying": the engineers say it, the channel says that they do."""
    read = _read(tell, "Reuters quoted two engineers as saying that the bridge had been unsafe for a year.")
    statement = the(saying(read, "unsafe for a year"))
    assert statement["chain"] == ["Harbour Post", "Reuters", "unnamed engineers"]


@pytest.mark.parametrize("later", ["the aide", "the same aide"])
def test_an_unnamed_source_taken_up_again_is_one_source(tell: Tell, later: str) -> None:
    """Two mentions of one aide are not two witnesses."""
    read = _read(
        tell,
        "An aide to the mayor said the bridge was unsafe.",
        f"“Nobody has looked at it since the flood,” {later} said.",
    )
    assert {each["voice"]["name"] for each in read.statements} == {"unnamed aide to the mayor"}


def test_an_office_is_whoever_was_said_to_hold_it(tell: Tell) -> None:
    """ "the governor" of the second paragraph is the Omar Sayegh of the first."""
    read = _read(
        tell,
        "The governor of Basra, Omar Sayegh, said the road was safe.",
        "“I drove on it this morning,” the governor said.",
    )
    assert {each["voice"]["name"] for each in read.statements} == {"Omar Sayegh"}


def test_a_short_name_means_the_long_one(tell: Tell) -> None:
    """A company, its short form and its legal form are one voice."""
    read = _read(
        tell,
        "The Basra Ferry Company (BFC) denied that fares would rise.",
        "BFC said that nobody had asked it.",
    )
    assert {each["voice"]["name"] for each in read.statements} == {"Basra Ferry Company"}


def test_a_site_announced_and_then_named_is_one_site(tell: Tell) -> None:
    """A lead that says "a local news site" means the one that the next sentence names."""
    read = _read(
        tell,
        "The mayor of Basra will close the old bridge, a local news site says.",
        "Pier Watch, a Basra news site, reported that the mayor had ordered the bridge closed by June.",
    )
    tops = [each for each in read.statements if each["parent"] is None]
    assert [each["chain"] for each in tops] == [["Harbour Post", "Pier Watch"]] * 2


def test_a_quotation_around_its_speaker_and_beyond_is_one_statement(tell: Tell) -> None:
    """What is said before, between and after the speaker's name is said once."""
    words = (
        "“The bridge is old,” Mayor Ada Quill said on Friday. “It will outlast all of us. I cross it daily.”"
    )
    statement = the(_read(tell, words).statements)
    assert [words[start:end] for start, end in statement["said"]] == [
        "“The bridge is old,”",
        "“It will outlast all of us. I cross it daily.”",
    ]
    assert statement["voice"]["text"] == "Mayor Ada Quill"
    assert statement["when"]["start"].startswith("2031-05-02")


def test_who_declines_has_said_nothing_and_who_refuses_a_deed_has(tell: Tell) -> None:
    """ "refused to say" is silence; "refused to pay" is an answer."""
    read = _read(
        tell,
        "The ministry refused to say whether the bridge was safe.",
        "The dockers refused to pay the fees.",
    )
    polarity = {each["voice"]["name"]: each["polarity"] for each in read.statements}
    assert polarity == {"ministry": "refused", "dockers": "said"}


WIRE = (
    "Two piers of the old bridge will be closed by Friday, engineer Lena Okafor told Pier Watch, a Basra news"
    " site.",
    "The other four were looked at by divers in March and found sound, according to the harbour office.",
)


def test_a_copied_statement_has_the_chain_of_the_report_it_was_copied_from(tell: Tell) -> None:
    """A reprint that drops where the words came from does not make its outlet their first hearer."""
    shorter = WIRE[0].replace(
        ", engineer Lena Okafor told Pier Watch, a Basra news site", ", Lena Okafor said"
    )
    read = tell(
        by("Northern Wire", *WIRE, published="2031-05-06T08:00:00+00:00"),
        by("Delta Mirror", shorter, WIRE[1], published="2031-05-07T08:00:00+00:00"),
    )
    here = the([each for each in read.statements if each["chain"] == ["Delta Mirror", "Lena Okafor"]])

    assert here["inferred"] == ["Delta Mirror", "Northern Wire", "Pier Watch", "Lena Okafor"]


def test_what_is_said_again_keeps_who_heard_it_first(tell: Tell) -> None:
    """ "The engineer told Pier Watch …", and two sentences later only "she added"."""
    read = _read(
        tell,
        "The bridge was unsafe, engineer Lena Okafor told Pier Watch, a Basra news site.",
        "“Nobody should cross it,” Okafor said.",
    )
    again = the(saying(read, "Nobody should cross"))

    assert again["chain"] == ["Harbour Post", "Lena Okafor"]
    assert again["inferred"] == ["Harbour Post", "Pier Watch", "Lena Okafor"]
