"""What every page has at hand: the record, its catalogue, and the templates."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reportedly.register.tally import Tally, tally, weight_words
from reportedly.run.pages_catalogue import Catalogue, outlet_name
from reportedly.run.pages_register import Choices, Filter, Selection, select
from reportedly.run.pages_review import Asked, decide
from reportedly.run.review import By, Decided
from reportedly.store.record import Record
from reportedly.web.addresses import query_of
from reportedly.web.shelf import Shelf
from reportedly.web.signing import Setting
from reportedly.web.words import (
    amount,
    appeared,
    circle,
    counted,
    day,
    edited,
    file_name,
    marked,
    moment,
    period,
    person,
    place,
    short,
    shown,
)


class Missing(Exception):
    """There is no such page or record; ``detail`` says what to do."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Desk:
    """The open record, its catalogue, the templates, and how the application is reached."""

    record: Record
    shelf: Shelf
    templates: Environment
    setting: Setting

    @property
    def catalogue(self) -> Catalogue:
        """The newest catalogue at hand."""
        return self.shelf.current().catalogue

    @property
    def choices(self) -> Choices:
        """What there is to choose from in the whole record."""
        return self.shelf.current().choices

    def selection(self, asked: Filter) -> Selection:
        """Return the incidents that pass a filter."""
        held = self.shelf.current()
        return held.remember(("selection", asked), lambda: select(held.catalogue, asked))

    def tally(self, asked: Filter, by: tuple[str, ...]) -> Tally:
        """Return the incidents that pass a filter counted, whether or not the register counts them."""
        held, found = self.shelf.current(), self.selection(asked)
        views = (view if view.in_register else replace(view, in_register=True) for view in found.views)
        return held.remember(("tally", asked, by), lambda: tally(views, by))

    def decide(self, asked: Asked, by: By) -> Decided:
        """Keep a decision, and show it at once; raises Refused."""
        done = decide(self.record, asked, by)
        self.shelf.take_in(done.decision.number, done.views)
        return done

    def page(
        self, request: Request, name: str, context: Mapping[str, Any], status: int = 200
    ) -> HTMLResponse:
        """Return a page made from a template."""
        given = {
            "path": request.url.path,
            "query": request.query_params,
            "record_name": self.record.path.name,
            "visitor": request.state.visitor,
            "with_accounts": self.setting.accounts is not None,
            **context,
        }
        return HTMLResponse(self.templates.get_template(name).render(given), status_code=status)


def load_templates() -> Environment:
    """Return the templates: everything that they print is escaped, and hidden signs in it are named."""
    folder = Path(str(resources.files("reportedly.web"))) / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        amount=amount,
        appeared=appeared,
        circle=circle,
        counted=counted,
        day=day,
        edited=edited,
        file_name=file_name,
        marked=marked,
        moment=moment,
        outlet=outlet_name,
        period=period,
        person=person,
        place=place,
        short=short,
        number=lambda value: f"{value:,}",
        percent=lambda value: f"{value:.0%}",
        kind=lambda value: str(value).replace("-", " ").capitalize(),
    )
    environment.globals.update(query_of=query_of, weight_words=weight_words)
    return environment


def open_desk(record: Record, setting: Setting) -> Desk:
    """Return the desk on an open record; raises RecordError where it cannot be read."""
    return Desk(record, Shelf(record), load_templates(), setting)
