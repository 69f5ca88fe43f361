"""What the program says or asks in a few words, and the question for a password.

They are ours, not Qt's: words stay as they are typed ("Ben & Jo" has no line under a letter), and
everything follows the text size. They need no theme: the stylesheet knows their parts.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.buttons import escape_ampersand
from app.ui.forms.password_line import PasswordLine
from app.ui.labels import make_label
from app.ui.scroll_column import ScrollColumn
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20, SPACE_24

_WIDTH_EM = 30
_HIGHEST = 560


class _FewWords(QDialog):
    """Words that scroll where they are many, and buttons below; the first one is the usual one."""

    def __init__(self, parent: QWidget | None, title: str, answers: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.answers = [_answer(words) for words in answers]
        self.answers[0].setProperty("kind", "filled")
        self.answers[0].setDefault(True)

    def _lay_out(self, words: QVBoxLayout) -> None:
        words.setContentsMargins(SPACE_24, SPACE_20, SPACE_24, SPACE_4)
        words.setSpacing(SPACE_12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(ScrollColumn(words), 1)
        foot = self._foot()
        column.addLayout(foot)
        for child in self.findChildren(QWidget):
            child.ensurePolished()
        screen = QGuiApplication.primaryScreen().availableGeometry()
        width = min(round(_WIDTH_EM * QApplication.font().pixelSize()), screen.width() - 40, 960)
        self._stack_where_narrow(foot, width)
        tall = (
            words.heightForWidth(width) if words.hasHeightForWidth() else words.sizeHint().height()
        )
        self.resize(width, min(tall + foot.sizeHint().height() + 2, _HIGHEST))

    def _foot(self) -> QBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE_24, SPACE_16, SPACE_24, SPACE_16)
        foot.setSpacing(SPACE_8 + 2)
        foot.addStretch(1)
        for button in reversed(self.answers):
            foot.addWidget(button)
        return foot

    def _stack_where_narrow(self, foot: QBoxLayout, width: int) -> None:
        """Put the answers one above the other where they have no room side by side."""
        if foot.sizeHint().width() > width:
            foot.setDirection(QBoxLayout.Direction.BottomToTop)
            for button in self.answers:
                button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)


class QuestionDialog(_FewWords):
    """Says something, and offers one answer or several.

    Attributes:
        answers: the buttons, in the order of the answers.
        chosen: the number of the answer; going back means the last one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        more: str,
        answers: Sequence[str],
    ) -> None:
        super().__init__(parent, title, answers)
        self.chosen = len(answers) - 1
        self.setAccessibleDescription(sentence)
        words = QVBoxLayout()
        words.addWidget(_words(sentence, "strong" if more else ""))
        if more:
            words.addWidget(_words(more, ""))
        words.addStretch(1)
        for button in self.answers:
            button.clicked.connect(self._take)
        self._lay_out(words)
        self.answers[0].setFocus()

    @Slot()
    def _take(self) -> None:
        self.chosen = next(i for i, b in enumerate(self.answers) if b is self.sender())
        self.accept()


class PasswordQuestion(_FewWords):
    """Asks for the password of a file.

    Attributes:
        line: what was typed.
    """

    def __init__(self, parent: QWidget | None, title: str, sentence: str) -> None:
        super().__init__(parent, title, (self.tr("Open"), self.tr("Cancel")))
        self.line = PasswordLine()
        self.line.setAccessibleName(self.tr("Password"))
        self.line.setAccessibleDescription(sentence)
        label = make_label(self.tr("Password"), "field-label")
        label.setBuddy(self.line)
        field = QVBoxLayout()
        field.setSpacing(SPACE_4)
        field.addWidget(label)
        field.addWidget(self.line)
        words = QVBoxLayout()
        words.addWidget(_words(sentence, ""))
        words.addLayout(field)
        words.addStretch(1)
        self.answers[0].clicked.connect(self.finish)
        self.answers[1].clicked.connect(self.reject)
        self._lay_out(words)
        self.line.setFocus()

    @Slot()
    def finish(self) -> None:
        """Accept what was typed; with nothing typed the keyboard goes to the line."""
        if self.line.text():
            self.accept()
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _answer(words: str) -> QPushButton:
    button = QPushButton(escape_ampersand(words))
    button.setAccessibleName(words)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def _words(text: str, role: str) -> QLabel:
    label = make_label(text, role, wrap=True)
    # Names of files and folders can be copied from here.
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
