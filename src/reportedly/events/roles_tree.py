"""Who did it, to whom and with what, from the dependency tree around a trigger."""

from collections.abc import Iterator

from reportedly.events.kinds import is_weapon, kind_of
from reportedly.events.tree import Tree
from reportedly.events.triggers import Trigger
from reportedly.language.language import Language
from reportedly.terms.events import Part

Role = tuple[Part, int]
"""The part that the phrase around this head plays."""
_VERBS = frozenset({"VERB", "AUX"})
DEEP = 4
"""Verbs over which a subject or a passive is shared, at most."""


def _past(tree: Tree, at: int) -> bool:
    """Tell whether a verb's form can be a past participle: not "-ing", not its base, not "-s"."""
    word = tree.word(at)
    return not word.endswith("ing") and not (word.endswith("s") and tree.lemma(at) == word[:-1])


def is_passive(tree: Tree, at: int, depth: int = 0) -> bool:
    """Tell whether a verb stands in the passive, by its own subject or auxiliary or by what it hangs on."""
    if any(tree.label(i).endswith(":pass") for i in tree.kids(at, "nsubj", "aux", "csubj")):
        return True
    if tree.kids(at, "nsubj", "aux", "obj") or not _past(tree, at):
        return False
    above, label = tree.head(at), tree.label(at)
    if label in {"acl", "amod"}:
        return True
    if label.startswith("conj") and above is not None and tree.pos(above) in _VERBS and depth < DEEP:
        return is_passive(tree, above, depth + 1)
    return False


def _antecedent(tree: Tree, at: int, language: Language) -> int:
    """Return the noun that a relative pronoun stands for, else the token itself."""
    if tree.word(at) in language.participants.relatives and tree.pos(at) == "PRON":
        for up in tree.above(at):
            if tree.label(up).startswith("acl"):
                return next(tree.above(up), at)
    return at


def subject_of(tree: Tree, at: int, language: Language, depth: int = 0) -> int | None:
    """Return the subject of a verb, its own or the one it shares with the verb that it hangs on."""
    own = tree.kids(at, "nsubj")
    if own:
        return _antecedent(tree, own[0], language)
    above, label = tree.head(at), tree.label(at)
    if above is None or depth > DEEP:
        return None
    base = label.partition(":")[0]
    if base in {"acl", "amod"} and tree.pos(above) in {"NOUN", "PROPN", "PRON", "NUM"}:
        return above
    if base in {"conj", "advcl", "xcomp", "parataxis"} and tree.pos(above) in {*_VERBS, "ADJ"}:
        held = tree.kids(above, "obj") if base == "xcomp" else ()
        return held[0] if held else subject_of(tree, above, language, depth + 1)
    return None


def _by(tree: Tree, at: int, language: Language) -> int | None:
    """Return the noun after "by" under a trigger; a time or a measure after it is none."""
    for i in tree.kids(at, "obl", "nmod"):
        if tree.case(i) in language.participants.by and tree.pos(i) in {"NOUN", "PROPN", "PRON", "NUM"}:
            return i
    return None


def _oblique(tree: Tree, at: int, language: Language) -> int | None:
    """Return the noun after "on", "against", "at" … under a verb without an object, as its target."""
    for i in tree.kids(at, "obl"):
        timely = tree.word(i) in language.words.never_names or tree.pos(i) == "NUM"
        if not timely and tree.case(i) in language.participants.aimed:
            known = kind_of(tree, i, language)
            if tree.case(i) in language.participants.against or (
                known is not None and not is_weapon(known, language)
            ):
                return i
    return None


def _instruments(tree: Tree, at: int, language: Language) -> Iterator[int]:
    """Yield the weapons under a trigger: "with a bomb", "using rockets", "rocket attack"."""
    for i in tree.kids(at, "obl", "nmod", "compound", "amod"):
        loose = tree.label(i) in {"compound", "amod"} or tree.case(i) in language.participants.armed
        if loose and is_weapon(kind_of(tree, i, language), language):
            yield i
    for verb in tree.kids(at, "advcl"):
        if tree.lemma(verb) in language.participants.using:
            yield from (i for i in tree.kids(verb, "obj") if is_weapon(kind_of(tree, i, language), language))


def _verb_roles(tree: Tree, at: int, language: Language) -> Iterator[Role]:
    """Yield the parts around a verb."""
    if is_passive(tree, at):
        subject, agent = subject_of(tree, at, language), _by(tree, at, language)
        if agent is not None:
            yield Part.ACTOR, agent
        if subject is not None:
            yield Part.TARGET, subject
    else:
        subject = subject_of(tree, at, language)
        if subject is not None:
            yield Part.ACTOR, subject
        objects = tree.kids(at, "obj")
        wields = tree.lemma(at) in language.participants.wielding
        weapon = [i for i in objects if wields and is_weapon(kind_of(tree, i, language), language)]
        for i in weapon:
            yield Part.INSTRUMENT, i
        target = next((i for i in objects if i not in weapon), None)
        if target is None:
            target = _oblique(tree, at, language)
        if target is not None:
            yield Part.TARGET, target
    for i in _instruments(tree, at, language):
        yield Part.INSTRUMENT, i


