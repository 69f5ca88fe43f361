"""Bringing in a relative's copy: what comes by itself, what is asked, and what no copy can do."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal as Number
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.case.absence import Absence
from app.case.entities import Allergy, Appointment, LabPanel, LabResult, Patient, Question
from app.casefile import Attach, CaseFile, Decision, Delete, Insert, Update, new_id, verify
from app.casefile.merging import plan as merging_plan
from app.casefile.merging.carry_out import THE_CASE_ITSELF
from app.casefile.merging.plan import ANOTHER_CASE
from app.casefile.refusals import PasswordNeeded, WrongPassword
from app.errors import CasebookError
from tests.casefile.conftest import TickingClock, first_rows

Change = Callable[[CaseFile], Any]


@pytest.fixture
def dans(case_file: CaseFile, tmp_path: Path) -> Path:
    """Dan's copy of the case, as it is now."""
    copy = tmp_path / "stick" / "Eliot.casebook"
    copy.parent.mkdir()
    return shutil.move(case_file.back_up(tmp_path / "folder"), copy)


def dan_does(copy: Path, *changes: Change, password: str | None = None) -> None:
    clock = TickingClock()
    clock.now = clock.now.replace(month=6)
    with CaseFile.open(
        copy, author="Dan", clock=clock, password=password, backup_on_close=False
    ) as theirs:
        for change in changes:
            change(theirs)


def only(case_file: CaseFile, kind: type[Any]) -> Any:
    (row,) = case_file.case().all(kind)
    return row


def changed(kind: type[Any], **values: Any) -> Change:
    return lambda file: file.run("edit", [Update(replace(file.case().all(kind)[0], **values))])


def deleted(kind: type[Any], place: int = 0) -> Change:
    return lambda file: file.run(
        "delete", [Delete(kind.spec.table, file.case().all(kind)[place].id)]
    )


def added(*entities: Any) -> Change:
    return lambda file: file.run("add", [Insert(each) for each in entities])


def whole(case_file: CaseFile) -> bool:
    return all(check.ok for check in verify(case_file.path))


def test_what_only_one_did_comes_by_itself(case_file: CaseFile, dans: Path) -> None:
    dan_does(
        dans,
        added(Question(id=new_id(), text="Who is on call?")),
        changed(Allergy, severity="severe"),
        deleted(LabResult),
    )
    changed(Patient, display_name="Eliot B.")(case_file)

    plan = case_file.compare_with_copy(dans)
    assert (plan.their_name, plan.choices, plan.with_history) == ("Dan", (), True)
    assert [each.text for each in plan.added] == ["Who is on call?"]  # type: ignore[attr-defined]
    assert [each.severity for each in plan.changed] == ["severe"]  # type: ignore[attr-defined]
    assert [each.code for each in plan.removed] == ["wbc"]  # type: ignore[attr-defined]

    changes = case_file.take_copy(dans, {})
    assert changes.name == "bring in the copy of Dan"
    assert only(case_file, Allergy).severity == "severe"
    assert only(case_file, Patient).display_name == "Eliot B."
    assert only(case_file, LabResult).code == "hgb"
    assert whole(case_file)
    assert case_file.compare_with_copy(dans).brings_nothing

    case_file.undo()
    assert only(case_file, Allergy).severity == "mild"
    assert len(case_file.case().all(LabResult)) == 2
    assert not case_file.case().all(Question)
    assert [backup.reason for backup in case_file.backups()] == ["before merge"]


def test_two_fields_of_one_row_join(case_file: CaseFile, dans: Path) -> None:
    dan_does(dans, changed(Allergy, severity="severe"))
    changed(Allergy, reaction="rash")(case_file)
    assert case_file.compare_with_copy(dans).choices == ()
    case_file.take_copy(dans, {})
    allergy = only(case_file, Allergy)
    assert (allergy.severity, allergy.reaction) == ("severe", "rash")


