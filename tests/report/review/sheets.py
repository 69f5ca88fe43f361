"""A small trial with every kind of line, its sheet as PDF, and a pen to fill it in."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter

from app.case.facts import Facts
from app.case.facts.model import Evidence
from app.case.partial_date import PartialDate
from app.eligibility.check import CheckedCriterion
from app.eligibility.check_trial import FROM_FIELD, CheckedTrial
from app.eligibility.checking.verdict import MissingFact, State, Why
from app.eligibility.model import Criterion, NotRead, ReadCriterion, Section, Sense, Span
from app.report.drawing import make_pdf
from app.report.options import PrintOptions
from app.report.outline.form_outline import FormOutline
from app.report.review.outline import review_outline
from app.report.trials.on_paper import TrialOnPaper
from app.trials.record import Contact, TrialRecord

LONG = " ".join(
    f"Condition number {n} that the trial names in its own words." for n in range(1, 60)
)
LAB = Evidence(
    "lab_result", "lab-1", "lab-1", PartialDate(2026, 5, 11), "Platelet count 49 10^3/uL", "Letter"
)
ECHO = Evidence("organ_test", "o-1", "o-1", PartialDate(2025, 9, 12), "LVEF 58 %", None)


def line(
    number: str,
    text: str,
    state: State,
    section: Section = "inclusion",
    sense: Sense = Sense.MUST_HOLD,
    parent: tuple[str, ...] = (),
    **more: Any,
) -> CheckedCriterion:
    criterion = Criterion(number, section, text, parent=parent)
    read = ReadCriterion(criterion, NotRead(Span(0, len(text)), "made up"), sense)
    values = {
        "requirement": "",
        "evidence": (),
        "reason": "A part of this line was not understood.",
    }
    return CheckedCriterion(read, state, **(values | more))


LINES = (
    line("minimum age", "Minimum age: 12 Years", State.MET, parent=(FROM_FIELD,), reason="Age 17."),
    line("1", "T-cell ALL or lymphoma, relapsed or refractory", State.MET, reason="Relapse."),
    line(
        "2",
        "Platelets ≥ 75 × 10^9/L",
        State.NOT_MET,
        evidence=(LAB,),
        reason="Platelet count 49 10^3/uL on 11 May 2026. "
        "The trial's text names at least 75 10^9/L.",
    ),
    line("3", "Adequate organ function defined as:", State.UNKNOWN, asks_nothing=True),
    line(
        "3.a",
        "LVEF ≥ 45% <b>within</b> 28 days & stable",
        State.UNKNOWN,
        parent=("Adequate organ function defined as:",),
        evidence=(ECHO,),
        reason="The last value is old: LVEF 58 % on 12 September 2025.",
        missing=(MissingFact(("organ_test", "lvef"), "heart ultrasound (LVEF)", Why.OLD, ECHO),),
    ),
    line("4", LONG, State.NOT_READ),
    line("5", "Prior therapy is allowed.", State.UNKNOWN, asks_nothing=True),
    line(
        "1",
        "Active GVHD",
        State.CONFLICT,
        "exclusion",
        Sense.MUST_NOT_HOLD,
        reason="Two entries disagree.",
    ),
    line(
        "2",
        "Patients must not be pregnant",
        State.UNKNOWN,
        "exclusion",
        Sense.MUST_NOT_HOLD,
        missing=(MissingFact(("lab", "hcg"), "pregnancy test"),),
        reason="There is no pregnancy test in the record.",
    ),
    line("3", "Earlier CD7 therapy", State.MET, "exclusion", Sense.MUST_NOT_HOLD, reason="None."),
)


def trial(*lines: CheckedCriterion, **more: Any) -> TrialOnPaper:
    checked = CheckedTrial("NCT99990107", "Off-the-shelf CD7 cells", lines or LINES)
    record = TrialRecord(
        registry="ctgov",
        number="NCT99990107",
        form="json-v2",
        title="Off-the-shelf CD7 cells",
        status="RECRUITING",
        status_as_of=PartialDate(2026, 5, 10),
        as_of=PartialDate(2026, 5, 10),
        phases=("PHASE2",),
        central_contacts=(Contact(name="Sam Whitlow", phone="555-0142"),),
    )
    return TrialOnPaper(**({"checked": checked, "record": record} | more))


def with_line(place: int, **changes: Any) -> TrialOnPaper:
    """Return the trial with one line changed, such as its state or its words."""
    lines = list(LINES)
    text = changes.pop("text", None)
    if text is not None:
        read = lines[place].read
        changes["read"] = replace(read, criterion=replace(read.criterion, text=text))
    lines[place] = replace(lines[place], **changes)
    return trial(*lines)


def outline_of(facts: Facts, of: TrialOnPaper | None = None, **chosen: Any) -> FormOutline:
    return review_outline(of or trial(), facts, PrintOptions(as_of=facts.as_of, **chosen))


def sheet_pdf(facts: Facts, of: TrialOnPaper | None = None, **chosen: Any) -> bytes:
    return make_pdf(outline_of(facts, of, **chosen))


@cache
def fields_of(pdf: bytes) -> dict[str, Any]:
    return dict(PdfReader(BytesIO(pdf)).get_fields() or {})


def field(pdf: bytes, *parts: str) -> str:
    """Return the name of the one field whose name holds all parts."""
    (found,) = [name for name in fields_of(pdf) if all(part in name for part in parts)]
    return found


def filled(pdf: bytes, values: Mapping[str, str]) -> bytes:
    """Return the sheet with some fields filled in, as a viewer saves it."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.update_page_form_field_values(None, dict(values))
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
