"""Text copied from a trial's page on the registry's site, today's layout and the older one.

A page is a row of labels with their values behind or below them. Labels that are known open a
value; it ends at the next label. Nothing is taken but what stands under a label, except the title,
which the pages put next to the trial's number.
"""

import re
from collections.abc import Iterator
from typing import Any

from app.case.partial_date import AmbiguousDate, PartialDate, read_date
from app.trials.content_hash import hash_of_text
from app.trials.ctis import EU_CT_NUMBER
from app.trials.known_fields import fields_of_paths
from app.trials.pasted_labels import (
    LABELS,
    SECTIONS,
    STATUS_WORDS,
    Label,
    ends_criteria,
    label_of,
)
from app.trials.record import Skipped, TrialRecord
from app.trials.registry_terms import (
    code,
    phase_codes,
    sex_code,
    status_code,
    study_type_code,
    yes_or_no,
)
from app.trials.study_record import Received, record_of
from app.trials.text_encoding import TextStream

LARGEST_TEXT = 4 * 1024 * 1024

NCT_NUMBER = re.compile(r"NCT[0-9]{8}")
_NUMBER_LABEL = re.compile(
    r"(?:ClinicalTrials\.gov (?:ID|Identifier)|NCT (?:Number|ID))\W{0,4}(NCT[0-9]{8})",
    re.IGNORECASE,
)
_CRITERIA_START = re.compile(
    r"[ \t>*#-]*(?:(?:key|main|major) )?(?:inclusion|exclusion)(?: criteria)?\b", re.IGNORECASE
)
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_AGES = re.compile(
    r"(?:(up to)\s+)?([0-9]+ (?:year|month|week|day)s?)"
    r"(?:\s+(?:(and older)|to\s+([0-9]+ (?:year|month|week|day)s?)))?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[0-9][0-9,]{0,11}")


def read_pasted(
    text: TextStream, file_date: PartialDate | None = None
) -> Iterator[TrialRecord | Skipped]:
    """Yield the one record of a text file."""
    pieces, length = [], 0
    for piece in text.chunks():
        pieces.append(piece)
        length += len(piece)
        if length > LARGEST_TEXT:
            yield Skipped("text", "Not read: it is far too long for a trial's page.")
            return
    yield record_of_text("".join(pieces), file_date, text.notes)


def record_of_text(
    text: str, file_date: PartialDate | None = None, notes: tuple[str, ...] = ()
) -> TrialRecord | Skipped:
    """Return the record of a pasted text, or why it is none.

    Args:
        text: the text as pasted.
        file_date: the day it was pasted, where the text names no day of update.
    """
    number = _number(text)
    if number is None:
        return Skipped("text", "Not read: no trial number (such as NCT01234567) was found in it.")
    study, paths = _study(_lines(text), number)
    came = Received(
        registry="ctgov" if number.startswith("NCT") else "ctis",
        number=number,
        form="pasted",
        content_hash=hash_of_text(" ".join(text.split())),
        received=text.encode("utf-8", "surrogatepass"),
        known_fields=fields_of_paths(paths),
        file_date=file_date,
        notes=notes,
    )
    return record_of(study, came)


def study_of_text(text: str) -> dict[str, Any]:
    """Return what a pasted text says, in the shape of the registry's API v2."""
    number = _number(text)
    return {} if number is None else _study(_lines(text), number)[0]


def _lines(text: str) -> list[str]:
    lines = (line.replace("\u00a0", " ").rstrip() for line in text.splitlines())
    # Headings may come underlined, as text browsers and some tools write them.
    return ["" if _UNDERLINE.fullmatch(line) else line for line in lines]


def _number(text: str) -> str | None:
    labelled = _NUMBER_LABEL.search(text)
    if labelled:
        return labelled.group(1).upper()
    found = NCT_NUMBER.search(text) or EU_CT_NUMBER.search(text)
    return found.group() if found else None


def _study(lines: list[str], number: str) -> tuple[dict[str, Any], set[str]]:
    """Return the study and the paths its text spoke of."""
    study: dict[str, Any] = {"protocolSection": {"identificationModule": {"nctId": number}}}
    said: set[str] = set()
    for label, value in _labelled(lines):
        found = _value(label, value)
        for path, each in found.items():
            if path not in said and each not in (None, "", []):
                _put(study, path, each)
                said.add(path)
    for path, each in (
        ("identificationModule.briefTitle", _title(lines, number)),
        ("statusModule.overallStatus", _status_line(lines)),
        ("eligibilityModule.eligibilityCriteria", _criteria(lines)),
    ):
        if each and path not in said:
            _put(study, path, each)
            said.add(path)
    return study, said


