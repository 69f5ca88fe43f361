"""What is no case, or not one that is understood, ends in one calm sentence and stays as it was."""

import shutil
import subprocess
import sys

import pytest

from app.casefile import (
    CaseFile,
    DamagedCase,
    PasswordNeeded,
    WrongPassword,
    restore_to,
    seal,
    verify,
)
from app.casefile.backup_folder import folder_of
from app.casefile.driver import connect
from app.errors import CasebookError
from tests.casefile.conftest import first_rows

PASSWORD = 'pä\'ss "wörd" 😀'


@pytest.fixture(params=[None, PASSWORD], ids=["plain", "encrypted"])
def password(request):
    return request.param


@pytest.fixture
def closed(path, password):
    CaseFile.create(path, first_rows(), password=password).close()
    return path


def refused(path, password=None) -> str:
    """Try to open and to verify; nothing may change, and nothing may be left lying about."""
    before = path.read_bytes()
    beside = sorted(path.parent.iterdir())
    for read_only in (True, False):
        with pytest.raises(CasebookError) as caught:
            CaseFile.open(path, password=password, read_only=read_only)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
    return caught.value.sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"Dear doctor,\n", "text file"),
        ("Über die Lage".encode() * 5000, "text file"),
        (("x" * 4095 + "Ü" * 9).encode("utf-8"), "text file"),
        ("Bericht".encode("utf-16"), "text file"),
        (b'{"patient": {}}', "text file"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "not a Casebook case"),
        (b"PK\x03\x04" + bytes(8000), "not a Casebook case"),
        (bytes(100), "not a Casebook case"),
        (b"SQLite format 3\x00", "end is missing"),
        (bytes(range(256)) * 64, "password, or it is not a Casebook case"),
    ],
)
def test_what_is_no_case_is_refused(path, content, sentence):
    path.write_bytes(content)
    assert sentence in refused(path)


def test_verify_refuses_what_is_no_case(path):
    path.write_bytes(b"Dear doctor")
    with pytest.raises(CasebookError, match="text file"):
        verify(path)


def test_a_missing_file_is_said_calmly(path):
    with pytest.raises(CasebookError, match="no case file here"):
        CaseFile.open(path)
    assert not list(path.parent.iterdir())
    with pytest.raises(CasebookError, match="no case file here"):
        verify(path)


def test_a_folder_is_no_case(tmp_path):
    with pytest.raises(CasebookError, match="a folder"):
        CaseFile.open(tmp_path)


def test_a_database_of_another_program_is_refused(path):
    path.touch()
    other = connect(path)
    other.execute("CREATE TABLE patient (name TEXT)")
    other.close()
    assert "another program" in refused(path)


def test_an_encrypted_database_of_another_program_is_refused(path):
    path.touch()
    other = connect(path, PASSWORD)
    other.execute("CREATE TABLE patient (name TEXT)")
    other.close()
    assert "another program" in refused(path, PASSWORD)


def test_a_newer_case_is_refused_in_words(closed, password):
    newer = connect(closed, password)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    said = refused(closed, password)
    assert "newer version of Casebook" in said
    assert "nothing in it is lost" in said


def test_a_case_needs_its_password(path):
    CaseFile.create(path, first_rows(), password=PASSWORD).close()
    with pytest.raises(PasswordNeeded):
        CaseFile.open(path)
    with pytest.raises(WrongPassword):
        CaseFile.open(path, password="wrong")
    with pytest.raises(WrongPassword):
        verify(path, "wrong")
    refused(path)
    refused(path, "wrong")


def test_a_wrong_password_writes_nothing_to_standard_error(path):
    CaseFile.create(path, first_rows(), password=PASSWORD).close()
    code = (
        "import sys; from pathlib import Path; from app.casefile import CaseFile, WrongPassword\n"
        "try: CaseFile.open(Path(sys.argv[1]), password='wrong')\n"
        "except WrongPassword: pass"
    )
    ran = subprocess.run([sys.executable, "-c", code, path], capture_output=True, check=True)
    assert ran.stderr == b""
    assert ran.stdout == b""


