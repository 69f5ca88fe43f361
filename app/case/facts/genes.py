"""Genes and fusions: the newest findings of each, and those seen only later."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from app.case import codes
from app.case.case import Case
from app.case.entities import GeneticFinding, GeneticTest
from app.case.facts.markers import marker_key, marker_name
from app.case.facts.records import evidence, newest_first
from app.case.facts.values.disease import Biology, GeneFact, GeneValue
from app.case.facts.wording import commas, lower_first, percent

_FOUND = frozenset({"mutated", "rearranged", "deleted", "amplified", "positive"})
_NOT_FOUND = frozenset({"wild_type", "not_rearranged", "negative"})
_NO_RESULT = frozenset({"not_tested", ""})


def gene_values(case: Case, as_of: date) -> Mapping[str, tuple[GeneValue, ...]]:
    """Return the findings of every gene up to a day, newest report first."""
    values: dict[str, list[GeneValue]] = {}
    for test in newest_first(case, GeneticTest, as_of):
        for row in case.parts(GeneticFinding, test):
            if row.marker and row.marker.strip() and (row.result or "") not in _NO_RESULT:
                values.setdefault(marker_key(row.marker), []).append(_value(case, test, row))
    return {key: tuple(found) for key, found in values.items()}


def genes(
    values: Mapping[str, tuple[GeneValue, ...]], at_diagnosis: Biology | None
) -> Mapping[str, GeneFact]:
    """Return every gene with its newest findings, and whether it was seen only later."""
    first = at_diagnosis.genes if at_diagnosis else None
    return {key: _fact(key, found, first) for key, found in values.items()}


def _fact(
    key: str,
    values: tuple[GeneValue, ...],
    first: Mapping[str, tuple[GeneValue, ...]] | None,
) -> GeneFact:
    reports = _by_report(values)
    newest, earlier = reports[0], reports[1] if len(reports) > 1 else ()
    later = _then(key, first) if _any_found(newest) else None
    return GeneFact(
        key=key,
        name=marker_name(key),
        newest=newest,
        earlier=earlier,
        changed=bool(earlier) and _any_found(earlier) != _any_found(newest),
        seen_only_later=later is not None,
        at_diagnosis=later,
        history=values,
    )


def _then(key: str, first: Mapping[str, tuple[GeneValue, ...]] | None) -> str | None:
    """Return how a gene stood at diagnosis where it was not found then; None where it was.

    Without any gene report at diagnosis nothing can be said.
    """
    if not first:
        return None
    if key not in first:
        return "not listed"
    return None if _any_found(first[key]) else "not found"


def _any_found(values: Iterable[GeneValue]) -> bool:
    return any(value.present for value in values)


def _by_report(values: Sequence[GeneValue]) -> list[tuple[GeneValue, ...]]:
    """Return the findings of a gene by day, newest first: FISH and panel of a day go together."""
    groups: dict[object, list[GeneValue]] = {}
    for value in values:
        groups.setdefault(value.date, []).append(value)
    return [tuple(group) for group in groups.values()]


def present(result: str) -> bool | None:
    """Whether a gene result says that the change was found; None for an uncertain one."""
    if result in _FOUND:
        return True
    return False if result in _NOT_FOUND else None


def _value(case: Case, test: GeneticTest, row: GeneticFinding) -> GeneValue:
    result = row.result or ""
    share = f"{percent(row.vaf_percent)} of cells" if row.vaf_percent is not None else None
    words = commas((lower_first(codes.label("gene_result", result)), row.change, share))
    name = marker_name(marker_key(row.marker or ""))
    return GeneValue(
        date=test.date,
        result=result,
        present=present(result),
        change=row.change or None,
        vaf_percent=row.vaf_percent,
        specimen=test.specimen or None,
        method=test.method or None,
        words=words,
        evidence=evidence(case, row, f"{name} {words}", parent=test),
    )
