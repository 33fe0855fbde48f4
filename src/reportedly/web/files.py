"""Files that a page hands out: the rows that it shows, in a format of ``export``."""

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from fastapi.responses import Response, StreamingResponse

from reportedly.export.about import About
from reportedly.export.columns import Column
from reportedly.export.csv import write_table
from reportedly.export.dossier import TooMany
from reportedly.export.fields import Fields
from reportedly.export.formats import EXPORTERS, Exporter
from reportedly.export.jsonl import write_jsonl
from reportedly.export.parquet import MissingLibrary
from reportedly.register.choosing import Choice
from reportedly.run.exporting import DOSSIER, write_case_file, write_rows
from reportedly.run.seeking import NotFound
from reportedly.store.record import Record
from reportedly.web.desk import Missing

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "acled": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "ftm": "application/jsonl; charset=utf-8",
    "annotations": "application/jsonl; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    DOSSIER: "application/zip",
}
TABLES = ("csv", "jsonl")
IN_MEMORY = 16_000_000
"""Bytes of a file that are held in memory; a larger one waits on the disk until it is taken."""
PIECE = 65_536
"""Bytes that are sent at once."""


def export_file(record: Record, form: str, kind: str, choice: Choice, name: str) -> Response:
    """Return what ``reportedly export`` writes of a kind, as a file; raises Missing where there is no format.

    Raises NotFound where the format cannot be written here, or holds too much.
    """
    # The answer closes it when it has been sent.
    stream: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    try:
        suffix = _write(record, form, kind, choice, stream)[1]
    except BaseException as error:
        stream.close()
        if isinstance(error, MissingLibrary):
            raise NotFound(f"This format {error}") from error
        if isinstance(error, TooMany):
            raise NotFound(str(error)) from error
        raise
    return _sent(stream, MEDIA_TYPES[form], f"{name}{suffix}")


def account_of(record: Record, form: str, kind: str, choice: Choice) -> About:
    """Return what such a file says of itself; raises as ``export_file`` does."""
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as stream:
        try:
            return _write(record, form, kind, choice, stream)[0]
        except (MissingLibrary, TooMany) as error:
            raise NotFound(str(error)) from error


def exporter_of(form: str, kind: str) -> Exporter:
    """Return the format of this name that holds this kind; raises Missing with those that do."""
    fitting = [each for each in EXPORTERS if kind in each.kinds]
    for each in fitting:
        if each.name == form:
            return each
    raise Missing(f"There is no format “{form}” of {kind}; choose from {', '.join(e.name for e in fitting)}.")


def _write(record: Record, form: str, kind: str, choice: Choice, stream: IO[bytes]) -> tuple[About, str]:
    """Write a file; return its account, and the end of its name."""
    if form == DOSSIER and kind == "incidents":
        told = "; ".join(f"{name} {value}" for name, value in choice.described)
        return write_case_file(record, f"Dossier: {told or 'incidents'}", choice, stream), ".dossier.zip"
    exporter = exporter_of(form, kind)
    if exporter.binary:
        return write_rows(record, exporter, kind, choice, stream), exporter.suffix
    text = io.TextIOWrapper(stream, encoding=exporter.encoding, errors="replace", newline="")
    about = write_rows(record, exporter, kind, choice, text)
    text.flush()
    text.detach()
    return about, exporter.suffix


def _sent(stream: IO[bytes], media_type: str, name: str) -> Response:
    """Return a written file as an answer that closes it."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return StreamingResponse(_pieces(stream), media_type=media_type, headers=headers)


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a file piece by piece, and close it."""
    with stream:
        while piece := stream.read(PIECE):
            yield piece


def download(form: str, kind: str, objects: Iterable[Fields], name: str) -> Response:
    """Return objects of a kind as a table or lines "name.form"; raises Missing where it is neither."""
    exporter = next((each for each in EXPORTERS if each.name == form and form in TABLES), None)
    if exporter is None:
        raise Missing(f"There is no format “{form}”; choose from {', '.join(TABLES)}.")
    stream: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the answer closes it
    text = io.TextIOWrapper(stream, encoding=exporter.encoding, errors="replace", newline="")
    try:
        exporter.write(kind, objects, text)
        text.flush()
        text.detach()
    except BaseException:
        stream.close()
        raise
    return _sent(stream, MEDIA_TYPES[form], f"{name}{exporter.suffix}")


def table_file(form: str, columns: Sequence[Column], objects: Iterable[Fields], name: str) -> Response:
    """Return objects as a file "name.form", as a table with these columns or whole; raises Missing else."""
    stream = io.StringIO(newline="")
    if form == "csv":
        write_table(columns, objects, stream)
    elif form == "jsonl":
        write_jsonl(objects, stream)
    else:
        raise Missing(f"There is no format “{form}”; choose from csv, jsonl.")
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    return as_file(stream.getvalue().encode(encoding, "replace"), form, f"{name}.{form}")


def as_file(content: bytes, form: str, name: str) -> Response:
    """Return bytes that the browser keeps as a file of this name (ASCII)."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
