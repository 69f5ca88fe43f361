"""Which sections stand on the summary, and in which order."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.labels import make_label
from app.ui.open_case import OpenCase
from app.ui.printing.kept_sections import Sections
from app.ui.printing.section_bar import SectionBar
from app.ui.printing.section_holds import held
from app.ui.printing.section_row import SectionRow
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_16
from app.ui.words import QT_TRANSLATE_NOOP, translate
from app.usecases.page_choice import ORDER

_FIRST = "alerts"
"""What every doctor must see stands first, whatever the order."""
_ALWAYS = ("alerts", "questions", "glance", "medicines", "treatments")
_TEAM = "team"
_BELOW_TITLE = 1
_NAMES = {
    "alerts": QT_TRANSLATE_NOOP("SectionList", "Please note"),
    "questions": QT_TRANSLATE_NOOP("SectionList", "Our questions"),
    "glance": QT_TRANSLATE_NOOP("SectionList", "At a glance"),
    "medicines": QT_TRANSLATE_NOOP("SectionList", "Medicines now"),
    "treatments": QT_TRANSLATE_NOOP("SectionList", "Course of illness"),
    "labs": QT_TRANSLATE_NOOP("SectionList", "Labs"),
    "tests": QT_TRANSLATE_NOOP("SectionList", "Tests"),
    "infections": QT_TRANSLATE_NOOP("SectionList", "Infections, problems"),
    "trials": QT_TRANSLATE_NOOP("SectionList", "Trials and access"),
    "records": QT_TRANSLATE_NOOP("SectionList", "Records"),
    "team": QT_TRANSLATE_NOOP("SectionList", "Care team and phones"),
}


class SectionList(Card):
    """A row for each section of the summary; what the row at hand can show stands below.

    Attributes:
        rows: the rows by the code of their section.

    Signals:
        changed(): something was chosen.
        said(str): a sentence for the status line.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(translate("SectionList", "Sections on page 1"))
        self._theme = theme
        self._order: tuple[str, ...] = ORDER
        self._current = ""
        self._bar: SectionBar | None = None
        self._shown = Sections()
        self.rows = {key: self._row(key) for key in (_FIRST, *ORDER)}
        self.rows[_TEAM].box.setChecked(False)
        self._usual = Button(theme, self.tr("Usual order"), icon="undo-2", kind="small")
        self._mark = QFrame(self)
        self._mark.setProperty("kind", "drop")
        self._mark.hide()
        self._lay_out()
        self._connect()
        self._place()

    @property
    def sections(self) -> Sections:
        """Everything that is chosen here."""
        gone = {key for key in ORDER if key != _TEAM and not self.rows[key].box.isChecked()}
        shown = self._shown if self._bar is None else self._bar.shown
        gone |= shown.without & {"course"}
        return Sections(
            without=frozenset(gone),
            order=() if self._order == ORDER else self._order,
            with_team=self.rows[_TEAM].box.isChecked(),
            lab_dates=shown.lab_dates,
            lab_choice=shown.lab_choice,
        )

    @property
    def bar(self) -> SectionBar:
        """What can be chosen for the row at hand; made when the first row is."""
        if self._bar is None:
            self._bar = SectionBar(self._theme)
            self._bar.show_sections(self._shown)
            self._bar.changed.connect(self._tell)
            self._bar.moved.connect(self._move_current)
            self.body.insertWidget(_BELOW_TITLE + len(self.rows), self._bar)
        return self._bar

    def show_sections(self, sections: Sections) -> None:
        """Show what was chosen another time, without telling."""
        self.blockSignals(True)
        for key in ORDER:
            is_on = sections.with_team if key == _TEAM else key not in sections.without
            self.rows[key].box.setChecked(is_on)
        self._shown = sections
        if self._bar is not None:
            self._bar.show_sections(sections)
        self._order = sections.order or ORDER
        self._place()
        self.blockSignals(False)

    def show_case(self, case: OpenCase) -> None:
        """Say what each section holds."""
        for key, words in held(case, self.sections).items():
            self.rows[key].say_holds(words)

    def move_section(self, key: str, step: int) -> None:
        """Move a section up (-1) or down (1)."""
        if key in self._order:
            self.put(key, self._order.index(key) + step)

    def put(self, key: str, place: int) -> None:
        """Put a section at a place, from 0; the keyboard stays with it."""
        others = [each for each in self._order if each != key]
        if key not in self._order or not 0 <= place <= len(others):
            return
        order = (*others[:place], key, *others[place:])
        if order == self._order:
            return
        self._order = order
        self._place()
        words = self.tr("{section}: place {place} of {count}")
        self._tell_aloud(
            words.format(section=self.rows[key].words, place=place + 1, count=len(order))
        )
        self.changed.emit()

    # parts

    def _row(self, key: str) -> SectionRow:
        words = translate("SectionList", _NAMES[key])
        row = SectionRow(self._theme, key, words, always=key in _ALWAYS, fixed=key == _FIRST)
        row.toggled.connect(self._tell)
        row.entered.connect(self._enter)
        row.moved.connect(self._move)
        row.dragged.connect(self._show_mark)
        row.dropped.connect(self._drop)
        row.stays.connect(self._explain)
        return row

    def _connect(self) -> None:
        self._usual.clicked.connect(self._put_back)

    def _lay_out(self) -> None:
        for row in self.rows.values():
            self.body.addWidget(row)
        why = make_label(self._why(), "small", wrap=True)
        why.setContentsMargins(SPACE_16, SPACE_8, SPACE_16, SPACE_8)
        self.body.addWidget(why)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_8)
        line.addWidget(self._usual)
        line.addStretch(1)
        self.body.addLayout(line)

    def _why(self) -> str:
        return self.tr(
            "Notes, questions, the glance, medicines and the course always stay: a doctor has to "
            "be able to rely on them. The page names what you leave out. Alt+Up and Alt+Down move "
            "a section."
        )

    def _place(self) -> None:
        """Put the rows in their order, for the eye and for the keyboard."""
        shown = [self.rows[key] for key in (_FIRST, *self._order)]
        for row in shown:
            self.body.removeWidget(row)
        for place, row in enumerate(shown, _BELOW_TITLE):
            self.body.insertWidget(place, row)
        self._set_tab_order()
        self._usual.setVisible(self._order != ORDER)
        self._show_bar()

    def _set_tab_order(self) -> None:
        boxes = [self.rows[key].box for key in (_FIRST, *self._order)]
        below = self._bar.focus_chain() if self._bar is not None else []
        for first, second in pairwise((*boxes, *below, self._usual)):
            QWidget.setTabOrder(first, second)

    def _show_bar(self) -> None:
        for key, row in self.rows.items():
            row.set_current(key == self._current)
        movable = self._current in self._order
        if self._bar is not None or movable:
            self.bar.setVisible(movable)
        if movable:
            place = self._order.index(self._current)
            last = len(self._order) - 1
            self.bar.show_section(self._current, self.rows[self._current].words)
            self.bar.show_moves(up=place > 0, down=place < last)

    def _tell_aloud(self, words: str) -> None:
        """Have it in the status line, and said by a screen reader."""
        self.said.emit(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    @Slot(str)
    def _enter(self, key: str) -> None:
        self._current = key
        self._show_bar()
        self._set_tab_order()

    @Slot(str, int)
    def _move(self, key: str, step: int) -> None:
        self.move_section(key, step)

    @Slot(int)
    def _move_current(self, step: int) -> None:
        self.move_section(self._current, step)

    @Slot()
    def _put_back(self) -> None:
        self._order = ORDER
        self._place()
        self.rows[_FIRST].box.setFocus()
        self._tell_aloud(self.tr("The sections are in their usual order."))
        self.changed.emit()

    @Slot(str)
    def _explain(self, key: str) -> None:
        words = self.tr("{section} always stays on the page.")
        self._tell_aloud(words.format(section=self.rows[key].words))

    @Slot(str, QPointF)
    def _show_mark(self, _key: str, where: QPointF) -> None:
        """Draw a line where the row would go."""
        shown = self._movable()
        place = min(self._place_at(where), len(shown))
        below = place >= len(shown)
        row = shown[-1] if below else shown[place]
        y = row.geometry().bottom() if below else row.geometry().top()
        self._mark.setGeometry(SPACE_4, y, self.width() - 2 * SPACE_4, 2)
        self._mark.setStyleSheet(f"background: {self._theme.colours.accent}; border: none;")
        self._mark.raise_()
        self._mark.show()

    @Slot(str, QPointF)
    def _drop(self, key: str, where: QPointF) -> None:
        self._mark.hide()
        place = self._place_at(where)
        self.put(key, place - (place > self._order.index(key)))

    def _movable(self) -> Sequence[SectionRow]:
        return [self.rows[key] for key in self._order]

    def _place_at(self, where: QPointF) -> int:
        """Return before which section a point on the screen lies, from 0."""
        y = self.mapFromGlobal(where.toPoint()).y()
        return sum(row.geometry().center().y() < y for row in self._movable())

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
