"""The sentence at the top: where the illness stands, in plain words."""

from collections.abc import Sequence
from decimal import Decimal

from app.case import vocabulary
from app.case.facts.dose_days import one_each
from app.case.facts.records import order_of
from app.case.facts.values.disease import DiagnosisFact, Relapse, Situation, StatusFact
from app.case.facts.values.evidence import Evidence
from app.case.facts.values.therapy import CellTherapyFact, Phase, SystemicEnd, TransplantFact
from app.case.facts.wording import (
    days_ago,
    lower_first,
    on,
    percent,
    response_words,
    upper_first,
)
from app.case.remission import REMISSION_BLASTS_PERCENT, is_remission

_MOST_SENTENCES = 3
# These say by themselves since when; others are said with the day they were found.
_LASTING = ("refractory", "stable")
_YOUNG_CELLS = "blasts (young blood cells)"


def situation(
    diagnoses: Sequence[DiagnosisFact],
    status: StatusFact | None,
    events: Sequence[StatusFact],
    relapses: Sequence[Relapse],
    ongoing: Sequence[Phase],
    last_end: SystemicEnd | None,
    transplants: Sequence[TransplantFact],
    cells: Sequence[CellTherapyFact],
) -> Situation:
    """Return headline, what came after a relapse, and at most three sentences more.

    Every part comes from a noted record.
    """
    headline = _headline(diagnoses, status, events, relapses)
    told = [
        _marrow(status, events, relapses, _disease_word(diagnoses)),
        _pet(status),
        _treatment(ongoing, last_end),
        _transplant(transplants),
        _cells(cells),
    ]
    known = [part for part in told if part is not None][:_MOST_SENTENCES]
    since = _since_relapse(status, events, relapses)
    sentences = (*since, *(words for words, _ in known)) or _without_more(diagnoses, status)
    records = [status.evidence] if status else []
    records += [relapse.status.evidence for relapse in relapses[-1:]]
    records += [diagnosis.evidence for diagnosis in diagnoses[:1]]
    records += [row for _, rows in known for row in rows]
    return Situation(headline, sentences, one_each(records))


def _without_more(diagnoses: Sequence[DiagnosisFact], status: StatusFact | None) -> tuple[str, ...]:
    if status is not None:
        return ()
    if diagnoses:
        return ("How the illness stands now is not noted yet.",)
    return ("Start with what you remember. A year is enough.",)


def _headline(
    diagnoses: Sequence[DiagnosisFact],
    status: StatusFact | None,
    events: Sequence[StatusFact],
    relapses: Sequence[Relapse],
) -> str:
    if relapses and not _back_in_remission(status, relapses):
        return relapses[-1].words.split(":", 1)[0]
    if status is not None and status.type != "diagnosis":
        return _now(status, events)
    if diagnoses:
        first = diagnoses[0]
        when = f", {first.date.words()}" if first.date else ""
        return f"{upper_first(first.name)}{when}"
    return status.words.split(":", 1)[0] if status else "Nothing noted about the illness yet"


def _back_in_remission(status: StatusFact | None, relapses: Sequence[Relapse]) -> bool:
    """Whether the newest finding, after the newest relapse, is a remission."""
    return (
        status is not None
        and status.evidence.id != relapses[-1].status.evidence.id
        and is_remission(status.type, status.response)
    )


def _since_relapse(
    status: StatusFact | None, events: Sequence[StatusFact], relapses: Sequence[Relapse]
) -> tuple[str, ...]:
    """Return what was found after the newest relapse, or after which relapse it was found.

    A newest finding that the sentence about its marrow tells is not told twice.
    """
    if status is None or not relapses or status.evidence.id == relapses[-1].status.evidence.id:
        return ()
    if _back_in_remission(status, relapses):
        return (f"{_last_relapse(relapses)}.",)
    return () if _told_with_marrow(status) else (f"{_now(status, events)}.",)


def _last_relapse(relapses: Sequence[Relapse]) -> str:
    """Return "The second relapse was on 18 December 2025"."""
    name, _, _ = relapses[-1].words.split(":", 1)[0].partition(", ")
    day = relapses[-1].status.date
    return f"The {lower_first(name)} was {on(day) if day else 'before that'}"


def _told_with_marrow(status: StatusFact) -> bool:
    """Whether response and MRD are told in the sentence about the marrow of the same test."""
    return status.marrow_blasts_percent is not None and status.type not in _LASTING


def _now(status: StatusFact, events: Sequence[StatusFact]) -> str:
    """Return "Refractory since 31 March 2026" or "Complete remission (CR) on 30 March 2026"."""
    if status.type in _LASTING:
        day = _first_of_run(status, events).date
        return f"{status.label} since {day.words()}" if day else status.label
    told = upper_first(_response_or_label(status))
    return f"{told} {on(status.date)}" if status.date else told


