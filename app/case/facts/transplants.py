"""Transplants with GVHD and chimerism, and cell therapies, in words."""

from datetime import date

from app.case import codes
from app.case.case import Case
from app.case.entities import CellTherapy, Chimerism, GvhdEvent, GvhdOrgan, Transplant
from app.case.facts.records import by_newest, days_to, evidence, may_have_been, newest_first
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.therapy import CellTherapyFact, GvhdFact, TransplantFact
from app.case.facts.wording import code_words, commas, lower_first, percent, upper_first


def transplants(case: Case, as_of: date) -> tuple[TransplantFact, ...]:
    """Return the transplants up to a day, newest first."""
    return tuple(_transplant(case, row, as_of) for row in newest_first(case, Transplant, as_of))


def _transplant(case: Case, row: Transplant, as_of: date) -> TransplantFact:
    words = transplant_words(row)
    return TransplantFact(
        type=row.type or None,
        date=row.date,
        days_since=days_to(row.date, as_of),
        words=words,
        donor_percent=_chimerism(case, row, as_of),
        gvhd=_gvhd(case, row, as_of),
        evidence=evidence(case, row, words),
    )


def transplant_words(row: Transplant) -> str:
    """Return "Donor transplant (matched unrelated, 10/10), blood stem cells, Flu/Mel"."""
    kinds = {"allogeneic": "Donor transplant", "autologous": "Own-cell transplant"}
    kind = kinds.get(row.type or "") or code_words("transplant.type", row.type, "Transplant")
    donor = row.donor_type if row.donor_type not in ("autologous", "unknown") else None
    donor_words = lower_first(codes.label("transplant.donor_type", donor)) if donor else None
    about = commas((donor_words, row.donor_match))
    source = (
        lower_first(codes.label("transplant.cell_source", row.cell_source))
        if (row.cell_source)
        else None
    )
    strength = (
        lower_first(codes.label("transplant.conditioning_intensity", row.conditioning_intensity))
        if row.conditioning_intensity
        else None
    )
    named = f"{kind} ({about})" if about else kind
    return commas((named, source, row.conditioning_name, strength))


def _chimerism(case: Case, transplant: Transplant, as_of: date) -> tuple[Evidence, ...]:
    """Return the newest result per kind of cells."""
    newest: dict[str, Evidence] = {}
    rows = (r for r in case.parts(Chimerism, transplant) if may_have_been(r.date, as_of))
    for row in by_newest(rows):
        if row.donor_percent is not None:
            cells = row.test or "cells"
            words = f"{percent(row.donor_percent)} donor ({cells})"
            newest.setdefault(cells.casefold(), evidence(case, row, words, parent=transplant))
    return tuple(newest.values())


def _gvhd(case: Case, transplant: Transplant, as_of: date) -> tuple[GvhdFact, ...]:
    rows = (r for r in case.parts(GvhdEvent, transplant) if may_have_been(r.onset, as_of))
    return tuple(_episode(case, transplant, row) for row in by_newest(rows))


def _episode(case: Case, transplant: Transplant, row: GvhdEvent) -> GvhdFact:
    kind = f"{code_words('gvhd.kind', row.kind, '')} GVHD".strip()
    grade = codes.label("gvhd.acute_grade", row.overall_grade) if row.overall_grade else None
    severity = codes.label("gvhd.chronic_severity", row.severity) if row.severity else None
    organs = [_organ(organ) for organ in case.parts(GvhdOrgan, row) if _is_touched(organ)]
    where = f"({commas(organs)})" if organs else None
    head = " ".join(
        part
        for part in (kind, grade and lower_first(grade), severity and lower_first(severity), where)
        if part
    )
    words = commas((head, _gvhd_now(row)))
    found = evidence(case, row, words, parent=transplant)
    return GvhdFact(row.kind or None, row.onset, row.status or None, words, found)


def _is_touched(organ: GvhdOrgan) -> bool:
    """Whether GVHD was found there: an organ noted with stage or score 0 was looked at."""
    return bool(organ.organ) and 0 not in (organ.stage, organ.score)


def _organ(organ: GvhdOrgan) -> str:
    return (organ.organ or "").replace("_", " ").replace(" gi", " GI")


def _gvhd_now(row: GvhdEvent) -> str:
    now = lower_first(codes.label("gvhd.activity", row.status)) if row.status else ""
    gone = row.resolved_on.words() if row.resolved_on else ""
    if row.status == "resolved" and gone:
        return f"gone since {gone}"
    return now or (f"gone since {gone}" if gone else "status not noted")


def cell_therapies(case: Case, as_of: date) -> tuple[CellTherapyFact, ...]:
    """Return the cell products given up to a day, newest first."""
    return tuple(_cells(case, row, as_of) for row in newest_first(case, CellTherapy, as_of))


def _cells(case: Case, row: CellTherapy, as_of: date) -> CellTherapyFact:
    product = row.product or "Cell therapy without a name"
    target = f"against {row.target}" if row.target else None
    origin = (
        {True: "own cells", False: "donor cells"}.get(row.own_cells)
        if (row.own_cells is not None)
        else None
    )
    words = commas(
        (
            upper_first(product),
            target,
            origin,
            _grade("CRS", "crs.grade", row.crs_grade),
            _grade("ICANS", "icans.grade", row.icans_grade),
            f"day 28: {row.day28_result}" if row.day28_result else None,
        )
    )
    return CellTherapyFact(
        product=product,
        target=row.target or None,
        date=row.infused_on,
        days_since=days_to(row.infused_on, as_of),
        words=words,
        evidence=evidence(case, row, words),
    )


def _grade(name: str, field: str, grade: str | None) -> str | None:
    return f"{name} {lower_first(codes.label(field, grade))}" if grade else None
