"""``reportedly review``: the incidents that wait for a person, one after another, decided by single keys."""

import os
import select
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from reportedly.cli.console import STOPPED, USAGE, fail, into, opened, plain, stdout
from reportedly.cli.reviewing_single import SingleSitting
from reportedly.cli.sheets import show_sheet
from reportedly.cli.words import counted
from reportedly.register.queue import RULE
from reportedly.run import review as deciding
from reportedly.run.review import By, Decided, Refused, Seen, state_of
from reportedly.run.review_lists import waiting_copies, waiting_events
from reportedly.run.reviewing import Sheet, sheet, turns_of
from reportedly.store.record import Record
from reportedly.store.waiting import Turn

HELP = (
    ("a", "accept: it is right as it is shown"),
    ("r", "reject: it does not belong in the register; it stays in the record"),
    ("e", "edit a field: when=2031-05-06, count.killed=3, where=Basra, …"),
    ("s", "split: take mentions out, by their numbers"),
    ("m", "merge with one of the suggestions, or with another incident by its id"),
    ("c", "comment"),
    ("u", "undo your last decision of this sitting, else the last one on this incident"),
    ("j", "next, deciding nothing"),
    ("k", "previous"),
    ("?", "this help, and the order of the queue"),
    ("q", "quit; everything decided is kept"),
)
"""The keys, with what they do."""

SINGLES = 200
"""Single mentions, or copies, that a sitting takes up without a limit."""
ESCAPE_S = 0.05
"""How long the rest of an arrow's sequence may take, in seconds."""
_LEAVING = frozenset("q\x04\x1a")


