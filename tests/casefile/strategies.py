"""Generated cases as JSON: every kind of row, odd texts, partial dates, chosen absences."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from app.case import kinds
from app.case.absence import Absence
from app.case.case import SPECS
from app.case.declaration import EntitySpec, FieldSpec
from app.case.entities import CaseInfo, Patient
from app.case.kinds import Kind
from app.casefile.case_json import layout
from app.casefile.case_json.limits import impossible

# Every character that a file can hold.
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
ODD_TEXTS = st.sampled_from(
    [
        "",
        " ",
        "=1+1",
        "قطرة",
        "一二三",
        "😀👩‍👩‍👧",
        "a\nb\r\n\tc",
        '"',
        "\\",
        "\u2028",
        "~",
        "0.90",
        "null",
    ]
)
TEXTS = st.one_of(st.text(LETTERS, max_size=12), ODD_TEXTS)
NUMBERS = st.one_of(
    st.integers(0, 60),
    st.decimals(0, 60, places=2),
    st.sampled_from([Decimal("0.90"), Decimal("1.00"), Decimal("0E-3"), Decimal("1.5E+1")]),
)
DATES = st.one_of(
    st.dates().filter(lambda day: 1850 <= day.year <= 2199).map(str),
    st.sampled_from(["1900", "2100-02", "~2024-03", "~2024-02-29", "1900-01-01", "2100-12-31"]),
)

_VALUES: dict[type[Kind[Any]], st.SearchStrategy[Any]] = {
    kinds.TextKind: TEXTS,
    kinds.ClockKind: st.times().map(lambda time: f"{time:%H:%M}"),
    kinds.DateKind: DATES,
    kinds.WholeKind: st.integers(0, 60),
    kinds.NumberKind: NUMBERS,
    kinds.ResultKind: st.one_of(TEXTS, NUMBERS, st.decimals(-999, 999, places=1)),
    kinds.YesNoKind: st.booleans(),
    kinds.TextsKind: st.lists(TEXTS, max_size=3),
}

ABSENCES = st.sampled_from([{"state": absence.value} for absence in Absence])
EMPTY = st.none()

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS, st.just(10**25), st.just(Decimal("-0"))),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)


def values(field: FieldSpec) -> st.SearchStrategy[Any]:
    """Return what may stand behind a field's key; references come by themselves."""
    plain = _VALUES[type(field.kind)]
    possible = plain.filter(lambda raw: impossible(field, raw) is None)
    return st.one_of(possible, possible, ABSENCES, EMPTY)


def _own_keys(spec: EntitySpec) -> set[str]:
    reserved = {*layout.OURS, layout.UUID, layout.OTHER_UUID}
    return {key.partition(".")[0] for key in layout.places(spec.table)} | reserved


@st.composite
def objects(draw: st.DrawFn, spec: EntitySpec, deep: bool = True) -> dict[str, Any]:
    """Return the object of one row: some fields, nested groups, parts and unknown keys."""
    found: dict[str, Any] = {}
    fields = [f for f in spec.fields if not f.to and f.name != "imported_id"]
    for field in draw(st.lists(st.sampled_from(fields), max_size=6, unique=True)):
        _put(found, field.key, draw(values(field)))
    groups = list(layout.groups(layout.places(spec.table)))
    for group in groups:
        if draw(st.integers(0, 3)) == 0:
            found[group.path] = draw(st.one_of(ABSENCES, st.just({}), st.none()))
    if deep:
        for part in layout.parts(spec.table):
            if draw(st.booleans()):
                found[part.section] = draw(rows(part))
    unknown = st.text(LETTERS, max_size=6).filter(lambda key: key not in _own_keys(spec))
    found |= draw(st.dictionaries(unknown, JSON, max_size=2))
    return found


def rows(spec: EntitySpec) -> st.SearchStrategy[Any]:
    """Return a section: a list of rows, or the one of a single kind, or nothing."""
    if spec.single:
        return st.one_of(st.none(), st.just({}), objects(spec))
    return st.one_of(st.none(), st.lists(objects(spec), max_size=2))


def _put(found: dict[str, Any], key: str, value: Any) -> None:
    while "." in key:
        group, _, key = key.partition(".")
        found = found.setdefault(group, {})
    found[key] = value


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Return a whole case with a named patient and rows of some kinds."""
    found = draw(objects(CaseInfo.spec, deep=False))
    sections = [spec for spec in layout.parts(CaseInfo.spec.table) if spec is not Patient.spec]
    for spec in draw(st.lists(st.sampled_from(sections), max_size=5, unique=True)):
        found[spec.section] = draw(rows(spec))
    patient = draw(objects(Patient.spec))
    found["patient"] = {**patient, "display_name": "Eliot " + draw(TEXTS)}
    return found


EVERY_KIND = tuple(SPECS.values())
