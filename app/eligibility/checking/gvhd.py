"""Graft-versus-host disease: active, gone, or quiet on a drug (which is for the team)."""

from app.case.entities import GvhdEvent
from app.case.facts.model import GvhdFact
from app.eligibility.checking.record import Record
from app.eligibility.checking.verdict import Finding, MissingFact, Why, cannot_tell, settled
from app.eligibility.checking.words import sentence, shown
from app.eligibility.model import Presence

_MISSING = MissingFact(("gvhd",), "GVHD now")
_TOLD = frozenset({"active", "current", "acute", "chronic", "history", "prior"})


def check_gvhd(asked: Presence, record: Record) -> Finding:
    """Whether there is GVHD of the kind the line names."""
    qualities = asked.topic.qualities
    episodes = [e for e in _episodes(record) if not _other_kind(e, qualities)]
    if not episodes:
        return cannot_tell("No GVHD is noted in the record.", _MISSING)
    if qualities & {"history", "prior"}:
        row = episodes[0].evidence
        return settled(True, sentence(shown(row)), row)
    if all(episode.status == "resolved" for episode in episodes):
        rows = tuple(episode.evidence for episode in episodes)
        return settled(False, sentence("; ".join(shown(row) for row in rows)), *rows)
    open_one = next(e for e in episodes if e.status != "resolved")
    if open_one.status == "active" and not qualities - _TOLD:
        return settled(True, sentence(shown(open_one.evidence)), open_one.evidence)
    gap = MissingFact(_MISSING.key, _MISSING.name, Why.UNCLEAR, open_one.evidence)
    said = f"{shown(open_one.evidence)}. Whether this counts here is for the team."
    return cannot_tell(said, gap)


def _episodes(record: Record) -> list[GvhdFact]:
    """Return the episodes; one graded 0 is none."""
    told = (episode for transplant in record.facts.transplants for episode in transplant.gvhd)
    return [episode for episode in told if not _is_none(record.row_of(episode.evidence))]


def _is_none(row: object) -> bool:
    return isinstance(row, GvhdEvent) and (row.overall_grade or "").strip() == "0"


def _other_kind(episode: GvhdFact, qualities: frozenset[str]) -> bool:
    asked = qualities & {"acute", "chronic"}
    return len(asked) == 1 and episode.kind is not None and episode.kind not in asked
