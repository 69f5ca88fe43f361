"""Markers on the cancer cells and gene changes.

A marker result from before the latest relapse, or from before the last therapy aimed at that
marker, is old (house, section 4): cells can lose a marker. Genes keep: found once is found.
"""

from app.case.entities import MarkerResult
from app.case.facts.markers import marker_key
from app.case.facts.model import GeneFact, MarkerFact, MarkerValue
from app.case.numbers import Quantity
from app.case.partial_date import PartialDate
from app.eligibility.checking.comparing import holds
from app.eligibility.checking.freshness import is_fresh, limit_days
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import limit_words, marker_words, shown
from app.eligibility.model import Comparison, Presence

# The sample of a relapse is taken in the days before it is called one.
_BEFORE_RELAPSE = 14
_NO_TUMOUR_SHARE = ("all cells", "lymphocytes", "all")


def check_expression(asked: Comparison, record: Record) -> Finding:
    """Compare the share of cells that carry a marker."""
    key = marker_key(asked.what or "")
    fact = record.facts.markers.get(key)
    if fact is None:
        return _never_tested(key)
    if asked.unit not in (None, "%"):
        return cannot_tell("This is not a share of cells.", _missing(key))
    value = fact.newest
    stale = _too_old(fact, asked, record)
    if stale is not None:
        return stale
    if value.percent is None or (value.percent_of or "") in _NO_TUMOUR_SHARE:
        gap = MissingFact(_missing(key).key, _missing(key).name, Why.UNCLEAR, value.evidence)
        return cannot_tell(f"{shown(value.evidence)}: no share of the cancer cells.", gap)
    result = holds(Quantity(value.percent, "%"), asked.op, asked.value)
    said = f"{shown(value.evidence)}. The trial's text names {limit_words(asked)}."
    if result is None:
        return cannot_tell(said, _missing(key))
    return settled(result, said, value.evidence)


def check_marker(asked: Presence, record: Record) -> Finding:
    """Whether the cancer cells carry one of some markers or gene changes."""
    names = [id.removeprefix("marker:") for id in asked.topic.ids if id.startswith("marker:")]
    if not names:
        gap = MissingFact(("marker",), "markers on the cancer cells")
        return cannot_tell("Which marker is meant is not clear.", gap)
    found = [_marker_or_gene(name, asked, record) for name in names]
    positive = next((f for f in found if f.holds), None)
    undecided = next((f for f in found if f.holds is None), None)
    result = positive or undecided or found[0]
    return result.turned() if "negative" in asked.topic.qualities else result


def _marker_or_gene(name: str, asked: Presence, record: Record) -> Finding:
    gene = record.facts.genes.get(name)
    if gene is not None:
        return _gene(gene)
    fact = record.facts.markers.get(name)
    if fact is None:
        return _never_tested(name)
    if "history" in asked.topic.qualities:
        return _ever(fact)
    return _too_old(fact, None, record) or _positive(fact.newest, fact)


def _missing(key: str) -> MissingFact:
    return MissingFact(("marker", key), f"{marker_words(key)} on the cancer cells")


def _never_tested(key: str) -> Finding:
    missing = _missing(key)
    return cannot_tell(f"There is no test of {marker_words(key)} in the record.", missing)


def _positive(value: MarkerValue, fact: MarkerFact) -> Finding:
    said = f"{shown(value.evidence)}."
    if fact.maybe_newer and any(other.result != value.result for other in fact.maybe_newer):
        gap = MissingFact(_missing(fact.key).key, _missing(fact.key).name, Why.UNCLEAR)
        return cannot_tell("Which of two results is the newer one is not known.", gap)
    if value.result == "negative":
        return settled(False, said, value.evidence)
    # "Dim" and "partial" are not negative; whether a trial counts them as positive differs.
    if value.result == "positive":
        return settled(True, said, value.evidence)
    gap = MissingFact(_missing(fact.key).key, _missing(fact.key).name, Why.UNCLEAR, value.evidence)
    return cannot_tell(f"{shown(value.evidence)}: neither clearly there nor absent.", gap)


def _ever(fact: MarkerFact) -> Finding:
    """Whether a marker was ever found."""
    positive = next((v for v in fact.history if v.result == "positive"), None)
    if positive is not None:
        return settled(True, f"{shown(positive.evidence)}.", positive.evidence)
    if all(v.result == "negative" for v in fact.history):
        return settled(False, f"{shown(fact.newest.evidence)}.", fact.newest.evidence)
    return _positive(fact.newest, fact)


def _too_old(fact: MarkerFact, asked: Comparison | None, record: Record) -> Finding | None:
    """Return an open finding where the newest result cannot be used today."""
    value = fact.newest
    why = _why_old(fact, value.date, record)
    if why is None and asked is not None and asked.window is not None:
        window = limit_days(asked.window, 0, record.as_of)
        if not is_fresh(value.date, record.as_of, window):
            why = "older than the line allows"
    if why is None and _untested_since(fact, record):
        why = "and a newer sample could not be tested for it"
    if why is None:
        return None
    missing = _missing(fact.key)
    gap = MissingFact(missing.key, missing.name, Why.OLD, value.evidence)
    return cannot_tell(f"The last result is {why}: {shown(value.evidence)}.", gap)


def _why_old(fact: MarkerFact, day: PartialDate | None, record: Record) -> str | None:
    if day is None:
        return "without a date"
    relapse = record.latest_relapse
    if relapse is not None:
        days = day.days_until(relapse)
        if days.high > _BEFORE_RELAPSE:
            return "from before the latest relapse"
    if _aimed_at_since(fact.key, day, record):
        return "from before the last therapy aimed at it"
    return None


def _aimed_at_since(key: str, day: PartialDate, record: Record) -> bool:
    """Whether a therapy against the marker may have been given after a day."""
    wanted = marker_words(key).casefold()
    for target, given in record.facts.last_by_target.items():
        same = target.casefold() == wanted or marker_key(target) == key
        if same and given.last.latest > day.earliest:
            return True
    return False


def _untested_since(fact: MarkerFact, record: Record) -> bool:
    return any(isinstance(record.row_of(row), MarkerResult) for row in fact.not_tested)


def _gene(fact: GeneFact) -> Finding:
    newest = [value.present for value in fact.newest]
    ever = [value for value in fact.history if value.present]
    row = fact.newest[0].evidence
    said = f"{shown(row)}."
    if any(newest):
        return settled(True, said, row)
    if None in newest or ever:
        gap = MissingFact(("marker", fact.key), fact.name, Why.UNCLEAR, row)
        return cannot_tell(f"{shown(row)}: not settled.", gap)
    return settled(False, said, row)
