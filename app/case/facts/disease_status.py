"""The disease over time: diagnoses, assessments in words, relapses."""

from collections.abc import Sequence
from datetime import date
from typing import Literal, cast

from app.case import codes, vocabulary
from app.case.case import Case
from app.case.entities import Diagnosis, StatusEvent
from app.case.facts.person import age
from app.case.facts.records import days_to, evidence, newest_first
from app.case.facts.values.disease import DiagnosisFact, Relapse, StatusFact
from app.case.facts.wording import (
    cns_words,
    commas,
    first_sentence,
    lower_first,
    ordinal,
    percent,
    response_words,
    sites_words,
)
from app.case.numbers import number_text
from app.case.partial_date import PartialDate

RelapseKind = Literal["relapse", "mrd_relapse", "molecular_relapse"]
RELAPSES: tuple[str, ...] = ("relapse", "mrd_relapse", "molecular_relapse")

# These say something else than how the disease stands, unless they carry a finding.
_BESIDE_THE_STATUS = ("other", "second_cancer")
_NAMES_SITES = (*RELAPSES, "diagnosis", "progression", "cns_event", "transformation")
# What the kind of event says already.
_SAME_AS_TYPE = {
    ("refractory", "NR"),
    ("progression", "PD"),
    ("stable", "SD"),
}


def diagnoses(case: Case, as_of: date) -> tuple[DiagnosisFact, ...]:
    """Return the diagnoses, the first one first."""
    return tuple(_diagnosis(case, row) for row in reversed(newest_first(case, Diagnosis, as_of)))


def _diagnosis(case: Case, row: Diagnosis) -> DiagnosisFact:
    name = row.name_on_report or _vocabulary_name(row.dx_id) or "Not known"
    stage = _stage(row)
    then = age(case, row.date) if row.date else None
    words = commas(
        (
            name,
            row.date.words() if row.date else None,
            stage,
            _spinal_fluid(row.cns_status_at_diagnosis),
            _white_cells(row),
        )
    )
    return DiagnosisFact(
        name=name,
        dx_id=row.dx_id or None,
        date=row.date,
        stage=stage,
        risk_group=row.risk_group or None,
        age=then.years if then else None,
        words=words,
        evidence=evidence(case, row, name),
    )


def _stage(row: Diagnosis) -> str | None:
    """Return "Ann Arbor (Lugano): IV"; leukemia has no stage but a risk group (domain 1.2)."""
    system = row.staging_system or ""
    if system.casefold().startswith("none"):
        system = system.partition(";")[2].strip()
    return ": ".join(part for part in (system, row.staging_value) if part) or None


def _spinal_fluid(status: str | None) -> str | None:
    return f"spinal fluid {cns_words(status)}" if status else None


def _vocabulary_name(dx_id: str | None) -> str | None:
    term = vocabulary.diagnoses().get(dx_id) if dx_id else None
    return term.name if term else dx_id


def _white_cells(row: Diagnosis) -> str | None:
    if row.wbc_at_diagnosis is None:
        return None
    comparator = f"{row.wbc_comparator} " if row.wbc_comparator else ""
    unit = f" {row.wbc_unit}" if row.wbc_unit else ""
    return f"white cells {comparator}{number_text(row.wbc_at_diagnosis)}{unit}"


def status_events(case: Case, as_of: date) -> tuple[StatusFact, ...]:
    """Return every assessment up to a day in words, newest first."""
    return tuple(_status(case, row) for row in newest_first(case, StatusEvent, as_of))


def present_status(events: tuple[StatusFact, ...]) -> StatusFact | None:
    """Return the newest assessment that tells how the disease stands.

    An entry such as "B cells came back" or a second cancer does not take its place.
    """
    telling = (event for event in events if _tells_status(event))
    return next(telling, events[0] if events else None)


def _tells_status(event: StatusFact) -> bool:
    found = (event.response, event.marrow_blasts_percent, event.mrd, event.deauville)
    return event.type not in _BESIDE_THE_STATUS or any(part is not None for part in found)


def relapses(events: tuple[StatusFact, ...], as_of: date) -> tuple[Relapse, ...]:
    """Return the relapses, the first one first; events as `status_events` gives them.

    Two entries of one day are one relapse, told by two sources or found in two ways. They are
    counted in words only where all are of one kind: whether a relapse after a molecular one is
    the first or the second is the team's word.
    """
    found = _one_per_day([event for event in events if event.type in RELAPSES])
    counted = len({event.type for event in found}) == 1
    return tuple(
        _relapse(number, event, counted, as_of) for number, event in enumerate(reversed(found), 1)
    )