def _first_of_run(status: StatusFact, events: Sequence[StatusFact]) -> StatusFact:
    """Return the first of the assessments in a row that found the same as the newest."""
    first = status
    ids = [event.evidence.id for event in events]
    for event in events[ids.index(status.evidence.id) :]:
        if event.type != status.type:
            break
        first = event
    return first


def _response_or_label(status: StatusFact) -> str:
    if status.response and status.type in ("response_assessment", "mrd_result", "remission"):
        found = response_words(status.response)
        return f"{found}, {status.mrd}" if status.mrd else found
    return f"{status.label}, {status.mrd}" if status.mrd else status.label


Part = tuple[str, tuple[Evidence, ...]]


def _marrow(
    status: StatusFact | None,
    events: Sequence[StatusFact],
    relapses: Sequence[Relapse],
    cells: str,
) -> Part | None:
    """Return the newest marrow with the one before it; a marrow before the relapse is no news."""
    found = [event for event in events if event.marrow_blasts_percent is not None]
    if not found or not _is_news(found[0], status, relapses):
        return None
    newest = found[0]
    when = f" {on(newest.date)}" if newest.date else ""
    before = _compared(newest, found[1]) if len(found) > 1 else ""
    words = f"The marrow test{when} showed {_share(newest, cells)}{before}"
    judged = _judged_with_marrow(newest, status, relapses)
    return f"{words}{judged}.", tuple(event.evidence for event in found[:2])


def _share(marrow: StatusFact, cells: str) -> str:
    """Return "5.8% leukemia cells"; a few blasts are no leukemia, and are not called so."""
    share = marrow.marrow_blasts_percent or Decimal(0)
    return f"{percent(share)} {cells if share >= REMISSION_BLASTS_PERCENT else _YOUNG_CELLS}"


def _judged_with_marrow(
    marrow: StatusFact, status: StatusFact | None, relapses: Sequence[Relapse]
) -> str:
    """Return ": partial remission (PR), MRD 5.8% (flow)" where no headline tells it."""
    told = status is not None and marrow.evidence.id == status.evidence.id and relapses
    if not told or _back_in_remission(status, relapses):
        return ""
    if marrow.evidence.id == relapses[-1].status.evidence.id or not _told_with_marrow(marrow):
        return ""
    return f": {lower_first(_response_or_label(marrow))}"


def _is_news(marrow: StatusFact, status: StatusFact | None, relapses: Sequence[Relapse]) -> bool:
    if status is not None and marrow.evidence.id == status.evidence.id:
        return True
    back = relapses[-1].status.date if relapses else None
    return back is not None and order_of(marrow.date) >= order_of(back)


def _pet(status: StatusFact | None) -> Part | None:
    if status is None or status.deauville is None or status.date is None:
        return None
    words = f"The PET scan {on(status.date)} was Deauville {status.deauville} (scale 1 to 5)."
    return words, (status.evidence,)


def _compared(newest: StatusFact, before: StatusFact) -> str:
    now, then = newest.marrow_blasts_percent, before.marrow_blasts_percent
    if now is None or then is None or before.date is None or before.date == newest.date:
        return ""
    if max(now, then) < REMISSION_BLASTS_PERCENT:
        return ""  # a few more or fewer ordinary young cells are no news
    if now == then:
        return f", the same as {on(before.date)}"
    return f", {'down' if now < then else 'up'} from {percent(then)} {on(before.date)}"


def _disease_word(diagnoses: Sequence[DiagnosisFact]) -> str:
    names = [d.name for d in diagnoses]
    names += [t.name for d in diagnoses if d.dx_id and (t := vocabulary.diagnoses().get(d.dx_id))]
    text = " ".join(names).casefold()
    for word in ("leukemia", "lymphoma", "myeloma"):
        if word in text.replace("leukaemia", "leukemia"):
            return f"{word} cells"
    return "cancer cells"


def _treatment(ongoing: Sequence[Phase], last_end: SystemicEnd | None) -> Part | None:
    if ongoing:
        phase = ongoing[0]
        when = f" since {phase.start.words()}" if phase.start else ""
        return f"In treatment{when}: {phase.name}.", (phase.evidence,)
    if last_end is None:
        return None
    when = f"{on(last_end.end)}, {days_ago(last_end.days_before)}"
    return f"The last systemic treatment ended {when}.", (last_end.phase.evidence,)


def _transplant(transplants: Sequence[TransplantFact]) -> Part | None:
    if not transplants:
        return None
    latest = transplants[0]
    if latest.date is None or latest.days_since is None:
        return None
    kind = {"allogeneic": "donor transplant", "autologous": "own-cell transplant"}
    name = kind.get(latest.type or "", "transplant")
    when = f"{days_ago(latest.days_since)} ({latest.date.words()})"
    return f"The {name} was {when}.", (latest.evidence,)


def _cells(cells: Sequence[CellTherapyFact]) -> Part | None:
    if not cells:
        return None
    latest = cells[0]
    if latest.date is None:
        return None
    words = f"{upper_first(latest.product)} was given {on(latest.date)}."
    return words, (latest.evidence,)
