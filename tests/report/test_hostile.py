"""Whatever a family types or a file brings: the page holds, and nothing is taken for markup."""

import io
from typing import Any

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case.case import Case
from app.case.facts import facts_of
from app.report import packet_outline, summary_outline
from app.report.contents.card import card_outline
from app.report.drawing import make_pdf
from app.report.outline.document import Outline
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter
from tests.report.conftest import EXAMPLE_DAY, case_of, options

LONG = "A note that goes on and on. " * 360
HARD = [
    "<b>bold</b> & <script>alert(1)</script> </para>",
    "x" * 10_000,
    LONG[:10_000],
    "李明 和他的家人 " * 40,
    "مرحبا بالعالم " * 40,
    "👩‍👧‍👦🏽" * 60,
    "a\x0bb\u2028c\u202ed\u0000".replace("\u0000", ""),
    "%s {0} \\ ( ) (( \\) %PDF",
    " ",
]


def hard_case(text: str, name: str = "Noor") -> Case:
    """A case in which every free text is the same hard one."""
    return case_of(
        {
            "schema_version": "1.0",
            "patient": {
                "display_name": name,
                "preferred_name": text,
                "birth_date": "1900-01-01",
                "sex_at_birth": "female",
                "record_number": text,
                "blood_type": text,
                "guardians": [{"name": text, "relation": text, "phone": text}],
            },
            "alerts": [{"text": text, "since": "2100"}],
            "diagnoses": [{"id": "d", "name_on_report": text, "date": "2024", "notes": text}],
            "status_events": [{"id": "s", "date": "~2024-03", "type": text, "note": text}],
            "treatments": [
                {
                    "id": "t",
                    "line": 1,
                    "name": text,
                    "start_date": "2024",
                    "drugs": [{"name": text, "note": text}],
                    "toxicities": [{"term": text, "grade": "3", "start": None, "end": None}],
                    "note": text,
                }
            ],
            "medications": [
                {"name": text, "dose": text, "frequency": text, "status": "active", "note": text}
            ],
            "allergies": [{"substance": text, "reaction": text, "severity": "severe"}],
            "infections": [{"name": text, "status": "active", "note": text}],
            "labs": [
                {
                    "panel_id": "p",
                    "date": "2026-05",
                    "lab_name": text,
                    "context": text,
                    "results": [
                        {"code": "anc", "name_on_report": text, "value": text, "unit": text}
                    ],
                }
            ],
            "care_team": [{"name": text, "role": text, "phone": text, "place": text}],
            "appointments": [
                {"id": "a", "date": "2026-06-01", "with": text, "purpose": text, "place": text}
            ],
            "questions": [{"id": "q", "text": text, "priority": 1, "status": "open"}],
            "decisions": [{"id": "x", "decision": text, "reason": text, "revisit_on": "2026-06"}],
            "saved_trials": [{"nct_id": text, "short_name": text, "notes": text}],
            "access_requests": [{"drug": text, "pathway": text, "note": text}],
            "documents": [{"id": "doc", "title": text, "type": text, "file_name": text}],
        }
    )


def check(made: Outline, limit: int | None = None) -> bytes:
    width, height = frame_size(made.paper, made.footer, made.style)
    for page in made.pages:
        style = page.style or made.style
        assert Typesetter(style).height(page.blocks, width) <= height + 0.01
    content = make_pdf(made)
    assert len(pypdf.PdfReader(io.BytesIO(content)).pages) == made.page_count
    assert limit is None or made.page_count == limit
    return content


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("text", HARD)
def test_hard_texts_everywhere(text: str, large: bool) -> None:
    case = hard_case(text, name=text.strip() or "Noor")
    facts = facts_of(case, EXAMPLE_DAY)
    for masked in (False, True):
        chosen = options(EXAMPLE_DAY, large=large, without_names=masked, two_sided=True)
        check(summary_outline(case, facts, chosen), limit=None if large else 2)
    check(card_outline(case, facts, options(EXAMPLE_DAY, large=large)))


@pytest.mark.parametrize("text", HARD[:4])
def test_the_packet_holds_hard_texts_in_full(text: str) -> None:
    case = hard_case(text)
    made = packet_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY))
    check(made)


def test_markup_is_printed_as_it_was_typed() -> None:
    case = hard_case("<b>5 & 6</b>")
    made = summary_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY))
    text = pypdf.PdfReader(io.BytesIO(make_pdf(made))).pages[0].extract_text()
    assert "<b>5 & 6</b>" in text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=400))
def test_any_text_makes_one_side(text: str) -> None:
    case = hard_case(text)
    made = summary_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY))
    check(made, limit=1)


def test_dates_far_away() -> None:
    document: dict[str, Any] = {
        "schema_version": "1.0",
        "patient": {"display_name": "Noor", "birth_date": "1900-02-28"},
        "status_events": [
            {"id": "1", "date": "1900-03-01", "type": "diagnosis", "marrow_blasts_percent": 90},
            {"id": "2", "date": "2099-12-31", "type": "relapse", "marrow_blasts_percent": 12},
        ],
        "treatments": [{"id": "t", "name": "Old", "start_date": "1900", "end_date": "2100-01-01"}],
    }
    case = case_of(document)
    made = summary_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY))
    check(made, limit=1)
