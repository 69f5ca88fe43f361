"""What was found in marrow and other samples: markers, genes, spinal fluid, donor cells."""

from collections.abc import Iterator

from app.case import codes
from app.case.entities import (
    Chimerism,
    CsfSample,
    GeneticFinding,
    GeneticTest,
    MarkerPanel,
    MarkerResult,
    Transplant,
)
from app.case.vocabulary import marker_find, markers
from app.records.fhir_out.elements import (
    LOINC,
    Resource,
    about,
    category,
    coding,
    concept,
    day,
    one_line,
    quantity,
    remarks,
    resource,
    told,
    uuid_of,
)
from app.records.fhir_out.sheet import Sheet, Written, dated, group
from app.records.fhir_out.sources import is_unsure, source_of
from app.records.genetics import (
    ALLELE_FRACTION,
    DNA_CHANGE,
    GENE,
    ISCN,
    KIND_OF_CHANGE,
    PROTEIN_CHANGE,
)
from app.records.loinc import GENETIC_VARIANT

_LABORATORY = category("observation-category", "laboratory", "Laboratory")
_KINDS = {"rearranged": "rearrangement", "deleted": "deletion", "amplified": "amplification"}
_VALUES = {
    "mutated": "Present",
    "rearranged": "Present",
    "deleted": "Present",
    "amplified": "Present",
    "positive": "Present",
    "negative": "Absent",
    "uncertain": "Indeterminate",
}


def specimens(sheet: Sheet) -> Written:
    """Return markers, gene results, spinal fluid and the donor's share of cells."""
    written = Written.nothing()
    written.take(_genes(sheet))
    written.take(group(sheet, "marker", "Markers on the cancer cells", list(_markers(sheet))))
    written.take(group(sheet, "fluid", "Spinal fluid", list(_fluids(sheet))))
    written.take(group(sheet, "donor", "Donor cells (chimerism)", list(_donor_cells(sheet))))
    return written


