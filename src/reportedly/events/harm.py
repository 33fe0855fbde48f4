"""Who is said to have been killed, wounded or hit: the people, how many they are, who they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.events.kinds import is_person, kind_of, name_at
from reportedly.events.roles import age_of
from reportedly.events.roles_tree import is_passive, subject_of
from reportedly.events.tree import Tree, members, phrase
from reportedly.language.language import Language
from reportedly.terms.counts import Count
from reportedly.terms.readings import NameKind
from reportedly.terms.spans import Span

NEAR = 40
"""Words on either side of "struck" in which shots are sought."""
MANY = 2
"""The least that a plural without a number can mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmed:
    """People to whom one thing befell, as one noun phrase tells it.

    ``what`` is "killed", "wounded" or "hit"; ``at`` is the token that tells it; ``start`` and ``end`` are
    the code points of the phrase; ``name`` is set where it holds a person's name; ``definite`` marks people
    spoken of before ("the victim", "he").
    """

    what: str
    at: int
    start: int
    end: int
    low: int
    high: int | None
    name: str | None
    age: int | None
    definite: bool
    own: bool = False
    """Whether they did it to themselves."""


def _number(tree: Tree, head: int, language: Language) -> int | None:
    """Return the number that a phrase gives for its people, None where it gives none."""
    numbers = language.numbers
    for at in (head, *tree.kids(head, "nummod", "det", "compound", "nmod")):
        word = tree.word(at)
        if word in language.harm.pairs:
            return 2
        if tree.label(at).startswith("nmod") or (at != head and at > head):
            continue
        if tree.pos(at) in {"NUM", "X"} or at == head or tree.label(at) == "nummod":
            if word.isdigit() and len(word) < 5:
                return int(word)
            if word in numbers.cardinals:
                return numbers.cardinals[word]
    return None


def _is_plural(tree: Tree, head: int, language: Language) -> bool:
    """Tell whether a noun stands in the plural."""
    word, lemma = tree.word(head), tree.lemma(head)
    if word in language.participants.plural:
        return True
    return tree.pos(head) == "NOUN" and word != lemma and word.endswith("s")


def _is_people(tree: Tree, head: int, language: Language) -> bool:
    """Tell whether a noun, a number or a pronoun stands for people."""
    pos, word = tree.pos(head), tree.word(head)
    if pos == "PRON":
        return word in language.participants.pronouns
    if pos == "NUM":
        return not tree.kids(head, "nummod") and ":" not in word
    name = name_at(tree, head)
    if name is not None and name.kind is NameKind.PERSON:
        return True
    return word in language.harm.unnamed or is_person(kind_of(tree, head, language), language)


def _size(tree: Tree, head: int, language: Language) -> tuple[int, int | None]:
    """Return how many people one noun stands for: (least, most)."""
    if _named(tree, head) is not None or tree.pos(head) == "PROPN":
        return 1, 1
    number = _number(tree, head, language)
    if number is not None:
        return number, number
    return (MANY, None) if _is_plural(tree, head, language) else (1, 1)


def _named(tree: Tree, head: int) -> str | None:
    """Return the person's name in the phrase of a head or apposed to it."""
    for at in (head, *tree.kids(head, "appos", "flat")):
        name = name_at(tree, at)
        if name is not None and name.kind is NameKind.PERSON:
            return " ".join(tree.reading.text[name.start : name.end].split())
    return None


