"""Results as Observations under the report of their day; viruses and organs."""

from collections.abc import Iterator
from decimal import Decimal

from app.case import codes
from app.case.entities import (
    LabPanel,
    LabResult,
    OrganTest,
    VirusTest,
)
from app.case.unit_names import normal_unit
from app.case.vocabulary import labs
from app.records.code_systems import believed
from app.records.concepts import Concept
from app.records.fhir_out.elements import (
    LOINC,
    TERMINOLOGY,
    Resource,
    about,
    category,
    coding,
    concept,
    day,
    filled,
    moment,
    one_line,
    quantity,
    reference,
    remarks,
    resource,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated, group
from app.records.fhir_out.sources import is_unsure, source_of
from app.records.loinc import LAB_BY_LOINC
from app.records.results import lab_of

_LABORATORY = category("observation-category", "laboratory", "Laboratory")
_REPORT = category("v2-0074", "LAB", "Laboratory")
_FLAGS = {"L": ("L", "Low"), "H": ("H", "High"), "N": ("N", "Normal")}
_QUALITATIVE = "pos/neg"
# Virus tests with a laboratory test of their own in labs.csv; the others have a name only.
_VIRUS_LABS = {
    "hbsag": "hbsag",
    "anti_hbc": "anti-hbc",
    "hbv_dna": "hbv-dna",
    "anti_hcv": "anti-hcv",
    "hcv_rna": "hcv-rna",
    "hiv": "hiv",
    "cmv_pcr": "cmv-pcr",
    "ebv_pcr": "ebv-pcr",
}
_VIRUS_OUTCOMES = frozenset({"negative", "positive", "not detected", "detected"})
# How laboratories print them.
_OUTCOME_WORDS = _VIRUS_OUTCOMES | frozenset(
    {"neg", "pos", "non-reactive", "nonreactive", "non reactive", "reactive"}
    | {"none detected", "undetected"}
)
_ORGAN_LABS = frozenset({"lvef", "lvsf", "qtc", "dlco", "fev1"})


def results(sheet: Sheet) -> Written:
    """Return laboratory results, virus tests and tests of organs."""
    written = Written.nothing()
    apart: list[tuple[Resource, str]] = []
    for panel in sheet.case.all(LabPanel):
        written.take(_panel(sheet, panel, apart))
    written.take(group(sheet, "result", "Other results", apart))
    written.take(_viruses(sheet))
    written.take(_organs(sheet))
    return written


# Laboratory


def _panel(sheet: Sheet, panel: LabPanel, apart: list[tuple[Resource, str]]) -> Written:
    """Return the report with its results; a report without results says nothing.

    What a program would file as a virus test or a test of an organ goes to `apart`: our own reader
    would make another row of it.
    """
    written = Written.nothing()
    rows = [row for row in sheet.case.parts(LabResult, panel) if row.value is not None]
    if not rows:
        return written
    for row in rows:
        made, line = _result(sheet, panel, row), _result_line(panel, row)
        if _is_filed_elsewhere(row, made["code"]["text"]):
            apart.append((made, line))
        else:
            written.add(made, line)
    if not written.entries:
        return written
    report = resource(
        "DiagnosticReport",
        uuid_of(panel.id),
        status="final",
        category=_REPORT,
        code=concept(panel.context or "Laboratory report"),
        subject=sheet.patient,
        effectiveDateTime=moment(panel.date, panel.time, sheet.zone),
        performer=[{"display": one_line(panel.lab_name)}] if panel.lab_name else None,
        result=[reference(entry["id"]) for entry in written.entries],
    )
    written.entries.insert(0, report)
    return written


def _result(sheet: Sheet, panel: LabPanel, row: LabResult) -> Resource:
    return resource(
        "Observation",
        uuid_of(row.id),
        status=_result_status(row),
        category=_LABORATORY,
        code=_test(row),
        subject=sheet.patient,
        effectiveDateTime=moment(panel.date, panel.time, sheet.zone),
        **_value(row.value, row.unit, row.comparator),
        interpretation=_flag(row.flag),
        note=remarks(
            _clock(sheet, panel),
            about("Date", panel.date),
            row.note,
            source_of(row, sheet.case) or source_of(panel, sheet.case),
        ),
        referenceRange=_range(row),
    )


def _is_filed_elsewhere(row: LabResult, name: str) -> bool:
    lab = lab_of(Concept((name,)), row.unit)
    if lab in _ORGAN_LABS:
        return True
    is_outcome = isinstance(row.value, str) and row.value.strip().casefold() in _OUTCOME_WORDS
    return is_outcome and lab in _VIRUS_LABS.values()


def _result_status(row: LabResult) -> str:
    note = row.note or ""
    if note.startswith("Preliminary result."):
        return "preliminary"
    if note.startswith("Corrected result."):
        return "corrected"
    return "unknown" if is_unsure(row) else "final"


def _clock(sheet: Sheet, panel: LabPanel) -> str | None:
    """Return the time of day as a remark, where its time zone is not known."""
    if not panel.time or "T" in (moment(panel.date, panel.time, sheet.zone) or ""):
        return None
    return f"Taken at {panel.time}, local time."


def _test(row: LabResult) -> Resource | None:
    term = labs().get(row.code) if row.code else None
    name = row.name_on_report or (term.name if term else row.code) or "Test not named"
    return concept(name, _loinc(row.code, row.unit, isinstance(row.value, str)))


def _loinc(lab: str | None, unit: str | None, in_words: bool) -> list[Resource]:
    """Return the LOINC code of a test, where two of our lists agree on it and the unit is its own.

    A code also says what is measured, mass or amount: with another unit it would say the wrong
    thing, and the name stands alone.
    """
    term = labs().get(lab) if lab else None
    code = term.row["loinc_hint"] if term else ""
    if term is None or LAB_BY_LOINC.get(code) != lab or believed(LOINC, code) is None:
        return []
    own = term.row["conventional_unit"]
    fits = own == _QUALITATIVE if in_words else normal_unit(unit or "") == normal_unit(own)
    return [coding(LOINC, code)] if fits else []


def _value(value: Decimal | str | None, unit: str | None, sign: str | None) -> Resource:
    if isinstance(value, Decimal):
        return {"valueQuantity": quantity(value, unit, sign)}
    words = " ".join(part for part in (sign, value, unit) if part)
    return {"valueString": one_line(words)}


def _flag(flag: str | None) -> list[Resource] | None:
    if flag not in _FLAGS:
        return [{"text": flag}] if flag else None
    system = f"{TERMINOLOGY}/v3-ObservationInterpretation"
    return [{"coding": [coding(system, *_FLAGS[flag])]}]


def _range(row: LabResult) -> list[Resource] | None:
    ends = {
        "low": quantity(row.ref_low, row.unit) if row.ref_low is not None else None,
        "high": quantity(row.ref_high, row.unit) if row.ref_high is not None else None,
    }
    told_ends = filled(**ends)
    return [told_ends] if told_ends else None


def _result_line(panel: LabPanel, row: LabResult) -> str:
    term = labs().get(row.code) if row.code else None
    name = row.name_on_report or (term.name if term else row.code) or "Test not named"
    value = " ".join(part for part in (row.comparator, str(row.value), row.unit) if part)
    return dated(f"{name}: {value}", panel.date)


# Viruses and organs


def _viruses(sheet: Sheet) -> Written:
    written = Written.nothing()
    others: list[tuple[Resource, str]] = []
    for row in sheet.case.all(VirusTest):
        for field, outcome in _outcomes(row):
            made, line = _virus(sheet, row, field, outcome)
            if field in _VIRUS_LABS and outcome in _VIRUS_OUTCOMES:
                written.add(made, line)
            else:
                others.append((made, line))
    written.take(group(sheet, "virus", "Other virus tests", others))
    return written


def _outcomes(row: VirusTest) -> Iterator[tuple[str, str]]:
    for spec in VirusTest.spec.own_fields:
        outcome = getattr(row, spec.name)
        if spec.codes == "virus.result" and outcome and outcome != "not tested":
            yield spec.name, outcome


def _virus(sheet: Sheet, row: VirusTest, field: str, outcome: str) -> tuple[Resource, str]:
    lab = _VIRUS_LABS.get(field)
    term = labs().get(lab) if lab else None
    label = VirusTest.spec.field(field).label
    made = resource(
        "Observation",
        uuid_of(row.id, field),
        status="unknown" if is_unsure(row) else "final",
        category=_LABORATORY,
        code=concept(term.name if term else label, _loinc(lab, None, in_words=True)),
        subject=sheet.patient,
        effectiveDateTime=day(row.date),
        valueString=one_line(outcome),
        note=remarks(about("Date", row.date), row.note, source_of(row, sheet.case)),
    )
    return made, dated(f"{label}: {outcome}", row.date)


def _organs(sheet: Sheet) -> Written:
    written = Written.nothing()
    others: list[tuple[Resource, str]] = []
    for row in sheet.case.all(OrganTest):
        if row.value is None:
            continue
        made, line = _organ(sheet, row)
        name = made["code"]["text"]
        is_known = row.test in _ORGAN_LABS and lab_of(Concept((name,)), row.unit) == row.test
        if is_known:
            written.add(made, line)
        else:
            others.append((made, line))
    written.take(group(sheet, "organ", "Other tests of organs", others))
    return written


def _organ(sheet: Sheet, row: OrganTest) -> tuple[Resource, str]:
    term = labs().get(row.test) if row.test else None
    label = codes.label("organ_test", row.test) if row.test else "Test of an organ"
    made = resource(
        "Observation",
        uuid_of(row.id),
        status="unknown" if is_unsure(row) else "final",
        category=_LABORATORY,
        code=concept(term.name if term else label, _loinc(row.test, row.unit, in_words=False)),
        subject=sheet.patient,
        effectiveDateTime=day(row.date),
        **_value(row.value, row.unit, row.comparator),
        method=concept(row.method),
        note=remarks(about("Date", row.date), row.note, source_of(row, sheet.case)),
    )
    value = " ".join(part for part in (row.comparator, str(row.value), row.unit) if part)
    return made, dated(f"{label}: {value}", row.date)
