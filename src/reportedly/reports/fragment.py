"""A piece of HTML as plain lines."""

from html import unescape

from reportedly.reports.lines import TooComplexError, page_lines

_LONGEST = 4 * 1024 * 1024


def html_text(fragment: str) -> str:
    """Return the words of a piece of HTML, a line for each block; text without tags keeps its lines."""
    fragment = fragment[:_LONGEST]
    if "<" not in fragment:
        lines = (" ".join(line.split()) for line in unescape(fragment).splitlines())
        return "\n".join(line for line in lines if line)
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(f"<div>{fragment}</div>".encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    try:
        return "\n".join(line.words for line in page_lines(root))
    except TooComplexError:
        return " ".join(root.text_content().split())
