"""Whether an event happened, and in what sense it is spoken of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from reportedly.events.tree import Tree
from reportedly.events.triggers import Trigger
from reportedly.language.language import Language
from reportedly.terms.counts import Count
from reportedly.terms.events import Realis
from reportedly.terms.readings import Reading, Sentence
from reportedly.terms.statements import Act, Polarity, Statement
from reportedly.terms.times import Grain, When

OLD = timedelta(days=90)
"""An event that ended longer before publication than this is history, not news."""
MANY = 3
"""From this number on, events counted over a period are a reported total and no single event."""
LONGEST_SERIES = 12
"""Members of a series of duties that are followed back to the first."""
_MEMBER = frozenset({"obj", "xcomp", "ccomp", "advcl", "iobj"})
"""Relations in which a deed stands to the verb that counts it among the duties."""
_REACH = 6
_STOPS = frozenset(',;:.!?()"“”—–') | {"--", "and", "but", "that", "which", "who", "because", "as", "since"}
PERIODS = frozenset({Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.DECADE, Grain.VAGUE})
_AHEAD = frozenset({Act.THREATEN, Act.PROMISE, Act.DEMAND, Act.URGE, Act.ORDER, Act.ASK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the realis of one trigger depends on beside its words.

    ``statement`` is the innermost one whose content holds the trigger; ``speech`` tells that the trigger
    is itself a statement's cue; ``published`` is the report's; ``tree`` the sentence's, where there is one.
    """

    statement: Statement | None
    speech: bool
    counts: tuple[Count, ...]
    when: When | None
    published: When | None
    tree: Tree | None = None


def _before(reading: Reading, sentence: Sentence, trigger: Trigger) -> list[str]:
    """Return the words before the trigger in its clause, nearest last, at most six."""
    words: list[str] = []
    at = trigger.first - 1
    while at >= sentence.first and len(words) < _REACH:
        word = reading.text[reading.tokens[at].start : reading.tokens[at].end].lower()
        if word in _STOPS:
            break
        words.insert(0, word)
        at -= 1
    return words


def _clause_words(reading: Reading, sentence: Sentence, trigger: Trigger) -> list[str]:
    """Return all words from the last comma or mark before the trigger up to it."""
    words: list[str] = []
    for token in reading.tokens[sentence.first : trigger.first]:
        word = reading.text[token.start : token.end].lower()
        words = [] if word in {",", ";", ":", "“", '"', "—"} else [*words, word]
    return words


def _is_aggregate(trigger: Trigger, setting: Setting, what: Sequence[str]) -> bool:
    """Tell whether a number of such events over a period is reported, rather than one event."""
    period = setting.when is not None and setting.when.grain in PERIODS
    many = any(c.what in what and (c.low or 0) >= MANY for c in setting.counts)
    often = trigger.verbal and any(c.what == "times" and (c.low or 0) >= MANY for c in setting.counts)
    return period and (often or (many and not trigger.verbal))


def _is_generic(
    reading: Reading, trigger: Trigger, before: Sequence[str], setting: Setting, language: Language
) -> bool:
    """Tell whether a noun speaks of such events at large: a bare or vague plural with no date of its own."""
    token = reading.tokens[trigger.first]
    word = reading.text[token.start : token.end].lower()
    if trigger.verbal:
        return False
    if any(w in language.realis.vague for w in before[-2:]):
        return True
    plural = word != token.lemma and word.endswith("s")
    dated = setting.when is not None and setting.when.grain in {Grain.MINUTE, Grain.HOUR, Grain.DAY}
    return plural and not dated and not any(c.span.end <= token.start for c in setting.counts)


def _is_old(setting: Setting) -> bool:
    """Tell whether the event's time ended long before the report was published."""
    if setting.when is None or setting.when.end is None or setting.published is None:
        return False
    published = setting.published.start or setting.published.end
    return published is not None and published - setting.when.end > OLD


