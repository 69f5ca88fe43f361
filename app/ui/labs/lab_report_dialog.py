"""The fast entry of a lab report: typed as a grid or pasted, then looked at beside the case."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.case.case import SPECS
from app.case.entities import LabPanel, LabResult
from app.case.partial_date import PartialDate
from app.errors import CasebookError
from app.records.found import Reading
from app.settings import AUTHOR
from app.ui.buttons import Button
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.date_field import DateField
from app.ui.forms.parts_grid import PartsGrid
from app.ui.labels import make_label
from app.ui.labs.report_check import ReportCheck
from app.ui.page import Surroundings
from app.ui.segmented import Segmented
from app.ui.tokens import HEIGHT_ROW, SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.usecases import entries
from app.usecases.paste_labs import (
    ReportProposal,
    pasted_report,
    propose_report,
    typed_report,
)

_ROWS = 9


class LabReportDialog(DialogFrame):
    """Two steps: the report, and the look at what it brings.

    After it was accepted, `proposal` and `chosen` hold what to save.
    """

    def __init__(self, around: Surroundings, parent: QWidget | None) -> None:
        super().__init__(
            around.theme,
            parent,
            window_title=QApplication.translate("LabReportDialog", "Lab report"),
            heading=QApplication.translate("LabReportDialog", "Add results"),
            below=QApplication.translate(
                "LabReportDialog",
                "Type or paste what the report says. You see everything once more before it is "
                "saved.",
            ),
            accept=QApplication.translate("LabReportDialog", "Next: look at it"),
        )
        self._around = around
        self.proposal: ReportProposal | None = None
        self.check = ReportCheck(around.theme)
        self.check.order_chosen.connect(self._read_again)
        self.check.changed.connect(self._name_accept)
        self.day = DateField(around.theme)
        self.laboratory = QLineEdit()
        self.grid = PartsGrid(around.theme, SPECS["lab_result"], [])
        self.grid.table.setMinimumHeight(around.theme.px(HEIGHT_ROW) * _ROWS)
        self.paste = QPlainTextEdit()
        self._problem = make_label("", "problem", wrap=True)
        self._problem.hide()
        self.back = Button(around.theme, self.tr("Back"), icon="arrow-left")
        self.back.clicked.connect(self.go_back)
        self.back.hide()
        self._steps = QStackedWidget()
        self._steps.addWidget(self._first_step())
        self._steps.addWidget(self.check)
        content = QVBoxLayout()
        content.setSpacing(SPACE_12)
        content.addWidget(self._steps, 1)
        self.set_content(content, width=860)
        self.day.line.setFocus()

    @property
    def chosen(self) -> frozenset[int]:
        """The numbers of the lines that are to be saved."""
        return self.check.chosen

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or pasted."""
        typed = (self.paste.toPlainText(), self.day.text, self.laboratory.text())
        return not (any(text.strip() for text in typed) or self._typed_anything())

    @property
    def problem(self) -> str:
        """What is said about the first step as a whole."""
        return self._problem.text() if not self._problem.isHidden() else ""

    @Slot()
    def finish(self) -> None:
        """Go on to the look at it, and from there save."""
        if self._steps.currentWidget() is not self.check:
            self._look()
        elif self.chosen:
            self.accept()
        else:
            self.check.say(self.tr("Nothing is ticked. Tick what is to be saved."))

    @Slot()
    def go_back(self) -> None:
        """Go back to the report; everything typed is still there."""
        self._steps.setCurrentIndex(0)
        self.back.hide()
        self.accept_button.say(self.tr("Next: look at it"))

    def show_way(self, way: str) -> None:
        """Type into a grid, or paste."""
        self._way.choose(way)
        self._change_way(way)

    # the first step

    def _first_step(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_12)
        column.addLayout(self._top_fields())
        ways = [("type", self.tr("Type")), ("paste", self.tr("Paste text or a table"))]
        self._way = Segmented(self.tr("How to enter"), ways)
        self._way.choose("type")
        self._way.chosen.connect(self._change_way)
        column.addWidget(self._way)
        self._ways = QStackedWidget()
        self._ways.addWidget(self.grid)
        self._ways.addWidget(self._paste_box())
        column.addWidget(self._ways, 1)
        column.addWidget(self._problem)
        return step

    def _top_fields(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_16)
        for words, field, focus in (
            (self.tr("Day of the sample"), self.day, self.day.line),
            (self.tr("Laboratory (optional)"), self.laboratory, self.laboratory),
        ):
            column = QVBoxLayout()
            column.setSpacing(SPACE_4)
            label = make_label(words, "field-label")
            label.setBuddy(focus)
            focus.setAccessibleName(words)
            column.addWidget(label)
            column.addWidget(field)
            column.addStretch(1)
            line.addLayout(column, 1)
        return line

    def _paste_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        words = self.tr("Text or table from the portal")
        label = make_label(words, "field-label")
        label.setBuddy(self.paste)
        self.paste.setAccessibleName(words)
        self.paste.setTabChangesFocus(True)
        self.paste.setPlaceholderText(self.tr("Hemoglobin 10.2 g/dL 12.0 - 16.0"))
        column.addWidget(label)
        column.addWidget(self.paste, 1)
        hint = self.tr("Results without a day of their own get the day above.")
        column.addWidget(make_label(hint, "muted", wrap=True))
        return box

    @Slot(str)
    def _change_way(self, way: str) -> None:
        self._ways.setCurrentIndex(1 if way == "paste" else 0)

    def _typed_anything(self) -> bool:
        table = self.grid.table
        cells = (
            table.item(row, column)
            for row in range(table.rowCount())
            for column in range(table.columnCount())
        )
        return any(cell is not None and cell.text().strip() for cell in cells)

    # going on

    def _look(self, day_first: bool | None = None) -> None:
        self._problem.hide()
        try:
            reading = self._reading(day_first)
        except ValueError as error:
            self._say(str(error))
            return
        except CasebookError as error:
            self._say(error.sentence)
            self.paste.setFocus()
            return
        if not reading.found:
            self._say(self._nothing_read())
            return
        self.proposal = propose_report(self._around.case.session, reading)
        self.check.show_proposal(self.proposal)
        self._steps.setCurrentWidget(self.check)
        self.back.show()
        self._name_accept()

    def _reading(self, day_first: bool | None) -> Reading:
        try:
            day = self.day.value()
        except ValueError:
            self.day.line.setFocus()
            raise
        today = self._around.case.today
        laboratory = self.laboratory.text().strip() or None
        if self._way.code == "paste":
            return pasted_report(
                self.paste.toPlainText(),
                today,
                day=day,
                laboratory=laboratory,
                day_first=day_first,
            )
        return self._typed(day, laboratory, today)

    def _typed(
        self, day: PartialDate | None, laboratory: str | None, today: PartialDate
    ) -> Reading:
        by: dict[str, Any] = {
            "noted_on": today,
            "noted_by": self._around.settings.get(AUTHOR) or None,
        }
        panel = entries.blank(LabPanel, date=day, lab_name=laboratory, **by)
        parts, _ = self.grid.parts(panel.id)
        results = [replace(part, **by) for part in parts if isinstance(part, LabResult)]
        return typed_report(panel, results, today)

    def _nothing_read(self) -> str:
        if self._way.code == "paste":
            return self.tr(
                "No result was found in this text. Paste lines such as: Hemoglobin 10.2 g/dL"
            )
        self.grid.table.setFocus()
        return self.tr("Nothing is filled in yet. One result is enough.")

    @Slot(bool)
    def _read_again(self, day_first: bool) -> None:
        self._look(day_first)

    @Slot()
    def _name_accept(self) -> None:
        if self._steps.currentWidget() is not self.check:
            return
        count = len(self.chosen)
        self.accept_button.say(self.tr("Save %n results", "", count))

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self.reveal(self._problem)

    def _foot(self) -> QHBoxLayout:
        foot = super()._foot()
        foot.insertWidget(1, self.back)
        return foot
