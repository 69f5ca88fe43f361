"""The example that an empty case shows: marked, nothing of the case on it."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.case.entities import Alert, Diagnosis
from app.errors import CasebookError
from app.usecases import entries
from app.usecases.example_page import MARK, example_pdf
from app.usecases.make_case import new_case
from app.usecases.page_choice import PRINTABLE, PageChoice, nothing_noted
from app.usecases.print_page import possible_pdf
from app.usecases.session import Session

NAME = "Zebedee Quill"


def empty(folder: Path) -> Session:
    new_case(folder / "case.casebook", name=NAME)
    return Session.open(folder / "case.casebook")


@pytest.mark.parametrize("what", PRINTABLE)
def test_every_page_is_marked_and_tells_nothing_of_the_case(tmp_path: Path, what: str) -> None:
    with empty(tmp_path) as session:
        made = example_pdf(session, PageChoice(what=what, paper="a4"))
    assert made.example
    reader = PdfReader(BytesIO(made.pdf))
    assert len(reader.pages) == made.pages
    for page in reader.pages:
        contents = page.get_contents()
        assert contents is not None
        assert b"/Subtype /Watermark" in contents.get_data()
        assert "Zebedee" not in page.extract_text()
        assert round(float(page.mediabox.width)) == 595
    assert reader.metadata is not None
    assert (reader.metadata.title or "").startswith(MARK)


def test_pages_that_need_trials_are_shown_by_the_summary(tmp_path: Path) -> None:
    with empty(tmp_path) as session:
        made = example_pdf(session, PageChoice(what="review", also=("card",)))
    assert made.parts == (("card", 1),)
    with empty_again(tmp_path) as session:
        assert example_pdf(session, PageChoice(what="review")).parts == (("summary", 1),)


def empty_again(folder: Path) -> Session:
    return Session.open(folder / "case.casebook")


def test_a_case_begins_with_the_first_entry(tmp_path: Path) -> None:
    with empty(tmp_path) as session:
        assert nothing_noted(session.case)
        entries.save(session, entries.blank(Diagnosis, name_on_report="leukemia"))
        assert nothing_noted(session.case)
        entries.save(session, entries.blank(Alert, text="never"))
        assert not nothing_noted(session.case)


def test_what_can_be_made_is_made_and_the_rest_is_told(tmp_path: Path) -> None:
    with empty(tmp_path) as session:
        made = possible_pdf(session, PageChoice(what="note", also=("card",)))
        assert made.parts == (("card", 1),)
        ((what, why),) = made.refused
        assert what == "note"
        assert why.startswith("No visit has taken place yet")
        assert "Nothing was printed" not in why
        with pytest.raises(CasebookError, match="No visit has taken place"):
            possible_pdf(session, PageChoice(what="note", also=("trials",)))