def test_a_number_and_its_unit_never_come_from_two_hands(case_file: CaseFile, dans: Path) -> None:
    dan_does(dans, changed(LabResult, unit="10*9/L"))
    changed(LabResult, value=Number("19"))(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    assert set(choice.fields) == {"value", "unit"}


@pytest.mark.parametrize(
    ("decision", "severities"),
    [
        (None, ["moderate"]),
        (Decision.OURS, ["moderate"]),
        (Decision.THEIRS, ["severe"]),
        (Decision.BOTH, ["moderate", "severe"]),
        (Decision.UNSURE, ["moderate"]),
    ],
)
def test_what_both_changed_is_asked(
    case_file: CaseFile, dans: Path, decision: Decision | None, severities: list[str]
) -> None:
    dan_does(dans, changed(Allergy, severity="severe", note="Dan"))
    changed(Allergy, severity="moderate")(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    assert choice.fields == ("severity",)
    assert choice.ours_by is not None
    assert choice.theirs_by is not None
    assert (choice.ours_by.who, choice.theirs_by.who) == ("Ana", "Dan")

    case_file.take_copy(dans, {} if decision is None else {choice.key: decision})
    rows = case_file.case().all(Allergy)
    assert [row.severity for row in rows] == severities
    assert (rows[0].certainty == "not_sure") is (decision is Decision.UNSURE)
    assert whole(case_file)
    assert case_file.compare_with_copy(dans).brings_nothing


def test_what_is_put_off_is_asked_again(case_file: CaseFile, dans: Path) -> None:
    dan_does(dans, changed(Allergy, severity="severe"), added(Question(id=new_id(), text="Who?")))
    changed(Allergy, severity="moderate")(case_file)
    case_file.take_copy(dans, {}, finished=False)
    plan = case_file.compare_with_copy(dans)
    assert plan.added == ()
    assert [choice.fields for choice in plan.choices] == [("severity",)]


@pytest.mark.parametrize("decision", [Decision.OURS, Decision.THEIRS])
def test_changed_here_and_removed_there(
    case_file: CaseFile, dans: Path, decision: Decision
) -> None:
    dan_does(dans, deleted(LabPanel))
    changed(LabPanel, lab_name="Riverbend")(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    assert (choice.table, choice.theirs) == ("lab_panel", None)
    case_file.take_copy(dans, {choice.key: decision})
    kept = decision is Decision.OURS
    assert len(case_file.case().all(LabPanel)) == (1 if kept else 0)
    assert len(case_file.case().all(LabResult)) == (2 if kept else 0)
    assert whole(case_file)


@pytest.mark.parametrize("decision", [Decision.OURS, Decision.THEIRS])
def test_removed_here_and_added_to_there(
    case_file: CaseFile, dans: Path, decision: Decision
) -> None:
    panel = only(case_file, LabPanel)
    dan_does(dans, added(LabResult(id=new_id(), parent_id=panel.id, code="plt")))
    deleted(LabPanel)(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    assert (choice.table, choice.ours) == ("lab_panel", None)
    case_file.take_copy(dans, {choice.key: decision})
    back = decision is Decision.THEIRS
    assert [row.code for row in case_file.case().all(LabResult)] == (
        ["wbc", "hgb", "plt"] if back else []
    )
    assert whole(case_file)


def test_removed_here_and_a_part_edited_there(case_file: CaseFile, dans: Path) -> None:
    dan_does(dans, changed(LabResult, value=Number("19")))
    deleted(LabPanel)(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    assert (choice.table, choice.ours) == ("lab_panel", None)
    case_file.take_copy(dans, {choice.key: Decision.THEIRS})
    assert [row.value for row in case_file.case().all(LabResult)] == [Number("19"), None]
    assert whole(case_file)


def test_removed_here_with_the_visit_of_a_question_edited_there(
    case_file: CaseFile, tmp_path: Path
) -> None:
    visit = Appointment(id=new_id(), purpose="blood tests")
    added(visit, Question(id=new_id(), text="Who?", for_appointment_id=visit.id))(case_file)
    copy = shutil.move(case_file.back_up(tmp_path / "folder"), tmp_path / "copy.casebook")
    dan_does(copy, changed(Question, text="Who is there?"))
    deleted(Question)(case_file)
    deleted(Appointment)(case_file)
    choices = case_file.compare_with_copy(copy).choices
    assert {choice.table for choice in choices} == {"appointment", "question"}
    case_file.take_copy(copy, {choice.key: Decision.THEIRS for choice in choices})
    assert only(case_file, Question).for_appointment_id == visit.id
    assert whole(case_file)


def test_what_we_added_to_stays_although_it_was_removed_there(
    case_file: CaseFile, dans: Path
) -> None:
    panel = only(case_file, LabPanel)
    dan_does(dans, deleted(LabPanel))
    added(LabResult(id=new_id(), parent_id=panel.id, code="plt"))(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    assert choice.theirs is None
    case_file.take_copy(dans, {})
    assert len(case_file.case().all(LabResult)) == 3


def test_a_question_of_theirs_for_a_visit_that_we_removed(
    case_file: CaseFile, tmp_path: Path
) -> None:
    visit = Appointment(id=new_id(), purpose="blood tests")
    added(visit)(case_file)
    copy = shutil.move(case_file.back_up(tmp_path / "folder"), tmp_path / "copy.casebook")
    question = Question(id=new_id(), text="Fasting?", for_appointment_id=visit.id)
    dan_does(copy, added(question))
    deleted(Appointment)(case_file)
    (choice,) = case_file.compare_with_copy(copy).choices
    assert (choice.table, choice.ours) == ("appointment", None)
    case_file.take_copy(copy, {})
    assert only(case_file, Question).for_appointment_id is None
    assert only(case_file, Question).text == "Fasting?"


def test_a_value_here_and_not_known_there(case_file: CaseFile, dans: Path) -> None:
    dan_does(dans, changed(Allergy, reaction=None, absences={"reaction": Absence.NOT_KNOWN}))
    changed(Allergy, reaction="rash")(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    assert choice.fields == ("reaction",)
    case_file.take_copy(dans, {choice.key: Decision.THEIRS})
    allergy = only(case_file, Allergy)
    assert (allergy.reaction, allergy.absence("reaction")) == (None, Absence.NOT_KNOWN)


def test_taken_in_there_is_not_asked_again_here(case_file: CaseFile, dans: Path) -> None:
    dan_does(dans, changed(Allergy, severity="severe"))
    changed(Allergy, severity="moderate")(case_file)
    dan_does(dans, lambda theirs: theirs.take_copy(case_file.path, {}))
    case_file.take_copy(dans, {})
    assert only(case_file, Allergy).severity == "severe"
    changed(Allergy, severity="mild")(case_file)
    dan_does(dans, lambda theirs: theirs.take_copy(case_file.path, {}))
    with CaseFile.open(dans, read_only=True) as theirs:
        assert only(theirs, Allergy).severity == "mild"


def test_a_merge_that_was_undone_did_not_happen(case_file: CaseFile, dans: Path) -> None:
    dan_does(dans, changed(Allergy, severity="severe"))
    changed(Allergy, severity="moderate")(case_file)
    added(Question(id=new_id(), text="Who?"))(case_file)
    (choice,) = case_file.compare_with_copy(dans).choices
    case_file.take_copy(dans, {choice.key: Decision.THEIRS})
    case_file.undo()
    (again,) = case_file.compare_with_copy(dans).choices
    assert (again.ours, again.theirs, again.fields) == (choice.ours, choice.theirs, choice.fields)


def test_files_come_along(case_file: CaseFile, dans: Path, tmp_path: Path) -> None:
    content = b"a letter"
    digest = sha256(content).hexdigest()
    dan_does(dans, lambda theirs: theirs.run("attach", [Attach(digest, "letter.txt", content)]))
    assert case_file.compare_with_copy(dans).files == 1
    case_file.take_copy(dans, {})
    assert case_file.attachment(digest) == content


def test_what_is_no_copy_is_refused(case_file: CaseFile, tmp_path: Path) -> None:
    with pytest.raises(CasebookError) as refused:
        case_file.compare_with_copy(case_file.path)
    assert refused.value.sentence == THE_CASE_ITSELF
    other = tmp_path / "other.casebook"
    CaseFile.create(other, first_rows()).close()
    with pytest.raises(CasebookError) as refused:
        case_file.take_copy(other, {})
    assert refused.value.sentence == ANOTHER_CASE
    with pytest.raises(CasebookError):
        case_file.compare_with_copy(tmp_path / "missing.casebook")
    assert case_file.backups() == []


def test_a_damaged_copy_is_refused_in_a_whole_sentence(case_file: CaseFile, dans: Path) -> None:
    content = bytearray(dans.read_bytes())
    content[20_000:30_000] = bytes(byte ^ 255 for byte in content[20_000:30_000])
    dans.write_bytes(content)
    with pytest.raises(CasebookError) as refused:
        case_file.take_copy(dans, {})
    assert refused.value.sentence.startswith("The copy is damaged")
    assert case_file.backups() == []


def test_a_copy_with_a_password_of_its_own(case_file: CaseFile, dans: Path) -> None:
    dan_does(
        dans, changed(Allergy, severity="severe"), lambda theirs: theirs.change_password("boat")
    )
    with pytest.raises(PasswordNeeded):
        case_file.compare_with_copy(dans)
    with pytest.raises(WrongPassword):
        case_file.compare_with_copy(dans, "coat")
    case_file.take_copy(dans, {}, password="boat")
    assert only(case_file, Allergy).severity == "severe"
    # From now on the copy's password is tried with our own.
    case_file.change_password("boat")
    assert case_file.compare_with_copy(dans).brings_nothing


def test_a_copy_without_its_history(case_file: CaseFile, tmp_path: Path) -> None:
    """As a copy made to be shared: only some rows, some fields, nothing of the past."""
    given = [replace(only(case_file, Allergy), severity=None), only(case_file, Patient)]
    changed(Allergy, reaction="rash")(case_file)
    gone = Question(id=new_id(), text="Old?")
    added(gone)(case_file)
    deleted(Question)(case_file)
    copy = tmp_path / "for Dan.casebook"
    question = Question(id=new_id(), text="New?")
    rows = [first_rows()[0], *map(Insert, [*given, gone, question])]
    CaseFile.create(copy, rows, author="Dan").close()

    plan = case_file.compare_with_copy(copy)
    assert not plan.with_history
    assert [each.id for each in plan.added] == [question.id]
    assert (plan.changed, plan.removed, plan.choices) == ((), (), ())
    case_file.take_copy(copy, {})
    allergy = only(case_file, Allergy)
    assert (allergy.severity, allergy.reaction) == ("mild", "rash")

    dan_does(copy, changed(Allergy, reaction="hives"))
    (choice,) = case_file.compare_with_copy(copy).choices
    assert choice.fields == ("reaction",)


def test_a_copy_that_goes_on_meanwhile_is_read_in_one_state(
    case_file: CaseFile, dans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written into the copy while it is brought in comes the next time, as a whole."""
    first, second = (Question(id=new_id(), text=text) for text in ("First?", "Second?"))
    dan_does(dans, added(first))
    with CaseFile.open(dans, author="Dan", backup_on_close=False) as theirs:
        real, refused = merging_plan.compared, []

        def and_dan_goes_on(*given: Any) -> Any:
            found = real(*given)
            with pytest.raises(CasebookError) as waited:
                theirs.run("add", [Insert(second)])
            refused.append(waited.value)
            return found

        theirs._connection.execute("PRAGMA busy_timeout = 0")
        monkeypatch.setattr(merging_plan, "compared", and_dan_goes_on)
        case_file.take_copy(dans, {})
        monkeypatch.undo()
        assert len(refused) == 1
        assert [each.text for each in case_file.case().all(Question)] == ["First?"]
        theirs.run("add", [Insert(second)])
    case_file.take_copy(dans, {})
    dan_does(dans, deleted(Question, 1))
    case_file.take_copy(dans, {})
    assert [each.text for each in case_file.case().all(Question)] == ["First?"]
