from dataclasses import replace
from hashlib import sha256
from zlib import compress

import pytest

from app.case.absence import Absence
from app.case.entities import (
    Allergy,
    Appointment,
    CaseInfo,
    Document,
    LabPanel,
    LabResult,
    Patient,
    Question,
)
from app.case.partial_date import PartialDate
from app.casefile import (
    Attach,
    Attachment,
    CaseFile,
    Delete,
    Insert,
    Reorder,
    Update,
    act_name,
    new_id,
    verify,
)
from app.errors import CasebookError
from tests.casefile.conftest import first_rows


def number_of_operations(case_file: CaseFile) -> int:
    return len(case_file.history())


def allergy(case_file: CaseFile) -> Allergy:
    return case_file.case().all(Allergy)[0]


# Making


def test_a_new_case_is_there_again_after_closing(path):
    CaseFile.create(path, first_rows(), author="Ana").close()
    with CaseFile.open(path) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
        assert case_file.undo_name is None
        assert not case_file.encrypted


def test_an_existing_file_is_never_replaced(path):
    path.write_text("something of the family's")
    with pytest.raises(CasebookError, match="already"):
        CaseFile.create(path, first_rows())
    assert path.read_text() == "something of the family's"
    assert list(path.parent.iterdir()) == [path]


def test_a_case_that_cannot_be_made_leaves_nothing(path):
    twice = Patient(id=new_id())
    with pytest.raises(Exception, match="UNIQUE"):
        CaseFile.create(path, [Insert(twice), Insert(twice)])
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_said_calmly(tmp_path):
    with pytest.raises(CasebookError, match="no folder"):
        CaseFile.create(tmp_path / "nowhere" / "x.casebook", first_rows())


def test_a_closed_case_is_a_single_file(path):
    CaseFile.create(path, first_rows()).close()
    assert list(path.parent.iterdir()) == [path]


# Operations


def test_an_operation_says_what_it_touched(case_file):
    appointment = Appointment(id=new_id(), purpose="visit")
    changes = case_file.run("add visit", [Insert(appointment)])
    assert changes
    assert changes.name == "add visit"
    assert changes.ids == {"appointment": (appointment.id,)}
    assert case_file.history(limit=1)[0].id == changes.operation_id
    assert case_file.case().get(Appointment, appointment.id) == replace(appointment, position=1)


def test_who_and_when_are_those_handed_in(case_file, clock):
    case_file.run("add visit", [Insert(Appointment(id=new_id()))])
    newest = case_file.history(limit=1)[0]
    assert newest.who == "Ana"
    assert newest.at == clock.now.strftime("%Y-%m-%dT%H:%M:00.000Z")


def test_what_changes_nothing_writes_nothing(case_file):
    before = number_of_operations(case_file)
    content = case_file.path.read_bytes()
    changes = case_file.run("edit allergy", [Update(allergy(case_file))])
    assert not changes
    assert changes.ids == {}
    assert number_of_operations(case_file) == before
    assert case_file.path.read_bytes() == content


def test_an_earlier_case_stays_as_it_was(case_file):
    before = case_file.case()
    assert before.all(Allergy)[0].severity == "mild"
    case_file.run("edit", [Update(replace(allergy(case_file), severity="severe"))])
    assert before.all(Allergy)[0].severity == "mild"
    assert case_file.case().all(Allergy)[0].severity == "severe"


def test_only_touched_tables_are_read_again(case_file):
    labs = case_file.case().all(LabResult)
    case_file.run("edit", [Update(replace(allergy(case_file), severity="severe"))])
    assert case_file.case().all(LabResult) is labs


def test_deleting_a_row_deletes_its_parts(case_file):
    panel = case_file.case().all(LabPanel)[0]
    changes = case_file.run("delete lab report", [Delete("lab_panel", panel.id)])
    assert len(changes.ids["lab_result"]) == 2
    assert not case_file.case().all(LabResult)
    case_file.undo()
    assert [row.code for row in case_file.case().parts(LabResult, panel)] == ["wbc", "hgb"]


