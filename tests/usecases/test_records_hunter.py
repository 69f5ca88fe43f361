"""What a second opinion needs beside what is here, and the letters that ask for the rest."""

import csv
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.case import codes
from app.case.declaration import Entity
from app.case.entities import (
    CellTherapy,
    Diagnosis,
    Document,
    DonorSearch,
    GeneticTest,
    ImportReceipt,
    LabPanel,
    Medication,
    PendingItem,
    Radiation,
    StatusEvent,
    Transplant,
    Treatment,
)
from app.case.partial_date import PartialDate
from app.casefile import Insert, new_id
from app.errors import CasebookError
from app.report.options import PrintOptions
from app.resource_files import resource_file
from app.usecases.make_case import case_from_json
from app.usecases.page_choice import PageChoice
from app.usecases.print_page import page_pdf
from app.usecases.records_hunter import (
    HunterItem,
    RecordState,
    hunter_as_text,
    records_hunter,
)
from app.usecases.records_needed import needs
from app.usecases.request_letters import letters_of, request_letters
from app.usecases.session import Session
from tests.usecases.conftest import TODAY

DAY = PartialDate(2026, 4, 14)

Keep = Callable[..., None]


@pytest.fixture
def keep(session: Session) -> Keep:
    def keep_rows(*rows: Entity) -> None:
        session.run("keep", [Insert(row) for row in rows])

    return keep_rows


def document(title: str, kind: str | None = None, date: PartialDate | None = DAY) -> Document:
    return Document(id=new_id(), title=title, type=kind, date=date)


def leukemia(place: str | None = None) -> Diagnosis:
    return Diagnosis(id=new_id(), dx_id="t-all", date=PartialDate(2023, 9), place=place)


def item(session: Session, key: str) -> HunterItem:
    (found,) = [each for each in records_hunter(session) if each.need.key == key]
    return found


def keys(session: Session) -> set[str]:
    return {each.need.key for each in records_hunter(session)}


# The list


