"""Files that a page hands out: the rows that it shows, in a format of ``export``."""

import io
from collections.abc import Iterable

from fastapi.responses import Response

from reportedly.export.fields import Fields
from reportedly.export.formats import EXPORTERS
from reportedly.web.desk import Missing

MEDIA_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}


def download(form: str, kind: str, objects: Iterable[Fields], name: str) -> Response:
    """Return objects of a kind as a file "name.form"; raises Missing where the format is none of ours."""
    exporter = next((each for each in EXPORTERS if each.name == form and form in MEDIA_TYPES), None)
    if exporter is None:
        raise Missing(f"There is no format “{form}”; choose from {', '.join(MEDIA_TYPES)}.")
    stream = io.StringIO(newline="")
    exporter.write(kind, objects, stream)
    return as_file(stream.getvalue().encode(exporter.encoding, "replace"), form, f"{name}{exporter.suffix}")


def as_file(content: bytes, form: str, name: str) -> Response:
    """Return bytes that the browser keeps as a file of this name (ASCII)."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=MEDIA_TYPES[form], headers=headers)
