"""What a measured number can be at all: a share above 100 % or a negative weight is a slip.

Odd but possible values pass; only what cannot be true is refused.
"""

from collections.abc import Mapping
from decimal import Decimal

from app.case.declaration import FieldSpec
from app.case.kinds import NumberKind, WholeKind

_BY_UNIT: Mapping[str, tuple[int, int]] = {
    "%": (0, 100),
    "years": (0, 150),
    "kg": (0, 1000),
    "cm": (0, 300),
    "°C": (0, 60),
}
_BY_NAME: Mapping[str, tuple[int, int]] = {
    "home_latitude": (-90, 90),
    "home_longitude": (-180, 180),
    "score": (0, 100),  # Karnofsky and Lansky end at 100, ECOG and organ scores far below
    "deauville": (1, 5),
}


def impossible(field: FieldSpec, value: object) -> str | None:
    """Return why a value cannot be true, None where it can.

    Results of tests (`LabResult.value`) are never limited: a base excess is negative.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if not isinstance(field.kind, NumberKind | WholeKind):
        return None
    limits = _BY_NAME.get(field.name) or _BY_UNIT.get(field.unit or "")
    if limits and not limits[0] <= value <= limits[1]:
        return f"cannot be {value}; it lies between {limits[0]} and {limits[1]}"
    if not limits and isinstance(field.kind, WholeKind) and value < 0:
        return f"cannot be {value}; it is a count"
    if not limits and field.unit and value < 0:
        return f"cannot be {value} {field.unit}"
    return None
