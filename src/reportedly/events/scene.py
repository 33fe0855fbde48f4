"""The scene: an event without a time of its own takes that of the sentence before it, where that allows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportedly.events.times_spans import FINENESS
from reportedly.events.tree import Tree
from reportedly.language.language import Language
from reportedly.terms.events import HAPPENED, Event
from reportedly.terms.readings import Reading, Sentence
from reportedly.terms.statements import Statement
from reportedly.terms.times import Basis, Grain, When

_GRAINS = FINENESS[: FINENESS.index(Grain.MONTH) + 1]
_REACH = 2  # sentences without a time of their own to which one is carried
_AUXILIARIES = 3  # words before a verb among which its auxiliary stands
_MEETING = "CONSULT"


@dataclass(frozen=True, slots=True)
class _Told:
    """A dated event of the scene, how many sentences it lies back, and whether in another paragraph."""

    event: Event
    back: int
    apart: bool = False


def _words_before(event: Event, reading: Reading, sentence: Sentence) -> list[str]:
    """Return the words of the sentence before an event's trigger in lower case, the nearest first."""
    tokens = reading.tokens[sentence.first : sentence.last]
    before = [token for token in tokens if token.end <= event.trigger.start]
    return [reading.text[token.start : token.end].lower() for token in reversed(before[-_AUXILIARIES:])]


def _told(event: Event, reading: Reading, sentence: Sentence, speech: bool, language: Language) -> bool:
    """Return whether the words tell of the event as past: a past form, or a noun that points back.

    A speech is taken into the scene only where it had been made before ("had warned"): the words that report
    an event are mostly spoken after it.
    """
    table, before = language.calendar, _words_before(event, reading, sentence)
    if speech:
        return bool(before) and table.pluperfect in before
    if table.perfect & frozenset(before):
        return False
    if event.nominal:
        return bool(before) and before[0] in table.pointing
    word = reading.text[event.trigger.start : event.trigger.end].lower()
    known = table.words.get(word)
    if known is not None and known.kind == "told":
        return True
    return word.endswith(table.past_suffix) and not (before and before[0] in table.present)


def _spoken(event: Event, statements: Sequence[Statement]) -> bool:
    """Return whether an event is itself an act of speech: the cue of a statement."""
    cues = (statement.cue for statement in statements if statement.cue is not None)
    return any(cue.start < event.trigger.end and event.trigger.start < cue.end for cue in cues)


def _dated(event: Event, published: When | None) -> bool:
    """Return whether an event's time may be carried on: whole, no coarser than a month, and not to come."""
    when = event.when
    if when is None or when.start is None or when.end is None or when.grain not in _GRAINS:
        return False
    if published is not None and published.end is not None and when.start >= published.end:
        return False
    return event.realis in HAPPENED and when.span is not None


def _timed(sentence: Sentence, whens: Sequence[When]) -> bool:
    """Return whether a sentence names a time of its own."""
    return any(
        when.span is not None
        and sentence.start <= when.span.start < sentence.end
        and when.grain is not Grain.VAGUE
        for when in whens
    )


def _fits(event: Event, told: _Told, speech: bool, before_speech: bool) -> bool:
    """Return whether an event may share the time of one told before it.

    Speech and meetings go on from speech and meetings, deeds from deeds. What one voice tells is not dated by
    what another told.
    """
    talk = speech or event.type == _MEETING
    if talk != (before_speech or told.event.type == _MEETING):
        return False
    if speech or event.statement_id is None:
        return True
    return event.statement_id == told.event.statement_id


def fronted_when(tree: Tree, at: int, whens: Sequence[When]) -> When | None:
    """Return the time that opens a clause for all its verbs ("On May 3 a bomb hit a bus and killed two").

    ``at`` is a verb without a time of its own that is joined to another; the time stands before that other,
    and hangs on it. None where no such time is.
    """
    above = tree.head(at)
    if above is None or tree.pos(at) != "VERB" or tree.label(at) != "conj" or tree.kids(at, "nsubj"):
        return None
    tokens = tree.reading.tokens
    opening = tree.kids(above, "obl", "advmod", "nmod")
    stretches = [(tokens[i].start, tokens[i].end) for i in opening if i < above]
    for when in whens:
        span = when.span
        if span is not None and any(start < span.end and span.start < end for start, end in stretches):
            return when
    return None


def carry_times(
    events: Sequence[Event],
    reading: Reading,
    statements: Sequence[Statement],
    whens: Sequence[When],
    scene: tuple[When | None, Language],
) -> tuple[Event, ...]:
    """Return the events in their order, those without a time dated by the scene where the discourse allows.

    ``scene`` is the report's publication and its language. An event that happened, is told in a past form,
    and stands in a sentence without any time takes the time of the event before it: at most two sentences
    back in the same paragraph, or in the next one where that opens with a word that points back. The basis
    says ``inherited`` and the span keeps the words it rests on. Total.
    """
    published, language = scene
    held: list[Event] = list(events)
    told: _Told | None = None
    at, end_before = 0, 0
    for sentence in reading.sentences:
        told = _further(told, reading, sentence, end_before, language)
        end_before = sentence.end
        timed = _timed(sentence, whens)
        while at < len(held) and held[at].trigger.start < sentence.end:
            event, speech = held[at], _spoken(held[at], statements)
            if event.when is None and told is not None and not timed and event.realis in HAPPENED:
                fits = _fits(event, told, speech, _spoken(told.event, statements))
                if fits and _told(event, reading, sentence, speech, language):
                    event = held[at] = _inheriting(event, told)
            if (
                _dated(event, published)
                and event.when is not None
                and event.when.basis is not Basis.INHERITED
            ):
                told = _Told(event, 0)
            at += 1
    return tuple(held)


def _further(
    told: _Told | None, reading: Reading, sentence: Sentence, before: int, language: Language
) -> _Told | None:
    """Return what the scene still holds in a sentence, ``before`` being the end of the one before it.

    A new paragraph goes on with the scene only where it opens with a word that points back ("The gunman"),
    and only the first one after it.
    """
    if told is None or told.back >= _REACH or told.apart:
        return None
    if "\n" not in reading.text[before : sentence.start]:
        return replace(told, back=told.back + 1)
    token = reading.tokens[sentence.first] if sentence.first < sentence.last else None
    word = reading.text[token.start : token.end].lower() if token is not None else ""
    pointing = word in language.calendar.pointing or word in language.calendar.pronouns
    return replace(told, back=told.back + 1, apart=True) if pointing else None


def _inheriting(event: Event, told: _Told) -> Event:
    when = told.event.when
    return replace(event, when=replace(when, basis=Basis.INHERITED)) if when is not None else event
