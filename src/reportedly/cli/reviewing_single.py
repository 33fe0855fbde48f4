"""``reportedly review --events`` and ``--copies``: single events and copies, decided by the same keys."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import click
from rich.console import Console
from rich.text import Text

from reportedly.cli.console import plain
from reportedly.cli.sheets import show_review, told_review
from reportedly.cli.words import counted, short_files
from reportedly.register.odd import COPIES, MENTIONS
from reportedly.run.review import By, Decided, Refused
from reportedly.run.review_any import AnyDecided, decide_on, kind_of, undo_any
from reportedly.run.review_copies import CopyReview, look_at_copy
from reportedly.run.review_events import EventReview, look_at_event
from reportedly.run.review_lists import Single
from reportedly.run.review_single import last_standing
from reportedly.store.record import Record
from reportedly.terms.decisions import Act

HELP = (
    ("a", "accept: it is right as it is shown"),
    ("r", "reject: these words tell of no event; this passage is no copy of that one"),
    (
        "e",
        "edit: type=PROTEST, when=2031-05-06, count.killed=3, …; of a copy source=REPORT, source=unknown",
    ),
    ("c", "comment"),
    ("u", "undo your last decision of this sitting, else the last one on this"),
    ("j", "next, deciding nothing"),
    ("k", "previous"),
    ("?", "this help, and the order"),
    ("q", "quit; everything decided is kept"),
)
"""The keys, with what they do."""

_ACTS = {"a": Act.ACCEPT, "r": Act.REJECT, "e": Act.EDIT, "c": Act.COMMENT}
_ASKED = {
    Act.REJECT: "Why not? (Enter: leave it)",
    Act.EDIT: "FIELD=VALUE (Enter: leave it)",
    Act.COMMENT: "Comment (Enter: none)",
}


class _Cancelled(Exception):
    """The person thought better of it."""


@dataclass(slots=True)
class SingleSitting:
    """One person at a list of single events or copies; ``press`` gives the next key."""

    record: Record
    name: str
    waiting: tuple[Single, ...]
    console: Console
    press: Callable[[], str]
    at: int = 0
    made: list[tuple[int, str]] = field(default_factory=list)
    kept: int = 0

    def run(self) -> None:
        """Show one after another until the person leaves or the list ends."""
        while self.at < len(self.waiting):
            each = self.waiting[self.at]
            held = self._look(each.id)
            if held is None:
                self.at += 1
                continue
            self.console.rule(Text(f"{self.at + 1:,} of {len(self.waiting):,}"), align="left")
            show_review(self.console, held)
            self._tell("waits", "; ".join(each.why))
            self._tell("incident", f"{each.title}  {each.incident_id}")
            if not self._ask(each.id, held):
                return
        self.console.print("That was the last one.", style="bold")

    def leave(self) -> None:
        """Say what was done."""
        self.console.print(f"{counted(self.kept, 'decision')} kept.", style="bold")

    def _look(self, record_id: str) -> EventReview | CopyReview | None:
        """Return what is looked at, as it stands now."""
        look = look_at_event if kind_of(record_id) == "event" else look_at_copy
        return look(self.record, record_id)

    def _tell(self, name: str, words: str) -> None:
        """Print a line of the sheet."""
        self.console.print(Text(f"  {name:<9}", style="dim").append_text(plain(short_files(words))))

    def _ask(self, record_id: str, held: EventReview | CopyReview) -> bool:
        """Take keys until one leads on; return False where the person leaves."""
        while True:
            self.console.print(Text("a accept  r reject  e edit  c comment  u undo  j next  k previous  ? q"))
            key = self.press().lower()
            if key in "q\x04\x1a":
                return False
            if key in "jk" or key in ("\x1b[B", "\x1b[A"):
                self.at = max(0, self.at + (1 if key in ("j", "\x1b[B") else -1))
                return True
            if key not in _ACTS and key != "u":
                self._help(record_id)
                continue
            try:
                done = self._undo(held) if key == "u" else self._act(_ACTS[key], record_id, held)
            except _Cancelled:
                self.console.print("Nothing was decided.")
                continue
            except Refused as refused:
                self.console.print(Text("Not kept: ", style="bold red").append_text(plain(refused.detail)))
                return True
            self._note(done)
            return True

    def _act(self, act: Act, record_id: str, held: EventReview | CopyReview) -> AnyDecided:
        """Keep a decision on what is shown."""
        written = self._line(_ASKED[act]) if act in _ASKED else ""
        why = self._line("Why?", needed=False) if act is Act.EDIT else written
        by = By(self.name, why, datetime.now(UTC))
        edits = [written] if act is Act.EDIT else []
        state = None if act is Act.COMMENT else held.state
        done = decide_on(self.record, act, record_id, by, state=state, edits=edits)
        if act is not Act.COMMENT:
            self.made.append((done.decision.number, record_id))
        if act in (Act.ACCEPT, Act.REJECT):
            self.at += 1
        return done

    def _undo(self, held: EventReview | CopyReview) -> AnyDecided:
        """Take back the last decision of this sitting, else the last one on what is shown."""
        number = self.made[-1][0] if self.made else last_standing(held.past)
        if number is None:
            raise Refused("There is nothing to undo here.")
        done = undo_any(self.record, number, By(self.name, "", datetime.now(UTC)))
        if self.made:
            _, record_id = self.made.pop()
            self.at = next((n for n, each in enumerate(self.waiting) if each.id == record_id), self.at)
        return done

    def _note(self, done: AnyDecided) -> None:
        """Say what was kept."""
        self.kept += 1
        told = "" if isinstance(done, Decided) else told_review(done.review)
        head = Text(f"{done.decision.number}: {done.decision.act}. ", style="green")
        self.console.print(head.append_text(plain(short_files(told))))

    def _help(self, record_id: str) -> None:
        """List the keys."""
        for key, does in HELP:
            self.console.print(Text(f"  {key}  ", style="bold").append(does))
        order = MENTIONS if kind_of(record_id) == "event" else COPIES
        self.console.print(Text(f"Order: {order}", style="dim"))

    def _line(self, asked: str, *, needed: bool = True) -> str:
        """Return a line that the person writes; an empty one cancels where something is ``needed``."""
        given = click.prompt(asked, default="", show_default=False, prompt_suffix=" ").strip()
        if needed and not given:
            raise _Cancelled
        return str(given)
