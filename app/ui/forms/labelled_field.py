"""A field with its label above and a hint, an echo or a problem below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.focus_order import AFTER_FIELD
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_12


class LabelledField(QWidget):
    """One field of a form.

    Attributes:
        field: the widget that takes the keyboard; its label is its buddy.
    """

    def __init__(
        self,
        theme: Theme,
        label: str,
        field: QWidget,
        *,
        optional: str = "",
        hint: str = "",
        focus: QWidget | None = None,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self.field = field
        self._focus = focus or field
        self._hint = hint
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._label = make_label(label, "field-label")
        self._label.setBuddy(self._focus)
        self._focus.setAccessibleName(label)
        self._note = _Note(theme)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(SPACE_4)
        self._line.addLayout(_label_line(self._label, optional, beside))
        if beside is not None:
            beside.setProperty(AFTER_FIELD, True)
        self._line.addWidget(field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addLayout(self._line)
        column.addWidget(self._note)
        self.say_nothing()

    def stand_beside(self, beside: bool) -> None:
        """Have the label stand before the field, where there is no room above it."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if beside else down)
        self._line.setSpacing(SPACE_12 if beside else SPACE_4)

    def rename(self, label: str) -> None:
        """Change the label."""
        self._label.setText(label)
        self._focus.setAccessibleName(label)

    def say_problem(self, sentence: str) -> None:
        """Show what is wrong: icon, sentence and a border; a screen reader hears it too."""
        self._note.show_words("circle-alert", "danger", sentence, "problem")
        self._mark(True)
        self._focus.setAccessibleDescription(sentence)

    def say_read(self, sentence: str) -> None:
        """Show how what was typed was understood."""
        self._note.show_words("check", "fits", sentence, "fits")
        self._mark(False)
        self._focus.setAccessibleDescription(sentence)

    def say_question(self, sentence: str) -> None:
        """Ask about something odd; it can be kept as it is."""
        self._note.show_words("message-circle-question-mark", "note", sentence, "small-text")
        self._mark(False)
        self._focus.setAccessibleDescription(sentence)

    def say_chosen(self, words: str) -> None:
        """Show what was chosen in place of a value, such as "Not known"."""
        self._note.show_words("circle-slash", "muted", words, "small-text")
        self._mark(False)
        self._focus.setAccessibleDescription(words)

    def say_nothing(self) -> None:
        """Show the hint again, where there is one."""
        self._note.show_words("", "", self._hint, "small")
        self._mark(False)
        self._focus.setAccessibleDescription(self._hint)

    def take_focus(self) -> None:
        """Put the keyboard here."""
        self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def note(self) -> str:
        """What stands below the field."""
        return self._note.words

    def _mark(self, problem: bool) -> None:
        if bool(self._focus.property("problem")) != problem:
            self._focus.setProperty("problem", problem)
            self._focus.style().unpolish(self._focus)
            self._focus.style().polish(self._focus)


class _Note(QWidget):
    """The line below a field."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconLabel(theme, "check", "fits", 15)
        self._words = make_label("", "small", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_4 + 1)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)

    @property
    def words(self) -> str:
        return self._words.text()

    def show_words(self, icon: str, colour: str, words: str, role: str) -> None:
        self._icon.setVisible(bool(icon))
        if icon:
            self._icon.show_icon(icon, colour)
        self._words.setText(words)
        self._words.setProperty("role", role)
        self._words.style().unpolish(self._words)
        self._words.style().polish(self._words)
        self.setVisible(bool(words))


def _label_line(above: QWidget, optional: str, beside: QWidget | None) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE_4 + 1)
    line.addWidget(above, 0, Qt.AlignmentFlag.AlignBaseline)
    if optional:
        line.addWidget(make_label(optional, "muted"), 0, Qt.AlignmentFlag.AlignBaseline)
    line.addStretch(1)
    if beside is not None:
        line.addWidget(beside)
    return line
