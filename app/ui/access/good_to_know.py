"""What holds for every route, with the day the rules were read; by the country of the person."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from app.trials.access_routes import RoutesForCountry
from app.ui.cards import Card, empty_layout
from app.ui.labels import make_label
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16


class GoodToKnow(Card):
    """A few plain sentences (domain reference, section 3)."""

    def __init__(self) -> None:
        super().__init__(self.tr("Good to know"))
        self._points = QGridLayout()
        self._points.setHorizontalSpacing(SPACE_8)
        self._points.setVerticalSpacing(SPACE_4)
        self._points.setColumnStretch(1, 1)
        self._as_of = make_label("", "small", wrap=True)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_12)
        inside.setSpacing(SPACE_8)
        inside.addLayout(self._points)
        inside.addWidget(self._as_of)
        self.body.addLayout(inside)

    def show_rules(self, here: RoutesForCountry, *, american: bool) -> None:
        """Show what holds where the person lives."""
        empty_layout(self._points)
        for number, words in enumerate(self._said(american)):
            self._points.addWidget(make_label("•"), number, 0, Qt.AlignmentFlag.AlignTop)
            self._points.addWidget(make_label(words, "small-text", wrap=True), number, 1)
        steps = here.routes[0].steps if here.routes else ()
        read = steps[0].as_of.words() if steps else ""
        if american:
            said = self.tr("Rules in the USA, as of {date}. Ask the social worker how they apply.")
        else:
            said = self.tr("{note} List as of {date}.")
        self._as_of.setText(said.format(date=read, note=here.note or ""))

    def _said(self, american: bool) -> list[str]:
        said = [
            self.tr("Only a doctor can send the request. The family cannot."),
            self.tr("The company may say no. Having a policy is not a promise."),
        ]
        if american:
            said.append(
                self.tr(
                    "Right to Try does not go through the FDA. It needs a finished phase 1 study, "
                    "and a doctor has to certify that no trial of it can be joined."
                )
            )
        return said
