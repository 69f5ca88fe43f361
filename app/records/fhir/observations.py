"""Observations: results, vital signs, variants, performance, and what else was observed."""

from app.records.code_systems import LOINC
from app.records.collector import Entry
from app.records.concepts import Concept
from app.records.fhir.context import Context, Placed
from app.records.fhir.elements import (
    Resource,
    any_of,
    code_of,
    codes_of,
    concept_of,
    in_words,
    many,
    named,
    nodes,
    notes,
    quantity,
    text,
    words_of,
)
from app.records.fhir.values import (
    marks_of,
    moment_of,
    numbers_of,
    range_of_part,
    source_words,
    time_of,
    value_of,
)
from app.records.found import EntryKind
from app.records.genetics import VariantDraft, keep_variant
from app.records.lab_values import BEYOND_MEASURE, Value, flag, is_beyond_measure
from app.records.loinc import (
    BLOOD_PRESSURE,
    GENETIC_VARIANT,
    INHALED_OXYGEN,
    LAB_BY_LOINC,
    PANELS_OF_VITALS,
)
from app.records.results import ResultDraft, keep_result
from app.records.visits import RemarkDraft, keep_remark, scale_of
from app.records.vital_signs import Measure, VitalDraft, keep_vital, measures_vital

_REMARK_CATEGORIES = frozenset(
    """
    social-history survey functional-status cognitive-status exam activity sdoh disability-status
    therapy mental-function functional-mental-status treatment-intervention-preference
    care-experience-preference
    """.split()
)
_ROOM_AIR = "room air"


def kind_of(resource: Resource) -> EntryKind:
    """Return what an observation is, by its categories first."""
    categories = {code.casefold() for code in codes_of(resource.get("category"))}
    codes = set(codes_of(resource.get("code")))
    if GENETIC_VARIANT in codes:
        return EntryKind.VARIANT
    if "laboratory" in categories:
        return EntryKind.LAB
    if "vital-signs" in categories:
        return EntryKind.VITAL
    if categories & _REMARK_CATEGORIES:
        return EntryKind.OBSERVATION
    return _kind_by_code(resource, codes)


def _kind_by_code(resource: Resource, codes: set[str]) -> EntryKind:
    if codes & BLOOD_PRESSURE or measures_vital(concept_of(resource.get("code"))):
        return EntryKind.VITAL
    if any(code in LAB_BY_LOINC for code in codes):
        return EntryKind.LAB
    return EntryKind.LAB if "valueQuantity" in resource else EntryKind.OBSERVATION


def read_observation(context: Context, entry: Entry, item: Placed) -> None:
    """Enter an observation as the row it becomes, or skip it with its reason."""
    resource = item.resource
    concept, value = named(resource, resource.get("code")), value_of(resource)
    if resource.get("status") in ("cancelled", "registered"):
        context.out.skip(entry, f"The record calls it {resource['status']}: there is no result.")
    elif entry.kind is EntryKind.VARIANT:
        _read_variant(context, entry, item)
    elif entry.kind is EntryKind.VITAL:
        _read_vital(context, entry, resource, concept, value)
    elif value.value is None and not resource.get("component"):
        context.out.skip(entry, _why_no_value(resource))
    elif entry.kind is EntryKind.LAB and scale_of(RemarkDraft(concept, value)) is None:
        _read_result(context, entry, item, concept, value)
    else:
        _read_remark(context, entry, resource, concept, value)


def _why_no_value(resource: Resource) -> str:
    if resource.get("hasMember") or resource.get("related"):
        return "A heading; what stands under it is read one by one."
    if any(is_beyond_measure(number) for number in numbers_of(resource)):
        return BEYOND_MEASURE
    reason = words_of(resource.get("dataAbsentReason"))
    return f"No value is given: {reason}" if reason else "No value is given."


def _read_result(
    context: Context, entry: Entry, item: Placed, concept: Concept, value: Value
) -> None:
    """Enter a result; an observation without a value of its own gives one for each component."""
    components = list(nodes(item.resource.get("component")))
    if value.value is None and components:
        _read_components(context, entry, item, components)
        return
    told = [(part, in_words(value_of(part))) for part in components]
    remarks = [f"{words_of(part.get('code')) or 'Also'}: {said}." for part, said in told if said]
    keep_result(context.out, entry, _result(context, item, item.resource, concept, value, remarks))


def _read_components(
    context: Context, entry: Entry, item: Placed, components: list[Resource]
) -> None:
    for number, part in enumerate(components):
        one = entry
        if number:
            place = f"{entry.place} component {number + 1}"
            one = context.out.meet(entry.kind, place, entry.person)
        value = value_of(part)
        if value.value is None:
            context.out.skip(one, _why_no_value(part))
            continue
        concept = named(part, part.get("code"))
        keep_result(context.out, one, _result(context, item, part, concept, value, []))


