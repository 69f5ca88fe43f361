"""CDA documents with the traits of several vendors, in small."""
# ruff: noqa: E501  (a piece of XML reads best on one line)

from decimal import Decimal

import pytest

from app.case.entities import (
    Allergy,
    Appointment,
    CarePerson,
    Diagnosis,
    Document,
    Immunization,
    LabResult,
    Medication,
    Note,
    Problem,
    Treatment,
    VitalSigns,
)
from app.records.found import EntryKind
from tests.records.samples import (
    CCDA,
    MEDICINES,
    PROBLEMS,
    between,
    cda,
    coded,
    found_of,
    medicine,
    one,
    pq,
    problem,
    problems,
    read,
    reasons,
    result,
    results,
    rows,
    section,
)

# Names


def test_a_name_falls_back_step_by_step() -> None:
    told = '<list><item ID="p1">Migraine</item><tr ID="p2"><td>Gout</td><td>Active</td></tr></list>'
    here = "<originalText>Asthma</originalText>"
    there = '<originalText><reference value="#p1"/></originalText>'
    row = '<text><reference value="#p2"/></text>'
    icd = (
        '<translation code="I10" codeSystem="2.16.840.1.113883.6.90" displayName="High pressure"/>'
    )
    reading = read(
        problems(
            problem(coded("386661006", "Fever")),
            problem(coded("195967001", None, here)),
            problem(coded("37796009", "Problem", there)),
            problem('<value xsi:type="CD" nullFlavor="UNK"/>', more=row),
            problem(f'<value xsi:type="CD" nullFlavor="OTH">{icd}</value>'),
            problem(coded("59621000")),
            text=told,
        )
    )
    assert [row.name for row in rows(reading, Problem)] == [
        "Fever", "Asthma", "Migraine", "Gout", "High pressure",
        "SNOMED CT 59621000 (no name in the record)",
    ]  # fmt: skip


def test_the_code_that_only_says_problem_is_no_code() -> None:
    reading = read(
        problems(problem(coded("55607006", "Problem", "<originalText>Gout</originalText>")))
    )
    assert found_of(reading, Problem).codes == ()


def test_a_problem_with_its_days_and_state() -> None:
    state = (
        '<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN">'
        '<code code="33999-4" codeSystem="2.16.840.1.113883.6.1"/><value xsi:type="CD" '
        'code="413322009" displayName="Resolved"/></observation></entryRelationship>'
    )
    ended = problem(coded("386661006", "Fever"), '<low value="2015"/><high value="201506"/>')
    over = problem(coded("195967001", "Asthma"), more=state)
    first, second = rows(read(problems(ended, over)), Problem)
    assert (first.since.iso, first.status) == ("2015", "resolved June 2015")
    assert second.status == "resolved"


def test_a_denied_problem_is_skipped() -> None:
    no_known = problem(coded("55607006", "Problem"), attributes='negationInd="true"')
    not_this = problem(coded("195967001", "Asthma"), attributes='negationInd="true"')
    assert reasons(read(problems(no_known, not_this))) == [
        "The record says there are no known problems.",
        "The record says that the person does not have this.",
    ]


def test_leukemia_is_a_diagnosis() -> None:
    row = one(
        read(problems(problem(coded("277571004", "B-cell acute lymphoblastic leukemia")))),
        Diagnosis,
    )
    assert (row.dx_id, row.date.iso) == ("b-all", "2025-01-01")


# Nothing said


def test_a_section_without_information_gives_nothing() -> None:
    empty = section(PROBLEMS, "Problems", text="Not on file", flavor="NI")
    held = section(PROBLEMS, "Problems", problem(coded("386661006", "Fever")), flavor="NI")
    reading = read(cda(empty, held))
    assert not reading.found
    assert reasons(reading) == ["Its section says that there is no information."]


def test_an_entry_marked_as_empty_and_one_without_data() -> None:
    marked = problem(coded("386661006", "Fever"), attributes='nullFlavor="NI"')
    nothing = problem('<value xsi:type="CD" nullFlavor="UNK"/>', more="<text>No data</text>")
    reading = read(problems(marked, nothing))
    assert not reading.found
    assert len(reading.skipped) == 2


def test_a_table_without_entries_is_kept_as_text() -> None:
    table = "<table><tr><td>Asthma</td><td>2012</td></tr></table>"
    found = found_of(read(problems(text=table)), Document)
    assert found.entity.text == "Asthma 2012"
    assert (found.entity.title, found.place) == ("Problems", "Problems")
    assert found.kind is EntryKind.SECTION


def test_a_section_whose_entries_have_no_row_keeps_its_words() -> None:
    entry = '<observation classCode="OBS" moodCode="EVN"><code code="x"/></observation>'
    reading = read(cda(section("121072", "Impressions", entry, text="The lungs are clear.")))
    assert one(reading, Document).text == "The lungs are clear."
    assert "no row" in reasons(reading)[0]


# Results


