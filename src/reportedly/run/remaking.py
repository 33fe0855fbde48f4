"""Whether the bytes that were kept still make the text that is kept."""

import json
from hashlib import sha256

from reportedly.register.verification import Fault
from reportedly.reports.makers import TABLE, maker
from reportedly.reports.remake import remake
from reportedly.terms.reports import Report


def remade_faults(report: Report, raw: bytes | None) -> tuple[Fault, ...]:
    """Return what is to be said where a page's, document's, letter's or entry's bytes make another text now.

    It is a fault where the text was made by what is installed here. Where something else made it (an earlier
    version of ours or of a library), the difference is a note: nobody can say that the record is wrong.
    Bytes that are not those that were read are passed over; their digest is a fault already.
    """
    now = maker(report.media_type)
    if now is None or raw is None or sha256(raw).hexdigest() != report.raw_sha256:
        return ()
    texts = remake(report, raw)
    if texts is None or report.text in texts:
        return ()
    then = _made_by(report)
    # A table's row holds its text as it is, whoever read it.
    if then == now or report.media_type == TABLE:
        detail = "the bytes kept do not make the text that is kept"
        return (Fault(kind="text", id=report.id, detail=detail),)
    by = then or "an earlier version"
    detail = f"its text was made by {by}; {now} makes another text of the same bytes"
    return (Fault(kind="maker", id=report.id, detail=detail, note=True),)


def _made_by(report: Report) -> str | None:
    try:
        found = json.loads(dict(report.extra).get("made_by", "null"))
    except ValueError:
        return None
    return found if isinstance(found, str) else None
