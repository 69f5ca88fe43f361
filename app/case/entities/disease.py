"""What the disease is and how it behaved: diagnosis, markers, genes, status events."""

from decimal import Decimal

from app.case import declaration as has
from app.case.declaration import Entity, Part
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity(
    "diagnosis",
    section="diagnoses",
    label="diagnosis",
    plural="diagnoses",
    title=("name_on_report", "dx_id"),
    day="date",
)
@value_class(kw_only=True)
class Diagnosis(Entity):
    """A diagnosis as the pathology report gives it."""

    dx_id: str | None = has.text("Disease", vocabulary="diagnoses", always=True)
    name_on_report: str | None = has.text("Name on the report", always=True)
    date: PartialDate | None = has.date(
        "Date", help="Day of the biopsy or marrow, not of the letter", always=True
    )
    subtype: str | None = has.text("Subtype")
    age_at_diagnosis: int | None = has.whole("Age at diagnosis", unit="years")
    icd10cm: str | None = has.text("ICD-10-CM code")
    sites: tuple[str, ...] | None = has.texts("Where it was", codes="site", always=True)
    staging_system: str | None = has.text("Staging system", key="staging.system")
    staging_value: str | None = has.text("Stage", key="staging.value")
    cns_status_at_diagnosis: str | None = has.code("Spinal fluid at diagnosis", "cns_status")
    wbc_at_diagnosis: Decimal | None = has.number(
        "White cells at diagnosis", key="wbc_at_diagnosis.value", unit_field="wbc_unit"
    )
    wbc_comparator: str | None = has.code(
        "White cells, above or below", "lab.comparator", key="wbc_at_diagnosis.comparator"
    )
    wbc_unit: str | None = has.text("White cells, unit", key="wbc_at_diagnosis.unit")
    marrow_blasts_at_diagnosis_percent: Decimal | None = has.number(
        "Marrow blasts at diagnosis", unit="%"
    )
    risk_group: str | None = has.text("Risk group, as printed")
    confirmed_by_second_lab: bool | None = has.yes_no("Confirmed by a second laboratory")
    second_review_place: str | None = has.text("Where the second review was made")
    place: str | None = has.text("Place of the pathology report")
    notes: str | None = has.long_text("Notes")


@has.entity(
    "marker_panel",
    section="marker_panels",
    label="marker test",
    title=("timepoint", "specimen"),
    day="date",
)
@value_class(kw_only=True)
class MarkerPanel(Entity):
    """One immunophenotype: which surface markers the cancer cells carried on one day."""

    date: PartialDate | None = has.date("Date", always=True)
    specimen: str | None = has.code("Specimen", "specimen", always=True)
    method: str | None = has.text("Method", help="flow or IHC", always=True)
    timepoint: str | None = has.text("When in the course", always=True)
    note: str | None = has.long_text("Note")


@has.entity(
    "marker_result",
    section="markers",
    label="marker result",
    parent=MarkerPanel,
    title=("marker", "result"),
)
@value_class(kw_only=True)
class MarkerResult(Part):
    """One marker of a panel."""

    marker: str | None = has.text("Marker", vocabulary="markers", always=True)
    result: str | None = has.code("Result", "marker_result", always=True)
    percent_of_blasts: Decimal | None = has.number(
        "Of the cancer cells",
        unit="%",
        help="Of the blasts or of all cells: note which",
        always=True,
    )
    percent_of: str | None = has.text("The percentage counts", help="blasts or all cells")
    note: str | None = has.text("Note")


@has.entity(
    "genetic_test",
    section="genetics",
    label="genetic test",
    title=("method", "specimen"),
    day="date",
)
@value_class(kw_only=True)
class GeneticTest(Entity):
    """One genetic report: karyotype, FISH, gene panel or fusion test."""

    date: PartialDate | None = has.date("Date", always=True)
    specimen: str | None = has.code("Specimen", "specimen", always=True)
    method: str | None = has.text("Method", always=True)
    timepoint: str | None = has.text("When in the course")
    karyotype: str | None = has.long_text("Karyotype, as printed")
    note: str | None = has.long_text("Note")


@has.entity(
    "genetic_finding",
    section="findings",
    label="gene result",
    parent=GeneticTest,
    title=("marker", "result"),
)
@value_class(kw_only=True)
class GeneticFinding(Part):
    """One gene or fusion of a report. The risk meaning is never stored or shown."""

    marker: str | None = has.text("Gene", vocabulary="markers", always=True)
    result: str | None = has.code("Result", "gene_result", always=True)
    change: str | None = has.text("Change, as printed")
    vaf_percent: Decimal | None = has.number("Share of cells (VAF)", unit="%")
    note: str | None = has.text("Note")


@has.entity(
    "status_event",
    section="status_events",
    label="disease status",
    plural="disease statuses",
    title=("type", "response"),
    day="date",
)
@value_class(kw_only=True)
class StatusEvent(Entity):
    """One assessment of the disease: diagnosis, remission, relapse, MRD result and so on."""

    date: PartialDate | None = has.date("Date", always=True)
    type: str | None = has.code("What", "status_event.type", always=True)
    sites: tuple[str, ...] | None = has.texts("Where", codes="site")
    response: str | None = has.code("Response", "response_code")
    deauville: int | None = has.whole("Deauville score")
    marrow_blasts_percent: Decimal | None = has.number("Marrow blasts", unit="%")
    mrd_value: Decimal | None = has.number("MRD", key="mrd.value", unit_field="mrd_unit")
    mrd_comparator: str | None = has.code(
        "MRD, above or below", "lab.comparator", key="mrd.comparator"
    )
    mrd_unit: str | None = has.text("MRD, unit", key="mrd.unit")
    mrd_qualifier: str | None = has.code("MRD, result", "mrd.qualifier", key="mrd.qualifier")
    mrd_method: str | None = has.code("MRD, method", "mrd.method", key="mrd.method")
    mrd_sensitivity_percent: Decimal | None = has.number(
        "MRD, the test can find", key="mrd.sensitivity_percent", unit="%"
    )
    mrd_specimen: str | None = has.code("MRD, specimen", "specimen", key="mrd.specimen")
    mrd_timepoint: str | None = has.text("MRD, when in the course", key="mrd.timepoint")
    cns_status: str | None = has.code("Spinal fluid", "cns_status")
    confirmed_by: str | None = has.text("Confirmed by")
    note: str | None = has.long_text("Note")
