"""The pages of a dossier: their frame, their tables and the links between them."""

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256

from reportedly.export.quoting import escape
from reportedly.terms.ids import identify

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,80}")

STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;"
    "background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #bbb}"
    "h3{font-size:1rem}table{border-collapse:collapse;width:100%;margin:.5rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #ddd;"
    "overflow-wrap:anywhere}th{font-weight:600}blockquote{margin:.5rem 0;padding:.25rem 1rem;"
    "border-left:3px solid #777;white-space:pre-wrap;overflow-wrap:anywhere}"
    "mark{background:#ffe9a8;padding:0 .1em}"
    "code,.at{font:.85rem/1.4 monospace;color:#444;overflow-wrap:anywhere}"
    "section{margin:1.5rem 0;padding-left:1rem;border-left:1px solid #ccc}"
    "@media print{body{margin:0}a{color:inherit}}"
)
"""The style of every page, inside it."""

_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-"
    + b64encode(sha256(STYLE.encode()).digest()).decode()
    + "'"
)


def page(title: str, body: str, *, deep: bool) -> bytes:
    """Return a whole page in UTF-8; ``body`` is HTML, ``title`` any text. ``deep``: one folder down."""
    home = '<p><a href="../index.html">All of this dossier</a></p>' if deep else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body>{home}<main>{body}</main></body></html>\n"
    ).encode()


def file_name(record_id: str) -> str:
    """Return the name of a record's page; an id of other signs than ours gives way to its digest."""
    return f"{record_id if _PLAIN.fullmatch(record_id) else identify('page', record_id)}.html"


def anchor(record_id: str) -> str:
    """Return the name of a place in a page."""
    return file_name(record_id).removesuffix(".html")


def link(folder: str, record_id: str, words: str, *, deep: bool = True, at: str | None = None) -> str:
    """Return a relative link to a record's page, from one folder down or (``deep`` False) the first page."""
    place = f"#{anchor(at)}" if at is not None else ""
    address = f"{'../' if deep else ''}{folder}/{file_name(record_id)}{place}"
    return f'<a href="{address}"><bdi>{escape(words) or "no name"}</bdi></a>'


def rows(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a table of names (any text) and values (HTML); pairs without a value are left out."""
    held = [f"<tr><th>{escape(name)}</th><td>{value}</td></tr>" for name, value in pairs if value]
    return f"<table>{''.join(held)}</table>" if held else ""


def table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a table with these heads (any text) and cells (HTML)."""
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def listed(texts: Iterable[str]) -> str:
    """Return texts as a list, "" where there is none."""
    items = "".join(f"<li><bdi>{escape(each)}</bdi></li>" for each in texts)
    return f"<ul>{items}</ul>" if items else ""
