"""Case JSON in: every field of ours checked, every key that is not ours kept word for word."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from app.case.absence import Absence
from app.case.declaration import Entity, EntitySpec, FieldSpec
from app.case.entities import Patient
from app.case.kinds import BadValue, json_type
from app.case.value_class import value_class
from app.casefile.case_json import layout
from app.casefile.case_json.drafts import Draft, Findings, entity_of
from app.casefile.case_json.layout import ROOT, Group, Place
from app.casefile.case_json.limits import impossible
from app.casefile.case_json.parsing import PLACES, inside
from app.casefile.case_json.references import check_ids, resolve
from app.casefile.ids import is_id
from app.errors import CasebookError

_STATES = {absence.value: absence for absence in Absence}
_NUMBERS = re.compile(r"\[\d+\]")


@value_class
class ReadCase:
    """The rows of a case JSON.

    Attributes:
        entities: every row, parents before their parts.
        notes: what to tell: keys kept without being understood, references to nothing.
    """

    entities: tuple[Entity, ...]
    notes: tuple[str, ...]


def read_case(document: Mapping[str, Any], file_name: str, new_id: Callable[[], str]) -> ReadCase:
    """Read the rows of a parsed case JSON.

    Args:
        document: from `parsing.parsed`; the keys of a full export are passed over.
        file_name: what entries without a source get as theirs.
        new_id: makes the ids of rows that bring none of ours.

    Raises:
        CasebookError: with every place that cannot be taken in.
    """
    findings = Findings()
    reader = _Reader(findings, new_id)
    reader.read_document(document)
    check_ids(reader.drafts, findings)
    resolve(reader.drafts, findings)
    _check_name(reader.drafts, findings)
    if findings.places:
        raise CasebookError(PLACES, findings.places)
    for draft in reader.drafts:
        if draft.parent_id is None:
            _name_source(draft, file_name)
    return ReadCase(tuple(entity_of(draft) for draft in reader.drafts), findings.notes)


def _name_source(draft: Draft, file_name: str) -> None:
    """A value that came in from a file has a source: that file, where it names no other."""
    if any(name in draft.values for name in ("source_document_id", *_SOURCE)):
        return
    for name, value in zip(_SOURCE, ("imported", file_name), strict=True):
        # What the file itself leaves empty or says to be unknown stays as it stands there.
        if name not in draft.absences and draft.spec.field(name).key not in draft.empty:
            draft.values[name] = value


_SOURCE = ("source_kind", "source_note")


def _check_name(drafts: list[Draft], findings: Findings) -> None:
    patients = [draft for draft in drafts if draft.spec is Patient.spec]
    names = ("display_name", "preferred_name")
    if not any((patient.values.get(name) or "").strip() for patient in patients for name in names):
        findings.wrong("patient.display_name", "a case needs a name, if only a first name")


class _Reader:
    def __init__(self, findings: Findings, new_id: Callable[[], str]) -> None:
        self.drafts: list[Draft] = []
        self._findings = findings
        self._new_id = new_id

    def read_document(self, document: Mapping[str, Any]) -> None:
        known = {key: value for key, value in document.items() if key not in layout.OURS}
        self._read_row(ROOT, known, "", None, 1)

    def _read_row(
        self, spec: EntitySpec, raw: Mapping[str, Any], path: str, parent: str | None, position: int
    ) -> None:
        draft = Draft(spec, path, "", parent, position)
        places = layout.places(spec.table)
        draft.id = self._take_id(draft, raw)
        self.drafts.append(draft)
        self._read_keys(draft, raw, places, path, draft.extras)
        for key, place in places.items():
            if key not in raw and _written_when_empty(place):
                draft.absent.append(place.key if isinstance(place, FieldSpec) else key)

    def _take_id(self, draft: Draft, raw: Mapping[str, Any]) -> str:
        for key in (layout.OTHER_UUID, layout.UUID):
            given = raw.get(key)
            if isinstance(given, str) and is_id(given):
                draft.own_id_given = True
                return given
        return self._new_id()

    def _read_keys(
        self,
        draft: Draft,
        raw: Mapping[str, Any],
        places: Mapping[str, Place],
        path: str,
        extras: dict[str, Any],
    ) -> None:
        for key, value in raw.items():
            place, here = places.get(key), inside(path, key)
            if isinstance(place, FieldSpec):
                self._read_field(draft, place, value, here)
            elif isinstance(place, Group):
                self._read_group(draft, place, value, here, extras)
            elif isinstance(place, EntitySpec):
                self._read_section(draft, place, value, here)
            elif not (draft.own_id_given and value == draft.id and key in _ID_KEYS):
                extras[layout.kept_key(key)] = value
                self._findings.unknown(_NUMBERS.sub("[]", here), here)

    def _read_field(self, draft: Draft, field: FieldSpec, raw: Any, path: str) -> None:
        state = _state(raw)
        if raw is None:
            if not field.always:
                draft.empty[field.key] = None
        elif raw == "" and isinstance(raw, str) and not layout.takes_empty_text(field):
            draft.empty[field.key] = ""
        elif state is not None:
            draft.absences[field.name] = state
        else:
            self._read_value(draft, field, raw, path)

    def _read_value(self, draft: Draft, field: FieldSpec, raw: Any, path: str) -> None:
        try:
            value = field.kind.from_json(raw)
        except BadValue as bad:
            self._findings.wrong(path, str(bad))
            return
        slip = impossible(field, value)
        if slip:
            self._findings.wrong(path, slip)
        draft.values[field.name] = value

    def _read_group(
        self, draft: Draft, group: Group, raw: Any, path: str, extras: dict[str, Any]
    ) -> None:
        state = _state(raw)
        if raw is None or raw == {}:
            draft.empty[group.path] = raw
        elif state is not None:
            # Said of the whole group: kept on its first field, and written back as it stood.
            draft.absences[group.fields[0].name] = state
            draft.empty[group.path] = raw
        elif not isinstance(raw, dict):
            self._findings.wrong(path, f"should be a group of fields, is {json_type(raw)}")
        else:
            unknown: dict[str, Any] = {}
            self._read_keys(draft, raw, group.keys, path, unknown)
            if unknown:
                extras[group.path.rpartition(".")[2]] = unknown

    def _read_section(self, draft: Draft, spec: EntitySpec, raw: Any, path: str) -> None:
        if spec.single:
            self._read_single(draft, spec, raw, path)
        elif raw is None or _state(raw) is not None:
            draft.empty[spec.section] = raw
        elif not isinstance(raw, list):
            self._findings.wrong(path, f"should be a list, is {json_type(raw)}")
        else:
            self._read_list(draft, spec, raw, path)

    def _read_single(self, draft: Draft, spec: EntitySpec, raw: Any, path: str) -> None:
        if raw is None or raw == {} or _state(raw) is not None:
            draft.empty[spec.section] = raw
        elif isinstance(raw, dict):
            self._read_row(spec, raw, path, _parent_id(spec, draft), 1)
        elif isinstance(raw, list) and len(raw) > 1 and all(map(_is_ours, raw)):
            self._read_list(draft, spec, raw, path)
        else:
            self._findings.wrong(path, f"should be a group of fields, is {json_type(raw)}")

    def _read_list(self, draft: Draft, spec: EntitySpec, raw: list[Any], path: str) -> None:
        parent_id = _parent_id(spec, draft)
        for index, item in enumerate(raw):
            here = f"{path}[{index}]"
            if isinstance(item, dict):
                self._read_row(spec, item, here, parent_id, index + 1)
            else:
                self._findings.wrong(here, f"should be a group of fields, is {json_type(item)}")


_ID_KEYS = (layout.UUID, layout.OTHER_UUID)


def _is_ours(raw: object) -> bool:
    """Tell a row of our own export; two copies brought together may have two of a single kind."""
    return isinstance(raw, dict) and is_id(str(raw.get(layout.UUID)))


def _parent_id(spec: EntitySpec, draft: Draft) -> str | None:
    return draft.id if spec.parent else None


def _written_when_empty(place: Place) -> bool:
    if isinstance(place, EntitySpec):
        return not place.single
    return isinstance(place, FieldSpec) and place.always


def _state(raw: object) -> Absence | None:
    """Return the absence that `{"state": "not_known"}` and its like stand for."""
    if isinstance(raw, dict) and len(raw) == 1 and isinstance(raw.get("state"), str):
        return _STATES.get(raw["state"])
    return None
