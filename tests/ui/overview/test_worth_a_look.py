"""What deserves a look: three things at most, safety first."""

from datetime import date
from typing import Any

from app.case.case import Case
from app.case.entities import AccessRequest, AccessStep, Alert, Allergy, Question
from app.case.facts import facts_of
from app.case.partial_date import PartialDate
from app.ui.overview.alerts import alert_lines
from app.ui.overview.worth_a_look import Item, worth_a_look
from app.usecases.option_news import ChangedTrial, OldTest, OptionNews

TODAY = date(2026, 5, 12)


def looked(*entries: Any, backup: date | None = None) -> list[Item]:
    return worth_a_look(facts_of(Case.of(entries), TODAY), backup)


def step(**values: Any) -> AccessStep:
    return AccessStep(id="step", parent_id="request", step="Letter from the company", **values)


def waiting(*, since: str, due: str | None = None, **more: Any) -> list[Any]:
    return [
        AccessRequest(id="request", drug="XT-107"),
        step(
            date=PartialDate.from_iso(since),
            due=PartialDate.from_iso(due) if due else None,
            **more,
        ),
    ]


def test_a_quiet_case_needs_no_look() -> None:
    assert looked() == []


def test_a_wait_is_counted_in_days_and_named_with_its_day() -> None:
    (item,) = looked(*waiting(since="2026-05-08", due="2026-05-15"))
    assert item.title == "Waiting 4 days for an answer"
    assert item.details == "Letter from the company, due by 15 May"
    assert (item.table, item.row_id) == ("access_request", "request")


def test_a_month_gives_no_count_of_days() -> None:
    (item,) = looked(*waiting(since="2026-05"))
    assert item.title == "Waiting for an answer"


def test_a_step_that_is_done_or_not_begun_is_no_wait() -> None:
    assert looked(*waiting(since="2026-05-08", done=True)) == []
    assert looked(*waiting(since="2026-05-08", state="not_needed")) == []
    assert looked(AccessRequest(id="request"), step()) == []


def test_an_old_backup_is_mentioned_after_a_week() -> None:
    assert looked(backup=date(2026, 5, 6)) == []
    (item,) = looked(backup=date(2026, 5, 2))
    assert item.title == "The last backup is 10 days old"


def test_never_more_than_three() -> None:
    asked = [Question(id=f"q{i}", text=f"Question {i}", status="asked") for i in range(9)]
    items = looked(*waiting(since="2026-05-08"), *asked)
    assert len(items) == 3
    assert items[0].icon == "hourglass"


def lines(*entries: Any) -> list[tuple[str, str]]:
    case = Case.of(entries)
    return [(line.strong, line.rest) for line in alert_lines(case, facts_of(case, TODAY))]


def test_alerts_come_before_allergies_they_do_not_name() -> None:
    assert lines(
        Alert(id="a", text="Asparaginase: pancreatitis, do not repeat"),
        Allergy(id="b", substance="asparaginase", reaction="pancreatitis"),
        Allergy(id="c", substance="Tape", reaction="blister"),
        Allergy(id="d", substance="No known drug allergies"),
    ) == [("Asparaginase:", "pancreatitis, do not repeat"), ("Allergy to Tape:", "blister")]


def test_a_long_list_says_how_many_more_there_are() -> None:
    told = lines(*(Alert(id=str(i), text=f"Alert {i}") for i in range(7)))
    assert told[-1] == ("", "and 4 more")
    assert len(told) == 4


def test_an_allergy_that_an_alert_tells_under_another_name_is_not_told_twice() -> None:
    told = lines(
        Alert(id="a", text="Asparaginase: pancreatitis, January 2024"),
        Allergy(id="b", substance="pegaspargase", reaction="pancreatitis"),
        Allergy(id="c", substance="pegaspargase", reaction="hives"),
    )
    assert told == [
        ("Asparaginase:", "pancreatitis, January 2024"),
        ("Allergy to Pegaspargase:", "hives"),
    ]


def test_news_of_trials_says_what_changed_and_how_old_a_test_is() -> None:
    news = OptionNews(
        changed=(
            ChangedTrial("t1", "Cells", PartialDate.from_iso("2026-05-02"), "Recruiting → Closed"),
            ChangedTrial("t2", "Pills", PartialDate.from_iso("2026-05-03")),
        ),
        old_tests=(OldTest("echo", PartialDate.from_iso("2025-09-12"), ("t1",)),),
    )
    items = worth_a_look(facts_of(Case.of([]), TODAY), TODAY, news)
    assert [(item.title, item.details) for item in items] == [
        ("Trial changed: Cells", "Recruiting → Closed"),
        ("Trial changed: Pills", "New words in the registry record of 3 May 2026"),
        ("Echo is 8 months old", "Done 12 September 2025. 1 trial asks for a newer one"),
    ]


def test_the_age_of_a_test_is_counted_only_from_a_known_day() -> None:
    tests = (
        OldTest("echo", PartialDate.from_iso("2025-09"), ("t1", "t2")),
        OldTest("ALT", PartialDate.from_iso("2026-04-20"), ("t1",)),
    )
    items = worth_a_look(facts_of(Case.of([]), TODAY), TODAY, OptionNews(old_tests=tests))
    assert items[0].title == "An old test: echo"
    assert items[0].details == "Done September 2025. 2 trials ask for a newer one"
    assert items[1].title.startswith("ALT is ")
    assert items[1].title.endswith(" days old")


def test_what_is_due_stands_before_what_only_waits() -> None:
    def step(key: str, due: str | None) -> AccessStep:
        day = PartialDate.from_iso("2026-05-01")
        by = PartialDate.from_iso(due) if due else None
        return AccessStep(id=key, parent_id="r", step=key, state="waiting", date=day, due=by)

    rows = (AccessRequest(id="r", drug="XT"), step("a", None), step("b", "2026-06-02"))
    items = worth_a_look(facts_of(Case.of([*rows, step("c", "2026-05-20")]), TODAY), TODAY, None)
    assert [item.details.split(",")[0] for item in items] == ["c", "b", "a"]
