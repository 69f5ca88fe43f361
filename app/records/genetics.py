"""Genetic variants: one report with its findings, one finding for each variant of a record.

Components are told by LOINC codes (HL7 Genomics Reporting guide): 48018-6 gene, 48004-6 DNA change,
48005-3 protein change, 81290-9 genomic change, 81258-6 allele fraction, 48019-4 kind of change,
53037-8 significance, 48013-7 reference sequence, 81291-7 karyotype (ISCN). What a change means for
the risk is neither read nor shown.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from app.case.entities import GeneticFinding, GeneticTest
from app.case.vocabulary import marker_find
from app.records.collector import Collector, Entry
from app.records.concepts import Concept
from app.records.found import SourceWords
from app.records.lab_values import Value
from app.records.moments import Moment

GENE = "48018-6"
DNA_CHANGE = "48004-6"
PROTEIN_CHANGE = "48005-3"
GENOMIC_CHANGE = "81290-9"
ALLELE_FRACTION = "81258-6"
KIND_OF_CHANGE = "48019-4"
SIGNIFICANCE = "53037-8"
ISCN = "81291-7"
COPY_NUMBER = "82155-3"

_REARRANGED = ("translocation", "fusion", "rearrange", "inversion")
_DELETED = ("deletion", "copy number loss", "loss")
_AMPLIFIED = ("amplification", "copy number gain")


class VariantDraft(NamedTuple):
    """A variant as a record gives it.

    Attributes:
        parts: names and values by the LOINC code of a component; a code may come several times.
        value: whether the variant is present, in the record's word.
        report: what the variants of one report share.
    """

    parts: Mapping[str, tuple[Concept, ...]]
    numbers: Mapping[str, Value]
    value: str | None = None
    moment: Moment | None = None
    method: str | None = None
    specimen: str | None = None
    report: str | None = None
    note: str | None = None
    words: SourceWords = SourceWords()


def keep_variant(out: Collector, entry: Entry, draft: VariantDraft) -> None:
    """Enter a variant as a finding of its report, or skip it with its reason."""
    genes = draft.parts.get(GENE, ())
    names = [gene.name for gene in genes if gene.name]
    karyotype = _first_name(draft, ISCN)
    if not names and karyotype:
        _keep_karyotype(out, entry, draft, karyotype)
    elif not names and not _change(draft):
        out.skip(entry, "No gene and no change are named.")
    else:
        _keep_finding(out, entry, draft, names, karyotype)


def _keep_karyotype(out: Collector, entry: Entry, draft: VariantDraft, karyotype: str) -> None:
    out.keep(entry, GeneticTest, draft.words, **_test_fields(draft), karyotype=karyotype)


def _keep_finding(
    out: Collector, entry: Entry, draft: VariantDraft, names: list[str], karyotype: str | None
) -> None:
    key = ("variants", entry.person, draft.report, draft.moment, draft.method)
    test = out.parent(key, GeneticTest, entry.place, **_test_fields(draft), karyotype=karyotype)
    out.keep(
        entry,
        GeneticFinding,
        draft.words,
        Concept(tuple(names)),
        parent=test,
        marker=_marker(names) or _change(draft),
        result=_result(draft, names),
        change=_change(draft),
        vaf_percent=_percent(draft.numbers.get(ALLELE_FRACTION)),
        note=draft.note,
    )


def _test_fields(draft: VariantDraft) -> dict[str, Any]:
    return {
        "date": draft.moment.date if draft.moment else None,
        "method": draft.method,
        "specimen": draft.specimen,
    }


def _marker(names: list[str]) -> str | None:
    """Return the gene as our list calls it; two genes are written as a fusion."""
    joined = "::".join(dict.fromkeys(name.upper() for name in names))
    known = marker_find(joined) or (marker_find(names[0]) if len(set(names)) == 1 else None)
    return known.name if known else joined or None


def _first_name(draft: VariantDraft, code: str) -> str | None:
    return next((part.name for part in draft.parts.get(code, ()) if part.name), None)


def _change(draft: VariantDraft) -> str | None:
    """Return the change as the report writes it, DNA and protein together."""
    parts = [_first_name(draft, code) for code in (DNA_CHANGE, PROTEIN_CHANGE)]
    return " ".join(part for part in parts if part) or _first_name(draft, GENOMIC_CHANGE)


def _percent(value: Value | None) -> Decimal | None:
    """Return an allele fraction as a percentage: 0.2188 is 21.88 %."""
    if value is None or not isinstance(value.value, Decimal):
        return None
    if value.unit is not None and value.unit.strip() in ("%", "percent"):
        return value.value
    return value.value * 100 if 0 <= value.value <= 1 else None


def _result(draft: VariantDraft, names: list[str]) -> str | None:
    """Return the code of `gene_result`, None where the record does not say that it is present."""
    said = (draft.value or "").casefold()
    if said in ("absent", "negative", "not detected"):
        return "negative"
    if said in ("no call", "indeterminate", "inconclusive"):
        return "uncertain"
    if said and said not in ("present", "positive", "detected"):
        return None
    significance = (_first_name(draft, SIGNIFICANCE) or "").casefold()
    if "uncertain" in significance or "unknown" in significance:
        return "uncertain"
    return _kind_of_result(draft, names)


def _kind_of_result(draft: VariantDraft, names: list[str]) -> str:
    kind = (_first_name(draft, KIND_OF_CHANGE) or "").casefold().replace("_", " ")
    if any(word in kind for word in _REARRANGED) or len(set(names)) > 1:
        return "rearranged"
    # A deleted letter is a mutation, a deleted gene a deletion: only the latter has no DNA change.
    if _first_name(draft, DNA_CHANGE) is None:
        if any(word in kind for word in _DELETED):
            return "deleted"
        if any(word in kind for word in _AMPLIFIED):
            return "amplified"
    return "mutated" if _change(draft) else "positive"
