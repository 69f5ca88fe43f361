"""The saved trials with what the registry last said of them."""

from typing import Any

from app.case.facts.wording import counted
from app.usecases.kept_trials import KeptTrial, kept_trials
from app.usecases.session import Session


def trials_as_json(session: Session) -> list[dict[str, Any]]:
    """Return the saved trials in the family's own order."""
    return [_trial(kept) for kept in kept_trials(session)]


def _trial(kept: KeptTrial) -> dict[str, Any]:
    shown = kept.shown
    day = (shown.status_as_of or shown.as_of) if shown else None
    return {
        "nct_id": kept.number,
        "title": (shown.title if shown else None) or kept.saved.short_name,
        "our_name": kept.saved.short_name,
        "status": shown.status if shown else None,
        "status_as_noted": kept.saved.status_at_save,
        "record_date": day.iso if day else None,
        "stage": kept.saved.interest_status,
        "versions": len(kept.kept),
    }


def trials_as_text(session: Session) -> str:
    """Return the saved trials as lines for a terminal."""
    lines = [_line(each) for each in trials_as_json(session)]
    return "\n".join(lines) or "No trials are saved yet."


def _line(trial: dict[str, Any]) -> str:
    number = trial["nct_id"] or "no number"
    status = trial["status"] or f"not confirmed (noted: {trial['status_as_noted'] or 'nothing'})"
    day = f", record of {trial['record_date']}" if trial["record_date"] else ""
    versions = counted(trial["versions"], "version")
    return f"{number}  {trial['title']}\n    {status}{day}, {versions} kept"