def _carrier(tree: Tree, at: int, language: Language) -> int | None:
    """Return the verb that only carries the noun at ``at``: "launched an attack", "the attack was staged"."""
    above = tree.head(at)
    if above is None or tree.lemma(above) not in language.participants.carrying:
        return None
    if tree.label(at) in {"obj", "nsubj:pass"} or (tree.label(at) == "obl" and tree.case(at) == "out"):
        return above
    return None


def _carried_by(tree: Tree, at: int, language: Language) -> Iterator[Role]:
    """Yield actor and target that a noun takes from the verb that carries it."""
    verb = _carrier(tree, at, language)
    if verb is None:
        return
    actor = _by(tree, verb, language) if tree.label(at) == "nsubj:pass" else subject_of(tree, verb, language)
    if actor is not None:
        yield Part.ACTOR, actor
    for i in tree.kids(verb, "obl"):
        if tree.case(i) in language.participants.against and tree.word(i) not in language.words.never_names:
            yield Part.TARGET, i


def _complements(tree: Tree, at: int, language: Language) -> Iterator[Role]:
    """Yield the parts told by prepositions after a noun: "on X", "by Y", "between X and Y"."""
    words = language.participants
    noun = tree.word(at).removesuffix("s")
    suffered = tree.lemma(at) in words.suffered or tree.word(at) in words.suffered or noun in words.suffered
    mutual = tree.lemma(at) in words.mutual or noun in words.mutual or tree.word(at) in words.mutual
    for i in tree.kids(at, "nmod"):
        case, timely = tree.case(i), tree.word(i) in language.words.never_names
        if timely or is_weapon(kind_of(tree, i, language), language):
            continue
        if tree.label(i) == "nmod:poss":
            yield (Part.TARGET if suffered else Part.ACTOR), i
        elif case in words.by or (case in words.origin and not suffered):
            yield Part.ACTOR, i
        elif case in words.of:
            yield (Part.TARGET if suffered or not _is_actor(tree, i, language) else Part.ACTOR), i
        elif case in words.between:
            yield Part.ACTOR, i
            for joined in tree.kids(i, "conj")[:1]:
                yield Part.TARGET, joined
        elif case in words.given or (mutual and case in words.towards):
            yield Part.TARGET, i


def _is_actor(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether a noun names people or bodies that act by their calling, not as victims."""
    words = language.participants
    return (
        words.people.get(tree.lemma(at)) in {"militants", "military", "police"}
        or tree.lemma(at) in words.bodies
    )


def _noun_roles(tree: Tree, at: int, language: Language) -> Iterator[Role]:
    """Yield the parts around a noun."""
    words = language.participants
    yield from _complements(tree, at, language)
    for i in tree.kids(at, "compound", "amod"):
        kind = kind_of(tree, i, language)
        if is_weapon(kind, language):
            yield Part.INSTRUMENT, i
        elif tree.pos(i) in {"NOUN", "PROPN"}:
            owned = tree.lemma(at) in words.suffered or tree.word(at) in words.suffered
            thing = kind is not None and kind in words.rank
            if kind is not None or tree.pos(i) == "PROPN":
                yield (Part.TARGET if owned or thing else Part.ACTOR), i
    yield from _carried_by(tree, at, language)
    for i in _instruments(tree, at, language):
        yield Part.INSTRUMENT, i


def roles(tree: Tree, trigger: Trigger, language: Language) -> tuple[Role, ...]:
    """Return the parts around a trigger as heads of phrases, each head once; actor first, then target.

    A weapon that acts ("a bomb killed") is the instrument.
    """
    at = trigger.first
    if trigger.last - trigger.first > 1:
        inner = [
            i
            for i in range(trigger.first, trigger.last)
            if tree.head(i) not in range(trigger.first, trigger.last)
        ]
        at = inner[0] if inner else at
    verbal = trigger.verbal and tree.pos(at) not in {"NOUN", "PROPN"}
    found = _verb_roles(tree, at, language) if verbal else _noun_roles(tree, at, language)
    kept: list[Role] = []
    for part, head in found:
        if part is not Part.INSTRUMENT and is_weapon(kind_of(tree, head, language), language):
            part = Part.INSTRUMENT
        if head != at and all(head != other for _, other in kept):
            kept.append((part, head))
    order = list(Part)
    return tuple(sorted(kept, key=lambda role: (order.index(role[0]), role[1])))