def _infinitive(before: Sequence[str], clause: Sequence[str], base: bool, language: Language) -> bool:
    """Tell whether a verb stands in the infinitive, or shares one ("to shut it and take action").

    An infinitive tells what is meant, not what happened, save after verbs such as "managed to".
    """
    near = list(before[-3:])
    if "to" in near:
        at = len(near) - 1 - near[::-1].index("to")
        between = near[at + 1 :]
        governor = near[at - 1] if at > 0 else (before[-4] if len(before) > 3 else "")
        if all(word.endswith("ly") or word in language.words.between for word in between):
            return governor not in language.realis.implicative
    shared = len(clause) > 1 and clause[-1] in {"and", "or"} and "to" in clause[:-1]
    return base and shared


def _is_ahead(setting: Setting) -> bool:
    """Tell whether the event's time begins after the report was published."""
    if setting.when is None or setting.when.start is None or setting.published is None:
        return False
    return setting.published.end is not None and setting.when.start >= setting.published.end


def _supposed(reading: Reading, sentence: Sentence, trigger: Trigger, language: Language) -> bool:
    """Tell whether a supposition opens the sentence or stands in it before the trigger ("If so, …")."""
    words = [
        reading.text[token.start : token.end].lower()
        for token in reading.tokens[sentence.first : trigger.first]
    ]
    opening = next((word for word in words if word[0].isalpha()), "")
    return opening in language.realis.supposing or any(word in {"if", "unless"} for word in words)


def _verb_realis(
    before: Sequence[str], clause: Sequence[str], base: bool, language: Language
) -> Realis | None:
    """Return what the words before a verb make of it, None where they leave it actual."""
    words = language.realis
    if any(word in words.conditions for word in clause):
        return Realis.CONDITIONAL
    if any(word in words.negations for word in before[-4:]):
        return Realis.DENIED
    if any(word in words.possible for word in before):
        return Realis.CONDITIONAL
    if any(word in words.future for word in before):
        return Realis.PLANNED
    if _infinitive(before, clause, base, language):
        return Realis.PLANNED
    return None


def _kept_from(tree: Tree, at: int, language: Language) -> Realis | None:
    """Return what the tree tells of an event that did not happen: to nobody, kept from happening, a duty."""
    words = language.realis
    for subject in tree.kids(at, "nsubj"):
        under_no = any(tree.word(i) == "no" for i in tree.kids(subject, "det"))
        if under_no or tree.word(subject) in words.nobody:
            return Realis.DENIED
    above = tree.head(at)
    if above is not None and _called_for(tree, at, above, language):
        return Realis.PLANNED
    held = tree.label(at).partition(":")[0] in {"obj", "xcomp"} or tree.label(at) == "nsubj:pass"
    series = tree.pos(at) == "NOUN" and tree.word(at).endswith("s") and tree.word(at) != tree.lemma(at)
    if above is not None and held and not series and tree.lemma(above) in words.foiling:
        return Realis.PLANNED
    return Realis.GENERIC if _is_duty(tree, at, language) else None


