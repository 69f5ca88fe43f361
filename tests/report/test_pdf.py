"""The file itself: tagged, searchable, fonts embedded, same outline same bytes."""

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import ContentStream

from app.case.case import Case
from app.case.facts import Facts
from app.report import packet_outline, summary_outline
from app.report.contents.card import card_outline
from app.report.drawing import make_pdf
from app.report.outline.blocks import Paragraph
from app.report.outline.document import Footer, Outline, Page
from app.report.outline.style import LARGE, NORMAL, SMALLEST
from app.report.outline.words import Shape, say, shape, strong
from tests.report.conftest import EXAMPLE_DAY, options

FOOTER = Footer("Disclaimer.", "Trials.", "Printed on 1 May 2026", "Noor")


def outline(*blocks: Any, **more: Any) -> Outline:
    values = {
        "title": "Page: Noor <&>",
        "language": "en",
        "paper": (612.0, 792.0),
        "style": NORMAL,
        "footer": FOOTER,
        "pages": (Page(blocks),),
        "created": "2026-05-01",
    }
    return Outline(**(values | more))


def reader(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def summary(example: Case, example_facts: Facts) -> bytes:
    return make_pdf(summary_outline(example, example_facts, options(EXAMPLE_DAY, two_sided=True)))


@pytest.fixture(scope="module")
def packet(example: Case, example_facts: Facts) -> bytes:
    return make_pdf(packet_outline(example, example_facts, options(EXAMPLE_DAY)))


def test_title_language_and_window_title(summary: bytes) -> None:
    found = reader(summary)
    assert found.metadata is not None
    assert found.metadata.title == "Appointment summary: Maya Ellison"
    assert found.metadata["/CreationDate"] == "D:20260512000000Z"
    root = found.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    xmp = root["/Metadata"].get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "Appointment summary: Maya Ellison" in xmp


def test_titles_with_signs_of_markup_stay_whole() -> None:
    content = make_pdf(outline(Paragraph(say("x"))))
    xmp = reader(content).trailer["/Root"]["/Metadata"].get_data().decode("utf-8")
    assert "Page: Noor &lt;&amp;&gt;" in xmp


def test_only_casebook_sans_is_named_and_it_is_embedded(packet: bytes) -> None:
    for page in reader(packet).pages:
        for font in page["/Resources"]["/Font"].values():
            one = font.get_object()
            assert "CasebookSans" in one["/BaseFont"]
            assert "/FontFile2" in one["/FontDescriptor"]
            assert "/ToUnicode" in one


def test_headings_are_bookmarks(summary: bytes) -> None:
    def flat(entries: Any) -> list[str]:
        return [
            title
            for entry in entries
            for title in (flat(entry) if isinstance(entry, list) else [entry.title])
        ]

    titles = flat(reader(summary).outline)
    assert titles[0] == "Appointment summary: Maya Ellison"
    assert "Our questions" in titles
    assert "Trends" in titles


def test_text_can_be_copied_in_whole_words(summary: bytes) -> None:
    text = reader(summary).pages[0].extract_text()
    assert "Can dexamethasone be stopped in time for the XT-107 trial?" in text
    assert "10³/µL" in text


def test_pages_name_their_place_in_the_parent_tree(packet: bytes) -> None:
    found = reader(packet)
    root = found.trailer["/Root"]["/StructTreeRoot"]
    keys = root["/ParentTree"]["/Nums"][::2]
    assert list(keys) == list(range(len(found.pages)))
    for number, page in enumerate(found.pages):
        assert page["/StructParents"] == number
        assert page["/Tabs"] == "/S"


def marked(page: Any, found: pypdf.PdfReader) -> list[tuple[str, int | None]]:
    """Return tag and number of every marked content, and check that all content is marked."""
    depth, marks = 0, []
    for operands, operator in ContentStream(page.get_contents(), found).operations:
        if operator in (b"BDC", b"BMC"):
            about = operands[1] if operator == b"BDC" else {}
            marks.append((str(operands[0]), about.get("/MCID")))
            depth += 1
        elif operator == b"EMC":
            depth -= 1
        elif operator in (b"Tj", b"f", b"S", b"B", b"f*"):
            assert depth > 0, "something is drawn outside of all marked content"
    assert depth == 0
    return marks


def test_all_content_is_tagged_or_an_artifact(packet: bytes) -> None:
    found = reader(packet)
    tree = found.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(found.pages):
        marks = marked(page, found)
        numbers = [mcid for _, mcid in marks if mcid is not None]
        assert numbers == list(range(len(numbers)))
        owners = tree[2 * number + 1].get_object()
        assert len(owners) == len(numbers)
        by_number = {mcid: tag for tag, mcid in marks if mcid is not None}
        for mcid, owner in enumerate(owners):
            assert owner.get_object()["/S"] == by_number[mcid]


def elements(node: Any) -> list[Any]:
    found = [node]
    for kid in node.get("/K", []):
        one = kid.get_object()
        if not isinstance(one, int):
            found += elements(one)
    return found


def test_the_tree_is_well_formed(packet: bytes) -> None:
    root = reader(packet).trailer["/Root"]["/StructTreeRoot"]
    document = root["/K"][0].get_object()
    assert document["/S"] == "/Document"
    allowed = {
        "/Table": {"/TR"},
        "/TR": {"/TH", "/TD"},
        "/L": {"/LI"},
        "/LI": {"/Lbl", "/LBody"},
    }
    for element in elements(document):
        kids = [kid.get_object() for kid in element.get("/K", [])]
        tags = {kid["/S"] for kid in kids if not isinstance(kid, int)}
        assert tags <= allowed.get(element["/S"], tags)
        if element["/S"] == "/Figure":
            assert element["/Alt"]
        if element["/S"] == "/TH":
            assert element["/A"]["/Scope"] in ("/Row", "/Column")


def test_reading_order_is_that_of_the_page(summary: bytes) -> None:
    found = reader(summary)
    text = found.pages[0].extract_text()
    order = [
        "Maya Ellison",
        "Please note",
        "Allergies",
        "Decision wanted",
        "Our questions",
        "At a glance",
        "Medicines now",
        "Course and treatments",
        "Last doses",
        "Blood results",
        "Trials and access",
    ]
    places = [text.index(title) for title in order]
    assert places == sorted(places)


def test_a_shape_can_be_searched() -> None:
    content = make_pdf(outline(Paragraph(say("Check ", shape(Shape.FITS), " 9"))))
    assert "fits" in reader(content).pages[0].extract_text()


def test_missing_letters_are_boxes_that_copy_as_themselves() -> None:
    content = make_pdf(outline(Paragraph(say("Li 李明 ", strong("مرحبا 😀")))))
    operations = reader(content).pages[0].get_contents().get_data()
    for told in ("Li 李明", "مرحبا 😀"):
        assert told.encode("utf-16-be").hex().upper().encode() in operations


def sizes(content: bytes) -> set[float]:
    found = reader(content)
    return {
        float(operands[1])
        for page in found.pages
        for operands, operator in ContentStream(page.get_contents(), found).operations
        if operator == b"Tf"
    }


def test_no_text_is_smaller_than_allowed(summary: bytes, packet: bytes) -> None:
    for content in (summary, packet):
        assert min(sizes(content)) == NORMAL.footer
        assert all(size >= SMALLEST for size in sizes(content) - {NORMAL.footer})


def test_large_print_is_large_everywhere(example: Case, example_facts: Facts) -> None:
    chosen = options(EXAMPLE_DAY, large=True)
    for make in (summary_outline, packet_outline, card_outline):
        assert min(sizes(make_pdf(make(example, example_facts, chosen)))) >= LARGE.body


def test_only_greys_and_light_fills(packet: bytes) -> None:
    found = reader(packet)
    for page in found.pages:
        for operands, operator in ContentStream(page.get_contents(), found).operations:
            assert operator not in (b"rg", b"RG", b"k", b"K")
            if operator == b"g" and operands[0] not in (0, 1):
                # Fills are light (12 % at most) or dark enough to carry white letters.
                assert operands[0] >= 0.88 or operands[0] <= 0.3


def test_same_outline_same_bytes(example: Case, example_facts: Facts) -> None:
    chosen = options(EXAMPLE_DAY, two_sided=True)
    made = summary_outline(example, example_facts, chosen)
    assert make_pdf(made) == make_pdf(summary_outline(example, example_facts, chosen))


_AGAIN = """
import sys
from tests.report.conftest import EXAMPLE_DAY, case_of, options
import json
from app.resource_files import resource_file
from app.case.facts import facts_of
from app.report import packet_outline
from app.report.drawing import make_pdf
case = case_of(json.loads(resource_file("example/case.json").read_text("utf-8")))
made = packet_outline(case, facts_of(case, EXAMPLE_DAY), options(EXAMPLE_DAY))
sys.stdout.buffer.write(make_pdf(made))
"""


def test_other_processes_and_seeds_make_the_same_bytes(packet: bytes) -> None:
    root = Path(__file__).parents[2]
    for seed in ("0", "77"):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(root),
            "SOURCE_DATE_EPOCH": "1",
            "TZ": "Asia/Tokyo",
        }
        made = subprocess.run(
            [sys.executable, "-c", _AGAIN],
            env=environment,
            cwd=root,
            capture_output=True,
            check=True,
        )
        assert made.stdout == packet


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_qpdf_finds_nothing_wrong(packet: bytes, tmp_path: Path) -> None:
    path = tmp_path / "packet.pdf"
    path.write_bytes(packet)
    done = subprocess.run([tool("qpdf"), "--check", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pdfinfo_reads_the_structure(summary: bytes, tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(summary)
    told = subprocess.run([tool("pdfinfo"), path], capture_output=True, text=True, check=True)
    assert "Tagged:          yes" in told.stdout
    assert "Suspects:        no" in told.stdout
    text = subprocess.run(
        [tool("pdfinfo"), "-enc", "UTF-8", "-struct-text", path],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=True,
    ).stdout
    for tag in ("H1 (block)", "H2 (block)", "Table (block)", "TR", "TH", "TD", "LBody", "Figure"):
        assert tag in text


def test_pdffonts_lists_no_other_font(summary: bytes, tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(summary)
    told = subprocess.run([tool("pdffonts"), path], capture_output=True, text=True, check=True)
    fonts = told.stdout.splitlines()[2:]
    assert fonts
    assert all("+CasebookSans-" in line and " yes yes yes " in line for line in fonts)
