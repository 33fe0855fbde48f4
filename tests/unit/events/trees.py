"""Readings with trees made by hand: a token is ``word/POS/label>head``, heads counted from 0 a sentence."""

from reportedly.events.tree import Tree, tree_of
from reportedly.readings.lemmas import lemma_of
from reportedly.terms.readings import Name, NameKind, Reading, Sentence, Token
from reportedly.terms.spans import Role


def treed(*marked: str, people: tuple[str, ...] = (), bodies: tuple[str, ...] = ()) -> Reading:
    """Return the reading of sentences in which every token carries its part of speech, label and head.

    ``people`` and ``bodies`` are the words that stand as names of persons and of organisations.
    """
    text = ""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for row in marked:
        first, opened = len(tokens), len(text) + bool(text)
        for given in row.split():
            word, pos, rest = given.rsplit("/", 2)
            label, _, head = rest.partition(">")
            text += "" if not text or word in {",", ".", "'s"} else " "
            start = len(text)
            text += word
            tokens.append(Token(start, len(text), lemma_of(word, "en"), pos, first + int(head), label))
        sentences.append(Sentence(opened, len(text), Role.PARAGRAPH, first, len(tokens)))
    kinds = {**dict.fromkeys(people, NameKind.PERSON), **dict.fromkeys(bodies, NameKind.ORGANISATION)}
    names = [
        Name(kind, at, at + len(words))
        for words, kind in kinds.items()
        for at in range(len(text))
        if text.startswith(words, at)
    ]
    return Reading(
        report_id="r",
        text=text,
        reader="hand",
        sentences=tuple(sentences),
        tokens=tuple(tokens),
        names=tuple(sorted(names, key=lambda name: name.start)),
        tags=(),
    )


def tree(marked: str, people: tuple[str, ...] = (), bodies: tuple[str, ...] = ()) -> Tree:
    """Return the tree of one marked sentence."""
    reading = treed(marked, people=people, bodies=bodies)
    found = tree_of(reading, reading.sentences[0])
    assert found is not None
    return found


def trees(*marked: str, people: tuple[str, ...] = ()) -> list[Tree]:
    """Return the trees of several marked sentences of one reading."""
    reading = treed(*marked, people=people)
    return [found for each in reading.sentences if (found := tree_of(reading, each)) is not None]
