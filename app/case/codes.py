"""Code lists of fields: those of `resources/vocab/enums.csv`, and the few that are ours.

A list is an aid, never a limit: a code that is not in it stays as it came.
"""

from collections.abc import Mapping
from types import MappingProxyType

from app.case import vocabulary

_OURS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "source.kind": (
            ("document", "From a document"),
            ("told", "Told by someone"),
            ("memory", "From family memory"),
            ("imported", "From an imported file"),
            ("measured", "Measured by us"),
        ),
        "source.certainty": (
            ("confirmed_by_team", "Confirmed by the team"),
            ("from_record", "From a record"),
            ("from_memory", "From memory"),
            ("not_sure", "Not sure"),
        ),
        "lab.flag": (("L", "Low"), ("N", "In range"), ("H", "High")),
        "lab.comparator": (
            ("<", "below"),
            (">", "above"),
            ("<=", "at most"),
            (">=", "at least"),
        ),
        "gvhd.kind": (("acute", "Acute"), ("chronic", "Chronic")),
        "virus.result": (
            ("negative", "Negative"),
            ("positive", "Positive"),
            ("not detected", "Not detected"),
            ("detected", "Detected"),
            ("not tested", "Not tested"),
        ),
        "organ_test": (
            ("lvef", "Heart pumping (LVEF)"),
            ("lvsf", "Heart shortening fraction"),
            ("qtc", "QTc"),
            ("dlco", "Lung gas exchange (DLCO)"),
            ("fev1", "Breathing test (FEV1)"),
            ("egfr", "Kidney filtering (eGFR)"),
            ("crcl", "Creatinine clearance"),
            ("spo2", "Oxygen on room air"),
        ),
        "criterion.answer": (
            ("met", "Fits"),
            ("not_met", "May rule out"),
            ("ask", "Ask the team"),
            ("needs_test", "Needs a test"),
        ),
        "step.state": (
            ("not_started", "Not started"),
            ("waiting", "Waiting"),
            ("done", "Done"),
            ("not_needed", "Not needed"),
        ),
    }
)


def choices(codes: str) -> tuple[tuple[str, str], ...]:
    """Return the codes of a list with their labels; empty where there is no such list."""
    ours = _OURS.get(codes)
    if ours is not None:
        return ours
    return tuple((entry.code, entry.label) for entry in vocabulary.codes(codes))


def label(codes: str, code: str) -> str:
    """Return the label of a code, or the code itself where the list lacks it."""
    return next((words for known, words in choices(codes) if known == code), code)
