"""The order in which incidents wait for a person."""

from dataclasses import replace

from reportedly.register.queue import waiting
from reportedly.terms.decisions import Status

from .making import seen

NEW = replace(seen("new"), status="unreviewed")


def order(*found: tuple[str, dict[str, object]], scores: dict[str, float] | None = None) -> list[str]:
    """Return the ids of incidents in the order of the queue; each is like any other but for what is given."""
    views = [replace(NEW, id=name, **given) for name, given in found]  # type: ignore[arg-type]
    return [each.view.id for each in waiting(views, scores or {})]


def test_doubt_origins_and_disagreement_come_first() -> None:
    """A person's minute is worth most where the machine is unsure, many tell of it, or they differ."""
    assert order(
        ("plain", {}),
        ("doubtful", {}),
        ("surer", {}),
        ("attested", {"origins": ("A", "B", "C", "D", "E")}),
        ("differing", {"disagreements": ("killed: 3 (A) / 5 (B)",), "origins": ("A", "B", "C")}),
        scores={"doubtful": 0.52, "surer": 0.72},
    ) == ["differing", "doubtful", "attested", "surer", "plain"]


def test_what_the_register_does_not_count_waits_longer() -> None:
    """A threat with two origins changes no number."""
    assert order(("threat", {"in_register": False, "origins": ("A", "B")}), ("attack", {})) == [
        "attack",
        "threat",
    ]


def test_the_reviewed_come_back_when_others_joined_them() -> None:
    """What was accepted on two reports may read otherwise on five."""
    accepted: dict[str, object] = {"status": Status.ACCEPTED.value}

    assert order(("settled", accepted), ("grown", {**accepted, "since": 3})) == ["grown"]


def test_the_queue_says_why() -> None:
    """An order that nobody can check is no rule."""
    (found,) = waiting([replace(NEW, since=1, in_register=False)], {"new": 0.5})

    assert found.value == 1.5
    assert found.why == (
        "a pair scored 0.50",
        "1 origin",
        "not in the register",
        "1 joined since it was reviewed",
    )
