"""What comes of a visit, what to bring, where questions come from."""

import pytest

from app.case.case import Case
from app.case.entities import AccessRequest, AccessStep, Appointment, Question, SavedTrial
from app.case.partial_date import PartialDate
from app.casefile import Insert
from app.errors import CasebookError
from app.usecases import visits_bring_list as bring
from app.usecases import visits_outcome as outcome
from app.usecases.session import Session
from app.usecases.visits_origin import origin_of

DAY = PartialDate.from_iso("2026-05-14")


@pytest.fixture
def visit(session: Session) -> Session:
    session.run("add", [Insert(Appointment(id="v1", date=DAY))])
    return session


def test_a_visit_needs_a_day_and_nothing_else(session: Session) -> None:
    outcome.add_visit(session, PartialDate.from_iso("2026-06"))
    (row,) = session.case.all(Appointment)
    assert row.date is not None
    assert row.date.words() == "June 2026"
    with pytest.raises(CasebookError, match="day of the visit"):
        outcome.add_visit(session, None)


def test_decisions_and_steps_belong_to_the_visit(visit: Session) -> None:
    outcome.add_decision(visit, "v1", " Go on ")
    outcome.add_next_step(visit, "v1", "Call", "Tess", PartialDate.from_iso("2026-05-20"))
    outcome.add_next_step(visit, "v1", "Ask", due=PartialDate.from_iso("2026-05-15"))
    outcome.add_next_step(visit, "v1", "Some day")
    (decision,) = outcome.decisions_of(visit.case, "v1")
    assert (decision.decision, decision.date) == ("Go on", DAY)
    assert [row.text for row in outcome.steps_of(visit.case, "v1")] == ["Ask", "Call", "Some day"]
    first = outcome.steps_of(visit.case, "v1")[0]
    outcome.set_step_done(visit, first.id, True)
    assert [row.text for row in outcome.steps_of(visit.case, "v1")] == ["Call", "Some day", "Ask"]
    outcome.set_step_done(visit, first.id, False)
    assert outcome.steps_of(visit.case, "v1")[0].done_on is None


def test_the_outcome_is_kept_in_words(visit: Session) -> None:
    assert outcome.set_outcome(visit, "v1", " All as before. ")
    assert not outcome.set_outcome(visit, "v1", "All as before.")
    row = visit.case.get(Appointment, "v1")
    assert row is not None
    assert row.outcome == "All as before."


@pytest.mark.parametrize("visit_id", ["v1", "gone"])
def test_nothing_is_noted_for_nothing(visit: Session, visit_id: str) -> None:
    for act in (outcome.add_decision, outcome.add_next_step):
        with pytest.raises(CasebookError, match="Nothing was changed"):
            act(visit, visit_id, "  ")
    with pytest.raises(CasebookError, match="no longer"):
        outcome.set_step_done(visit, "gone", True)


def listed(session: Session) -> list[tuple[str, bool]]:
    row = session.case.get(Appointment, "v1")
    assert row is not None
    return [(each.what, each.packed) for each in bring.bring_list(row)]


def test_things_to_bring_are_listed_ticked_and_taken_off(visit: Session) -> None:
    bring.add_to_bring(visit, "v1", "Medicine  list")
    bring.add_to_bring(visit, "v1", "Insurance card")
    bring.add_to_bring(visit, "v1", "Insurance card")
    bring.set_packed(visit, "v1", "Insurance card", True)
    assert listed(visit) == [("Medicine list", False), ("Insurance card", True)]
    bring.set_packed(visit, "v1", "Insurance card", False)
    assert listed(visit)[1] == ("Insurance card", False)
    visit.undo()
    bring.remove_from_bring(visit, "v1", "Insurance card")
    assert listed(visit) == [("Medicine list", False)]
    bring.add_to_bring(visit, "v1", "Insurance card")
    assert listed(visit)[1] == ("Insurance card", False)
    with pytest.raises(CasebookError, match="what to bring"):
        bring.add_to_bring(visit, "v1", " ")
    with pytest.raises(CasebookError, match="no longer"):
        bring.add_to_bring(visit, "gone", "Anything")


def session_of(*rows: object) -> Session:
    class Held:
        case = Case.of(rows)  # type: ignore[arg-type]

        @staticmethod
        def as_of() -> object:
            return PartialDate.from_iso("2026-05-12").exact

    return Held()  # type: ignore[return-value]


XT = SavedTrial(id="t1", short_name="Ready-made cells (XT-107)", nct_id="NCT99990001")
OTHER = SavedTrial(id="t2", short_name="Daratumumab", nct_id="NCT99990002")
REQUEST = AccessRequest(id="r1", pathway="right_to_try", drug="XT-107")
STEP = AccessStep(id="s1", parent_id="r1", step="Ask", done=True)
NEXT = AccessStep(id="s2", parent_id="r1", step="Send", position=1)


@pytest.mark.parametrize(
    ("text", "category", "kind", "name"),
    [
        ("Does XT-107 fit?", "trial", "trial", "XT-107"),
        ("And NCT99990002?", None, "trial", "NCT99990002"),
        ("XT-107 or daratumumab?", "trial", "person", "Jo"),
        ("Has the company answered?", "expanded_access", "access", "right_to_try"),
        ("Is right to try possible?", None, "access", "right_to_try"),
        ("How are you?", None, "person", "Jo"),
    ],
)
def test_where_a_question_comes_from(text: str, category: str | None, kind: str, name: str) -> None:
    row = Question(id="q", text=text, category=category, noted_by="Jo")
    found = origin_of(session_of(XT, OTHER, REQUEST, STEP, NEXT, row), row)
    assert found is not None
    assert (found.kind, found.name) == (kind, name)
    assert found.step == (2 if kind == "access" else None)


def test_nothing_is_claimed_where_nothing_is_known() -> None:
    row = Question(id="q", text="Why?", category="expanded_access")
    assert origin_of(session_of(row), row) is None
    only = Question(id="q", text="Why?", category="trial")
    found = origin_of(session_of(XT, only), only)
    assert found is not None
    assert found.row_id == "t1"
