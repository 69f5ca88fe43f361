"""Where the facts of the page come from: the source key."""

from collections.abc import Iterable, Iterator

from app.case.facts import Facts
from app.case.facts.values.evidence import Evidence
from app.report.contents.wording import short_date
from app.report.outline.blocks import Cell, Column, Row, Table
from app.report.outline.words import say, shortened, strong

_MOST = 16
_NOBODY = "No source noted"


def source_table(facts: Facts) -> Table | None:
    """Return each source with the sections it stands behind and their newest day."""
    behind: dict[str, list[str]] = {}
    for label, found in _sections(facts):
        for source, day in _newest_days(found).items():
            behind.setdefault(source, []).append(f"{label} ({day})" if day else label)
    if not behind:
        return None
    rows = [
        Row((Cell((strong(shortened(source, 80)),)), Cell(say(", ".join(labels)))))
        for source, labels in list(behind.items())[:_MOST]
    ]
    columns = (Column(most=0.42, row_header=True), Column(share=1.0))
    return Table(columns, tuple(rows), "Sources and what they stand behind")


def _sections(facts: Facts) -> Iterator[tuple[str, list[Evidence]]]:
    yield "Diagnosis", [one.evidence for one in facts.diagnoses]
    yield "Course", [one.evidence for one in reversed(facts.status_events)]
    yield "Markers", [one.newest.evidence for one in facts.markers.values()]
    yield "Genes", [one.newest[0].evidence for one in facts.genes.values()]
    yield "Treatments", [one.evidence for one in reversed(facts.phases)]
    yield "Spinal fluid", [one.evidence for one in facts.spinal_fluid]
    panel = facts.latest_panel
    yield "Blood results", [panel.evidence] if panel else []
    yield "Medicines", [one.evidence for one in facts.active_medicines]
    yield "Allergies", [one.evidence for one in facts.allergies.items]
    yield "Organ tests", [one.evidence for one in facts.organ_tests]
    yield "Viruses", [one.evidence for one in facts.viruses]
    yield "Trials", [one.evidence for one in facts.trials]


def _newest_days(found: Iterable[Evidence]) -> dict[str, str]:
    """Return the newest day each source tells of."""
    days: dict[str, str] = {}
    for one in found:
        days.setdefault(one.source or _NOBODY, short_date(one.date))
    return days
