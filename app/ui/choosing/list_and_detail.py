"""A list on the left and the chosen thing beside it; in a narrow page one of the two."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_16, TWO_COLUMNS_EM

_LIST_WIDTH = 290
_NARROWEST_LIST = 268


class ListAndDetail(QWidget):
    """Both beside each other from 46 em on; else the list, or the detail with a way back.

    Signals:
        narrow_changed(bool): only one of the two has room now, or both have it again.
    """

    narrow_changed = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        chooser: QWidget,
        detail: QWidget,
        back_words: str,
        *,
        list_width: int = _LIST_WIDTH,
    ) -> None:
        """Lay out a chooser and a detail.

        Args:
            theme: sizes and colours.
            chooser: the list with what belongs to it.
            detail: what shows the chosen thing.
            list_width: of the list at first, in pixels at 100 % text.
            back_words: the button that leads back to the list, such as "All trials".
        """
        super().__init__()
        self._theme = theme
        self._in_detail = False
        self._alone = False
        self._list_width = list_width
        self.chooser = chooser
        self.narrow = False
        self.back = Button(theme, back_words, icon="arrow-left")
        self.back.clicked.connect(self.show_list)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(detail, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE_16)
        self.splitter.addWidget(chooser)
        self.splitter.addWidget(self._right)
        self.splitter.setStretchFactor(1, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        theme.changed.connect(self._arrange)
        self._set_widths()
        self._arrange()

    @Slot()
    def show_list(self) -> None:
        """Show the list, where only one has room."""
        self._in_detail = False
        self._arrange()
        self.chooser.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def show_detail(self) -> None:
        """Show the chosen thing, where only one has room."""
        self._in_detail = True
        self._arrange()

    def sides(self) -> list[QWidget]:
        """Return the list and what is beside it, for keys that go from part to part."""
        return [self.chooser, self._right]

    def show_alone(self, alone: bool) -> None:
        """Show the chosen thing without the list, as long as it is read; or both again."""
        self._alone = alone
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between one column and two."""
        super().resizeEvent(event)
        self._arrange()

    def _set_widths(self) -> None:
        width = self._theme.px(self._list_width)
        self.splitter.setSizes([width, 3 * width])

    @Slot()
    def _arrange(self) -> None:
        narrow = self.width() < TWO_COLUMNS_EM * self._theme.em
        if narrow and not self.narrow:
            self._stay_with_keyboard()
        self.chooser.setMinimumWidth(0 if narrow else self._theme.px(_NARROWEST_LIST))
        listed = not self._alone and (not narrow or not self._in_detail)
        self.chooser.setVisible(listed)
        self._right.setVisible(self._alone or not narrow or self._in_detail)
        self.back.setVisible(narrow and not self._alone)
        if narrow != self.narrow:
            self.narrow = narrow
            if not narrow:
                self._set_widths()
            self.narrow_changed.emit(narrow)

    def _stay_with_keyboard(self) -> None:
        """Show the side that has the keyboard: hiding it hands the keys to what stands next."""
        here = self.window().focusWidget()
        if here is not None and self._right.isAncestorOf(here):
            self._in_detail = True
        elif here is not None and self.chooser.isAncestorOf(here):
            self._in_detail = False
