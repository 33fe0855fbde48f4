"""The catalogue that a server holds, renewed when the record has grown."""

import gc
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reportedly.language.language import load_language
from reportedly.register.tally import measure
from reportedly.run.analysis import LANGUAGE
from reportedly.run.pages_catalogue import Catalogue, build_catalogue, with_views
from reportedly.run.pages_register import Choices, choices_of
from reportedly.run.pages_sources import SourcesPage, sources_page
from reportedly.store.browsing import feed_lines, last_decision, stamp_of
from reportedly.store.record import Record, RecordError, reading
from reportedly.terms.views import IncidentView

_T = TypeVar("_T")

REMEMBERED = 64
"""Answers that are kept beside a catalogue."""
AT_ONCE_S = 0.25
"""A catalogue that took longer to make, in seconds, is renewed behind the answers."""
RESTS = 5
"""How many times as long as it takes to make such a catalogue it is left as it is."""


@dataclass(frozen=True, slots=True)
class Held:
    """A catalogue and what follows from all of it."""

    catalogue: Catalogue
    choices: Choices
    sources: SourcesPage
    register: tuple[int, int, int]
    """Incidents in the register, with the reports and origins behind them."""
    answers: dict[Hashable, Any] = field(default_factory=dict, compare=False)

    def remember(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """Return what ``make`` gives, made once for each key while this catalogue is held."""
        found = self.answers.get(key)
        if found is None:
            if len(self.answers) >= REMEMBERED:
                self.answers.clear()
            found = self.answers[key] = make()
        made: _T = found
        return made


class Shelf:
    """The newest catalogue at hand. Several threads may ask at once; one at a time renews it."""

    def __init__(self, record: Record, at_once_s: float = AT_ONCE_S) -> None:
        load_language(LANGUAGE)  # the first who asks should not wait for it
        self._record = record
        self._at_once_s = at_once_s
        self._renewing = threading.Lock()
        self._putting = threading.Lock()
        self._seconds = 0.0
        self._made_at = 0.0
        self._fresh: list[tuple[int, tuple[IncidentView, ...]]] = []
        self._held = self._made()

    def current(self) -> Held:
        """Return the catalogue and what follows from it; of a large record perhaps those before the last
        change, while new ones are being made. Raises RecordError where the record cannot be read."""
        with reading(self._record) as connection:
            stale = stamp_of(connection) != self._held.catalogue.stamp
        soon = self._seconds < self._at_once_s
        rested = time.monotonic() - self._made_at > RESTS * self._seconds
        if stale and (soon or rested) and self._renewing.acquire(blocking=soon):
            if soon:
                self._renew()
            else:
                threading.Thread(target=self._renew_later, daemon=True).start()
        return self._held

    def take_in(self, number: int, views: tuple[IncidentView, ...]) -> None:
        """Show what a decision of this number came to at once, before the catalogue is made anew."""
        with self._putting:
            self._fresh.append((number, views))
            self._held = self._laid(with_views(self._held.catalogue, views), self._held)

    def _made(self) -> Held:
        """Return all of it made anew."""
        begun = time.monotonic()
        with reading(self._record) as connection:
            catalogue = build_catalogue(connection)
            feeds = feed_lines(connection)
            last = last_decision(connection)
        with self._putting:
            self._fresh = [each for each in self._fresh if each[0] > last]
            for _, views in self._fresh:
                catalogue = with_views(catalogue, views)
            self._seconds = time.monotonic() - begun
            self._made_at = time.monotonic()
            counted = measure(view for view in catalogue.views.values() if view.in_register)
            self._held = Held(catalogue, choices_of(catalogue), sources_page(catalogue, feeds), counted)
        # What is held is no garbage: to look through all of it again and again would stop the answers.
        gc.freeze()
        return self._held

    def _laid(self, catalogue: Catalogue, held: Held) -> Held:
        """Return a catalogue with what was held beside another one."""
        counted = measure(view for view in catalogue.views.values() if view.in_register)
        return Held(catalogue, held.choices, held.sources, counted)

    def _renew(self) -> None:
        """Put a new catalogue in place; the caller has taken the lock."""
        try:
            self._made()
        finally:
            self._renewing.release()

    def _renew_later(self) -> None:
        """Renew in a thread of its own; where that fails the next request tries again."""
        try:
            self._renew()
        except RecordError:
            return