@click.command()
@into
@click.option("--as", "name", required=True, metavar="NAME", help="Who decides: kept with every decision.")
@click.option("--limit", type=click.IntRange(1), default=None, help="At most so many.")
@click.option("--events", "what", flag_value="events", help="Single mentions that tell otherwise.")
@click.option("--copies", "what", flag_value="copies", help="Copies that are not sure.")
def review(record_path: Path, name: str, limit: int | None, what: str | None) -> None:
    """Review incidents on the terminal, the most valuable first; or single mentions, or copies.

    Shows each incident with its claims, origins and words, and the reasons for what is suggested; a key
    decides, ? lists them. Every decision is kept at once, with who, when and why, beside what the machine
    found, and can be undone. New reports never overturn it. Without a terminal use `reportedly decide`.

    \b
    Example:
      reportedly review --into record.db --as ada
      reportedly review --copies --as ada
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail(
            "review needs a terminal; in scripts use `reportedly decide accept INCIDENT --as NAME`, and"
            " `reportedly show incidents --status unreviewed` for what waits",
            USAGE,
        )
    if not name.strip():
        fail("--as: say who decides", USAGE)
    with opened(record_path, writing=True) as record:
        console = stdout()
        sitting = _sitting(record, name.strip(), limit, what, console)
        if not sitting.waiting:
            console.print("Nothing waits for review.")
            return
        try:
            sitting.run()
        except (KeyboardInterrupt, EOFError, click.Abort):
            sitting.leave()
            raise click.exceptions.Exit(STOPPED) from None
        sitting.leave()


def _sitting(
    record: Record, name: str, limit: int | None, what: str | None, console: Console
) -> "_Sitting | SingleSitting":
    """Return the sitting at what a person wants to review."""
    if what is None:
        return _Sitting(record, name, turns_of(record, limit), console)
    listed = waiting_copies if what == "copies" else waiting_events
    return SingleSitting(record, name, listed(record, limit or SINGLES), console, _press)


class _Cancelled(Exception):
    """The person thought better of it."""


@dataclass(slots=True)
class _Sitting:
    """One person at one queue."""

    record: Record
    name: str
    waiting: tuple[Turn, ...]
    console: Console
    at: int = 0
    made: list[int] = field(default_factory=list)
    kept: int = 0

    def run(self) -> None:
        """Show one incident after another until the person leaves or the queue ends."""
        while self.at < len(self.waiting):
            shown = sheet(self.record, self.waiting[self.at].incident_id)
            if shown is None:
                self.at += 1
                continue
            place = f"{self.at + 1:,} of {len(self.waiting):,}"
            show_sheet(self.console, shown, place, self.waiting[self.at].why)
            if not self._ask(shown):
                return
        self.console.print("That was the last one.", style="bold")

    def leave(self) -> None:
        """Say what was done."""
        self.console.print(f"{counted(self.kept, 'decision')} kept.", style="bold")

    def _ask(self, shown: Sheet) -> bool:
        """Take keys until one leads to another incident; return False where the person leaves."""
        while True:
            self.console.print(
                Text(
                    "a accept  r reject  e edit  s split  m merge  c comment  u undo  j next  k previous  ? q"
                )
            )
            key = _press().lower()
            if key in _LEAVING:
                return False
            if key in "jk" or key in ("\x1b[B", "\x1b[A"):
                step = 1 if key in ("j", "\x1b[B") else -1
                self.at = max(0, self.at + step)
                return True
            act = _KEYS.get(key)
            if act is None:
                self._help()
                continue
            try:
                done = act(self, shown)
            except _Cancelled:
                self.console.print("Nothing was decided.")
                continue
            except Refused as refused:
                self.console.print(Text("Not kept: ", style="bold red").append_text(plain(refused.detail)))
                return True
            if self._note(done):
                return True

    def _note(self, done: Decided) -> bool:
        """Say what was kept; return whether there is something else to show now."""
        decision = done.decision
        self.kept += 1
        if decision.act.value != "comment":
            self.made.append(decision.number)
        now = "; ".join(f"{each.title}: {each.status}" for each in done.views)
        self.console.print(
            Text(f"{decision.number}: {decision.act}. ", style="green").append_text(plain(now))
        )
        if decision.act.value in ("accept", "reject"):
            self.at += 1
        return True

    def _help(self) -> None:
        """List the keys."""
        for key, does in HELP:
            self.console.print(Text(f"  {key}  ", style="bold").append(does))
        self.console.print(Text(f"Order of the queue: {RULE}", style="dim"))

    def line(self, asked: str, *, needed: bool = True) -> str:
        """Return a line that the person writes; an empty one cancels where something is ``needed``."""
        given = click.prompt(asked, default="", show_default=False, prompt_suffix=" ").strip()
        if needed and not given:
            raise _Cancelled
        return str(given)

    def by(self, why: str) -> By:
        """Return who decides, why, and that it is now."""
        return By(self.name, why, datetime.now(UTC))


def _press() -> str:
    """Return the key that is pressed, an arrow as its sequence; what was typed ahead counts.

    ``click.getchar`` would throw that away where the terminal is switched over. Raises EOFError at its end.
    """
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return click.getchar()
    stream = sys.stdin.fileno()
    before = termios.tcgetattr(stream)
    try:
        tty.setcbreak(stream, termios.TCSADRAIN)
        given = os.read(stream, 1)
        if given == b"\x1b":
            given += os.read(stream, 8) if select.select([stream], [], [], ESCAPE_S)[0] else b""
    finally:
        termios.tcsetattr(stream, termios.TCSADRAIN, before)
    if not given:
        raise EOFError
    return given.decode("utf-8", "replace")


def _seen(shown: Sheet) -> Seen:
    """Return the incident as it is on the screen."""
    return Seen(shown.view.id, state_of(shown.view))


def _accept(sitting: _Sitting, shown: Sheet) -> Decided:
    """Accept at once: the reason is what is on the screen."""
    return deciding.accept(sitting.record, _seen(shown), sitting.by(""))


def _reject(sitting: _Sitting, shown: Sheet) -> Decided:
    """Reject, with a reason."""
    why = sitting.line("Why not? (Enter: leave it)")
    return deciding.reject(sitting.record, _seen(shown), sitting.by(why))


def _edit(sitting: _Sitting, shown: Sheet) -> Decided:
    """Put one field right."""
    written = sitting.line("FIELD=VALUE (Enter: leave it)")
    why = sitting.line("Why?", needed=False)
    return deciding.edit(sitting.record, _seen(shown), sitting.by(why), [written])


def _split(sitting: _Sitting, shown: Sheet) -> Decided:
    """Take mentions out by their numbers."""
    written = sitting.line("Which mentions to take out, as in 2 5-7? (Enter: leave it)")
    numbers = numbers_in(written)
    taken = [each.event.id for each in shown.tellings if each.number in numbers]
    if not numbers or len(taken) < len(numbers):
        raise Refused(f"{written}: write numbers of mentions that are shown; nothing was changed.")
    why = sitting.line("Why?", needed=False)
    return deciding.split(sitting.record, _seen(shown), taken, sitting.by(why))


def _merge(sitting: _Sitting, shown: Sheet) -> Decided:
    """Merge with a suggestion by its number, or with an incident by its id."""
    written = sitting.line("Merge with which: a suggestion's number, or an id? (Enter: leave it)")
    other = Seen(written)
    if written.isdecimal() and len(written) < 4:
        if not 0 < int(written) <= len(shown.suggestions):
            raise Refused(f"{written}: there is no suggestion of this number; nothing was changed.")
        view = shown.suggestions[int(written) - 1].view
        other = Seen(view.id, state_of(view))
    why = sitting.line("Why?", needed=False)
    return deciding.merge(sitting.record, _seen(shown), other, sitting.by(why))


def _comment(sitting: _Sitting, shown: Sheet) -> Decided:
    """Keep a comment."""
    return deciding.comment(
        sitting.record, Seen(shown.view.id), sitting.by(sitting.line("Comment (Enter: none)"))
    )


def _undo(sitting: _Sitting, shown: Sheet) -> Decided:
    """Take back the last decision of this sitting, else the last one on this incident."""
    number = sitting.made[-1] if sitting.made else deciding.last_on(sitting.record, shown.view.id)
    if number is None:
        raise Refused("There is nothing to undo here.")
    done = deciding.undo(sitting.record, number, sitting.by(""))
    if sitting.made:
        sitting.made.pop()
    now = {view.id for view in done.views}
    sitting.at = next((n for n, each in enumerate(sitting.waiting) if each.incident_id in now), 0)
    return done


_KEYS: dict[str, Callable[[_Sitting, Sheet], Decided]] = {
    "a": _accept,
    "r": _reject,
    "e": _edit,
    "s": _split,
    "m": _merge,
    "c": _comment,
    "u": _undo,
}


def numbers_in(written: str) -> frozenset[int]:
    """Return the numbers of "2 5-7, 9"; none where anything else stands there or a stretch is over 1,000."""
    found: set[int] = set()
    for piece in written.replace(",", " ").split():
        first, _, last = piece.partition("-")
        last = last or first
        if not (first.isdecimal() and last.isdecimal() and len(first) < 5 and len(last) < 5):
            return frozenset()
        found.update(range(int(first), int(last) + 1))
    return frozenset(found)
