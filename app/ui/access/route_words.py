"""Routes and their places in a few words, for lists and links."""

from app.trials.access_routes import RouteId
from app.ui.words import QT_TRANSLATE_NOOP, translate

_SHORT: dict[str, str] = {
    RouteId.CLINICAL_TRIAL: QT_TRANSLATE_NOOP("Access", "Trial"),
    RouteId.OFF_LABEL: QT_TRANSLATE_NOOP("Access", "Off-label use"),
    RouteId.MANUFACTURER_POLICY: QT_TRANSLATE_NOOP("Access", "Company policy"),
    RouteId.SINGLE_PATIENT_NONEMERGENCY: QT_TRANSLATE_NOOP("Access", "Expanded access"),
    RouteId.SINGLE_PATIENT_EMERGENCY: QT_TRANSLATE_NOOP("Access", "Expanded access, emergency"),
    RouteId.INTERMEDIATE_SIZE: QT_TRANSLATE_NOOP("Access", "Expanded access, small group"),
    RouteId.TREATMENT_IND: QT_TRANSLATE_NOOP("Access", "Expanded access, large program"),
    RouteId.RIGHT_TO_TRY: QT_TRANSLATE_NOOP("Access", "Right to Try"),
    RouteId.EU_COMPASSIONATE: QT_TRANSLATE_NOOP("Access", "Compassionate or named-patient use"),
}
_ICONS: dict[str, str] = {
    RouteId.CLINICAL_TRIAL: "search-check",
    RouteId.OFF_LABEL: "pill",
    RouteId.MANUFACTURER_POLICY: "file-text",
    RouteId.RIGHT_TO_TRY: "door-open",
    RouteId.EU_COMPASSIONATE: "hand-heart",
}


def short_route_name(pathway: str | None, name: str = "") -> str:
    """Return "Expanded access" for the code of a route; `name` where the list has no such."""
    words = _SHORT.get(pathway or "")
    return translate("Access", words) if words else name or (pathway or "").replace("_", " ")


def route_icon(pathway: str | None) -> str:
    """Return the icon of a route."""
    icon = _ICONS.get(pathway or "")
    return icon or "hand-helping"
