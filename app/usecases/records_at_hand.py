"""What a case holds of the records a second opinion needs: documents, and noted values."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import (
    CsfSample,
    Document,
    DonorSearch,
    GeneticFinding,
    GeneticTest,
    LabPanel,
    MarkerPanel,
    Medication,
    OrganTest,
    StatusEvent,
    Transplant,
    VirusTest,
)
from app.case.partial_date import PartialDate
from app.usecases.records_needed import Need

_HEART = frozenset({"lvef", "lvsf"})
_CHROMOSOMES = re.compile(r"karyotyp|fish|cytogen|chromosom", re.IGNORECASE)
_CURRENT_DAYS = 30


def documents_of(need: Need, case: Case) -> list[Document]:
    """Return the documents that are this record, the newest first."""
    found = [row for row in case.all(Document) if is_the_record(need, row)]
    return sorted(found, key=_day_key, reverse=True)


def is_the_record(need: Need, row: Document) -> bool:
    """Whether a document is the record a need speaks of, by its words, else by its kind."""
    words = f"{row.title or ''} {row.file_name or ''}"
    if need.not_words and _pattern(need.not_words).search(words):
        return False
    if need.words and _pattern(need.words).search(words):
        return True
    return row.type in need.types


@lru_cache(maxsize=256)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # A file name holds words between digits and low lines: 2026-02_ct_chest_disc.zip. Products of
    # cells end in "leucel".
    listed = "|".join(re.escape(word) for word in words)
    before = "" if "leucel" in words else "(?<![a-z])"
    return re.compile(rf"{before}(?:{listed})s?(?![a-z])", re.IGNORECASE)


def unsorted_genetics(need: Need, case: Case) -> list[Document]:
    """Return genetics reports of which the title does not say which kind they are."""
    if need.key not in ("cytogenetics", "molecular"):
        return []
    both = _pattern(("karyotype", "cytogenetics", "fish", "gene", "panel", "ngs", "molecular"))
    rows = (row for row in case.all(Document) if row.type == "genetics")
    return sorted(
        (row for row in rows if not both.search(row.title or "")), key=_day_key, reverse=True
    )


def _day_key(row: Document) -> tuple[int, ...]:
    return tuple(map(int, row.date.sort_key)) if row.date else (0,)


def evidence_days(need: Need, case: Case) -> list[PartialDate | None]:
    """Return the days on which the case notes values of this record, without the report."""
    find = _EVIDENCE.get(need.evidence)
    return list(find(case)) if find else []


def is_current(days: Sequence[PartialDate | None], as_of: datetime.date) -> bool:
    """Whether one of these days lies within the last month."""
    earliest = as_of - datetime.timedelta(days=_CURRENT_DAYS)
    return any(day is not None and earliest <= day.latest and day.earliest <= as_of for day in days)


def _days_of(kind: type[Entity]) -> Callable[[Case], Iterator[PartialDate | None]]:
    def days(case: Case) -> Iterator[PartialDate | None]:
        for row in case.all(kind):
            yield getattr(row, kind.spec.day or "date")

    return days


def _marrows(case: Case) -> Iterator[PartialDate | None]:
    for row in case.all(StatusEvent):
        if row.marrow_blasts_percent is not None or row.mrd_specimen == "bone_marrow":
            yield row.date


def _mrd(case: Case) -> Iterator[PartialDate | None]:
    for row in case.all(StatusEvent):
        if row.mrd_value is not None or row.mrd_qualifier not in (None, "not_done"):
            yield row.date


def _chromosomes(case: Case) -> Iterator[PartialDate | None]:
    for row in case.all(GeneticTest):
        if row.karyotype or _CHROMOSOMES.search(row.method or ""):
            yield row.date


def _genes(case: Case) -> Iterator[PartialDate | None]:
    for row in case.all(GeneticTest):
        if not _CHROMOSOMES.search(row.method or "") and case.parts(GeneticFinding, row):
            yield row.date


def _medicines(case: Case) -> Iterator[PartialDate | None]:
    for row in case.all(Medication):
        if row.status in ("active", "as_needed"):
            yield row.start


def _hla(case: Case) -> Iterator[PartialDate | None]:
    for search in case.all(DonorSearch):
        if search.hla_typed_on is not None:
            yield search.hla_typed_on
    for transplant in case.all(Transplant):
        if transplant.donor_match:
            yield transplant.date


def _heart(case: Case) -> Iterator[PartialDate | None]:
    for row in case.all(OrganTest):
        if row.test in _HEART:
            yield row.date


_EVIDENCE: Mapping[str, Callable[[Case], Iterator[PartialDate | None]]] = MappingProxyType(
    {
        "markers": _days_of(MarkerPanel),
        "chromosomes": _chromosomes,
        "genes": _genes,
        "marrows": _marrows,
        "mrd": _mrd,
        "csf": _days_of(CsfSample),
        "labs": _days_of(LabPanel),
        "medicines": _medicines,
        "viruses": _days_of(VirusTest),
        "hla": _hla,
        "heart": _heart,
    }
)
