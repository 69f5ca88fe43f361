"""Medicines taken now, and the last doses of what was given."""

from collections.abc import Sequence

from app.case.entities import Medication
from app.case.facts import Facts
from app.case.facts.values.health import MedicineFact
from app.case.facts.values.therapy import LastDay, LastGiven
from app.case.partial_date import DayRange
from app.report.contents.wording import NOT_KNOWN, counted, lower_first, short_date, upper_first
from app.report.outline.blocks import Cell, Column, Pair, Paragraph, Row, Table
from app.report.outline.words import NBSP, joined, say, shortened, strong, text_of

_ROUTES = {
    "IV": "into a vein",
    "SC": "under the skin",
    "IM": "into a muscle",
    "IT": "into the spine",
}
_STILL_TAKEN = "still taken"
_STILL_MATTERS = 400
"""Days after which the count itself no longer helps anyone."""
_SHORT_LABELS = {
    "targeted": "Targeted drugs",
    "immunomodulator": "Immune-changing",
    "antibody_drug_conjugate": "Antibody-drug",
    "immune_suppression": "Immune suppr.",
    "checkpoint_inhibitor": "Checkpoint inhib.",
    "atg_alemtuzumab": "ATG, alemtuzumab",
}
_NOT_ON_THE_PAGE = frozenset({"other", "donor_transplant", "own_transplant"})
"""Groups without washout meaning, and those with rows of their own."""


def medicine_rows(facts: Facts, most: int = 400) -> tuple[Pair, ...]:
    """Return the medicines taken now: name, dose and how often, since when."""
    medicines = facts.active_medicines
    if not medicines:
        return (Pair("Medicines", say(_none(facts))),)
    rows = [medicine_row(medicine) for medicine in medicines[:most]]
    if len(medicines) > most:
        rows.append(Pair("", say(f"and {len(medicines) - most} more")))
    return tuple(rows)


def _none(facts: Facts) -> str:
    return "None noted as taken now" if facts.case.all(Medication) else NOT_KNOWN


def medicine_row(medicine: MedicineFact) -> Pair:
    """Return name, dose and how often, since when."""
    return Pair(
        upper_first(shortened(medicine.name, 40)),
        say(_how(medicine)),
        short_date(medicine.start),
    )


def _how(medicine: MedicineFact) -> str:
    route = medicine.route if medicine.route not in (None, "", "PO", "eye", "topical") else ""
    frequency = medicine.frequency or ""
    if medicine.status == "as_needed" and "needed" not in frequency:
        frequency = f"{frequency} as needed".strip()
    parts = (shortened(medicine.dose or "", 50), route, shortened(frequency, 60))
    told = ", ".join(part for part in parts if part) or "dose not known"
    if medicine.replacement:
        told += " (replacement)"
    elif medicine.way == "local" and not _says_where(told):
        told += " (local)"
    return told


def _says_where(told: str) -> bool:
    return any(word in told for word in ("eye", "rinse", "cream", "inhaled", "drops", "ointment"))


def medicines_in_a_row(facts: Facts, longest: int, most: int) -> Paragraph:
    """Return the same medicines as running text, where rows take too much room."""
    told = [
        say(strong(row.label), f"{NBSP}{_shortened(text_of(row.words), longest)}")
        for row in medicine_rows(facts, most)
    ]
    return Paragraph(joined(told, "; "))


def _shortened(text: str, longest: int) -> str:
    return shortened(text, longest) if longest else text


def last_dose_rows(facts: Facts) -> tuple[Pair, ...]:
    """Return the last day of each group that washouts speak of, the latest first."""
    groups = [group for key, group in facts.last_by_family.items() if key not in _NOT_ON_THE_PAGE]
    groups.sort(key=lambda group: (group.last.latest, group.label), reverse=True)
    return tuple(_last_row(group, facts) for group in groups)


def _last_row(group: LastGiven, facts: Facts) -> Pair:
    return Pair(
        _SHORT_LABELS.get(group.key, group.label),
        say(_last_words(group, facts)),
        days_before(group.last, facts),
    )


def _last_words(group: LastGiven, facts: Facts) -> str:
    latest = [dose for dose in group.doses if dose.last.latest == group.last.latest]
    names = list(dict.fromkeys(dose.drug for dose in latest))
    told = last_day(group.last)
    if not names:
        return told
    differ = any(dose.drug_id and dose.drug_id in _disputed(facts) for dose in latest)
    named = ", ".join(shortened(name, 40) for name in names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{told}: {named}{more}" + (" (our records differ)" if differ else "")


def _disputed(facts: Facts) -> frozenset[str]:
    return frozenset(one.subject for one in facts.conflicts if one.what == "last_dose")


def last_day(last: LastDay) -> str:
    """Return "14 Apr 2026", "by 14 Apr 2026" (no later than), "still taken"."""
    if last.kind == "continuing":
        return _STILL_TAKEN
    if last.kind == "no_end_noted" or last.noted is None:
        return "end not noted"
    return (
        f"by {short_date(last.noted)}" if last.kind == "no_later_than" else short_date(last.noted)
    )


def days_before(last: LastDay, facts: Facts) -> str:
    """Return the days before the as-of day as far as they are known and still matter.

    "6 days"; "0 to 27 days" where only the month is known; "at least 6 days" where only the
    latest possible day is known; "" without an end, or where it may be longer than a year ago.
    """
    least = (facts.as_of - last.latest).days
    if last.kind not in ("exact", "within", "no_later_than") or not 0 <= least < _STILL_MATTERS:
        return ""
    # On the day itself "at least 0 days" would say nothing.
    if last.kind == "no_later_than":
        return f"at least {counted(least, 'day')}" if least else ""
    return _between(least, last.days_before(facts.as_of))


def _between(least: int, known: DayRange | None) -> str:
    if known is None or known.high >= _STILL_MATTERS:
        return ""
    return counted(least, "day") if known.exact is not None else f"{least} to {known.high} days"


def last_doses_in_a_row(rows: Sequence[Pair]) -> Paragraph:
    """Return last doses as running text, with the days from then to the as-of day."""
    taken = [row for row in rows if text_of(row.words).startswith(_STILL_TAKEN)]
    told = [say(strong(_STILL_TAKEN.capitalize()), f" {_names(taken)}")] if taken else []
    told += [
        say(strong(row.label), f" {_with_days(text_of(row.words), row.aside)}")
        for row in rows
        if row not in taken
    ]
    return Paragraph(joined(told, "; ") or say(NOT_KNOWN), "Last doses")


def _names(rows: Sequence[Pair]) -> str:
    """Return "venetoclax (targeted drugs), ...", or the group alone where no drug is named."""
    told = [(text_of(row.words).partition(": ")[2], lower_first(row.label)) for row in rows]
    return ", ".join(f"{drugs} ({group})" if drugs else group for drugs, group in told)


def _with_days(text: str, days: str) -> str:
    """Return "14 Apr 2026 (6 days): mercaptopurine"."""
    day, colon, names = text.partition(":")
    return f"{day} ({days.replace(' ', NBSP)}){colon}{names}" if days else text


def medicines_flowing(facts: Facts, most: int) -> Table:
    """Return medicines with name and dose in one cell, where long names would narrow the rest."""
    rows = [
        Row((Cell(say(strong(f"{row.label} "), row.words)), Cell(say(row.aside))))
        for row in medicine_rows(facts, most)
    ]
    return Table((Column(share=1.0, row_header=True), Column(align="right")), tuple(rows))
