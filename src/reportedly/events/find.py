"""Events of one report: triggers, who took part, where, when, how many, and whether it happened."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.events.catalogue import Catalogue, load_catalogue
from reportedly.events.counts import counts_for, find_counts
from reportedly.events.harm import Harmed, find_harmed, implied_counts
from reportedly.events.places import where_for
from reportedly.events.realis import MANY, PERIODS, Setting, realis_of
from reportedly.events.roles import find_participants, voices_as_participants
from reportedly.events.scene import carry_times, fronted_when
from reportedly.events.times import when_for
from reportedly.events.tree import Tree, tree_of
from reportedly.events.triggers import Trigger, find_triggers
from reportedly.language.language import Language
from reportedly.terms.counts import Count
from reportedly.terms.events import HAPPENED, Event, Part, Participant, Realis
from reportedly.terms.ids import identify
from reportedly.terms.places import Where
from reportedly.terms.readings import Reading, Sentence
from reportedly.terms.spans import Span
from reportedly.terms.statements import Act, Statement, VoiceKind
from reportedly.terms.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the events of a report are read with: its statements, resolved times and places, its date."""

    statements: Sequence[Statement]
    whens: Sequence[When]
    wheres: Sequence[Where]
    published: When | None
    tree: Tree | None = None
    """The tree of the sentence at hand; set while the events of a sentence are found."""
    harmed: tuple[Harmed, ...] = ()
    """The people harmed in the sentence at hand."""
    counts: tuple[Count, ...] = ()
    """The counts of the sentence at hand."""
    repeated: tuple[Count, ...] = ()
    """How often the verb at hand is said to be done."""


def _voices(statements: Sequence[Statement]) -> dict[tuple[int, int], str]:
    """Return the canonical names of the persons that speak, by the code points of their words."""
    return {
        (s.voice.span.start, s.voice.span.end): s.voice.name
        for s in statements
        if s.voice.span is not None and s.voice.kind is VoiceKind.PERSON
    }


def _holds(statement: Statement, start: int, end: int) -> bool:
    """Tell whether a statement's content holds text[start:end]."""
    return any(span.start <= start and end <= span.end for span in statement.said)


