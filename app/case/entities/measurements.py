"""What was measured: laboratory panels, performance, vital signs, organ tests."""

from decimal import Decimal

from app.case import declaration as has
from app.case.declaration import Entity, Part
from app.case.partial_date import PartialDate
from app.case.value_class import value_class


@has.entity(
    "lab_panel",
    section="labs",
    label="lab report",
    title=("context", "lab_name"),
    day="date",
    id_key="panel_id",
)
@value_class(kw_only=True)
class LabPanel(Entity):
    """The results of one day from one laboratory."""

    date: PartialDate | None = has.date("Date", always=True)
    time: str | None = has.clock("Time")
    lab_name: str | None = has.text("Laboratory", always=True)
    context: str | None = has.text("Why it was taken", always=True)
    note: str | None = has.long_text("Note")


@has.entity(
    "lab_result",
    section="results",
    label="lab result",
    parent=LabPanel,
    title=("name_on_report", "value"),
)
@value_class(kw_only=True)
class LabResult(Part):
    """One result, with name, value, unit and range as the laboratory printed them."""

    code: str | None = has.text("Test", vocabulary="labs", always=True)
    name_on_report: str | None = has.text("Name on the report", always=True)
    comparator: str | None = has.code("Above or below", "lab.comparator")
    value: Decimal | str | None = has.result("Result", unit_field="unit", always=True)
    unit: str | None = has.text("Unit, as printed", always=True)
    ref_low: Decimal | None = has.number("Usual range, from", unit_field="unit", always=True)
    ref_high: Decimal | None = has.number("Usual range, to", unit_field="unit", always=True)
    flag: str | None = has.code("Flag on the report", "lab.flag", always=True)
    note: str | None = has.text("Note")


@has.entity(
    "performance_score",
    section="performance_status",
    label="performance score",
    title=("scale", "score"),
    day="date",
)
@value_class(kw_only=True)
class PerformanceScore(Entity):
    """How well the person could do everyday things; never converted between scales."""

    date: PartialDate | None = has.date("Date", always=True)
    scale: str | None = has.code("Scale", "performance.scale", always=True)
    score: Decimal | None = has.number("Score", always=True)
    by: str | None = has.text("Scored by")
    note: str | None = has.text("Note")


@has.entity(
    "vital_signs",
    section="vitals",
    label="weight and vital signs",
    plural="weights and vital signs",
    title=("weight_kg",),
    day="date",
)
@value_class(kw_only=True)
class VitalSigns(Entity):
    """Height, weight and what a nurse measures."""

    date: PartialDate | None = has.date("Date")
    height_cm: Decimal | None = has.number("Height", unit="cm")
    weight_kg: Decimal | None = has.number("Weight", unit="kg")
    spo2_room_air_percent: Decimal | None = has.number("Oxygen on room air", unit="%")
    temperature_celsius: Decimal | None = has.number("Temperature", unit="°C")
    pulse: Decimal | None = has.number("Pulse", unit="/min")
    systolic: Decimal | None = has.number("Blood pressure, upper", unit="mmHg")
    diastolic: Decimal | None = has.number("Blood pressure, lower", unit="mmHg")
    note: str | None = has.text("Note")


@has.entity(
    "organ_test", section="organ_function", label="organ test", title=("test", "value"), day="date"
)
@value_class(kw_only=True)
class OrganTest(Entity):
    """A test of heart, lungs or kidneys, with the method it was made by."""

    date: PartialDate | None = has.date("Date")
    test: str | None = has.code("Test", "organ_test")
    comparator: str | None = has.code("Above or below", "lab.comparator")
    value: Decimal | str | None = has.result("Result", unit_field="unit")
    unit: str | None = has.text("Unit")
    method: str | None = has.text("Method or formula")
    note: str | None = has.text("Note")
