"""Small invented records in the forms families bring; no record of a person is copied here."""
# ruff: noqa: E501  (a piece of XML reads best on one line)

import io
import itertools
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from app.case.case import Case
from app.case.declaration import Entity
from app.case.partial_date import PartialDate
from app.records.accept import Additions, additions
from app.records.found import Found, Reading
from app.records.read import read_bytes
from app.records.reconcile import Line, Reconciliation, reconcile
from app.usecases.receipt import Receipt
from app.usecases.records_taking import receipt_for

TODAY = PartialDate(2026, 3, 1)

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


def read(data: bytes | str, name: str = "record", **more: Any) -> Reading:
    """Read the bytes or text of a file, and see that its counts add up."""
    content = data.encode() if isinstance(data, str) else data
    reading = read_bytes(content, name, TODAY, **more)
    assert reading.total == len(reading.found) + len(reading.skipped)
    return reading


def rows(reading: Reading, *kinds: type[Entity]) -> list[Any]:
    """Return the rows of some kinds that a file gives."""
    return [found.entity for found in reading.found if isinstance(found.entity, kinds)]


def one(reading: Reading, kind: type[Entity]) -> Any:
    """Return the only row of a kind."""
    found = rows(reading, kind)
    assert len(found) == 1, found
    return found[0]


def reasons(reading: Reading) -> list[str]:
    """Return why entries were skipped."""
    return [skipped.reason for skipped in reading.skipped]


def found_of(reading: Reading, kind: type[Entity]) -> Found:
    """Return the only entry that became a row of a kind."""
    found = [f for f in reading.found if isinstance(f.entity, kind)]
    assert len(found) == 1, found
    return found[0]


# FHIR


def bundle(*resources: Mapping[str, Any], kind: str = "collection", **more: Any) -> str:
    """Return a FHIR bundle."""
    entries = [{"resource": resource} for resource in resources]
    return json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries, **more})


def concept(text: str | None, code: str | None = None, system: str = LOINC) -> dict[str, Any]:
    """Return a CodeableConcept."""
    made: dict[str, Any] = {"text": text} if text is not None else {}
    if code is not None:
        made["coding"] = [{"system": system, "code": code}]
    return made


def patient(
    id_: str = "p1", given: str = "Ada", family: str = "Sample", **more: Any
) -> dict[str, Any]:
    """Return a Patient."""
    name = [{"given": [given], "family": family}]
    born = {"birthDate": "2010-05-01", "gender": "female"}
    return {"resourceType": "Patient", "id": id_, "name": name, **born, **more}


def lab(name: str = "WBC", value: Any = 3.2, unit: str = "10*3/uL", **more: Any) -> dict[str, Any]:
    """Return a laboratory Observation."""
    made = {
        "resourceType": "Observation",
        "id": f"obs-{name}",
        "status": "final",
        "category": [{"coding": [{"code": "laboratory"}]}],
        "code": concept(name),
        "effectiveDateTime": "2026-01-05T08:15:00-05:00",
        "valueQuantity": {"value": value, "unit": unit},
    }
    if "valueQuantity" not in more and any(key.startswith("value") for key in more):
        del made["valueQuantity"]
    return {**made, **more}


# CDA

HL7 = "urn:hl7-org:v3"
CCDA = "2.16.840.1.113883.10.20.22.4"


def cda(*sections: str, namespace: str = HL7, head: str = "", birth: str = "20100501") -> str:
    """Return a C-CDA document of these sections."""
    body = "".join(f"<component>{section}</component>" for section in sections)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="{namespace}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<templateId root="2.16.840.1.113883.10.20.22.1.2"/>{head}<effectiveTime value="20260105"/>
