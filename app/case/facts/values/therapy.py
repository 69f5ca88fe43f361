"""Facts about what was given: lines of therapy, last doses, transplants, cells."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from app.case.facts.values.evidence import Evidence
from app.case.partial_date import DayRange, PartialDate
from app.case.value_class import value_class

TreatmentState = Literal["given", "ongoing", "no_end_noted", "planned", "undated"]
"""`no_end_noted`: begun, no last dose, and nobody said that it goes on."""


@value_class
class SideEffect:
    """A side effect with its grade as noted."""

    term: str
    grade: str | None
    start: PartialDate | None
    end: PartialDate | None
    words: str
    evidence: Evidence


@value_class
class Phase:
    """One treatment: a phase of a line.

    Attributes:
        line: the team's number.
        phase, modality, response, reason_stopped: codes; `*_words` are for people.
        drugs: names as noted.
        worst_effects: side effects of the highest grade noted.
    """

    name: str
    line: int | None
    phase: str | None
    phase_words: str
    modality: str | None
    modality_words: str
    drugs: tuple[str, ...]
    cycles: int | None
    start: PartialDate | None
    end: PartialDate | None
    state: TreatmentState
    response: str | None
    response_words: str
    reason_stopped: str | None
    reason_words: str
    trial_id: str | None
    effects: tuple[SideEffect, ...]
    worst_effects: tuple[SideEffect, ...]
    evidence: Evidence


@value_class
class TherapyLine:
    """A line of therapy by the team's own count; it is never computed.

    Attributes:
        number: None for treatments whose line nobody noted.
        end: last dose of its last phase; None while it goes on or where it is not known.
        best_response: code of the deepest response noted in its phases.
        reason_stopped: of the phase that ended last.
    """

    number: int | None
    phases: tuple[Phase, ...]
    start: PartialDate | None
    end: PartialDate | None
    state: TreatmentState
    best_response: str | None
    best_response_words: str
    reason_stopped: str | None
    reason_words: str


LastDayKind = Literal["exact", "within", "no_later_than", "continuing", "no_end_noted"]
Way = Literal["systemic", "intrathecal", "local"]


@value_class
class LastDay:
    """The last day on which something was given, as far as the records tell it.

    Attributes:
        kind: `exact`: this very day. `within`: some day of a partial date. `no_later_than`: no
            day of its own, ended with its treatment at the latest. `continuing`: still given on
            the as-of day. `no_end_noted`: begun, and nobody noted an end.
        earliest, latest: every day from the one to the other is possible, both included; never
            after the as-of day. `earliest` is None where not even a start is known.
        noted: the date as noted, None where there is none.
    """

    kind: LastDayKind
    earliest: date | None
    latest: date
    noted: PartialDate | None

    def days_before(self, day: date) -> DayRange | None:
        """Return the days from the last dose to `day`; None where it has no lower end."""
        if self.earliest is None:
            return None
        return DayRange((day - self.latest).days, (day - self.earliest).days)

    @property
    def words(self) -> str:
        """Return "14 April 2026", "no later than 14 April 2026" or "still taken"."""
        if self.kind == "continuing":
            return "still taken"
        if self.kind == "no_end_noted" or self.noted is None:
            return "end not noted"
        noted = self.noted.words()
        return f"no later than {noted}" if self.kind == "no_later_than" else noted


@value_class
class LastDose:
    """The last dose of one drug by one way.

    Attributes:
        key: id in `drugs.csv`, else the name in lower case; conflicts go by it.
        drug: the drug's name, as noted where the vocabulary does not know it.
        drug_id: id in `drugs.csv`, None where unknown.
        drug_class, modality, targets: from `drugs.csv` ("vinca alkaloid", "chemotherapy").
        family: the group that washouts speak of, a key of `FAMILIES`.
        way: systemic; into the spine; or local (eye drops, mouth rinse, cream, inhaled).
        replacement: a steroid the body lacks, given in its place (by the noted reason).
        evidence: the rows that decide, the latest first.
    """

    key: str
    drug: str
    drug_id: str | None
    drug_class: str | None
    modality: str | None
    targets: tuple[str, ...]
    family: str
    way: Way
    replacement: bool
    last: LastDay
    evidence: tuple[Evidence, ...]


@value_class
class LastGiven:
    """The last day of a whole group: a drug class, or radiation, transplant, cells.

    Attributes:
        key: a key of `FAMILIES`, or a class of `drugs.csv`.
        doses: the drugs of the group, latest first; empty for radiation and transplants.
    """

    key: str
    label: str
    last: LastDay
    doses: tuple[LastDose, ...]
    evidence: tuple[Evidence, ...]


FAMILIES: Mapping[str, str] = {
    "chemotherapy": "Chemotherapy",
    "asparaginase": "Asparaginase",
    "steroid": "Steroids",
    "intrathecal": "Into the spine",
    "radiation": "Radiation",
    "targeted": "Targeted pills and drugs",
    "immunomodulator": "Immune-changing drugs",
    "antibody": "Antibodies",
    "antibody_drug_conjugate": "Antibodies that carry a drug",
    "bispecific": "Bispecific antibodies",
    "checkpoint_inhibitor": "Checkpoint inhibitors",
    "car_t": "CAR-T cells",
    "other_cell_therapy": "Other cells",
    "dli": "Donor lymphocytes (DLI)",
    "donor_transplant": "Donor transplant",
    "own_transplant": "Own-cell transplant",
    "transplant": "Transplant, kind not noted",
    "immune_suppression": "Immune suppression",
    "atg_alemtuzumab": "ATG or alemtuzumab",
    "growth_factor": "Growth factors",
    "investigational": "Given in a trial",
    "live_vaccine": "Live vaccines",
    "other": "Other medicines",
}
"""Groups of treatment that washouts speak of (domain 4.4), with their labels."""


@value_class
class SystemicEnd:
    """The last end of a systemic anticancer treatment, as the contract defines it."""

    phase: Phase
    end: PartialDate
    days_before: DayRange


@value_class
class SpinalFluid:
    """One spinal fluid entry.

    Attributes:
        words: "CNS1: 0 white cells, 1 red cell, no blasts".
    """

    date: PartialDate | None
    drugs: tuple[str, ...]
    cns_status: str | None
    blasts: bool | None
    words: str
    evidence: Evidence


@value_class
class TransplantFact:
    """A transplant, with the day counted from it and its GVHD.

    Attributes:
        days_since: from day 0 to the as-of day.
        donor_percent: newest chimerism results, one per kind of cells, with evidence.
        gvhd: episodes in words, latest first.
    """

    type: str | None
    date: PartialDate | None
    days_since: DayRange | None
    words: str
    donor_percent: tuple[Evidence, ...]
    gvhd: tuple["GvhdFact", ...]
    evidence: Evidence


@value_class
class GvhdFact:
    """One GVHD episode; `status` is a code of `gvhd.activity`."""

    kind: str | None
    onset: PartialDate | None
    status: str | None
    words: str
    evidence: Evidence


@value_class
class CellTherapyFact:
    """A CAR-T or other cell product."""

    product: str
    target: str | None
    date: PartialDate | None
    days_since: DayRange | None
    words: str
    evidence: Evidence