def test_deleting_a_row_clears_what_points_to_it(case_file):
    visit, document = Appointment(id=new_id()), Document(id=new_id(), title="Letter")
    info = case_file.case().info
    question = Question(id=new_id(), for_appointment_id=visit.id, source_document_id=document.id)
    case_file.run(
        "fill",
        [
            Insert(visit),
            Insert(document),
            Insert(question),
            Update(replace(info, next_appointment_id=visit.id)),
        ],
    )
    case_file.run("delete", [Delete("appointment", visit.id), Delete("document", document.id)])
    left = case_file.case().all(Question)[0]
    assert left.for_appointment_id is None
    assert left.source_document_id is None
    assert case_file.case().info.next_appointment_id is None
    case_file.undo()
    assert case_file.case().all(Question)[0].for_appointment_id == visit.id
    assert case_file.case().info.next_appointment_id == visit.id


def test_new_rows_come_last_and_can_be_reordered(case_file):
    rows = [Allergy(id=new_id(), substance=name) for name in ("nuts", "latex")]
    case_file.run("add", [Insert(row) for row in rows])
    names = [row.substance for row in case_file.case().all(Allergy)]
    assert names == ["penicillin", "nuts", "latex"]
    ids = tuple(row.id for row in reversed(case_file.case().all(Allergy)))
    case_file.run("reorder allergies", [Reorder("allergy", ids)])
    names = [row.substance for row in case_file.case().all(Allergy)]
    assert names == ["latex", "nuts", "penicillin"]
    assert not case_file.run("reorder allergies", [Reorder("allergy", ids)])


def test_parts_are_numbered_within_their_row(case_file):
    panel = LabPanel(id=new_id())
    case_file.run("add", [Insert(panel), Insert(LabResult(id=new_id(), parent_id=panel.id))])
    assert case_file.case().parts(LabResult, panel)[0].position == 1


def test_an_edit_of_a_row_that_is_gone_changes_nothing(case_file):
    gone = allergy(case_file)
    case_file.run("delete", [Delete("allergy", gone.id)])
    before = number_of_operations(case_file)
    visit = Insert(Appointment(id=new_id()))
    for edit in (Update(gone), Delete("allergy", gone.id), Reorder("allergy", (gone.id,))):
        with pytest.raises(CasebookError, match="no longer in the case"):
            case_file.run("edit", [visit, edit])
    assert number_of_operations(case_file) == before
    assert not case_file.case().all(Appointment)


def test_a_part_of_a_row_that_is_gone_changes_nothing(case_file):
    with pytest.raises(CasebookError, match="no longer in the case"):
        case_file.run("add", [Insert(LabResult(id=new_id(), parent_id=new_id()))])
    assert len(case_file.case().all(LabResult)) == 2
    case_file.run("add visit", [Insert(Appointment(id=new_id()))])


def test_an_error_of_ours_is_not_called_one_of_the_world(case_file):
    with pytest.raises(ValueError, match="needs an id"):
        case_file.run("add", [Insert(Appointment(id=""))])
    with pytest.raises(ValueError, match="SHA-256"):
        case_file.run("attach", [Attach("0" * 64, "x", b"y")])
    assert not case_file.case().all(Appointment)


def test_every_kind_of_value_comes_back(case_file):
    visit = Appointment(
        id=new_id(),
        position=1,
        date=PartialDate(2026, 3, about=True),
        purpose="一个 😀 \x1f \u2028 'quoted' \"twice\" \\ " + "long " * 2000,
        prepare=("a", "b; c"),
        absences={"outcome": Absence.WAITING},
        extras={"unknown": {"deep": [1, None]}},
    )
    case_file.run("add", [Insert(visit)])
    case_file.undo()
    case_file.redo()
    assert case_file.case().all(Appointment)[0] == visit


# Undo and redo


