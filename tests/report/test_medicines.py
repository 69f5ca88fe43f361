"""Last doses in print: a count of days is told only as far as the records know it."""

from datetime import date
from typing import Any

import pytest

from app.case.facts import Facts, facts_of
from app.report.contents.medicines import last_dose_rows, last_doses_in_a_row
from app.report.outline.words import NBSP, text_of
from tests.report.conftest import case_of

DAY = date(2026, 2, 28)


def facts(**sections: Any) -> Facts:
    document = {"schema_version": "1.0", "patient": {"display_name": "Noor"}}
    return facts_of(case_of(document | sections), DAY)


def last_doses(known: Facts) -> str:
    return text_of(last_doses_in_a_row(last_dose_rows(known)).words).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("stop", "printed"),
    [
        ("2026-02", "Feb 2026 (0 to 27 days)"),
        ("2026-02-27", "27 Feb 2026 (1 day)"),
        ("2026-02-26", "26 Feb 2026 (2 days)"),
        ("2026-01", "Jan 2026 (28 to 58 days)"),
        ("2025", "2025"),
    ],
)
def test_days_since_the_last_dose_of_a_medicine(stop: str, printed: str) -> None:
    known = facts(medications=[{"name": "venetoclax", "stop": stop, "status": "stopped"}])

    assert f"{printed}: " in last_doses(known)


@pytest.mark.parametrize(
    ("end", "printed"),
    [
        ("2026-02", "by Feb 2026:"),
        ("2026-02-27", "by 27 Feb 2026 (at least 1 day):"),
        ("2026-01", "by Jan 2026 (at least 28 days):"),
    ],
)
def test_days_since_a_treatment_that_ended(end: str, printed: str) -> None:
    treatment = {
        "name": "Reinduction",
        "modality": "chemo",
        "start_date": "2025-12-01",
        "end_date": end,
        "drugs": [{"name": "etoposide"}, {"name": "cytarabine"}],
    }
    assert printed in last_doses(facts(treatments=[treatment]))
