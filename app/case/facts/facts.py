"""All facts of a case on one day, each worked out when it is first asked for.

What works out those that the first page does not show is imported with the first of them.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from app.case.case import Case
from app.case.facts import (
    body,
    disease_status,
    exposures,
    health,
    lab_trends,
    options,
    organs,
    person,
    questions,
    spinal_fluid,
    transplants,
    treatments,
    visits,
)
from app.case.facts import model as m
from app.case.facts.labs import LabIndex
from app.case.facts.situation import situation
from app.case.partial_date import PartialDate

if TYPE_CHECKING:
    from app.case.facts.doses import Dose

T = TypeVar("T")


def facts_of(case: Case, as_of: date) -> "Facts":
    """Return the facts of a case on a day. Nothing is read until it is asked for."""
    return Facts(case, as_of)


class Facts:
    """The facts of one case on one day.

    Rows dated after the day do not count; a partial date counts where it may lie on or before
    it. Lists are newest first unless their line says otherwise.

    Attributes:
        case: the case.
        as_of: the day the facts are told for.
    """

    def __init__(self, case: Case, as_of: date) -> None:
        self.case = case
        self.as_of = as_of

    # the person

    @cached_property
    def age(self) -> m.Age | None:
        """The age on the as-of day; None without a birth date, or before it."""
        return person.age(self.case, self.as_of)

    def age_on(self, day: PartialDate | date) -> m.Age | None:
        """Return the age on another day, such as a visit or a planned start."""
        return person.age(self.case, day)

    @cached_property
    def usual_scale(self) -> m.UsualScale:
        """The performance scale usual for the age."""
        return person.usual_scale(self.age)

    @cached_property
    def performance(self) -> m.Performance | None:
        """The newest performance score of any scale, as measured."""
        return _first(self.performance_scores)

    @cached_property
    def performance_scores(self) -> tuple[m.Performance, ...]:
        """Every performance score."""
        return person.performance_scores(self.case, self.as_of)

    @cached_property
    def weights(self) -> tuple[m.Measure, ...]:
        """Every weight."""
        return body.weights(self.case, self.as_of)

    @cached_property
    def weight(self) -> m.Measure | None:
        """The newest weight."""
        return _first(self.weights)

    @cached_property
    def height(self) -> m.Measure | None:
        """The newest height."""
        return _first(body.heights(self.case, self.as_of))

    @cached_property
    def oxygen(self) -> m.Measure | None:
        """The newest oxygen saturation on room air."""
        return _first(body.oxygen(self.case, self.as_of))

    @cached_property
    def weight_changes(self) -> tuple[m.WeightChange, ...]:
        """Changes of the weight since the end of therapy, a year ago and the first one."""
        return body.weight_changes(self.weights, self.lines, self.as_of)

    @cached_property
    def body_surface(self) -> m.BodySurface | None:
        """The body surface area from the newest height and weight."""
        return body.body_surface(self.height, self.weight)

    # the disease

    @cached_property
    def situation(self) -> m.Situation:
        """The sentence for the top of the overview."""
        return situation(
            self.diagnoses,
            self.status,
            tuple(reversed(self.status_events)),
            self.relapses,
            self.ongoing_treatments,
            self.last_systemic_anticancer_end,
            self.transplants,
            self.cell_therapies,
        )

    @cached_property
    def diagnoses(self) -> tuple[m.DiagnosisFact, ...]:
        """The diagnoses, the first one first."""
        return disease_status.diagnoses(self.case, self.as_of)

    @cached_property
    def status(self) -> m.StatusFact | None:
        """The newest assessment that tells how the disease stands."""
        return disease_status.present_status(self._newest_events)

    @cached_property
    def status_events(self) -> tuple[m.StatusFact, ...]:
        """Every assessment, oldest first, for the course of the illness."""
        return tuple(reversed(self._newest_events))

    @cached_property
    def latest_mrd(self) -> m.StatusFact | None:
        """The newest assessment with an MRD result."""
        return _first(event for event in self._newest_events if event.mrd)

    @cached_property
    def latest_marrow(self) -> m.StatusFact | None:
        """The newest assessment with a share of blasts in the marrow."""
        found = (e for e in self._newest_events if e.marrow_blasts_percent is not None)
        return _first(found)

    @cached_property
    def relapses(self) -> tuple[m.Relapse, ...]:
        """Relapse, MRD relapse and molecular relapse, the first one first."""
        return disease_status.relapses(self._newest_events, self.as_of)

    @cached_property
    def markers(self) -> Mapping[str, m.MarkerFact]:
        """The newest result of every marker of the cancer cells, by marker."""
        from app.case.facts import markers

        return markers.markers(self.case, self.as_of)

    @cached_property
    def genes(self) -> Mapping[str, m.GeneFact]:
        """The newest findings of every gene, by gene."""
        from app.case.facts import genes

        return genes.genes(self._gene_values, self.biology_at_diagnosis)

    @cached_property
    def biology_at_diagnosis(self) -> m.Biology | None:
        """Markers and genes at diagnosis."""
        from app.case.facts import biology

        return biology.at_diagnosis(
            self.case,
            self.as_of,
            _first(self.diagnoses),
            self.relapses,
            self.markers,
            self._gene_values,
        )

    @cached_property
    def biology_at_relapse(self) -> m.Biology | None:
        """Markers and genes at the latest relapse, else when the disease was refractory."""
        from app.case.facts import biology

        return biology.at_relapse(
            self.case,
            self.as_of,
            self.relapses,
            self._newest_events,
            self.markers,
            self._gene_values,
        )

    # what was given

    @cached_property
    def lines(self) -> tuple[m.TherapyLine, ...]:
        """The lines of therapy by the team's own numbers, line 1 first, unnumbered ones last."""
        return treatments.lines(self.phases)

    @cached_property
    def phases(self) -> tuple[m.Phase, ...]:
        """Every treatment, oldest first, planned ones last."""
        return treatments.phases(self.case, self.as_of)

    @cached_property
    def ongoing_treatments(self) -> tuple[m.Phase, ...]:
        """Treatments going on on the as-of day."""
        return tuple(phase for phase in reversed(self.phases) if phase.state == "ongoing")

    @cached_property
    def planned_treatments(self) -> tuple[m.Phase, ...]:
        """Treatments that start after the as-of day."""
        return tuple(phase for phase in self.phases if phase.state == "planned")

    @cached_property
    def highest_line(self) -> int | None:
        """The highest line number among treatments that have begun."""
        return treatments.highest_line(self.phases)

    @cached_property
    def last_doses(self) -> tuple[m.LastDose, ...]:
        """The last dose of every drug by every way, the latest first."""
        from app.case.facts import doses

        return doses.last_doses(self._doses)

    @cached_property
    def last_by_class(self) -> Mapping[str, m.LastGiven]:
        """The last dose per class of `drugs.csv`, such as "vinca alkaloid"; systemic only."""
        from app.case.facts import last_given

        return last_given.by_class(self._doses)

    @cached_property
    def last_by_family(self) -> Mapping[str, m.LastGiven]:
        """The last day per group that washouts speak of, keys of `FAMILIES`."""
        from app.case.facts import last_given

        return last_given.by_family(self.case, self.as_of, self._doses)

    @cached_property
    def last_by_target(self) -> Mapping[str, m.LastGiven]:
        """The last dose of antibodies and cells per target, such as "CD19"."""
        from app.case.facts import last_given

        return last_given.by_target(self.case, self.as_of, self._doses)

    @cached_property
    def last_systemic_anticancer_end(self) -> m.SystemicEnd | None:
        """The latest end of a systemic anticancer treatment, as the contract defines it."""
        return treatments.last_systemic_end(self.phases, self.as_of)

    @cached_property
    def last_intrathecal(self) -> m.SpinalFluid | None:
        """The newest entry with drugs given into the spine."""
        return spinal_fluid.last_intrathecal(self.case, self.as_of, self.spinal_fluid)

    @cached_property
    def spinal_fluid(self) -> tuple[m.SpinalFluid, ...]:
        """Every spinal fluid entry."""
        return spinal_fluid.spinal_fluid(self.case, self.as_of)

    @cached_property
    def transplants(self) -> tuple[m.TransplantFact, ...]:
        """Transplants with GVHD and chimerism."""
        return transplants.transplants(self.case, self.as_of)

    @cached_property
    def cell_therapies(self) -> tuple[m.CellTherapyFact, ...]:
        """CAR-T and other cell products."""
        return transplants.cell_therapies(self.case, self.as_of)

    @cached_property
    def radiation(self) -> tuple[m.Evidence, ...]:
        """Courses of radiation in words, planned ones included and said so."""
        return exposures.radiation(self.case, self.as_of)

    @cached_property
    def exposures(self) -> tuple[m.Evidence, ...]:
        """Lifetime exposures in words, such as "doxorubicin 135 mg/m²"."""
        return exposures.exposures(self.case, self.as_of)

    # laboratory, organs, viruses

    @cached_property
    def latest_panel(self) -> m.Panel | None:
        """The newest lab panel, by date, then by order."""
        return self._labs.latest_panel()

    @cached_property
    def newest_labs(self) -> Mapping[str, m.LabValue]:
        """The newest value of every lab over all panels, by lab."""
        return self._labs.newest()

    def lab_series(self, key: str, last: int | None = None) -> tuple[m.TrendPoint, ...]:
        """Return the line of one lab in one unit, oldest first; for a sparkline the last few."""
        return lab_trends.series(self._labs, key, last)

    def lab_values(self, key: str) -> tuple[m.LabValue, ...]:
        """Return every result of one lab as printed, oldest first, undated ones before all."""
        return tuple(self._labs.of_lab(key))

    def lab_table(self, keys: tuple[str, ...], columns: int = 5) -> m.TrendTable:
        """Return some labs over the last dates on which one of them was measured."""
        return lab_trends.table(self._labs, keys, columns)

    @cached_property
    def organ_tests(self) -> tuple[m.OrganFact, ...]:
        """The newest result of every organ test, with its age in days."""
        return organs.organ_tests(self.case, self.as_of)

    @cached_property
    def viruses(self) -> tuple[m.VirusFact, ...]:
        """The newest result of every virus test, in the form's order."""
        return organs.viruses(self.case, self.as_of)

    @cached_property
    def absences(self) -> tuple[m.AbsenceFact, ...]:
        """Values that somebody noted as waited for, not done or not known; waited for first."""
        from app.case.facts import absences

        return absences.absences(self.case)

    # health and medicines

    @cached_property
    def active_medicines(self) -> tuple[m.MedicineFact, ...]:
        """Medicines taken on the as-of day or as needed, by name."""
        from app.case.facts import medicines

        return medicines.active_medicines(self.case, self.as_of)

    @cached_property
    def ongoing_anticancer_medicines(self) -> tuple[m.MedicineFact, ...]:
        """Active anticancer medicines; those for GVHD and infections are none."""
        return tuple(found for found in self.active_medicines if found.anticancer)

    @cached_property
    def immune_suppression(self) -> tuple[m.MedicineFact, ...]:
        """Active immune suppression and steroids; look at `way` and `replacement`."""
        from app.case.facts import medicines

        return medicines.immune_suppression(self.active_medicines)

    @cached_property
    def changes_counts(self) -> tuple[m.Evidence, ...]:
        """Growth factors and transfusions of the last 14 days, which change blood counts."""
        from app.case.facts import medicines

        return medicines.changes_counts(self.case, self.as_of, self._doses)

    @cached_property
    def allergies(self) -> m.AllergyFacts:
        """Allergies, or that somebody said there are none."""
        return health.allergies(self.case, self.as_of)

    @cached_property
    def infections(self) -> tuple[m.InfectionFact, ...]:
        """Infections, those not gone first."""
        return health.infections(self.case, self.as_of)

    # visits and options

    @cached_property
    def open_questions(self) -> tuple[m.QuestionFact, ...]:
        """Questions still to ask, most important first."""
        return tuple(questions.questions(self.case, "open"))

    @cached_property
    def asked_questions(self) -> tuple[m.QuestionFact, ...]:
        """Questions asked and not answered yet."""
        return tuple(questions.questions(self.case, "asked"))

    @cached_property
    def answered_questions(self) -> tuple[m.QuestionFact, ...]:
        """Questions with their answers, newest answer first."""
        return questions.newest_answers(questions.questions(self.case, "answered"))

    def questions_for(self, appointment_id: str | None) -> tuple[m.QuestionFact, ...]:
        """Return the open questions for a visit: its own first, then by priority, then by age."""
        return tuple(questions.questions(self.case, "open", appointment_id))

    @cached_property
    def next_visit(self) -> m.Visit | None:
        """The next appointment."""
        return visits.next_visit(self.case, self.visits_ahead)

    @cached_property
    def visits_ahead(self) -> tuple[m.Visit, ...]:
        """Appointments from the as-of day on, the next one first."""
        return visits.visits_ahead(self.case, self.as_of)

    def decisions_due(self, by: date) -> tuple[m.DecisionDue, ...]:
        """Return the decisions to be looked at again by a day, the latest first."""
        return visits.decisions_due(self.case, self.as_of, by)

    def decision_wanted(self, appointment_id: str | None) -> m.DecisionWanted | None:
        """Return what should be decided at a visit (its own field, decisions due, purpose)."""
        return visits.decision_wanted(self.case, self.as_of, appointment_id)

    @cached_property
    def documents(self) -> Mapping[str, tuple[m.Evidence, ...]]:
        """Documents by type, newest first; a document without a type is under "other"."""
        return options.documents(self.case)

    @cached_property
    def trials(self) -> tuple[m.TrialFact, ...]:
        """Saved trials with the status as noted, in the family's order."""
        return options.trials(self.case)

    @cached_property
    def access_requests(self) -> tuple[m.AccessFact, ...]:
        """Access requests, open ones first."""
        return options.access_requests(self.case)

    # where records disagree

    @cached_property
    def conflicts(self) -> tuple[m.Conflict, ...]:
        """Records that cannot all be right."""
        from app.case.facts.conflicts import conflicts

        return conflicts(self.case, self.as_of, self._labs)

    # worked out once for several facts

    @cached_property
    def _newest_events(self) -> tuple[m.StatusFact, ...]:
        return disease_status.status_events(self.case, self.as_of)

    @cached_property
    def _gene_values(self) -> Mapping[str, tuple[m.GeneValue, ...]]:
        from app.case.facts import genes

        return genes.gene_values(self.case, self.as_of)

    @cached_property
    def _doses(self) -> tuple["Dose", ...]:
        from app.case.facts import doses

        return doses.all_doses(self.case, self.as_of)

    @cached_property
    def _labs(self) -> LabIndex:
        return LabIndex(self.case, self.as_of)


def _first(found: Iterable[T]) -> T | None:
    return next(iter(found), None)
