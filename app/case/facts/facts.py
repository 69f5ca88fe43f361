"""All facts of a case on one day, each worked out when it is first asked for."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from app.case.case import Case
from app.case.facts import model as m
from app.case.partial_date import PartialDate


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
        raise NotImplementedError

    def age_on(self, day: PartialDate | date) -> m.Age | None:
        """Return the age on another day, such as a visit or a planned start."""
        raise NotImplementedError

    @cached_property
    def usual_scale(self) -> m.UsualScale:
        """The performance scale usual for the age."""
        raise NotImplementedError

    @cached_property
    def performance(self) -> m.Performance | None:
        """The newest performance score of any scale, as measured."""
        raise NotImplementedError

    @cached_property
    def performance_scores(self) -> tuple[m.Performance, ...]:
        """Every performance score."""
        raise NotImplementedError

    @cached_property
    def weight(self) -> m.Measure | None:
        """The newest weight."""
        raise NotImplementedError

    @cached_property
    def height(self) -> m.Measure | None:
        """The newest height."""
        raise NotImplementedError

    @cached_property
    def oxygen(self) -> m.Measure | None:
        """The newest oxygen saturation on room air."""
        raise NotImplementedError

    @cached_property
    def weight_changes(self) -> tuple[m.WeightChange, ...]:
        """Changes of the weight since the end of therapy, a year ago and the first one."""
        raise NotImplementedError

    @cached_property
    def body_surface(self) -> m.BodySurface | None:
        """The body surface area from the newest height and weight."""
        raise NotImplementedError

    # the disease

    @cached_property
    def situation(self) -> m.Situation:
        """The sentence for the top of the overview."""
        raise NotImplementedError

    @cached_property
    def diagnoses(self) -> tuple[m.DiagnosisFact, ...]:
        """The diagnoses, the first one first."""
        raise NotImplementedError

    @cached_property
    def status(self) -> m.StatusFact | None:
        """The newest assessment that tells how the disease stands."""
        raise NotImplementedError

    @cached_property
    def status_events(self) -> tuple[m.StatusFact, ...]:
        """Every assessment, oldest first, for the course of the illness."""
        raise NotImplementedError

    @cached_property
    def latest_mrd(self) -> m.StatusFact | None:
        """The newest assessment with an MRD result."""
        raise NotImplementedError

    @cached_property
    def latest_marrow(self) -> m.StatusFact | None:
        """The newest assessment with a share of blasts in the marrow."""
        raise NotImplementedError

    @cached_property
    def relapses(self) -> tuple[m.Relapse, ...]:
        """Relapse, MRD relapse and molecular relapse, the first one first."""
        raise NotImplementedError

    @cached_property
    def markers(self) -> Mapping[str, m.MarkerFact]:
        """The newest result of every marker of the cancer cells, by marker."""
        raise NotImplementedError

    @cached_property
    def genes(self) -> Mapping[str, m.GeneFact]:
        """The newest findings of every gene, by gene."""
        raise NotImplementedError

    @cached_property
    def biology_at_diagnosis(self) -> m.Biology | None:
        """Markers and genes at diagnosis."""
        raise NotImplementedError

    @cached_property
    def biology_at_relapse(self) -> m.Biology | None:
        """Markers and genes at the latest relapse, else when the disease was refractory."""
        raise NotImplementedError

    # what was given

    @cached_property
    def lines(self) -> tuple[m.TherapyLine, ...]:
        """The lines of therapy by the team's own numbers, line 1 first, unnumbered ones last."""
        raise NotImplementedError

    @cached_property
    def phases(self) -> tuple[m.Phase, ...]:
        """Every treatment, oldest first, planned ones last."""
        raise NotImplementedError

    @cached_property
    def ongoing_treatments(self) -> tuple[m.Phase, ...]:
        """Treatments going on on the as-of day."""
        raise NotImplementedError

    @cached_property
    def planned_treatments(self) -> tuple[m.Phase, ...]:
        """Treatments that start after the as-of day."""
        raise NotImplementedError

    @cached_property
    def highest_line(self) -> int | None:
        """The highest line number among treatments that have begun."""
        raise NotImplementedError

    @cached_property
    def last_doses(self) -> tuple[m.LastDose, ...]:
        """The last dose of every drug by every way, the latest first."""
        raise NotImplementedError

    @cached_property
    def last_by_class(self) -> Mapping[str, m.LastGiven]:
        """The last dose per class of `drugs.csv`, such as "vinca alkaloid"; systemic only."""
        raise NotImplementedError

    @cached_property
    def last_by_family(self) -> Mapping[str, m.LastGiven]:
        """The last day per group that washouts speak of, keys of `FAMILIES`."""
        raise NotImplementedError

    @cached_property
    def last_by_target(self) -> Mapping[str, m.LastGiven]:
        """The last dose of antibodies and cells per target, such as "CD19"."""
        raise NotImplementedError

    @cached_property
    def last_systemic_anticancer_end(self) -> m.SystemicEnd | None:
        """The latest end of a systemic anticancer treatment, as the contract defines it."""
        raise NotImplementedError

    @cached_property
    def last_intrathecal(self) -> m.SpinalFluid | None:
        """The newest entry with drugs given into the spine."""
        raise NotImplementedError

    @cached_property
    def spinal_fluid(self) -> tuple[m.SpinalFluid, ...]:
        """Every spinal fluid entry."""
        raise NotImplementedError

    @cached_property
    def transplants(self) -> tuple[m.TransplantFact, ...]:
        """Transplants with GVHD and chimerism."""
        raise NotImplementedError

    @cached_property
    def cell_therapies(self) -> tuple[m.CellTherapyFact, ...]:
        """CAR-T and other cell products."""
        raise NotImplementedError

    @cached_property
    def radiation(self) -> tuple[m.Evidence, ...]:
        """Courses of radiation in words, planned ones included and said so."""
        raise NotImplementedError

    @cached_property
    def exposures(self) -> tuple[m.Evidence, ...]:
        """Lifetime exposures in words, such as "doxorubicin 135 mg/m²"."""
        raise NotImplementedError

    # laboratory, organs, viruses

    @cached_property
    def latest_panel(self) -> m.Panel | None:
        """The newest lab panel, by date, then by order."""
        raise NotImplementedError

    @cached_property
    def newest_labs(self) -> Mapping[str, m.LabValue]:
        """The newest value of every lab over all panels, by lab."""
        raise NotImplementedError

    def lab_series(self, key: str) -> tuple[m.TrendPoint, ...]:
        """Return the line of one lab in one unit, oldest first, for charts and sparklines."""
        raise NotImplementedError

    def lab_table(self, keys: tuple[str, ...], columns: int = 5) -> m.TrendTable:
        """Return some labs over the last dates on which one of them was measured."""
        raise NotImplementedError

    @cached_property
    def organ_tests(self) -> tuple[m.OrganFact, ...]:
        """The newest result of every organ test, with its age in days."""
        raise NotImplementedError

    @cached_property
    def viruses(self) -> tuple[m.VirusFact, ...]:
        """The newest result of every virus test, in the form's order."""
        raise NotImplementedError

    # health and medicines

    @cached_property
    def active_medicines(self) -> tuple[m.MedicineFact, ...]:
        """Medicines taken on the as-of day or as needed, by name."""
        raise NotImplementedError

    @cached_property
    def ongoing_anticancer_medicines(self) -> tuple[m.MedicineFact, ...]:
        """Active anticancer medicines; those for GVHD and infections are none."""
        raise NotImplementedError

    @cached_property
    def immune_suppression(self) -> tuple[m.MedicineFact, ...]:
        """Active immune suppression and steroids; look at `way` and `replacement`."""
        raise NotImplementedError

    @cached_property
    def changes_counts(self) -> tuple[m.Evidence, ...]:
        """Growth factors and transfusions of the last 14 days, which change blood counts."""
        raise NotImplementedError

    @cached_property
    def allergies(self) -> m.AllergyFacts:
        """Allergies, or that somebody said there are none."""
        raise NotImplementedError

    @cached_property
    def infections(self) -> tuple[m.InfectionFact, ...]:
        """Infections, those not gone first."""
        raise NotImplementedError

    # visits and options

    @cached_property
    def open_questions(self) -> tuple[m.QuestionFact, ...]:
        """Questions still to ask, most important first."""
        raise NotImplementedError

    @cached_property
    def asked_questions(self) -> tuple[m.QuestionFact, ...]:
        """Questions asked and not answered yet."""
        raise NotImplementedError

    @cached_property
    def answered_questions(self) -> tuple[m.QuestionFact, ...]:
        """Questions with their answers, newest answer first."""
        raise NotImplementedError

    def questions_for(self, appointment_id: str | None) -> tuple[m.QuestionFact, ...]:
        """Return the open questions for a visit: its own first, then by priority, then by age."""
        raise NotImplementedError

    @cached_property
    def next_visit(self) -> m.Visit | None:
        """The next appointment."""
        raise NotImplementedError

    @cached_property
    def visits_ahead(self) -> tuple[m.Visit, ...]:
        """Appointments from the as-of day on, the next one first."""
        raise NotImplementedError

    def decisions_due(self, by: date) -> tuple[m.DecisionDue, ...]:
        """Return the decisions to be looked at again by a day, the latest first."""
        raise NotImplementedError

    def decision_wanted(self, appointment_id: str | None) -> m.DecisionWanted | None:
        """Return what should be decided at a visit (its own field, decisions due, purpose)."""
        raise NotImplementedError

    @cached_property
    def documents(self) -> Mapping[str, tuple[m.Evidence, ...]]:
        """Documents by type, newest first; a document without a type is under "other"."""
        raise NotImplementedError

    @cached_property
    def trials(self) -> tuple[m.TrialFact, ...]:
        """Saved trials with the status as noted, in the family's order."""
        raise NotImplementedError

    @cached_property
    def access_requests(self) -> tuple[m.AccessFact, ...]:
        """Access requests, open ones first."""
        raise NotImplementedError

    # where records disagree

    @cached_property
    def conflicts(self) -> tuple[m.Conflict, ...]:
        """Records that cannot all be right."""
        raise NotImplementedError
