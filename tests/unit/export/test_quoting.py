"""Quotations in pages."""

import html
import re

from reportedly.export.quoting import Mark, escape, quoted, visible, window

TEXT = "First line.\nThe dam <held>, the mayor said.\nLast line."


def bare(markup: str) -> str:
    """The words that a reader sees."""
    return html.unescape(re.sub("<[^>]*>", "", markup))


def test_a_quotation_keeps_every_word() -> None:
    """Marks that overlap must not double, drop or reorder a letter."""
    marks = [Mark(16, 25, "a"), Mark(20, 30, "b"), Mark(0, len(TEXT), "c")]
    made = quoted(TEXT, 12, 43, marks)

    assert bare(made) == TEXT[12:43]
    assert '<mark title="a, b, c">' in made


def test_marks_outside_are_not_shown() -> None:
    """A mark elsewhere in the report says nothing of this line."""
    assert quoted(TEXT, 0, 11, [Mark(12, 15, "x")]) == "First line."


def test_a_window_is_the_line_around_the_words() -> None:
    """Enough to understand the words, and not the whole report."""
    assert TEXT[slice(*window(TEXT, 20, 24))] == "The dam <held>, the mayor said."
    assert window("a" * 5000, 2000, 2010, around=100) == (1900, 2110)


def test_nothing_is_hidden() -> None:
    """Signs without a width, and signs that turn the line around, are written by their number."""
    assert visible("a\u202eb\u200bc\x00d\ufeffe") == "a⟨U+202E⟩b⟨U+200B⟩c⟨U+0000⟩d⟨U+FEFF⟩e"
    assert visible("نص עברית 你好 é\n\t") == "نص עברית 你好 é\n\t"
    assert escape('<a href="x">\u2066') == "&lt;a href=&quot;x&quot;&gt;⟨U+2066⟩"
