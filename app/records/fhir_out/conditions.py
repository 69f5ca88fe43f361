"""Diagnoses and other problems as Conditions; assessments, infections and side effects beside."""

from collections.abc import Iterator
from decimal import Decimal

from app.case import codes
from app.case.declaration import Entity
from app.case.entities import (
    Diagnosis,
    GvhdEvent,
    GvhdOrgan,
    Infection,
    Problem,
    StatusEvent,
    Toxicity,
    Transplant,
    Treatment,
)
from app.case.vocabulary import diagnoses
from app.records.fhir_out.elements import (
    ABSENT,
    TERMINOLOGY,
    Resource,
    about,
    called,
    coding,
    concept,
    day,
    period,
    remarks,
    resource,
    told,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated, group
from app.records.fhir_out.sources import codes_of, source_of, verification

_ICD10_CM = "http://hl7.org/fhir/sid/icd-10-cm"
# The words a family writes when a problem is over, or goes on.
_OVER = ("resolved", "not active", "remission", "gone", "over", "former")
_GOES_ON = ("active", "taking", "present", "chronic", "ongoing", "current")


def problems(sheet: Sheet) -> Written:
    """Return diagnoses and the problems that are not over."""
    written = Written.nothing()
    course = list(_course(sheet))
    for number, diagnosis in enumerate(sheet.case.all(Diagnosis)):
        written.add(*_diagnosis(sheet, diagnosis, course if number == 0 else []))
    for problem in sheet.case.all(Problem):
        if not _is_over(problem):
            written.add(*_problem(sheet, problem))
    if not written.entries:
        written.add(*_nothing_said(sheet))
    written.take(group(sheet, "assessment", "Course of the disease", _assessments(sheet)))
    written.take(group(sheet, "gvhd", "Graft-versus-host disease", list(_gvhd(sheet))))
    return written


def past_illness(sheet: Sheet) -> Written:
    """Return problems that are over, infections, and side effects of treatments."""
    written = Written.nothing()
    for problem in sheet.case.all(Problem):
        if _is_over(problem):
            written.add(*_problem(sheet, problem))
    written.take(group(sheet, "infection", "Infections", list(_infections(sheet))))
    written.take(group(sheet, "effect", "Side effects of treatments", list(_effects(sheet))))
    return written


def _nothing_said(sheet: Sheet) -> tuple[Resource, str]:
    words = "No information about problems"
    made = resource(
        "Condition",
        uuid_of(sheet.case.patient.id, "no problem information"),
        code=concept(words, [coding(ABSENT, "no-problem-info", words)]),
        subject=sheet.patient,
    )
    return made, f"{words}."


def _status(code: str) -> Resource | None:
    return concept(None, [coding(f"{TERMINOLOGY}/condition-clinical", code, code.capitalize())])


def _diagnosis(sheet: Sheet, row: Diagnosis, course: list[Resource]) -> tuple[Resource, str]:
    term = diagnoses().get(row.dx_id) if row.dx_id else None
    name = row.name_on_report or (term.name if term else row.dx_id) or "Diagnosis without a name"
    codings = codes_of(row)
    if row.icd10cm and not any(c["code"] == row.icd10cm for c in codings):
        codings.append(coding(_ICD10_CM, row.icd10cm))
    if term is not None and term.name != name:
        codings += called(term.name)
    made = resource(
        "Condition",
        uuid_of(row.id),
        verificationStatus=verification(row, "condition"),
        code=concept(name, codings),
        bodySite=[{"text": codes.label("site", site)} for site in row.sites or ()],
        subject=sheet.patient,
        onsetDateTime=day(row.date),
        stage=_stage(row),
        note=remarks(*_of_diagnosis(row), source_of(row, sheet.case)) + course,
    )
    return made, dated(name, row.date)


def _stage(row: Diagnosis) -> list[Resource]:
    if not row.staging_value:
        return []
    kind = concept(row.staging_system)
    return [{"summary": {"text": row.staging_value}} | ({"type": kind} if kind else {})]


def _of_diagnosis(row: Diagnosis) -> Iterator[str | None]:
    yield about("Date", row.date)
    yield told("Subtype", row.subtype)
    yield told("Risk group, as printed", row.risk_group)
    if row.wbc_at_diagnosis is not None:
        sign = row.wbc_comparator or ""
        yield told("White cells then", f"{sign}{row.wbc_at_diagnosis} {row.wbc_unit or ''}".strip())
    if row.marrow_blasts_at_diagnosis_percent is not None:
        yield told("Marrow blasts then", f"{row.marrow_blasts_at_diagnosis_percent} %")
    if row.cns_status_at_diagnosis:
        yield told("Spinal fluid then", codes.label("cns_status", row.cns_status_at_diagnosis))
    yield told("Pathology report from", row.place)
    yield told("Second review at", row.second_review_place)
    yield row.notes


def _is_over(row: Problem) -> bool:
    return any(word in (row.status or "").casefold() for word in _OVER)


def _clinical_status(row: Problem) -> Resource | None:
    if _is_over(row):
        return _status("resolved")
    words = (row.status or "").casefold()
    goes_on = "inactive" not in words and any(word in words for word in _GOES_ON)
    return _status("active") if goes_on else None


def _problem(sheet: Sheet, row: Problem) -> tuple[Resource, str]:
    name = row.name or "Problem without a name"
    made = resource(
        "Condition",
        uuid_of(row.id),
        clinicalStatus=_clinical_status(row),
        verificationStatus=verification(row, "condition"),
        code=concept(name, codes_of(row)),
        subject=sheet.patient,
        onsetDateTime=day(row.since),
        note=remarks(
            told("Status", row.status),
            about("Since", row.since),
            row.note,
            source_of(row, sheet.case),
        ),
    )
    line = dated(name, row.since)
    return made, f"{line}: {row.status}" if row.status else line


# What happened to the disease


def _course(sheet: Sheet) -> Iterator[Resource]:
    """Yield the assessments as dated remarks on the first diagnosis."""
    for event in sheet.case.all(StatusEvent):
        remark: Resource = {"text": event_words(event)}
        when = day(event.date)
        yield remark | ({"time": when} if when else {})


def event_words(event: StatusEvent) -> str:
    """Return an assessment of the disease in one sentence."""
    parts = [codes.label("status_event.type", event.type) if event.type else "Assessment"]
    if event.sites:
        parts.append(", ".join(codes.label("site", site) for site in event.sites))
    if event.response:
        parts.append(codes.label("response_code", event.response))
    if event.marrow_blasts_percent is not None:
        parts.append(f"marrow blasts {event.marrow_blasts_percent} %")
    parts += [words for words in (_mrd_words(event), _cns_words(event)) if words]
    if event.deauville is not None:
        parts.append(f"Deauville {event.deauville}")
    if event.confirmed_by:
        parts.append(f"confirmed by {event.confirmed_by}")
    sentence = dated("; ".join(parts), event.date) + "."
    return f"{sentence} {event.note}" if event.note else sentence


def _mrd_words(event: StatusEvent) -> str | None:
    amount = _amount(event.mrd_value, event.mrd_comparator, event.mrd_unit)
    qualifier = codes.label("mrd.qualifier", event.mrd_qualifier) if event.mrd_qualifier else None
    found = [words for words in (amount, qualifier) if words]
    if not found:
        return None
    if event.mrd_method:
        found.append(codes.label("mrd.method", event.mrd_method))
    if event.mrd_specimen:
        found.append(codes.label("specimen", event.mrd_specimen).lower())
    if event.mrd_sensitivity_percent is not None:
        found.append(f"the test can find {event.mrd_sensitivity_percent} %")
    if event.mrd_timepoint:
        found.append(event.mrd_timepoint)
    return f"MRD: {', '.join(found)}"


def _amount(value: Decimal | None, sign: str | None, unit: str | None) -> str | None:
    return f"{sign or ''}{value} {unit or ''}".strip() if value is not None else None


def _cns_words(event: StatusEvent) -> str | None:
    status = event.cns_status
    return f"spinal fluid: {codes.label('cns_status', status)}" if status else None


def _assessments(sheet: Sheet) -> list[tuple[Resource, str]]:
    return [(_assessment(sheet, event), event_words(event)) for event in _events(sheet)]


def _events(sheet: Sheet) -> list[StatusEvent]:
    return list(sheet.case.all(StatusEvent))


def _assessment(sheet: Sheet, event: StatusEvent) -> Resource:
    kind = codes.label("status_event.type", event.type) if event.type else None
    response = codes.label("response_code", event.response) if event.response else None
    return resource(
        "Observation",
        "",
        status="final",
        code={"text": "Status of the disease"},
        subject=sheet.patient,
        effectiveDateTime=day(event.date),
        valueCodeableConcept=concept(response or kind or "Assessment"),
        bodySite=concept(", ".join(codes.label("site", site) for site in event.sites or ())),
        note=remarks(event_words(event), source_of(event, sheet.case)),
    )


def _gvhd(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for transplant in sheet.case.all(Transplant):
        for event in sheet.case.parts(GvhdEvent, transplant):
            yield _gvhd_event(sheet, event)


def _gvhd_event(sheet: Sheet, row: GvhdEvent) -> tuple[Resource, str]:
    kind = f"{codes.label('gvhd.kind', row.kind)} " if row.kind else ""
    name = f"{kind}graft-versus-host disease".capitalize()
    grade = f"grade {row.overall_grade}" if row.overall_grade else None
    severity = codes.label("gvhd.chronic_severity", row.severity) if row.severity else None
    organs = [_organ_words(organ) for organ in sheet.case.parts(GvhdOrgan, row)]
    now = codes.label("gvhd.activity", row.status) if row.status else None
    made = resource(
        "Condition",
        "",
        clinicalStatus=_status("resolved") if row.status == "resolved" else None,
        verificationStatus=verification(row, "condition"),
        severity=concept(grade or severity),
        code={"text": name},
        subject=sheet.patient,
        onsetDateTime=day(row.onset),
        abatementDateTime=day(row.resolved_on) if row.status == "resolved" else None,
        note=remarks(
            told("Organs", ", ".join(organs)),
            told("Now", now),
            told("Treatment", row.treatment),
            row.note,
            source_of(row, sheet.case),
        ),
    )
    details = [part for part in (grade or severity, *organs, now) if part]
    return made, dated(f"{name}: {', '.join(details)}" if details else name, row.onset)


def _organ_words(organ: GvhdOrgan) -> str:
    name = organ.organ or "organ not named"
    if organ.stage is not None:
        return f"{name} stage {organ.stage}"
    return f"{name} score {organ.score}" if organ.score is not None else name


# Infections and side effects

_INFECTION_STATES = {"active": "active", "resolved": "resolved"}


def _infections(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for row in sheet.case.all(Infection):
        name = row.name or "Infection without a name"
        state = codes.label("infection.status", row.status) if row.status else None
        clinical = _INFECTION_STATES.get(row.status or "")
        ended = row.end_date if clinical == "resolved" else None
        made = resource(
            "Condition",
            "",
            clinicalStatus=_status(clinical) if clinical else None,
            verificationStatus=verification(row, "condition"),
            code=concept(name, codes_of(row)),
            bodySite=[{"text": row.site}] if row.site else None,
            subject=sheet.patient,
            onsetDateTime=day(row.date),
            abatementDateTime=day(ended),
            note=remarks(
                told("Now", state),
                told("Treatment", row.treatment),
                told("Ended", row.end_date.words() if row.end_date and not ended else None),
                row.note,
                source_of(row, sheet.case),
            ),
        )
        yield made, dated(f"{name}: {state}" if state else name, row.date)


def _effects(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for treatment in sheet.case.all(Treatment):
        for row in sheet.case.parts(Toxicity, treatment):
            yield _effect(sheet, row, treatment)


def _effect(sheet: Sheet, row: Toxicity, of: Entity) -> tuple[Resource, str]:
    name = row.term or "Side effect without a name"
    grade = f"grade {row.grade} (CTCAE)" if row.grade else None
    treatment = getattr(of, "name", None)
    made = resource(
        "Condition",
        "",
        verificationStatus=verification(row, "condition"),
        severity=concept(grade),
        code={"text": name},
        subject=sheet.patient,
        **_times(row),
        note=remarks(told("Side effect of", treatment), row.note, source_of(row, sheet.case)),
    )
    return made, dated(f"{name}, {grade}" if grade else name, row.start)


def _times(row: Toxicity) -> Resource:
    if row.start is not None and row.end is not None:
        return {"onsetPeriod": period(row.start, row.end)}
    return {"onsetDateTime": day(row.start)}
