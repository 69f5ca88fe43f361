"""Diagnoses: what the record's disease is, and what it is not.

A kind of a disease fits the wider name (T-ALL fits "ALL"), never the reverse. A documented other
disease does not fit; two forms of one disease (T-ALL and T-LBL, CLL and SLL) are left open.
"""

from collections.abc import Iterable
from functools import lru_cache

from app.case import vocabulary
from app.case.facts.model import DiagnosisFact, Evidence
from app.case.value_class import value_class
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import (
    Finding,
    MissingFact,
    Why,
    cannot_tell,
    disagreeing,
    settled,
)
from app.eligibility.checking.words import shown
from app.eligibility.model import Presence

_MISSING = MissingFact(("diagnosis",), "diagnosis")
# What a line may mean by another name: forms of one disease told apart by where most of it sits,
# names that some use for both, diseases that turn into each other. Such pairs are left open.
_MAY_BE_MEANT = {
    "all": "lbl all-lbl lymphoma nhl",
    "t-all": "t-lbl t-all-lbl",
    "b-all": "b-lbl",
    "lbl": "all all-lbl leukemia nhl",
    "t-lbl": "t-all",
    "b-lbl": "b-all b-nhl",
    "cll": "sll b-nhl nhl lymphoma richter",
    "richter": "dlbcl lbcl hgbl",
    "hcl": "b-nhl nhl lymphoma",
    "t-pll": "t-nhl nhl lymphoma",
    "t-lgl": "t-nhl nhl lymphoma",
    "atll": "t-nhl nhl lymphoma",
    "tfl": "dlbcl lbcl hgbl",
    "fl": "tfl",
    "dlbcl": "tfl richter",
    "bl": "hgbl",
    "hgbl": "bl",
    "ptld": "dlbcl lbcl hgbl",
    "mds": "aml",
    "cmml": "mds aml",
    "aml": "mds mds-mpn-group",
    "mpal": "all aml t-all b-all",
    "cml-bp": "all aml t-all b-all",
    "bpdcn": "aml",
    "smm": "mm",
    "mm": "pcl plasmacytoma al smm",
    "al": "mm",
    "plasmacytoma": "mm",
    "mgus": "smm",
    "wm": "mm",
}
_OTHER_NAMES = {dx: frozenset(names.split()) for dx, names in _MAY_BE_MEANT.items()}
# A name this wide is left open itself, not all that lies under it.
_WIDE = frozenset(
    {"all", "lbl", "all-lbl", "aml", "leukemia", "lymphoma", "nhl", "b-nhl", "t-nhl", "lbcl"}
)
# Kinds under these are told apart by gene changes that one report may name and another not.
_SUBTYPED = frozenset({"b-all", "t-all", "aml", "lbcl", "dlbcl", "cml", "mds", "mm", "cll", "fl"})
# No cancers: they come along with one, and the family may keep them elsewhere.
_ALONGSIDE = frozenset({"hlh"})
_LINEAGES = frozenset({"T", "B", "NK", "myeloid", "lymphoid", "plasma"})
_LYMPHOID = frozenset({"T", "B", "NK", "lymphoid"})


@value_class
class Disease:
    """A diagnosis of the record; `dx_id` is None where the vocabulary does not know it."""

    dx_id: str | None
    evidence: Evidence


def diseases(record: Record) -> tuple[Disease, ...]:
    """Return the diagnoses of a record with their places in the tree."""
    return tuple(Disease(_known(fact), fact.evidence) for fact in record.facts.diagnoses)


def _known(fact: DiagnosisFact) -> str | None:
    listed = vocabulary.diagnoses()
    for text in (fact.dx_id, fact.name):
        found = (listed.get(text) or listed.find(text)) if text else None
        if found is not None:
            return found.id
    return None


def check_diagnosis(asked: Presence, want: bool, record: Record) -> Finding:
    """Whether one of the record's diagnoses is one that the line names.

    Args:
        asked: the diseases (`dx:`) and lineages (`lineage:`), any of which is meant.
        want: False where the disease must not be there; a "no" is then given only to a disease
            of another lineage, because a second disease may be missing in the record.
        record: the case.
    """
    found = diseases(record)
    if not found:
        return cannot_tell("There is no diagnosis in the record.", _MISSING)
    return _unless_changed(_settled(found, asked.topic.ids, want, record), record)


