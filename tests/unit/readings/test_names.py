"""Dates and sums of money among the names: found, and taken for nobody and for no place."""

from reportedly.events.find import Context, find_events
from reportedly.events.gazetteer import load_gazetteer
from reportedly.events.places import find_toponyms
from reportedly.language.language import load_language
from reportedly.readings.reader import DEFAULT
from reportedly.statements.cast import gather_cast
from reportedly.terms.readings import Name, NameKind, Reading, Token
from tests.unit.readings.making import paragraphs

ENGLISH = load_language("en")
TEXT = (
    "The harbour board of Tarnow paid $5 million for the new pier in March 2019, Anna Brandt said on Tuesday."
)


def named(text: str, *names: tuple[NameKind, str]) -> Reading:
    """Return our reading of a text with these names in place of the network's."""
    found = DEFAULT("r", *paragraphs(text), ENGLISH)
    stretches = tuple(Name(kind, text.index(words), text.index(words) + len(words)) for kind, words in names)
    return Reading(
        report_id="r",
        text=text,
        reader="hand",
        sentences=found.sentences,
        tokens=found.tokens,
        names=stretches,
        tags=found.tags,
    )


def test_dates_and_sums_of_money_are_found() -> None:
    """The network was taught them; a reading that hides them wastes it."""
    found = DEFAULT("r", *paragraphs(TEXT), ENGLISH)
    kinds = {TEXT[name.start : name.end]: name.kind for name in found.names}

    assert kinds["$5 million"] is NameKind.MONEY
    assert kinds["March 2019"] is NameKind.DATE
    assert kinds["Anna Brandt"] is NameKind.PERSON


def test_they_are_no_persons_and_no_outlets() -> None:
    """Somebody called Sunday, or an outlet of that name, is another matter: the kind tells."""
    text = "Sunday Times said so, and April May as well."
    amounts = named(text, (NameKind.DATE, "Sunday Times"), (NameKind.DATE, "April May"))
    people = named(text, (NameKind.ORGANISATION, "Sunday Times"), (NameKind.PERSON, "April May"))

    assert gather_cast(amounts, ENGLISH).persons == {}
    assert gather_cast(amounts, ENGLISH).people == ()
    assert "may" in gather_cast(people, ENGLISH).persons


def test_a_place_in_a_sum_of_money_is_no_place() -> None:
    """A sum in "Canada $" happened nowhere."""
    text = "The board paid in Canada $5 million for the pier in Oslo."

    def places(kind: NameKind) -> list[str]:
        reading = named(text, (kind, "Canada $5 million"))
        return [where.name for where, there in find_toponyms(reading, ENGLISH, load_gazetteer()) if there]

    assert places(NameKind.MONEY) == ["Oslo"]
    assert places(NameKind.PLACE) == ["Canada", "Oslo"]


def test_a_date_beside_a_verb_takes_no_part_in_what_happened() -> None:
    """The Friday of "gunmen killed Friday" is a day, not a victim."""
    text = "Gunmen attacked Friday in Basra."
    tokens = DEFAULT("r", *paragraphs(text), ENGLISH)
    bare = Reading(
        report_id="r",
        text=text,
        reader="hand",
        sentences=tokens.sentences,
        tokens=tuple(Token(t.start, t.end, t.lemma, t.pos) for t in tokens.tokens),
        names=(Name(NameKind.DATE, 16, 22),),
        tags=(),
    )
    context = Context(statements=(), whens=(), wheres=(), published=None)
    events = find_events(bare, context, ENGLISH)

    assert [p.name for event in events for p in event.participants] == ["Gunmen"]