def test_a_result_with_range_flag_and_laboratory() -> None:
    more = (
        '<interpretationCode code="L"/><performer><assignedEntity><representedOrganization>'
        "<name>Northgate Lab</name></representedOrganization></assignedEntity></performer>"
    )
    text = results(result("Hemoglobin", pq("10.20"), between("12.0", "15.5"), more, "718-7"))
    found = found_of(read(text), LabResult)
    row, panel = found.entity, found.parent
    assert (row.code, str(row.value), row.unit, row.flag) == ("hgb", "10.20", "g/dL", "L")
    assert (str(row.ref_low), str(row.ref_high)) == ("12.0", "15.5")
    assert (panel.date.iso, panel.time, panel.lab_name) == ("2026-01-05", "08:15", "Northgate Lab")
    assert found.source_words.range == "12.0 - 15.5 g/dL"


@pytest.mark.parametrize(
    ("value", "shown", "sign"),
    [
        ('<value xsi:type="ST">Negative</value>', "Negative", None),
        ('<value xsi:type="ST">&lt;0.01</value>', "0.01", "<"),
        ('<value xsi:type="INT" value="7"/>', "7", None),
        ('<value xsi:type="REAL" value="1.50"/>', "1.50", None),
        (coded("260385009", "negative"), "negative", None),
        ('<value xsi:type="IVL_PQ"><high value="5" inclusive="false"/></value>', "5", "<"),
        ('<value xsi:type="IVL_PQ"><low value="60"/></value>', "60", ">="),
        (
            '<value xsi:type="RTO"><numerator value="1"/><denominator value="40"/></value>',
            "1:40",
            None,
        ),
        (
            '<value xsi:type="PQ" nullFlavor="OTH"><translation value="3" unit="x"/></value>',
            "3",
            None,
        ),
        ('<value type="PQ" value="4" unit="g/dL"/>', "4", None),
    ],
)
def test_values_come_in_many_types(value: str, shown: str, sign: str | None) -> None:
    row = one(read(results(result("Test", value))), LabResult)
    assert (str(row.value), row.comparator) == (shown, sign)


@pytest.mark.parametrize(
    ("limits", "low", "high", "words"),
    [
        ("<text>0.00-0.20 g/dL</text>", "0.00", "0.20", None),
        ("<text>(3.8-10.8)</text>", "3.8", "10.8", None),
        ('<value xsi:type="ST">5.0-8.0</value>', "5.0", "8.0", None),
        ("<text>Negative</text>", None, None, "Negative"),
        (f"<text>USE WITH CAUTION</text>{between('4', '8')}", "4", "8", "USE WITH CAUTION"),
    ],
)
def test_ranges_come_in_many_forms(
    limits: str, low: str | None, high: str | None, words: str | None
) -> None:
    row = one(read(results(result("Test", pq("5"), limits))), LabResult)
    shown = [None if end is None else str(end) for end in (row.ref_low, row.ref_high)]
    assert shown == [low, high]
    assert (words is None and row.note is None) or words in row.note


def test_a_value_that_stands_only_in_the_table() -> None:
    table = '<table><tr><td ID="r1">X-ray</td><td>Lungs are clear</td></tr></table>'
    more = '<text><reference value="#r1"/></text>'
    row = one(
        read(results(result("X-ray", '<value xsi:type="ED"/>', more=more), text=table)), LabResult
    )
    assert row.value == "Lungs are clear"


def test_the_order_of_a_test_is_no_procedure() -> None:
    order = (
        '<organizer classCode="BATTERY" moodCode="EVN"><component><procedure classCode="PROC" '
        f'moodCode="EVN"><templateId root="{CCDA}.14"/><code displayName="CBC"/></procedure>'
        "</component></organizer>"
    )
    reading = read(results(order))
    assert reasons(reading) == ["It is the order of a laboratory test; the results are read."]


def test_vital_signs_and_oxygen_given_in_the_same_round() -> None:
    def sign(code: str, value: str, unit: str) -> str:
        return (
            f'<component><observation classCode="OBS" moodCode="EVN"><templateId root="{CCDA}.27"/>'
            f'<code code="{code}" codeSystem="2.16.840.1.113883.6.1"/><effectiveTime value="20260105"/>'
            f"{pq(value, unit)}</observation></component>"
        )

    signs = sign("29463-7", "41.5", "kg") + sign("59408-5", "95", "%") + sign("3150-0", "36", "%")
    organizer = f'<organizer classCode="CLUSTER"><templateId root="{CCDA}.26"/>{signs}</organizer>'
    reading = read(cda(section("8716-3", "Vital Signs", organizer)))
    assert one(reading, VitalSigns).weight_kg == Decimal("41.5")
    notes = {row.name_on_report: row.note for row in rows(reading, LabResult)}
    assert notes["Oxygen saturation"] == "Measured with oxygen given."


# Medicines, allergies, vaccines, procedures, visits


def test_a_medicine_with_dose_route_and_rhythm() -> None:
    row = one(read(cda(section(MEDICINES, "Medications", medicine()))), Medication)
    assert (row.name, row.dose, row.route, row.frequency) == (
        "Vincristine",
        "2 mg",
        "IV",
        "every 12 h",
    )
    assert (row.start.iso, row.status) == ("2026-01-02", "active")


