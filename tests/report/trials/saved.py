"""Saved trials as they are told, for paper: small, with every kind of cell."""

from dataclasses import dataclass, replace
from typing import Any

from app.case.entities import SavedTrial
from app.case.partial_date import PartialDate
from app.eligibility.check_trial import CheckedTrial
from app.report.trials.on_paper import TrialOnPaper
from app.report.trials.told import TrialToPrint
from app.trials.changes import Change
from tests.report.review.sheets import trial

LABELS = {
    "status": "Status",
    "what": "What it is",
    "check": "Our check",
    "may_rule_out": "What may rule out",
    "stays": "Time away from home",
    "contact": "Contact",
    "notes": "Our notes",
}


@dataclass(frozen=True)
class Told:
    lines: tuple[str, ...]
    source: str = "Registry record"
    date: PartialDate | None = PartialDate(2026, 5, 10)
    stated: bool = True


@dataclass(frozen=True)
class Place:
    name: str
    distance: str = "about 210 miles"
    status: str = "Recruiting"
    open: bool = True


@dataclass(frozen=True)
class Dates:
    sentence: str = "Not before 14 May 2026 by the registry's text: line 5, counted from x."
    tests: tuple[str, ...] = ("Platelets on 11 May 2026 count until 10 June 2026.",)
    ask_first: str = "Ask the team before starting, stopping or changing any medicine."


@dataclass(frozen=True)
class Therapy:
    name: str = "XT-107"
    kind: str = "CAR-T (ready-made)"
    status_us: str = "Investigational"
    status_elsewhere: str = ""
    as_of: PartialDate | None = PartialDate(2026, 1, 22)
    benefit: str = "Ready-made, so no wait"
    risks: str = "CRS, ICANS, low counts"
    numbers: str = "10 of 11 people responded"
    source: str = "Blood 2025"
    caution: str = ""


CELLS = {
    "status": Told(("Recruiting, checked 10 May 2026",)),
    "what": Told(("XT-107: T cells changed to find cancer cells, aimed at CD7",)),
    "check": Told(("3 fit", "1 may rule out", "4 ask the team"), "Our check"),
    "may_rule_out": Told(("“Platelets ≥ 75” (Platelet count 49 10^3/uL on 11 May 2026)",)),
    "stays": Told(("Not stated",), stated=False),
    "contact": Told(("Sam Whitlow, 555-0142",)),
    "notes": Told(("Dr. Hannah Okoye knows this study.",), "Our notes", PartialDate(2026, 5, 3)),
}


def saved_trial(number: int = 0, **more: Any) -> TrialToPrint:
    paper = trial()
    title = f"Off-the-shelf CD7 cells, number {number}" if number else "Off-the-shelf CD7 cells"
    assert paper.record is not None
    record = replace(paper.record, title=title, brief_summary="The summary of the registry. " * 8)
    values: dict[str, Any] = {
        "paper": replace(paper, record=record),
        "cells": CELLS,
        "places": (
            Place("Lakeside University Hospital, Lakeside"),
            Place("Far Hospital", open=False),
        ),
        "dates": Dates(),
        "therapies": (Therapy(),),
    }
    return TrialToPrint(**(values | more))


def changed(count: int, sentence: str = "Status: Recruiting → Active, not recruiting") -> Any:
    return tuple(Change(f"field{n}", "a", "b", f"{sentence} ({n}).", 100 - n) for n in range(count))


def without_record(facts_id: str = "t-9") -> TrialToPrint:
    saved = SavedTrial(id=facts_id, short_name="CD7 cells at a hospital abroad", why_saved="Backup")
    paper = TrialOnPaper(
        checked=CheckedTrial("", "CD7 cells at a hospital abroad", (), "no criteria kept"),
        saved=saved,
    )
    none = Told(("No registry record is saved yet",), stated=False)
    return TrialToPrint(paper=paper, cells=dict.fromkeys(LABELS, none), places_note="No places.")
