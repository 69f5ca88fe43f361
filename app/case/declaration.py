"""How an entity is declared once: fields with label, kind, unit, vocabulary and help.

From the declaration come the columns of the case file, the forms, the tables, case JSON, CSV,
the sentences of the change log and the lines in print. A field is declared as

    severity: str | None = has.code("How severe", "allergy.reaction_severity")

inside a class marked with `@has.entity(...)`; the module is imported under the name `has`,
because fields are often called `date` or `text` themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import field, fields, replace
from typing import Any, ClassVar, TypeVar

from app.case import kinds
from app.case.absence import Absence
from app.case.kinds import Kind
from app.case.partial_date import PartialDate
from app.case.value_class import value_class

_METADATA = "casebook"


@value_class
class FieldSpec:
    """One field of an entity.

    Attributes:
        name: attribute and column name.
        key: place in case JSON; a dot steps into a nested object (`mrd.value`).
        label: what stands above the field, in sentence case.
        kind: how values are read, stored and shown.
        unit: fixed unit of a number, shown beside it; None where there is none.
        unit_field: name of the sibling field that holds the unit as printed.
        codes: name of the code list (`resources/vocab/enums.csv` or ours), for one code or many.
        vocabulary: name of the vocabulary that completes what is typed (`drugs`, `labs` ...).
        to: table that a reference points to.
        help: a hint for the form.
        always: case JSON names the field even when it is empty.
        long: text of several lines.
        private: never printed unless asked for.
        common: one of the fields that every entity has.
    """

    name: str
    key: str
    label: str
    kind: Kind[Any]
    unit: str | None = None
    unit_field: str | None = None
    codes: str | None = None
    vocabulary: str | None = None
    to: str | None = None
    help: str = ""
    always: bool = False
    long: bool = False
    private: bool = False
    common: bool = False


def _declare(label: str, kind: Kind[Any], **more: Any) -> Any:
    key = more.pop("key", None)
    spec = FieldSpec(name="", key=key or "", label=label, kind=kind, **more)
    return field(default=None, metadata={_METADATA: spec})


def text(label: str, **more: Any) -> Any:
    """Declare a field of free text; `vocabulary=` completes what is typed."""
    return _declare(label, kinds.TEXT, **more)


def long_text(label: str, **more: Any) -> Any:
    """Declare a field of text with several lines."""
    return _declare(label, kinds.TEXT, long=True, **more)


def code(label: str, codes: str, **more: Any) -> Any:
    """Declare a choice from a code list; unknown codes stay as they came."""
    return _declare(label, kinds.TEXT, codes=codes, **more)


def date(label: str, **more: Any) -> Any:
    """Declare a partial date."""
    return _declare(label, kinds.DATE, **more)


def clock(label: str, **more: Any) -> Any:
    """Declare a time of day."""
    return _declare(label, kinds.CLOCK, **more)


def whole(label: str, **more: Any) -> Any:
    """Declare a whole number."""
    return _declare(label, kinds.WHOLE, **more)


def number(label: str, **more: Any) -> Any:
    """Declare a measured number."""
    return _declare(label, kinds.NUMBER, **more)


def result(label: str, **more: Any) -> Any:
    """Declare a test result: a number or words."""
    return _declare(label, kinds.RESULT, **more)


def yes_no(label: str, **more: Any) -> Any:
    """Declare a yes or no."""
    return _declare(label, kinds.YES_NO, **more)


def texts(label: str, **more: Any) -> Any:
    """Declare a list of texts or codes."""
    return _declare(label, kinds.TEXTS, **more)


def reference(label: str, to: str, **more: Any) -> Any:
    """Declare a reference to a row of another table."""
    return _declare(label, kinds.TEXT, to=to, **more)


def _common(label: str, kind: Kind[Any], **more: Any) -> Any:
    return _declare(label, kind, common=True, **more)


@value_class(kw_only=True)
class Entity:
    """What every row has: its id, where it comes from, how sure, who noted it.

    Attributes:
        id: UUIDv7 text, so that two relatives' copies never collide.
        position: order among the rows of its list.
        imported_id: the id that came with imported JSON (`tx-07`), shown in its place.
        absences: fields whose absence somebody chose (not known, not done, waiting).
        extras: keys of case JSON that we do not know, kept word for word.
    """

    spec: ClassVar["EntitySpec"]

    id: str
    position: int = 0
    absences: Mapping[str, Absence] = field(default_factory=dict)
    extras: Mapping[str, Any] = field(default_factory=dict)
    imported_id: str | None = _common("Number in the imported file", kinds.TEXT, key="id")
    source_document_id: str | None = _common("From document", kinds.TEXT, to="document")
    source_page: str | None = _common("Page", kinds.TEXT)
    source_kind: str | None = _common("Where it comes from", kinds.TEXT, codes="source.kind")
    source_note: str | None = _common(
        "Source", kinds.TEXT, help="Who said it, or the name of the file it came in with"
    )
    certainty: str | None = _common("How sure", kinds.TEXT, codes="source.certainty")
    noted_by: str | None = _common("Noted by", kinds.TEXT)
    noted_on: PartialDate | None = _common("Noted on", kinds.DATE)

    @property
    def shown_id(self) -> str:
        """Return the id that facts, print and export show."""
        return self.imported_id or self.id

    def absence(self, name: str) -> Absence | None:
        """Return the absence chosen for a field, None where nobody has said."""
        return self.absences.get(name)


@value_class(kw_only=True)
class Part(Entity):
    """A row that belongs to another one, such as a result to its panel."""

    parent_id: str


@value_class
class EntitySpec:
    """One kind of row.

    Attributes:
        entity: its class.
        table: table in the case file.
        section: key of its list in case JSON (in the parent's object where it has a parent).
        label, plural: what one and several are called, lower case.
        parent: the kind it belongs to, None for rows of the case itself.
        single: case JSON holds one object in place of a list.
        title: fields that name a row in a sentence, most telling first.
        day: the field by which rows are put in order of time, None where there is none.
        fields: every declared field, the entity's own first, then the common ones.
    """

    entity: type[Entity]
    table: str
    section: str
    label: str
    plural: str
    parent: type[Entity] | None
    single: bool
    title: tuple[str, ...]
    day: str | None
    fields: tuple[FieldSpec, ...]

    def field(self, name: str) -> FieldSpec:
        """Return a field by its name; raises `KeyError`."""
        for spec in self.fields:
            if spec.name == name:
                return spec
        raise KeyError(name)

    @property
    def own_fields(self) -> tuple[FieldSpec, ...]:
        """Return the fields that are this entity's own."""
        return tuple(spec for spec in self.fields if not spec.common)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of its table, in order."""
        parent = ("parent_id",) if self.parent else ()
        return ("id", *parent, "position", "absences", "extras", *(f.name for f in self.fields))


E = TypeVar("E", bound=Entity)

SPECS: dict[str, EntitySpec] = {}
"""Every declared kind of row by table name, parents before their parts."""


def entity(
    table: str,
    *,
    section: str,
    label: str,
    plural: str | None = None,
    parent: type[Entity] | None = None,
    single: bool = False,
    title: tuple[str, ...] = (),
    day: str | None = None,
    id_key: str = "id",
) -> Callable[[type[E]], type[E]]:
    """Mark a dataclass as an entity and enter it into `SPECS`."""

    def declare(cls: type[E]) -> type[E]:
        cls.spec = EntitySpec(
            entity=cls,
            table=table,
            section=section,
            label=label,
            plural=plural or label + "s",
            parent=parent,
            single=single,
            title=title,
            day=day,
            fields=_field_specs(cls, id_key),
        )
        SPECS[table] = cls.spec
        return cls

    return declare


def _field_specs(cls: type[Entity], id_key: str) -> tuple[FieldSpec, ...]:
    declared = [
        _named(f.name, f.metadata[_METADATA], id_key)
        for f in fields(cls)
        if _METADATA in f.metadata
    ]
    own = [spec for spec in declared if not spec.common]
    return (*own, *(spec for spec in declared if spec.common))


def _named(name: str, spec: FieldSpec, id_key: str) -> FieldSpec:
    key = id_key if name == "imported_id" else spec.key or name
    return replace(spec, name=name, key=key)
