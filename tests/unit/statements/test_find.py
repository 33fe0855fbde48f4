"""Statements: which voice said which words, through whom, and by what act."""

from dataclasses import replace

import pytest

from reportedly.statements.find import UNKNOWN_OUTLET
from reportedly.terms.statements import Act, Polarity, Quotation, Rendering, Statement, VoiceKind
from tests.unit.readings.making import marked
from tests.unit.statements.making import OUTLET, said, statements, the, when, words


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("{S The mayor} {C said} {X the pier was safe}.", [("mayor", ["the pier was safe"])]),
        (
            "{X “The pier is safe,”} {C said} {S {PER Anna Brandt}}.",
            [("Anna Brandt", ["“The pier is safe,”"])],
        ),
        ("{X The pier was safe}, {S the mayor} {C said}.", [("mayor", ["The pier was safe"])]),
        ("{X The pier was safe}, {C according to} {S police}.", [("police", ["The pier was safe"])]),
        ("{C According to} {S police}, {X the pier was safe}.", [("police", ["the pier was safe"])]),
        (
            "{X “The pier,”} {C said} {S {PER Anna Brandt}}, {X “is safe.”}",
            [("Anna Brandt", ["“The pier,”", "“is safe.”"])],
        ),
        (
            "{X The pier}, {S the mayor} {C said}, {X was safe}.",
            [("mayor", ["The pier", "was safe"])],
        ),
        (
            "{S Police} {C said} {X the pier was safe} and {S the union} {C said} {X it was not}.",
            [("police", ["the pier was safe"]), ("union", ["it was not"])],
        ),
    ],
)
def test_a_speaker_is_linked_to_what_was_said(markup: str, expected: list[tuple[str, list[str]]]) -> None:
    """Before, behind, around or in the middle: the words belong to the one who said them."""
    assert [(name.lower(), spans) for name, spans in said(markup)] == [
        (name.lower(), spans) for name, spans in expected
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "{X The pier was safe}.",
        "{C said}.",
        "{S Anna}.",
        "{S Anna} {C said}.",
        "{S Anna} slept. {X It burned}.",
        "",
    ],
)
def test_no_statement_without_a_cue_and_something_said(markup: str) -> None:
    """Half an attribution would put words into a mouth, or a mouth without words into the record."""
    assert statements(markup) == []


def test_a_source_is_not_fetched_from_another_line() -> None:
    """A name in the paragraph above is not the one who speaks here."""
    found = statements("{S {PER Anna Brandt}} left.\n\nBut {C said} {X the pier was safe}.")

    assert "Anna Brandt" not in [s.voice.name for s in found]


def test_a_quotation_over_two_sentences_is_one_statement() -> None:
    """A full stop inside the marks does not end what is said."""
    markup = "{S {PER Anna Brandt}} {C said}: {X “The pier is safe}. We will open it soon.”"

    assert said(markup) == [("Anna Brandt", ["“The pier is safe. We will open it soon.”"])]


def test_a_quotation_after_some_words_goes_on_in_the_same_voice() -> None:
    """Reporters name the speaker once and quote on."""
    markup = (
        "{X “The pier is safe,”} {C said} {S {PER Anna Brandt}}. The wind rose. "
        "“We will open it to everybody soon.”"
    )
    first, second = statements(markup)

    assert (second.voice.name, second.voice.span, second.cue) == ("Anna Brandt", None, None)
    assert second.chain == first.chain
    assert second.kind is Quotation.DIRECT


def test_a_short_quotation_alone_is_a_doubted_word() -> None:
    """ "the so-called “reform”" is nobody's statement."""
    assert (
        len(statements("{X “The pier is safe,”} {C said} {S {PER Anna Brandt}}. The “reform” failed.")) == 1
    )


def test_a_quotation_far_off_has_no_voice() -> None:
    """Two paragraphs on, a guess at the speaker would be a claim without support."""
    markup = (
        "{X “The pier is safe,”} {C said} {S {PER Anna Brandt}}.\n\nNobody came.\n\n"
        "“We will open it to everybody soon.”"
    )

    assert len(statements(markup)) == 1


@pytest.mark.parametrize(
    ("markup", "addressee", "content"),
    [
        ("{S The union} {C urged} {X the council to repair the pier}.", "council", "to repair the pier"),
        (
            "{S The union} {C warned} {X the council that the pier could fall}.",
            "council",
            "that the pier could fall",
        ),
        (
            "{S The union} {C told} the council {X that the pier could fall}.",
            "council",
            "that the pier could fall",
        ),
        (
            "{S The union} {C said} {X the council would repair the pier}.",
            None,
            "the council would repair the pier",
        ),
    ],
)
def test_the_addressee_is_no_part_of_what_is_said(markup: str, addressee: str | None, content: str) -> None:
    """ "urged the council to go": the council was spoken to, "to go" was said."""
    found = the(markup)

    assert words(markup, found.said) == [content]
    assert (found.addressee.name if found.addressee else None) == addressee