def _is_duty(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether it is one of somebody's duties ("their duties include guarding and training")."""
    gerund = tree.word(at).endswith("ing") and not tree.kids(at, "aux", "nsubj")
    for _ in range(LONGEST_SERIES):
        above = tree.head(at)
        if above is None:
            return False
        series = tree.label(at) == "conj"
        if tree.lemma(above) in language.realis.comprising:
            under = (series and gerund) or tree.label(at).partition(":")[0] in _MEMBER
            return under and any(tree.lemma(i) in language.realis.duties for i in tree.kids(above, "nsubj"))
        if not series:
            return False
        at = above
    return False


def _called_for(tree: Tree, at: int, above: int, language: Language) -> bool:
    """Tell whether a noun is what somebody called, set or scheduled for some time or aim."""
    if tree.pos(at) != "NOUN" or tree.lemma(above) not in language.realis.calling:
        return False
    what = tree.label(at).partition(":")[0] == "obj" or tree.label(at) == "nsubj:pass"
    return what and any(tree.case(i) == "for" for i in (*tree.kids(above, "obl"), *tree.kids(at, "nmod")))


def _under_threat(reading: Reading, sentence: Sentence, trigger: Trigger, language: Language) -> bool:
    """Tell whether a noun or gerund hangs on "the threat of …" with no finite verb between."""
    open_threat, previous = False, ""
    for token in reading.tokens[sentence.first : trigger.first]:
        word = reading.text[token.start : token.end].lower()
        if word in {"of", "that"} and previous in language.realis.threats:
            open_threat = True
        elif token.pos == "AUX" or word in {";", "“", "”", '"'}:
            open_threat = False
        previous = word
    return open_threat


def _statement_realis(statement: Statement, realis: Realis | None) -> Realis | None:
    """Return the realis of an event inside a statement's content, given what its own words make of it."""
    if statement.act is Act.DENY and statement.polarity is Polarity.SAID and realis is None:
        return Realis.DENIED
    if statement.act is Act.THREATEN and realis in {Realis.PLANNED, Realis.CONDITIONAL}:
        return Realis.THREATENED if realis is Realis.PLANNED else realis
    if statement.act is Act.ACCUSE and realis is None:
        return Realis.ALLEGED
    return realis


def realis_of(
    reading: Reading, sentence: Sentence, trigger: Trigger, setting: Setting, language: Language
) -> Realis:
    """Return the realis of one trigger.

    Tried in order: a counted period (aggregate); denial and accusation by the statement that holds it;
    condition, negation, modality and plan in its clause; allegation; bare plurals (generic); age
    (historical); else actual. Content in "to …" of a threat, promise or demand has not happened.
    """
    before, clause = _before(reading, sentence, trigger), _clause_words(reading, sentence, trigger)
    if _is_aggregate(
        trigger,
        setting,
        (reading.text[reading.tokens[trigger.first].start : reading.tokens[trigger.first].end].lower(),),
    ):
        return Realis.AGGREGATE
    if _under_threat(reading, sentence, trigger, language):
        return Realis.THREATENED
    token = reading.tokens[trigger.first]
    base = reading.text[token.start : token.end].lower() == token.lemma
    kept = _kept_from(setting.tree, trigger.first, language) if setting.tree is not None else None
    # A noun among the words of a cue ("called a march for Thursday") is what the speech is about.
    if kept is not None and not (setting.speech and trigger.verbal):
        return kept
    supposed = _supposed(reading, sentence, trigger, language)
    if setting.speech:
        realis = Realis.DENIED if set(before[-3:]) & language.realis.negations else None
    elif trigger.verbal:
        realis = _verb_realis(before, clause, base, language) or (Realis.CONDITIONAL if supposed else None)
    else:
        realis = _noun_realis(before, clause, language)
    statement = setting.statement
    if statement is not None and not setting.speech:
        opened = reading.text[statement.said[0].start : statement.said[0].start + 12].lstrip("\"“‘' ").lower()
        infinitive = opened.startswith(("to ", "with ", "of "))
        near = trigger.first - _first_token(reading, sentence, statement) <= 4
        if realis is None and statement.act in _AHEAD and infinitive and (trigger.verbal or near):
            realis = Realis.PLANNED
        realis = _statement_realis(statement, realis)
    if realis is not None:
        return realis
    if any(word in language.realis.allegations for word in before):
        return Realis.ALLEGED
    if _is_generic(reading, trigger, before, setting, language):
        return Realis.GENERIC
    if _is_ahead(setting):
        return Realis.PLANNED
    return Realis.HISTORICAL if _is_old(setting) else Realis.ACTUAL


def _first_token(reading: Reading, sentence: Sentence, statement: Statement) -> int:
    """Return the index of the first token of a statement's content in this sentence."""
    for at in range(sentence.first, sentence.last):
        if reading.tokens[at].start >= statement.said[0].start:
            return at
    return sentence.first


def _noun_realis(before: Sequence[str], clause: Sequence[str], language: Language) -> Realis | None:
    """Return what the words before a noun make of it, None where they leave it open."""
    words = language.realis
    if any(word in words.possible for word in before):
        return Realis.CONDITIONAL
    if any(word in words.conditions for word in clause[-_REACH:]):
        return Realis.CONDITIONAL if not (set(before) & words.definite) else None
    if before and before[-1] == "no":
        return Realis.DENIED
    if any(word in words.wanting for word in before[-4:]):
        return Realis.PLANNED
    return None
