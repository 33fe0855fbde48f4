"""The line patterns are data; what every one of them must respect."""

from reportedly.language.lines import load_lines

LINES = load_lines("en")


def test_no_pattern_matches_nothing() -> None:
    """A pattern that matches the empty line would swallow every paragraph."""
    for pattern in (LINES.navigation, LINES.notice, LINES.notice_inside, LINES.caption, LINES.caption_close):
        assert pattern.search("") is None
    for pattern in (LINES.byline.opens, LINES.byline.closes, LINES.byline.lines, LINES.dates.time):
        assert pattern.search("") is None


def test_word_sets_are_lower_case() -> None:
    """They are looked up with folded words; a capital would never match."""
    outlet = LINES.outlet
    sets = (LINES.menu, LINES.byline.between, LINES.dateline_nobody, LINES.dateline_never)
    for words in (*sets, outlet.titles, outlet.sections):
        assert all(word == word.casefold() for word in words)


def test_zones_that_mean_several_offsets_are_absent() -> None:
    """CST is Chicago or Shanghai; a guess would move a report by fourteen hours."""
    assert not {"cst", "ist", "bst"} & LINES.dates.zones.keys()
