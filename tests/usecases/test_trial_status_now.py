"""On paper a trial has the status of its newest record, unless the family noted a later one."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from app.case.entities import SavedTrial
from app.case.facts import facts_of
from app.case.partial_date import PartialDate
from app.casefile import Update
from app.report.contents.options_seen import brief_trial_words, trial_words
from app.report.outline.words import text_of
from app.resource_files import resource_file
from app.usecases.example_trials import add_example_trials
from app.usecases.make_case import case_from_json
from app.usecases.page_choice import PageChoice
from app.usecases.print_page import page_pdf
from app.usecases.session import Session
from app.usecases.trial_status_now import case_with_status_now

NUMBER = "NCT99990222"


def statuses(session: Session) -> dict[str, tuple[str, str]]:
    rows = case_with_status_now(session).all(SavedTrial)
    return {
        row.nct_id or "": (
            row.status_at_save or "",
            row.status_checked_on.words() if row.status_checked_on else "",
        )
        for row in rows
    }


def test_the_newest_record_tells_the_status(tmp_path: Path) -> None:
    path = tmp_path / "example.casebook"
    case_from_json(path, resource_file("example/case.json"))
    with Session.open(path) as session:
        assert case_with_status_now(session) is session.case
        add_example_trials(session)
        kept = next(row for row in session.case.all(SavedTrial) if row.nct_id == NUMBER)
        assert statuses(session)[NUMBER] == ("Active, not recruiting", "2 May 2026")
        assert statuses(session)["NCT99990107"] == ("Recruiting", "10 May 2026")
        case = case_with_status_now(session)
        fact = next(
            trial for trial in facts_of(case, session.as_of()).trials if trial.number == NUMBER
        )
        assert "Active, not recruiting, checked 2" in text_of(trial_words(case, fact))
        assert page_pdf(session, PageChoice(what="summary")).pages == 1
        # Nothing is written into the case for it.
        assert session.case.get(SavedTrial, kept.id) == kept
        told = replace(
            kept, status_at_save="RECRUITING", status_checked_on=PartialDate.of(date(2026, 5, 11))
        )
        session.run("note a status", [Update(told)])
        assert statuses(session)[NUMBER] == ("RECRUITING", "11 May 2026")
        fact = next(trial for trial in session.facts().trials if trial.number == NUMBER)
        assert "Recruiting, checked" in text_of(trial_words(session.case, fact))
        assert ": Recruiting," in text_of(brief_trial_words(session.case, fact))
