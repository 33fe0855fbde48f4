"""Laws of lineage: it is a function of the set of reports, and it never claims more than there is."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.lineage.direction import Facts, earlier
from reportedly.lineage.folding import words
from reportedly.lineage.group import families
from reportedly.lineage.passages import FEWEST_WORDS, cut
from reportedly.lineage.reference import find_copies
from reportedly.terms.lineage import Copy, Direction, Passage
from reportedly.terms.spans import Span
from reportedly.terms.times import Basis, Grain, When

STORY = (
    "The sea wall at Port Amaro gave way shortly before dawn and flooded the lower town.",
    "Mayor Lena Brandt said the pumps had been out of order since the spring and nobody repaired them.",
    "About 300 people spent the night in the school hall on the hill above the station.",
    "Wholesale prices for herring doubled within a week as the fleet stayed in harbour.",
    "Forecasters expect the storm to turn north on Thursday and to lose its force over the plains.",
)

Collection = tuple[dict[str, str], list[Passage], dict[str, Facts]]

EDITED = st.builds(
    lambda sentence, at, word: " ".join([*sentence.split()[:at], word, *sentence.split()[at + 1 :]]),
    st.sampled_from(STORY),
    st.integers(0, 9),
    st.sampled_from(["again", "12", "U.S.", "“so”"]),
)
SENTENCES = st.lists(st.one_of(st.sampled_from(STORY), EDITED), max_size=6)
OUTLETS = st.sampled_from(["The Courier", "Harbour News", "The Gazette", None])


def day(number: int) -> When:
    """Return a publication date of grain day in May 2031."""
    start = datetime(2031, 5, number, tzinfo=UTC)
    return When(start=start, end=start + timedelta(days=1), grain=Grain.DAY, basis=Basis.STATED, span=None)


def facts(
    report_id: str, published: When | None, outlet: str | None = None, credit: str | None = None
) -> Facts:
    """Return the facts of a report; its id is its rank."""
    return Facts(
        report_id=report_id,
        published=published,
        outlet=outlet,
        credits=frozenset([credit] if credit else []),
        rank=report_id,
    )


def passages(report_id: str, sentences: Iterable[str]) -> tuple[str, Sequence[Passage]]:
    """Return the text that the sentences make and its passages."""
    text, places = "", []
    for sentence in sentences:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return text, cut(report_id, text, places)


@st.composite
def collections(draw: st.DrawFn) -> Collection:
    """Up to six reports of copied and edited sentences with dates, outlets and credits."""
    texts: dict[str, str] = {}
    found: list[Passage] = []
    known: dict[str, Facts] = {}
    for number in range(draw(st.integers(0, 6))):
        report_id = f"r{number}"
        texts[report_id], made = passages(report_id, draw(SENTENCES))
        found += made
        published = draw(st.one_of(st.none(), st.integers(1, 3).map(day)))
        known[report_id] = facts(report_id, published, draw(OUTLETS), draw(OUTLETS))
    return texts, found, known


def links(found: tuple[Copy, ...]) -> list[tuple[str, str]]:
    """Return the report pairs of copies."""
    return [(copy.source.report_id, copy.copy.report_id) for copy in found]


@settings(deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_order_of_reports_changes_nothing(collection: Collection, random: Random) -> None:
    """Reports arrive in any order; the record must not."""
    texts, found, known = collection
    expected = find_copies(found, texts, known)
    shuffled, ids = list(found), list(texts)
    random.shuffle(shuffled)
    random.shuffle(ids)

    again = find_copies(shuffled, {one: texts[one] for one in ids}, {one: known[one] for one in ids})

    assert again == expected
    assert families(reversed(links(again)), known) == families(links(expected), known)


@settings(deadline=None)
@given(collections())
def test_every_copy_holds(collection: Collection) -> None:
    """A copy joins two reports, inside two passages, with one source, in a direction the dates allow."""
    texts, found, known = collection
    copies = find_copies(found, texts, known)

    for copy in copies:
        source, target = copy.source, copy.copy
        assert source.report_id != target.report_id
        assert 0 < copy.identity <= 1
        assert all(
            len(words(texts[one.report_id][one.start : one.end])) >= FEWEST_WORDS for one in (source, target)
        )
        assert (copy.basis is Direction.EARLIER) <= earlier(known[source.report_id], known[target.report_id])
        if copy.basis is not Direction.CREDITED:
            assert not earlier(known[target.report_id], known[source.report_id])
    copied = [passage_of(copy.copy, found) for copy in copies]
    assert len(set(copied)) == len(copied)


def passage_of(span: Span, found: Iterable[Passage]) -> Passage:
    """Return the passage that a copy's span lies in."""
    (passage,) = {
        one
        for one in found
        if one.span.report_id == span.report_id and one.span.start <= span.start < span.end <= one.span.end
    }
    return passage


@settings(deadline=None)
@given(st.integers(2, 12), st.booleans())
def test_reprints_are_one_origin(reports: int, dated: bool) -> None:
    """However many print a text, there is one report that copied nobody."""
    texts: dict[str, str] = {}
    found: list[Passage] = []
    known: dict[str, Facts] = {}
    for number in range(reports):
        texts[f"r{number}"], made = passages(f"r{number}", STORY)
        found += made
        known[f"r{number}"] = facts(f"r{number}", day(number + 1) if dated else None)
    copies = find_copies(found, texts, known)

    assert len(copies) == len(STORY) * (reports - 1)
    assert len(set(texts) - {copy.copy.report_id for copy in copies}) == 1
