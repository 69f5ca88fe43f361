"""The column on the left: the patient, the pages in groups, always icon and word."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QSizePolicy,
    QVBoxLayout,
)

from app.case.value_class import value_class
from app.ui.icons import paint_icon
from app.ui.labels import make_label, make_line, plain_tooltip
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import (
    BODY,
    CARD_TITLE,
    ICON,
    NARROW_WINDOW,
    RADIUS_CONTROL,
    SIDEBAR_WIDTH,
    SIDEBAR_WIDTH_NARROW,
    SMALL,
    SPACE_8,
    STRONG,
)

_SCROLL_BAR = 12
_EM_THAT_SCROLLS = 20
_TEXT_X = 37
_ROW = 33


@value_class
class Place:
    """One entry of the sidebar.

    Attributes:
        key: key of the page.
        icon: name of its icon.
        words: its name.
        group: heading it stands under; "" for the first ones, "-" for those below the line.
    """

    key: str
    icon: str
    words: str
    group: str = ""


class NavButton(QAbstractButton):
    """One page of the sidebar, with a plain count at its end."""

    def __init__(self, theme: Theme, place: Place) -> None:
        super().__init__()
        self._theme = theme
        self.place = place
        self._count: int | None = None
        self.setText(place.words)
        self.setAccessibleName(place.words)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int | None) -> None:
        """Show a number behind the word; None or 0 shows nothing."""
        self._count = count or None
        words = self.place.words
        self.setAccessibleName(f"{words}, {count}" if count else words)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for icon, word and count."""
        words = self._metrics_width(self.text())
        behind = self._theme.px(10 + 8 * max(len(str(self._count)), 2) if self._count else 10)
        width = self._theme.px(_TEXT_X) + words + behind
        return QSize(width, self._theme.px(_ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entry; the chosen one lies on a white field with a bar before it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        colour = "accent" if self.isChecked() else "text"
        side = self._theme.px(ICON)
        icon_rect = QRectF(self._theme.px(9), (self.height() - side) / 2, side, side)
        paint_icon(painter, self.place.icon, self._theme.colour(colour), icon_rect)
        self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        if not self.isChecked():
            if self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.colour("accent_soft"))
                painter.drawRoundedRect(self.rect(), RADIUS_CONTROL, RADIUS_CONTROL)
            return
        painter.setPen(QPen(self._theme.colour("hairline"), 1))
        painter.setBrush(self._theme.colour("surface"))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        height = self.height() * 0.58
        painter.drawRoundedRect(QRectF(0, (self.height() - height) / 2, 4, height), 2, 2)

    def _paint_words(self, painter: QPainter) -> None:
        painter.setFont(self._font())
        painter.setPen(self._theme.colour("text"))
        end = self.width() - self._theme.px(8)
        if self._count is not None:
            end = self._paint_count(painter, end)
        left = self._theme.px(_TEXT_X)
        room = QRect(left, 0, end - left, self.height())
        words = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_count(self, painter: QPainter, end: int) -> int:
        painter.save()
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(self._theme.colour("muted"))
        room = QRect(0, 0, end, self.height())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, align, str(self._count))
        width = painter.fontMetrics().horizontalAdvance(str(self._count))
        painter.restore()
        return end - width - self._theme.px(6)

    def _font(self) -> QFont:
        return self._theme.font(STRONG if self.isChecked() else BODY)

    def _metrics_width(self, text: str) -> int:
        return QFontMetrics(self._theme.font(STRONG)).horizontalAdvance(text)


