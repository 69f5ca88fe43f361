"""A folder with every document and an index: whole or not at all, over nobody's files."""

import csv
import errno
import hashlib
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.case.entities import Document
from app.case.partial_date import PartialDate
from app.casefile import Attach, Insert, new_id
from app.errors import CasebookError
from app.usecases import documents_folder as subject
from app.usecases.documents_folder import documents_folder
from app.usecases.safe_names import names_apart, safe_ending, safe_stem
from app.usecases.session import Session


def keep(session: Session, title: str, content: bytes, name: str = "scan.PDF") -> str:
    digest = hashlib.sha256(content).hexdigest()
    row = Document(
        id=new_id(),
        title=title,
        type="pathology",
        date=PartialDate(2024, 3, 12),
        file_name=name,
        attachment_sha256=digest,
    )
    session.run("keep", [Attach(digest, name, content), Insert(row)])
    return digest


def index(folder: Path) -> list[dict[str, str]]:
    text = (folder / "index.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


class Links(HTMLParser):
    """The addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name == "href"]


def test_documents_stand_in_the_folder_with_their_fingerprints(
    session: Session, tmp_path: Path
) -> None:
    digest = keep(session, "Marrow <report>: day/1", b"%PDF one")
    keep(session, "marrow <REPORT>: day/1", b"%PDF two")
    made = documents_folder(session, tmp_path / "out")
    assert made.files == 2
    assert made.words == "2 documents"
    first, second = index(made.folder)
    assert first["file"] == "2024-03-12 Marrow -report- day-1.pdf"
    assert second["file"] == "2024-03-12 marrow -REPORT- day-1 (2).pdf"
    assert first["sha256"] == digest
    assert hashlib.sha256((made.folder / first["file"]).read_bytes()).hexdigest() == digest
    assert first["kind"] == "Pathology report"
    assert first["date"] == "12 March 2024"


def test_the_page_escapes_and_links(session: Session, tmp_path: Path) -> None:
    keep(session, "<script>alert(1)</script> & 100% #1", b"x")
    made = documents_folder(session, tmp_path / "out")
    page = (made.folder / "index.html").read_text("utf-8")
    assert "<script>" not in page
    links = Links()
    links.feed(page)
    (link,) = links.found
    assert "%23" in link
    assert "Documents of Maya Ellison" in page


def test_words_and_missing_files_are_told(session: Session, tmp_path: Path) -> None:
    rows = [
        Document(id=new_id(), title="Phone call", text="They said yes."),
        Document(id=new_id(), title="On paper only", file_name="a.pdf"),
        Document(id=new_id(), title="=1+1"),
    ]
    session.run("rows", [Insert(row) for row in rows])
    made = documents_folder(session, tmp_path / "out")
    lines = {line["title"]: line for line in index(made.folder)}
    assert (made.folder / lines["Phone call"]["file"]).read_text("utf-8") == "They said yes."
    assert lines["On paper only"]["file"] == ""
    assert "'=1+1" in lines
    assert made.files == 1
    assert len(made.notes) == 2


def test_other_attached_files_come_along(session: Session, tmp_path: Path) -> None:
    content = b"{}"
    digest = hashlib.sha256(content).hexdigest()
    session.run("attach", [Attach(digest, "NCT1.json", content)])
    made = documents_folder(session, tmp_path / "out")
    assert (made.folder / "other files" / "NCT1.json").read_bytes() == content
    assert [line["file"] for line in index(made.folder)] == ["other files/NCT1.json"]


def test_a_damaged_file_is_named_and_the_rest_comes(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(session, "Letter", b"one")

    def damaged(_: str) -> bytes:
        raise CasebookError("This attached file is damaged.")

    monkeypatch.setattr(session.file, "attachment", damaged)
    made = documents_folder(session, tmp_path / "out")
    assert made.notes == ("Letter: This attached file is damaged.",)
    assert (made.folder / "index.html").is_file()


def test_an_empty_folder_is_filled_and_a_full_one_left_alone(
    session: Session, tmp_path: Path
) -> None:
    keep(session, "Letter", b"one")
    (tmp_path / "empty").mkdir()
    assert documents_folder(session, tmp_path / "empty").files == 1
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "index.html").write_text("mine")
    with pytest.raises(CasebookError, match="left as they are"):
        documents_folder(session, theirs)
    assert (theirs / "index.html").read_text() == "mine"
    with pytest.raises(CasebookError, match="left as it is"):
        documents_folder(session, theirs / "index.html")


def test_a_missing_place_is_told_calmly(session: Session, tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="another place"):
        documents_folder(session, tmp_path / "no" / "such" / "place")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_full_disk_leaves_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    keep(session, "Letter", b"one")

    def full(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(subject.os, "fsync", full)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(CasebookError, match="Nothing half-made"):
        documents_folder(session, tmp_path / "out")
    assert sorted(tmp_path.iterdir()) == before


@given(st.text(max_size=300))
def test_a_name_is_safe_on_every_system(text: str) -> None:
    stem = safe_stem(text)
    assert stem
    assert not set(stem) & set('<>:"/\\|?*')
    assert stem.isprintable()
    assert stem == stem.strip()
    assert not stem.endswith(".")
    assert len(stem.encode()) <= 110
    assert stem.split(".")[0].casefold() not in {"con", "nul", "com1", "lpt9", "aux", "prn"}


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", ".pdf"), ("a", ""), (None, ""), ("a.b c", ""), ("x.verylongending", "")],
)
def test_the_ending_of_a_file(name: str | None, ending: str) -> None:
    assert safe_ending(name) == ending


def test_names_differ_by_more_than_capitals() -> None:
    name = names_apart()
    assert [name("A", ".txt"), name("a", ".TXT"), name("a", ".txt")] == [
        "A.txt",
        "a (2).TXT",
        "a (3).txt",
    ]


@pytest.fixture(autouse=True)
def _no_leftovers(tmp_path: Path) -> Iterator[None]:
    yield
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]