<recordTarget><patientRole><id extension="MR-7" root="1.2.3"/><patient>
<name><given>Ada</given><family>Sample</family></name>
<administrativeGenderCode code="F"/><birthTime value="{birth}"/></patient></patientRole>
</recordTarget>
<component><structuredBody>{body}</structuredBody></component></ClinicalDocument>"""


def section(code: str, title: str, *entries: str, text: str = "", flavor: str = "") -> str:
    """Return a section with its narrative and entries."""
    mark = f' nullFlavor="{flavor}"' if flavor else ""
    listed = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<section{mark}><code code="{code}" codeSystem="2.16.840.1.113883.6.1"/>'
        f"<title>{title}</title><text>{text}</text>{listed}</section>"
    )


def problem(
    value: str, onset: str = '<low value="20250101"/>', more: str = "", attributes: str = ""
) -> str:
    """Return a problem observation inside its concern."""
    return (
        f'<act classCode="ACT" moodCode="EVN"><templateId root="{CCDA}.3"/>'
        f'<statusCode code="active"/><entryRelationship typeCode="SUBJ">'
        f'<observation classCode="OBS" moodCode="EVN" {attributes}><templateId root="{CCDA}.4"/>'
        f"<effectiveTime>{onset}</effectiveTime>{value}{more}</observation></entryRelationship></act>"
    )


def coded(code: str, name: str | None = None, more: str = "", kind: str = "CD") -> str:
    """Return a coded SNOMED value."""
    shown = f' displayName="{name}"' if name else ""
    return (
        f'<value xsi:type="{kind}" code="{code}" codeSystem="2.16.840.1.113883.6.96"{shown}>'
        f"{more}</value>"
    )


def result(name: str, value: str, limits: str = "", more: str = "", code: str = "") -> str:
    """Return a result observation inside its organizer."""
    loinc = f' code="{code}" codeSystem="2.16.840.1.113883.6.1"' if code else ""
    ranges = f"<referenceRange><observationRange>{limits}</observationRange></referenceRange>"
    return (
        f'<organizer classCode="BATTERY" moodCode="EVN"><templateId root="{CCDA}.1"/><component>'
        f'<observation classCode="OBS" moodCode="EVN"><templateId root="{CCDA}.2"/>'
        f'<code{loinc} displayName="{name}"/><statusCode code="completed"/>'
        f'<effectiveTime value="202601050815-0500"/>{value}{more}{ranges if limits else ""}'
        f"</observation></component></organizer>"
    )


PROBLEMS, RESULTS, MEDICINES = "11450-4", "30954-2", "10160-0"


def problems(*entries: str, text: str = "", flavor: str = "") -> str:
    return cda(section(PROBLEMS, "Problems", *entries, text=text, flavor=flavor))


def results(*entries: str, text: str = "") -> str:
    return cda(section(RESULTS, "Results", *entries, text=text))


def pq(value: str, unit: str = "g/dL") -> str:
    return f'<value xsi:type="PQ" value="{value}" unit="{unit}"/>'


def between(low: str, high: str, unit: str = "g/dL") -> str:
    ends = f'<low value="{low}" unit="{unit}"/><high value="{high}" unit="{unit}"/>'
    return f'<value xsi:type="IVL_PQ">{ends}</value>'


def medicine(name: str = 'displayName="Vincristine"', more: str = "", attributes: str = "") -> str:
    return (
        f'<substanceAdministration classCode="SBADM" moodCode="EVN" {attributes}>'
        f'<templateId root="{CCDA}.16"/><statusCode code="active"/>'
        '<effectiveTime xsi:type="IVL_TS"><low value="20260102"/></effectiveTime>'
        '<effectiveTime xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></effectiveTime>'
        '<routeCode displayName="IV"/><doseQuantity value="2" unit="mg"/><consumable>'
        f"<manufacturedProduct><manufacturedMaterial><code {name}/></manufacturedMaterial>"
        f"</manufacturedProduct></consumable>{more}</substanceAdministration>"
    )


# Files that hold others


def zip_of(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def workbook(
    cells: Iterable[Iterable[object]],
    styles: Mapping[tuple[int, int], int] = {},
    formats: Iterable[int | str] = (0, 14),
    since_1904: bool = False,
) -> bytes:
    """Return an XLSX workbook of one sheet.

    Args:
        cells: its rows.
        styles: the style of a cell, by row and column; a style of 1 shows a number as a date.
        formats: the number format of each style: its number, or its own code.
        since_1904: the days are counted from 1904 on.
    """
    styled = [
        (f, f"{164 + n}") if isinstance(f, str) else (None, f"{f}") for n, f in enumerate(formats)
    ]
    codes = "".join(
        f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for code, n in styled if code
    )
    looks = "".join(f'<xf numFmtId="{n}"/>' for _, n in styled)
    lines = []
    for number, row in enumerate(cells, 1):
        held = []
        for column, cell in enumerate(row):
            place = f'r="{chr(65 + column)}{number}"'
            style = styles.get((number, column))
            if isinstance(cell, int | float):
                mark = f' s="{style}"' if style else ""
                held.append(f"<c {place}{mark}><v>{cell}</v></c>")
            elif cell:
                held.append(f'<c {place} t="inlineStr"><is><t>{cell}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(held)}</row>')
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return zip_of(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {space}><workbookPr date1904="{since_1904:d}"/>'
            '<sheets><sheet name="Counts"/></sheets></workbook>',
            "xl/styles.xml": f"<styleSheet {space}><numFmts>{codes}</numFmts>"
            f"<cellXfs>{looks}</cellXfs></styleSheet>",
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{''.join(lines)}"
            "</sheetData></worksheet>",
        }
    )


def pdf_of(*lines: str) -> bytes:
    """Return a PDF of one page with a text layer."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 40 780 Td {shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made = io.BytesIO(b"")
    made.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(made.tell())
        made.write(b"%d 0 obj%s endobj\n" % (number, content))
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    made.write(
        b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    )
    return made.getvalue()


# Taking in


class Taker:
    """A case that takes files in, one after the other."""

    def __init__(self, *rows: Entity) -> None:
        self.rows: dict[str, Entity] = {row.id: row for row in rows}
        self._ids = itertools.count(1)

    @property
    def case(self) -> Case:
        """Return the case as it is."""
        return Case.of(self.rows.values())

    def compare(self, reading: Reading) -> tuple[Reconciliation, Receipt]:
        """Compare a file with the case; its receipt adds up."""
        reconciled = reconcile(reading, self.case)
        receipt = receipt_for(reading, reconciled, range(len(reconciled.lines)))
        assert receipt.adds_up
        return reconciled, receipt

    def take(self, reading: Reading) -> Receipt:
        """Take what is new and certain, as a family does without a second look."""
        reconciled, receipt = self.compare(reading)
        self.add([line for line in reconciled.lines if line.kind in ("new", "same")])
        return receipt

    def add(self, lines: Iterable[Line]) -> Additions:
        """Take these lines."""
        added = additions(lines, self.case, lambda: f"row-{next(self._ids)}")
        self.rows |= {row.id: row for row in (*added.new, *added.changed)}
        return added

    def all(self, kind: type[Entity]) -> list[Any]:
        """Return the rows of a kind."""
        return list(self.case.all(kind))