def test_a_plain_case_opens_whatever_password_is_given(path):
    CaseFile.create(path, first_rows()).close()
    with CaseFile.open(path, password="not needed") as case_file:
        assert not case_file.encrypted
        assert case_file.back_up().exists()


def damaged(path, password) -> DamagedCase:
    before = path.read_bytes()
    with pytest.raises(DamagedCase) as caught:
        CaseFile.open(path, password=password)
    with pytest.raises(DamagedCase):
        CaseFile.open(path, password=password, read_only=True)
    assert path.read_bytes() == before
    assert not all(check.ok for check in verify(path, password))
    return caught.value


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.9999])
def test_a_truncated_case_is_named_as_such(closed, password, kept):
    content = closed.read_bytes()
    closed.write_bytes(content[: int(len(content) * kept)])
    said = damaged(closed, password).sentence
    assert "No whole backup was found" in said


@pytest.mark.parametrize("place", [0.2, 0.35, 0.5, 0.65, 0.8, 0.99])
def test_a_flipped_bit_is_found_on_opening_and_by_verify(closed, password, place):
    with CaseFile.open(closed, password=password) as case_file:
        backup = case_file.back_up()
    content = bytearray(closed.read_bytes())
    content[int(len(content) * place)] ^= 4
    closed.write_bytes(content)
    error = damaged(closed, password)
    assert error.backup == backup
    assert "can be restored" in error.sentence
    found = {check.name: check for check in verify(closed, password)}
    assert backup.name in found["newest whole backup"].detail


def test_every_byte_of_a_plain_case_counts(path):
    """Any one byte: refused in words, or of no meaning (the counters, the seal's own page)."""
    CaseFile.create(path, first_rows()).close()
    content = path.read_bytes()
    connection = connect(path)
    page = "SELECT rootpage FROM sqlite_schema WHERE name = 'seal'"
    seals_own = connection.execute(page).fetchone()[0] - 1
    connection.close()
    spoiled = path.with_name("spoiled.casebook")
    for place in [*range(120), *range(120, len(content), 4999)]:
        changed = bytearray(content)
        changed[place] ^= 0x55
        spoiled.write_bytes(changed)
        try:
            with CaseFile.open(spoiled, read_only=True) as case_file:
                assert case_file.case().patient.display_name == "Eliot"
        except CasebookError:
            continue
        assert 24 <= place < 28 or 92 <= place < 100 or place // 4096 == seals_own


def test_a_damaged_start_of_a_plain_case_is_not_taken_for_encryption(path):
    CaseFile.create(path, first_rows()).close()
    with path.open("r+b") as file:
        file.write(b"\x00" * 16)
    assert "start cannot be read" in damaged(path, None).sentence


def test_a_damaged_backup_is_not_offered(path, clock):
    with CaseFile.create(path, first_rows(), clock=clock) as case_file:
        good, bad = case_file.back_up(), case_file.back_up()
    spoil(bad)
    spoil(path)
    with pytest.raises(DamagedCase) as caught:
        CaseFile.open(path)
    assert caught.value.backup == good