def test_no_medicines_and_an_empty_entry() -> None:
    none = medicine('nullFlavor="NI"', attributes='negationInd="true"')
    empty = medicine(attributes='nullFlavor="NI"')
    reading = read(cda(section(MEDICINES, "Medications", none, empty)))
    assert reasons(reading) == [
        "The record says that no medicines are taken.",
        "The record marks this entry as empty.",
    ]


def allergy(substance: str, value: str = "", attributes: str = "", more: str = "") -> str:
    held = value or coded("419199007", "Allergy to substance")
    player = (
        f'<participant typeCode="CSM"><participantRole><playingEntity>{substance}</playingEntity>'
    )
    closing = "</participantRole></participant>" if substance else ""
    return (
        f'<act><templateId root="{CCDA}.30"/><entryRelationship><observation classCode="OBS" '
        f'moodCode="EVN" {attributes}><templateId root="{CCDA}.7"/>{held}'
        f"{player if substance else ''}{closing}{more}</observation></entryRelationship></act>"
    )


def test_allergies_none_known_not_asked_and_named_only_in_the_table() -> None:
    named = allergy('<code displayName="Peg-asparaginase"/>')
    none = allergy("", coded("419199007", "Allergy to substance"), 'negationInd="true"')
    unasked = allergy("", attributes='nullFlavor="NASK"')
    told = '<value xsi:type="CD" code="416098002"><originalText><reference value="#a1"/></originalText></value>'
    table = '<content ID="a1">Ampicillin</content>'
    entries = (named, none, unasked, allergy('<code code="733"/>', told))
    reading = read(cda(section("48765-2", "Allergies", *entries, text=table)))
    assert [row.substance for row in rows(reading, Allergy)] == [
        "Peg-asparaginase", "No known allergies", "Ampicillin",
    ]  # fmt: skip
    assert reasons(reading) == [
        'Allergies were not asked about or not entered; that is not "none".'
    ]


def test_a_vaccine_refused_and_a_device_put_in() -> None:
    vaccine = (
        f'<substanceAdministration negationInd="true"><templateId root="{CCDA}.52"/><consumable>'
        '<manufacturedProduct><manufacturedMaterial><code displayName="MMR"/></manufacturedMaterial>'
        "</manufacturedProduct></consumable></substanceAdministration>"
    )
    device = (
        f'<procedure moodCode="EVN"><templateId root="{CCDA}.14"/><code nullFlavor="UNK"/>'
        '<effectiveTime value="2016"/><participant typeCode="DEV"><participantRole><playingDevice>'
        '<code displayName="Port catheter"/></playingDevice></participantRole></participant></procedure>'
    )
    reading = read(
        cda(section("11369-6", "Vaccines", vaccine), section("46264-8", "Devices", device))
    )
    assert not rows(reading, Immunization)
    assert reasons(reading) == ["Not given."]
    assert one(reading, Treatment).name == "Implant: Port catheter"


def test_a_visit_and_the_people_in_the_head() -> None:
    head = (
        '<documentationOf><serviceEvent><performer><functionCode displayName="Oncologist"/>'
        "<assignedEntity><telecom value='tel:+1-555-0100'/><assignedPerson><name><given>Ivy</given>"
        "<family>Oak</family></name></assignedPerson></assignedEntity></performer></serviceEvent>"
        "</documentationOf>"
    )
    visit = (
        f'<encounter classCode="ENC" moodCode="EVN"><templateId root="{CCDA}.49"/>'
        '<code displayName="Office visit"/><effectiveTime value="202601050900"/></encounter>'
    )
    reading = read(cda(section("46240-8", "Encounters", visit), head=head))
    assert (one(reading, CarePerson).name, one(reading, CarePerson).phone) == (
        "Ivy Oak",
        "+1-555-0100",
    )
    assert (one(reading, Appointment).purpose, one(reading, Appointment).time) == (
        "Office visit", "09:00",
    )  # fmt: skip


def test_a_plan_is_no_deed() -> None:
    planned = f'<procedure moodCode="RQO"><templateId root="{CCDA}.14"/><code displayName="MRI"/></procedure>'
    reading = read(cda(section("18776-5", "Plan", planned, text="MRI in May")))
    assert "A plan" in reasons(reading)[0]
    assert one(reading, Document).text == "MRI in May"


def test_smoking_is_a_note_and_unknown_smoking_nothing() -> None:
    def smoking(name: str) -> str:
        return (
            f'<observation moodCode="EVN"><templateId root="{CCDA}.78"/>'
            f'<code displayName="Smoking"/>{coded("266919005", name)}</observation>'
        )

    entries = (smoking("Never smoker"), smoking("Unknown if ever smoked"))
    reading = read(cda(section("29762-2", "Social History", *entries)))
    assert one(reading, Note).text == "Smoking: Never smoker."
    assert len(reading.skipped) == 1
