"""Speech acts in the register: whose act it is, who is its source, and what is none of its own."""

import pytest

from tests.stories.telling import Tell, by, happened, origins, registered, the

DAY = "2031-05-08"


def test_a_public_threat_in_two_outlets_has_its_speaker_as_source(tell: Tell) -> None:
    """Two newsrooms that quote one minister are not two sources of what he threatened."""
    read = tell(
        by(
            "Hill Gazette",
            "Minister Kasim Dawud threatened to close the border if raids go on.",
            published=DAY,
        ),
        by(
            "Harbour Post",
            "Kasim Dawud, the minister, threatened that he would shut the border.",
            published=DAY,
        ),
    )
    assert origins(registered(read, "THREATEN")) == {"kasim dawud"}


def test_a_private_threat_rests_on_the_outlet_that_heard_of_it(tell: Tell) -> None:
    """What is said behind closed doors is known from whoever tells of it, not from the speaker."""
    read = tell(
        by(
            "Hill Gazette",
            "Minister Kasim Dawud privately warned the governor that he would close the border.",
            published=DAY,
        )
    )
    assert origins(registered(read, "THREATEN")) == {"hill gazette"}


def test_what_a_speaker_goes_on_to_say_comes_by_the_same_way(tell: Tell) -> None:
    """The next sentence drops the site's name; the site is still the one who heard it."""
    read = tell(
        by(
            "Hill Gazette",
            "The Basra Dispatch reported that Minister Kasim Dawud had warned the governor that he would"
            " close the border. Dawud named two militias, the Reed Brigade and the Palm Brigade.",
            published=DAY,
        )
    )
    assert origins(registered(read, "ACCUSE")) == {"basra dispatch"}


def test_a_headline_has_the_source_of_what_it_announces(tell: Tell) -> None:
    """A headline drops the attribution; counted by itself it would make the outlet a second source."""
    head = "Dawud threatens to close the border"
    read = tell(
        by(
            "Hill Gazette",
            head,
            "Minister Kasim Dawud has threatened to close the border if the raids go on, the Basra Dispatch"
            " reported on Monday. Farmers in the valley said they feared for the harvest.",
            published=DAY,
            title=head,
        )
    )
    assert origins(registered(read, "THREATEN")) == {"basra dispatch"}


def test_a_subheading_adds_no_act_of_its_own(tell: Tell) -> None:
    """ "Farmers pledge to stay" stands for the pledge told below it; a tally must not count it twice."""
    read = tell(
        by(
            "Hill Gazette",
            "Gunmen attacked a police station in Basra on Monday.",
            "Farmers pledge to stay",
            "The head of the farmers’ union, Selma Haddad, pledged on Tuesday to keep the fields open.",
            published=DAY,
        )
    )
    assert the(registered(read, "AGREE"))["origins"] == ["Selma Haddad"]


def test_what_an_unnamed_source_tells_of_private_words_is_the_unnamed_sources(tell: Tell) -> None:
    """The minister vouched for nothing in public; one anonymous person did."""
    read = tell(
        by(
            "Hill Gazette",
            "A person at the table told the Basra Dispatch that Minister Kasim Dawud had told the deputies"
            " that he had received a warning from the governor of Kirkuk.",
            published=DAY,
        )
    )
    assert origins(registered(read, "THREATEN")) == {"unnamed person at the table basra dispatch"}


def test_a_source_quoted_by_a_paper_is_passed_on_by_it(tell: Tell) -> None:
    """The aside between source and verb names who really heard her."""
    read = tell(
        by(
            "Hill Gazette",
            "A customs clerk, quoted by the Basra Dispatch, accused the minister of taking bribes.",
            published=DAY,
        )
    )
    assert the(read.statements)["chain"][:2] == ["Hill Gazette", "Basra Dispatch"]
    assert origins(registered(read, "ACCUSE")) == {"basra dispatch"}


def test_what_a_threat_takes_as_known_is_told_by_the_outlet(tell: Tell) -> None:
    """The condition of a threat tells in passing that somebody has given his word."""
    read = tell(
        by(
            "Hill Gazette",
            "Minister Kasim Dawud threatened to cut off the water if the Reed Party’s promise to shelter the"
            " rebels was kept.",
            published=DAY,
        )
    )
    assert origins(registered(read, "AGREE")) == {"hill gazette"}


def test_what_is_demanded_is_not_taken_as_known(tell: Tell) -> None:
    """Nobody has resigned because a crowd wants it."""
    read = tell(
        by("Hill Gazette", "Protesters demanded the minister’s resignation on Monday.", published=DAY)
    )
    assert registered(read, "CONCEDE") == []


@pytest.mark.parametrize(
    "told",
    [
        "Two former guards came forward to reveal that the wardens had been torturing prisoners.",
        "The prosecutor disclosed that the wardens had been taking bribes.",
    ],
)
def test_to_disclose_a_wrong_is_to_accuse(tell: Tell, told: str) -> None:
    """The accusation happened; whether the wrong did is what the accusers say."""
    read = tell(by("Hill Gazette", told, published=DAY))
    assert len(registered(read, "ACCUSE")) == 1
    assert registered(read, "ASSAULT", "COERCE") == []


def test_to_disclose_anything_else_is_no_accusation(tell: Tell) -> None:
    """A date that is made known blames nobody."""
    read = tell(
        by("Hill Gazette", "The prosecutor disclosed that the trial would begin in May.", published=DAY)
    )
    assert happened(read, "ACCUSE") == []


def test_a_promise_in_plain_words_is_an_act(tell: Tell) -> None:
    """ "We will …" promises as well as "he promised to …" does."""
    read = tell(
        by(
            "Hill Gazette",
            "“We will withdraw our soldiers by spring,” Kasim Dawud said on Monday.",
            published=DAY,
        )
    )
    assert the(registered(read, "AGREE"))["origins"] == ["Kasim Dawud"]
    assert registered(read, "RETREAT") == []


def test_duties_are_no_happenings(tell: Tell) -> None:
    """What soldiers are there to do is not what they did."""
    read = tell(
        by(
            "Hill Gazette",
            "Four hundred soldiers live in the valley. Their duties include escorting convoys, arresting"
            " smugglers and training the local police.",
            published=DAY,
        )
    )
    assert registered(read, "AID", "COERCE") == []
