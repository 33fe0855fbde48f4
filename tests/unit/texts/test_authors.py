"""Who signs a page: persons without posts, employers, degrees and dates."""

import json

import pytest

from reportedly.reports.makers import PAGE
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.texts.authors import read_signed
from reportedly.texts.label import label

from .making import ENGLISH, report

BODY = "The ferry between Riverton and Northbank was halted on Friday after a storm had damaged the pier."


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Ann Example and Bo Sample", ("Ann Example", "Bo Sample")),
        ("ANN EXAMPLE AND BO SAMPLE", ("ANN EXAMPLE", "BO SAMPLE")),
        ("Ann Example, AP Sports Writer", ("Ann Example",)),
        ("Ann Example Staff Writer", ("Ann Example",)),
        ("Ann Example, Political Editor, and Bo Sample, Crime Reporter", ("Ann Example", "Bo Sample")),
        ("Ann Example in Kyiv and Bo Sample in Berlin", ("Ann Example", "Bo Sample")),
        ("Ann Example, MS, RD", ("Ann Example",)),
        ("Ann Example | Special to the Post", ("Ann Example",)),
        ("Ann Example Associated Press", ("Ann Example",)),
        ("Written by Ann Example on Nov 3, 2020", ("Ann Example",)),
        ("Ann Example ann@river.example(509) 555-0100", ("Ann Example",)),
        ("Ann Example @annexample", ("Ann Example",)),
        ("Von Anna Beispiel und Max Muster", ("Anna Beispiel", "Max Muster")),
        ("Par Anne Modèle (avec AFP)", ("Anne Modèle",)),
        ("Por Ana Ejemplo, Madrid", ("Ana Ejemplo",)),
        ("Текст: Анна Примерова", ("Анна Примерова",)),
        ("Ali al-Mithal", ("Ali al-Mithal",)),
        ("Von Miller", ("Von Miller",)),
        ("Reuters", ("Reuters",)),
        ("By The Associated Press", ("The Associated Press",)),
        ("Staff Reports", ("Staff Reports",)),
        ("River Post", ("River Post",)),
        ("admin", ()),
        ("Posted by", ()),
        ("", ()),
    ],
)
def test_a_byline_names_persons_and_a_desk_only_without_them(words: str, names: tuple[str, ...]) -> None:
    """Who wrote a report is compared and counted by name; "AP Sports Writer" is no second author."""
    assert read_signed(words, "River Post", ENGLISH).names == names


def page(given: list[str], basis: str, shown: list[str], byline: str = "") -> Report:
    """Return a labelled page whose data name these authors, with these marked near its headline."""
    lines = [("Ferry halted", Role.HEADLINE), *([(byline, Role.NAVIGATION)] if byline else [])]
    lines.append((BODY, Role.PARAGRAPH))
    blocks, at = [], 0
    for words, role in lines:
        blocks.append(Block(role, Span("report-1", at, at + len(words))))
        at += len(words) + 1
    extra = {
        "byline_as_written": json.dumps(given),
        "byline_basis": json.dumps(basis),
        "byline_shown": json.dumps(shown),
    }
    bare = report("\n".join(words for words, _ in lines), outlet="River Post")
    return label(
        Report(
            **{
                name: getattr(bare, name)
                for name in bare.__slots__
                if name not in ("media_type", "blocks", "byline", "extra")
            },
            media_type=PAGE,
            blocks=tuple(blocks),
            byline=", ".join(given) or None,
            extra=tuple(sorted(extra.items())),
        ),
        ENGLISH,
    )


@pytest.mark.parametrize(
    ("given", "basis", "shown", "byline"),
    [
        (["Ann Example"], "json-ld author", ["Bo Sample"], "Ann Example"),
        (["Ann Example"], "json-ld author", ["Ann Example", "Bo Sample"], "Ann Example, Bo Sample"),
        (["River Post"], "json-ld author", ["Ann Example"], "Ann Example"),
        (["Cy Uploader"], "meta author", ["Ann Example"], "Ann Example"),
        (["Ann Example", "Reuters"], "json-ld author", [], "Ann Example, Reuters"),
        (["Ann Example", "River Post"], "json-ld author", [], "Ann Example"),
        (["Reuters"], "json-ld author", [], "Reuters"),
    ],
)
def test_what_a_page_shows_completes_what_its_data_say(
    given: list[str], basis: str, shown: list[str], byline: str
) -> None:
    """Data name the first author alone, the site, or who uploaded the page; readers see who signed it."""
    assert page(given, basis, shown).byline == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ann Example, Bo Sample and Cy Lens", "Ann Example, Bo Sample, Cy Lens"),
        ("Von Anna Beispiel publiziert am 25. September 2018", "Anna Beispiel"),
        ("05/10/2018 - Publicado por: Ana Ejemplo - Categoria: Porto", "Ana Ejemplo"),
        ("September 10, 2018 | by Ann Example", "Ann Example"),
        ("By Any Means Necessary the harbour will open, he wrote.", None),
    ],
)
def test_a_line_beside_the_headline_signs_a_page_without_data(line: str, byline: str | None) -> None:
    """Small sites have neither JSON-LD nor classes; the words "by" and a name are all there is."""
    assert page([], "", [], line).byline == byline
