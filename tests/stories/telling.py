"""Tiny stories told to a fresh record, and ways of looking at what it then holds."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from reportedly.register.comparison import Comparison
from reportedly.register.stories import stories
from reportedly.run.questions import comparison_of, find_report
from reportedly.store.copies import copies
from reportedly.store.incidents import incidents
from reportedly.store.record import close_record, open_record, reading
from reportedly.store.reports import reports
from reportedly.terms.events import HAPPENED
from reportedly.terms.names import fold_name
from reportedly.terms.reports import Report
from tests.stories.expected import Fields, Read, read_all

Found = TypeVar("Found")
Tell = Callable[..., Read]
"""Takes reports (the text of a file, or a record made by ``by``) and returns what reading them gives."""


def by(outlet: str, *paragraphs: str, published: str | None = None, title: str | None = None) -> Fields:
    """Return a record for ``records.jsonl``: what an outlet printed, undated by default."""
    slug = re.sub(r"\W+", "-", outlet.lower())
    address = f"https://{slug}.example/{re.sub('[^0-9]', '', published or '') or 'undated'}"
    given = {"uri": address, "outlet": outlet, "title": title, "published": published}
    return {key: value for key, value in given.items() if value} | {"text": "\n\n".join(paragraphs)}


def story(folder: Path, *told: str | Fields) -> Read:
    """Return what a fresh record in ``folder`` holds after reading these reports, in this order."""
    names: list[str] = []
    for number, report in enumerate(told):
        name = folder / (f"{number}.txt" if isinstance(report, str) else f"{number}.jsonl")
        text = report if isinstance(report, str) else json.dumps(report, ensure_ascii=False) + "\n"
        name.write_text(text, encoding="utf-8", newline="")
        names.append(str(name))
    found = read_all(names, folder)
    assert (len(found.reports), found.problems, found.faults) == (len(told), [], 0)
    return found


def happened(read: Read, *types: str) -> list[Fields]:
    """Return the events spoken of as having happened, of these types (of any by default)."""
    realis = {each.value for each in HAPPENED}
    return [each for each in read.events if each["realis"] in realis and (not types or each["type"] in types)]


def registered(read: Read, *types: str) -> list[Fields]:
    """Return the incidents in the register, of these types (of any by default)."""
    return [each for each in read.incidents if each["in_register"] and (not types or each["type"] in types)]


def origins(incidents: Iterable[Fields]) -> set[str]:
    """Return the distinct first sources behind incidents, folded, as a tally counts them."""
    return {fold_name(name) for each in incidents for name in each["origins"]}


def saying(read: Read, words: str) -> list[Fields]:
    """Return the statements whose content holds these words."""
    return [each for each in read.statements if words in each["text"]]


def the(found: Sequence[Found]) -> Found:
    """Return the only one; fail on none and on several, showing them."""
    assert len(found) == 1, found
    return found[0]


def compared(folder: Path, left: str, right: str) -> Comparison:
    """Return two reports of the record in ``folder`` side by side."""
    record = open_record(folder / "story.db", create=False)
    pair = [find_report(record, name) for name in (left, right)]
    close_record(record)
    one, other = (each for each in pair if isinstance(each, Report))
    return comparison_of(one, other)


def stories_of(folder: Path) -> list[frozenset[str]]:
    """Return the stories of the record in ``folder``, each as the addresses of its reports."""
    record = open_record(folder / "story.db", create=False)
    with reading(record) as connection:
        kept = tuple(reports(connection))
        found = stories(kept, tuple(copies(connection)), tuple(incidents(connection)))
    close_record(record)
    uris = {report.id: report.uri for report in kept}
    return [frozenset(uris[each] for each in one.report_ids) for one in found]