def _result(
    context: Context,
    item: Placed,
    part: Resource,
    concept: Concept,
    value: Value,
    remarks: list[str],
) -> ResultDraft:
    resource, references = item.resource, context.references(item.source)
    found, only_issued = time_of(resource)
    report = context.report_of(item)
    laboratory = report.laboratory if report else None
    specimen = references.get(resource.get("specimen"), resource)
    limits, limits_words = range_of_part(part, value.unit)
    return ResultDraft(
        concept,
        value,
        range=limits,
        flag=flag(marks_of(part)),
        moment=found.start or found.end,
        panel=report.key if report else None,
        panel_name=report.name if report else None,
        specimen=words_of(specimen.get("type")) or (report.specimen if report else None),
        laboratory=laboratory or references.organization(resource.get("performer"), resource),
        status=text(resource.get("status")),
        note=notes(remarks, any_of(resource, "note", "comment", "comments")),
        only_issued=only_issued,
        words=source_words(resource, part, limits_words, found),
    )


def _read_vital(
    context: Context, entry: Entry, resource: Resource, concept: Concept, value: Value
) -> None:
    parts = [p for p in nodes(resource.get("component")) if not _is_oxygen_given(p)]
    measures = [Measure(concept_of(p.get("code")), value_of(p)) for p in parts]
    own = _without_panel_name(concept)
    if value.value is not None:
        measures.insert(0, Measure(own, value))
    if not any(measure.value.value is not None for measure in measures):
        context.out.skip(entry, _why_no_value(resource))
        return
    if not all(isinstance(m.value.value, str) for m in measures) or measures_vital(own):
        draft = VitalDraft(
            tuple(measures),
            moment_of(resource),
            _oxygen(resource),
            notes(any_of(resource, "note", "comment", "comments")),
            source_words(resource),
        )
        keep_vital(context.out, entry, draft)
    else:
        _read_remark(context, entry, resource, own, measures[0].value)


def _without_panel_name(concept: Concept) -> Concept:
    """Return the concept without the code that only says "a vital sign"."""
    kept = tuple(code for code in concept.codes if code.code not in PANELS_OF_VITALS)
    return concept._replace(codes=kept)


def _is_oxygen_given(part: Resource) -> bool:
    return concept_of(part.get("code")).has(LOINC, INHALED_OXYGEN)


def _oxygen(resource: Resource) -> bool | None:
    """Return True for room air, False where oxygen was given, None where nothing is said."""
    for part in nodes(resource.get("component")):
        if _is_oxygen_given(part) and value_of(part).value is not None:
            return False
    said = [words_of(resource.get(field)) for field in ("method", "code")]
    said.append(notes(resource.get("note")))
    return True if any(_ROOM_AIR in words.casefold() for words in said if words) else None


def _read_remark(
    context: Context, entry: Entry, resource: Resource, concept: Concept, value: Value
) -> None:
    marks = [mark for mark in map(words_of, many(resource.get("interpretation"))) if mark]
    parts = [
        f"{words_of(p.get('code')) or 'Also'}: {in_words(value_of(p)) or ''}."
        for p in nodes(resource.get("component"))
        if value_of(p).value is not None
    ]
    if value.value is None and parts:
        value, parts = Value(" ".join(parts).rstrip(".")), []
    remarks = any_of(resource, "note", "comment", "comments")
    draft = RemarkDraft(
        concept,
        value,
        moment_of(resource),
        notes([f"{mark}." for mark in marks], parts, remarks),
        source_words(resource),
    )
    keep_remark(context.out, entry, draft)


def _read_variant(context: Context, entry: Entry, item: Placed) -> None:
    resource = item.resource
    parts: dict[str, tuple[Concept, ...]] = {}
    numbers: dict[str, Value] = {}
    for component in nodes(resource.get("component")):
        code = next(codes_of(component.get("code")), "")
        parts[code] = (*parts.get(code, ()), _component_words(component))
        if "valueQuantity" in component:
            numbers[code] = quantity(component["valueQuantity"])
    report = context.report_of(item)
    specimen = context.references(item.source).get(resource.get("specimen"), resource)
    value = value_of(resource).value
    draft = VariantDraft(
        parts,
        numbers,
        value=str(value) if value is not None else None,
        moment=moment_of(resource),
        method=words_of(resource.get("method")) or (report.name if report else None),
        specimen=words_of(specimen.get("type")) or (report.specimen if report else None),
        report=report.key if report else None,
        note=notes(any_of(resource, "note", "comment", "comments")),
        words=source_words(resource),
    )
    keep_variant(context.out, entry, draft)


def _component_words(component: Resource) -> Concept:
    """Return the words of a component; in genomics the code itself is often the value (c.HGVS)."""
    value = component.get("valueCodeableConcept")
    if value is None:
        told = value_of(component).value
        return Concept((str(told),)) if told is not None else Concept()
    found = concept_of(value)
    if found.names:
        return found
    code = code_of(value)
    return Concept((code,)) if code else found