def _put(study: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    node = study["protocolSection"]
    for key in way:
        node = node.setdefault(key, {})
    node[last] = value


def _labelled(lines: list[str]) -> Iterator[tuple[Label, list[str]]]:
    """Yield each known label with the lines that belong to it."""
    label: Label | None = None
    value: list[str] = []
    for line in lines:
        opened = _opened(label, value, line)
        if opened is None:
            value.append(line)
            continue
        if label is not None:
            yield label, value
        label, rest = opened
        value = [rest] if rest else []
    if label is not None:
        yield label, value


def _opened(label: Label | None, value: list[str], line: str) -> tuple[Label, str] | None:
    """Return the label a line opens, seen from inside the value of `label`."""
    in_criteria = label is not None and label.kind == "criteria" and _is_criteria(value)
    return None if in_criteria and not ends_criteria(line) else label_of(line)


def _is_criteria(lines: list[str]) -> bool:
    return any(_CRITERIA_START.match(line) for line in lines[:20])


def _value(label: Label, lines: list[str]) -> dict[str, Any]:
    """Return what a label's lines say, by path; nothing where they are not understood."""
    text = "\n".join(lines).strip()
    first = text.partition("\n")[0].strip(" \t*•")
    if not text or label in SECTIONS:
        return {}
    path = LABELS[label]
    match label.kind:
        case "text":
            return {path: text}
        case "line":
            return {path: first}
        case "list":
            return {path: [line.strip() for line in text.split("\n") if line.strip()]}
        case "criteria":
            return {path: text} if _is_criteria(lines) else {}
        case "interventions":
            return {path: [_intervention(line) for line in text.split("\n") if line.strip()]}
        case "date":
            return _date(path, first, label.written)
        case "count":
            return _count(path, first, label.written)
        case "ages":
            return _age_limits(first)
        case _:
            return {path: _coded(label.kind, first)}


def _coded(kind: str, text: str) -> Any:
    match kind:
        case "status":
            return status_code(text) if status_code(text) in STATUS_WORDS else None
        case "study type":
            return study_type_code(text)
        case "phases":
            return phase_codes(text)
        case "sex":
            return sex_code(text)
        case "yes or no":
            return yes_or_no(text)
    return None


def _intervention(line: str) -> dict[str, str]:
    kind, colon, name = line.strip().partition(": ")
    return {"type": code(kind), "name": name} if colon else {"name": line.strip()}


def _date(path: str, text: str, written: str) -> dict[str, str]:
    try:
        day = read_date(text)
    except ValueError:
        return {}
    if isinstance(day, AmbiguousDate):
        return {}
    return {f"{path}.date": day.iso} | _kind(f"{path}.type", written)


def _kind(path: str, written: str) -> dict[str, str]:
    low = written.casefold()
    if "actual" in low:
        return {path: "ACTUAL"}
    return {path: "ESTIMATED"} if "estimated" in low or "anticipated" in low else {}


def _count(path: str, text: str, written: str) -> dict[str, Any]:
    found = _COUNT.match(text)
    if not found:
        return {}
    return {f"{path}.count": int(found.group().replace(",", ""))} | _kind(f"{path}.type", written)


def _age_limits(text: str) -> dict[str, str]:
    found = _AGES.match(text)
    if found is None:
        return {}
    up_to, first, _, second = found.groups()
    minimum, maximum = (None, first) if up_to else (first, second)
    limits = {"minimumAge": minimum, "maximumAge": maximum}
    return {f"eligibilityModule.{key}": value for key, value in limits.items() if value}


def _title(lines: list[str], number: str) -> str | None:
    """Return the line nearest above the trial's number that can be a title, else below it."""
    place = next((n for n, line in enumerate(lines) if number in line.upper()), 0)
    above, below = reversed(lines[:place]), lines[place + 1 :]
    for line in (*above, *below):
        if _can_be_title(line):
            return line.strip(" \t#*")
    return None


def _can_be_title(line: str) -> bool:
    plain = line.strip()
    if len(plain.split()) < 3 or plain.endswith(".") or _ADDRESS.match(plain):
        return False
    return label_of(line) is None and status_code(plain) not in STATUS_WORDS


def _status_line(lines: list[str]) -> str | None:
    """Return the status a page shows as a line of its own above the title."""
    found = (status_code(line) for line in lines[:200] if line.strip())
    return next((each for each in found if each in STATUS_WORDS), None)


def _criteria(lines: list[str]) -> str | None:
    """Return the criteria of a text without labels: from their first heading on."""
    start = next((n for n, line in enumerate(lines) if _CRITERIA_START.match(line)), None)
    if start is None:
        return None
    end = next((n for n, line in enumerate(lines[start:], start) if ends_criteria(line)), None)
    return "\n".join(lines[start:end]).strip()