def _deadly(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether a hit or a wound is told as deadly: "fatally shot", "shot dead", "stabbed to death"."""
    kids = tree.kids(at, "advmod", "xcomp", "obl", "acl", "advcl", "amod", "compound", "conj")
    return any(tree.word(i) in language.harm.deadly and _one_of(tree, at, i) is None for i in kids)


def _one_of(tree: Tree, at: int, deadly: int) -> int | None:
    """Return the one for whom alone it was deadly: "four were shot, one fatally", None for all of them."""
    before = deadly - 1
    set_off = any(tree.word(i) == "," for i in range(at + 1, before))
    alone = set_off and tree.pos(before) in {"NOUN", "NUM", "PRON"} and tree.pos(deadly) == "ADV"
    return before if alone else None


def deadly_word(tree: Tree, language: Language) -> int | None:
    """Return the word that speaks of a deadly shooting or the like, whoever died of it; None for none."""
    words = language.harm
    hits = (
        i
        for i in range(tree.sentence.first, tree.sentence.last)
        if words.objects.get(tree.lemma(i)) == "hit" or words.nouns.get(tree.word(i)) == "hit"
    )
    return next((i for i in hits if _deadly(tree, i, language)), None)


def _reflexive(tree: Tree, at: int, head: int, language: Language) -> int:
    """Return the subject where the object is "himself", else the object."""
    if tree.word(head) in language.harm.self:
        subject = subject_of(tree, at, language)
        return head if subject is None else subject
    return head


def _by_verb(tree: Tree, at: int, language: Language) -> Iterator[tuple[str, int]]:
    """Yield (what, head) of the people whom a verb harms."""
    words, lemma = language.harm, tree.lemma(at)
    what = words.objects.get(lemma)
    if what is None and lemma in words.struck and _near_bullets(tree, at, language):
        what = "hit"
    if what is not None:
        yield from _as_object(tree, at, what, language)
    elif lemma in words.subjects and not tree.kids(at, "obj"):
        subject = subject_of(tree, at, language)
        if subject is not None:
            yield words.subjects[lemma], subject
    elif lemma in words.turning and any(tree.word(i) in words.self for i in tree.kids(at, "obl", "nmod")):
        subject = subject_of(tree, at, language)
        if subject is not None:
            yield "killed", subject
    elif lemma in words.suffering or lemma in words.fighting or lemma in words.taking:
        yield from _by_object(tree, at, language)
    if what is None and lemma in words.carrying:
        yield from _carried(tree, at, language)


def _holds(tree: Tree, held: Sequence[int], words: frozenset[str]) -> bool:
    """Tell whether one of some words is one of a kind."""
    return any(tree.lemma(i) in words or tree.word(i) in words for i in held)


def _by_object(tree: Tree, at: int, language: Language) -> Iterator[tuple[str, int]]:
    """Yield (what, head) of those who suffer wounds, fight for their life, or whose life is taken."""
    words, lemma = language.harm, tree.lemma(at)
    held, subject = tree.kids(at, "obj", "obl"), subject_of(tree, at, language)
    lives = [i for i in tree.kids(at, "obj") if _holds(tree, (i,), words.lives)]
    if lemma in words.taking:
        for life in lives:
            others = [i for i in tree.kids(life, "nmod") if tree.case(i) == "of"]
            own = lemma in words.losing or _holds(tree, tree.kids(life, "amod"), words.own)
            yield from (("killed", i) for i in others)
            if own and not others and subject is not None:
                yield "killed", subject
    wounds = words.lives if lemma in words.fighting else words.wounds
    if lemma not in words.taking and subject is not None and _holds(tree, held, wounds):
        yield "wounded", subject


def _carried(tree: Tree, at: int, language: Language) -> Iterator[tuple[str, int]]:
    """Yield (what, head) of the people who are taken to a hospital, or treated."""
    held = (
        *tree.kids(at, "obl", "obj"),
        *(i for j in tree.kids(at, "obl") for i in tree.kids(j, "compound")),
    )
    there = [i for i in held if tree.word(i) in language.harm.hospitals]
    if not there and tree.lemma(at) not in language.harm.suffering:
        return
    if is_passive(tree, at):
        subject = subject_of(tree, at, language)
        if subject is not None:
            yield "wounded", subject
    elif there:
        yield from (("wounded", i) for i in tree.kids(at, "obj") if i not in there)


def _as_object(tree: Tree, at: int, what: str, language: Language) -> Iterator[tuple[str, int]]:
    """Yield (what, head) of the people whom a verb harms as its objects, or as subjects of its passive."""
    what = "killed" if what != "killed" and _deadly(tree, at, language) else what
    for i in tree.kids(at, "advmod"):
        alone = _one_of(tree, at, i) if tree.word(i) in language.harm.deadly else None
        if alone is not None:
            yield "killed", alone
    if is_passive(tree, at) or _bare_passive(tree, at, language):
        subject = subject_of(tree, at, language)
        if subject is not None:
            yield what, subject
    else:
        yield from ((what, _reflexive(tree, at, i, language)) for i in tree.kids(at, "obj"))


def _bare_passive(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether a verb is a passive without its auxiliary, as headlines have it ("Man killed in raid")."""
    if tree.kids(at, "obj", "aux", "cop", "ccomp") or not tree.kids(at, "nsubj"):
        return False
    shot = any(tree.case(i) in language.participants.aimed for i in tree.kids(at, "obl"))
    return tree.word(at).endswith(language.harm.participles) and not shot


def _near_bullets(tree: Tree, at: int, language: Language) -> bool:
    """Tell whether the words around a verb speak of shots."""
    low, high = max(tree.sentence.first, at - NEAR), min(tree.sentence.last, at + NEAR)
    return any(tree.word(i) in language.harm.bullets for i in range(low, high))


def _by_state(tree: Tree, at: int, language: Language) -> Iterator[tuple[str, int]]:
    """Yield (what, head) of the people whom an adjective is said of: "was found dead", "left two dead"."""
    what = language.harm.states.get(tree.word(at))
    if what is None:
        return
    above, label = tree.head(at), tree.label(at)
    subjects = tree.kids(at, "nsubj")
    if subjects:
        yield what, subjects[0]
    elif above is not None and label == "amod" and what == "killed":
        yield what, above
    elif above is not None and label in {"xcomp", "advmod", "ccomp", "obj"}:
        held = tree.kids(above, "obj")
        subject = held[0] if held and held[0] != at else subject_of(tree, above, language)
        if subject is not None and language.harm.objects.get(tree.lemma(above)) is None:
            yield what, subject
    elif what == "wounded" and label == "amod" and above is not None and tree.word(above) == "condition":
        yield from ((what, i) for i in _in_condition(tree, above))


def _in_condition(tree: Tree, at: int) -> tuple[int, ...]:
    """Return the people who are "in stable condition": the subject, or the object of an active verb."""
    own, up = tree.kids(at, "nsubj"), tree.head(at)
    if own or up is None:
        return own
    passive = tuple(i for i in tree.kids(up, "nsubj") if tree.label(i).endswith(":pass"))
    return (
        passive
        or tree.kids(up, "obj")
        or (tree.kids(up, "nsubj") if tree.lemma(up) in {"remain", "be"} else ())
    )


def _by_noun(tree: Tree, at: int, language: Language) -> Iterator[tuple[str, int]]:
    """Yield (what, head) of the people to whom a noun belongs: "the death of X", "X's killing"."""
    what = language.harm.nouns.get(tree.lemma(at)) or language.harm.nouns.get(tree.word(at))
    what = what or ("wounded" if tree.lemma(at) in language.harm.wounds else None)
    if what is None:
        return
    what = "killed" if what != "killed" and _deadly(tree, at, language) else what
    above = tree.head(at)
    if tree.case(at) == "with" and tree.lemma(at) in language.harm.wounds and above is not None:
        yield from _with_wounds(tree, at, above)
        return
    if any(tree.word(i) in language.harm.attempted for i in tree.kids(at, "amod", "compound")):
        return
    if what == "hit" and tree.label(at) == "compound" and above is not None:
        return  # "the shooting death of X" tells it with "death"
    for i in tree.kids(at, "nmod"):
        if tree.label(i) == "nmod:poss" or tree.case(i) == "of":
            yield what, i


def _with_wounds(tree: Tree, at: int, above: int) -> Iterator[tuple[str, int]]:
    """Yield (what, head) of the people who are found, or walk in somewhere, "with gunshot wounds"."""
    if tree.label(at).startswith("nmod"):
        yield "wounded", above
    elif tree.label(at).startswith("obl"):
        held = tree.kids(above, "obj") or (() if is_passive(tree, above) else tree.kids(above, "nsubj"))
        yield from (("wounded", i) for i in held)


def find_harmed(tree: Tree, language: Language) -> tuple[Harmed, ...]:
    """Return the people who are said in one sentence to have been killed, wounded or hit, in text order.

    Joined nouns come apart; a number without a noun counts as people. What is denied, planned or supposed
    is not told apart here: the event's realis does.
    """
    found: dict[tuple[str, int], Harmed] = {}
    for at in range(tree.sentence.first, tree.sentence.last):
        pos = tree.pos(at)
        rows: list[tuple[str, int]] = []
        if pos == "VERB":
            rows = [*_by_verb(tree, at, language), *_by_state(tree, at, language)]
        elif pos == "ADJ":
            rows = list(_by_state(tree, at, language))
        if pos in {"NOUN", "PROPN", "VERB"} and not rows:
            rows = list(_by_noun(tree, at, language))
        for what, head in rows:
            for each in members(tree, head):
                counted = tree.label(each) == "nummod" and (what, tree.head(each)) in found
                if (
                    not counted
                    and not (each != head and _is_age(tree, each))
                    and _is_people(tree, each, language)
                ):
                    found.setdefault((what, each), _harmed(tree, what, at, each, language))
    return tuple(sorted(found.values(), key=lambda h: (h.start, h.what)))


def _is_age(tree: Tree, at: int) -> bool:
    """Tell whether a number between commas is the age of the person before it ("his sister, 8, …")."""
    before, after = at - 1, at + 1
    closed = after >= tree.sentence.last or tree.word(after) in {",", ".", "and"}
    return tree.word(at).isdigit() and before > tree.sentence.first and tree.word(before) == "," and closed


def _harmed(tree: Tree, what: str, at: int, head: int, language: Language) -> Harmed:
    """Return the people of one noun."""
    first, last = phrase(tree, head)
    reading = tree.reading
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    low, high = _size(tree, head, language)
    opening = tree.word(first)
    return Harmed(
        what=what,
        at=at,
        start=start,
        end=end,
        low=low,
        high=high,
        name=_named(tree, head),
        age=age_of(reading.text, start, end, language),
        definite=opening in language.participants.definite or tree.pos(head) == "PRON",
        own=any(tree.word(i) in language.harm.self for i in tree.kids(at, "obj", "obl")),
    )


def implied_counts(
    harmed: Sequence[Harmed], trigger: range, counted: Sequence[Count], report_id: str
) -> tuple[Count, ...]:
    """Return the counts that nouns without a number imply: "a man and his son were shot dead" is 2 killed.

    One count for each thing that befell the people of a trigger (its token indices), over all their nouns;
    none where a number in ``counted`` already stands for one of them, or for people spoken of before.
    """
    found: list[Count] = []
    for what in sorted({h.what for h in harmed}):
        rows = [h for h in harmed if h.what == what and h.at in trigger]
        counts = [c for c in counted if any(h.start < c.span.end and c.span.start < h.end for h in rows)]
        if not rows or counts or any(h.definite and h.name is None for h in rows):
            continue
        exact = all(h.high is not None for h in rows)
        low = sum(h.low for h in rows)
        span = Span(report_id, min(h.start for h in rows), max(h.end for h in rows))
        found.append(Count(what=what, low=low, high=low if exact else None, approximate=False, span=span))
    return tuple(found)
