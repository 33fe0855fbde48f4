"""What the lines of a news page are besides running text: menus, notices, captions, credits, dates."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reportedly.language.line_weights import LineWeights, load_line_weights
from reportedly.language.tables import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Bylines:
    """How a line names its authors; word sets in lower case."""

    opens: re.Pattern[str]
    between: frozenset[str]
    never: frozenset[str]
    closes: re.Pattern[str]
    lines: re.Pattern[str]
    authors: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """How a line states a date. ``zones`` gives minutes east of Greenwich, keys in lower case.

    ``noise`` matches what may stand beside the date in a line that states nothing else,
    ``noise_close`` as much of it as ends a line.
    """

    forms: tuple[re.Pattern[str], ...]
    time: re.Pattern[str]
    noise: re.Pattern[str]
    noise_close: re.Pattern[str]
    changed: re.Pattern[str]
    months: Mapping[str, int]
    zones: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLines:
    """Lines that say who publishes a page or whose work it carries; each pattern has the group "outlet".

    ``agency`` ends a name whose text others print, ``titles`` any outlet's; ``sections`` (lower case) are
    parts of a site and places, never its name.
    """

    mirror: tuple[re.Pattern[str], ...]
    copyright: tuple[re.Pattern[str], ...]
    source: tuple[re.Pattern[str], ...]
    signature: tuple[re.Pattern[str], ...]
    contributed: tuple[re.Pattern[str], ...]
    followed: tuple[re.Pattern[str], ...]
    company: re.Pattern[str]
    agency: re.Pattern[str]
    titles: frozenset[str]
    sections: frozenset[str]
    platforms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The line patterns of one language. All but ``*_inside`` and ``*_close`` are tried at a line's start.

    ``tail`` matches whole lines that head what stands on a page after its article: comments, other articles.
    A line without one of ``notice_inside_words`` (lower case) is not asked about ``notice_inside``.
    """

    menu: frozenset[str]
    navigation: re.Pattern[str]
    tail: re.Pattern[str]
    notice: re.Pattern[str]
    notice_inside: re.Pattern[str]
    notice_inside_words: tuple[str, ...]
    caption: re.Pattern[str]
    caption_close: re.Pattern[str]
    byline: Bylines
    dates: DateWords
    dateline_nobody: frozenset[str]
    dateline_never: frozenset[str]
    outlet: OutletLines
    learned: LineWeights


def load_lines(code: str) -> Lines:
    """Return the line patterns of ``language/<code>/lines.toml``; months and weekdays are its calendar's."""
    table = read_table(code, "lines")
    return Lines(
        menu=frozenset(table["menu"]),
        navigation=_any(table["navigation"]),
        tail=re.compile(rf"\W*(?:{'|'.join(table['tail'])})\W*$", re.IGNORECASE),
        notice=_any(table["notice"]),
        notice_inside=_any(table["notice_inside"]),
        notice_inside_words=tuple(table["notice_inside_words"]),
        caption=_any(table["caption"]),
        caption_close=_any(table["caption_close"], close=True),
        byline=Bylines(
            opens=_words(table["byline"]["opens"]),
            between=frozenset(table["byline"]["between"]),
            never=frozenset(table["byline"]["never"]),
            closes=_any(table["byline"]["closes"], close=True),
            lines=_any(table["byline"]["lines"]),
            authors=_any([table["byline"]["authors"]]),
        ),
        dates=_load_dates(code),
        dateline_nobody=frozenset(table["dateline"]["nobody"]),
        dateline_never=frozenset(table["dateline"]["never"]),
        outlet=_load_outlet_lines(code),
        learned=load_line_weights(code),
    )


def _load_dates(code: str) -> DateWords:
    table, words = read_table(code, "lines")["dates"], read_table(code, "calendar")["words"]
    months = {name: number for name, number in words["month"].items() if name.isalpha()}
    month = "|".join(sorted(months, key=lambda name: (-len(name), name)))
    zone = "|".join(sorted(table["zones"], key=lambda name: (-len(name), name)))
    forms = [rf"(?<![\w/.-]){form}(?!(?!T\d)\w|/)".replace("MONTH", month) for form in table["forms"]]
    time = rf"(?:(?<![\w:.])|T){table['time']}(?!\w)".replace("ZONE", zone)
    labels = [*table["labels"], *table["changed"]]
    weekdays = "|".join(sorted(words["weekday"], key=lambda name: (-len(name), name)))
    named = "|".join(re.escape(label) for label in sorted(labels, key=lambda name: (-len(name), name)))
    other_zones = "|".join(sorted({*words["zone"], "et", "pt", "ct", "local time", "am", "pm", "hrs"}))
    noise = rf"\b(?:{named}|{weekdays}|{other_zones})\b\.?|\bT(?=\W|$)|[\s,.:;|/·•()\[\]@–—-]+"
    return DateWords(
        forms=tuple(re.compile(form, re.IGNORECASE) for form in forms),
        time=re.compile(time, re.IGNORECASE),
        noise=re.compile(noise, re.IGNORECASE),
        noise_close=re.compile(rf"(?:{noise})+$", re.IGNORECASE),
        changed=re.compile(
            rf"\b(?:{'|'.join(re.escape(words) for words in table['changed'])})\W*(?:(?:{weekdays})\W*)?$",
            re.IGNORECASE,
        ),
        months=months,
        zones=dict(table["zones"]),
    )


def _load_outlet_lines(code: str) -> OutletLines:
    table = read_table(code, "lines")["outlet"]
    company = "|".join(re.escape(word) for word in table["company"])
    return OutletLines(
        mirror=_each(table["mirror"]),
        copyright=_each(table["copyright"]),
        source=_each(table["source"]),
        signature=_each(table["signature"]),
        contributed=_each(table["contributed"]),
        followed=_each(table["followed"]),
        company=re.compile(rf"(?:(?:^|[\s,.]+)(?:{company}))+[\s.]*$", re.IGNORECASE),
        agency=_any(table["agency"], close=True),
        titles=frozenset(table["titles"]),
        sections=frozenset({*table["sections"], *_place_names(code)}),
        platforms=frozenset(table["platforms"]),
    )


def _place_names(code: str) -> Iterable[str]:
    table = read_table(code, "places")
    for names in table["countries"].values():
        yield from (name.casefold() for name in names)
    for kind in ("provinces", "regions", "sites"):
        for name, row in table[kind].items():
            yield from (form.casefold() for form in (name, *row.get("also", ())))


def _words(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(re.escape(word) for word in ordered)})(?!\w)\s*:?\s*", re.IGNORECASE)


def _each(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _any(patterns: Iterable[str], *, close: bool = False) -> re.Pattern[str]:
    joined = "|".join(patterns)
    return re.compile(rf"(?:{joined})\s*$" if close else joined, re.IGNORECASE)
