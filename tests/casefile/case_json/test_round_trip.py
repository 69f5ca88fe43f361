"""A case comes out of its file exactly as it went in, whatever was in it."""

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.case import exact_json
from app.case.case import SPECS, Case
from app.case.declaration import Entity, EntitySpec
from app.case.entities import Allergy, CaseInfo, Document, DonorSearch, LabPanel
from app.case.rows import decode, encode
from app.casefile import Attach, CaseFile, Delete, Insert, Update, create_from_json, new_id, verify
from app.casefile.case_json import layout
from app.casefile.case_json.parsing import parsed
from app.casefile.case_json.reading import read_case
from app.casefile.case_json.writing import case_document, text
from app.errors import CasebookError
from tests.casefile import strategies
from tests.casefile.case_json.test_reading import without_ours

ONE_OF_EVERY_KIND = Path(__file__).resolve().parents[2] / "casefiles" / "schema-0001.casebook"


def same_text(value: Any) -> str:
    """Return JSON text in which the order of keys does not count, but every digit does."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(k)}: {same_text(value[k])}" for k in sorted(value))
        return "{" + inner + "}"
    if isinstance(value, list):
        return "[" + ", ".join(same_text(item) for item in value) + "]"
    return exact_json.dumps(value)


@given(strategies.documents())
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_case_comes_out_as_it_went_in(document):
    document = parsed(text(document).encode())
    read = read_case(document, "x.json", new_id)
    stored = [decode(entity.spec, encode(entity)) for entity in read.entities]
    written = without_ours(case_document(Case.of(stored)))
    assert same_text(written) == same_text(document)


@given(st.data())
@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
def test_every_kind_of_row_comes_out_as_it_went_in(data):
    spec = data.draw(st.sampled_from([s for s in strategies.EVERY_KIND if not s.parent]))
    if spec.entity is CaseInfo or spec.section == "patient":
        return
    row = data.draw(strategies.objects(spec))
    document = {"patient": {"display_name": "E"}, spec.section: row if spec.single else [row]}
    document = parsed(text(document).encode())
    written = without_ours(case_document(Case.of(read_case(document, "x.json", new_id).entities)))
    assert same_text(written[spec.section]) == same_text(document[spec.section])


@given(strategies.documents())
@settings(max_examples=5, suppress_health_check=list(HealthCheck), deadline=None)
def test_a_full_export_of_any_case_makes_the_same_file(tmp_path_factory, document):
    folder = tmp_path_factory.mktemp("case")
    source = folder / "x.json"
    source.write_text(text(document), encoding="utf-8")
    assert_makes_itself(source, folder)


def assert_makes_itself(source: Path, folder: Path) -> None:
    """Import, export, import the export and export again: the same bytes, and both verify."""
    first, second = folder / "first.casebook", folder / "second.casebook"
    create_from_json(first, source)
    exported = full_text(first)
    copy = folder / "copy.json"
    copy.write_text(exported, encoding="utf-8")
    assert create_from_json(second, copy) == ()
    assert full_text(second) == exported
    assert all(check.ok for path in (first, second) for check in verify(path))


def full_text(path: Path) -> str:
    with CaseFile.open(path, read_only=True) as case_file:
        return text(case_file.full_document())


# The sample cases


@pytest.fixture(params=["case-a-t-all-17", "case-b-t-lbl-58", "case-c-b-all-9"])
def sample(request, shared_data) -> Path:
    return shared_data / "cases" / f"{request.param}.json"


@pytest.mark.shared_data
def test_a_sample_case_comes_out_field_by_field(sample, tmp_path):
    path = tmp_path / "x.casebook"
    assert create_from_json(path, sample) == ()
    original = parsed(sample.read_bytes())
    with CaseFile.open(path) as case_file:
        document = case_file.full_document()
    for key in layout.OURS:
        del document[key]
    assert same_text(without_ours(document)) == same_text(original)


@pytest.mark.shared_data
def test_an_exported_sample_has_the_published_shape(sample, tmp_path, shared_data):
    path = tmp_path / "x.casebook"
    create_from_json(path, sample)
    schema = json.loads((shared_data / "case.schema.json").read_text())
    jsonschema.validate(json.loads(full_text(path)), schema)


@pytest.mark.shared_data
def test_a_sample_case_makes_itself(sample, tmp_path):
    assert_makes_itself(sample, tmp_path)


@pytest.mark.shared_data
def test_export_comes_from_the_tables(sample, tmp_path):
    path = tmp_path / "x.casebook"
    create_from_json(path, sample)
    before = full_case(path)
    with CaseFile.open(path) as case_file:
        for spec in SPECS.values():
            edit_delete_and_undo(case_file, spec)
    assert full_case(path) == before
    assert all(check.ok for check in verify(path))
    exported = tmp_path / "x.json"
    exported.write_text(full_text(path), encoding="utf-8")
    again = tmp_path / "again.casebook"
    create_from_json(again, exported)
    assert full_text(again) == exported.read_text(encoding="utf-8")
    with CaseFile.open(again) as case_file, CaseFile.open(path) as original:
        assert case_file.redo_name == original.redo_name
        case_file.redo()
        original.redo()
        assert text(case_document(case_file.case())) == text(case_document(original.case()))


def test_one_row_of_every_kind_is_edited_deleted_and_undone(tmp_path):
    path = tmp_path / "x.casebook"
    shutil.copyfile(ONE_OF_EVERY_KIND, path)
    before = full_case(path)
    with CaseFile.open(path, backup_on_close=False) as case_file:
        for spec in SPECS.values():
            assert case_file.case().all(spec.entity)
            edit_delete_and_undo(case_file, spec)
    assert full_case(path) == before
    assert all(check.ok for check in verify(path))
    source = tmp_path / "x.json"
    source.write_text(full_text(path), encoding="utf-8")
    assert_makes_itself(source, tmp_path)


def full_case(path: Path) -> str:
    with CaseFile.open(path, read_only=True) as case_file:
        return text(case_document(case_file.case()))


def edit_delete_and_undo(case_file: CaseFile, spec: EntitySpec) -> None:
    """Edit one row of a kind, see it in the export, undo; the same with deleting it."""
    rows = case_file.case().all(spec.entity)
    if not rows:
        return
    row: Entity = rows[0]
    before = case_document(case_file.case())
    case_file.run("edit", [Update(replace(row, source_page="p. 4"))])
    edited = case_document(case_file.case())
    assert edited != before
    assert "'source_page': 'p. 4'" in repr(edited)
    case_file.undo()
    assert case_document(case_file.case()) == before
    case_file.run("delete", [Delete(spec.table, row.id)])
    assert row.id not in repr(case_document(case_file.case()))
    case_file.undo()
    assert case_document(case_file.case()) == before


# The full export


@pytest.fixture
def lived_in(case_file) -> CaseFile:
    """A case with every kind of operation in its history, attachments included."""
    content = bytes(range(256)) * 10
    digest = sha256(content).hexdigest()
    document = Document(id=new_id(), title="Letter", attachment_sha256=digest)
    case_file.run("attach", [Attach(digest, "l.pdf", content), Insert(document)])
    allergy = case_file.case().all(Allergy)[0]
    edited = case_file.run("edit", [Update(replace(allergy, severity="severe"))])
    case_file.run("delete", [Delete("document", document.id)])
    case_file.undo()
    case_file.undo_operation(edited.operation_id or "")
    case_file.run("delete", [Delete("lab_panel", case_file.case().all(LabPanel)[0].id)])
    case_file.undo()
    return case_file


def exported(case_file: CaseFile) -> Path:
    path = case_file.path.with_suffix(".json")
    path.write_text(text(case_file.full_document()), encoding="utf-8")
    return path


def test_a_full_export_makes_the_same_file_with_its_history(lived_in, tmp_path):
    source = exported(lived_in)
    path = tmp_path / "again.casebook"
    create_from_json(path, source)
    with CaseFile.open(path) as again:
        assert text(again.full_document()) == source.read_text(encoding="utf-8")
        assert again.file_id == lived_in.file_id
        assert again.history() == lived_in.history()
        assert (again.undo_name, again.redo_name) == (lived_in.undo_name, lived_in.redo_name)
        while again.undo_name:
            again.undo()
            lived_in.undo()
            assert text(case_document(again.case())) == text(case_document(lived_in.case()))
    assert all(check.ok for check in verify(path))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d["allergies"][0].update(substance="latex"),
        lambda d: d.update(allergies=[]),
        lambda d: d.update(title="other"),
        lambda d: d["history"].pop(0),
        lambda d: d["history"].pop(2),
        lambda d: d["history"][1].pop("changes"),
        lambda d: d["history"][1]["changes"].pop(),
        lambda d: d["history"][1].update(kind="dance"),
        lambda d: d["history"][1].update(name=3),
        lambda d: d["history"][2]["changes"][0].update(table="sqlite_schema"),
        lambda d: d["history"][2]["changes"][0].update(before=None),
        lambda d: d["history"][2]["changes"][0].update(after=[]),
        lambda d: d["history"][2]["changes"][0].update(after={"id": 3}),
        lambda d: d["history"][2]["changes"][0]["after"].update(noted_on="soon"),
        lambda d: d["history"][2]["changes"][0]["after"].update(position="x"),
        lambda d: d["history"][0]["changes"][4]["after"].update(parent_id="nobody"),
        lambda d: d.update(history={}),
        lambda d: d.update(history=[]),
        lambda d: d.update(history=[1]),
        lambda d: d.update(history="diagnosed in 2020"),
        lambda d: d["attachments"].pop(),
    ],
)
def test_a_history_that_does_not_fit_its_entries_makes_nothing(lived_in, tmp_path, spoil):
    document = lived_in.full_document()
    spoil(document)
    source = tmp_path / "spoiled.json"
    source.write_text(text(document), encoding="utf-8")
    path = tmp_path / "again.casebook"
    with pytest.raises(CasebookError, match="do not agree") as caught:
        create_from_json(path, source)
    assert caught.value.places
    assert not path.exists()
    assert not list(tmp_path.glob(".*again*"))


@pytest.mark.parametrize(
    ("attachments", "place"),
    [
        ({}, "attachments: should be a list"),
        ([{"sha256": "x"}], "attachments[0]: should have sha256, name and base64 as texts"),
        (
            [{"sha256": "x", "name": "n", "base64": "??"}],
            "attachments[0]: the content is not base64",
        ),
        (
            [{"sha256": "x", "name": "n", "base64": "eA=="}],
            "attachments[0]: the content does not fit its sha256",
        ),
    ],
)
def test_attachments_that_are_none_make_nothing(tmp_path, attachments, place):
    source = tmp_path / "x.json"
    source.write_text(json.dumps({"patient": {"display_name": "E"}, "attachments": attachments}))
    with pytest.raises(CasebookError) as caught:
        create_from_json(tmp_path / "x.casebook", source)
    assert caught.value.places == (place,)
    assert list(tmp_path.iterdir()) == [source]


def test_attachments_come_in_without_a_history(tmp_path):
    digest = sha256(b"x").hexdigest()
    attached = {"sha256": digest, "name": "n", "base64": "eA=="}
    source = tmp_path / "x.json"
    source.write_text(json.dumps({"patient": {"display_name": "E"}, "attachments": [attached]}))
    create_from_json(tmp_path / "x.casebook", source, author="Ana")
    with CaseFile.open(tmp_path / "x.casebook") as case_file:
        assert case_file.attachment(digest) == b"x"
        assert case_file.full_document()["attachments"] == [attached]
        assert case_file.history()[0].name == "new case from x.json"
        assert case_file.undo_name is None


def test_two_rows_of_a_single_kind_are_both_written_and_read_again(case_file, tmp_path):
    case_file.run("merge", [Insert(DonorSearch(id=new_id(), registry=n)) for n in ("a", "b")])
    source = exported(case_file)
    document = parsed(source.read_bytes())
    assert [row["registry"] for row in document["donor_search"]] == ["a", "b"]
    del document["history"]
    source.write_text(text(document), encoding="utf-8")
    create_from_json(tmp_path / "again.casebook", source)
    with CaseFile.open(tmp_path / "again.casebook") as again:
        assert [row.registry for row in again.case().all(DonorSearch)] == ["a", "b"]


@pytest.mark.parametrize("missing", ["gone.json", "a folder"])
def test_a_source_that_cannot_be_read_is_said_calmly(tmp_path, missing):
    (tmp_path / "a folder").mkdir()
    with pytest.raises(CasebookError, match="Nothing was made"):
        create_from_json(tmp_path / "x.casebook", tmp_path / missing)


def test_a_source_of_gigabytes_is_refused_unread(tmp_path):
    source = tmp_path / "x.json"
    with source.open("wb") as file:
        file.truncate(2**30 + 1)
    with pytest.raises(CasebookError, match="too large"):
        create_from_json(tmp_path / "x.casebook", source)


def test_no_place_in_case_json_has_two_meanings():
    for table in SPECS:
        spec = SPECS[table]
        keys = [field.key for field in spec.fields] + [part.section for part in layout.parts(table)]
        keys += [group.path for group in layout.groups(layout.places(table))]
        assert len(set(keys)) == len(keys)
        assert not {*layout.OURS, layout.UUID, layout.OTHER_UUID} & set(keys)
