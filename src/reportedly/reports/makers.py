"""What makes the text of a report out of bytes that do not hold it as it is."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version

PAGE = "text/html"
PDF = "application/pdf"
LETTER = "message/rfc822"
FEED = "application/feed+json"
TABLE = "text/csv"


@cache
def maker(media_type: str) -> str | None:
    """Return what makes texts of this media type here ("page/2 libxml2 2.14.6"), None where none is made.

    The first number changes whenever our own part comes to make other texts of the same bytes.
    """
    if media_type == PAGE:
        from lxml.etree import LIBXML_VERSION

        return f"page/2 libxml2 {'.'.join(map(str, LIBXML_VERSION))}"
    if media_type == PDF:
        return f"pdf/1 pypdf {_version('pypdf')}"
    return {LETTER: "letter/1", FEED: "feed/1", TABLE: "table/1"}.get(media_type)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
