"""The packet for the doctor: a draft in order, by the rules of the family's country."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.case.entities import Patient
from app.case.facts import Facts, facts_of
from app.case.partial_date import PartialDate
from app.report.access.outline import DRAFT, access_outline
from app.report.drawing import make_pdf
from app.report.options import PrintOptions
from app.report.outline.describe import describe
from app.report.outline.document import Outline
from app.trials.access_routes import RouteId
from app.trials.record import TrialRecord
from tests.report.access.requests import TRIALS, ToldRoute, followed
from tests.report.conftest import case_of

US_NAMES = re.compile(r"\b(?:FDA|3926|1571|IND|IRB|CDER|CBER|Right to Try|Letter of Auth)\b")


def outline_of(facts: Facts, *routes: ToldRoute, **chosen: Any) -> Outline:
    return access_outline(routes, TRIALS, facts, PrintOptions(as_of=facts.as_of, **chosen))


def plain(outline: Outline) -> str:
    return describe(outline).replace("\u00a0", " ")


@pytest.fixture(scope="session")
def facts_in(example_document: dict[str, Any]) -> Callable[[str | None], Facts]:
    """Return the facts of the example with another country."""

    def facts(country: str | None) -> Facts:
        document = {**example_document, "patient": {**example_document["patient"]}}
        document["patient"]["country"] = country
        return facts_of(case_of(document), PartialDate(2026, 5, 12).earliest)

    return facts


def test_the_order_is_that_of_a_request(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed()))
    parts = [
        "## The patient",
        "## Diagnosis",
        "## Course of the illness",
        "## Treatments so far",
        "## How things stand now",
        "## Trials that were looked at",
        "# Requested product: XT-107",
        "## Proposed plan",
        "## Risks, known and not known",
        "## Consent and ethics board",
        "## Steps",
        "## Doctor",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_every_page_says_that_it_is_a_draft(example_facts: Facts) -> None:
    outline = outline_of(example_facts, followed())
    assert DRAFT in describe(outline)
    assert "draft" in outline.title
    for page in PdfReader(BytesIO(make_pdf(outline))).pages:
        text = " ".join(page.extract_text().replace("\u00a0", " ").split())
        assert "draft for the doctor, page" in text
        assert "Only the study team can decide who can join." in text


def test_plan_and_risks_are_left_to_the_doctor(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed()))
    after = text.split("## Proposed plan")[1].split("## Consent")[0]
    assert "[4 lines to write on]" in after
    assert "[3 lines to write on]" in after
    assert "mg" not in after


def test_treatments_carry_response_and_why_they_ended(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed()))
    table = text.split("## Treatments so far")[1].split("## How things")[0]
    assert "Dates | Treatment | Response | Why it ended | Worst side effects" in table
    assert table.count("\n") > 4


def test_why_trials_were_not_possible_with_words_day_and_source(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed()))
    assert (
        "May rule out: Platelet count 49 10³/µL on 11 May 2026. | “Platelets ≥ 75 × 10^9/L” | "
        "Letter, 11 May 2026" in text
    )
    assert "The registry's words have changed since. | “First relapse only” | Dr. Hannah" in text
    assert "Registry: Recruiting, checked 10 May 2026." in text
    assert "11 May 2026: with the study line: No free place before July." in text
    assert "Nothing is noted that stood in the way." in text


def test_forms_of_the_united_states_are_named_there(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed()))
    assert "Write the request (Form FDA 3926 or 1571) with history and plan" in text
    assert "Where it stands: Sent to FDA, since 6 May 2026" in text
    assert "Steps as of April 2026, from: FDA" in text


@pytest.mark.parametrize("country", ["DE", "Germany", "fr", "United Kingdom", None, "Japan"])
@pytest.mark.parametrize("pathway", [*[route.value for route in RouteId], "our own way"])
def test_no_form_of_the_united_states_elsewhere(
    facts_in: Callable[[str | None], Facts], country: str | None, pathway: str
) -> None:
    for chosen in ({}, {"large": True}):
        text = plain(outline_of(facts_in(country), followed(pathway), **chosen))
        assert not US_NAMES.search(text)
        assert "Ask Dr. Hannah Okoye" in text


def test_in_europe_the_route_of_europe_stands_for_another_one(
    facts_in: Callable[[str | None], Facts],
) -> None:
    text = plain(outline_of(facts_in("DE"), followed()))
    assert "Way asked about: Compassionate use and named-patient use (Europe)" in text
    assert "Where it stands: Sent to the authority" in text
    assert "5 steps by the rules of another country noted, not printed here." in text
    assert "Each country has its own rules" in text


def test_steps_say_who_holds_the_ball(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed()))
    assert "9. | Ask Dr. Hannah Okoye | doctor | Waiting 4 days for the doctor" in text
    assert "Only a doctor can send the request. The company may say no." in text


def test_who_can_consent(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed()))
    assert "Jo Ellison, mother; Ruben Ellison, father. Maya is asked to agree too" in text


def test_what_the_programs_record_says(example_facts: Facts) -> None:
    record = TrialRecord(
        registry="ctgov",
        number="NCT99990711",
        form="json-v2",
        study_type="EXPANDED_ACCESS",
        status="AVAILABLE",
        status_as_of=PartialDate(2026, 5, 10),
        expanded_access_types=("individual",),
    )
    options = PrintOptions(as_of=example_facts.as_of)
    records = {"NCT99990711": record}
    text = plain(access_outline([followed()], TRIALS, example_facts, options, records))
    assert "This is an expanded access program, not a trial." in text
    assert "checked 10 May 2026. It is for one person at a time." in text


def test_without_a_route_the_product_is_left_empty(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts))
    assert "# Requested product" in text
    assert "## Ways there are" in text
    assert "Single-patient expanded access (non-emergency)" in text


def test_a_case_with_only_a_name(only_a_name: Any) -> None:
    facts = facts_of(only_a_name, PartialDate(2026, 5, 12).earliest)
    outline = access_outline((), (), facts, PrintOptions(as_of=facts.as_of))
    assert "No trials are saved in this case." in plain(outline)
    assert make_pdf(outline).startswith(b"%PDF")


def test_names_can_be_left_out(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed(), without_names=True))
    for name in ("Maya", "Ellison", "Okoye"):
        assert name not in text
    assert "XT-107" in text


def test_nothing_is_promised(example_facts: Facts) -> None:
    text = plain(outline_of(example_facts, followed())).casefold()
    for never in ("eligible", "qualif", "99%", "guarantee", "last chance", "recommend"):
        assert never not in text


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("large", [False, True])
def test_same_input_same_bytes(example_facts: Facts, paper: str, large: bool) -> None:
    chosen = {"paper": paper, "large": large}
    first, second = (
        make_pdf(outline_of(example_facts, followed(), followed("right_to_try"), **chosen))
        for _ in range(2)
    )
    assert first == second


def test_an_interpreter_stands_on_the_list(example_document: dict[str, Any]) -> None:
    patient = {**example_document["patient"], "interpreter_needed": True}
    case = case_of({**example_document, "patient": patient})
    assert isinstance(case.patient, Patient)
    facts = facts_of(case, PartialDate(2026, 5, 12).earliest)
    assert "Interpreter at the consent talk." in plain(outline_of(facts, followed()))
    assert replace(case.patient, interpreter_needed=False) != case.patient
