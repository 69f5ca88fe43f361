"""Sameness of problems, diagnoses, medicines, allergies and vaccines."""

from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import cast

from app.case.entities import Allergy, Diagnosis, Immunization, Medication, Problem
from app.case.partial_date import PartialDate
from app.records.allergies import denies_all
from app.records.code_systems import CVX, ICD9, ICD10, RXNORM, SNOMED
from app.records.lab_values import written
from app.records.medicine_names import medicine_keys
from app.records.sameness.item import SAME, Item, Verdict, agree, tokens

# Words that make a name of a disease more exact without making it another disease.
_EXACTER = frozenset(
    """
    essential primary chronic acute unspecified mild moderate severe type 1 2 i ii mellitus disorder
    disease nos of the left right syndrome secondary and with without in due to systemic arterial
    """.split()
)
_OVER = ("resolved", "not active", "remission", "gone", "over", "former")
_GOES_ON = ("active", "taking", "present", "chronic", "ongoing", "current")


def _words(date: PartialDate | None) -> str:
    return date.words() if date is not None else "no date"


class ProblemRule:
    """Problems and diagnoses: one where the code or the name is one and the dates agree."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return codes, names, and the words that carry a name."""
        found: set[Hashable] = set(item.codes_of(SNOMED, ICD10, ICD9)) | set(item.name_keys)
        if isinstance(item.entity, Diagnosis) and item.entity.dx_id:
            found.add(f"diagnosis {item.entity.dx_id}")
        for key in item.name_keys:
            found |= {f"word {word}" for word in tokens(key) - _EXACTER if len(word) > 3}
        return found

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two problems that share a code or a word."""
        if _is_one_problem(theirs, ours):
            return self._of_one(theirs, ours)
        if theirs.codes_of(ICD10, ICD9) & ours.codes_of(ICD10, ICD9):
            return Verdict("near", "Filed under the same code with another name.")
        if any(_is_exacter(a, b) for a in theirs.name_keys for b in ours.name_keys):
            return Verdict("near", "A more or less exact name of what may be one disease.")
        return None

    def _of_one(self, theirs: Item, ours: Item) -> Verdict | None:
        since, known = _began(theirs), _began(ours)
        if not agree(since, known):
            why = f"The same, but since {_words(since)} there and {_words(known)} here."
            return Verdict("near", why)
        states = _state(theirs), _state(ours)
        if None not in states and states[0] != states[1]:
            said = "over" if states[0] == "over" else "still going on"
            return Verdict("conflict", f"The record says it is {said}; here it is not.")
        return SAME


def _is_one_problem(theirs: Item, ours: Item) -> bool:
    if theirs.codes_of(SNOMED) & ours.codes_of(SNOMED) or theirs.name_keys & ours.name_keys:
        return True
    one, other = theirs.entity, ours.entity
    if isinstance(one, Diagnosis) and isinstance(other, Diagnosis):
        return one.dx_id is not None and one.dx_id == other.dx_id
    return False


def _is_exacter(one: str, other: str) -> bool:
    first, second = tokens(one), tokens(other)
    smaller, larger = sorted((first, second), key=len)
    return bool(smaller - _EXACTER) and smaller < larger and larger - smaller <= _EXACTER


def _began(item: Item) -> PartialDate | None:
    entity = item.entity
    return entity.date if isinstance(entity, Diagnosis) else cast(Problem, entity).since


def _state(item: Item) -> str | None:
    entity = item.entity
    words = (entity.status or "").casefold() if isinstance(entity, Problem) else ""
    if any(word in words for word in _OVER):
        return "over"
    return "going on" if any(word in words for word in _GOES_ON) else None


class MedicineRule:
    """Medicines: one where ingredient or brand is one, and start, status and dose agree."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return names of ingredients and brands, and codes."""
        return medicine_keys_of(item)

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two rows of one medicine."""
        one, other = cast(Medication, theirs.entity), cast(Medication, ours.entity)
        if not agree(one.start, other.start) or not agree(one.stop, other.stop):
            return self._at_another_time(one, other)
        states = _taken(one), _taken(other)
        if None not in states and states[0] != states[1]:
            said = "taken" if states[0] else "stopped"
            return Verdict("conflict", f"The record says it is {said}; here it is not.")
        if _other_dose(one.dose, other.dose):
            return Verdict("near", f"Another dose: {one.dose} there, {other.dose} here.")
        return SAME

    def _at_another_time(self, one: Medication, other: Medication) -> Verdict | None:
        if _is_same_day_of_another_year(one.start, other.start):
            return Verdict("near", "The same medicine from the same day of another year.")
        if _is_past(one) and _is_past(other) and _lie_apart(one, other):
            return None
        why = f"From {_words(one.start)} there and from {_words(other.start)} here."
        return Verdict("near", f"The same medicine at another time. {why}")


def medicine_keys_of(item: Item) -> frozenset[str]:
    """Return the keys under which a medicine is known."""
    found = set(item.codes_of(RXNORM))
    for name in item.names:
        found |= medicine_keys(name)
    return frozenset(found)


def _taken(row: Medication) -> bool | None:
    if row.status in ("active", "as_needed"):
        return True
    return False if row.status == "stopped" else None


def _is_past(row: Medication) -> bool:
    return row.start is not None and row.stop is not None


def _is_same_day_of_another_year(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None or one.day is None:
        return False
    return (one.month, one.day) == (other.month, other.day) and one.year != other.year


def _lie_apart(one: Medication, other: Medication) -> bool:
    """Whether two courses that are over do not touch: then they are two courses."""
    if one.start is None or other.start is None or one.stop is None or other.stop is None:
        return False
    return one.stop.latest < other.start.earliest or other.stop.latest < one.start.earliest


def _other_dose(one: str | None, other: str | None) -> bool:
    """Whether two doses are amounts in one unit and differ."""
    if not one or not other:
        return False
    first, second = written(one), written(other)
    amounts = isinstance(first.value, Decimal) and isinstance(second.value, Decimal)
    return amounts and first.unit == second.unit and first.value != second.value


class AllergyRule:
    """Allergies: one where the substance is one; "none known" contradicts any allergy."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return the substance's names and codes, and one key that all allergies share."""
        found: set[Hashable] = {"allergy", *item.codes_of(RXNORM, SNOMED), *item.name_keys}
        for name in item.names:
            found |= medicine_keys(name)
        return found

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two allergy rows."""
        one, other = cast(Allergy, theirs.entity), cast(Allergy, ours.entity)
        denied = denies_all(one.substance), denies_all(other.substance)
        if all(denied):
            same = theirs.name_keys & ours.name_keys
            return (
                SAME if same else Verdict("near", "Both say that none are known, of other kinds.")
            )
        if any(denied):
            return Verdict("conflict", 'One says "none known", the other names an allergy.')
        shared = (set(self.keys(theirs)) & set(self.keys(ours))) - {"allergy"}
        if shared:
            return _of_one_substance(one, other)
        if any(_begins_alike(a, b) for a in theirs.name_keys for b in ours.name_keys):
            return Verdict("near", "A more or less exact name of what may be one substance.")
        return None


def _of_one_substance(one: Allergy, other: Allergy) -> Verdict:
    if one.severity and other.severity and one.severity != other.severity:
        return Verdict("near", f"Graded {one.severity} there and {other.severity} here.")
    reactions = [_reactions(row.reaction) for row in (one, other)]
    if all(reactions) and not reactions[0] & reactions[1]:
        return Verdict("near", f"Another reaction: {one.reaction} there, {other.reaction} here.")
    return SAME


def _reactions(text: str | None) -> frozenset[str]:
    parts = (part.strip().casefold() for part in (text or "").replace("/", ",").split(","))
    return frozenset(part for part in parts if part)


def _begins_alike(one: str, other: str) -> bool:
    """Whether two names begin with one word, such as "penicillin" and "penicillins"."""
    first, second = one.split("-")[0], other.split("-")[0]
    shorter = min(len(first), len(second))
    return shorter >= 5 and first[:shorter] == second[:shorter]


class VaccineRule:
    """Vaccines: one where vaccine and day are one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return the day."""
        date = cast(Immunization, item.entity).date
        return [date.iso if date else None]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two vaccines of one day."""
        if theirs.codes_of(CVX) & ours.codes_of(CVX) or theirs.name_keys & ours.name_keys:
            return SAME
        words = [frozenset().union(*map(tokens, item.name_keys)) for item in (theirs, ours)]
        if words[0] & words[1] - _EXACTER - {"vaccine", "virus", "injection"}:
            return Verdict("near", "A vaccine with a like name on the same day.")
        return None
