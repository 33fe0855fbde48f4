"""Hostile inputs cost a bounded effort: each is read in a process of its own, within memory and time."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reportedly.run.sources import arrivals, expand
from reportedly.terms.reports import Problem
from tests.unit.reports.making import PAGE, problems, read, warc, zipped

MIB = 1024 * 1024
MOST_MIB = 400
"""What reading one input may take beside the program itself."""

MOST_CPU_S = 100
"""Processor seconds after which the kernel ends the reader; every input here takes a few."""

CHILD = """
import json, resource, sys
from pathlib import Path
from reportedly.reports.read import read_source
from reportedly.terms.reports import Arrival, Origin
from lxml import etree
from trafilatura.core import bare_extraction
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
def peak():  # getrusage would give the size of the process that started this one, where that is larger
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
before = peak()
with open(sys.argv[1], "rb") as file:
    found = [
        "report" if isinstance(one, Arrival) else one.kind
        for one in read_source(file, Origin(uri=sys.argv[2]))
    ]
after = peak()
print(json.dumps({"kinds": sorted(set(found)), "count": len(found), "grown_kib": after - before}))
"""


def page_of(size: int) -> bytes:
    """Return a page of so many bytes of paragraphs."""
    return b"<html><body>" + b"<p>The ferry lay still on Monday.</p>" * (size // 36)


def page_with_pictures(size: int) -> bytes:
    """Return the example page with so many bytes of pictures written into it."""
    return PAGE.encode().replace(b"a.jpg", b"data:image/png;base64," + b"A" * size)


def nested(depth: int) -> bytes:
    """Return a ZIP in a ZIP in a ZIP …, with a member that unpacks to a hundred megabytes innermost."""
    raw = bytes(100 * MIB)
    for level in range(depth):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{level}.zip" if level else "bomb.txt", raw)
        raw = packed.getvalue()
    return raw


def twice_packed() -> bytes:
    """Return a gzip of a gzip of 300 megabytes of one paragraph."""
    return gzip.compress(gzip.compress(b"<p>word</p>" * (300 * MIB // 11), 6), 6)


HOSTILE: dict[str, tuple[str, Callable[[], bytes], list[str]]] = {
    "a page of 50 MB": ("big.html", lambda: page_of(50 * MIB), ["too-large"]),
    "a page with 25 MB of pictures": ("pictures.html", lambda: page_with_pictures(25 * MIB), ["report"]),
    "a page of 50 MB of code": (
        "code.html",
        lambda: b"<html><script>" + b"x=1;" * (50 * MIB // 4) + b"</script><p>The ferry lay still.</p>",
        ["too-large"],
    ),
    "7 MB in one paragraph": (
        "long.html",
        lambda: b"<html><body><p>" + b"some words here " * (7 * MIB // 16),
        ["report"],
    ),
    "elements without end": ("deep.html", lambda: b"<div>" * 300_000 + b"word", ["too-complex"]),
    "attributes without end": (
        "wide.html",
        lambda: b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">word</p>",
        ["too-complex"],
    ),
    "a ZIP of ZIPs of a huge text": ("bombs.zip", lambda: nested(3), ["too-large"]),
    "a ZIP of ZIPs without end": ("bombs.zip", lambda: nested(6), ["bomb"]),
    "a gzip of a gzip of a bomb": ("bomb.html.gz", twice_packed, ["bomb"]),
    "a bomb in a web archive": (
        "bomb.warc.gz",
        lambda: gzip.compress(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: 314572800\r\n\r\n"
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"<p>word</p>" * (300 * MIB // 11)
        ),
        ["broken-archive", "too-large"],
    ),
    "a table of one endless line": ("line.csv", lambda: b"text," * (40 * MIB // 5), ["broken-table"]),
}
"""Hostile inputs: name, bytes, and the kinds of what comes of them."""


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_hostile_input_costs_a_bounded_effort(what: str, tmp_path: Path) -> None:
    """One file out of a million must not take the machine, and the night's run, down."""
    name, make, kinds = HOSTILE[what]
    (tmp_path / name).write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", CHILD, tmp_path / name, name, str(MOST_CPU_S)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["kinds"] == kinds
    assert said["grown_kib"] < MOST_MIB * 1024, said


def test_ten_thousand_broken_files_are_ten_thousand_problems(tmp_path: Path) -> None:
    """A disk that went bad is one folder like any other: every file is named and the good one is read."""
    broken = [b"\x1f\x8b\x08broken", b"PK\x03\x04broken", b"<html", b"{broken", bytes(64), b"%PDF-1.4"[:4]]
    names = ["a.html.gz", "a.zip", "a.html", "a.jsonl", "a.txt", "a.warc"]
    for number in range(10_000):
        part = number % len(names)
        (tmp_path / f"{number:05}-{names[part]}").write_bytes(broken[part] if part != 2 else b"\x00<html\x00")
    (tmp_path / "good.html").write_text(PAGE)

    found = [one for source in expand([str(tmp_path)]) for one in arrivals(source)]

    broken_ones = [one for one in found if isinstance(one, Problem)]
    assert len({one.origin.uri for one in broken_ones}) == len(broken_ones) == 10_000
    assert len(found) - len(broken_ones) == 2


def test_a_truncated_archive_names_the_break_and_keeps_what_came_before() -> None:
    """A download that stopped half way holds whole reports before the cut."""
    page, archive = gzip.compress(PAGE.encode()), warc(("https://a.example/", PAGE.encode(), "text/html"))

    assert problems(read(page[: len(page) // 2], "a.html.gz")) == ["broken-archive"]
    assert problems(read(archive + archive[:200], "a.warc.gz")) == ["broken-archive"]
    assert problems(read(zipped({"a.html": PAGE.encode()})[:-30], "a.zip")) == ["broken-archive"]
