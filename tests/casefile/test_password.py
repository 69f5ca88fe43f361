import pytest

from app.case.entities import Appointment
from app.casefile import CaseFile, Insert, WrongPassword, new_id, verify
from app.casefile.driver import connect, dbapi2
from app.casefile.password import normal_form
from app.errors import CasebookError
from tests.casefile.conftest import first_rows

NAME = b"Eliot"


def make(path, password=None):
    visit = Appointment(id=new_id(), purpose="Eliot's visit")
    return CaseFile.create(path, [*first_rows(), Insert(visit)], password=password)


def opens(path, password) -> bool:
    try:
        with CaseFile.open(path, password=password) as case_file:
            return case_file.case().patient.display_name == "Eliot"
    except CasebookError:
        return False


@pytest.mark.parametrize(
    "password", ["simple", 'it\'s "quoted"', "pä ss", "密码😀", " ", "x'00'", "a" * 1000, "%s;--"]
)
def test_a_password_protects_every_byte_and_opens_again(path, password):
    make(path, password).close()
    assert NAME not in path.read_bytes()
    assert opens(path, password)
    assert not opens(path, password + "x")
    assert not opens(path, None)
    assert all(check.ok for check in verify(path, password))


def test_the_password_works_in_any_sqlcipher_program(path):
    make(path, "it's").close()
    other = dbapi2.connect(str(path))
    other.execute("PRAGMA key = 'it''s'")
    assert other.execute("SELECT display_name FROM patient").fetchone() == ("Eliot",)
    other.close()


def test_set_change_and_remove(path):
    with make(path) as case_file:
        case_file.run("add", [Insert(Appointment(id=new_id()))])
        assert NAME in path.read_bytes()
        case_file.change_password("first")
        assert case_file.encrypted
        assert NAME not in path.read_bytes()
        case_file.run("add", [Insert(Appointment(id=new_id()))])
        case_file.change_password("second")
        case_file.undo()
        assert case_file.undo_name == "add"
        assert len(case_file.case().all(Appointment)) == 2
    assert not opens(path, "first")
    assert opens(path, "second")
    with CaseFile.open(path, password="second") as case_file:
        case_file.change_password(None)
        assert not case_file.encrypted
        assert case_file.redo_name == "add"
    assert opens(path, None)
    assert NAME in path.read_bytes()
    assert all(check.ok for check in verify(path))


def test_nothing_is_left_beside_the_file(path):
    with make(path, "old") as case_file:
        case_file.change_password("new")
    assert [p.name for p in path.parent.iterdir() if p.is_file()] == [path.name]


def test_the_header_says_what_it_is_under_a_new_password(path):
    with make(path) as case_file:
        case_file.change_password("x")
    connection = connect(path, "x")
    header = [
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("application_id", "user_version")
    ]
    assert header == [0x43415345, 1]
    connection.close()


def test_backups_without_the_new_password_are_named(path, clock):
    with CaseFile.create(path, first_rows(), clock=clock) as case_file:
        plain = case_file.back_up()
        unprotected = case_file.change_password("first")
        assert [backup.path for backup in unprotected] == [plain]
    # Closing after the change made a backup under the new password.
    with CaseFile.open(path, password="first", clock=clock) as case_file:
        assert [backup.encrypted for backup in case_file.backups()] == [True, False]
        assert [backup.path for backup in case_file.change_password(None)] != []


def test_letters_composed_either_way_are_one_password(path):
    make(path, "p\u00e4ss").close()
    assert opens(path, "pa\u0308ss")


@pytest.mark.parametrize("password", ["", "a\x00b", "\ud800"])
def test_what_cannot_be_a_password_is_refused(path, password):
    with pytest.raises(CasebookError, match="assword"):
        make(path, password)
    assert not path.exists()
    with make(path) as case_file, pytest.raises(CasebookError, match="assword"):
        case_file.change_password(password)
    assert normal_form(None) is None


def test_a_change_that_fails_leaves_the_old_password(path, monkeypatch):
    from app.casefile import password as module

    def refuse(*_args):
        raise OSError(28, "No space left on device")

    with make(path, "old") as case_file:
        monkeypatch.setattr(module, "replace_durably", refuse)
        with pytest.raises(CasebookError, match="no room left"):
            case_file.change_password("new")
        monkeypatch.undo()
        case_file.run("add", [Insert(Appointment(id=new_id()))])
        assert not list(path.parent.glob(".*part*"))
    assert opens(path, "old")
    with pytest.raises(WrongPassword):
        CaseFile.open(path, password="new")
