"""What is asked about a step: a call, who is waited for; and how a route is begun."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.case.partial_date import PartialDate
from app.trials.access_routes import Route, RouteId
from app.ui.access.route_words import short_route_name
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.date_field import DateField
from app.ui.forms.labelled_field import LabelledField
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12
from app.usecases.odd_dates import is_before, order_question


class StepDialog(DialogFrame):
    """A few fields of text and dates, the first of which must be filled."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, title: str, below: str, accept: str
    ) -> None:
        super().__init__(
            theme, parent, window_title=title, heading=title, below=below, accept=accept
        )
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE_12)
        self._first: tuple[QLineEdit, LabelledField, str] | None = None
        self._dates: dict[DateField, LabelledField] = {}

    def text_field(self, label: str, text: str = "", *, needed: str = "") -> QLineEdit:
        """Add a line; `needed` is what is said where it stays empty."""
        line = QLineEdit(text)
        field = LabelledField(self.theme, label, line)
        self._column.addWidget(field)
        if needed:
            self._first = (line, field, needed)
        return line

    def date_field(self, label: str, day: PartialDate | None = None) -> DateField:
        """Add a date that may stay empty."""
        date = DateField(self.theme)
        date.show_value(day)
        field = LabelledField(self.theme, label, date, focus=date.line)
        self._dates[date] = field
        self._column.addWidget(field)
        return date

    def ready(self) -> None:
        """Show what was added."""
        self._column.addStretch(1)
        self.set_content(self._column, width=520)

    @Slot()
    def finish(self) -> None:
        """Accept, or put the keyboard at what is missing or not understood."""
        if self._first is not None and not self._first[0].text().strip():
            line, field, needed = self._first
            field.say_problem(needed)
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for date, field in self._dates.items():
            try:
                date.value()
            except ValueError as error:
                field.say_problem(str(error))
                date.line.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        if not self.asks():
            self.accept()

    def asks(self) -> bool:
        """Ask about what cannot be right, once; return whether something was asked."""
        return False


class CallDialog(StepDialog):
    """What was said in a call or message."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, step: str, who: str, today: PartialDate
    ) -> None:
        super().__init__(theme, parent, "", step, "")
        self.setWindowTitle(self.tr("Log a call"))
        self.heading.setText(self.tr("Log a call or message"))
        self.accept_button.say(self.tr("Keep"))
        needed = self.tr("Write in a few words what was said.")
        self.said = self.text_field(self.tr("What was said"), needed=needed)
        self.who = self.text_field(self.tr("With whom"), who)
        self.on = self.date_field(self.tr("When"), today)
        self.ready()


class WaitDialog(StepDialog):
    """Who is waited for, since when, and by when an answer is expected."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, step: str, who: str, today: PartialDate
    ) -> None:
        super().__init__(theme, parent, "", step, "")
        self.setWindowTitle(self.tr("Waiting for an answer"))
        self.heading.setText(self.tr("Waiting for an answer"))
        self.accept_button.say(self.tr("Keep"))
        self.who = self.text_field(
            self.tr("Who was asked"), who, needed=self.tr("Write who was asked.")
        )
        self.since = self.date_field(self.tr("Since when"), today)
        self.due = self.date_field(self.tr("Answer expected by, if somebody said"))
        self._asked = ""
        self.ready()

    def asks(self) -> bool:
        """Ask about an answer that is expected before anybody was asked."""
        since, due = self.since.value(), self.due.value()
        if since is None or due is None or not is_before(due, since):
            return False
        labels = self.tr("Answer expected by"), self.tr("Since when")
        said = order_question(labels[0], due, labels[1], since)
        if said == self._asked:
            return False
        self._asked = said
        keep = self.tr("Press {button} again to keep it so.")
        keep = keep.format(button=self.accept_button.accessibleName())
        self._dates[self.due].say_question(f"{said} {keep}")
        self.reveal(self._dates[self.due])
        self.due.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return True


class AddStepDialog(StepDialog):
    """A step of the family's own."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(theme, parent, "", "", "")
        self.setWindowTitle(self.tr("Add a step"))
        self.heading.setText(self.tr("Add a step"))
        self.accept_button.say(self.tr("Add"))
        needed = self.tr("Write in a few words what is to be done.")
        self.what = self.text_field(self.tr("What is to be done"), needed=needed)
        self.who = self.text_field(self.tr("Who does it"))
        self.ready()


class StartRouteDialog(StepDialog):
    """Which route, and to which treatment."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, routes: Sequence[Route], note: str
    ) -> None:
        super().__init__(theme, parent, "", note, "")
        self.setWindowTitle(self.tr("Add a pathway"))
        self.heading.setText(self.tr("Which way do you want to follow?"))
        self.accept_button.say(self.tr("Add a pathway"))
        self._group = QButtonGroup(self)
        self.radios: dict[RouteId, QRadioButton] = {}
        choices = QVBoxLayout()
        choices.setSpacing(SPACE_4)
        for each in routes:
            radio = QRadioButton(short_route_name(each.id.value, each.name))
            radio.setAccessibleName(each.name)
            radio.setToolTip(each.name)
            self._group.addButton(radio)
            self.radios[each.id] = radio
            choices.addWidget(radio)
        next(iter(self.radios.values())).setChecked(True)
        self._column.addLayout(choices)
        order = self.tr("This is the order in which families usually ask, not a ranking.")
        self._column.addWidget(make_label(order, "small", wrap=True))
        self._column.addSpacing(SPACE_8)
        needed = self.tr("Write which medicine or treatment this is about.")
        self.drug = self.text_field(self.tr("Medicine or treatment"), needed=needed)
        self.company = self.text_field(self.tr("Company, if you know it"))
        self.number = self.text_field(self.tr("Number of its expanded access record, if any"))
        self.ready()

    @property
    def route(self) -> RouteId:
        """The chosen route."""
        return next(route for route, radio in self.radios.items() if radio.isChecked())
