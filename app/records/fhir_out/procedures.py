"""What was done: treatments, transplants, cells, spinal taps, radiation, transfusions.

A treatment line and the transplant it names are one procedure, not two.
"""

from collections.abc import Iterator

from app.case import codes
from app.case.entities import (
    CellTherapy,
    CsfSample,
    Exposure,
    Radiation,
    Transfusion,
    Transplant,
    Treatment,
)
from app.case.partial_date import PartialDate
from app.records.concepts import Concept
from app.records.fhir_out.elements import (
    Resource,
    about,
    called,
    concept,
    day,
    one_line,
    period,
    quantity,
    remarks,
    resource,
    told,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated, group
from app.records.fhir_out.sources import codes_of, source_of
from app.records.fhir_out.specimens import fluid_words
from app.records.fhir_out.treatments import (
    Details,
    lines_of_details,
    told_with,
    treatments,
)
from app.records.procedure_kinds import ProcedureKind, medicines_named, procedure_kind


def procedures(sheet: Sheet) -> Written:
    """Return what was done, and lifetime totals."""
    told_elsewhere = lines_of_details(sheet)
    written = Written.nothing()
    for row in sheet.case.all(Transplant):
        written.add(*_transplant(sheet, row, told_elsewhere))
    written.take(_cell_therapies(sheet, told_elsewhere))
    for radiation in sheet.case.all(Radiation):
        written.add(*_radiation(sheet, radiation, told_elsewhere))
    written.take(treatments(sheet, told_elsewhere))
    for tap in sheet.case.all(CsfSample):
        written.add(*_spinal_tap(sheet, tap))
    for transfusion in sheet.case.all(Transfusion):
        written.add(*_transfusion(sheet, transfusion))
    written.take(group(sheet, "total", "Lifetime totals", list(_exposures(sheet))))
    return written


# Transplants, cells, radiation


def _done(sheet: Sheet, at: PartialDate | None) -> str:
    if at is None:
        return "unknown"
    return "preparation" if sheet.lies_ahead(at) else "completed"


def _transplant(sheet: Sheet, row: Transplant, lines: Details) -> tuple[Resource, str]:
    kind = {"allogeneic": "Allogeneic stem cell transplant",
            "autologous": "Autologous stem cell transplant",
            "syngeneic": "Syngeneic stem cell transplant"}.get(row.type or "")  # fmt: skip
    name = kind or "Stem cell transplant"
    made = resource(
        "Procedure",
        uuid_of(row.id),
        status=_done(sheet, row.date),
        code=concept(name, codes_of(row)),
        subject=sheet.patient,
        performedDateTime=day(row.date),
        location={"display": one_line(row.place)} if row.place else None,
        note=remarks(
            *_of_transplant(row),
            *told_with(sheet, lines.get(row.id, [])),
            source_of(row, sheet.case),
        ),
    )
    donor = codes.label("transplant.donor_type", row.donor_type) if row.donor_type else None
    return made, dated(", ".join(part for part in (name, donor) if part), row.date)


def _of_transplant(row: Transplant) -> Iterator[str | None]:
    yield about("Day 0", row.date)
    if row.donor_type:
        yield told("Donor", codes.label("transplant.donor_type", row.donor_type))
    yield told("HLA match", row.donor_match)
    yield told("Donor's sex", row.donor_sex)
    yield told("Donor's age", row.donor_age)
    if row.cell_source:
        yield told("Cells from", codes.label("transplant.cell_source", row.cell_source))
    yield told("Conditioning", row.conditioning_name)
    if row.conditioning_intensity:
        strength = codes.label("transplant.conditioning_intensity", row.conditioning_intensity)
        yield told("Strength of conditioning", strength)
    yield told("Whole-body radiation", f"{row.tbi_gy} Gy" if row.tbi_gy is not None else None)
    yield told("GVHD prevention", ", ".join(row.gvhd_prevention or ()))
    yield told("Disease status at transplant", row.disease_status_at_transplant)
    yield told("Neutrophils back on day", row.neutrophils_on_day)
    yield told("Platelets back on day", row.platelets_on_day)
    yield told("Infections", ", ".join(row.infection_events or ()))
    yield row.note


def _cell_therapies(sheet: Sheet, lines: Details) -> Written:
    written = Written.nothing()
    others: list[tuple[Resource, str]] = []
    for row in sheet.case.all(CellTherapy):
        made, line = _cell_therapy(sheet, row, lines)
        is_known = procedure_kind(Concept((made["code"]["text"],))) is ProcedureKind.CELL_THERAPY
        if is_known or made["status"] == "preparation":
            written.add(made, line)
        else:
            others.append((made, line))
    written.take(group(sheet, "cells", "Other cell therapies", others))
    return written


def _cell_therapy(sheet: Sheet, row: CellTherapy, lines: Details) -> tuple[Resource, str]:
    kind = _CAR_T if _is_car_t(row, lines.get(row.id, [])) else "Infusion of a cell product"
    product = _product(row)
    made = resource(
        "Procedure",
        uuid_of(row.id),
        status=_done(sheet, row.infused_on),
        code=concept(f"{kind}: {product}" if product else kind, codes_of(row)),
        subject=sheet.patient,
        performedDateTime=day(row.infused_on),
        location={"display": one_line(row.place)} if row.place else None,
        outcome=concept(row.day28_result),
        usedCode=[{"text": one_line(row.product)}] if row.product else None,
        note=remarks(
            *_of_cells(row),
            *told_with(sheet, lines.get(row.id, [])),
            source_of(row, sheet.case),
        ),
    )
    return made, dated(f"{kind}: {row.product or 'product not named'}", row.infused_on)


_CAR_T = "CAR-T cell therapy"


def _is_car_t(row: CellTherapy, lines: list[Treatment]) -> bool:
    """Whether product or treatment line say that the cells are CAR-T cells."""
    if any(line.modality == "car_t" for line in lines):
        return True
    return procedure_kind(Concept((row.product or "",))) is ProcedureKind.CELL_THERAPY


def _product(row: CellTherapy) -> str | None:
    """Return the product for the name, where it is called as our list calls it."""
    named = medicines_named(row.product or "")
    return row.product if named == (row.product,) else None


def _of_cells(row: CellTherapy) -> Iterator[str | None]:
    specs = (spec for spec in CellTherapy.spec.own_fields if spec.name not in _IN_FIELDS)
    for spec in specs:
        value = getattr(row, spec.name)
        if value is not None:
            words = spec.kind.words(value)
            label = codes.label(spec.codes, str(value)) if spec.codes else words
            yield told(spec.label, f"{label} {spec.unit or ''}".strip())
    yield row.note


_IN_FIELDS = frozenset({"infused_on", "place", "note", "day28_result"})


def _radiation(sheet: Sheet, row: Radiation, lines: Details) -> tuple[Resource, str]:
    dose = f"{row.gy} Gy" if row.gy is not None else None
    shares = f"{row.fractions} fractions" if row.fractions is not None else None
    made = resource(
        "Procedure",
        uuid_of(row.id),
        status=_status_of_radiation(sheet, row),
        code=concept("Radiation therapy", codes_of(row)),
        subject=sheet.patient,
        performedPeriod=period(row.start, row.end),
        bodySite=[{"text": one_line(row.site)}] if row.site else None,
        location={"display": one_line(row.place)} if row.place else None,
        note=remarks(
            told("Dose", ", ".join(part for part in (dose, shares) if part)),
            about("Started", row.start),
            about("Ended", row.end),
            row.note,
            *told_with(sheet, lines.get(row.id, [])),
            source_of(row, sheet.case),
        ),
    )
    parts = (f"Radiation therapy: {row.site or 'site not named'}", dose, shares)
    return made, dated(", ".join(part for part in parts if part), row.start)


def _status_of_radiation(sheet: Sheet, row: Radiation) -> str:
    if sheet.lies_ahead(row.start):
        return "preparation"
    return "unknown" if row.end is None or sheet.lies_ahead(row.end) else "completed"


def _spinal_tap(sheet: Sheet, row: CsfSample) -> tuple[Resource, str]:
    into = ", ".join(row.drugs or ())
    made = resource(
        "Procedure",
        uuid_of(row.id),
        status=_done(sheet, row.date),
        code=concept("Lumbar puncture", codes_of(row)),
        subject=sheet.patient,
        performedDateTime=day(row.date),
        outcome=concept(fluid_words(row)),
        usedCode=[{"text": one_line(drug)} for drug in row.drugs or ()],
        note=remarks(
            told("Given into the spine", into),
            about("Date", row.date),
            row.note,
            source_of(row, sheet.case),
        ),
    )
    words = f"Lumbar puncture, given into the spine: {into}" if into else "Lumbar puncture"
    return made, dated(words, row.date)


def _transfusion(sheet: Sheet, row: Transfusion) -> tuple[Resource, str]:
    name = row.product or "Transfusion"
    made = resource(
        "Procedure",
        uuid_of(row.id),
        status=_done(sheet, row.date),
        code={
            "text": one_line(name),
            "coding": [*codes_of(row), *called("Transfusion")],
        },
        subject=sheet.patient,
        performedDateTime=day(row.date),
        note=remarks(
            told("Units", row.units),
            about("Date", row.date),
            row.note,
            source_of(row, sheet.case),
        ),
    )
    return made, dated(f"Transfusion: {name}", row.date)


def _exposures(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for row in sheet.case.all(Exposure):
        name = one_line(f"Lifetime total: {row.agent or row.type or 'not named'}")
        amounts = [
            (row.cumulative_mg_m2, "mg/m²", "Total"),
            (row.gy, "Gy", "Radiation dose"),
        ]
        measured = [(value, unit, what) for value, unit, what in amounts if value is not None]
        words = [f"{value} {unit}" for value, unit, _ in measured]
        words += [f"{row.courses} courses"] if row.courses is not None else []
        words += [f"{row.fractions} fractions"] if row.fractions is not None else []
        if not words:
            continue
        made = resource(
            "Observation",
            "",
            status="final",
            code={"text": name},
            subject=sheet.patient,
            effectiveDateTime=day(row.as_of),
            valueString=", ".join(words),
            component=[
                {"code": {"text": what}, "valueQuantity": quantity(value, unit)}
                for value, unit, what in measured
            ],
            note=remarks(row.note, source_of(row, sheet.case)),
        )
        yield made, dated(f"{name}: {', '.join(words)}", row.as_of)
