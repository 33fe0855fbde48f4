"""Who attests one event mention, as its own report's words give it."""

from dataclasses import dataclass, replace

from reportedly.register.evidence import Evidence
from reportedly.register.headings import announced, credited_before, role_of
from reportedly.terms.events import HAPPENED, Event, Part
from reportedly.terms.families import SPEECH_ACTS, realis_family
from reportedly.terms.names import sound_key
from reportedly.terms.spans import Role, Span
from reportedly.terms.statements import Act, Polarity, Quotation, Statement, VoiceKind

ATTESTING = frozenset({Act.ASSERT, Act.CONFIRM, Act.ACCUSE})
"""Acts that tell what happened. All others answer it, want it, or weigh it."""

PUBLISHED = frozenset({"interview", "post", "speech", "statement"})
"""Media in which words are out for anybody to check; a call, a letter or a meeting is known by hearsay."""

_AHEAD = frozenset({Act.THREATEN, Act.PROMISE, Act.DEMAND, Act.URGE, Act.ORDER, Act.ASK})
_TELLERS = frozenset({VoiceKind.OUTLET, VoiceKind.DOCUMENT, VoiceKind.UNNAMED})
_SPEAKERS = frozenset({VoiceKind.PERSON, VoiceKind.ORGANISATION, VoiceKind.GROUP, VoiceKind.UNNAMED})


@dataclass(frozen=True, slots=True)
class Attestation:
    """Who vouches for a mention: a voice's name, or None where the outlet itself narrates.

    ``adds`` is False for a reaction, which vouches for nothing. ``why`` says in words how it was found.
    ``unnamed`` marks a voice that only the printing outlet tells apart: its name still lacks that outlet.
    ``weak`` marks a mention that seems to take the event as known: it vouches where nobody else does.
    """

    name: str | None
    adds: bool
    why: str
    unnamed: bool = False
    weak: bool = False


def attest(event: Event, evidence: Evidence) -> Attestation:
    """Return who attests ``event``: the innermost voice whose words tell of it.

    A speech act that is its statement's own (the trigger is the cue, or the voice is the event's actor) is
    attested by the next voice outward, unless its medium is one of ``PUBLISHED``: then the speaker is the
    first source. With nobody between, the speaker is presumed to have spoken to all (``weak``). A subheading
    announces the speech acts told below it and attests none. Total: a missing statement counts as narration.
    """
    if event.type in SPEECH_ACTS and role_of(event.trigger, evidence) is Role.SUBHEADING:
        return Attestation(None, False, "a subheading announces what is told below it")
    statement = evidence.statements.get(event.statement_id or "")
    if statement is None:
        told = next(iter(cued_by(event.trigger, evidence)), None)
        if told is not None:
            return _outward(announced(told, evidence) or told, evidence)
        return Attestation(None, True, "told in the outlet's own words")
    if _is_own_act(event, statement) or _is_aim(event, statement):
        return _outward(announced(statement, evidence) or statement, evidence)
    if statement.polarity is not Polarity.SAID:
        return Attestation(None, False, f"{statement.voice.name} did not say it")
    if not _tells(event, statement, evidence):
        if _takes_as_known(event, statement, evidence):
            return Attestation(None, True, "taken as known in the outlet's own words", weak=True)
        return Attestation(statement.voice.name, False, f"{statement.voice.name} only responds to it")
    told = _by_hearsay(statement, evidence)
    if told is not None:
        return _vouch(told, evidence, f"{told.voice.name} tells what {statement.voice.name} said in private")
    said = _vouch(statement, evidence, f"{statement.voice.name} says so ({statement.act.value})")
    return replace(said, weak=_presupposes(event, statement, evidence))


def cued_by(trigger: Span, evidence: Evidence) -> tuple[Statement, ...]:
    """Return the statements whose cue overlaps ``trigger``, in text order."""
    return tuple(
        each
        for each in evidence.cues.get(trigger.report_id, ())
        if each.cue is not None and each.cue.start < trigger.end and trigger.start < each.cue.end
    )


def _is_own_act(event: Event, statement: Statement) -> bool:
    """Tell whether the event is what the statement does, and not what it tells of."""
    cue = statement.cue
    if cue is not None and cue.start < event.trigger.end and event.trigger.start < cue.end:
        return True
    if event.type not in SPEECH_ACTS:
        return False
    actors = {sound_key(each.name) for each in event.participants if each.part is Part.ACTOR}
    return sound_key(statement.voice.name) in actors


