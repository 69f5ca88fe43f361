"""The line at the foot of the window: saved when, password, last backup, offline."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from app.case.partial_date import PartialDate
from app.ui.labels import ElidedLabel, IconLabel, plain_tooltip
from app.ui.open_case import OpenCase
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.ui.words import clock, translate

_ICON = 16


_PASSING_MS = 15_000


class Fact(QFrame):
    """An icon and a few words, or the icon alone where there is no room for them."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self._whole = self._brief = ""
        self.icon = IconLabel(theme, icon, "text", _ICON)
        self.label = ElidedLabel("", "small-text")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_8 - 1)
        line.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.label, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, words: str, brief: str = "") -> None:
        """Say something; nothing hides the fact. `brief` stands where room is scarce."""
        self._whole, self._brief = words, brief
        self.setToolTip(plain_tooltip(words))
        self.setAccessibleName(words)
        self.label.setText(words)
        self.setVisible(bool(words))

    def shorten(self, short: bool) -> None:
        """Say it briefly, or with the icon alone."""
        self.label.setText(self._brief if short else self._whole)
        self.label.setVisible(bool(self.label.whole_text))

    @property
    def words(self) -> str:
        """The whole words."""
        return self._whole


class StatusStrip(QFrame):
    """Facts about the file, always in sight."""

    def __init__(self, theme: Theme, *, with_case: bool = True) -> None:
        super().__init__()
        self.setProperty("kind", "status")
        self.saved = Fact(theme, "check")
        self.password = Fact(theme, "lock")
        self.backup = Fact(theme, "archive")
        self.offline = Fact(theme, "wifi-off")
        self._message = ElidedLabel("", "small-text")
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.timeout.connect(self._say_nothing)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_16 - 2, 5, SPACE_12 + 2, 5)
        line.setSpacing(SPACE_16 + 2)
        for fact in (self.saved, self.password, self.backup):
            line.addWidget(fact)
        if not with_case:
            line.addWidget(self.offline)
        line.addWidget(self._message, 1)
        if with_case:
            line.addWidget(self.offline)
        said = self.tr("Works offline. Nothing leaves this computer.")
        self.offline.say(said, self.tr("Works offline"))

    def show_case(self, case: OpenCase) -> None:
        """Say when the last change was saved, and what keeps the file safe."""
        why = case.session.read_only_because
        self.saved.icon.show_icon("eye" if why else "check", "text")
        self.saved.say(_reading_words(case) if why else _saved_words(case))
        self.saved.setToolTip(plain_tooltip(why or ""))
        if case.saving.words:
            self.saved.icon.show_icon("triangle-alert", "danger")
            self.saved.say(case.saving.words)
        protected = case.protected
        self.password.icon.show_icon("lock" if protected else "lock-open", "text")
        self.password.say(self.tr("Password protected") if protected else self.tr("No password"))
        last = case.last_backup
        said = self.tr("Last backup {date}")
        self.backup.say(said.format(date=PartialDate.of(last).words()) if last else "")
        self._fit()

    def say(self, words: str) -> None:
        """Say something in passing, such as the answer to Ctrl+S; it goes after a while."""
        self._message.setText(words)
        self._passing.start(_PASSING_MS)

    @Slot()
    def _say_nothing(self) -> None:
        self._message.setText("")

    @property
    def said(self) -> str:
        """What was said last in passing."""
        return self._message.whole_text

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten what there is no room for, the least important first."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        facts = (self.offline, self.backup, self.password)
        for fact in facts:
            fact.shorten(False)
        for fact in facts:
            if self.sizeHint().width() <= self.width():
                return
            fact.shorten(True)


def _reading_words(case: OpenCase) -> str:
    holder = case.session.open_elsewhere
    if not holder:
        return translate("StatusStrip", "For reading only")
    said = translate("StatusStrip", "For reading only, open by {holder}")
    return said.format(holder=holder)


def _saved_words(case: OpenCase) -> str:
    if case.saved_at is None:
        return translate("StatusStrip", "All changes saved")
    said = translate("StatusStrip", "All changes saved, {time}")
    return said.format(time=clock(case.saved_at))
