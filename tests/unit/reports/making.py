"""Inputs of our own writing, in the formats that people have."""

import gzip
import io
import zipfile

from reportedly.reports.kinds import Limits
from reportedly.reports.read import read_source
from reportedly.terms.reports import Arrival, Origin, Problem, Report
from reportedly.terms.spans import Role

PAGE = """<!doctype html><html lang="en"><head><title>Ferry halted after storm | River Post</title>
<link rel="canonical" href="https://riverpost.example/ferry">
<meta property="og:site_name" content="River Post">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
"headline": "Ferry halted after storm",
"datePublished": "2021-06-04T08:15:00+03:00",
"dateModified": "2021-06-04T10:00:00+03:00",
"author": [{"@type": "Person", "name": "Ann Example"}, {"name": "Bo Sample"}],
"publisher": {"name": "River Post"}}]}</script></head>
<body class="has-caption"><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<main><h1>Ferry halted after storm</h1>
<h2 class="standfirst">Harbour master expects no sailings before Monday</h2>
<p class="byline">By <a rel="author" href="/ann">Ann Example</a></p>
<figure><img src="a.jpg">
<figcaption>The ferry at its pier. <span class="credit">Photo: Cy Lens</span></figcaption></figure>
<p>RIVERTON (Reuters) - The ferry between Riverton and Northbank was halted on Friday after a storm
damaged the pier, the harbour master said.</p>
<aside class="pullquote"><p>We will not sail before Monday</p></aside>
<p>“We will not sail before Monday,” the harbour master, Carl Stern, told reporters. He said that two
people had been injured when a rope broke, and that both were in hospital.</p>
<blockquote class="twitter-tweet"><p>No ferry today, please use the bridge instead.</p>&mdash;
Riverton Harbour (@rivharbour)
<a href="https://twitter.com/rivharbour/status/1?src=x">June 4, 2021</a></blockquote>
<p><a href="/storms">READ MORE: Ten storms that shook the coast</a></p>
<p>The company said that it would pay back all tickets that had been sold for the weekend, and asked
travellers to be patient until the pier had been inspected.</p></main>
<footer><p>© 2021 River Post. All rights reserved.</p></footer>
<script>var x = "never shown";</script></body></html>
"""


def read(raw: bytes, name: str = "page.html", limits: Limits | None = None) -> list[Arrival | Problem]:
    """Return all that reading these bytes under this name yields."""
    return list(read_source(io.BytesIO(raw), Origin(uri=name), limits or Limits()))


def reports(found: list[Arrival | Problem]) -> list[Report]:
    """Return the reports alone; a problem among them fails the test."""
    assert all(isinstance(one, Arrival) for one in found), found
    return [one.report for one in found if isinstance(one, Arrival)]


def problems(found: list[Arrival | Problem]) -> list[str]:
    """Return the kinds of the problems alone."""
    return [one.kind for one in found if isinstance(one, Problem)]


def words_of(report: Report, role: Role) -> list[str]:
    """Return the words of the blocks with a role."""
    spans = [block.span for block in report.blocks if block.role is role]
    return [report.text[span.start : span.end] for span in spans]


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return packed.getvalue()


def warc(*records: tuple[str, bytes, str], status: int = 200) -> bytes:
    """Return an archive of responses (address, body, media type), each packed as crawlers pack them."""
    parts = []
    for number, (url, body, media_type) in enumerate(records):
        http = f"HTTP/1.1 {status} OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        block = http.encode() + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Target-URI: {url}\r\nWARC-Date: 2021-06-05T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        parts.append(gzip.compress(head.encode() + block + b"\r\n\r\n", mtime=0))
    return b"".join(parts)


def pdf(words: str) -> bytes:
    """Return a PDF of one page with these words as its text layer."""
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
