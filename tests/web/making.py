"""Records for the pages, a server in a process of its own, and what the tests ask a browser."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reportedly.run.ingest import read_into
from reportedly.run.sources import expand
from reportedly.store.record import close_record, open_record

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)

SCRIPT = "<script>document.title='owned'</script>"
OVERRIDE = "\u202e"
HOSTILE = [
    {
        "uri": "javascript:alert(1)",
        "outlet": "=HYPERLINK(\"http://tollkeeper.example\")",
        "title": f"Gunmen attack {SCRIPT} depot{OVERRIDE}",
        "published": "2025-05-20T10:00:00Z",
        "text": f"Gunmen attack {SCRIPT} depot{OVERRIDE}\n\n"
        f"Gunmen attacked a fuel depot in Basra on Monday, killing two guards, {SCRIPT} governor Sami Dabbagh"
        f" said. \"Nobody <b onmouseover='x'>saw</b> them come{OVERRIDE},\" he said. {{{{ 7 * 7 }}}}\n",
    },
    {
        "uri": "https://nahrayn.example/1",
        "outlet": "صحيفة النهرين",
        "title": "انفجار قرب جسر في بغداد",
        "published": "2025-05-21T08:00:00Z",
        "language": "ar",
        "text": "انفجار قرب جسر في بغداد\n\nقال مسؤول إن انفجارا وقع قرب جسر في بغداد يوم الثلاثاء.\n",
    },
]  # fmt: skip
"""Reports of our own writing that a page must show and never obey."""

LATER = {
    "uri": "https://later.example/1",
    "outlet": "Harbour Post",
    "title": "Dockers walk out at Faw",
    "published": "2025-05-28T08:00:00Z",
    "text": "Dockers walk out at Faw\n\nDockers walked out at the port of Faw on Tuesday, union leader Rima"
    " Haddad said.\n",
}
"""A report that arrives while the server runs."""


def read_examples(path: Path) -> None:
    """Read the examples into a fresh record."""
    record = open_record(path, create=True)
    read_into(record, expand([str(EXAMPLES)]), now=NOW)
    close_record(record)


def read_more(path: Path, reports: list[dict[str, str]]) -> None:
    """Read reports of our own into a record, by way of a file beside it."""
    lines = path.with_suffix(".jsonl")
    lines.write_text("\n".join(json.dumps(report) for report in reports) + "\n", encoding="utf-8")
    record = open_record(path, create=False)
    read_into(record, expand([str(lines)]), now=NOW)
    close_record(record)


def copied(path: Path, folder: Path) -> Path:
    """Return a copy of a record in a folder of its own."""
    return Path(shutil.copy(path, folder / path.name))


@contextmanager
def served(path: Path, *options: str) -> Iterator[str]:
    """Yield the address of a server on this record; it is stopped as Ctrl-C stops it."""
    command = [sys.executable, "-m", "reportedly", "serve", "--into", str(path), "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found is not None, line
        yield found[0].rstrip("/")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)
        process.stdout.close()


def token_in(page: str) -> str:
    """Return the token of the forms on a page."""
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of every page that needs an id, on the record of the examples."""

    story: str
    report: str
    compare: str
    incident: str

    @property
    def pages(self) -> dict[str, str]:
        """Every page by name."""
        return {
            "home": "/",
            "stories": "/stories",
            "story": self.story,
            "report": self.report,
            "compare": self.compare,
            "statements": "/statements",
            "register": "/register",
            "tally": "/register/tally?by=type&by=place",
            "timeline": "/register/timeline",
            "map": "/register/map",
            "incident": self.incident,
            "search": "/search?words=embassy",
            "sources": "/sources",
            "review": "/review",
            "review one": self.incident.replace("/incidents/", "/review/"),
            "export": "/export",
            "log": "/log",
            "log of rules": "/log/rules",
            "api": "/api",
            "problem": "/nowhere",
        }
