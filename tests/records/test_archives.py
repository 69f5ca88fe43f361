"""Archives and folders: many documents at once, and what is dangerous about them."""

import io
import struct
import zipfile
from pathlib import Path

import pytest

from app.case.entities import Document, LabResult, Problem
from app.errors import Cancelled, CasebookError
from app.records import archives
from app.records.archives import leads_outside
from app.records.found import EntryKind
from app.records.read import read as read_path
from tests.records.samples import (
    TODAY,
    bundle,
    cda,
    coded,
    lab,
    one,
    patient,
    pdf_of,
    problem,
    read,
    reasons,
    rows,
    section,
    zip_of,
)


def asthma(name: str = "Asthma", code: str = "195967001") -> str:
    return cda(section("11450-4", "Problems", problem(coded(code, name))))


METADATA = """<lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><RegistryObjectList>
<ExtrinsicObject id="d1"><Slot name="URI"><ValueList><Value>DOC0001.XML</Value></ValueList></Slot>
<Name><LocalizedString value="Health summary"/></Name></ExtrinsicObject>
<ExtrinsicObject id="d2"><Slot name="URI"><ValueList><Value>DOC0002.XML</Value></ValueList></Slot>
<Name><LocalizedString value="Discharge summary"/></Name></ExtrinsicObject>
</RegistryObjectList></lcm:SubmitObjectsRequest>"""


def test_an_xdm_archive_with_its_wrapping_and_a_missing_document() -> None:
    reading = read(
        zip_of(
            {
                "INDEX.HTM": "<html>open this</html>",
                "README.TXT": "Read me",
                "IHE_XDM/SUBSET01/METADATA.XML": METADATA,
                "IHE_XDM/SUBSET01/DOC0001.XML": asthma(),
                "IHE_XDM/SUBSET01/STYLE.XSL": "<xsl:stylesheet/>",
            }
        )
    )
    assert reading.form == "XDM archive"
    assert one(reading, Problem).name == "Asthma"
    missing = [s for s in reading.skipped if "the archive lacks it" in s.reason]
    assert [s.where for s in missing] == ["IHE_XDM/SUBSET01/METADATA.XML: DOC0002.XML"]


def test_an_index_without_any_of_its_files() -> None:
    reading = read(METADATA)
    assert len(reading.skipped) == 2
    assert reading.read == {EntryKind.DOCUMENT: 2}


def test_several_documents_of_one_person_are_one_person() -> None:
    reading = read(zip_of({"a.xml": asthma(), "b.xml": asthma("Gout", "90560007")}))
    assert len(reading.persons) == 1
    assert [f.place for f in reading.found] == [
        "a.xml Problems: entry 1",
        "b.xml Problems: entry 1",
    ]


def test_documents_of_two_persons_are_told_apart() -> None:
    other = asthma("Gout", "90560007").replace("20100501", "19700101").replace("Ada", "Bo")
    reading = read(zip_of({"a.xml": asthma(), "b.xml": other}))
    assert [person.name for person in reading.persons] == ["Ada Sample", "Bo Sample"]
    assert one(reading.about(reading.persons[1]), Problem).name == "Gout"


def test_resources_in_several_files_point_to_each_other() -> None:
    result = lab(subject={"reference": "Patient/p1"})
    members = {"Patient.json": bundle(patient()), "Observation.ndjson": bundle(result)}
    reading = read(zip_of(members))
    assert [person.name for person in reading.persons] == ["Ada Sample"]
    assert reading.persons[0].entries == 1


def test_all_kinds_of_files_in_one_archive() -> None:
    members: dict[str, bytes | str] = {
        "letter.pdf": pdf_of("Dear Doctor"),
        "scan.png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        "page.html": "<html><body>Visit of May</body></html>",
        "labs.csv": "Date,Test,Result,Unit\n2026-01-05,WBC,3.2,K/uL\n",
        "inner.zip": zip_of({"c.xml": asthma()}),
        "program.exe": b"MZ\x00\x01",
        "__MACOSX/._a": b"x",
    }
    reading = read(zip_of(members))
    assert sorted(row.title for row in rows(reading, Document)) == ["letter", "page", "scan"]
    assert one(reading, LabResult).code == "wbc"
    assert one(reading, Problem).name == "Asthma"
    assert sorted(reasons(reading)) == [
        "A part of the wrapping of the export, no record.",
        "No kind of file that Casebook can read.",
    ]


