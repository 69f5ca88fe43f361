from collections.abc import Callable
from typing import Any

import pytest

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.report import packet_outline
from app.report.outline.blocks import Heading, Pairs
from app.report.outline.describe import describe
from app.report.outline.document import Outline
from app.report.typesetting.set_page import frame_size
from app.report.typesetting.typesetter import Typesetter
from tests.report.conftest import EXAMPLE_DAY, SAMPLES, case_of, options

PARTS = [
    "Appointment summary",
    "Full history",
    "Blood results",
    "Medicines",
    "Questions and answers",
    "Appointments and decisions",
    "Trials and access looked at",
    "People and documents",
    "Words used",
]


@pytest.fixture(scope="module")
def packet(example: Case, example_facts: Facts) -> Outline:
    return packet_outline(example, example_facts, options(EXAMPLE_DAY))


def test_the_cover_lists_the_parts_with_their_pages(packet: Outline) -> None:
    contents = [b for b in packet.pages[0].blocks if isinstance(b, Pairs)][-1]
    assert [row.label for row in contents.rows] == PARTS
    for row in contents.rows[1:]:
        page = packet.pages[int(row.aside) - 1]
        titles = [b.text for b in page.blocks if isinstance(b, Heading) and b.level == 1]
        assert row.label in titles


def test_every_page_fits(packet: Outline) -> None:
    width, height = frame_size(packet.paper, packet.footer, packet.style)
    for page in packet.pages:
        style = page.style or packet.style
        assert Typesetter(style).height(page.blocks, width) <= height + 0.01


def test_nothing_of_the_case_is_missing(packet: Outline, example_document: dict[str, Any]) -> None:
    told = describe(packet).replace("\u00a0", " ")
    for section, key in (
        ("treatments", "name"),
        ("medications", "name"),
        ("questions", "text"),
        ("appointments", "purpose"),
        ("decisions", "decision"),
        ("documents", "title"),
        ("care_team", "name"),
        ("infections", "name"),
        ("problems", "name"),
    ):
        for row in example_document[section]:
            assert row[key] in told, (section, row[key])
    for question in example_document["questions"]:
        if question.get("answer"):
            assert question["answer"] in told


def test_private_fields_stay_out(example: Case, example_facts: Facts, packet: Outline) -> None:
    told = describe(packet)
    assert "values" not in told.casefold() or "Values and wishes" not in told
    assert "Member number" not in told
    wish = example.patient.values_note
    assert wish
    assert wish not in told


def test_only_words_that_occur_are_explained(packet: Outline) -> None:
    told = describe(packet)
    words = told[told.index("# Words used") :]
    assert "\nMRD | " in words
    assert "Gilbert" not in words


def test_pages_that_speak_of_trials_say_who_decides(packet: Outline) -> None:
    told = describe(packet)
    assert ", speaks of trials" in told
    assert not packet.pages[0].speaks_of_trials


def test_a_patient_with_nothing_but_a_name(only_a_name: Case) -> None:
    facts = facts_of(only_a_name, EXAMPLE_DAY)
    for large in (False, True):
        made = packet_outline(only_a_name, facts, options(EXAMPLE_DAY, large=large))
        assert "Noor" in describe(made)


@pytest.mark.shared_data
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("name", SAMPLES)
def test_samples_fit_their_pages(
    sample_document: Callable[[str], dict[str, Any]], name: str, large: bool
) -> None:
    case = case_of(sample_document(name))
    facts = facts_of(case, SAMPLES[name])
    made = packet_outline(case, facts, options(SAMPLES[name], large=large, paper="a4"))
    test_every_page_fits(made)
