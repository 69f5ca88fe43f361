"""The page Print: choices on the left, the very PDF on the right."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout

from app.case.case import ENTITIES
from app.errors import CasebookError
from app.settings import PAPER, paper_of_region
from app.ui.buttons import Button
from app.ui.cards import Card, empty_layout
from app.ui.jobs import Progress
from app.ui.labels import make_label
from app.ui.page import Page, Surroundings
from app.ui.printing.kept_sections import keep_sections, kept_sections
from app.ui.printing.preview import PdfPreview
from app.ui.printing.print_choices import PrintChoices
from app.ui.printing.what_to_print import document_name
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import SPACE_12, SPACE_16, SPACE_20, TWO_COLUMNS_EM
from app.usecases.output_files import write_whole
from app.usecases.page_choice import PageChoice, nothing_noted

if TYPE_CHECKING:
    from app.usecases.print_page import PrintedPage

_CHOICES_WIDTH = 322
_WAIT_MS = 120
_IDLE_MS = 1200
_WHOLE = "packet"
_QUICKLY_COUNTED = 4000
"""Entries of a case whose whole record is laid out in about a second."""
_GAP = 14
_LOWEST_PREVIEW = 300
_NO_LIMIT = 16_777_215


class PrintPage(Page):
    """Preview, Save as PDF, Print."""

    key = "print"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.printed: PrintedPage | None = None
        self._making: PageChoice | None = None
        self._is_example = False
        self._case_id = around.case.case.info.id
        self.choices = PrintChoices(self.theme, self._usual_paper())
        self.choices.sections.show_sections(kept_sections(around.settings, self._case_id))
        self.preview = PdfPreview(self.theme)
        self._to_preview = Button(self.theme, self.tr("Show the preview"), icon="eye")
        # What is in the way of the pages stands above the choices, what they lack below them.
        self._in_the_way, self._notes = QVBoxLayout(), QVBoxLayout()
        self._save = Button(self.theme, self.tr("Save as PDF…"), icon="download")
        self._print = Button(self.theme, self.tr("Print…"), icon="printer", kind="filled")
        # A few choices in a row make one page, not one page each.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._count_timer = QTimer(self)
        self._count_timer.setSingleShot(True)
        self._count_timer.setInterval(_IDLE_MS)
        self._lay_out()
        self._connect()

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Print")

    def summary(self) -> str:
        """Return how many pages it will be."""
        if self.printed is None:
            return ""
        if self.printed.example:
            return self.tr("An example to look at")
        return self.tr("%n pages, made for black and white", "", self.printed.pages)

    def tools(self) -> list[QPushButton]:
        """Return Save as PDF."""
        return [self._save]

    def main_button(self) -> QPushButton:
        """Return Print."""
        return self._print

    def refresh(self) -> None:
        """Read the visits again and make the page anew."""
        self._is_example = nothing_noted(self.around.case.case)
        self.choices.what.forget_counts()
        self.choices.show_case(self.around.case)
        self.make()

    def open_target(self, target: object) -> None:
        """Choose the visit, or the kind of page, that another page pointed to."""
        if isinstance(target, str):
            self.choices.what.choose(target)

    @Slot()
    def make(self) -> None:
        """Make the chosen page beside the window, then show it."""
        self._timer.stop()
        self._remember()
        choice = self.choices.choice()
        if not self.choices.what.documents:
            self._show_none()
            return
        if choice == self._making:
            return
        self._making = choice
        self.around.jobs.start(self._work(choice), name="print", done=self._show, failed=self._say)

    @Slot()
    def save(self) -> None:
        """Ask where, and save the PDF that is shown."""
        if self.printed is None or not self._may_leave(self.tr("Save as PDF")):
            return
        suggested = _documents() / self.printed.name
        path = self.around.ask.save_file(self, self.tr("Save as PDF"), suggested, "PDF (*.pdf)")
        if path is None:
            return
        try:
            write_whole(path, self.printed.pdf)
        except CasebookError as error:
            self.around.ask.tell_error(self, self.tr("Save as PDF"), error)
        else:
            self.preview.show_words(self.tr("Saved as {file}").format(file=path.name))

    @Slot()
    def print_it(self) -> None:
        """Print what is shown; without a printer, offer to save it."""
        from app.ui.printing.paper import has_printer, print_document

        if self.printed is None or not self._may_leave(self.tr("Print")):
            return
        if has_printer():
            print_document(self.preview.document, self)
            return
        answers = (self.tr("Save as PDF…"), self.tr("Not now"))
        said = self.tr(
            "This computer knows no printer. You can save the page as a PDF and print it elsewhere."
        )
        if self.around.ask.choose(self, self.tr("Print"), said, answers) == 0:
            self.save()

    # parts

    def _work(self, choice: PageChoice) -> "_MakePage":
        return _MakePage(self.around, choice, example=self._is_example)

    def _may_leave(self, title: str) -> bool:
        """Whether the pages may be saved or printed; an example only is to be looked at."""
        if self.printed is not None and self.printed.example:
            said = self.tr(
                "This page is only an example: nothing is noted in this case yet. Start with what "
                "you remember. A year is enough. Then your own page stands here."
            )
            self.around.ask.tell(self, title, said)
            return False
        return True

    def _show_none(self) -> None:
        """Say that no document is ticked."""
        self._making = None
        self.printed = None
        self.preview.clear()
        self.choices.what.show_counts({})
        self._warn(self.tr("Nothing to show"), self.tr("Tick at least one page."))
        self.header_changed.emit()

    @Slot(object)
    def _show(self, made: "tuple[PageChoice, PrintedPage]") -> None:
        choice, printed = made
        if choice != self._making:
            return
        self._making = None
        self.printed = printed
        self.preview.show_pdf(printed.pdf)
        self.choices.what.show_counts({} if printed.example else dict(printed.parts))
        self._say_about(printed)
        self._count_timer.start()
        self._arrange()
        self.header_changed.emit()

    def _say_about(self, printed: "PrintedPage") -> None:
        if printed.example:
            self.preview.show_words(self.tr("Example, an invented person"))
            words = self.tr(
                "Nothing is noted in this case yet, so the page shows an invented person. Start "
                "with what you remember. A year is enough."
            )
            self._warn(self.tr("This is an example"), words)
            return
        self.preview.show_words()
        listed = ", ".join(printed.left_out)
        words = listed[:1].upper() + listed[1:]
        self._show_notes(self.tr("Left out, because it did not fit"), words)
        for what, why in printed.refused:
            title = self.tr("Not here: {document}").format(document=document_name(what))
            self._in_the_way.addWidget(_note(title, why))

    @Slot()
    def _count_whole_record(self) -> None:
        """Find out how long the whole record is, once nobody waits for a page.

        That of a large case takes seconds: it is told when it is printed.
        """
        case = self.around.case.case
        idle = self.isVisible() and not self.around.jobs.busy and not self._is_example
        if not idle or self.choices.what.knows_pages(_WHOLE):
            return
        if sum(len(case.all(kind)) for kind in ENTITIES) <= _QUICKLY_COUNTED:
            choice = replace(self.choices.choice(), what=_WHOLE, also=())
            work = _CountPages(self.around, choice)
            self.around.jobs.start(work, name="count pages", done=self._show_count)

    @Slot(object)
    def _show_count(self, counted: "tuple[object, int]") -> None:
        state, pages = counted
        if state == self.around.case.state:
            self.choices.what.show_estimate(_WHOLE, pages)

    @Slot()
    def show_preview(self) -> None:
        """Go to the preview where it stands below the choices, with the keyboard."""
        bar = self._outer.verticalScrollBar()
        bar.setValue(self.preview.geometry().top())
        self.preview.take_focus()

    @Slot()
    def show_choices(self) -> None:
        """Go back to the choices, with the keyboard."""
        self._outer.verticalScrollBar().setValue(0)
        self._to_preview.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _say(self, error: CasebookError) -> None:
        self._making = None
        self.printed = None
        self.preview.clear()
        self._warn(self.tr("Nothing to show"), error.sentence)
        self.header_changed.emit()

    @Slot()
    def _choose(self) -> None:
        self.choices.sections.show_case(self.around.case)
        self._timer.start()

    def _usual_paper(self) -> str:
        country = self.around.case.case.patient.country or ""
        known = len(country) == 2
        return paper_of_region(f"xx_{country}") if known else self.around.settings.get(PAPER)

    def _connect(self) -> None:
        self.choices.changed.connect(self._choose)
        self.choices.said.connect(self.noted)
        self._count_timer.timeout.connect(self._count_whole_record)
        self._timer.timeout.connect(self.make)
        self._to_preview.clicked.connect(self.show_preview)
        self.preview.choices_wanted.connect(self.show_choices)
        # What appears among the choices later makes them higher than was reckoned.
        self._left.verticalScrollBar().rangeChanged.connect(self._arrange)
        self._save.clicked.connect(self.save)
        self._print.clicked.connect(self.print_it)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, _GAP, 0)
        self._column.setSpacing(SPACE_12)
        self._column.addWidget(self._to_preview)
        self._column.addLayout(self._in_the_way)
        self._column.addWidget(self.choices)
        self._column.addLayout(self._notes)
        self._column.addStretch(1)
        # Beside the preview the choices scroll by themselves, so that the page stays in sight.
        self._left = ScrollColumn(self._column)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._across.setContentsMargins(SPACE_20, 0, SPACE_20, SPACE_20)
        self._across.setSpacing(0)
        self._across.addWidget(self._left)
        self._across.addWidget(self.preview, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._outer = ScrollColumn(self._across)
        outer.addWidget(self._outer)
        self.theme.changed.connect(self._arrange)
        self._arrange()

    def _show_notes(self, title: str, words: str) -> None:
        """Show what is worth saying about the page below the choices; "" for nothing."""
        empty_layout(self._in_the_way)
        empty_layout(self._notes)
        if words:
            self._notes.addWidget(_note(title, words))

    def _warn(self, title: str, words: str) -> None:
        """Say above the choices why there is no page of the family's own to see."""
        empty_layout(self._in_the_way)
        empty_layout(self._notes)
        self._in_the_way.addWidget(_note(title, words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between side by side and one below the other."""
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember what was chosen a moment before the page goes away."""
        super().hideEvent(event)
        self._remember()

    def _remember(self) -> None:
        keep_sections(self.around.settings, self._case_id, self.choices.sections.sections)

    @Slot()
    def _arrange(self) -> None:
        wide = self.width() >= TWO_COLUMNS_EM * self.theme.em
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._across.setDirection(across if wide else down)
        self._to_preview.setVisible(not wide)
        self.preview.set_below(not wide)
        widest = self.theme.px(_CHOICES_WIDTH) + _GAP if wide else _NO_LIMIT
        self._column.setContentsMargins(0, 0, _GAP if wide else 0, 0)
        self._left.setMinimumWidth(widest if wide else 0)
        self._left.setMaximumWidth(widest)
        # One below the other the choices take their whole height: with a height that may be
        # ignored the preview would lie over them.
        upright = QSizePolicy.Policy.Ignored if wide else QSizePolicy.Policy.Minimum
        self._left.setSizePolicy(QSizePolicy.Policy.Preferred, upright)
        self._left.setMinimumHeight(0 if wide else self._whole_height())
        self.preview.setMinimumHeight(self.theme.px(_LOWEST_PREVIEW))

    def _whole_height(self) -> int:
        """Return the height at which nothing of the choices is hidden, above the preview."""
        width = self.width() - 2 * SPACE_20
        return max(self._column.heightForWidth(width), self._column.sizeHint().height()) + _GAP


def _note(title: str, words: str) -> Card:
    card = Card(title)
    said = make_label(words, "small-text", wrap=True)
    said.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
    card.body.addWidget(said)
    return card


class _MakePage:
    """The work of a job: plain data in, plain data out."""

    def __init__(self, around: Surroundings, choice: PageChoice, *, example: bool) -> None:
        self._session = around.case.session
        self._choice = choice
        self._example = example

    def __call__(self, _progress: Progress) -> "tuple[PageChoice, PrintedPage]":
        # ReportLab takes a quarter of a second to load; here it does not hold up the window.
        if self._example:
            from app.usecases.example_page import example_pdf

            return self._choice, example_pdf(self._session, self._choice)
        from app.usecases.print_page import possible_pdf

        return self._choice, possible_pdf(self._session, self._choice)


class _CountPages:
    """The work of a job: how long a document is, in which state of the case."""

    def __init__(self, around: Surroundings, choice: PageChoice) -> None:
        self._session = around.case.session
        self._state = around.case.state
        self._choice = choice

    def __call__(self, _progress: Progress) -> "tuple[object, int]":
        from app.usecases.print_page import pages_of

        return self._state, pages_of(self._session, self._choice)


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or Path.home())