def test_undo_and_redo_have_names_and_survive_closing(case_file, path):
    name = act_name("delete", allergy(case_file))
    assert name == "delete allergy penicillin"
    case_file.run(name, [Delete("allergy", allergy(case_file).id)])
    assert case_file.undo_name == name
    case_file.close()
    with CaseFile.open(path) as again:
        assert again.undo_name == name
        assert again.redo_name is None
        again.undo()
        assert again.case().all(Allergy)[0].substance == "penicillin"
        assert again.redo_name == name
    with CaseFile.open(path) as again:
        assert again.redo_name == name
        assert again.undo_name is None
        again.redo()
        assert not again.case().all(Allergy)
        assert again.undo_name == name
    assert all(check.ok for check in verify(path))


def test_a_new_operation_forgets_what_could_be_redone(case_file):
    case_file.run("first", [Insert(Appointment(id=new_id()))])
    case_file.undo()
    case_file.run("second", [Insert(Document(id=new_id()))])
    assert case_file.redo_name is None
    with pytest.raises(CasebookError, match="nothing to do again"):
        case_file.redo()


def test_making_the_case_cannot_be_undone(case_file):
    with pytest.raises(CasebookError, match="nothing to undo"):
        case_file.undo()
    made = case_file.history()[-1]
    with pytest.raises(CasebookError, match="cannot be undone"):
        case_file.undo_operation(made.id)


def test_undo_is_itself_in_the_history(case_file):
    done = case_file.run("add visit", [Insert(Appointment(id=new_id()))])
    undone = case_file.undo()
    newest = case_file.history(limit=1)[0]
    assert (newest.id, newest.kind, newest.target) == (
        undone.operation_id,
        "undo",
        done.operation_id,
    )
    assert number_of_operations(case_file) == 3


def test_one_older_operation_can_be_undone_by_itself(case_file):
    old = case_file.run("edit", [Update(replace(allergy(case_file), severity="severe"))])
    case_file.run("add visit", [Insert(Appointment(id=new_id()))])
    case_file.undo_operation(old.operation_id or "")
    assert allergy(case_file).severity == "mild"
    assert case_file.undo_name == "undo: edit"
    case_file.undo()
    assert allergy(case_file).severity == "severe"
    assert case_file.undo_name == "add visit"
    case_file.redo()
    assert allergy(case_file).severity == "mild"


def test_an_older_operation_is_not_undone_where_its_rows_were_touched_since(case_file):
    old = case_file.run("edit", [Update(replace(allergy(case_file), severity="severe"))])
    case_file.run("edit again", [Update(replace(allergy(case_file), reaction="rash"))])
    before = number_of_operations(case_file)
    with pytest.raises(CasebookError, match="changed afterwards"):
        case_file.undo_operation(old.operation_id or "")
    assert number_of_operations(case_file) == before
    assert allergy(case_file).reaction == "rash"


def test_adding_a_row_is_not_undone_by_itself_while_something_belongs_to_it(case_file):
    panel = LabPanel(id=new_id())
    old = case_file.run("add report", [Insert(panel)])
    case_file.run("add result", [Insert(LabResult(id=new_id(), parent_id=panel.id))])
    with pytest.raises(CasebookError):
        case_file.undo_operation(old.operation_id or "")
    assert case_file.case().get(LabPanel, panel.id)


def test_an_unknown_operation_is_not_undone(case_file):
    with pytest.raises(CasebookError, match="not in the history"):
        case_file.undo_operation(new_id())


# Attachments


def test_an_attached_file_is_kept_once_by_its_content(case_file):
    content = b"%PDF-1.7 " + b"letter " * 1000
    digest = sha256(content).hexdigest()
    document = Document(id=new_id(), title="Letter", attachment_sha256=digest)
    case_file.run("add document", [Attach(digest, "letter.pdf", content), Insert(document)])
    assert case_file.attachment(digest) == content
    assert not case_file.run("again", [Attach(digest, "other name.pdf", content)])
    assert case_file.attachments() == [Attachment(digest, "letter.pdf", len(content))]
    case_file.undo()
    assert not case_file.case().all(Document)
    case_file.redo()
    assert case_file.attachment(digest) == content
    assert case_file.path.stat().st_size < 10**6


