"""The people around the patient, with their phones."""

from collections.abc import Iterator

from app.case.case import Case
from app.case.entities import CarePerson, Guardian, HealthCareProxy
from app.report.outline.blocks import Cell, Column, Pair, Row, Table
from app.report.outline.words import muted, say, shortened, strong


def contact_rows(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield name, role and phones: relatives first, then the care team."""
    for guardian in case.all(Guardian):
        yield guardian.name or "", guardian.relation or "guardian", guardian.phone or ""
    for proxy in case.all(HealthCareProxy):
        role = ", ".join(part for part in (proxy.relation, "health care proxy") if part)
        yield proxy.name or "", role, proxy.phone or ""
    for person in case.all(CarePerson):
        # A hospital as such has a place and no name.
        yield person.name or person.place or "", person.role or "", _phones(person)


def _phones(person: CarePerson) -> str:
    night = f"at night {person.night_phone}" if person.night_phone else ""
    return ", ".join(part for part in (person.phone, night) if part)


def team_rows(case: Case, most: int) -> tuple[Pair, ...]:
    """Return the first people with role and phones, those without a number last."""
    found = sorted(contact_rows(case), key=lambda row: not row[2])
    if not found:
        return (Pair("Care team", say(muted("Nobody noted yet"))),)
    return tuple(
        Pair(shortened(name or role, 40), say(shortened(role, 50) if name else ""), phones)
        for name, role, phones in found[:most]
    )


def contact_table(case: Case) -> Table:
    """Return everybody with role, place and phones."""
    places = [""] * (len(case.all(Guardian)) + len(case.all(HealthCareProxy)))
    places += [(person.place or "") if person.name else "" for person in case.all(CarePerson)]
    rows = [
        Row(
            (
                Cell((strong(shortened(name or role, 60)),)),
                Cell(say(shortened(role, 60) if name else "")),
                Cell(say(shortened(place, 80))),
                Cell(say(phones or "no number")),
            )
        )
        for (name, role, phones), place in zip(contact_rows(case), places, strict=True)
    ]
    if not rows:
        rows = [Row((Cell(say(muted("Nobody noted yet"))), Cell(), Cell(), Cell()))]
    columns = (
        Column("Name", most=0.3, row_header=True),
        Column("Role", 1.0),
        Column("Place", 1.2),
        Column("Phone", most=0.3),
    )
    return Table(columns, tuple(rows), "People and their phones")
