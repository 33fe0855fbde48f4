"""What keeps two sightings apart whatever else they share."""

from datetime import timedelta

from reportedly.incidents.intervals import FINE, apart, day_words, distance, known
from reportedly.incidents.sighting import Sighting, names_of, share_name
from reportedly.terms.counts import Count
from reportedly.terms.events import Part
from reportedly.terms.names import fold_name
from reportedly.terms.places import Precision, apart_m
from reportedly.terms.times import Basis, Grain

FAR_M = 50_000.0
"""Two cities farther apart than this are two places."""
FAR_DAYS = timedelta(days=31)
"""Two main happenings whose own words date them farther apart than this are two."""
OWN_WORDS = frozenset({Basis.STATED, Basis.RELATIVE})
COARSE = frozenset({Grain.YEAR, Grain.DECADE})
"""Grains of what a report recalls, beside a happening of its own days."""
SEVERAL_REACH = 40
"""Code points before a mention in which the number of happenings may stand."""
_FINE = frozenset({Precision.SITE, Precision.CITY})


def ranges_meet(left: Count, right: Count) -> bool:
    """Tell whether two counts can be one number; an open side meets anything beyond it."""
    low_ok = left.high is None or right.low is None or right.low <= left.high
    return low_ok and (right.high is None or left.low is None or left.low <= right.high)


def intrinsic(left: Sighting, right: Sighting) -> str | None:
    """Return why two sightings can never be one incident, in words, or None. Symmetric but for wording."""
    if left.family != right.family:
        return f"different types: {left.event.type} and {right.event.type}"
    if left.reality != right.reality:
        return f"one is {left.event.realis}, the other {right.event.realis}"
    if left.reality == "aggregate":
        return _totals(left, right)
    if left.event.main and right.event.main:
        return _far_days(left, right)
    return _times(left, right) or _places(left, right) or _speakers(left, right)


def conflict(left: Sighting, right: Sighting) -> str | None:
    """Return a hard conflict in words, or None: an intrinsic one, or one within a single report."""
    if left.report_id != right.report_id:
        return intrinsic(left, right)
    return intrinsic(left, right) or _numbers(left, right) or _mains(left, right)


def _mains(left: Sighting, right: Sighting) -> str | None:
    """Two mentions of what one report is mainly about that it dates apart itself, or one of which is several.

    A day that a mention has from the report as a whole is not its own.
    """
    if not (left.event.main and right.event.main):
        return None
    if _several(left) != _several(right):
        return "one is several happenings, the other a single one"
    ours, theirs = left.event.when, right.event.when
    if ours is None or theirs is None or Basis.INHERITED in (ours.basis, theirs.basis):
        return None
    if known(ours) and known(theirs):
        return _times(left, right)
    coarse = (ours.grain in COARSE) != (theirs.grain in COARSE)
    return f"one is dated by the {ours.grain}, the other by the {theirs.grain}" if coarse else None


def _several(sighting: Sighting) -> bool:
    """Tell whether a mention counts more happenings than one ("several rocket attacks")."""
    event = sighting.event
    before = event.trigger.start - SEVERAL_REACH
    return event.nominal and any(
        count.what == "attacks"
        and (count.low or 0) > 1
        and before <= count.span.start < count.span.end <= event.trigger.start
        for count in event.counts
    )


def _times(left: Sighting, right: Sighting) -> str | None:
    """Different dates, beyond what their grain allows."""
    ours, theirs = left.event.when, right.event.when
    if ours is None or theirs is None or not known(ours) or not known(theirs) or not apart(ours, theirs):
        return None
    return f"different times: {day_words(ours)} and {day_words(theirs)}"


def _far_days(left: Sighting, right: Sighting) -> str | None:
    """Days of two main happenings that lie far apart; near ones, and all places, weigh and forbid nothing.

    Which of its days a report is about is inferred, and a reader may take the day of a hearing for that of
    the deed.
    """
    ours, theirs = left.event.when, right.event.when
    if ours is None or theirs is None or not {ours.basis, theirs.basis} <= OWN_WORDS:
        return None
    between = distance(ours, theirs) if {ours.grain, theirs.grain} <= FINE else None
    if between is None or between < FAR_DAYS:
        return None
    return f"different times: {day_words(ours)} and {day_words(theirs)}"


def _places(left: Sighting, right: Sighting) -> str | None:
    """Different cities. A speech act is done where its speaker is, which reports seldom say: none."""
    ours, theirs = left.event.where, right.event.where
    if ours is None or theirs is None or left.speaks or right.speaks:
        return None
    if ours.precision not in _FINE or theirs.precision not in _FINE:
        return None
    between = apart_m(ours, theirs)
    if between is None or between <= FAR_M:
        return None
    return f"{ours.name} and {theirs.name} lie {between / 1000:.0f} km apart"


def _speakers(left: Sighting, right: Sighting) -> str | None:
    """Different actors of a speech act."""
    if not (left.speaks and right.speaks):
        return None
    ours, theirs = names_of(left, Part.ACTOR), names_of(right, Part.ACTOR)
    if not ours or not theirs or share_name(ours, theirs) or share_name(theirs, ours):
        return None
    return f"different speakers: {', '.join(sorted(ours))} and {', '.join(sorted(theirs))}"


def _totals(left: Sighting, right: Sighting) -> str | None:
    """Reported totals of another period, of another thing, or of another number."""
    ours, theirs = left.event.when, right.event.when
    if ours is not None and theirs is not None and known(ours) and known(theirs):
        same_start = ours.start == theirs.start if ours.start and theirs.start else not apart(ours, theirs)
        if not same_start:
            return f"totals of different periods: {day_words(ours)} and {day_words(theirs)}"
    return _counted(left, right)


def _counted(left: Sighting, right: Sighting) -> str | None:
    """Totals that share nothing counted, or count it differently."""
    mine = {count.what: count for count in left.event.counts}
    other = {count.what: count for count in right.event.counts}
    if not mine or not other:
        return None
    shared = sorted(mine.keys() & other.keys())
    if not shared:
        return f"totals of different things: {', '.join(sorted(mine))} and {', '.join(sorted(other))}"
    clash = next((what for what in shared if not ranges_meet(mine[what], other[what])), None)
    return None if clash is None else f"different totals of {clash}"


def _numbers(left: Sighting, right: Sighting) -> str | None:
    """One voice in one report that gives two numbers of one thing speaks of two happenings."""
    if left.report_id != right.report_id or fold_name(left.voice or "") != fold_name(right.voice or ""):
        return None
    other = {count.what: count for count in right.event.counts}
    for count in left.event.counts:
        if count.what in other and not ranges_meet(count, other[count.what]):
            return f"one report gives two numbers of {count.what}"
    return None
