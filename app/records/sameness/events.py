"""Sameness of what happened on a day: procedures, transplants, visits, findings, documents."""

import re
from collections.abc import Callable, Hashable, Iterable
from typing import cast

from app.case.declaration import Entity
from app.case.entities import (
    Appointment,
    CarePerson,
    CellTherapy,
    Document,
    GeneticFinding,
    GeneticTest,
    Note,
    Radiation,
    StatusEvent,
    Transfusion,
    Transplant,
    Treatment,
)
from app.case.partial_date import PartialDate
from app.records.concepts import name_key
from app.records.sameness.item import (
    SAME,
    Item,
    Verdict,
    agree,
    day_of,
    days_apart,
    same_words,
)

_TITLES = frozenset("dr md do np rn pa phd prof mr mrs ms jr sr rd pharmd msw fnp bsn".split())
_DAYS_NEAR = 7
_LONG_SAYING = 25
_PROCEDURE = re.compile(r"Procedure in the record: (?P<name>.+?)\.(?:\s|$)")


class TreatmentRule:
    """Procedures and treatments: one where code or name and the days are one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return codes and names."""
        return item.codes | item.name_keys

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two rows with a code or name in common."""
        one, other = cast(Treatment, theirs.entity), cast(Treatment, ours.entity)
        if one.start_date is None or other.start_date is None:
            if one.start_date is other.start_date:
                return SAME
            return Verdict("near", "The same treatment; one of the two has no day.")
        if agree(one.start_date, other.start_date) and agree(one.end_date, other.end_date):
            return SAME
        if _overlap(one, other):
            return Verdict("near", "The same treatment over other days.")
        return None


def _overlap(one: Treatment, other: Treatment) -> bool:
    ends = [row.end_date or row.start_date for row in (one, other)]
    if one.start_date is None or other.start_date is None or ends[0] is None or ends[1] is None:
        return False
    return one.start_date.earliest <= ends[1].latest and other.start_date.earliest <= ends[0].latest


class OnceRule:
    """Things that happen rarely: one on one day, nearly one within a week."""

    def __init__(self, days_near: int, differs: Callable[[Item, Item], str | None]) -> None:
        self._days_near = days_near
        self._differs = differs

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return one key: there are few of these."""
        return [item.entity.spec.table]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two rows by their day."""
        one, other = day_of(theirs.entity), day_of(ours.entity)
        apart = days_apart(one, other)
        if apart is None and (one is None or other is None):
            return Verdict("near", "One of the two has no day.")
        if agree(one, other):
            why = self._differs(theirs, ours)
            return Verdict("near", why) if why else SAME
        if apart is not None and apart <= self._days_near:
            return Verdict("near", f"{apart} day{'s' if apart > 1 else ''} from the one here.")
        return None


def _other_kind(theirs: Item, ours: Item) -> str | None:
    one, other = cast(Transplant, theirs.entity), cast(Transplant, ours.entity)
    if one.type and other.type and one.type != other.type:
        return "Another kind of transplant on the same day."
    return None


def _other_product(theirs: Item, ours: Item) -> str | None:
    one, other = cast(CellTherapy, theirs.entity), cast(CellTherapy, ours.entity)
    if one.product and other.product and not same_words(one.product, other.product):
        return "Another product on the same day."
    return None


def _other_site(theirs: Item, ours: Item) -> str | None:
    one, other = cast(Radiation, theirs.entity), cast(Radiation, ours.entity)
    if one.site and other.site and not same_words(one.site, other.site):
        return "Another site on the same day."
    return None


def _other_blood(theirs: Item, ours: Item) -> str | None:
    one, other = cast(Transfusion, theirs.entity), cast(Transfusion, ours.entity)
    if one.product and other.product and not same_words(one.product, other.product):
        return "Another product on the same day."
    return None


def _nothing_differs(_: Item, __: Item) -> str | None:
    return None


class VisitRule:
    """Visits: one where day and time agree, and purpose, people or place are one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return the day."""
        date = cast(Appointment, item.entity).date
        return [date.iso if date else None]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two visits of one day."""
        one, other = cast(Appointment, theirs.entity), cast(Appointment, ours.entity)
        alike = _alike(one, other)
        if not alike:
            return None
        if one.time and other.time and one.time != other.time:
            return Verdict("near", f"At {one.time} there and at {other.time} here.")
        return SAME


def _alike(one: Appointment, other: Appointment) -> bool:
    """Whether two visits have purpose, people or place in common."""
    if one.type == "imaging" or other.type == "imaging":
        return bool(one.purpose) and same_words(one.purpose, other.purpose)
    pairs = ((one.purpose, other.purpose), (one.place, other.place))
    if any(a and b and same_words(a, b) for a, b in pairs):
        return True
    return bool(_people(one.with_whom) & _people(other.with_whom))


