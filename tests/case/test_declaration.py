"""The declarations: complete, without clashes, readable by forms, tables and print."""

import dataclasses
import json
from pathlib import Path

import pytest

from app.case import vocabulary
from app.case.case import SPECS
from app.case.codes import choices
from app.case.declaration import Entity, EntitySpec, Part
from app.case.entities import LabPanel, LabResult, Treatment

ALL = tuple(SPECS.values())


@pytest.fixture(params=ALL, ids=lambda spec: spec.table)
def spec(request: pytest.FixtureRequest) -> EntitySpec:
    """Every declared kind of row."""
    return request.param


def test_every_field_says_what_it_is(spec: EntitySpec) -> None:
    for field in spec.fields:
        assert field.label
        assert field.label[0].isupper() or field.label[0].isdigit()
        assert not field.label.endswith((".", ":"))


def test_columns_and_keys_are_unique(spec: EntitySpec) -> None:
    assert len(set(spec.columns)) == len(spec.columns)
    keys = [field.key for field in spec.fields]
    assert len(set(keys)) == len(keys)


def test_no_key_is_both_a_value_and_a_group(spec: EntitySpec) -> None:
    keys = {field.key for field in spec.fields}
    groups = {key.split(".")[0] for key in keys if "." in key}
    assert not groups & keys


def test_parts_name_their_parent_before_them(spec: EntitySpec) -> None:
    assert issubclass(spec.entity, Part) == (spec.parent is not None)
    if spec.parent is not None:
        order = list(SPECS)
        assert order.index(spec.parent.spec.table) < order.index(spec.table)


def test_references_point_to_a_table(spec: EntitySpec) -> None:
    for field in spec.fields:
        assert field.to is None or field.to in SPECS


def test_units_and_titles_are_fields(spec: EntitySpec) -> None:
    names = {field.name for field in spec.fields}
    for field in spec.fields:
        assert field.unit_field is None or field.unit_field in names
    assert set(spec.title) <= names
    assert spec.title
    assert spec.day is None or spec.day in names


def test_code_lists_and_vocabularies_exist(spec: EntitySpec) -> None:
    for field in spec.fields:
        if field.codes is not None:
            assert choices(field.codes), field.codes
        if field.vocabulary is not None:
            assert hasattr(vocabulary, field.vocabulary), field.vocabulary


def test_entities_are_frozen_and_start_empty(spec: EntitySpec) -> None:
    parent = {"parent_id": "p"} if spec.parent else {}
    row = spec.entity(id="x", **parent)
    assert all(getattr(row, field.name) is None for field in spec.fields)
    with pytest.raises(dataclasses.FrozenInstanceError):
        row.id = "y"  # type: ignore[misc]


def test_every_entity_knows_source_certainty_and_author(spec: EntitySpec) -> None:
    common = {field.name for field in spec.fields if field.common}
    assert {"source_document_id", "source_kind", "certainty", "noted_by", "noted_on"} <= common


def test_shown_id_is_the_imported_one_where_there_is_one() -> None:
    assert Treatment(id="u", imported_id="tx-07").shown_id == "tx-07"
    assert Treatment(id="u").shown_id == "u"


def test_id_key_of_lab_panels_is_theirs() -> None:
    assert LabPanel.spec.field("imported_id").key == "panel_id"
    assert LabResult.spec.parent is LabPanel
    with pytest.raises(KeyError):
        LabPanel.spec.field("no_such_field")


@pytest.mark.shared_data
def test_every_key_of_the_published_schema_is_declared(shared_data: Path) -> None:
    schema = json.loads((shared_data / "case.schema.json").read_text(encoding="utf-8"))
    sections = {spec.section: spec for spec in ALL if spec.parent is None}
    root = {field.key for field in sections[""].fields}
    for section, shape in schema["properties"].items():
        if section in root:
            continue
        assert section in sections, section
        keys = (shape.get("items") or shape).get("properties", {})
        assert set(keys) <= _keys(sections[section]), section


def _keys(spec: EntitySpec) -> set[str]:
    keys = {field.key.split(".")[0] for field in spec.fields}
    return keys | {part.section for part in ALL if part.parent is spec.entity}


def test_entity_is_the_base_of_all() -> None:
    assert all(issubclass(spec.entity, Entity) for spec in ALL)
