"""The same value under another status or mark: a person looks, nothing is dropped."""

from typing import Any

import pytest

from app.case.entities import LabResult
from tests.records.samples import Taker, bundle, lab, one, patient, read, reasons


def _file(*labs: Any, name: str = "a.json") -> Any:
    return read(bundle(patient(), *labs), name)


def _marked(code: str) -> dict[str, Any]:
    return {"interpretation": [{"coding": [{"code": code}]}]}


@pytest.mark.parametrize("status", ["corrected", "amended", "appended"])
def test_a_corrected_result_of_the_same_value_is_looked_at(status: str) -> None:
    taker = Taker()
    taker.take(_file(lab()))
    receipt = taker.take(_file(lab(status=status), name="b.json"))
    assert (receipt.new, receipt.same, receipt.near) == (0, 0, 1)
    line = taker.compare(_file(lab(status=status), name="b.json"))[0].lines[0]
    assert line.why == "The same value; the file says that it was corrected."


def test_an_older_copy_of_a_corrected_result_is_the_same() -> None:
    taker = Taker()
    taker.take(_file(lab(status="corrected")))
    assert taker.take(_file(lab(), name="b.json")).same == 1
    assert taker.take(_file(lab(status="corrected"))).same == 1


def test_a_final_result_of_the_same_value_is_looked_at() -> None:
    taker = Taker()
    taker.take(_file(lab(status="preliminary")))
    receipt = taker.take(_file(lab(), name="b.json"))
    assert (receipt.new, receipt.same, receipt.near) == (0, 0, 1)
    line = taker.compare(_file(lab(), name="b.json"))[0].lines[0]
    assert line.why == "The same value; ours is marked preliminary, the file's is not."


def test_a_final_report_under_another_clock_is_looked_at() -> None:
    labs = [("WBC", 3.2), ("HGB", 9.1)]
    later = "2026-01-05T13:15:00Z"
    taker = Taker()
    taker.take(_file(*(lab(name, value, status="preliminary") for name, value in labs)))
    final = (lab(name, value, effectiveDateTime=later) for name, value in labs)
    assert taker.take(_file(*final, name="b.json")).near == 2


def test_an_older_copy_of_a_final_result_is_the_same() -> None:
    taker = Taker()
    taker.take(_file(lab()))
    assert taker.take(_file(lab(status="preliminary"), name="b.json")).same == 1
    assert taker.take(_file(lab(status="preliminary"))).same == 1


def test_a_file_that_gives_a_result_twice_tells_of_one() -> None:
    taker = Taker()
    both = _file(lab(), lab(status="corrected"))
    receipt = taker.take(both)
    assert (receipt.new, receipt.near) == (1, 1)
    assert taker.take(both).new == 0


def test_another_mark_is_looked_at() -> None:
    taker = Taker()
    taker.take(_file(lab(**_marked("L"))))
    assert taker.take(_file(lab(**_marked("L")), name="b.json")).same == 1
    assert taker.take(_file(lab(**_marked("N")), name="c.json")).near == 1
    assert taker.take(_file(lab(), name="d.json")).same == 1


@pytest.mark.parametrize("value", [10**31, 1e31, -1e40, 1e-35])
def test_a_number_beyond_all_measure_is_left_out_in_plain_words(value: float) -> None:
    (reason,) = reasons(_file(lab(value=value)))
    assert reason.startswith("The number in the file is larger or smaller than anything")


def test_a_large_number_that_can_be() -> None:
    assert one(_file(lab(value=10**12)), LabResult).value == 10**12
