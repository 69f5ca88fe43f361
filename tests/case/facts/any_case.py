"""Random cases: every kind of row, every field empty or filled, dates of every precision."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from app.case import codes, kinds
from app.case.case import Case
from app.case.declaration import SPECS, Entity, EntitySpec, FieldSpec, Part
from app.case.partial_date import PartialDate

_DRUGS = ("vincristine", "Prednisone", "methotrexate", "mercaptopurine", "rituximab", "filgrastim",
          "tisagenlecleucel", "ruxolitinib", "herbal tea", "DLI", "IM", "CTX")  # fmt: skip
_WORDS: Mapping[str, tuple[str, ...]] = {
    "drugs": _DRUGS,
    "labs": ("hgb", "ANC", "cd19", "blasts-pb", "creatinine", "tbili", "unheard of"),
    "markers": ("cd7", "CD3", "cd3-surface", "NOTCH1", "ugt1a1", "a new one"),
    "diagnoses": ("t-all", "t-lbl", "dlbcl", "not in the list"),
}
_TEXTS = ("", "  ", "IT", "PO", "eye drops", "GVHD", "relapse", "No known drug allergies",
          "NKDA", "none", "不知道", "x" * 200, "not tested", "<10", "5,000", "10^9/L", "g/dL",
          "umol/L", "%", "mg/dL", "<", "≥", "H", "09:30", "lvef")  # fmt: skip

PARTIAL_DATES = st.builds(
    lambda year, month, day, precision, about: PartialDate(
        year, month if precision else None, day if precision == 2 else None, about
    ),
    st.sampled_from([1900, 2019, 2024, 2025, 2026, 2026, 2026, 2100]),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 2),
    st.booleans(),
)
_NUMBERS = st.one_of(
    st.sampled_from([Decimal(0), Decimal("0.90"), Decimal(5), Decimal(-3), Decimal("1E-30")]),
    st.decimals("0.01", "2000", places=2),
    st.just(Decimal("9E+30")),
)


def _text(field: FieldSpec) -> st.SearchStrategy[str]:
    known: tuple[str, ...] = ()
    if field.codes and field.codes != "question_bank":
        known = tuple(code for code, _ in codes.choices(field.codes))
    known += _WORDS.get(field.vocabulary or "", ())
    if field.to:
        known += tuple(f"{field.to}-{number}" for number in range(3))
    # Most values are such as the form offers; the rest is anything a family may type.
    return st.sampled_from(known * 3 + _TEXTS if known else _TEXTS)


def _values(field: FieldSpec) -> st.SearchStrategy[Any]:
    kind = field.kind
    if isinstance(kind, kinds.DateKind):
        return PARTIAL_DATES
    if isinstance(kind, kinds.WholeKind):
        return st.sampled_from([0, 1, 2, 3, 16, 2**62])
    if isinstance(kind, kinds.NumberKind):
        return _NUMBERS
    if isinstance(kind, kinds.ResultKind):
        return st.one_of(_NUMBERS, st.sampled_from(_TEXTS))
    if isinstance(kind, kinds.YesNoKind):
        return st.booleans()
    if isinstance(kind, kinds.TextsKind):
        return st.lists(_text(field), max_size=3).map(tuple)
    return _text(field)


@dataclass(frozen=True)
class _Place:
    """Where a row stands: its number in the table and its parent's id."""

    number: int
    parent_id: str | None


@st.composite
def _rows(draw: st.DrawFn, spec: EntitySpec, place: _Place) -> Entity:
    values: dict[str, Any] = {"id": f"{spec.table}-{place.number}", "position": place.number}
    if issubclass(spec.entity, Part):
        values["parent_id"] = place.parent_id
    for field in spec.fields:
        if field.name == "imported_id" or not draw(st.booleans()):
            continue
        values[field.name] = draw(_values(field))
    return spec.entity(**values)


@st.composite
def cases(draw: st.DrawFn, most_rows: int = 3) -> Case:
    """Draw a case with up to some rows of every kind; parts belong to rows that exist."""
    made: dict[str, list[Entity]] = {}
    for spec in SPECS.values():
        parents = made.get(spec.parent.spec.table, []) if spec.parent else []
        if spec.parent and not parents:
            continue
        rows = made.setdefault(spec.table, [])
        for number in range(draw(st.integers(0, 1 if spec.single else most_rows))):
            parent = draw(st.sampled_from(parents)).id if parents else None
            rows.append(draw(_rows(spec, _Place(number, parent))))
    return Case.of(row for rows in made.values() for row in rows)