def test_what_is_said_inside_what_is_said() -> None:
    """ "The union said that the mayor had warned …": the chain has both mouths and the outlet."""
    markup = "{S The union} {C said} {X that the mayor had warned that the pier could fall}."
    outer, inner = statements(markup)

    assert outer.chain == (OUTLET, "union")
    assert inner.chain == (OUTLET, "union", "mayor")
    assert (inner.parent, outer.parent) == (outer.id, None)
    assert words(markup, inner.said) == ["that the pier could fall"]


def test_the_outlet_that_passes_a_voice_on_stands_in_the_chain() -> None:
    """Who printed it first is the question that the record answers."""
    markup = "{X The pier was safe}, {C according to} {S an official quoted by the {ORG Associated Press}}."

    assert the(markup).chain[:2] == (OUTLET, "Associated Press")
    assert the(markup).voice.kind is VoiceKind.UNNAMED


def test_a_chain_starts_with_the_outlet_known_or_not() -> None:
    """An unknown printer is still the first mouth."""
    markup = "{S The mayor} {C said} {X the pier was safe}."

    assert the(markup).chain[0] == OUTLET
    assert the(markup, outlet=None).chain[0] == UNKNOWN_OUTLET


def test_an_outlet_that_names_itself_is_not_its_own_source() -> None:
    """ "…, told Reuters" in a Reuters report adds no hop."""
    markup = "{X The pier was safe}, {S {PER Anna Brandt}} {C told} {ORG Reuters}."

    assert the(markup, outlet="Reuters").chain == ("Reuters", "Anna Brandt")


@pytest.mark.parametrize(
    ("markup", "act"),
    [
        ("{S The mayor} {C said} {X the pier was safe}.", Act.ASSERT),
        ("{S The union} {C warned} {X it will shut the port}.", Act.THREATEN),
        ("{S Engineers} {C warned} {X that the pier was old}.", Act.ASSESS),
        ("{S The study} {C warned} {X that the sea will rise}.", Act.ASSESS),
        ("{S The mayor} {C promised} {X to repair the pier}.", Act.PROMISE),
        ("{S The union} {C vowed} {X to attack the port if nobody pays}.", Act.THREATEN),
        ("{S The union} {C threatened} {X to stop the ferry}.", Act.THREATEN),
        ("{S The mayor} {C denied} {X that the pier was old}.", Act.DENY),
        ("{S The mayor} {C confirmed} {X that the pier was shut}.", Act.CONFIRM),
        ("{S The mayor} {C rejected} {X the demand of the union}.", Act.REJECT),
        ("{S The union} {C urged} {X the mayor to resign}.", Act.URGE),
        ("{S The union} {C accused} {X the mayor of fraud}.", Act.ACCUSE),
        ("{S The union} {C demanded} {X that the mayor resign}.", Act.DEMAND),
        ("{S The mayor} {C ordered} {X the crews to leave}.", Act.ORDER),
        ("{S The union} {C asked} {X whether the pier was safe}.", Act.ASK),
        ("{X “We will repair the pier,”} {C said} {S {PER Anna Brandt}}.", Act.PROMISE),
        ("{X “We will punish the owners,”} {C said} {S {PER Anna Brandt}}.", Act.THREATEN),
        ("{X “The owners must pay,”} {C said} {S {PER Anna Brandt}}.", Act.DEMAND),
        ("{X The pier is likely to fall}, {C according to} {S the mayor}.", Act.ASSESS),
    ],
)
def test_the_act_is_told_by_the_cue_and_the_words(markup: str, act: Act) -> None:
    """A warning, a promise and a denial are different things that somebody did."""
    assert statements(markup)[0].act is act


@pytest.mark.parametrize(
    ("markup", "polarity"),
    [
        ("{S The mayor} {C said} {X the pier was safe}.", Polarity.SAID),
        ("{S The mayor} {C did not say} {X whether the pier was safe}.", Polarity.NOT_SAID),
        ("{S The mayor} {C didn’t say} {X whether the pier was safe}.", Polarity.NOT_SAID),
        ("{S The mayor} {C never said} {X that the pier was safe}.", Polarity.NOT_SAID),
        ("{S Nobody} {C said} {X that the pier was safe}.", Polarity.NOT_SAID),
        ("{S The mayor} {C declined to say} {X whether the pier was safe}.", Polarity.REFUSED),
        ("{S The mayor} {C refused to confirm} {X that the pier was safe}.", Polarity.REFUSED),
        ("{S The mayor} {C denied} {X that the pier was not safe}.", Polarity.SAID),
    ],
)
def test_polarity_tells_whether_it_was_said_at_all(markup: str, polarity: Polarity) -> None:
    """ "did not say whether" must never be read as having said so."""
    assert the(markup).polarity is polarity


