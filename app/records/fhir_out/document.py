"""The whole summary: a document Bundle with its Composition, sections and everything they name.

Source: HL7 International Patient Summary (IPS) on FHIR R4, which says what sections there are and
which codes they have. What the case does not say is not said: a section about which nobody said
anything is left out, but for problems, medicines and allergies, where the format asks for the words
"no information", which are others than "none known".
"""

import datetime
import html
from collections.abc import Callable, Iterator, Sequence

from app.case.case import Case
from app.records.fhir_out.body import functional_status, vital_signs
from app.records.fhir_out.conditions import past_illness, problems
from app.records.fhir_out.elements import (
    LOINC,
    Resource,
    coding,
    concept,
    one_line,
    reference,
    resource,
    uuid_of,
)
from app.records.fhir_out.medicines import allergies, medicines, vaccines
from app.records.fhir_out.person import patient
from app.records.fhir_out.plain_rows import with_plain_texts
from app.records.fhir_out.procedures import procedures
from app.records.fhir_out.results import results
from app.records.fhir_out.sheet import Section, Sheet, Written
from app.records.fhir_out.specimens import specimens
from app.records.fhir_out.visits import alerts, past_visits, plan_of_care, remarks_of_records

Writer = Callable[[Sheet], Written]


def _all_results(sheet: Sheet) -> Written:
    written = results(sheet)
    written.take(specimens(sheet))
    return written


# Title, LOINC code and its name, writer: IPS 2.0, Composition, in its order.
_SECTIONS: tuple[tuple[str, str, str, Writer], ...] = (
    ("Problems", "11450-4", "Problem list - Reported", problems),
    (
        "Allergies and intolerances",
        "48765-2",
        "Allergies and adverse reactions Document",
        allergies,
    ),
    ("Medicines", "10160-0", "History of Medication use Narrative", medicines),
    ("Alerts", "104605-1", "Alert", alerts),
    ("Vaccines", "11369-6", "History of Immunization Narrative", vaccines),
    (
        "Results",
        "30954-2",
        "Relevant diagnostic tests/laboratory data Narrative",
        _all_results,
    ),
    ("Treatments and procedures", "47519-4", "History of Procedures Document", procedures),
    ("Vital signs", "8716-3", "Vital signs", vital_signs),
    ("Past illness", "11348-0", "History of Past illness Narrative", past_illness),
    ("Everyday strength", "47420-5", "Functional status assessment note", functional_status),
    ("Visits", "46240-8", "History of Hospitalizations+Outpatient visits Narrative", past_visits),
    ("Plan of care", "18776-5", "Plan of care note", plan_of_care),
    ("Remarks in records", "34109-9", "Note", remarks_of_records),
)


def patient_summary(case: Case, as_of: datetime.date) -> Resource:
    """Return the case as an IPS document Bundle (FHIR R4), as JSON values.

    Numbers are `Decimal` with the digits of the report. The same case on the same day gives the
    same bundle: ids follow from those of the rows.

    Args:
        case: the rows.
        as_of: the day that counts as today: it dates the document, and parts visits that were
            from those that are planned.
    """
    case = with_plain_texts(case)
    sheet = Sheet(case, as_of)
    sections = list(_sections(sheet))
    resources = [_composition(sheet, sections), patient(sheet)]
    for section in sections:
        resources += [*section.entries, *section.others]
    return {
        "resourceType": "Bundle",
        "id": uuid_of(case.patient.id, "bundle"),
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": f"urn:uuid:{uuid_of(case.patient.id, f'bundle {as_of}')}",
        },
        "type": "document",
        "timestamp": f"{as_of.isoformat()}T00:00:00Z",
        "entry": [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in resources],
    }


def _sections(sheet: Sheet) -> Iterator[Section]:
    for title, loinc, kind, write in _SECTIONS:
        written = write(sheet)
        if written.entries:
            yield Section(title, loinc, kind, written.entries, written.lines, written.others)


def _composition(sheet: Sheet, sections: Sequence[Section]) -> Resource:
    name = sheet.case.patient.display_name or sheet.case.patient.preferred_name
    title = f"Patient summary of {one_line(name)}" if name else "Patient summary"
    return resource(
        "Composition",
        uuid_of(sheet.case.patient.id, "composition"),
        status="final",
        type=concept(None, [coding(LOINC, "60591-5", "Patient summary Document")]),
        subject=sheet.patient,
        date=sheet.as_of.isoformat(),
        author=[{"display": "The family, with the program Casebook"}],
        title=title,
        section=[_section(section) for section in sections],
    )


def _section(section: Section) -> Resource:
    return {
        "title": section.title,
        "code": concept(None, [coding(LOINC, section.loinc, section.kind)]),
        "text": {"status": "generated", "div": _narrative(section.lines)},
        "entry": [reference(each["id"]) for each in section.entries],
    }


def _narrative(lines: Sequence[str]) -> str:
    items = "".join(f"<li>{html.escape(one_line(line))}</li>" for line in lines)
    return f'<div xmlns="http://www.w3.org/1999/xhtml"><ul>{items}</ul></div>'
