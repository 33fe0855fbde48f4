"""Reports of our own writing for the tests of this room."""

from reportedly.language.language import Language, load_language
from reportedly.terms.reports import Report
from reportedly.texts.label import label

ENGLISH: Language = load_language("en")


def report(
    text: str, *, title: str | None = None, outlet: str | None = None, url: str | None = None
) -> Report:
    """Return an unlabelled report of this text."""
    return Report(
        id="report-1",
        uri="a.txt",
        outlet=outlet,
        url=url,
        title=title,
        byline=None,
        published=None,
        language=None,
        media_type="text/plain",
        encoding="utf-8",
        fetched_at=None,
        raw_sha256="",
        text=text,
    )


def labelled(text: str, *, title: str | None = None) -> list[tuple[str, str]]:
    """Return (role, words) for every block of a text."""
    found = label(report(text, title=title), ENGLISH)
    return [(block.role.value, text[block.span.start : block.span.end]) for block in found.blocks]


def roles(text: str, *, title: str | None = None) -> list[str]:
    """Return the role of every block of a text."""
    return [role for role, _ in labelled(text, title=title)]
