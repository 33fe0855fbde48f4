"""Lines of scraped pages against labels: what each line of a naive text is, at unseen publishers."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from train.line_labels import LABELS, read

from reportedly.language.language import Language, load_language
from reportedly.run.analysis import LANGUAGE
from reportedly.terms.spans import BODY, Role
from reportedly.texts.blocks import find_blocks
from tests.quality.measure import Figure, Measure, Shape, Unit, figure
from tests.quality.shared import SHARED

DATA = SHARED / "data"
NEAR = 12
"""Lines before and after the article that a close cut keeps."""

_OTHER = dict.fromkeys((Role.NOTICE, Role.QUOTED, Role.PULL_QUOTE), Role.NAVIGATION)
_ENDS = re.compile(r"[.!?…][\"”’'»)\]]*$")
_LOWER = re.compile(r"\b[^\W\d_A-Z]\w*")


def found_roles(lines: Sequence[str], language: Language) -> list[Role]:
    """Return the role of each line as plain text gets it; a paragraph's where a dateline opens it."""
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    roles = [Role.NAVIGATION] * len(lines)
    for block in find_blocks("page", "\n".join(lines), None, language):
        first = bisect_right(starts, block.span.start) - 1
        last = bisect_right(starts, block.span.end - 1) - 1
        roles[first : last + 1] = [_OTHER.get(block.role, block.role)] * (last + 1 - first)
    return roles


def holds_sentence(line: str) -> bool:
    """Say whether a line ends as a sentence and has at least four words, half of them in lower case."""
    words = line.split()
    return len(words) >= 4 and _ENDS.search(line) is not None and 2 * len(_LOWER.findall(line)) >= len(words)


def judge(lines: Sequence[str], roles: Sequence[Role], language: Language) -> Counter[str]:
    """Return counts for one text: lines, right, body lines and sentences, and how many of them are lost."""
    counts: Counter[str] = Counter()
    for line, wanted, found in zip(lines, roles, found_roles(lines, language), strict=True):
        counts["lines"] += 1
        counts["right"] += wanted is found
        counts["apart"] += (wanted in BODY) is (found in BODY)
        if wanted in BODY:
            counts["body"] += 1
            counts["body lost"] += found not in BODY
            counts["sentences"] += holds_sentence(line)
            counts["sentences lost"] += holds_sentence(line) and found not in BODY
    return counts


def score() -> tuple[Figure, ...]:
    """Lines of saved pages, as a naive scraper gives them: the share whose role is the labelled one.

    Seven roles: headline, subheading, paragraph, byline, dateline, caption, and the rest (menus, notices,
    posts, pull quotes) as one. Labels follow from the marked article text and the page's markup
    (``train/line_labels.py``), which the text does not show; they are no person's judgement line by line.
    Publishers are those that ``train/lines.py`` never sees. Every line weighs the same; ``roles.pages``
    lets every page weigh the same, ``roles.near`` takes only the article and twelve lines to either side,
    ``read`` asks only whether a line is read for statements or not. ``lost`` counts the full sentences of
    articles that are taken for something that is not read.
    """
    language = load_language(LANGUAGE)
    whole: list[Counter[str]] = []
    near: list[Counter[str]] = []
    for page in read(DATA):
        if not page.held or not page.lines:
            continue
        whole.append(judge(page.lines, page.roles, language))
        own = [at for at, role in enumerate(page.roles) if role is not Role.NAVIGATION]
        cut = slice(max(min(own, default=0) - NEAR, 0), max(own, default=len(page.lines)) + NEAR + 1)
        near.append(judge(page.lines[cut], page.roles[cut], language))
    return (
        figure("roles", Shape.RECALL, _units(whole, "right", "lines"), f"{len(whole)} pages"),
        figure("roles.pages", Shape.RECALL, [Unit(each["right"] / each["lines"], 1, 1) for each in whole]),
        figure("roles.near", Shape.RECALL, _units(near, "right", "lines")),
        figure("read", Shape.RECALL, _units(whole, "apart", "lines")),
        figure("body", Shape.RECALL, [Unit(c["body"] - c["body lost"], 0, c["body"]) for c in whole]),
        figure("lost", Shape.FAULTS, [Unit(0, c["sentences lost"], 0) for c in whole]),
    )


def _units(counts: Sequence[Counter[str]], right: str, every: str) -> list[Unit]:
    return [Unit(each[right], each[every], each[every]) for each in counts]


LINES = Measure(name="lines", data=(DATA / "pages" / "html", LABELS), take=score)