def _markers(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for panel in sheet.case.all(MarkerPanel):
        for row in sheet.case.parts(MarkerResult, panel):
            if row.result and row.result != "not_tested":
                yield _marker(sheet, panel, row)


def _marker(sheet: Sheet, panel: MarkerPanel, row: MarkerResult) -> tuple[Resource, str]:
    name = _marker_name(row.marker)
    result = codes.label("marker_result", row.result) if row.result else ""
    share = None
    if row.percent_of_blasts is not None:
        share = f"{row.percent_of_blasts} % of {row.percent_of or 'the cells counted'}"
    made = resource(
        "Observation",
        "",
        status="unknown" if is_unsure(panel) else "final",
        category=_LABORATORY,
        code={"text": name},
        subject=sheet.patient,
        effectiveDateTime=day(panel.date),
        valueCodeableConcept=concept(result),
        method=concept(panel.method),
        specimen=_specimen(panel.specimen),
        note=remarks(
            told("Share", share),
            told("When in the course", panel.timepoint),
            row.note,
            panel.note,
            source_of(panel, sheet.case),
        ),
    )
    words = f"{name}: {result.lower()}" + (f", {share}" if share else "")
    return made, dated(words, panel.date)


def _marker_name(marker: str | None) -> str:
    term = markers().get(marker) if marker else None
    return term.name if term else marker or "Marker not named"


def _specimen(code: str | None) -> Resource | None:
    return {"display": codes.label("specimen", code)} if code else None


# Genes


def _genes(sheet: Sheet) -> Written:
    written = Written.nothing()
    others: list[tuple[Resource, str]] = []
    for test in sheet.case.all(GeneticTest):
        if test.karyotype:
            written.add(*_karyotype(sheet, test))
        for row in sheet.case.parts(GeneticFinding, test):
            if not row.result or row.result == "not_tested":
                continue
            pair = _variant(sheet, test, row) or _in_words(sheet, test, row)
            if pair[0]["id"]:
                written.add(*pair)
            else:
                others.append(pair)
    written.take(group(sheet, "gene", "Other gene results", others))
    return written


def _karyotype(sheet: Sheet, test: GeneticTest) -> tuple[Resource, str]:
    karyotype = one_line(test.karyotype or "")
    made = _observation(sheet, test, uuid_of(test.id, "karyotype"))
    made["component"] = [_part(ISCN, "Karyotype", karyotype)]
    return made, dated(f"Karyotype: {karyotype}", test.date)


def _observation(sheet: Sheet, test: GeneticTest, id_: str) -> Resource:
    return resource(
        "Observation",
        id_,
        status="unknown" if is_unsure(test) else "final",
        category=_LABORATORY,
        code=concept("Genetic variant assessment", [coding(LOINC, GENETIC_VARIANT)]),
        subject=sheet.patient,
        effectiveDateTime=day(test.date),
        method=concept(test.method),
        specimen=_specimen(test.specimen),
        note=remarks(
            about("Date", test.date),
            told("When in the course", test.timepoint),
            test.note,
            source_of(test, sheet.case),
        ),
    )


def _part(code: str, name: str, words: str) -> Resource:
    return {
        "code": concept(name, [coding(LOINC, code)]),
        "valueCodeableConcept": {"text": words},
    }


def _variant(sheet: Sheet, test: GeneticTest, row: GeneticFinding) -> tuple[Resource, str] | None:
    """Return a result that the genomics guide has fields for, None for any other.

    "Wild type" and a change in free words have none: they stay words.
    """
    name = _marker_name(row.marker)
    known = marker_find(name.upper())
    change = _change_part(row.change)
    says_change = bool(row.change) and change is None
    if says_change or not _has_its_fields(row):
        return None
    if (known.name if known else name).casefold() != (row.marker or "").casefold():
        return None
    made = _observation(sheet, test, uuid_of(row.id))
    made["valueCodeableConcept"] = {"text": _VALUES[row.result or ""]}
    parts = [_part(GENE, "Gene", name)]
    parts += [change] if change else []
    if row.result in _KINDS:
        parts.append(_part(KIND_OF_CHANGE, "Kind of change", _KINDS[row.result]))
    if row.vaf_percent is not None:
        share = {"code": concept("Share of cells (VAF)", [coding(LOINC, ALLELE_FRACTION)])}
        parts.append({**share, "valueQuantity": quantity(row.vaf_percent, "%")})
    made["component"] = parts
    made["note"] = [*remarks(row.note), *made.get("note", [])]
    if not made["note"]:
        del made["note"]
    return made, _gene_line(test, row)


def _has_its_fields(row: GeneticFinding) -> bool:
    if row.result == "mutated":
        return bool(row.change)
    return row.result in _VALUES and (row.result == "uncertain" or not row.change)


def _change_part(change: str | None) -> Resource | None:
    """Return a change in the notation of HGVS as its component, None for other words."""
    if change and change.startswith("p."):
        return _part(PROTEIN_CHANGE, "Change of the protein", one_line(change))
    if change and change.startswith("c."):
        return _part(DNA_CHANGE, "Change of the DNA", one_line(change))
    return None


def _in_words(sheet: Sheet, test: GeneticTest, row: GeneticFinding) -> tuple[Resource, str]:
    made = _observation(sheet, test, "")
    made["code"] = {"text": _marker_name(row.marker)}
    result = codes.label("gene_result", row.result) if row.result else ""
    made["valueCodeableConcept"] = {"text": result}
    share = f"{row.vaf_percent} %" if row.vaf_percent is not None else None
    made["note"] = remarks(
        told("Change", row.change), told("Share of cells", share), row.note
    ) + made.get("note", [])
    if not made["note"]:
        del made["note"]
    return made, _gene_line(test, row)


def _gene_line(test: GeneticTest, row: GeneticFinding) -> str:
    result = codes.label("gene_result", row.result).lower() if row.result else ""
    share = f"{row.vaf_percent} % of cells" if row.vaf_percent is not None else None
    parts = [part for part in (result, row.change, share) if part]
    return dated(f"{_marker_name(row.marker)}: {', '.join(parts)}", test.date)


# Spinal fluid and donor cells


def _fluids(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for row in sheet.case.all(CsfSample):
        words = fluid_words(row)
        if words is None:
            continue
        parts = [
            {"code": {"text": name}, "valueQuantity": quantity(value, "cells/uL")}
            for name, value in (("White cells", row.csf_wbc), ("Red cells", row.csf_rbc))
            if value is not None
        ]
        status = codes.label("cns_status", row.cns_status) if row.cns_status else None
        made = resource(
            "Observation",
            "",
            status="unknown" if is_unsure(row) else "final",
            category=_LABORATORY,
            code={"text": "Spinal fluid"},
            subject=sheet.patient,
            effectiveDateTime=day(row.date),
            valueString=status or words,
            component=parts,
            note=remarks(_blasts(row), source_of(row, sheet.case)),
        )
        yield made, dated(f"Spinal fluid: {words}", row.date)


def fluid_words(row: CsfSample) -> str | None:
    """Return what the fluid showed, None where nothing is said."""
    parts = [
        codes.label("cns_status", row.cns_status) if row.cns_status else None,
        f"white cells {row.csf_wbc}/µL" if row.csf_wbc is not None else None,
        f"red cells {row.csf_rbc}/µL" if row.csf_rbc is not None else None,
        _blasts(row),
    ]
    return (
        ", ".join(
            part.rstrip(".").lower() if part == _blasts(row) else part for part in parts if part
        )
        or None
    )


def _blasts(row: CsfSample) -> str | None:
    if row.blasts is None:
        return None
    return "Blasts seen." if row.blasts else "No blasts seen."


def _donor_cells(sheet: Sheet) -> Iterator[tuple[Resource, str]]:
    for transplant in sheet.case.all(Transplant):
        for row in sheet.case.parts(Chimerism, transplant):
            if row.donor_percent is None:
                continue
            name = f"Donor cells, {row.test}" if row.test else "Donor cells"
            made = resource(
                "Observation",
                "",
                status="unknown" if is_unsure(row) else "final",
                category=_LABORATORY,
                code={"text": one_line(name)},
                subject=sheet.patient,
                effectiveDateTime=day(row.date),
                valueQuantity=quantity(row.donor_percent, "%"),
                note=remarks(source_of(row, sheet.case)),
            )
            yield made, dated(f"{name}: {row.donor_percent} %", row.date)
