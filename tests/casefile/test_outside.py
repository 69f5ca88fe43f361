import os
import shutil

import pytest

from app.case.entities import Appointment
from app.casefile import CaseFile, Insert, new_id
from app.casefile.driver import connect
from app.errors import CasebookError
from tests.casefile.conftest import first_rows


def add(case_file: CaseFile) -> None:
    case_file.run("add", [Insert(Appointment(id=new_id()))])


@pytest.fixture(params=[None, "a password"])
def opened(request, path):
    with CaseFile.create(path, first_rows(), password=request.param) as case_file:
        yield case_file


def test_a_file_put_in_its_place_is_not_written_over(opened, path, tmp_path):
    copy = tmp_path / "copy"
    shutil.copyfile(path, copy)
    add(opened)
    copy.replace(path)
    content = path.read_bytes()
    with pytest.raises(CasebookError, match="changed from outside"):
        add(opened)
    opened.close()
    assert path.read_bytes() == content
    assert any("changed from outside" in note for note in opened.notes)


def test_a_file_written_over_is_not_written_over_again(opened, path, tmp_path):
    copy = tmp_path / "copy"
    shutil.copyfile(path, copy)
    add(opened)
    with path.open("r+b") as file:
        file.write(copy.read_bytes())
    content = path.read_bytes()
    with pytest.raises(CasebookError, match="changed from outside"):
        add(opened)
    opened.close()
    assert path.read_bytes() == content


def test_another_program_writing_into_it_is_noticed(path):
    with CaseFile.create(path, first_rows()) as case_file:
        case = case_file.case()
        other = connect(path)
        other.execute("DELETE FROM patient")
        other.close()
        with pytest.raises(CasebookError, match="changed from outside"):
            case.patient  # noqa: B018
        with pytest.raises(CasebookError, match="changed from outside"):
            add(case_file)
    with pytest.raises(CasebookError, match="damaged or was changed by another program"):
        CaseFile.open(path)


def test_a_file_merely_touched_is_written_on(opened, path):
    os.utime(path, (1, 1))
    add(opened)
    add(opened)
    assert len(opened.case().all(Appointment)) == 2


def test_a_vanished_file_is_said_calmly(opened, path, tmp_path):
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(CasebookError, match="no longer be reached"):
        add(opened)
    assert len(opened.case().all(Appointment)) == 0
    opened.close()
    assert not path.exists()
    with CaseFile.open(tmp_path / "elsewhere", password="a password") as found:
        assert found.case().patient.display_name == "Eliot"