def test_a_folder_is_read_like_an_archive(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.xml").write_text(asthma())
    reading = read_path(tmp_path, TODAY)
    assert one(reading, Problem).name == "Asthma"


def test_a_damaged_member_does_not_spoil_the_others() -> None:
    reading = read(zip_of({"a.xml": asthma(), "b.json": '{"resourceType": "Bundle", "entry": ['}))
    assert one(reading, Problem).name == "Asthma"
    assert "damaged" in reasons(reading)[0]


# Dangers


@pytest.mark.parametrize(
    "name", ["../up.xml", "/etc/x.xml", "a/../../b", "C:\\x.xml", "..\\up", "C:x", "a\x00b"]
)
def test_names_that_lead_outside(name: str) -> None:
    assert leads_outside(name)


def test_a_path_trick_is_not_opened() -> None:
    reading = read(zip_of({"../../a.xml": asthma(), "b.xml": asthma("Gout", "90560007")}))
    assert one(reading, Problem).name == "Gout"
    assert reasons(reading) == ["Not opened: its name points outside the archive."]


def test_a_zip_bomb_is_refused() -> None:
    with pytest.raises(CasebookError) as refused:
        read(zip_of({f"{n}.xml": b"\x00" * 20_000_000 for n in range(3)}))
    assert "unpacks to far more" in refused.value.sentence


def test_a_bomb_beside_a_record_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_UNSUSPICIOUS_BYTES", 1_000_000)
    noise = bytes(n * 7919 % 251 for n in range(300_000))
    reading = read(zip_of({"bomb.xml": b" " * 5_000_000, "a.xml": asthma(), "noise.bin": noise}))
    assert one(reading, Problem).name == "Asthma"
    assert "Not opened: it unpacks to far more than records ever do." in reasons(reading)


def test_a_member_that_is_larger_than_it_says_is_not_read_for_ever() -> None:
    lying = bytearray(zip_of({"a.xml": asthma()}))
    central = lying.rindex(b"PK\x01\x02")
    struct.pack_into("<I", lying, central + 24, 10)
    reading = read(bytes(lying))
    assert len(reading.found) + len(reading.skipped) >= 1


def test_a_member_without_a_name_is_skipped() -> None:
    nameless = bytearray(zip_of({"a": b"words", "b.xml": asthma()}))
    central = nameless.index(b"PK\x01\x02")
    nameless[central + 46] = 0  # the only letter of its name: everything behind a NUL is cut off
    reading = read(bytes(nameless))
    assert one(reading, Problem).name == "Asthma"
    assert "Not opened: it has no name." in reasons(reading)


def test_a_locked_member_is_skipped() -> None:
    locked = bytearray(zip_of({"a.xml": asthma(), "b.xml": asthma("Gout", "90560007")}))
    central = locked.index(b"PK\x01\x02")
    locked[central + 8] |= 1
    reading = read(bytes(locked))
    assert one(reading, Problem).name == "Gout"
    assert "password" in reasons(reading)[0]


def test_archives_inside_archives_end_somewhere() -> None:
    content: bytes = zip_of({"a.xml": asthma()})
    for _ in range(6):
        content = zip_of({"x.zip": content})
    reading = read(content)
    assert "is not opened" in reasons(reading)[0]


def test_half_an_archive_is_refused_in_words() -> None:
    whole = zip_of({"a.xml": asthma()})
    with pytest.raises(CasebookError) as refused:
        read(whole[: len(whole) // 2])
    assert "Nothing was changed" in refused.value.sentence


def test_an_empty_archive_and_an_empty_file_are_refused() -> None:
    for content in (zip_of({}), b"", b"   \n"):
        with pytest.raises(CasebookError):
            read(content)


def test_a_file_of_no_known_kind_is_refused_in_words() -> None:
    with pytest.raises(CasebookError) as refused:
        read(b"MZ\x00\x01\x02")
    assert "nothing that Casebook can read" in refused.value.sentence


def test_stopping_leaves_nothing() -> None:
    results = [lab(f"Test {number}") for number in range(2000)]
    with pytest.raises(Cancelled):
        read(bundle(*results), is_cancelled=lambda: True)


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CasebookError) as refused:
        read_path(tmp_path / "gone.zip", TODAY)
    assert "could not be opened" in refused.value.sentence


def test_a_member_packed_in_an_unknown_way() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("a.xml", asthma())
        archive.writestr("b.xml", asthma("Gout", "90560007"))
    odd = bytearray(made.getvalue())
    central = odd.index(b"PK\x01\x02")
    odd[central + 10] = 99
    odd[8] = 99
    reading = read(bytes(odd))
    assert one(reading, Problem).name == "Gout"
