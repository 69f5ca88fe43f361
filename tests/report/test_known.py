"""A page for a past day tells nothing that came later."""

from datetime import date

from app.case.facts import facts_of
from app.report import summary_outline
from app.report.outline.describe import describe
from app.report.outline.words import NBSP
from tests.report.conftest import case_of, options

DOCUMENT = {
    "schema_version": "1.0",
    "patient": {"display_name": "Noor"},
    "transplants": [
        {
            "type": "allogeneic",
            "date": "2025-01-10",
            "gvhd": [
                {
                    "kind": "acute",
                    "onset": "2025-02-01",
                    "status": "resolved",
                    "resolved_on": "2025-08-01",
                }
            ],
        }
    ],
    "decisions": [
        {"date": "2025-07-01", "decision": "Stop cyclosporine", "revisit_on": "2025-07-10"}
    ],
    "appointments": [{"id": "a1", "date": "2025-07-15", "with": "clinic"}],
    "trials": [
        {
            "short_name": "Alpha study",
            "saved_on": "2025-03-01",
            "contacts": [{"date": "2025-09-01", "note": "They asked for a new sample"}],
        }
    ],
}


def told(day: date) -> str:
    case = case_of(DOCUMENT)
    made = summary_outline(case, facts_of(case, day), options(day, two_sided=True, visit=None))
    return describe(made).replace(NBSP, " ")


def test_what_came_later_is_not_told() -> None:
    early = told(date(2025, 6, 1))
    assert "gone since" not in early
    assert "Stop cyclosporine" not in early
    assert "new sample" not in early


def test_what_was_known_is_told() -> None:
    assert "gone since 1 August 2025" in told(date(2025, 10, 1))
