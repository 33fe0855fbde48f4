"""Frames: which tags of a reading belong together, and how far what is said reaches."""

from dataclasses import replace

from reportedly.statements.frames import Frame, find_frames
from reportedly.statements.quoted import with_quotations
from reportedly.terms.readings import Part, Reading, Tag
from tests.unit.readings.making import marked, quotations


def frames(markup: str) -> tuple[Reading, tuple[Frame, ...]]:
    """Return a marked text's reading and its frames."""
    reading = marked(markup)
    return reading, find_frames(reading, quotations(reading))


def contents(markup: str) -> list[list[str]]:
    """Return the words of each frame's contents."""
    reading, found = frames(markup)
    return [[reading.text[a:b] for a, b in frame.contents] for frame in found]


def test_content_widens_to_the_whole_quotation() -> None:
    """A reader that stops short of the closing mark must not cut somebody's words."""
    assert contents("{S Anna} {C said} {X “we wait} for the tide.”") == [["“we wait for the tide.”"]]


def test_content_never_covers_the_words_of_its_own_frame() -> None:
    """The speaker's name is not what the speaker said."""
    reading = marked("{X “We wait,”} {C said} {S Anna}.")
    greedy = tuple(replace(t, end=t.end + 3) if t.part is Part.CONTENT else t for t in reading.tags)
    (frame,) = find_frames(replace(reading, tags=greedy), quotations(reading))

    assert [reading.text[a:b] for a, b in frame.contents] == ["“We wait,”"]


def test_nothing_is_left_of_a_content_that_only_covers_its_frame() -> None:
    """The space between a speaker and a cue was said by nobody."""
    reading = marked("{S Anna Brandt} {C said} it burned.")
    covering = Tag(Part.CONTENT, 0, len("Anna Brandt sa"), 1.0)

    assert find_frames(replace(reading, tags=(covering, *reading.tags)), quotations(reading)) == ()


def test_content_goes_to_the_nearest_cue() -> None:
    """Two speakers in one sentence keep their own words."""
    markup = "{S Anna} {C said} {X it burned}, while {S Omar} {C said} {X it did not}."

    assert contents(markup) == [["it burned"], ["it did not"]]


def test_a_speaker_serves_two_cues() -> None:
    """ "She said X and added Y" has one speaker and two statements."""
    _, found = frames("{S Anna} {C said} {X it burned} and {C added} {X that it was late}.")

    assert [frame.source for frame in found] == [(0, 4), (0, 4)]


def test_pieces_of_a_source_are_one() -> None:
    """A description after a comma belongs to the name before it."""
    reading, (frame,) = frames("{S Anna}, {S the harbour master}, {C said} {X it burned}.")

    assert frame.source is not None
    assert reading.text[slice(*frame.source)] == "Anna, the harbour master"


def test_a_quotation_has_one_speaker() -> None:
    """What has a speaker already is not given to the one before as well."""
    reading, found = frames(
        "{S Anna} {C said} {X “we wait for the tide”}. {X “We will go on then,”} {C said} {S Omar}."
    )

    assert with_quotations(reading, quotations(reading), found) == found
    assert with_quotations(reading, quotations(reading), ()) == ()


def test_a_reading_without_sentences_has_no_frames() -> None:
    """Nothing to read is no error."""
    assert frames("")[1] == ()