def _people(text: str | None) -> frozenset[frozenset[str]]:
    return frozenset(name_words(name) for name in (text or "").split(",") if name.strip())


def name_words(name: str) -> frozenset[str]:
    """Return the words of a person's name without titles."""
    words = name.casefold().replace(".", " ").replace(",", " ").split()
    return frozenset(words) - _TITLES


class CarePersonRule:
    """People of the care team: one where the name is one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return the words of the name."""
        return name_words(cast(CarePerson, item.entity).name or "")

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two people with a word of the name in common."""
        one, other = cast(CarePerson, theirs.entity), cast(CarePerson, ours.entity)
        first, second = name_words(one.name or ""), name_words(other.name or "")
        if first == second:
            return SAME
        if len(first & second) >= 2:
            return Verdict("near", "Nearly the same name.")
        return None


class FindingRule:
    """Gene results: one where gene, change and day are one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return the gene."""
        return [(cast(GeneticFinding, item.entity).marker or "").casefold()]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two results of one gene."""
        one, other = cast(GeneticFinding, theirs.entity), cast(GeneticFinding, ours.entity)
        if not agree(_test_day(theirs), _test_day(ours)):
            return None
        if not _same_change(one.change, other.change):
            return None
        if one.result and other.result and one.result != other.result:
            return Verdict("conflict", "Another result for the same gene on the same day.")
        if one.vaf_percent is not None and other.vaf_percent not in (None, one.vaf_percent):
            return Verdict("near", "Another share of cells for the same change.")
        return SAME


def _test_day(item: Item) -> PartialDate | None:
    return item.parent.date if isinstance(item.parent, GeneticTest) else None


def _same_change(one: str | None, other: str | None) -> bool:
    plain = ["".join((text or "").split()) for text in (one, other)]
    return plain[0] == plain[1]


class TextRule:
    """Rows that are words: one where the words and the day are one."""

    def __init__(self, words: Callable[[Entity], str | None]) -> None:
        self._words = words

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return the words."""
        return [_squeezed(self._words(item.entity))]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare the days of two rows with the same words."""
        return SAME if agree(day_of(theirs.entity), day_of(ours.entity)) else None


class NoteRule:
    """Notes: one where the words, or a long saying or a procedure in them, and the day are one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return the words, the saying behind the first colon, and the procedure told."""
        text = cast(Note, item.entity).text or ""
        found: list[Hashable] = [_squeezed(text).strip(" .")]
        saying = _squeezed(text.partition(": ")[2]).strip(" .")
        if len(saying) >= _LONG_SAYING:
            found.append(saying)
        procedure = _PROCEDURE.match(text)
        if procedure is not None:
            found.append(("procedure", name_key(procedure["name"])))
        return found

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare the days of two notes that say the same."""
        return SAME if agree(day_of(theirs.entity), day_of(ours.entity)) else None


def _squeezed(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


class DocumentRule:
    """Documents: one where the file or the words are one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return fingerprint, words, and title with day."""
        document = cast(Document, item.entity)
        found: list[Hashable] = []
        if document.attachment_sha256:
            found.append(document.attachment_sha256)
        if document.text:
            found.append(_squeezed(document.text))
        found.append((_squeezed(document.title), document.date.iso if document.date else None))
        return found

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two documents."""
        one, other = cast(Document, theirs.entity), cast(Document, ours.entity)
        if one.attachment_sha256 and one.attachment_sha256 == other.attachment_sha256:
            return SAME
        if one.text and _squeezed(one.text) == _squeezed(other.text):
            return SAME
        if not one.text and not one.attachment_sha256:
            return SAME
        if not other.text and not other.attachment_sha256:
            return Verdict(
                "near", "A document of this title and day is named here without its file."
            )
        return Verdict("near", "A document of this title and day has other words.")


class StatusRule:
    """Assessments of the disease: one where day, kind and words are one."""

    def keys(self, item: Item) -> Iterable[Hashable]:
        """Return kind and day."""
        event = cast(StatusEvent, item.entity)
        return [(event.type, event.date.iso if event.date else None)]

    def compare(self, theirs: Item, ours: Item) -> Verdict | None:
        """Compare two assessments of one day."""
        one, other = cast(StatusEvent, theirs.entity), cast(StatusEvent, ours.entity)
        if _squeezed(one.note) == _squeezed(other.note):
            return SAME
        return Verdict("near", "Another wording for the same day.")


def karyotype(entity: Entity) -> str | None:
    """Return the karyotype of a genetic test."""
    return cast(GeneticTest, entity).karyotype


TRANSPLANT = OnceRule(_DAYS_NEAR, _other_kind)
CELL_THERAPY = OnceRule(_DAYS_NEAR, _other_product)
SPINAL_FLUID = OnceRule(1, _nothing_differs)
RADIATION = OnceRule(_DAYS_NEAR, _other_site)
TRANSFUSION = OnceRule(0, _other_blood)