def test_every_need_has_its_source() -> None:
    with resource_file("records/needs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(needs()) == len({row["need_id"] for row in rows})
    types = {code for code, _ in codes.choices("document.type")}
    for row, need in zip(rows, sorted(needs(), key=lambda n: rows_order(rows, n.key)), strict=True):
        assert row["source"]
        assert row["verified"] in ("yes", "no")
        assert need.importance in (1, 2, 3)
        assert need.how_many >= 1
        assert set(need.types) <= types
        assert need.as_of.year >= 2026


def rows_order(rows: list[dict[str, str]], key: str) -> int:
    return [row["need_id"] for row in rows].index(key)


def test_the_words_of_a_letter_give_no_advice() -> None:
    for need in needs():
        words = f"{need.name} {need.ask_for}".casefold()
        assert not any(word in words for word in ("should", "must", "eligible", "recommend", "!"))


def test_the_most_important_comes_first(session: Session, keep: Keep) -> None:
    keep(leukemia())
    order = [each.need.importance for each in records_hunter(session)]
    assert order == sorted(order)
    assert records_hunter(session)[0].need.key == "pathology"


def test_without_a_diagnosis_some_cannot_be_told(session: Session) -> None:
    assert item(session, "flow").state is RecordState.NOT_KNOWN
    assert "not noted yet" in item(session, "flow").why
    assert item(session, "pathology").state is RecordState.NOT_HERE


def test_a_diagnosis_that_the_list_lacks_is_not_called_unnoted(
    session: Session, keep: Keep
) -> None:
    keep(Diagnosis(id=new_id(), name_on_report="Glioblastoma"))
    assert item(session, "flow").state is RecordState.NOT_KNOWN
    assert "“Glioblastoma”" in item(session, "flow").why
    assert "not noted" not in item(session, "flow").why


def test_what_does_not_apply_is_not_asked_for(session: Session, keep: Keep) -> None:
    keep(Diagnosis(id=new_id(), dx_id="t-all"))
    special = {"transplant-summary", "cell-therapy-summary", "radiation-summary", "hla"}
    assert not keys(session) & special
    keep(
        Transplant(id=new_id(), date=DAY),
        CellTherapy(id=new_id()),
        Radiation(id=new_id()),
        DonorSearch(id=new_id()),
    )
    assert special <= keys(session)


@pytest.mark.parametrize(
    ("title", "kind", "key"),
    [
        ("Biopsy of the neck node", None, "pathology"),
        ("Slides sent to the center", None, "slides"),
        ("Flow at relapse", "flow", "flow"),
        ("FISH report", "genetics", "cytogenetics"),
        ("Gene panel", "genetics", "molecular"),
        ("2026-02_NGS_report.pdf", None, "molecular"),
        ("Bone marrow day 29", None, "marrow"),
        ("MRD by flow", None, "mrd"),
        ("Roadmap AALL1231", None, "treatment-summary"),
        ("Hospital stay in May", "discharge", "discharge"),
        ("Lumbar puncture results", None, "csf"),
        ("Hepatitis tests", None, "viruses"),
        ("Echocardiogram", "imaging_report", "heart"),
    ],
)
def test_documents_are_known_by_title_or_kind(
    session: Session, keep: Keep, title: str, kind: str | None, key: str
) -> None:
    keep(leukemia(), document(title, kind))
    found = item(session, key)
    assert found.state is RecordState.HERE
    assert found.documents[0].words == f"{title}, 14 April 2026"


def test_an_echo_is_no_scan_and_a_disc_no_report(session: Session, keep: Keep) -> None:
    keep(leukemia(), document("Echo", "imaging_report"), document("CT discs", "imaging_disc"))
    assert item(session, "imaging-reports").state is RecordState.NOT_HERE
    assert item(session, "imaging-files").why == "1 of 2 is here."


def test_genetics_of_no_kind_may_be_either(session: Session, keep: Keep) -> None:
    keep(leukemia(), document("Genetics 2023", "genetics"))
    for key in ("cytogenetics", "molecular"):
        found = item(session, key)
        assert found.state is RecordState.PARTLY
        assert "does not say" in found.why


def test_noted_values_are_not_the_report(session: Session, keep: Keep) -> None:
    keep(leukemia(), GeneticTest(id=new_id(), date=DAY, method="FISH"))
    found = item(session, "cytogenetics")
    assert found.state is RecordState.PARTLY
    assert found.missing == (DAY,)


def test_marrows_without_their_report_are_named(session: Session, keep: Keep) -> None:
    rows = [
        StatusEvent(id=new_id(), date=PartialDate(2025, month, 3), marrow_blasts_percent=Decimal(2))
        for month in (1, 6)
    ]
    keep(leukemia(), *rows, document("Marrow", "marrow", PartialDate(2025, 1, 9)))
    found = item(session, "marrow")
    assert found.state is RecordState.PARTLY
    assert found.why == "The report is not here for 3 June 2025."


def test_blood_tests_grow_old(session: Session, keep: Keep) -> None:
    keep(LabPanel(id=new_id(), date=PartialDate(2026, 1, 2)))
    assert item(session, "labs").why == "The last ones here are of 2 January 2026."
    keep(LabPanel(id=new_id(), date=PartialDate(2026, 5, 11)))
    assert item(session, "labs").state is RecordState.HERE
    keep(document("Counts", "lab", PartialDate(2026, 5, 10)))
    assert item(session, "labs").documents


def test_the_list_of_medicines_is_our_own(session: Session, keep: Keep) -> None:
    assert item(session, "medicines").state is RecordState.NOT_HERE
    keep(document("Medication list"))
    assert item(session, "medicines").state is RecordState.HERE
    keep(Medication(id=new_id(), name="acyclovir", status="active"))
    assert "ready to print" in item(session, "medicines").why


def test_the_list_as_text_and_json(session: Session, keep: Keep) -> None:
    keep(leukemia(), document("Biopsy", "pathology"))
    items = records_hunter(session)
    text = hunter_as_text(items)
    assert text.startswith("Here: Pathology report of the diagnosis\n    Biopsy, 14 April 2026\n")
    first = items[0].as_json()
    assert first["state"] == "here"
    assert first["documents"] == [{"title": "Biopsy", "date": "2026-04-14"}]
    assert first["verified"] is True


# Letters

OPTIONS = PrintOptions(as_of=TODAY)


def test_each_hospital_is_asked_for_what_was_made_there(session: Session, keep: Keep) -> None:
    keep(
        leukemia("Northgate"),
        Treatment(id=new_id(), name="x", place="Northgate ", start_date=PartialDate(2023, 9, 20),
                  end_date=PartialDate(2024), reason_stopped="completed"),
        Treatment(id=new_id(), name="y", place="Lakemont", start_date=PartialDate(2025, 5),
                  reason_stopped="ongoing"),
        Transplant(id=new_id(), place="Lakemont", date=PartialDate(2025, 6, 24)),
    )  # fmt: skip
    north, lake = letters_of(session, OPTIONS)
    assert (north.hospital, lake.hospital) == ("Northgate", "Lakemont")
    asked = {record.words for record in north.records}
    other = {record.words for record in lake.records}
    assert any("pathology report" in words for words in asked)
    assert not any("pathology report" in words for words in other)
    assert any("Transplant summary" in words for words in other)
    assert not any("Transplant summary" in words for words in asked)
    assert (north.first, north.last) == (PartialDate(2023, 9), PartialDate(2024))
    assert (lake.first, lake.last) == (PartialDate(2025, 5), None)


def test_letters_are_one_tagged_page_each(session: Session, keep: Keep, tmp_path: Path) -> None:
    keep(leukemia("Northgate"), Radiation(id=new_id(), place="Lakemont: East/West", start=DAY))
    folder = tmp_path / "letters"
    folder.mkdir()
    for paper in ("a4", "letter"):
        made = request_letters(session, folder, PageChoice(what="request", paper=paper))
        assert [path.name for path in made] == [
            "Request for records, Northgate.pdf",
            "Request for records, Lakemont- East-West.pdf",
        ]
        for path in made:
            reader = PdfReader(path)
            assert len(reader.pages) == 1
            assert "/MarkInfo" in reader.trailer["/Root"]
            path.unlink()


def test_what_stands_in_a_letter(session: Session) -> None:
    page = page_pdf(session, PageChoice(what="request", as_of=TODAY))
    assert page.pages == 1
    text = PdfReader(BytesIO(page.pdf)).pages[0].extract_text()
    for words in ("Maya Ellison", "Request for copies of medical records", "Signature", "Records"):
        assert words in text
    again = page_pdf(session, PageChoice(what="request", as_of=TODAY))
    assert again.pdf == page.pdf


def test_files_that_are_there_stay(session: Session, keep: Keep, tmp_path: Path) -> None:
    keep(leukemia("Northgate"))
    theirs = tmp_path / "Request for records, Northgate.pdf"
    theirs.write_text("mine")
    choice = PageChoice(what="request")
    with pytest.raises(CasebookError, match="left as it is") as told:
        request_letters(session, tmp_path, choice)
    assert told.value.places == (theirs.name,)
    assert theirs.read_text() == "mine"
    with pytest.raises(CasebookError, match="no folder"):
        request_letters(session, tmp_path / "none", choice)


def test_every_letter_of_the_example_fits_in_large_print(tmp_path: Path) -> None:
    path = tmp_path / "example.casebook"
    case_from_json(path, resource_file("example/case.json"))
    with Session.open(path, read_only=True) as session:
        assert page_pdf(session, PageChoice(what="request", paper="a4")).pages == 1
        large = page_pdf(session, PageChoice(what="request", large=True))
        assert 1 <= large.pages <= 4


# The receipt


def test_a_receipt_on_paper(session: Session, keep: Keep) -> None:
    with pytest.raises(CasebookError, match="no receipt"):
        page_pdf(session, PageChoice(what="receipt"))
    receipt = ImportReceipt(
        id=new_id(),
        file_name="portal.zip",
        kind="FHIR bundle",
        received_on=DAY,
        read=6,
        new=2,
        same=1,
        near=1,
        skipped=2,
        skipped_reasons=("entry[3]: No value is given.", "entry[4]: <b>odd</b>"),
        attachment_sha256="ab" * 32,
    )
    keep(receipt, PendingItem(id=new_id(), parent_id=receipt.id, what="Asthma", reason="Near."))
    page = page_pdf(session, PageChoice(what="receipt", as_of=TODAY))
    text = PdfReader(BytesIO(page.pdf)).pages[0].extract_text()
    for words in ("portal.zip", "2 + 0 + 1 + 1 + 0 + 2 = 6", "<b>odd</b>", "Asthma", "No value"):
        assert words in text
    same = page_pdf(session, PageChoice(what="receipt", receipt=receipt.id, as_of=TODAY))
    assert same.pdf == page.pdf
    with pytest.raises(CasebookError, match="no receipt nine"):
        page_pdf(session, PageChoice(what="receipt", receipt="nine"))


def test_a_receipt_that_does_not_add_up_says_so(session: Session, keep: Keep) -> None:
    keep(ImportReceipt(id=new_id(), file_name="x", read=5, new=2))
    page = page_pdf(session, PageChoice(what="receipt", without_names=True, large=True))
    text = " ".join(p.extract_text() for p in PdfReader(BytesIO(page.pdf)).pages)
    assert "but 5 were read" in " ".join(text.split())
    assert "Maya" not in text
