"""Documents: what they hold, how they are kept, what is told of those that cannot be."""

from pathlib import Path

import pytest

from app.case.entities import Document
from app.errors import Cancelled, CasebookError
from app.usecases.document_content import document_content, save_copy, sizes
from app.usecases.document_keep import keep_documents, read_documents
from app.usecases.document_of_a_case import is_case_json
from app.usecases.session import Session
from tests.records.samples import pdf_of


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "form", "words"),
    [
        ("a.pdf", pdf_of("Marrow"), "pdf", ""),
        ("a.png", b"\x89PNG\r\n\x1a\n0000", "picture", ""),
        ("a.txt", b"Dear family", "text", "Dear family"),
        ("a.html", b"<html><body><p>Dear family</p></body></html>", "text", "Dear family"),
        ("a.bin", b"\x00\x01\x02", "other", ""),
    ],
)
def test_every_form_is_told_by_its_content(
    session: Session, tmp_path: Path, name: str, content: bytes, form: str, words: str
) -> None:
    read = read_documents(session, [write(tmp_path, name, content)])
    keep_documents(session, read.drafts)
    document = session.case.all(Document)[-1]
    told = document_content(session, document)
    assert told.form == form
    assert words in told.text
    assert told.content == content
    assert sizes(session)[document.attachment_sha256 or ""] == len(content)
    save_copy(tmp_path / "out", told)
    assert (tmp_path / "out").read_bytes() == content


def test_a_file_that_is_gone_is_told_with_the_text_there_is(session: Session) -> None:
    lost = Document(id="d", title="Report", text="words", attachment_sha256="0" * 64)
    told = document_content(session, lost)
    assert (told.form, told.text, told.content) == ("missing", "words", b"")
    assert told.why
    paper = document_content(session, Document(id="p", title="Paper"))
    assert (paper.form, paper.why) == ("none", "")


def test_what_cannot_be_kept_is_told_and_the_rest_is_kept(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    paths = [
        write(tmp_path, "empty.txt", b""),
        folder,
        tmp_path / "gone.txt",
        write(tmp_path, "good.txt", b"good"),
    ]
    seen: list[tuple[int, int]] = []
    read = read_documents(session, paths, progress=lambda done, of: seen.append((done, of)))
    assert [draft.path.name for draft in read.drafts] == ["good.txt"]
    assert len(read.refused) == 3
    assert all("Nothing was changed" in sentence for sentence in read.refused)
    assert seen[-1] == (3, 4)


def test_a_file_too_large_stays_outside(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.usecases.document_keep.LARGEST", 3)
    read = read_documents(session, [write(tmp_path, "large.txt", b"large")])
    assert "too large" in read.refused[0]


def test_the_same_content_is_noticed(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "one.txt", b"one")
    changes = keep_documents(session, read_documents(session, [path]).drafts)
    assert changes.name == "keep one.txt"
    assert read_documents(session, [path]).drafts[0].already == "one"


def test_results_in_a_text_are_counted_and_name_its_kind(session: Session, tmp_path: Path) -> None:
    text = b"Collected 12 May 2026\nFerritin 210 ug/L 12 - 150\n"
    draft = read_documents(session, [write(tmp_path, "sheet.txt", text)]).drafts[0]
    assert draft.results == 1
    assert draft.document.type == "lab"


def test_stopping_reads_no_further(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, "one.txt", b"one")
    with pytest.raises(Cancelled):
        read_documents(session, [path], cancelled=lambda: True)


def test_saving_where_nothing_can_be_written(session: Session, tmp_path: Path) -> None:
    told = document_content(session, Document(id="d", text="words"))
    with pytest.raises(CasebookError):
        save_copy(tmp_path / "no" / "where.txt", told)


def test_a_case_as_json_is_known_by_its_beginning(tmp_path: Path) -> None:
    case = write(tmp_path, "case.json", b'\xef\xbb\xbf {"schema_version": "1.0", "patient": {}}')
    assert is_case_json(case)
    assert not is_case_json(write(tmp_path, "other.json", b'{"resourceType": "Patient"}'))
    assert not is_case_json(tmp_path / "gone.json")
    assert not is_case_json(tmp_path)
