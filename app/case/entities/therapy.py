"""What was given: treatments, transplants, cell therapy, spinal fluid, radiation, transfusions."""

from decimal import Decimal

from app.case import declaration as has
from app.case.declaration import Entity, Part
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity(
    "treatment", section="treatments", label="treatment", title=("name", "phase"), day="start_date"
)
@value_class(kw_only=True)
class Treatment(Entity):
    """One phase of one line of therapy. The line is what the team counts, never computed."""

    line: int | None = has.whole(
        "Line of therapy", help="Ask the doctor how they count", always=True
    )
    phase: str | None = has.code("Phase", "treatment.phase", always=True)
    modality: str | None = has.code("Kind of treatment", "treatment.modality", always=True)
    regimen_id: str | None = has.text("Regimen", vocabulary="regimens")
    name: str | None = has.text("Name", always=True)
    start_date: PartialDate | None = has.date("Started", always=True)
    end_date: PartialDate | None = has.date(
        "Last dose", help="The last dose given, not the last planned day", always=True
    )
    cycles_given: int | None = has.whole("Cycles given")
    trial_id: str | None = has.text("Given in a trial", help="Number of the trial")
    best_response: str | None = has.code("Best response", "response_code", always=True)
    response_date: PartialDate | None = has.date("Response seen on")
    reason_stopped: str | None = has.code("Why it stopped", "treatment.reason_stopped", always=True)
    place: str | None = has.text("Place")
    doctor: str | None = has.text("Doctor")
    note: str | None = has.long_text("Note")


@has.entity(
    "treatment_drug",
    section="drugs",
    label="drug of a treatment",
    plural="drugs of a treatment",
    parent=Treatment,
    title=("name",),
)
@value_class(kw_only=True)
class TreatmentDrug(Part):
    """One drug of a treatment. The route matters: into the spine is not into the vein."""

    name: str | None = has.text("Drug", vocabulary="drugs")
    route: str | None = has.text("Route")
    dose: str | None = has.text("Dose")
    start_date: PartialDate | None = has.date("First dose")
    last_dose_date: PartialDate | None = has.date("Last dose")
    note: str | None = has.text("Note")


@has.entity(
    "toxicity",
    section="toxicities",
    label="side effect",
    parent=Treatment,
    title=("term",),
    day="start",
)
@value_class(kw_only=True)
class Toxicity(Part):
    """A side effect of a treatment, with its CTCAE grade where a report gives it."""

    term: str | None = has.text("Side effect", always=True)
    grade: str | None = has.code("Grade (CTCAE)", "toxicity.grade", always=True)
    start: PartialDate | None = has.date("Began", always=True)
    end: PartialDate | None = has.date("Ended", always=True)
    note: str | None = has.text("Note")


@has.entity(
    "transplant",
    section="transplants",
    label="transplant",
    title=("type", "donor_type"),
    day="date",
)
@value_class(kw_only=True)
class Transplant(Entity):
    """A stem cell transplant; its date is day 0."""

    date: PartialDate | None = has.date("Day 0", always=True)
    type: str | None = has.code("Kind", "transplant.type", always=True)
    donor_type: str | None = has.code("Donor", "transplant.donor_type", always=True)
    donor_match: str | None = has.text("HLA match")
    donor_sex: str | None = has.text("Donor's sex")
    donor_age: int | None = has.whole("Donor's age", unit="years")
    cell_source: str | None = has.code("Cells from", "transplant.cell_source", always=True)
    conditioning_name: str | None = has.text("Conditioning")
    conditioning_intensity: str | None = has.code(
        "Strength of conditioning", "transplant.conditioning_intensity", always=True
    )
    tbi_gy: Decimal | None = has.number("Whole-body radiation", unit="Gy")
    gvhd_prevention: tuple[str, ...] | None = has.texts("GVHD prevention", vocabulary="drugs")
    disease_status_at_transplant: str | None = has.text("Disease status at transplant")
    neutrophils_on_day: int | None = has.whole("Neutrophils back on day")
    platelets_on_day: int | None = has.whole("Platelets back on day")
    infection_events: tuple[str, ...] | None = has.texts("Infections")
    place: str | None = has.text("Place")
    note: str | None = has.long_text("Note")


@has.entity(
    "chimerism",
    section="chimerism",
    label="chimerism test",
    parent=Transplant,
    title=("test",),
    day="date",
)
@value_class(kw_only=True)
class Chimerism(Part):
    """How many of the cells were the donor's on one day."""

    date: PartialDate | None = has.date("Date")
    test: str | None = has.text("Cells tested")
    donor_percent: Decimal | None = has.number("Donor cells", unit="%")


@has.entity(
    "gvhd_event",
    section="gvhd",
    label="GVHD",
    plural="GVHD",
    parent=Transplant,
    title=("kind",),
    day="onset",
)
@value_class(kw_only=True)
class GvhdEvent(Part):
    """One episode of graft-versus-host disease."""

    onset: PartialDate | None = has.date("Began", always=True)
    kind: str | None = has.code("Kind", "gvhd.kind", always=True)
    overall_grade: str | None = has.code("Grade (acute)", "gvhd.acute_grade")
    severity: str | None = has.code("Severity (chronic)", "gvhd.chronic_severity")
    treatment: str | None = has.text("Treatment")
    status: str | None = has.code("Now", "gvhd.activity", always=True)
    resolved_on: PartialDate | None = has.date("Gone on")
    note: str | None = has.long_text("Note")


