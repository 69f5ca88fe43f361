"""How things stand: one sentence, what every new doctor must know, the course to scale."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.cards import Card, empty_layout
from app.ui.labels import IconLabel, make_bar, make_label, make_rich_label
from app.ui.open_case import OpenCase
from app.ui.overview.alerts import AlertLine, alert_lines
from app.ui.overview.course import course_of
from app.ui.overview.course_strip import CourseStrip
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20


class SituationCard(Card):
    """The first card of the Overview."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._headline = make_label("", "section", wrap=True)
        self._sentences = make_label("", wrap=True)
        self._alerts = QVBoxLayout()
        self._alerts.setSpacing(SPACE_4)
        self._strip = CourseStrip(theme)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._bar = make_bar()
        self._lay_out()

    def show_case(self, case: OpenCase) -> None:
        """Show how this case stands."""
        situation = case.facts.situation
        self._headline.setText(situation.headline)
        self._sentences.setText(" ".join(situation.sentences))
        self._sentences.setVisible(bool(situation.sentences))
        self.setAccessibleName(situation.headline)
        self._show_alerts(alert_lines(case.case, case.facts))
        self._strip.show_course(course_of(case.facts))

    def set_narrow(self, narrow: bool) -> None:
        """Put the alerts below the sentence where there is no room beside it."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(down if narrow else across)
        self._bar.setVisible(not narrow)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        words.addWidget(self._headline)
        words.addWidget(self._sentences)
        words.addStretch(1)
        self._top.setSpacing(SPACE_20)
        self._top.addLayout(words, 64)
        self._top.addWidget(self._bar)
        self._top.addLayout(self._alert_column(), 36)
        self.body.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_8)
        self.body.setSpacing(SPACE_8)
        self.body.addLayout(self._top)
        self.body.addWidget(self._strip)

    def _alert_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_4)
        column.addWidget(make_label(self.tr("Tell every new doctor"), "small-strong"))
        column.addLayout(self._alerts)
        column.addStretch(1)
        return column

    def _show_alerts(self, lines: list[AlertLine]) -> None:
        empty_layout(self._alerts)
        if not lines:
            self._alerts.addWidget(make_label(self.tr("Nothing noted yet."), "muted", wrap=True))
        for line in lines:
            self._alerts.addWidget(self._alert(line))

    def _alert(self, line: AlertLine) -> QWidget:
        row = QFrame()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(SPACE_8)
        if line.strong:
            icon = IconLabel(self._theme, "triangle-alert", "danger")
            across.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(_alert_words(line), 1)
        return row


def _alert_words(line: AlertLine) -> QLabel:
    strong = f'<span style="font-weight:500">{escape(line.strong)}</span> ' if line.strong else ""
    return make_rich_label(f"{strong}{escape(line.rest)}", "table")
