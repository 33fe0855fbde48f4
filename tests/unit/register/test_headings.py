"""Headlines, subheadings and speakers who go on: where what they tell has its source."""

from dataclasses import replace

from reportedly.register.headings import announced, credited_before, role_of
from reportedly.terms.reports import Report
from reportedly.terms.spans import Block, Role, Span
from reportedly.terms.statements import Act, Statement, VoiceKind

from .making import evidence, report, span, statement

HEAD, LEAD = "Marsh vows to close the harbour", "Ada Marsh vowed to close the old harbour, the Site says."
MORE = "Ada Marsh promised to resign."


def laid_out() -> Report:
    """A report of a headline and two paragraphs."""
    of = report("Paper", "\n".join((HEAD, LEAD, MORE)))
    blocks = [(Role.HEADLINE, HEAD), (Role.PARAGRAPH, LEAD), (Role.PARAGRAPH, MORE)]
    return replace(of, blocks=tuple(Block(role, span(of, words)) for role, words in blocks))


def told(of: Report) -> tuple[Statement, Statement, Statement, Statement]:
    """The headline's vow, the site's statement, the vow inside it, and a later promise."""
    site = statement(of, "Ada Marsh vowed to close the old harbour", "The Site", kind=VoiceKind.OUTLET)
    head = statement(of, "to close the harbour", "Ada Marsh", cue="vows", act=Act.PROMISE)
    vow = statement(of, "to close the old harbour", "Ada Marsh", cue="vowed", act=Act.PROMISE, parent=site)
    more = statement(of, "to resign", "Ada Marsh", cue="promised", act=Act.PROMISE)
    return head, site, vow, more


def test_a_headline_announces_the_statement_that_shares_its_words() -> None:
    """Of two promises of one woman it is the one about the harbour."""
    of = laid_out()
    head, site, vow, more = told(of)
    held = evidence([of], [], [head, site, vow, more])

    assert announced(head, held) == vow
    assert announced(vow, held) is None


def test_a_headline_about_something_else_announces_nothing() -> None:
    """What no paragraph tells has no source but the headline."""
    of = laid_out()
    head, _, _, more = told(of)

    assert announced(head, evidence([of], [], [head, more])) is None


def test_who_goes_on_speaking_is_passed_on_by_the_same() -> None:
    """The paragraph behind the credited one is its sequel."""
    of = laid_out()
    head, site, vow, more = told(of)
    held = evidence([of], [], [head, site, vow, more])

    assert credited_before(more, held) == vow
    assert credited_before(head, held) is None


def test_a_paragraph_between_ends_what_a_credit_covers() -> None:
    """A credit far above is no credit here."""
    of = laid_out()
    head, site, vow, more = told(of)
    last = of.blocks[-1].span
    gap = Block(Role.PARAGRAPH, Span(of.id, last.start - 1, last.start))
    apart = replace(of, blocks=(*of.blocks[:-1], gap, of.blocks[-1]))

    assert credited_before(more, evidence([apart], [], [head, site, vow, more])) is None


def test_the_role_of_a_span_is_its_blocks() -> None:
    """A span that no block holds has none."""
    of = laid_out()
    held = evidence([of], [])

    assert role_of(span(of, "vows"), held) is Role.HEADLINE
    assert role_of(span(of, "promised"), held) is Role.PARAGRAPH
    assert role_of(Span(of.id, len(HEAD), len(HEAD) + 1), held) is None
    assert role_of(Span("another", 0, 1), held) is None
