"""The registry's records in JSON (API v2): one study, the site's array, a search page.

The exports of 2023 (`locations_nested`) and records of the EU register among them are read too.
"""

import re
from collections.abc import Iterator

from app.case.partial_date import PartialDate
from app.trials import ctis
from app.trials.content_hash import hash_of_study
from app.trials.json_stream import BrokenJson, JsonObject, JsonObjects
from app.trials.known_fields import ALL_FIELDS, fields_said, is_whole
from app.trials.record import Skipped, TrialRecord
from app.trials.study_record import Received, record_of
from app.trials.study_shape import Node, line, part
from app.trials.text_encoding import TextStream

NCT_NUMBER = re.compile(r"NCT[0-9]{8}")

_SECTIONS = ("protocolSection", "derivedSection", "resultsSection", "hasResults")


def read_json(
    text: TextStream, file_date: PartialDate | None = None
) -> Iterator[TrialRecord | Skipped]:
    """Yield the records of a JSON file, in its order."""
    for found in JsonObjects(text.chunks()):
        if isinstance(found, BrokenJson):
            place = found.number or f"record {found.position}"
            yield Skipped(place, f"Not read: {found.reason}.")
        else:
            yield _record(found, file_date, text.notes)


def _record(
    found: JsonObject, file_date: PartialDate | None, notes: tuple[str, ...]
) -> TrialRecord | Skipped:
    place = f"record {found.position}"
    received = found.text.encode("utf-8", "surrogatepass")
    try:
        if ctis.is_ctis(found.value):
            return ctis.record_of_ctis(found.value, received, place, file_date, notes)
        return record_of_study(found.value, received, place, file_date, notes)
    except RecursionError:
        return Skipped(place, "Not read: it is damaged and cannot be read.")


def is_study(value: Node) -> bool:
    """Whether an object looks like a study of the API v2."""
    return any(key in value for key in _SECTIONS)


def record_of_study(
    study: Node,
    received: bytes,
    place: str,
    file_date: PartialDate | None = None,
    notes: tuple[str, ...] = (),
) -> TrialRecord | Skipped:
    """Return the record of one study object, or why it is none."""
    if not is_study(study):
        return Skipped(place, "Not read: it is not a trial record.")
    identification = part(part(study, "protocolSection"), "identificationModule")
    number = (line(identification, "nctId") or "").upper()
    if not NCT_NUMBER.fullmatch(number):
        return Skipped(place, "Not read: it has no NCT number.")
    came = Received(
        registry="ctgov",
        number=number,
        form="json-v2",
        content_hash=hash_of_study(study),
        received=received,
        known_fields=ALL_FIELDS if is_whole(study) else fields_said(study),
        file_date=file_date,
        notes=notes,
    )
    return record_of(study, came)