def test_keeping_only_a_file_can_be_undone_and_redone_without_losing_it(case_file):
    digest = sha256(b"x").hexdigest()
    case_file.run("attach", [Attach(digest, "x", b"x")])
    case_file.undo()
    assert case_file.redo_name == "attach"
    assert case_file.undo_name is None
    case_file.redo()
    assert case_file.undo_name == "attach"
    assert case_file.attachment(digest) == b"x"


def test_an_attachment_that_is_not_there_is_said_calmly(case_file):
    with pytest.raises(CasebookError, match="does not hold"):
        case_file.attachment("0" * 64)


def test_a_damaged_attachment_is_not_handed_out(case_file):
    digest = sha256(b"letter").hexdigest()
    case_file.run("attach", [Attach(digest, "x", b"letter")])
    for spoiled in (b"no zlib", compress(b"latter")):
        case_file._connection.execute("UPDATE attachment SET content = ?", (spoiled,))
        with pytest.raises(CasebookError, match="damaged"):
            case_file.attachment(digest)
        found = {check.name: check for check in verify(case_file.path)}
        assert found["attachments"].detail == f"the attached file {digest[:12]} is damaged"


# The change log


def test_history_comes_in_pages(case_file):
    for number in range(5):
        case_file.run(f"add {number}", [Insert(Appointment(id=new_id()))])
    first = case_file.history(limit=2)
    assert [op.name for op in first] == ["add 4", "add 3"]
    after = case_file.history(limit=2, before=first[-1].number)
    assert [op.name for op in after] == ["add 2", "add 1"]


def test_a_field_tells_who_changed_it_when_and_how(case_file, clock):
    id = allergy(case_file).id
    case_file.run("edit", [Update(replace(allergy(case_file), severity="severe"))])
    when = clock.now
    case_file.run("edit", [Update(replace(allergy(case_file), reaction="rash"))])
    case_file.run("delete", [Delete("allergy", id)])
    changes = case_file.field_history("allergy", id, "severity")
    assert [(c.old, c.new) for c in changes] == [
        (None, "mild"),
        ("mild", "severe"),
        ("severe", None),
    ]
    assert changes[1].at == when
    assert changes[1].who == "Ana"
    assert [v.operation.name for v in case_file.row_history("allergy", id)] == [
        "new case",
        "edit",
        "edit",
        "delete",
    ]


def test_the_change_log_speaks_in_sentences(case_file):
    visit = Appointment(id=new_id(), purpose="Marrow", date=PartialDate(2026, 5, 12))
    case_file.run("add", [Insert(visit), Insert(Question(id=new_id(), text="When?"))])
    question = case_file.case().all(Question)[0]
    case_file.run("edit", [Update(replace(allergy(case_file), severity="severe"))])
    case_file.run("link", [Update(replace(question, for_appointment_id=visit.id))])
    case_file.run(
        "absence",
        [Update(replace(allergy(case_file), severity=None, absences={"severity": "not_known"}))],
    )
    case_file.run("delete", [Delete("appointment", visit.id)])
    severe = "Severe (anaphylaxis or hospital)"
    said = [case_file.sentences(op) for op in reversed(case_file.history())][1:]
    assert said[0] == ["Added: appointment Marrow", "Added: question When?"]
    assert said[1] == [f"Allergy penicillin: How severe: Mild → {severe}"]
    assert said[2] == ["Question When?: For the visit: empty → Marrow"]
    assert said[3] == [f"Allergy penicillin: How severe: {severe} → Not known"]
    assert said[4] == [
        "Question When?: For the visit: Marrow → empty",
        "Deleted: appointment Marrow",
    ]


def test_names_of_operations_name_the_day():
    visit = Appointment(id="x", purpose="Marrow", date=PartialDate(2026, 5, 12))
    assert act_name("delete", visit) == "delete appointment Marrow, 12 May 2026"
    assert act_name("add", CaseInfo(id="x")) == "add case"


def test_a_case_of_nothing_has_empty_singles(path):
    with CaseFile.create(path) as case_file:
        assert case_file.case().patient == Patient(id="")
        assert case_file.undo_name is None

    assert all(check.ok for check in verify(path))