def _one_per_day(events: Sequence[StatusFact]) -> list[StatusFact]:
    kept: dict[object, StatusFact] = {}
    for event in events:
        day = event.date.exact if event.date else None
        kept.setdefault(day or event.evidence.id, event)
    return list(kept.values())


def _relapse(number: int, event: StatusFact, counted: bool, as_of: date) -> Relapse:
    name = f"{ordinal(number)} {lower_first(event.label)}" if counted else event.label
    return Relapse(
        number=number,
        kind=cast(RelapseKind, event.type),
        status=event,
        words=_sentence(name, event.date, event.short, event.note),
        days_since=days_to(event.date, as_of),
    )


def _status(case: Case, row: StatusEvent) -> StatusFact:
    kind = row.type or "other"
    label = codes.label("status_event.type", kind) if row.type else "Disease status"
    mrd = mrd_words(row)
    short = _findings(row, kind, mrd)
    return StatusFact(
        type=kind,
        label=label,
        date=row.date,
        response=row.response or None,
        marrow_blasts_percent=row.marrow_blasts_percent,
        mrd=mrd,
        deauville=row.deauville,
        cns_status=row.cns_status or None,
        note=row.note or None,
        short=short,
        words=_sentence(label, row.date, short, row.note),
        evidence=evidence(case, row, f"{label}: {short}" if short else label),
    )


def _sentence(name: str, day: PartialDate | None, short: str, note: str | None) -> str:
    head = f"{name}, {day.words() if day else 'date not known'}"
    tail = short or (first_sentence(note) if note else "")
    return f"{head}: {tail}" if tail else head


def _findings(row: StatusEvent, kind: str, mrd: str | None) -> str:
    response = row.response if (kind, row.response) not in _SAME_AS_TYPE else None
    return commas(
        (
            response_words(response),
            _blasts_and_sites(row, kind),
            mrd,
            f"Deauville {row.deauville}" if row.deauville is not None else None,
            _spinal_fluid(row.cns_status),
        )
    )


def _blasts_and_sites(row: StatusEvent, kind: str) -> str:
    blasts = row.marrow_blasts_percent
    marrow = f"marrow {percent(blasts)}" if blasts is not None else None
    sites = [site for site in row.sites or () if site != "bone_marrow" or not marrow]
    named = sites_words(sites) if kind in _NAMES_SITES else ""
    if marrow and named:
        return f"{marrow}, also {named}"
    return marrow or named


_QUALIFIERS = {
    "positive_nonquantifiable": "MRD found, too low to give a number",
    "below_sensitivity": "MRD test not sensitive enough to say negative",
    "not_done": "MRD not done",
}


def mrd_words(row: StatusEvent) -> str | None:
    """Return "MRD 9.4% (flow)" or "MRD not found (below 0.01%, flow)"; None without MRD.

    "Negative" is only as good as the sensitivity, so that stands behind it, or that nobody
    noted it.
    """
    method = _method(row)
    if row.mrd_qualifier in _QUALIFIERS:
        return f"{_QUALIFIERS[row.mrd_qualifier]}{_bracketed(method)}"
    if row.mrd_qualifier == "negative":
        return f"MRD not found{_bracketed(_sensitivity(row), method)}"
    if row.mrd_value is not None:
        return f"MRD {_mrd_number(row)}{_bracketed(method)}"
    if row.mrd_qualifier == "positive":
        return f"MRD found, no number noted{_bracketed(method)}"
    return None


def _mrd_number(row: StatusEvent) -> str:
    unit = "%" if row.mrd_unit == "%" else f" {row.mrd_unit}" if row.mrd_unit else ""
    comparator = f"{row.mrd_comparator} " if row.mrd_comparator else ""
    number = number_text(row.mrd_value) if row.mrd_value is not None else ""
    return f"{comparator}{number}{unit}"


def _sensitivity(row: StatusEvent) -> str:
    if row.mrd_sensitivity_percent is None:
        return "sensitivity not noted"
    return f"below {percent(row.mrd_sensitivity_percent)}"


_METHODS = {"flow": "flow", "ngs": "NGS", "pcr_igtr": "PCR", "pcr_fusion": "fusion PCR"}


def _method(row: StatusEvent) -> str | None:
    if row.mrd_method in (None, "unknown", "other"):
        return None
    return _METHODS.get(str(row.mrd_method), row.mrd_method)


def _bracketed(*parts: str | None) -> str:
    inside = commas(parts)
    return f" ({inside})" if inside else ""
