"""Tables decode late and give the same entities back."""

from decimal import Decimal

from app.case.absence import Absence
from app.case.case import Case
from app.case.entities import CaseInfo, LabPanel, LabResult, Patient
from app.case.partial_date import PartialDate
from app.case.rows import Table, decode, encode

PANEL = LabPanel(id="p1", imported_id="lp-01", date=PartialDate(2026, 5, 11), lab_name="Lab")
RESULTS = tuple(
    LabResult(id=f"r{n}", parent_id="p1", position=n, code=code, value=value)
    for n, (code, value) in enumerate(
        [("wbc", Decimal("2.10")), ("hbsag", "negative"), ("plt", Decimal(42))]
    )
)


def test_encoding_gives_the_entity_back() -> None:
    row = LabResult(
        id="r",
        parent_id="p1",
        value=Decimal("0.90"),
        ref_low=None,
        absences={"ref_low": Absence.NOT_KNOWN},
        extras={"strange": {"kept": [1, 2]}},
        certainty="from_record",
    )
    again = decode(LabResult.spec, encode(row))
    assert again == row
    assert str(again.value) == "0.90"
    assert again.absence("ref_low") is Absence.NOT_KNOWN


def test_stored_row_follows_the_columns() -> None:
    row = dict(zip(LabPanel.spec.columns, encode(PANEL), strict=True))
    assert row["imported_id"] == "lp-01"
    assert row["date"] == "2026-05-11"
    assert row["absences"] is None


def test_table_orders_finds_and_groups() -> None:
    table = Table.of(LabResult.spec, reversed(RESULTS))
    assert list(table) == list(RESULTS)
    assert table.get("r1") is table[1]
    assert table.get("nobody") is None
    assert table.of_parent("p1") == list(RESULTS)
    assert table.of_parent("nobody") == []
    assert table[1:] == list(RESULTS[1:])
    assert table[-1] == RESULTS[-1]


def test_stored_columns_come_without_decoding() -> None:
    table: Table[LabResult] = Table(LabResult.spec, [encode(row) for row in RESULTS])
    assert table.stored("code") == ["wbc", "hbsag", "plt"]
    assert table.stored("code", "value")[0] == ("wbc", "2.10")
    assert table._entities == [None] * 3


def test_case_answers_with_what_it_holds() -> None:
    case = Case.of([PANEL, *RESULTS, Patient(id="p", display_name="Maya")])
    assert case.patient.display_name == "Maya"
    assert case.parts(LabResult, PANEL) == list(RESULTS)
    assert case.get(LabPanel, "p1") == PANEL
    assert case.sizes()["lab_result"] == 3


def test_an_empty_case_still_answers() -> None:
    case = Case.of([])
    assert case.patient == Patient(id="")
    assert case.info == CaseInfo(id="")
    assert case.one(LabPanel) is None


def test_without_reads_only_the_named_tables_again() -> None:
    asked: list[str] = []

    def load(spec):  # type: ignore[no-untyped-def]
        asked.append(spec.table)
        return Table(spec, [])

    case = Case(load)
    case.all(LabPanel)
    case.all(Patient)
    fresh = case.without(["patient"])
    fresh.all(LabPanel)
    fresh.all(Patient)
    assert asked == ["lab_panel", "patient", "patient"]
