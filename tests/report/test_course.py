import itertools
from typing import Any

import pytest

from app.case.case import Case
from app.case.facts import Facts, facts_of
from app.case.partial_date import PartialDate
from app.report.contents.course import course_strip, remissions
from app.report.contents.given import given
from app.report.contents.wording import long_date, short_date, span, with_weekday
from app.report.outline.blocks import CourseStrip, Point
from app.report.outline.style import NORMAL
from app.report.outline.words import strong
from app.report.typesetting.lines import text_width
from app.report.typesetting.marks import Part, TextMark
from app.report.typesetting.set_course import set_course
from tests.report.conftest import EXAMPLE_DAY, case_of

iso = PartialDate.from_iso


def facts(**more: Any) -> Facts:
    case = case_of({"schema_version": "1.0", "patient": {"display_name": "Noor"}} | more)
    return facts_of(case, EXAMPLE_DAY)


def event(day: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{day}{kind}", "date": day, "type": kind} | more


def test_remissions_run_from_the_noted_one_to_what_ended_it() -> None:
    found = remissions(
        facts(
            status_events=[
                event("2024-01-01", "diagnosis"),
                event("2024-03-01", "response_assessment", response="CR"),
                event("2024-06-01", "mrd_result", response="CR"),
                event("2025-01-01", "relapse"),
                event("2025-06-01", "remission"),
            ]
        ).status_events
    )
    told = [(one.start.iso, one.end.iso if one.end else None) for one in found]
    assert told == [("2024-03-01", "2025-01-01"), ("2025-06-01", None)]


def test_low_blasts_alone_are_no_remission() -> None:
    assert (
        remissions(
            facts(
                status_events=[event("2024-03-01", "other", marrow_blasts_percent=1)]
            ).status_events
        )
        == ()
    )


def test_too_little_gives_no_strip(only_a_name: Case) -> None:
    assert course_strip(facts_of(only_a_name, EXAMPLE_DAY), ()) is None
    short = facts(status_events=[event("2026-05-01", "diagnosis", marrow_blasts_percent=80)])
    assert course_strip(short, given(short)) is None


@pytest.fixture
def strip(example_facts: Facts) -> CourseStrip:
    made = course_strip(example_facts, given(example_facts))
    assert made is not None
    return made


def test_the_strip_is_to_scale(strip: CourseStrip, example_facts: Facts) -> None:
    start = min(event.date.earliest for event in example_facts.status_events if event.date)
    assert strip.days == (EXAMPLE_DAY - start).days
    for year in strip.years[1:]:
        assert year[0] == (EXAMPLE_DAY.replace(int(year[1]), 1, 1) - start).days
    assert all(0 <= bar.start <= bar.end <= strip.days for bar in strip.bars)


def test_a_finding_is_hollow_only_where_the_record_says_not_found(strip: CourseStrip) -> None:
    kinds = {point.kind for point in strip.points}
    assert {"found", "not_found", "relapse", "cells"} <= kinds
    assert all(not point.label for point in strip.points if point.kind == "not_found")


def test_labels_never_overlap(strip: CourseStrip) -> None:
    laid = set_course(strip, 540, NORMAL)
    figure = laid.parts[0]
    assert isinstance(figure, Part)
    assert figure.alt
    by_line: dict[float, list[TextMark]] = {}
    for mark in figure.kids:
        if isinstance(mark, TextMark) and mark.grey == 0:
            by_line.setdefault(round(mark.y, 1), []).append(mark)
    from app.report.typesetting.faces import face

    for marks in by_line.values():
        marks.sort(key=lambda mark: mark.x)
        for one, following in itertools.pairwise(marks):
            end = one.x + face(one.strong).width(one.text, one.size)
            assert end <= following.x + 0.1, (one.text, following.text)


def test_a_transplant_told_twice_is_one_row(example_facts: Facts) -> None:
    rows = [one for one in given(example_facts) if "transplant" in one.name.lower()]
    assert [one.kind for one in rows if "Donor transplant" in one.name] == ["cells"]


def test_numbers_follow_the_dates(example_facts: Facts) -> None:
    found = given(example_facts)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    starts = [one.start.sort_key for one in found if one.start and one.state != "planned"]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-03-02", "2026-03-26", "2 – 26 Mar 2026"),
        ("2025-12-02", "2026-03-26", "2 Dec 2025 – 26 Mar 2026"),
        ("2026-02", "2026-03-26", "Feb – 26 Mar 2026"),
        ("2026-02-03", "2026-02-03", "3 Feb 2026"),
        ("2024", None, "2024"),
        (None, "~2024-03", "until about Mar 2024"),
        (None, None, ""),
    ],
)
def test_spans(start: str | None, end: str | None, words: str) -> None:
    told = span(iso(start) if start else None, iso(end) if end else None)
    assert told.replace("\u00a0", " ") == words


def test_dates_in_print() -> None:
    assert short_date(iso("2026-05-12")) == "12\u00a0May\u00a02026"
    assert short_date(None) == ""
    assert long_date(iso("2026-05-12")) == "12\u00a0May\u00a02026"
    assert with_weekday(iso("2026-04-24")) == "Friday 24\u00a0April\u00a02026"
    assert with_weekday(iso("2026-04")) == "April\u00a02026"


@pytest.mark.parametrize("apart", [2.0, 20.0, 60.0, 200.0])
def test_labels_of_two_relapses_close_together_never_overlap(apart: float) -> None:
    points = tuple(Point(500.0 + number * apart, "relapse", "MRD relapse") for number in range(2))
    strip = CourseStrip(days=1000.0, bars=(), points=points, years=(), alt="")
    laid = set_course(strip, 540, NORMAL)
    texts = [mark for part in laid.parts for mark in part.kids if isinstance(mark, TextMark)]
    ends = [mark.x + text_width((strong(mark.text),), mark.size) for mark in texts]
    assert texts
    assert all(end <= mark.x for end, mark in zip(ends, texts[1:], strict=False))