def _outward(statement: Statement, evidence: Evidence) -> Attestation:
    """Return the attestation of a statement's own act: its published words, else the next voice outward.

    Where nobody stands between and nothing tells that it was private, the speaker is presumed to be the first
    source: five outlets that tell of one minister's threat are not five sources of it.
    """
    voice = statement.voice.name
    parent = evidence.statements.get(statement.parent or "")
    if parent is not None and parent.id != statement.id:
        return _vouch(parent, evidence, f"{voice}'s own act, told by {parent.voice.name}")
    if statement.medium in PUBLISHED and statement.voice.kind is not VoiceKind.OUTLET:
        return _vouch(statement, evidence, f"{voice} published it ({statement.medium})")
    outward = _crediting(statement, evidence)
    if outward is not None:
        return Attestation(outward, True, f"{voice}'s own act, told by {outward}")
    before = credited_before(statement, evidence)
    if before is not None and statement.medium is None:
        said = _outward(before, evidence)
        return replace(said, weak=True, why=f"{voice} goes on; {said.why}")
    if statement.medium is None and statement.voice.kind in _SPEAKERS:
        said = _vouch(statement, evidence, f"{voice}'s own act, passed on by nobody")
        return replace(said, weak=True)
    return Attestation(None, True, f"{voice}'s own act, told in the outlet's own words")


def _is_aim(event: Event, statement: Statement) -> bool:
    """Tell whether the event is what the statement threatens, promises or asks for."""
    return statement.act in _AHEAD and realis_family(event.realis) == "prospective"


def _tells(event: Event, statement: Statement, evidence: Evidence) -> bool:
    """Tell whether the statement tells of the event; an assessment does where a verb tells what happened."""
    if statement.act in ATTESTING:
        return True
    told = event.realis in HAPPENED and event.id not in evidence.nominal and event.type not in SPEECH_ACTS
    return statement.act is Act.ASSESS and told


def _takes_as_known(event: Event, statement: Statement, evidence: Evidence) -> bool:
    """Tell whether the condition of a threat or demand that the outlet words itself takes an act as known.

    ("threatened sanctions if the leaders kept their promise to …": that they promised is the outlet's word.)
    """
    if statement.kind is not Quotation.INDIRECT or statement.act not in _AHEAD:
        return False
    held = statement.condition
    if held is None or not held.start <= event.trigger.start < held.end:
        return False
    acted = any(each.part is Part.ACTOR for each in event.participants)
    return acted and event.id in evidence.nominal and event.type in SPEECH_ACTS


def _by_hearsay(statement: Statement, evidence: Evidence) -> Statement | None:
    """Return the statement of an unnamed source that tells what somebody named said, else None."""
    parent = evidence.statements.get(statement.parent or "")
    if parent is None or parent.voice.kind is not VoiceKind.UNNAMED or statement.medium in PUBLISHED:
        return None
    return None if statement.voice.kind in _TELLERS else parent


def _presupposes(event: Event, statement: Statement, evidence: Evidence) -> bool:
    """Tell whether a person names another's speech act by a noun, as one does who answers it."""
    if statement.act is Act.CONFIRM or statement.voice.kind in _TELLERS:
        return False
    return event.id in evidence.nominal and event.type in SPEECH_ACTS


def _vouch(statement: Statement, evidence: Evidence, why: str) -> Attestation:
    """Return a statement's voice as attesting; one without a name is told apart by who credits it.

    What a spokesman or coordinator says is the word of the body in whose name it is said.
    """
    body = statement.voice.speaks_for
    if body is not None:
        return Attestation(body, True, f"{why}, for {body}")
    if statement.voice.kind is not VoiceKind.UNNAMED:
        return Attestation(statement.voice.name, True, why)
    crediting = _crediting(statement, evidence)
    if crediting is None:
        return Attestation(statement.voice.name, True, why, unnamed=True)
    return Attestation(f"{statement.voice.name} ({crediting})", True, why)


def _crediting(statement: Statement, evidence: Evidence) -> str | None:
    """Return the voice just outside a statement's own, None where that is the printing outlet."""
    chain = statement.inferred or statement.chain
    if len(chain) < 3:
        return None
    report = evidence.reports.get(statement.said[0].report_id) if statement.said else None
    printed_by = sound_key(report.outlet) if report is not None and report.outlet else None
    return None if sound_key(chain[-2]) == printed_by else chain[-2]
