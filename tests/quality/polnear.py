"""Statements and spans against PolNeAR's development articles."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.terms.readings import Part
from reportedly.terms.statements import Statement
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.pipeline import Heard, hear
from tests.quality.polnear_data import FOLDER, Annotation, Attribution, articles
from tests.quality.spans import Stretch, overlap, pair_off, points, trim

_OPENING, _CLOSING = "\"“„«'‘", "\"”“»'’"
Rows = dict[str, list[Unit]]


def own(statements: Iterable[Statement]) -> list[Attribution]:
    """Return the outermost statements as attributions: PolNeAR marks no attribution inside another."""
    return [
        Attribution(
            tuple((span.start, span.end) for span in each.said),
            ((each.voice.span.start, each.voice.span.end),) if each.voice.span else (),
        )
        for each in statements
        if each.parent is None
    ]


def same_source(gold: Attribution, found: Attribution) -> bool:
    """Tell whether the sources overlap by a half of their union, or neither attribution names one."""
    if not gold.source or not found.source:
        return not gold.source and not found.source
    return overlap(gold.source, found.source) >= 0.5


def pairs(
    gold: Sequence[Attribution], found: Sequence[Attribution], joint: bool
) -> list[tuple[Attribution, Attribution]]:
    """Return one-to-one pairs whose contents overlap by a half of their union, best first.

    ``joint`` admits only pairs with the same source.
    """

    def score(left: Attribution, right: Attribution) -> float:
        return 0.0 if joint and not same_source(left, right) else overlap(left.content, right.content)

    return pair_off(gold, found, score, 0.5)


def is_direct(text: str, content: Sequence[Stretch]) -> bool:
    """Tell whether a content opens and closes with quotation marks, end marks outside them apart."""
    first = text[content[0][0] : content[0][1]].strip()
    last = text[content[-1][0] : content[-1][1]].strip().rstrip(",.;:")
    return len(last) > 1 and first[:1] in tuple(_OPENING) and last[-1:] in tuple(_CLOSING)


def _exact(text: str, gold: Iterable[Stretch], found: Iterable[Stretch]) -> Unit:
    """Return the counts of spans that are equal once punctuation at their edges is trimmed."""
    left = {s for s in (trim(text, each) for each in gold) if s[0] < s[1]}
    right = {s for s in (trim(text, each) for each in found) if s[0] < s[1]}
    return Unit(len(left & right), len(right), len(left))


def _characters(gold: Iterable[Stretch], found: Iterable[Stretch]) -> Unit:
    """Return the counts of code points."""
    left, right = points(tuple(gold)), points(tuple(found))
    return Unit(len(left & right), len(right), len(left))


def _statement_spans(heard: Heard) -> dict[str, list[Stretch]]:
    """Return the sources, cues and contents of the outermost statements."""
    outer = [each for each in heard.statements if each.parent is None]
    return {
        "source": [(each.voice.span.start, each.voice.span.end) for each in outer if each.voice.span],
        "cue": [(each.cue.start, each.cue.end) for each in outer if each.cue],
        "content": [(span.start, span.end) for each in outer for span in each.said],
    }


def compare(text: str, heard: Heard, gold: Annotation) -> dict[str, Unit]:
    """Return the counts of every figure for one article and one annotator."""
    found, units = own(heard.statements), {}
    matched = pairs(gold.attributions, found, joint=False)
    units["statements"] = Unit(len(matched), len(found), len(gold.attributions))
    joint = len(pairs(gold.attributions, found, joint=True))
    units["joint"] = Unit(joint, len(found), len(gold.attributions))
    direct = [each for each in gold.attributions if is_direct(text, each.content)]
    hit = sum(is_direct(text, left.content) for left, _ in matched)
    units["direct"] = Unit(hit, hit, len(direct))
    mine = _statement_spans(heard)
    for part in Part:
        theirs = gold.spans[part.value.capitalize()]
        tags = [(tag.start, tag.end) for tag in heard.reading.tags if tag.part is part]
        units[part.value] = _exact(text, theirs, mine[part.value])
        units[f"tags.{part.value}"] = _exact(text, theirs, tags)
        if part is Part.CONTENT:
            units["characters"] = _characters(theirs, mine["content"])
            units["tags.characters"] = _characters(theirs, tags)
    return units


def weighed(units: Sequence[dict[str, Unit]]) -> dict[str, Unit]:
    """Return the mean over annotators: however many marked an article, it is scored once."""
    share = 1 / len(units)
    return {
        name: Unit(*(share * sum(getattr(each[name], side) for each in units) for side in Unit.__slots__))
        for name in units[0]
    }


def score() -> tuple[Figure, ...]:
    """PolNeAR dev: statements one-to-one, the same with their sources, exact spans, direct quotations.

    ``statements``, ``joint``: F1 of outermost statements, content overlap (intersection over union of code
    points) of a half. ``source``, ``cue``, ``content``: F1 of equal spans of those statements, ``tags.*``
    the same for the reader's own tags; a broken content counts piece by piece. ``characters``: F1 of the code
    points of contents. ``direct``: recall of attributions whose content stands in quotation marks. An article
    marked by several people is scored against each and weighs one.
    """
    rows: Rows = defaultdict(list)
    for article in articles():
        heard = hear(article.name, article.text)
        for name, unit in weighed([compare(article.text, heard, one) for one in article.annotations]).items():
            rows[name].append(unit)
    return tuple(
        figure(name, Shape.RECALL if name == "direct" else Shape.F1, units)
        for name, units in sorted(rows.items(), key=lambda row: row[0].startswith("tags."))
    )


POLNEAR = Measure(name="polnear", data=(FOLDER,), take=score)