class PatientCard(QAbstractButton):
    """Who the case is about: initial, name, age and illness. Opens the patient's details."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line = self._called = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_person(self, name: str, called: str, line: str) -> None:
        """Show a name, or what the person is called where that is too long, and a line below."""
        self.setText(name)
        self._called = called
        self._line = line
        spoken = self.tr("{name}, {details}").format(name=name, details=line) if line else name
        self.setAccessibleName(spoken)
        self.setToolTip(plain_tooltip(spoken))
        self.update()

    def sizeHint(self) -> QSize:
        """Keep the height of two lines."""
        return QSize(self._theme.px(150), self._theme.px(46))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle with the initial, and two lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(0, 0, self._theme.px(38), self._theme.px(38))
        circle.moveCenter(QRectF(self.rect()).center())
        circle.moveLeft(self._theme.px(8))
        self._paint_initial(painter, circle)
        left = round(circle.right()) + self._theme.px(10)
        middle = self.height() // 2
        top = QRect(left, 0, self.width() - left, middle + 1)
        below = QRect(left, middle - 1, self.width() - left, middle)
        bottom = Qt.AlignmentFlag.AlignBottom
        strong = self._theme.font(STRONG)
        fits = QFontMetrics(strong).horizontalAdvance(self.text()) <= top.width()
        name = self.text() if fits else self._called or self.text()
        if not self._line:
            top, bottom = QRect(left, 0, top.width(), self.height()), Qt.AlignmentFlag.AlignVCenter
        self._paint_line(painter, top, name, strong, "text", bottom)
        small = self._theme.font(SMALL)
        self._paint_line(painter, below, self._line, small, "muted", Qt.AlignmentFlag.AlignTop)
        painter.end()

    def _paint_initial(self, painter: QPainter, circle: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent"))
        painter.drawEllipse(circle)
        painter.setFont(self._theme.font(CARD_TITLE))
        painter.setPen(self._theme.colour("on_accent"))
        initial = self.text().strip()[:1].upper()
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initial)

    def _paint_line(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        font: QFont,
        colour: str,
        align: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align | Qt.AlignmentFlag.AlignLeft, words)


class Sidebar(QFrame):
    """Patient and pages.

    Signals:
        chosen(str): the key of the page that was clicked.
        patient_chosen(): the patient card was clicked.
    """

    chosen = Signal(str)
    patient_chosen = Signal()

    def __init__(self, theme: Theme, places: Sequence[Place]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "sidebar")
        self.setAccessibleName(self.tr("Pages"))
        self.card = PatientCard(theme)
        self.card.clicked.connect(self.patient_chosen)
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._choose)
        self._build(places)
        theme.changed.connect(self._follow_theme)
        self.fit(NARROW_WINDOW)

    def show_page(self, key: str) -> None:
        """Mark the entry of a page; none where the page has no entry."""
        button = self._buttons.get(key)
        self._group.setExclusive(False)
        for other in self._buttons.values():
            other.setChecked(other is button)
        self._group.setExclusive(True)

    def set_count(self, key: str, count: int | None) -> None:
        """Show a count behind a page's name."""
        if key in self._buttons:
            self._buttons[key].set_count(count)

    @property
    def keys(self) -> list[str]:
        """The pages in their order."""
        return list(self._buttons)

    def fit(self, window_width: int) -> None:
        """Take the width that the longest word needs, or the usual one for this window."""
        usual = SIDEBAR_WIDTH if window_width >= NARROW_WINDOW else SIDEBAR_WIDTH_NARROW
        widest = max((b.sizeHint().width() for b in self._buttons.values()), default=0)
        # With large text the entries scroll, and the scroll bar takes room of theirs.
        bar = _SCROLL_BAR if self._theme.em >= _EM_THAT_SCROLLS else 0
        self.setFixedWidth(max(usual, widest + 2 * SPACE_8 + 1 + bar))

    def focus_page(self) -> None:
        """Put the keyboard on the page that is shown, else on the first one."""
        shown = self._group.checkedButton() or next(iter(self._buttons.values()))
        shown.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _follow_theme(self) -> None:
        self.fit(self.window().width())

    @Slot(QAbstractButton)
    def _choose(self, button: NavButton) -> None:
        self.chosen.emit(button.place.key)

    def _build(self, places: Sequence[Place]) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_8, 0, SPACE_8, SPACE_8)
        column.setSpacing(2)
        group = ""
        for place in places:
            if place.group != group:
                group = place.group
                self._add_heading(column, group)
            self._add_button(column, place)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 10, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._top())
        outer.addWidget(ScrollColumn(column), 1)

    def _top(self) -> QVBoxLayout:
        top = QVBoxLayout()
        top.setContentsMargins(SPACE_8, 0, SPACE_8, 7)
        top.setSpacing(6)
        top.addWidget(self.card)
        top.addWidget(make_line())
        return top

    def _add_heading(self, column: QVBoxLayout, group: str) -> None:
        if group == "-":
            column.addSpacing(SPACE_8)
            column.addWidget(make_line())
            column.addSpacing(SPACE_8)
            return
        heading = make_label(group, "small-strong")
        heading.setContentsMargins(9, 8, 0, 3)
        column.addWidget(heading)

    def _add_button(self, column: QVBoxLayout, place: Place) -> None:
        button = NavButton(self._theme, place)
        self._buttons[place.key] = button
        self._group.addButton(button)
        column.addWidget(button)
