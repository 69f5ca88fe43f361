"""The whole history: disease, markers, genes, treatments, transplants, tests, infections."""

from collections.abc import Iterator, Sequence

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    CellTherapy,
    Chimerism,
    CsfSample,
    Diagnosis,
    DonorCandidate,
    DonorSearch,
    Exposure,
    GeneticFinding,
    GeneticTest,
    GvhdEvent,
    Immunization,
    Infection,
    MarkerPanel,
    MarkerResult,
    OrganTest,
    PerformanceScore,
    Problem,
    Radiation,
    Transfusion,
    Transplant,
    VirusTest,
    VitalSigns,
)
from app.case.facts import Facts
from app.report.contents.course import course_strip
from app.report.contents.given import Given
from app.report.contents.packet.entity_tables import by_day, entity_table, field_words
from app.report.contents.packet.treatment_notes import treatment_blocks
from app.report.contents.timeline import no_timeline, timeline_table
from app.report.contents.wording import short_date
from app.report.outline.blocks import Block, Heading, Pair, Pairs, Table
from app.report.outline.words import say, shortened

_ALL = 100_000


def history_blocks(facts: Facts, found: Sequence[Given]) -> Iterator[Block]:
    """Yield the whole history, section by section; empty sections are left out."""
    case = facts.case
    yield Heading("Full history", level=1)
    yield from _diagnoses(case)
    yield Heading("Course", note="newest first")
    strip = course_strip(facts, found)
    if strip:
        yield strip
    yield timeline_table(facts, _ALL) or no_timeline()
    yield from treatment_blocks(facts, found)
    yield from _transplants(case)
    for title, kind, names in _SECTIONS:
        yield from _section(title, by_day(case.all(kind)), names)
    yield from _markers(case)
    yield from _genes(case)
    yield from _donor_search(case)


_SECTIONS: tuple[tuple[str, type[Entity], tuple[str, ...]], ...] = (
    (
        "Cell therapy",
        CellTherapy,
        ("infused_on", "product", "target", "crs_grade", "icans_grade", "day28_result", "note"),
    ),
    (
        "Spinal fluid and drugs into the spine",
        CsfSample,
        ("date", "drugs", "csf_wbc", "csf_rbc", "blasts", "cns_status", "note"),
    ),
    ("Radiation", Radiation, ("start", "end", "site", "gy", "fractions", "place", "note")),
    (
        "Lifetime doses",
        Exposure,
        ("agent", "type", "cumulative_mg_m2", "courses", "gy", "fractions", "as_of", "note"),
    ),
    ("Transfusions", Transfusion, ("date", "product", "units", "note")),
    ("Performance", PerformanceScore, ("date", "scale", "score", "by", "note")),
    (
        "Weight and vital signs",
        VitalSigns,
        ("date", "weight_kg", "height_cm", "spo2_room_air_percent", "temperature_celsius", "note"),
    ),
    ("Organ tests", OrganTest, ("date", "test", "value", "method", "note")),
    ("Infections", Infection, ("date", "name", "site", "status", "treatment", "end_date", "note")),
    (
        "Virus tests",
        VirusTest,
        (
            "date",
            "hbsag",
            "anti_hbc",
            "hbv_dna",
            "anti_hcv",
            "hiv",
            "cmv_igg",
            "cmv_pcr",
            "ebv_igg",
            "ebv_pcr",
            "note",
        ),
    ),
    ("Other health problems", Problem, ("name", "since", "status", "note")),
    ("Vaccines", Immunization, ("date", "vaccine", "live", "place", "note")),
)


def _section(title: str, rows: Sequence[Entity], names: Sequence[str]) -> Iterator[Block]:
    table = entity_table(rows, names, title)
    if table:
        yield Heading(title)
        yield table


def _diagnoses(case: Case) -> Iterator[Block]:
    for row in by_day(case.all(Diagnosis), newest_first=False):
        yield Heading("Diagnosis", aside=short_date(row.date))
        yield _pairs(row)


def _pairs(row: Entity) -> Pairs:
    """Return every field that has a value, private ones left out."""
    rows = tuple(
        Pair(field.label, say(words))
        for field in row.spec.own_fields
        if not field.private
        and not field.name.endswith(("_unit", "_comparator"))
        and (words := field_words(row, field.name))
    )
    return Pairs(rows or (Pair("Nothing noted", ()),), summary=row.spec.label)


def _transplants(case: Case) -> Iterator[Block]:
    for row in by_day(case.all(Transplant)):
        yield Heading("Transplant", aside=short_date(row.date))
        yield _pairs(row)
        chimerism = by_day(case.parts(Chimerism, row))
        table = entity_table(chimerism, ("date", "test", "donor_percent"), "Donor cells")
        if table:
            yield Heading("Donor cells", level=3)
            yield table
        yield from _gvhd(case, row)


def _gvhd(case: Case, transplant: Transplant) -> Iterator[Block]:
    rows = by_day(case.parts(GvhdEvent, transplant))
    names = (
        "onset",
        "kind",
        "overall_grade",
        "severity",
        "status",
        "resolved_on",
        "treatment",
        "note",
    )
    table = entity_table(rows, names, "GVHD")
    if table:
        yield Heading("GVHD", level=3)
        yield table


def _markers(case: Case) -> Iterator[Block]:
    for panel in by_day(case.all(MarkerPanel)):
        names = ("marker", "result", "percent_of_blasts", "percent_of", "note")
        table = entity_table(case.parts(MarkerResult, panel), names, "Markers")
        yield from _report("Markers", panel, ("timepoint", "specimen", "method"), table)


def _genes(case: Case) -> Iterator[Block]:
    for test in by_day(case.all(GeneticTest)):
        names = ("marker", "result", "change", "vaf_percent", "note")
        table = entity_table(case.parts(GeneticFinding, test), names, "Genes")
        yield from _report("Genes", test, ("method", "specimen", "timepoint", "karyotype"), table)


def _report(title: str, row: Entity, names: Sequence[str], table: Table | None) -> Iterator[Block]:
    note = ", ".join(words for name in names if (words := field_words(row, name)))
    yield Heading(title, note=shortened(note, 160), aside=field_words(row, "date"))
    if table:
        yield table
    words = field_words(row, "note")
    if words:
        yield Pairs((Pair("Note", say(words)),))


def _donor_search(case: Case) -> Iterator[Block]:
    for row in case.all(DonorSearch):
        yield Heading("Donor search")
        yield _pairs(row)
        names = ("name", "relation", "match", "note")
        table = entity_table(case.parts(DonorCandidate, row), names, "Possible family donors")
        if table:
            yield table