@has.entity(
    "gvhd_organ",
    section="organs",
    label="organ with GVHD",
    plural="organs with GVHD",
    parent=GvhdEvent,
    title=("organ",),
)
@value_class(kw_only=True)
class GvhdOrgan(Part):
    """One organ of a GVHD episode: a stage when acute, a score when chronic."""

    organ: str | None = has.text("Organ")
    stage: int | None = has.whole("Stage (acute)")
    score: int | None = has.whole("Score (chronic)")


@has.entity(
    "cell_therapy",
    section="cell_therapies",
    label="cell therapy",
    plural="cell therapies",
    title=("product", "target"),
    day="infused_on",
)
@value_class(kw_only=True)
class CellTherapy(Entity):
    """A CAR-T or other cell product."""

    product: str | None = has.text("Product", vocabulary="drugs", always=True)
    target: str | None = has.text("Target", always=True)
    own_cells: bool | None = has.yes_no("From the patient's own cells", always=True)
    collected_on: PartialDate | None = has.date("Cells collected")
    received_on: PartialDate | None = has.date("Product arrived")
    bridging: str | None = has.text("Bridging treatment")
    lymphodepletion_start: PartialDate | None = has.date("Lymphodepletion, first day")
    lymphodepletion_end: PartialDate | None = has.date("Lymphodepletion, last day")
    infused_on: PartialDate | None = has.date("Infused", always=True)
    dose_note: str | None = has.text("Dose, as printed")
    crs_grade: str | None = has.code("CRS, worst grade", "crs.grade")
    crs_days: int | None = has.whole("CRS lasted", unit="days")
    icans_grade: str | None = has.code("ICANS, worst grade", "icans.grade")
    icans_days: int | None = has.whole("ICANS lasted", unit="days")
    tocilizumab_doses: int | None = has.whole("Doses of tocilizumab")
    steroids: bool | None = has.yes_no("Steroids were needed")
    day28_result: str | None = has.text("Result on day 28")
    b_cell_aplasia_lost_on: PartialDate | None = has.date("B cells came back on")
    immunoglobulin_support: str | None = has.text("Antibody support (IVIG)")
    place: str | None = has.text("Place")
    note: str | None = has.long_text("Note")


@has.entity(
    "donor_search",
    section="donor_search",
    label="donor search",
    plural="donor searches",
    single=True,
    title=("preferred_by_center",),
)
@value_class(kw_only=True)
class DonorSearch(Entity):
    """What is known about possible donors."""

    hla_typed_on: PartialDate | None = has.date("HLA typed on")
    registry: str | None = has.long_text("Registry search")
    preferred_by_center: str | None = has.text("The center prefers")
    note: str | None = has.long_text("Note")


@has.entity(
    "donor_candidate",
    section="siblings",
    label="possible family donor",
    parent=DonorSearch,
    title=("name", "match"),
)
@value_class(kw_only=True)
class DonorCandidate(Part):
    """A sibling or other relative who may give cells."""

    name: str | None = has.text("Name")
    relation: str | None = has.text("Relation")
    match: str | None = has.text("Match")
    note: str | None = has.text("Note")


@has.entity(
    "csf_sample",
    section="intrathecal_and_csf",
    label="spinal fluid entry",
    plural="spinal fluid entries",
    title=("cns_status",),
    day="date",
)
@value_class(kw_only=True)
class CsfSample(Entity):
    """One lumbar puncture: what was given into the spine and what the fluid showed."""

    date: PartialDate | None = has.date("Date", always=True)
    drugs: tuple[str, ...] | None = has.texts(
        "Given into the spine", vocabulary="drugs", always=True
    )
    csf_wbc: Decimal | None = has.number("White cells", unit="/µL", always=True)
    csf_rbc: Decimal | None = has.number("Red cells", unit="/µL", always=True)
    blasts: bool | None = has.yes_no("Blasts seen", always=True)
    cns_status: str | None = has.code("Spinal fluid status", "cns_status", always=True)
    note: str | None = has.text("Note")


@has.entity(
    "exposure", section="exposures", label="lifetime exposure", title=("agent", "type"), day="as_of"
)
@value_class(kw_only=True)
class Exposure(Entity):
    """A lifetime total that later treatment depends on, such as anthracycline."""

    type: str | None = has.text("Kind")
    agent: str | None = has.text("Drug or site", vocabulary="drugs")
    cumulative_mg_m2: Decimal | None = has.number("Total", unit="mg/m²")
    courses: int | None = has.whole("Courses")
    gy: Decimal | None = has.number("Radiation dose", unit="Gy")
    fractions: int | None = has.whole("Fractions")
    as_of: PartialDate | None = has.date("Counted up to")
    note: str | None = has.text("Note")


@has.entity(
    "radiation",
    section="radiation",
    label="radiation",
    plural="radiation treatments",
    title=("site",),
    day="start",
)
@value_class(kw_only=True)
class Radiation(Entity):
    """A course of radiation."""

    site: str | None = has.text("Site")
    start: PartialDate | None = has.date("Started")
    end: PartialDate | None = has.date("Ended")
    gy: Decimal | None = has.number("Dose", unit="Gy")
    fractions: int | None = has.whole("Fractions")
    place: str | None = has.text("Place")
    note: str | None = has.text("Note")


@has.entity(
    "transfusion", section="transfusions", label="transfusion", title=("product",), day="date"
)
@value_class(kw_only=True)
class Transfusion(Entity):
    """A transfusion; it changes the counts of the next days."""

    date: PartialDate | None = has.date("Date")
    product: str | None = has.text("Product", vocabulary="drugs")
    units: Decimal | None = has.number("Units")
    note: str | None = has.text("Note")
