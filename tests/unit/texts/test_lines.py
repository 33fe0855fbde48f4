"""Text scraped with all that a page shows: trained weights tell the article from what stands around it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.terms.spans import BODY, Role
from reportedly.texts.blocks import find_blocks, rule_roles
from reportedly.texts.line_features import around, is_sentence, running_text
from reportedly.texts.lines import is_running, line_shares, sort_lines

from .making import ENGLISH, labelled

MENU = ("Home", "World", "Politics", "Business", "Weather Radar", "Sports Desk", "Arts & Style", "Podcasts")
ARTICLE = (
    "The council closed the old bridge on Monday after engineers had found cracks in two of its pillars.",
    "A new bridge would cost too much, its treasurer told the meeting, and the ferry would run until autumn.",
    "Shopkeepers on the northern bank said that they feared for their trade and asked for a second ferry.",
    "The mayor promised to answer them within a week, when the report of the engineers is to be printed.",
    "Buses will go round by the dam until then, which takes half an hour longer in the morning.",
    "Nobody was hurt, and the police kept people away from the river through the night.",
)
BELOW = ("Most Read", "Harbour Festival Returns", "Ten Walks for Spring", "Choir Wins Prize", "Subscribe Now")
PAGE = (*MENU, "Council shuts old bridge over cracked pillars", "By Ann Example", *ARTICLE, *BELOW)


def test_menus_and_teasers_are_told_from_the_article() -> None:
    """Their words would be read as headings and statements of the report."""
    found = {words: role for role, words in labelled("\n".join(PAGE))}

    assert all(found[line] == "paragraph" for line in ARTICLE)
    assert all(found[line] == "navigation" for line in ("Weather Radar", "Arts & Style", *BELOW[1:4]))
    assert found["By Ann Example"] == "byline"


def test_a_text_without_leftovers_keeps_the_roles_of_the_rules() -> None:
    """The weights know scraped pages; a clean report has nothing that they could tell better."""
    lines = ("Council shuts old bridge", "By Ann Example", *ARTICLE)
    named, roles = rule_roles(lines, None, ENGLISH)

    assert sort_lines(lines, named, roles, ENGLISH) == roles


def test_a_sentence_of_the_article_outlives_any_surroundings() -> None:
    """A sentence that is lost takes what it says out of the record; one too many does less harm."""
    page = (*MENU, *MENU, ARTICLE[0], *MENU, *MENU)
    found = {words: role for role, words in labelled("\n".join(page))}

    assert found[ARTICLE[0]] == "paragraph"


def test_what_is_a_full_sentence() -> None:
    """Titles and labels end with a stop too, and sentences with a quotation mark or a credit."""
    assert is_sentence("He said that the ferry would run.")
    assert is_sentence("“We shall run the ferry until autumn,” she said (Reuters).")
    assert not is_sentence("The Bridge Over The River Example.")
    assert not is_sentence("Read more.")
    assert is_running(
        "after engineers had found cracks in two of the pillars of the bridge over the river near here"
    )


def test_the_running_text_is_the_stretch_with_the_most_sentences() -> None:
    """A teaser that is a sentence must not carry the article's edge into the menu."""
    page = (*MENU, ARTICLE[0], *MENU, *ARTICLE, *BELOW)

    assert running_text(page) == (2 * len(MENU) + 1, 2 * len(MENU) + 1 + len(ARTICLE))
    assert running_text(MENU) == (0, 0)


def test_neighbours_are_seen_as_far_as_there_are_any() -> None:
    """The first line has none before it; a text of one line has none at all."""
    rows = np.array([[1.0], [2.0], [4.0]])
    seen = around(rows)

    assert seen[0, :6].tolist() == [0, 0, 0, 2, 4, 0]
    assert seen[2, :6].tolist() == [0, 1, 2, 0, 0, 0]
    assert not around(rows[:1]).any()


LINES = st.lists(st.one_of(st.sampled_from(PAGE), st.text(max_size=60)), max_size=40)


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_no_text_fails_and_no_sentence_above_the_tail_is_demoted_by_weights(lines: list[str]) -> None:
    """Whatever a scraper gives: a role for each line, and the weights alone take no sentence away."""
    kept = [line.strip() for line in lines if line.strip()]
    named, roles = rule_roles(kept, None, ENGLISH)
    found = sort_lines(kept, named, roles, ENGLISH)
    end = running_text(kept)[1] if kept else 0

    assert len(found) == len(kept)
    assert all(
        new in BODY
        for line, old, new in zip(kept[:end], roles, found, strict=False)
        if old in BODY and is_running(line)
    )
    assert find_blocks("a", "\n".join(kept), None, ENGLISH) == find_blocks(
        "a", "\n".join(kept), None, ENGLISH
    )


def test_shares_are_shares() -> None:
    """The second pass reads the first's shares, so that they must be comparable between texts."""
    named, roles = rule_roles(PAGE, None, ENGLISH)
    shares = line_shares(PAGE, named, roles, ENGLISH.lines.learned)

    assert shares.shape == (len(PAGE), len(ENGLISH.lines.learned.roles))
    assert np.allclose(shares.sum(axis=1), 1)
    assert {Role(name) for name in ENGLISH.lines.learned.roles} >= {Role.PARAGRAPH, Role.NAVIGATION}