def _innermost(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Return the innermost statement whose content holds text[start:end], None for narration."""
    holding = [s for s in statements if _holds(s, start, end)]
    return min(holding, key=lambda s: (sum(p.end - p.start for p in s.said), s.id), default=None)


def _spoken(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """Return the statement whose cue lies at text[start:end], or None."""
    return next(
        (s for s in statements if s.cue is not None and s.cue.start < end and start < s.cue.end), None
    )


def _speech_participants(reading: Reading, statement: Statement) -> tuple[Participant, ...]:
    """Return who spoke and to whom, as actor and target."""
    spans = [(Part.ACTOR, statement.voice.span, statement.voice.name)]
    if statement.addressee is not None:
        spans.append((Part.TARGET, statement.addressee.span, statement.addressee.name))
    return voices_as_participants(reading, spans)


OWN_REACH = 40
"""Code points between a number and the noun it counts ("17 rocket and drone attacks")."""


def _own_counts(text: str, span: Span, counts: Sequence[Count], language: Language) -> Iterator[Count]:
    """Yield the counts of the trigger itself, whatever modifiers stand between number and noun."""
    what = language.numbers.nouns.get(text[span.start : span.end].lower())
    for count in counts:
        if count.what == what and 0 <= span.start - count.span.end <= OWN_REACH:
            yield count


def _repeated(
    trigger: Trigger, triggers: Sequence[Trigger], near: Context, reading: Reading
) -> tuple[Count, ...]:
    """Return how often a verb's deed is said to be done, told behind it before the next event's verb.

    The words between may hold clauses of their own ("struck the posts that guard them 17 times").
    """
    later = [reading.tokens[t.first].start for t in triggers if t.verbal and t.first > trigger.first]
    start, end = reading.tokens[trigger.first].start, min(later, default=reading.tokens[-1].end)
    found = (c for c in near.counts if c.what == "times" and start < c.span.start < end)
    return tuple(found) if trigger.verbal else ()


def _counts(
    reading: Reading, sentence: Sentence, trigger: Trigger, context: Context, language: Language
) -> tuple[Count, ...]:
    """Return the counts of one trigger: near it, its own, of the people harmed, and how often it happened."""
    span, found = _span(reading, trigger), context.counts
    kept = {
        *counts_for(span, sentence, found, reading.text, language),
        *_own_counts(reading.text, span, found, language),
        *implied_counts(context.harmed, range(trigger.first, trigger.last), found, reading.report_id),
        *context.repeated,
    }
    return tuple(sorted(kept, key=lambda count: count.span))


def _span(reading: Reading, trigger: Trigger) -> Span:
    """Return the code points of a trigger."""
    start, end = reading.tokens[trigger.first].start, reading.tokens[trigger.last - 1].end
    return Span(reading.report_id, start, end)


def _event(
    reading: Reading, sentence: Sentence, trigger: Trigger, context: Context, language: Language
) -> Event:
    """Return the event of one trigger."""
    text, span = reading.text, _span(reading, trigger)
    spoken = _spoken(context.statements, span.start, span.end)
    statement = _innermost(context.statements, span.start, span.end)
    counts = _counts(reading, sentence, trigger, context, language)
    when = when_for(span, sentence, context.whens, text, language)
    if when is None and context.tree is not None:
        when = fronted_when(context.tree, trigger.first, context.whens)
    if when is None and spoken is not None:
        when = spoken.when
    elif when is None:
        when = _loose_when(sentence, context.repeated if trigger.verbal else counts, context.whens)
    setting = Setting(
        statement=statement,
        speech=spoken is not None,
        counts=counts,
        when=when,
        published=context.published,
        tree=context.tree,
    )
    participants = (
        _speech_participants(reading, spoken)
        if spoken is not None
        else find_participants(
            reading, sentence, trigger, context.tree, _voices(context.statements), language
        )
    )
    realis = realis_of(reading, sentence, trigger, setting, language)
    place_less = spoken is not None or realis is Realis.GENERIC
    return Event(
        id=identify("event", reading.report_id, span.start, span.end, trigger.type),
        type=trigger.type,
        mode=trigger.mode or _armed(trigger, participants, language),
        realis=realis,
        trigger=span,
        participants=participants,
        when=when,
        where=None if place_less else where_for(span, sentence, context.wheres, text, language),
        counts=counts,
        statement_id=statement.id if statement is not None else None,
        nominal=not trigger.verbal,
    )


def _armed(trigger: Trigger, participants: Sequence[Participant], language: Language) -> str | None:
    """Return the way of an attack that the weapon tells which takes part in it."""
    kinds = [p.kind for p in participants if p.part is Part.INSTRUMENT and p.kind is not None]
    if trigger.type != "ASSAULT":
        return None
    return next(
        (language.participants.modes[kind] for kind in kinds if kind in language.participants.modes), None
    )


def _loose_when(sentence: Sentence, counts: Sequence[Count], whens: Sequence[When]) -> When | None:
    """Return the period that a count covers ("25 attacks …, or on the airport so far this month")."""
    if not any((count.low or 0) >= MANY for count in counts):
        return None
    inside = [w for w in whens if w.span and sentence.start <= w.span.start < sentence.end]
    return next((when for when in inside if when.grain in PERIODS), None)


def _inherit(events: list[Event], reading: Reading) -> list[Event]:
    """Return the events, a participle after a comma taking the time of the verb that it goes with."""
    kept: list[Event] = []
    for event in events:
        before = kept[-1] if kept else None
        lead = reading.text[max(0, event.trigger.start - 2) : event.trigger.start]
        word = reading.text[event.trigger.start : event.trigger.end]
        joined = before is not None and lead == ", " and word.endswith("ing") and event.when is None
        if joined and before is not None and before.when is not None and before.realis in HAPPENED:
            event = replace(event, when=before.when, realis=before.realis)
        kept.append(event)
    return kept


def _act_triggers(
    reading: Reading,
    sentence: Sentence,
    statements: Sequence[Statement],
    catalogue: Catalogue,
    taken: set[int],
) -> list[Trigger]:
    """Return triggers for the cues of statements whose act is itself an event ("urged", "vowed")."""
    found: list[Trigger] = []
    for statement in statements:
        kind = catalogue.by_act.get(statement.act)
        if kind is None or statement.cue is None:
            continue
        inside = [
            i
            for i in range(sentence.first, sentence.last)
            if statement.cue.start <= reading.tokens[i].start < statement.cue.end
        ]
        cues = catalogue.types[kind].cues
        verbs = [i for i in inside if reading.tokens[i].lemma in cues]
        verbs += [i for i in inside[-1:] if not verbs and reading.tokens[i].lemma in catalogue.verbs]
        if verbs and not taken & set(inside):
            found.append(Trigger(first=verbs[-1], last=verbs[-1] + 1, type=kind, mode=None, verbal=True))
    return found


def _retyped(trigger: Trigger, reading: Reading, context: Context, catalogue: Catalogue) -> Trigger | None:
    """Return a trigger that is a statement's cue with the type of the act it performs there.

    None for a cue that announces or accuses nothing there ("the editorial warned that it was late").
    """
    start, end = reading.tokens[trigger.first].start, reading.tokens[trigger.last - 1].end
    spoken = _spoken(context.statements, start, end)
    kind = catalogue.by_act.get(spoken.act) if spoken is not None else None
    if spoken is not None and spoken.act in {Act.ASSESS, Act.ASSERT} and trigger.type == "THREATEN":
        return None
    if kind is None or kind == trigger.type:
        return trigger
    return Trigger(first=trigger.first, last=trigger.last, type=kind, mode=None, verbal=trigger.verbal)


def _by_sentence(reading: Reading, context: Context) -> list[Context]:
    """Return for each sentence the part of the context that touches it, in the context's order."""
    starts = [sentence.start for sentence in reading.sentences]
    statements: list[list[Statement]] = [[] for _ in starts]
    whens: list[list[When]] = [[] for _ in starts]
    wheres: list[list[Where]] = [[] for _ in starts]
    for statement in context.statements:
        spans = [*statement.said, *((statement.cue,) if statement.cue is not None else ())]
        for at in sorted({at for span in spans for at in _touched(starts, span)}):
            statements[at].append(statement)
    for when in context.whens:
        for at in _touched(starts, when.span) if when.span is not None else ():
            whens[at].append(when)
    for where in context.wheres:
        for at in _touched(starts, where.span):
            wheres[at].append(where)
    return [
        replace(context, statements=tuple(a), whens=tuple(b), wheres=tuple(c))
        for a, b, c in zip(statements, whens, wheres, strict=True)
    ]


def _touched(starts: Sequence[int], span: Span) -> range:
    """Return the indices of the sentences from the one a span starts in to the one it ends in."""
    return range(max(0, bisect_right(starts, span.start) - 1), bisect_right(starts, span.end - 1))


def _with_sentence(context: Context, reading: Reading, sentence: Sentence, language: Language) -> Context:
    """Return the context with the tree, the people harmed and the counts of a sentence."""
    tree = tree_of(reading, sentence)
    return replace(
        context,
        tree=tree,
        harmed=find_harmed(tree, language) if tree is not None else (),
        counts=find_counts(reading.text, reading.report_id, sentence.start, sentence.end, language),
    )


def find_events(reading: Reading, context: Context, language: Language) -> tuple[Event, ...]:
    """Return the events of a reading in text order.

    An event inside a statement carries that statement's id. A cue whose act is itself an event
    (a threat, a demand, an accusation) has the voice as actor and the addressee as target. Total.
    """
    catalogue = load_catalogue(language.code)
    events: list[Event] = []
    for sentence, near in zip(reading.sentences, _by_sentence(reading, context), strict=True):
        triggers = [
            kept
            for t in find_triggers(
                reading, sentence, catalogue, language.cues.hedges, language.words.never_names
            )
            if (kept := _retyped(t, reading, near, catalogue)) is not None
        ]
        taken = {i for t in triggers for i in range(t.first, t.last)}
        triggers += _act_triggers(reading, sentence, near.statements, catalogue, taken)
        near = _with_sentence(near, reading, sentence, language) if triggers else near
        found = [
            _event(
                reading,
                sentence,
                trigger,
                replace(near, repeated=_repeated(trigger, triggers, near, reading)),
                language,
            )
            for trigger in sorted(triggers, key=lambda t: (t.first, t.last))
        ]
        events.extend(_inherit(found, reading))
    scene = (context.published, language)
    return carry_times(events, reading, context.statements, context.whens, scene)
