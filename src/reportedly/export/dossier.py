"""A dossier: incidents with every quotation, chain, digest and judgement as static pages in one ZIP file.

It opens from the file system without a network or a script: each page carries its own style, links are
relative and lead to pages inside, a policy in each page forbids everything else. The same record and filter
give the same bytes: entries are stored, not compressed, with one fixed time, and listed by name.
``manifest.json`` holds the account of the export and the SHA-256 of each file, ``SHA256SUMS`` the same
digests for ``sha256sum -c``.
"""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from reportedly.export.about import About, about_fields, about_words
from reportedly.export.dossier_cases import Case, case_body
from reportedly.export.dossier_pages import file_name, link, page, rows, table
from reportedly.export.dossier_reports import report_body, report_name
from reportedly.export.quoting import escape
from reportedly.terms.reports import Report

LARGEST = 5_000
"""Incidents in one dossier, which is for reading; a larger choice is for the other formats."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FILE = 0o100644 << 16


class TooMany(Exception):
    """More incidents than a dossier holds; the words say what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """An incident in the list of a dossier."""

    id: str
    title: str
    when: str
    reports: int
    origins: int


def write_dossier(
    title: str,
    cases: Iterable[Case],
    reports: Callable[[Iterable[str]], Iterator[Report]],
    stream: IO[bytes],
    about: Callable[[int], About],
) -> int:
    """Write a dossier of these incidents to a binary stream; return how many there were.

    One case and one report are in memory at a time, and a line of the list for each. ``reports`` yields the
    reports of these ids; ``about`` is asked when all cases are written. Raises TooMany where there are
    more than ``LARGEST``.
    """
    listed: list[Line] = []
    told: dict[str, list[Line]] = {}
    sums: dict[str, str] = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for case in cases:
            if len(listed) == LARGEST:
                raise TooMany(f"a dossier holds at most {LARGEST:,} incidents; narrow the choice down")
            view = case.view
            line = Line(view.id, view.title, case.when, len(view.report_ids), len(view.origins))
            listed.append(line)
            for report_id in sorted(case.report_ids):
                told.setdefault(report_id, []).append(line)
            name = f"incidents/{file_name(view.id)}"
            _add(archive, sums, name, page(view.title, case_body(case), deep=True))
        held: list[tuple[str, str, str]] = []
        for report in reports(sorted(told)):
            beside = [(each.id, each.title) for each in told[report.id]]
            body = report_body(report, beside)
            _add(archive, sums, f"reports/{file_name(report.id)}", page(_named(report), body, deep=True))
            held.append((report.id, _named(report), report.raw_sha256))
        account = about(len(listed))
        _add(archive, sums, "index.html", page(title, _index(title, listed, held, account), deep=False))
        _close(archive, sums, title, account)
    return len(listed)


def _named(report: Report) -> str:
    """Return how a report is called in a list."""
    return ": ".join(each for each in (report_name(report), report.title) if each)


def _close(archive: zipfile.ZipFile, sums: dict[str, str], title: str, about: About) -> None:
    """Add the manifest and the digests, and list the entries by name."""
    manifest = {
        "title": title,
        "export": about_fields(about),
        "files": [{"name": name, "sha256": sums[name]} for name in sorted(sums)],
    }
    _add(archive, sums, "manifest.json", json.dumps(manifest, indent=1).encode() + b"\n")
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
    _add(archive, {}, "SHA256SUMS", lines.encode())
    archive.filelist.sort(key=lambda entry: entry.filename)


def _add(archive: zipfile.ZipFile, sums: dict[str, str], name: str, content: bytes) -> None:
    """Add one file, the same bytes whatever the time and the machine."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = 3, _FILE
    archive.writestr(entry, content)
    sums[name] = sha256(content).hexdigest()


def _index(title: str, listed: list[Line], held: list[tuple[str, str, str]], about: About) -> str:
    """Return the first page: what was asked for, what is inside, what is left out and why."""
    asked = rows([(name, escape(value)) for name, value in about.chosen])
    incidents = table(
        ("Incident", "When", "Reports", "Origins"),
        [
            (
                link("incidents", each.id, each.title, deep=False),
                escape(each.when),
                str(each.reports),
                str(each.origins),
            )
            for each in listed
        ],
    )
    reports = table(
        ("Report", "SHA-256 of its bytes"),
        [
            (link("reports", id_, name, deep=False), f"<code>{escape(digest)}</code>")
            for id_, name, digest in held
        ],
    )
    left = table(("Left out", "Incidents"), [(escape(why), f"{number:,}") for why, number in about.left_out])
    return (
        f"<h1>{escape(title)}</h1><p>{escape(about_words(about))}</p>"
        f"<h2>What was asked for</h2>{asked}"
        f"<h2>Incidents</h2>{incidents}<h2>Reports</h2>{reports}"
        f"<h2>What is left out</h2>{left if about.left_out else '<p>Nothing.</p>'}"
        "<h2>How to check</h2><p>Offsets are code points of a report's stored text, the end exclusive. "
        "<code>sha256sum -c SHA256SUMS</code> checks the files of this dossier; "
        "<code>reportedly verify</code> reads every span again in the record itself.</p>"
    )
