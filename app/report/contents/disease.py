"""The disease at a glance: diagnosis, present status, markers, genes, transplant, GVHD."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from app.case import codes, vocabulary
from app.case.entities import Diagnosis, GvhdEvent
from app.case.facts import Facts
from app.case.facts.values.disease import DiagnosisFact, GeneFact, MarkerFact, Relapse, StatusFact
from app.case.facts.values.therapy import GvhdFact, TransplantFact
from app.case.numbers import number_text
from app.case.partial_date import PartialDate
from app.report.contents.units import unit_words
from app.report.contents.wording import NOT_KNOWN, on, short_date, upper_first
from app.report.outline.blocks import Pair
from app.report.outline.words import NBSP, Words, joined, muted, say, shortened, strong

Genes = Literal["full", "names", "none"]
_LONGEST = 170
_TELLING = 10
"""Points of percent from which a marker is printed with its earlier value too."""


def disease_rows(facts: Facts, genes: Genes, most_markers: int = 12) -> tuple[Pair, ...]:
    """Return diagnosis, status and biology as rows of label and value."""
    rows = [
        *_diagnoses(facts),
        Pair("Now", now(facts)),
        *_relapses(facts),
        *_mrd(facts),
        Pair("Spinal fluid", _spinal_fluid(facts)),
        Pair("Markers", _markers(list(facts.markers.values()), most_markers)),
        *_genes(facts, genes),
        *_transplants(facts),
        *_cells(facts),
    ]
    return tuple(rows)


def _diagnoses(facts: Facts) -> Iterator[Pair]:
    if not facts.diagnoses:
        yield Pair("Diagnosis", say(NOT_KNOWN))
    for number, diagnosis in enumerate(facts.diagnoses):
        row = facts.case.get(Diagnosis, diagnosis.evidence.id)
        yield Pair("" if number else "Diagnosis", _diagnosis(diagnosis, row))


def _diagnosis(found: DiagnosisFact, row: Diagnosis | None) -> Words:
    head = say(strong(shortened(found.name, 90)), on(found.date) or ", date not known")
    told = "; ".join(_at_diagnosis(row)) if row else ""
    return say(head, f". {upper_first(shortened(told, _LONGEST))}" if told else "")


def _at_diagnosis(row: Diagnosis) -> Iterator[str]:
    if row.subtype:
        yield row.subtype
    if row.staging_value:
        yield (
            f"stage {row.staging_value}"
            if row.staging_value[:1] in "IV1234"
            else (row.staging_value)
        )
    if row.risk_group and row.risk_group.split(" (")[0] not in (row.staging_value or ""):
        yield row.risk_group
    if row.cns_status_at_diagnosis:
        yield f"spinal fluid {cns_words(row.cns_status_at_diagnosis)}"
    if row.wbc_at_diagnosis is not None:
        comparator = f"{row.wbc_comparator} " if row.wbc_comparator else ""
        number = f"{comparator}{number_text(row.wbc_at_diagnosis)}"
        yield f"white cells {number} {unit_words(row.wbc_unit)}".strip()
    if row.marrow_blasts_at_diagnosis_percent is not None:
        yield f"marrow {number_text(row.marrow_blasts_at_diagnosis_percent)}%"


def cns_words(code: str) -> str:
    """Return "CNS2a", or "negative" for the codes of adults."""
    return codes.label("cns_status", code).removeprefix("Adult: CSF ")


def now(facts: Facts) -> Words:
    """Return the newest assessment of the disease."""
    status = facts.status
    if status is None:
        return say(NOT_KNOWN)
    return say(strong(f"{status.label}{on(status.date)}"), _findings(status))


def _findings(status: StatusFact) -> str:
    told = status.short
    if status.note and not told:
        told = status.note
    return f": {shortened(told, _LONGEST)}" if told else ""


def _relapses(facts: Facts) -> Iterator[Pair]:
    if facts.relapses:
        told = "; ".join(_relapse(relapse) for relapse in facts.relapses)
        yield Pair("Relapse" if len(facts.relapses) == 1 else "Relapses", say(told))


def _relapse(relapse: Relapse) -> str:
    kind = {"mrd_relapse": "MRD relapse ", "molecular_relapse": "molecular relapse "}
    found = f" ({shortened(relapse.status.short, 70)})" if relapse.status.short else ""
    return f"{kind.get(relapse.kind, '')}{short_date(relapse.status.date) or 'no date'}{found}"


def _mrd(facts: Facts) -> Iterator[Pair]:
    newest = facts.latest_mrd
    if newest and newest.mrd and (facts.status is None or newest.evidence != facts.status.evidence):
        before = ", before the relapse" if _is_before_relapse(newest, facts) else ""
        yield Pair("MRD", say(f"{newest.mrd.removeprefix('MRD ')}{on(newest.date)}{before}"))


def _is_before_relapse(found: StatusFact, facts: Facts) -> bool:
    last = facts.relapses[-1].status.date if facts.relapses else None
    return bool(found.date and last and found.date.latest < last.earliest)


def _spinal_fluid(facts: Facts) -> Words:
    entries = facts.spinal_fluid
    if not entries:
        return say(NOT_KNOWN)
    newest = entries[0]
    status = cns_words(newest.cns_status) if newest.cns_status else ""
    blasts = {True: "blasts seen", False: "no blasts", None: ""}[newest.blasts]
    told = ", ".join(part for part in (upper_first(status), blasts) if part) or newest.words
    with_cells = next((entry for entry in entries if entry.blasts), None)
    if with_cells and with_cells is not newest:
        return say(f"{told}{on(newest.date)}; last with blasts {short_date(with_cells.date)}")
    return say(f"{told}{on(newest.date)}")


def _markers(found: Sequence[MarkerFact], most: int) -> Words:
    """Return markers by report, the newest first: "CD7 98% (was 99%), ...".

    Markers that a treatment aims at come first. Older reports, and negative results, are told
    only for those and where the result changed; the packet has them all.
    """
    if not found:
        return say(NOT_KNOWN)
    told: list[Words] = []
    for day in _days(marker.newest.date for marker in found):
        group = [marker for marker in found if marker.newest.date == day]
        told.append(_marker_report(day, group, most, is_newest=not told))
    return joined(told, " ")


def _days(dates: Iterable[PartialDate | None]) -> list[PartialDate | None]:
    return list(dict.fromkeys(dates))


def _marker_report(
    day: PartialDate | None, group: Sequence[MarkerFact], most: int, is_newest: bool
) -> Words:
    ranked = sorted(group, key=lambda marker: not _is_target(marker))
    shown = [marker for marker in ranked if marker.newest.result != "negative"]
    if not is_newest:
        shown = [marker for marker in shown if _is_target(marker)]
    gone = [marker for marker in ranked if marker.newest.result == "negative"]
    parts = [_marker(marker) for marker in shown[:most]]
    parts += [_marker(marker) for marker in gone if marker.result_changed]
    rest = [marker for marker in gone if not marker.result_changed and _is_target(marker)]
    if rest and is_newest:
        parts.append(f"negative: {', '.join(_short_name(marker.name) for marker in rest[:5])}")
    if not parts:
        return ()
    return say(", ".join(parts), muted(f" ({short_date(day) or 'no date'})"))


@lru_cache(maxsize=512)
def _is_aimed_at(key: str) -> bool:
    term = vocabulary.markers().get(key)
    return bool(term and term.row["targeted_by"])


def _is_target(marker: MarkerFact) -> bool:
    return _is_aimed_at(marker.key)


def _marker(marker: MarkerFact) -> str:
    value = marker.newest
    told = _short_name(marker.name)
    if value.result != "positive" or value.percent is None:
        told += f"{NBSP}{value.result.replace('_', ' ')}"
    if value.percent is not None:
        told += f"{NBSP}{number_text(value.percent)}%"
    return told + _was(marker)


def _was(marker: MarkerFact) -> str:
    """Return the earlier result where it was another one; a point or two is no change."""
    earlier = marker.earlier
    if earlier is None or not (marker.result_changed or _moved(marker)):
        return ""
    number = f"{number_text(earlier.percent)}%" if earlier.percent is not None else ""
    result = earlier.result.replace("_", " ") if marker.result_changed or not number else ""
    return f"{NBSP}(was{NBSP}{NBSP.join(part for part in (result, number) if part)})"


def _moved(marker: MarkerFact) -> bool:
    earlier = marker.earlier.percent if marker.earlier else None
    newest = marker.newest.percent
    return earlier is not None and newest is not None and abs(newest - earlier) >= _TELLING


def _short_name(name: str) -> str:
    """Return "cCD3" for "CD3 inside the cell": the letters a report prints."""
    return _SHORT.get(name, name)


_SHORT = {"CD3 (cytoplasmic)": "cCD3", "CD3 (surface)": "sCD3"}


def _genes(facts: Facts, genes: Genes) -> Iterator[Pair]:
    found = [gene for gene in facts.genes.values() if any(v.present for v in gene.newest)]
    if genes == "none":
        return
    if not facts.genes:
        yield Pair("Genes", say(NOT_KNOWN))
    elif not found:
        yield Pair("Genes", say("No change found", muted(f" ({_gene_day(facts)})")))
    elif genes == "names":
        yield Pair("Genes", say(_gene_names(found, _first_reports(facts))))
    else:
        yield Pair("Genes", _gene_reports(found, _first_reports(facts)))


def _gene_day(facts: Facts) -> str:
    newest = next(iter(facts.genes.values())).newest
    return short_date(newest[0].date) if newest else ""


def _first_reports(facts: Facts) -> date:
    """Return the last day of the gene reports at diagnosis."""
    first = facts.biology_at_diagnosis
    values = [value for group in first.genes.values() for value in group] if first else []
    return max((value.date.latest for value in values if value.date), default=date.min)


def _gene_reports(found: Sequence[GeneFact], first: date) -> Words:
    told: list[Words] = []
    for day in _days(gene.newest[0].date for gene in found):
        group = [gene for gene in found if gene.newest[0].date == day]
        new = [gene for gene in group if _is_later(gene, first)]
        parts = [", ".join(_gene(gene) for gene in group if gene not in new)]
        parts += [f"not seen at diagnosis: {', '.join(map(_gene, new))}"] if new else []
        names = "; ".join(part for part in parts if part)
        told.append(say(names, muted(f" ({short_date(day) or 'no date'})")))
    return joined(told, " ")


def _gene_names(found: Sequence[GeneFact], first: date) -> str:
    later = [gene for gene in found if _is_later(gene, first)]
    told = [", ".join(_gene_name(gene) for gene in found if gene not in later)]
    told += [f"not seen at diagnosis: {', '.join(map(_gene_name, later))}"] if later else []
    return "; ".join(part for part in told if part)


def _gene_name(gene: GeneFact) -> str:
    """Return "NRAS" of "NRAS p.G12D", where the list knows only the family "NRAS/KRAS"."""
    change = next(value.change for value in gene.newest if value.present) or ""
    return change.split()[0] if _names_gene(change, gene.name) else gene.name


def _names_gene(change: str, name: str) -> bool:
    return " " in change and change.startswith(name[:3])


def _is_later(gene: GeneFact, first: date) -> bool:
    """Whether a gene was found only later than the reports at diagnosis.

    A report from about the diagnosis is no later finding, whatever it was made for.
    """
    day = gene.newest[0].date
    return gene.seen_only_later and day is not None and day.earliest > first


def _gene(gene: GeneFact) -> str:
    value = next(value for value in gene.newest if value.present)
    told = gene.name
    if value.change:
        # "JAK3 p.M511I" names the gene already.
        change = shortened(value.change, 50)
        told = change if _names_gene(change, told) else f"{told} {change}"
    # "BCL2 rearrangement" says "rearranged" already.
    elif value.result != "mutated" and not (value.result == "rearranged" and "rearr" in told):
        told += f" {value.result.replace('_', ' ')}"
    if value.vaf_percent is not None:
        told += f"{NBSP}{number_text(value.vaf_percent)}%"
    return told


def _transplants(facts: Facts) -> Iterator[Pair]:
    for transplant in facts.transplants:
        yield Pair("Transplant", _transplant(transplant))
        yield from _gvhd(facts, transplant)


def _transplant(found: TransplantFact) -> Words:
    since = found.days_since
    day = f", day {since.exact}" if since and since.exact is not None else ""
    kind, *about = shortened(found.words, _LONGEST).split("), ")
    head = f"{kind}{')' if about else ''}{on(found.date)}{day}"
    donor = ", ".join(dict.fromkeys(one.words for one in found.donor_percent[:2]))
    dates = {one.date for one in found.donor_percent[:2]}
    when = on(next(iter(dates))) if len(dates) == 1 else ""
    return joined([say(head), say("), ".join(about)), say(f"{donor}{when}" if donor else "")], "; ")


def _gvhd(facts: Facts, transplant: TransplantFact) -> Iterator[Pair]:
    if transplant.gvhd:
        told = [_episode(gvhd_words(facts, one), one.onset) for one in transplant.gvhd[:3]]
        yield Pair("GVHD", say("; ".join(told)))
    elif transplant.type == "allogeneic":
        yield Pair("GVHD", say("None noted"))


def gvhd_words(facts: Facts, found: GvhdFact) -> str:
    """Return an episode in words; an end that came after the as-of day is not known yet."""
    row = facts.case.get(GvhdEvent, found.evidence.id)
    if row is None or row.resolved_on is None or row.resolved_on.earliest <= facts.as_of:
        return found.words
    return found.words.partition(", gone since ")[0]


def _episode(words: str, onset: PartialDate | None) -> str:
    """Return "Chronic moderate (mouth, eyes), quiet, on medicine, since 18 Nov 2024"."""
    told = shortened(words.replace(" GVHD", "", 1).replace("lower gi", "lower gut"), 120)
    return f"{told}{f', began {short_date(onset)}' if onset else ''}"


def _cells(facts: Facts) -> Iterator[Pair]:
    for cells in facts.cell_therapies:
        since = cells.days_since
        day = f"; day {since.exact}" if since and since.exact is not None else ""
        yield Pair("Cell therapy", say(f"{shortened(cells.words, _LONGEST)}{on(cells.date)}{day}"))