def _unless_changed(finding: Finding, record: Record) -> Finding:
    """Leave a "no" open where the disease changed its kind, or a second one came, later on."""
    if finding.holds is not False:
        return finding
    for event in record.facts.status_events:
        if event.type in ("transformation", "second_cancer"):
            gap = MissingFact(_MISSING.key, _MISSING.name, Why.UNCLEAR, event.evidence)
            said = f"The record also says: {shown(event.evidence)}."
            return cannot_tell(said, gap, evidence=(event.evidence, *finding.evidence))
    return finding


def _settled(found: Iterable[Disease], ids: tuple[str, ...], want: bool, record: Record) -> Finding:
    results = [(is_one_of(one.dx_id, ids, want), one.evidence) for one in found]
    rows = tuple(row for _, row in results)
    said = "; ".join(shown(row) for row in rows)
    told = {result for result, _ in results}
    if len(told) > 1 and record.disagrees_on("diagnosis"):
        gap = MissingFact(_MISSING.key, _MISSING.name, Why.DISAGREE, rows[0])
        return disagreeing(f"Two diagnoses that cannot both be right: {said}.", gap, *rows)
    for result, row in results:
        if result:
            return settled(True, f"{shown(row)}.", row)
    if None not in told:
        return settled(False, f"The record's diagnosis is another one: {said}.", *rows)
    gap = MissingFact(_MISSING.key, _MISSING.name, Why.UNCLEAR, rows[0])
    return cannot_tell(f"Whether {said} is meant here cannot be told.", gap, evidence=rows)


def is_one_of(dx_id: str | None, ids: tuple[str, ...], want: bool) -> bool | None:
    """Whether a diagnosis is one of some diseases or lineages; None: cannot be told."""
    asked = [tuple(id.split(":", 1)) for id in ids if id.startswith(("dx:", "lineage:"))]
    if dx_id is None or not asked:
        return None
    results = [_is(dx_id, kind, name, want) for kind, name in asked]
    if any(results):
        return True
    return None if None in results else False


@lru_cache(maxsize=4096)
def _is(dx_id: str, kind: str, name: str, want: bool) -> bool | None:
    if kind == "lineage":
        return _has_lineage(_lineage(dx_id), name)
    if vocabulary.diagnoses().get(name) is None or (name in _ALONGSIDE and dx_id != name):
        return None
    # Smoldering myeloma stands under myeloma in the tree, and trials tell them apart.
    if vocabulary.diagnosis_is_a(dx_id, name) and (dx_id, name) != ("smm", "mm"):
        return True
    if vocabulary.diagnosis_is_a(name, dx_id) or _may_be_meant(dx_id, name):
        return None
    if want:
        return False
    return False if _has_lineage(_lineage(dx_id), _lineage(name)) is False else None


def _lineage(dx_id: str) -> str:
    term = vocabulary.diagnoses().get(dx_id)
    return term.row["lineage"] if term else ""


def _has_lineage(lineage: str, asked: str) -> bool | None:
    """Whether a lineage is another; False only for two that exclude each other."""
    if lineage not in _LINEAGES or asked not in _LINEAGES:
        return None
    if lineage == asked or (asked == "lymphoid" and lineage in _LYMPHOID):
        return True
    if lineage == "lymphoid" and asked in _LYMPHOID:
        return None
    return None if {lineage, asked} == {"B", "plasma"} else False


def _may_be_meant(dx_id: str, name: str) -> bool:
    mine = (dx_id, *vocabulary.diagnosis_ancestors(dx_id))
    others = frozenset[str]().union(*(_OTHER_NAMES.get(one, frozenset()) for one in mine))
    if name in others or any(vocabulary.diagnosis_is_a(name, o) for o in others - _WIDE):
        return True
    return bool(_SUBTYPED & set(mine[1:]) & set(vocabulary.diagnosis_ancestors(name)))
