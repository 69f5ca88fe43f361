"""The course of the illness as it will be drawn."""

from datetime import date
from typing import Any

from app.case.case import Case
from app.case.entities import StatusEvent, Transplant, Treatment
from app.case.facts import facts_of
from app.case.partial_date import PartialDate
from app.ui.overview.course import Course, course_of

TODAY = date(2026, 5, 12)


def day(text: str) -> PartialDate:
    return PartialDate.from_iso(text)


def treatment(
    number: int, line: int | None, start: str | None, end: str | None, **more: Any
) -> Any:
    return Treatment(
        id=f"t{number}",
        line=line,
        name=more.pop("name", f"Phase {number}"),
        start_date=day(start) if start else None,
        end_date=day(end) if end else None,
        modality=more.pop("modality", "chemotherapy"),
        **more,
    )


def status(number: int, when: str, type: str, response: str | None = None) -> StatusEvent:
    return StatusEvent(id=f"s{number}", date=day(when), type=type, response=response)


def course(*entries: Any) -> Course:
    made = course_of(facts_of(Case.of(entries), TODAY))
    assert made is not None
    return made


def test_nothing_known_draws_nothing() -> None:
    assert course_of(facts_of(Case.of([]), TODAY)) is None


def test_phases_of_one_line_are_one_bar() -> None:
    made = course(
        treatment(1, 1, "2023-09-20", "2023-10-18"),
        treatment(2, 1, "2023-11-02", "2024-01-15"),
        treatment(3, 2, "2025-03-17", "2025-05-12"),
    )
    assert [bar.labels[0] for bar in made.bars] == ["First treatment (2 phases)", "Phase 3"]
    assert made.bars[0].end == date(2024, 1, 15)


def test_a_long_pause_parts_a_line() -> None:
    made = course(
        treatment(1, 1, "2023-01-01", "2023-02-01"), treatment(2, 1, "2024-01-01", "2024-02-01")
    )
    assert len(made.bars) == 2


def test_an_end_known_only_by_its_month_says_so() -> None:
    (bar,) = course(treatment(1, 1, "2023-09", "2023-11")).bars
    assert bar.open_start
    assert bar.open_end
    assert (bar.start, bar.end) == (date(2023, 9, 1), date(2023, 11, 30))


def test_what_is_planned_is_not_drawn_as_given() -> None:
    assert (
        course(treatment(1, 1, "2026-01-01", "2026-02-01"), treatment(2, 2, "2026-08-01", None))
        .bars[-1]
        .labels[0]
        == "Phase 1"
    )


def test_a_remission_lasts_until_the_relapse() -> None:
    made = course(
        status(1, "2023-10-20", "response_assessment", "CR"),
        status(2, "2024-02-01", "mrd_result", "CR"),
        status(3, "2025-03-11", "relapse"),
        status(4, "2025-05-19", "remission"),
    )
    assert [(bar.labels[0], bar.start, bar.end) for bar in made.bars] == [
        ("Remission", date(2023, 10, 20), date(2025, 3, 11)),
        ("Second remission", date(2025, 5, 19), TODAY),
    ]
    assert [(mark.kind, mark.day) for mark in made.marks] == [("relapse", date(2025, 3, 11))]


def test_a_partial_response_is_no_remission() -> None:
    made = course(
        status(1, "2023-10-20", "response_assessment", "PR"), status(2, "2024-01-01", "refractory")
    )
    assert made.bars == ()


def test_a_transplant_is_a_mark_and_not_a_bar_too() -> None:
    made = course(
        treatment(1, 2, "2025-06-24", "2025-06-24", modality="hsct"),
        Transplant(id="x", date=day("2025-06-24"), type="allogeneic"),
    )
    assert made.bars == ()
    assert [mark.label for mark in made.marks] == ["Transplant, 24 June 2025"]


def test_the_span_holds_everything_and_today() -> None:
    made = course(treatment(1, 1, "2020-01-01", "2020-02-01"))
    assert made.first < date(2020, 1, 1)
    assert made.last > TODAY == made.today


def test_it_is_told_in_order_of_time() -> None:
    made = course(status(1, "2025-03-11", "relapse"), treatment(1, 1, "2023-09-20", "2023-10-18"))
    assert made.spoken == "Phase 1, 20 September 2023 to 18 October 2023. Relapse, 11 March 2025"
