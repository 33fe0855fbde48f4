"""The catalogue that a server holds, renewed when the record has grown."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from reportedly.register.tally import measure
from reportedly.run.pages_catalogue import Catalogue, build_catalogue
from reportedly.run.pages_register import Choices, choices_of
from reportedly.run.pages_sources import SourcesPage, sources_page
from reportedly.store.browsing import stamp_of
from reportedly.store.record import Record, RecordError, reading

_T = TypeVar("_T")

REMEMBERED = 64
"""Answers that are kept beside a catalogue."""
AT_ONCE_S = 0.25
"""A catalogue that took longer to make, in seconds, is renewed behind the answers."""


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

    def __init__(self, record: Record) -> None:
        self._record = record
        self._renewing = threading.Lock()
        self._seconds = 0.0
        self._held = self._made()

    def current(self) -> Held:
        """Return the catalogue and what follows from it; of a large record perhaps those before the last
        change, while new ones are being made. Raises RecordError where the record cannot be read."""
        with reading(self._record) as connection:
            stale = stamp_of(connection) != self._held.catalogue.stamp
        if stale and self._renewing.acquire(blocking=self._seconds < AT_ONCE_S):
            if self._seconds < AT_ONCE_S:
                self._renew()
            else:
                threading.Thread(target=self._renew_later, daemon=True).start()
        return self._held

    def _made(self) -> Held:
        """Return all of it made anew."""
        begun = time.monotonic()
        with reading(self._record) as connection:
            catalogue = build_catalogue(connection)
        self._seconds = time.monotonic() - begun
        counted = measure(view for view in catalogue.views.values() if view.in_register)
        return Held(catalogue, choices_of(catalogue), sources_page(catalogue), counted)

    def _renew(self) -> None:
        """Put a new catalogue in place; the caller has taken the lock."""
        try:
            self._held = self._made()
        finally:
            self._renewing.release()

    def _renew_later(self) -> None:
        """Renew in a thread of its own; where that fails the next request tries again."""
        try:
            self._renew()
        except RecordError:
            return
