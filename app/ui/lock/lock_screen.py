"""What stands in the window while the case is locked: nothing of the case, and a password field."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.forms.labelled_field import LabelledField
from app.ui.forms.password_line import PasswordLine
from app.ui.labels import IconLabel, make_label
from app.ui.scroll_column import ScrollColumn
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16, SPACE_24

_WIDTH = 420


class LockScreen(QWidget):
    """Asks for the password.

    Signals:
        password_given(str): it was typed.
        close_wanted(): the case shall be closed instead.
    """

    password_given = Signal(str)
    close_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "page")
        self.setAccessibleName(self.tr("Locked"))
        self.line = PasswordLine()
        self.line.returnPressed.connect(self._give)
        self.field = LabelledField(theme, self.tr("Password"), self.line)
        self.unlock_button = Button(theme, self.tr("Unlock"), kind="filled")
        self.unlock_button.clicked.connect(self._give)
        self.close_button = Button(theme, self.tr("Close the case"))
        self.close_button.clicked.connect(self.close_wanted)
        self._card = Card()
        self._card.body.addLayout(self._content())
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    def begin(self) -> None:
        """Be empty and ready for the keyboard."""
        self.line.clear()
        self.field.say_nothing()
        self.line.eye.setChecked(False)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard into the password field."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_problem(self, sentence: str) -> None:
        """Say why the case stays locked; what was typed stands ready to be changed."""
        self.field.say_problem(sentence)
        self._make_room()
        self.line.selectAll()
        self.take_focus()

    def say_busy(self) -> None:
        """Say that the password is being tried."""
        self.field.say_chosen(self.tr("One moment…"))
        self._make_room()

    def _make_room(self) -> None:
        """Let the card grow at once by the line below the field."""
        self.field.updateGeometry()
        for layout in (self.field.layout(), self._card.layout()):
            if layout is not None:
                layout.invalidate()
                layout.activate()

    @Slot()
    def _give(self) -> None:
        if self.line.text():
            self.password_given.emit(self.line.text())
        else:
            self.say_problem(self.tr("Please type the password of this case."))

    def _content(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.setSpacing(SPACE_12)
        top = QHBoxLayout()
        top.setSpacing(SPACE_12)
        top.addWidget(IconLabel(self._theme, "lock", "accent", 24))
        top.addWidget(make_label(self.tr("Locked"), "page-title"), 1)
        column.addLayout(top)
        said = self.tr("Nothing was lost. The password brings everything back as it was.")
        column.addWidget(make_label(said, wrap=True))
        column.addWidget(self.field)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        buttons.addWidget(self.unlock_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        return column

    def _lay_out(self) -> None:
        middle = QVBoxLayout()
        middle.setContentsMargins(SPACE_16, SPACE_16, SPACE_16, SPACE_16)
        middle.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card)
        across.addStretch(1)
        middle.addLayout(across)
        middle.addStretch(2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollColumn(middle))

    @Slot()
    def _fit(self) -> None:
        self._card.setFixedWidth(min(self._theme.px(_WIDTH), 860))