def test_hedges_and_conditions_open_at_their_words() -> None:
    """What the voice left open must stay open, and be shown."""
    markup = "{S The union} {C reportedly said} {X the pier could fall if nobody pays, and soon}."
    found = the(markup)

    assert words(markup, found.hedges) == ["reportedly", "could"]
    assert words(markup, found.condition) == ["if nobody pays"]
    assert the("{S The union} {C said} {X the pier was old}.").condition is None


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("{S The mayor} {C said} {X the pier was safe}.", Quotation.INDIRECT),
        ("{S The mayor} {C said} {X the pier was “as safe as ever”}.", Quotation.MIXED),
        ("{X “The pier is as safe as ever,”} {C said} {S the mayor}.", Quotation.DIRECT),
        ("{X 'The pier is as safe as ever,'} {C said} {S the mayor}.", Quotation.DIRECT),
    ],
)
def test_the_manner_tells_own_words_from_reported_ones(markup: str, kind: Quotation) -> None:
    """Only what stands in marks may be quoted on as somebody's very words."""
    assert the(markup).kind is kind


@pytest.mark.parametrize(
    ("markup", "medium"),
    [
        ("{S The mayor} {C said} in a statement {X that the pier was safe}.", "statement"),
        ("{S The mayor} {C said} by phone {X that the pier was safe}.", "call"),
        ("In a letter, {S the mayor} {C said} {X that the pier was safe}.", "letter"),
        ("{X The pier is safe}, {S the mayor} {C tweeted}.", "post"),
        ("{S The mayor} {C said} {X that the pier was safe}.", None),
    ],
)
def test_the_medium_is_read_around_what_is_said(markup: str, medium: str | None) -> None:
    """A letter can be asked for, a call cannot."""
    assert the(markup).medium == medium


def test_the_time_of_saying_stands_outside_what_is_said() -> None:
    """ "said on Friday that it burned on Monday": the saying is Friday's, the fire Monday's."""
    markup = "{S The mayor} {C said} on Friday {X that the pier burned on Monday}."
    reading = marked(markup)
    friday, monday = when(reading, "Friday"), when(reading, "Monday")

    assert statements(markup, whens=(monday, friday))[0].when == friday
    assert statements(markup, whens=(monday,))[0].when is None


def test_a_survey_finds_but_a_person_who_finds_says_nothing() -> None:
    """ "The mayor found that …" tells what she learned, not what she said."""
    assert len(statements("{S The survey} {C found} {X that the pier was old}.")) == 1
    assert statements("{S {PER Anna Brandt}} {C found} {X that the pier was old}.") == []


def test_the_same_text_gives_the_same_statements_and_names() -> None:
    """A reference to a statement must hold after the record is made anew."""
    markup = "{S The union} {C said} {X that the mayor had warned that the pier could fall}."
    once, again = statements(markup), statements(markup)

    assert once == again
    assert len({s.id for s in once}) == 2


def _bare(found: list[Statement]) -> list[Statement]:
    """Return statements with the outlet's name out of their chains."""
    return [replace(s, chain=s.chain[1:]) for s in found]


def test_the_printing_outlet_changes_nothing_but_the_chain() -> None:
    """Who prints it does not change what was said."""
    markup = "{S The union} {C said} {X that the mayor had warned that the pier could fall}."

    assert _bare(statements(markup, outlet="One")) == _bare(statements(markup, outlet="Other"))


def test_three_levels_of_telling_have_three_parents() -> None:
    """Each mouth stands inside the one before, and the chain names them all."""
    markup = (
        "{S The union} {C said} {X that the mayor had told the council that the crew had warned that "
        "the pier could fall}."
    )
    outer, middle, inner = statements(markup)

    assert (outer.parent, middle.parent, inner.parent) == (None, outer.id, middle.id)
    assert inner.chain == (OUTLET, "union", "mayor", "crew")
    assert middle.addressee is not None
    assert middle.addressee.name == "council"


def test_who_is_quoted_by_another_speaks_through_them() -> None:
    """ "A quoted B as saying": the words are B's, and A passes them on."""
    markup = "{S {ORG Reuters}} {C quoted} {X a docker as saying that the pier was shut}."
    found = the(markup)

    assert found.chain == (OUTLET, "Reuters", "unnamed docker")
    assert words(markup, found.said) == ["that the pier was shut"]


