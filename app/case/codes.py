"""Code lists of fields: those of `resources/vocab/enums.csv`, and the few that are ours.

A list is an aid, never a limit: a code that is not in it stays as it came.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from app.case import vocabulary
from app.case.terms import Vocabulary

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


# A code that came with a file of somebody else: "lower_gi".
_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+")


@cache
def _told_by_lists() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the codes that are named in other files: routes, and what questions are about."""
    return {
        "access_request.pathway": _column(vocabulary.pathways(), "pathway", "pathway_name"),
        "question.category": _column(vocabulary.question_bank(), "situation", "situation_label"),
    }


def _column(known: Vocabulary, code: str, words: str) -> tuple[tuple[str, str], ...]:
    return tuple({term.row[code]: term.row[words] for term in known}.items())


def choices(codes: str) -> tuple[tuple[str, str], ...]:
    """Return the codes of a list with their labels; empty where there is no such list."""
    ours = _OURS.get(codes) or _told_by_lists().get(codes)
    if ours is not None:
        return ours
    return tuple((entry.code, entry.label) for entry in vocabulary.codes(codes))


def known_label(codes: str, code: str) -> str | None:
    """Return the label of a code, None where the list lacks it."""
    return next((words for known, words in choices(codes) if known == code), None)


def label(codes: str, code: str) -> str:
    """Return the label of a code; one that the list lacks as words: "lower gi"."""
    return known_label(codes, code) or _as_words(code)


def _as_words(code: str) -> str:
    return code.replace("_", " ") if _CODE.fullmatch(code) else code
