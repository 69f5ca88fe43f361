"""What the cards about the person say, field by field, from the one declaration."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.case.case import Case
from app.case.declaration import Entity
from app.case.entities import Alert, Guardian, HealthCareProxy
from app.case.facts import Facts
from app.ui.forms.field_text import one_line
from app.ui.open_case import OpenCase
from app.ui.words import translate

IDENTITY = (
    *("display_name", "preferred_name", "pronouns", "birth_date", "sex_at_birth", "gender"),
    *("minor", "record_number", "blood_type"),
)
HOME = ("home_place", "country", "region", "time_zone", "languages", "interpreter_needed")
WISHES = ("values_note", "assent_note", "fertility_note", "contraception_note")
CASE = ("title", "synthetic", "synthetic_note", "as_of", "reference_note")


@dataclass(frozen=True, slots=True)
class Line:
    """A label and what is known."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a card says.

    Attributes:
        lines: what is known.
        missing: labels of what nobody has noted yet.
    """

    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()


def told_of(case: Case, entry: Entity, names: Sequence[str]) -> Told:
    """Return what is known of some fields of an entry, and what is not."""
    lines, missing = [], []
    for name in names:
        field = entry.spec.field(name)
        value, absence = getattr(entry, name), entry.absence(name)
        if value is not None:
            lines.append(Line(field.label, one_line(field, value, case)))
        elif absence is not None:
            lines.append(Line(field.label, absence.words))
        else:
            missing.append(field.label)
    return Told(tuple(lines), tuple(missing))


def identity(case: OpenCase) -> Told:
    """Return who the person is; the age stands beside the birth date."""
    told = told_of(case.case, case.case.patient, IDENTITY)
    age = case.facts.age
    if age is None or not age.words:
        return told
    born = case.case.patient.spec.field("birth_date").label
    lines = tuple(
        Line(line.label, _with_age(line.words, age.words)) if line.label == born else line
        for line in told.lines
    )
    return Told(lines, told.missing)


def _with_age(day: str, age: str) -> str:
    return translate("Patient", "{date} (age {age})").format(date=day, age=age)


def home(case: OpenCase) -> Told:
    """Return where home is; coordinates only where they are noted."""
    patient = case.case.patient
    told = told_of(case.case, patient, HOME)
    if patient.home_latitude is None or patient.home_longitude is None:
        return told
    label = translate("Patient", "Coordinates of home")
    words = f"{patient.home_latitude}, {patient.home_longitude}"
    return Told((*told.lines, Line(label, words)), told.missing)


def people(case: Case) -> Told:
    """Return parents and guardians, and who decides when the patient cannot."""
    lines = [_guardian(row) for row in case.all(Guardian)]
    lines += [_proxy(row) for row in case.all(HealthCareProxy)]
    return Told(tuple(lines))


def _guardian(row: Guardian) -> Line:
    parts = (row.relation, row.phone, _consent(row.can_consent))
    return Line(row.name or translate("Patient", "Guardian"), _listed(parts))


def _consent(can: bool | None) -> str:
    if can is None:
        return ""
    return translate("Patient", "can consent") if can else translate("Patient", "cannot consent")


def _proxy(row: HealthCareProxy) -> Line:
    signed = ""
    if row.form_signed_on:
        said = translate("Patient", "form signed on {date}")
        signed = said.format(date=row.form_signed_on.words())
    decides = translate("Patient", "decides when the patient cannot")
    name = row.name or translate("Patient", "Health care proxy")
    return Line(name, _listed((row.relation, decides, row.phone, signed)))


def diagnoses(facts: Facts) -> Told:
    """Return each diagnosis with its day."""
    lines = []
    for found in facts.diagnoses:
        day = found.date.words() if found.date else translate("Patient", "day not noted")
        lines.append(Line(day, found.name))
    return Told(tuple(lines))


def alerts(case: Case) -> Told:
    """Return what every new doctor must be told."""
    return Told(tuple(_alerts(case)))


def _alerts(case: Case) -> Iterator[Line]:
    for row in case.all(Alert):
        if row.text:
            since = row.since.words() if row.since else translate("Patient", "no day noted")
            yield Line(since, row.text)


def _listed(parts: Sequence[str | None]) -> str:
    return ", ".join(part for part in parts if part)