def test_a_translation_carries_what_it_translates() -> None:
    """Words from another language are the translator's words of somebody's words."""
    markup = (
        "{S {ORG Reuters}} {C said} {X the mayor had fled}, {C according to} {S a translation of the report}."
    )
    outer, inner = statements(markup)[:2]

    assert outer.chain == (OUTLET, "translation of Reuters report")
    assert outer.rendering is Rendering.TRANSLATED
    assert inner.parent == outer.id
    assert inner.chain == (*outer.chain, "Reuters")


def test_a_condition_behind_what_is_threatened_belongs_to_it() -> None:
    """Cut off from its condition, a threat would read as a plan."""
    markup = "{S The union} {C threatened} {X to stop the ferry} if the fees rise."
    found = the(markup)

    assert words(markup, found.said) == ["to stop the ferry if the fees rise"]
    assert words(markup, found.condition) == ["if the fees rise"]


def test_what_was_not_told_is_no_part_of_what_was() -> None:
    """ "…, though he gave no date" is the reporter's complaint."""
    markup = "{S The mayor} {C said} {X the pier would open, though he did not give a date}."

    assert words(markup, the(markup).said) == ["the pier would open"]


@pytest.mark.parametrize(
    ("markup", "polarity"),
    [
        ("{S The crew} {C refused} {X to work}.", Polarity.SAID),
        ("{S The crew} {C refused} {X to say whether it would work}.", Polarity.REFUSED),
        ("{S The crew} {C declined} {X to comment on the fees}.", Polarity.REFUSED),
        ("{S The crew} {C would not say} {X whether it would work}.", Polarity.REFUSED),
    ],
)
def test_who_refuses_a_deed_says_so(markup: str, polarity: Polarity) -> None:
    """A refusal to work is an answer; a refusal to speak is none."""
    assert the(markup).polarity is polarity


def test_doubting_marks_hedge() -> None:
    """ "the so-called “reform”" keeps its distance twice."""
    markup = "{S The mayor} {C said} {X that the so-called “reform” was dead}."

    assert words(markup, the(markup).hedges) == ["so-called", "“reform”"]


def test_the_time_behind_a_name_is_when_it_was_said() -> None:
    """ "said Zoë Müller on Friday": nobody is called "Müller on Friday"."""
    markup = "{X “The pier is safe,”} {C said} {S {PER Zoë Müller} on Friday}."
    friday = when(marked(markup), "Friday")
    (found,) = statements(markup, whens=(friday,))

    assert (found.voice.name, found.when) == ("Zoë Müller", friday)
    assert words(markup, found.voice.span) == ["Zoë Müller"]


def test_a_time_inside_the_speakers_description_dates_nothing() -> None:
    """ "Brandt, who was hired on Monday, said": the hiring was on Monday."""
    markup = "{S {PER Anna Brandt}, who was hired on Monday,} {C said} {X the pier was safe}."

    assert statements(markup, whens=(when(marked(markup), "Monday"),))[0].when is None


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ("{S The mayor} {C said} to the council {X that the pier was safe}.", "council"),
        ("{X “The pier is safe,”} {S {PER Anna Brandt}} {C told} the council.", "council"),
        ("{S The mayor} {C told} me {X that the pier was safe}.", OUTLET),
        ("{X “The pier is safe,”} {S {PER Anna Brandt}} {C said}.", None),
    ],
)
def test_whom_it_was_said_to(markup: str, name: str | None) -> None:
    """Before and behind what is said; "me" is the outlet's own reporter."""
    addressee = the(markup).addressee

    assert (addressee.name if addressee else None) == name


def test_i_inside_a_quotation_is_who_is_quoted() -> None:
    """ "“I said no,” she said": both times it is she."""
    markup = "{X “I said that the pier was old,”} {C added} {S {PER Anna Brandt}}."
    outer, inner = statements(markup)

    assert (outer.voice.name, inner.voice.name) == ("Anna Brandt", "Anna Brandt")
    assert inner.parent == outer.id


def test_who_goes_on_in_their_own_statement_is_passed_on_by_nobody() -> None:
    """ "“I told Reuters no,” she said": the outlet heard it too, but the words still end with her."""
    markup = "{X “I told {ORG Reuters} that the pier was old,”} {C added} {S {PER Anna Brandt}}."
    outer, inner = statements(markup)

    assert inner.addressee is not None
    assert inner.addressee.name == "Reuters"
    assert outer.chain == inner.chain == (OUTLET, "Anna Brandt")
