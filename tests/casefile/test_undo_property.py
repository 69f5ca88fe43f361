"""Whatever is done: undo leads back step by step, redo forward again, also after reopening."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case.case import Case
from app.case.entities import Appointment, LabPanel, LabResult, Note, Question
from app.casefile import CaseFile, Delete, Edit, Insert, Reorder, Update, new_id, verify
from app.casefile.case_json.writing import case_document, text
from app.errors import CasebookError
from tests.casefile.conftest import first_rows

KINDS = (Appointment, LabPanel, LabResult, Note, Question)
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["insert", "update", "delete", "reorder", "undo", "redo", "revert", "reopen"]
        ),
        st.integers(0, 1000),
    ),
    max_size=25,
)


def edits(case: Case, act: str, number: int) -> list[Edit]:
    kind = KINDS[number % len(KINDS)]
    rows = case.all(kind)
    row = rows[number % len(rows)] if rows else None
    if act == "insert" or row is None:
        return inserts(case, number)
    if act == "update":
        return [Update(replace(row, noted_by=f"Ana {number % 3}"))]
    if act == "delete":
        return [Delete(kind.spec.table, row.id)]
    ids = [
        each.id for each in rows if getattr(each, "parent_id", "") == getattr(row, "parent_id", "")
    ]
    return [Reorder(kind.spec.table, tuple(ids[number % len(ids) :] + ids[: number % len(ids)]))]


def inserts(case: Case, number: int) -> list[Edit]:
    visits, panels = case.all(Appointment), case.all(LabPanel)
    visit = visits[number % len(visits)].id if visits else None
    rows = [
        Appointment(id=new_id(), purpose=f"visit {number}"),
        Question(id=new_id(), text=f"question {number}", for_appointment_id=visit),
        LabPanel(id=new_id(), lab_name=f"lab {number}"),
        Note(id=new_id(), text=f"note {number}"),
    ]
    if panels:
        parent = panels[number % len(panels)].id
        rows.append(LabResult(id=new_id(), parent_id=parent, code=f"test {number}"))
    return [Insert(rows[number % len(rows)]), Insert(rows[(number // 7) % len(rows)])][
        : 1 + (number % len(rows) != (number // 7) % len(rows))
    ]


def content(case_file: CaseFile) -> str:
    return text(case_document(case_file.case()))


class Model:
    """What the case looked like before and after each step that can be undone and redone."""

    def __init__(self) -> None:
        self.back: list[tuple[str, str]] = []
        self.forward: list[tuple[str, str]] = []

    def done(self, before: str, after: str) -> None:
        self.back.append((before, after))
        self.forward.clear()


@given(ACTS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
def test_undo_leads_back_and_redo_forward(tmp_path_factory, acts):
    path = tmp_path_factory.mktemp("case") / "x.casebook"
    case_file = CaseFile.create(path, first_rows(), backup_on_close=False)
    model = Model()
    for act, number in acts:
        if act == "reopen":
            case_file.close()
            case_file = CaseFile.open(path, backup_on_close=False)
        else:
            step(case_file, model, act, number)
        assert bool(case_file.undo_name) == bool(model.back)
        assert bool(case_file.redo_name) == bool(model.forward)
    while model.back:
        step(case_file, model, "undo", 0)
    while model.forward:
        step(case_file, model, "redo", 0)
    case_file.close()
    assert all(check.ok for check in verify(path))


def step(case_file: CaseFile, model: Model, act: str, number: int) -> None:
    before = content(case_file)
    if act == "undo" and model.back:
        earlier, now = model.back.pop()
        model.forward.append((earlier, now))
        case_file.undo()
        assert content(case_file) == earlier
    elif act == "redo" and model.forward:
        earlier, later = model.forward.pop()
        model.back.append((earlier, later))
        case_file.redo()
        assert content(case_file) == later
    elif act == "revert":
        operations = [op for op in case_file.history() if op.undoable and op.kind == "do"]
        if operations:
            revert(case_file, model, operations[number % len(operations)].id, before)
    elif act not in ("undo", "redo") and case_file.run(act, edits(case_file.case(), act, number)):
        model.done(before, content(case_file))


def revert(case_file: CaseFile, model: Model, operation_id: str, before: str) -> None:
    try:
        changes = case_file.undo_operation(operation_id)
    except CasebookError:
        assert content(case_file) == before
    else:
        if changes:
            model.done(before, content(case_file))
