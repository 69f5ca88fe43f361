"""Radiation and lifetime exposures, in words."""

from datetime import date

from app.case.case import Case
from app.case.entities import Exposure, Radiation, Treatment
from app.case.facts.records import evidence, newest_first, order_of
from app.case.facts.treatments import state_on
from app.case.facts.values.evidence import Evidence
from app.case.facts.wording import commas, counted
from app.case.numbers import number_text


def radiation(case: Case, as_of: date) -> tuple[Evidence, ...]:
    """Return courses of radiation in words, newest first, planned ones said so.

    A treatment noted as radiation is named only where no course of about that time is.
    """
    courses = [_course(case, row, as_of) for row in case.all(Radiation)]
    starts = {row.start for row in case.all(Radiation)}
    courses += [
        _as_radiation(case, row, as_of)
        for row in case.all(Treatment)
        if row.modality == "radiation" and (row.start_date is None or row.start_date not in starts)
    ]
    return tuple(sorted(courses, key=lambda found: order_of(found.date), reverse=True))


def _course(case: Case, row: Radiation, as_of: date) -> Evidence:
    dose = commas(
        (
            f"{number_text(row.gy)} Gy" if row.gy is not None else None,
            counted(row.fractions, "fraction") if row.fractions is not None else None,
        )
    )
    planned = "planned" if row.start is not None and row.start.earliest > as_of else None
    words = commas((f"Radiation, {row.site}" if row.site else "Radiation", dose, planned))
    return evidence(case, row, words, row.end)


def _as_radiation(case: Case, row: Treatment, as_of: date) -> Evidence:
    name = row.name or "Radiation"
    told = state_on(row, as_of) != "planned" or "planned" in name.casefold()
    return evidence(case, row, name if told else f"{name}, planned", row.end_date)


def exposures(case: Case, as_of: date) -> tuple[Evidence, ...]:
    """Return lifetime exposures in words, the newest total per drug or site.

    Totals of different anthracyclines are never added up: what one counts against another is a
    question for the team.
    """
    newest: dict[tuple[str, str], Evidence] = {}
    for row in newest_first(case, Exposure, as_of):
        name = row.agent or row.type or "Not named"
        key = ((row.type or "").casefold(), name.casefold())
        newest.setdefault(key, evidence(case, row, _exposure_words(row, name)))
    return tuple(newest.values())


def _exposure_words(row: Exposure, name: str) -> str:
    radiation = "Radiation, " if row.type == "radiation" else ""
    total = row.cumulative_mg_m2
    return commas(
        (
            f"{radiation}{name}" + (f" {number_text(total)} mg/m²" if total is not None else ""),
            counted(row.courses, "course") if row.courses is not None else None,
            f"{number_text(row.gy)} Gy" if row.gy is not None else None,
            counted(row.fractions, "fraction") if row.fractions is not None else None,
        )
    )