def spoil(path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def unseal(path, password) -> None:
    """Leave a case as a killed program does: whole, but not sealed."""
    connection = connect(path, password)
    connection.execute("UPDATE seal SET digest = ''")
    connection.close()


def test_a_case_that_was_not_closed_is_compared_with_its_history(closed, password):
    unseal(closed, password)
    with CaseFile.open(closed, password=password) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
    found = {check.name: check.detail for check in verify(closed, password)}
    assert found["bytes as saved"] == "every byte is as it was saved"


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE patient SET display_name = 'Eliott'", "entries"),
        ("DELETE FROM patient", "entries"),
        ("INSERT INTO note (id, position) VALUES ('x', 1)", "entries"),
        ("UPDATE change SET after = replace(after, 'Eliot', 'Eliott')", "history"),
        ("UPDATE operation SET who = 'Ben'", "history"),
        ("DELETE FROM change WHERE number = 2", "history"),
        ("UPDATE meta SET created = 'x'", "history"),
        ("INSERT INTO change VALUES (9, 9, 'note', 'x', NULL, NULL)", "history"),
        ("INSERT INTO attachment VALUES ('x', 'n', 1, x'00')", "attachments"),
    ],
)
def test_an_open_case_that_does_not_fit_its_history_is_found(path, statement, check):
    CaseFile.create(path, first_rows()).close()
    other = connect(path)
    other.execute(statement)
    other.close()
    unseal(path, None)
    found = {each.name: each.ok for each in verify(path)}
    assert not found[check]
    with pytest.raises(DamagedCase):
        CaseFile.open(path)


def test_a_large_case_is_opened_without_reading_all_of_it(path, monkeypatch):
    monkeypatch.setattr(seal, "LARGEST", 100_000)
    CaseFile.create(path, first_rows()).close()
    with CaseFile.open(path) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
    other = connect(path)
    other.execute("UPDATE patient SET display_name = 'Eliott'")
    other.close()
    with pytest.raises(DamagedCase):
        CaseFile.open(path)


def killed_in_a_commit(path, tmp_path, password):
    """Return a copy of a case as a program leaves it that was killed while it wrote pages."""
    connection = connect(path, password)
    connection.execute("PRAGMA cache_size = 5")
    connection.execute("BEGIN IMMEDIATE")
    for number in range(200):
        values = (f"{number}", number, "long " * 500)
        connection.execute("INSERT INTO note (id, position, text) VALUES (?, ?, ?)", values)
        connection.execute("UPDATE patient SET display_name = ?", ("Somebody " * number,))
    copy = tmp_path / "killed" / path.name
    copy.parent.mkdir()
    for each in (path, path.with_name(path.name + "-journal")):
        shutil.copyfile(each, copy.with_name(each.name))
    connection.execute("ROLLBACK")
    connection.close()
    assert copy.read_bytes() != path.read_bytes()
    return copy


def test_what_a_killed_program_wrote_half_is_rolled_back(closed, password, tmp_path):
    for opens in (True, False):
        killed = killed_in_a_commit(closed, tmp_path, password)
        if opens:
            with CaseFile.open(killed, password=password, read_only=True) as case_file:
                assert case_file.case().patient.display_name == "Eliot"
        assert all(check.ok for check in verify(killed, password))
        assert killed.read_bytes() == closed.read_bytes() or password
        shutil.rmtree(killed.parent)


def test_a_file_killed_while_it_grew_is_not_taken_for_cut_off(path, tmp_path):
    CaseFile.create(path, first_rows()).close()
    killed = killed_in_a_commit(path, tmp_path, None)
    with killed.open("r+b") as file:
        file.seek(28)
        file.write((10**6).to_bytes(4, "big"))
    with CaseFile.open(killed, read_only=True) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
    assert killed.read_bytes() == path.read_bytes()


def test_a_journal_without_its_file_spoils_no_new_one(path, tmp_path):
    CaseFile.create(path, first_rows()).close()
    killed = killed_in_a_commit(path, tmp_path, None)
    killed.unlink()
    with CaseFile.create(killed, first_rows()) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
    assert all(check.ok for check in verify(killed))


def test_a_damaged_file_takes_its_journal_along(path, tmp_path, clock):
    with CaseFile.create(path, first_rows(), clock=clock) as case_file:
        backup = case_file.back_up()
    killed = killed_in_a_commit(path, tmp_path, None)
    with killed.open("r+b") as file:
        file.truncate(50)
    restore_to(backup, killed, clock=clock)
    with CaseFile.open(killed) as case_file:
        assert case_file.case().patient.display_name == "Eliot"
    kept = [each.name for each in folder_of(killed).iterdir() if "damaged" in each.name]
    assert len(kept) == 2
