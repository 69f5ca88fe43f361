"""Which fields of an entry a list shows, the most important first."""

from app.case.declaration import EntitySpec, FieldSpec

_MOST = 5
_NAMED = {
    "appointment": ("date", "time", "purpose", "with_whom", "place", "outcome"),
    "question": ("text", "status", "priority", "for_appointment_id", "answer"),
    "medication": ("name", "dose", "frequency", "start", "stop", "reason", "status"),
    "treatment": ("start_date", "end_date", "name", "line", "best_response", "reason_stopped"),
    "status_event": ("date", "type", "response", "marrow_blasts_percent", "mrd_value", "note"),
    "lab_panel": ("date", "context", "lab_name", "note"),
    "document": ("date", "title", "type", "file_name", "pages"),
    "care_person": ("name", "role", "place", "phone", "night_phone"),
    "saved_trial": ("short_name", "nct_id", "status_at_save", "saved_on", "interest_status"),
    "access_request": ("drug", "pathway", "status", "started_on"),
    "note": ("date", "text"),
}


def list_columns(spec: EntitySpec) -> list[FieldSpec]:
    """Return the columns of a list; the day first where nothing else is said."""
    named = _NAMED.get(spec.table)
    if named is not None:
        return [spec.field(name) for name in named]
    first = [spec.day] if spec.day else []
    titles = [name for name in spec.title if name not in first]
    others = [f.name for f in spec.own_fields if not f.long and f.name not in (*first, *titles)]
    return [spec.field(name) for name in (*first, *titles, *others)][:_MOST]
