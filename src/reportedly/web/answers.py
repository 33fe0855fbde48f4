"""Objects as JSON."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi.responses import Response

_ENCODER = msgspec.json.Encoder()


def answer(body: Mapping[str, Any]) -> Response:
    """Return an object as JSON; half a surrogate pair in a file's name is escaped."""
    try:
        content = _ENCODER.encode(body)
    except UnicodeEncodeError:
        content = json.dumps(body).encode()
    return Response(content, media_type="application/json")
