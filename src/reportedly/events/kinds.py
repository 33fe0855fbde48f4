"""The kind of participant that a phrase names: "police", "diplomatic-post", "bomb"."""

from bisect import bisect_left

from reportedly.events.tree import Tree, phrase
from reportedly.language.language import Language
from reportedly.terms.readings import Name, NameKind

PEOPLE = frozenset({NameKind.PERSON, NameKind.GROUP})
_NAMED = {
    NameKind.PERSON: "person",
    NameKind.ORGANISATION: "organisation",
    NameKind.GROUP: "group",
    NameKind.PLACE: "place",
    NameKind.FACILITY: "facility",
}


def _start(name: Name) -> int:
    """Return where a name starts."""
    return name.start


def name_at(tree: Tree, at: int) -> Name | None:
    """Return the name that holds a token, or None."""
    token, names = tree.reading.tokens[at], tree.reading.names
    before = bisect_left(names, token.start + 1, key=_start) - 1
    return names[before] if before >= 0 and token.end <= names[before].end else None


def _word_kind(tree: Tree, at: int, language: Language) -> str | None:
    """Return the kind that one word names."""
    words = language.participants
    for form in (tree.word(at), tree.lemma(at), tree.word(at).removesuffix("s")):
        for table in (words.people, words.weapons, words.targets, words.bodies):
            if form in table:
                return table[form]
    return None


def kind_of(tree: Tree, head: int, language: Language) -> str | None:
    """Return the kind of the phrase around ``head``, None where its words do not tell.

    The head word tells, or where it is bland the most telling of its modifiers; else the kind of name.
    """
    words = language.participants
    if tree.pos(head) == "VERB":
        return None
    own = _word_kind(tree, head, language)
    if own is None or tree.lemma(head) in words.bland:
        first, last = phrase(tree, head)
        found = [_word_kind(tree, i, language) for i in range(first, last) if i != head]
        ranked = [kind for kind in words.rank if kind in found]
        people = [kind for kind in found if kind in words.people.values()]
        if own is not None:
            specific = [kind for kind in ranked if words.rank.index(kind) <= words.rank.index("worship")]
            group = people[:1] if own in words.bodies.values() or tree.lemma(head) == "member" else []
            return (specific or group or [own])[0]
        name = name_at(tree, head)
        if name is not None:
            return (
                (ranked or [_NAMED.get(name.kind, "name")])[0]
                if name.kind is NameKind.FACILITY
                else _NAMED.get(name.kind)
            )
    return own


def is_weapon(kind: str | None, language: Language) -> bool:
    """Tell whether a kind is one of the weapons."""
    return kind is not None and kind in language.participants.weapons.values()


def is_person(kind: str | None, language: Language) -> bool:
    """Tell whether a kind is one of people, one or many."""
    return kind in {"person", "group"} or (kind is not None and kind in language.participants.people.values())
