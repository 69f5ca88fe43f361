"""Where a trial runs, how far each place is from home, and whom to call."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.trials.record import Contact, TrialRecord
from app.ui.buttons import Button, escape_ampersand
from app.ui.choosing.choice import Bit, Choice, Heading, Row
from app.ui.choosing.choice_list import ChoiceList
from app.ui.flow_layout import FlowLayout
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12, SPACE_16
from app.ui.trials.shapes import status_icon
from app.usecases.trial_places import (
    AS_THE_CROW_FLIES,
    ASK_FOR_A_PLACE,
    PlaceOfTrial,
    PlacesOfTrial,
)


class PlacesView(QWidget):
    """A list of places by country and state, with the contacts of the whole study first.

    Signals:
        home_wanted(): the home place is to be noted.
        noted(str): something was copied; a sentence.
    """

    home_wanted = Signal()
    noted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._contacts: dict[str, tuple[Contact, ...]] = {}
        self._home = make_label("", "small", wrap=True)
        self._open = make_label("", "strong", wrap=True)
        self._note = Button(theme, self.tr("Note where home is…"), icon="map-pin", kind="small")
        self._note.clicked.connect(self.home_wanted)
        self._copy = Button(theme, self.tr("Copy phone or e-mail"), icon="copy", kind="small")
        self._copy.clicked.connect(self.open_menu)
        self.list = ChoiceList(theme, self.tr("Places and contacts"))
        self.list.menu_wanted.connect(self._menu_of)
        self.list.opened.connect(self.copy_first)
        self._lay_out()

    def show_places(self, places: PlacesOfTrial, record: TrialRecord | None) -> None:
        """Show where a trial runs."""
        self._open.setText(places.open_words)
        home = places.home
        said = [home.words, AS_THE_CROW_FLIES if home.point else "", ASK_FOR_A_PLACE]
        self._home.setText(" ".join(part.rstrip(".") + "." for part in said if part))
        self._note.setVisible(home.point is None)
        self._contacts = {}
        self.list.show_rows(list(self._rows(places, record)))
        self._copy.setVisible(any(self._contacts.values()))

    @Slot()
    def open_menu(self) -> None:
        """Open what can be copied of the chosen row."""
        below = self._copy.mapToGlobal(QPoint(0, self._copy.height()))
        self._menu_of(self.list.key, below)

    @Slot(str)
    def copy_first(self, key: str) -> None:
        """Copy the first telephone number of a row."""
        self._copied(next(iter(_reachable(self._contacts.get(key, ()))), ""))

    @Slot(str, object)
    def _menu_of(self, key: str, where: QPoint) -> None:
        self.menu_of(key).popup(where)

    def menu_of(self, key: str) -> QMenu:
        """Return the menu of a row: each number and address, to be copied."""
        menu = QMenu(self)
        for words in _reachable(self._contacts.get(key, ())):
            said = self.tr("Copy {what}").format(what=words)
            action = menu.addAction(escape_ampersand(said))
            action.setData(words)
        if menu.isEmpty():
            menu.addAction(self.tr("No phone or e-mail in the record")).setEnabled(False)
        menu.triggered.connect(self._copy_action)
        return menu

    @Slot(object)
    def _copy_action(self, action: object) -> None:
        data = getattr(action, "data", str)()
        self._copied(str(data or ""))

    def _copied(self, words: str) -> None:
        if words:
            QGuiApplication.clipboard().setText(words)
            self.noted.emit(self.tr("Copied: {what}").format(what=words))

    def _rows(self, places: PlacesOfTrial, record: TrialRecord | None) -> Iterator[Row]:
        central = record.central_contacts if record else ()
        if central:
            yield Heading(self.tr("Contacts of the whole study"))
            for number, contact in enumerate(central):
                key = f"central {number}"
                self._contacts[key] = (contact,)
                name = contact.name or self.tr("Study contact")
                yield Choice(key, name, tuple(_contact_lines((contact,), name)))
        for number, group in enumerate(places.groups):
            where = ", ".join(part for part in (group.state, group.country) if part)
            yield Heading(where or self.tr("Country not stated"))
            for place_number, place in enumerate(group.places):
                yield self._place(f"place {number} {place_number}", place)

    def _place(self, key: str, place: PlaceOfTrial) -> Choice:
        self._contacts[key] = place.contacts
        status = place.site.status or ("RECRUITING" if place.open else "")
        colour = "text" if place.open else "muted"
        words = place.status
        if place.km is not None:
            words = self.tr("{status} · {distance}").format(
                status=place.status, distance=place.distance
            )
        first = (Bit(words, icon=status_icon(status), colour=colour),)
        return Choice(key, place.name, (first, *_contact_lines(place.contacts, "")))

    def _lay_out(self) -> None:
        top = QWidget()
        above = QVBoxLayout(top)
        above.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        above.setSpacing(SPACE_8)
        above.addWidget(self._open)
        above.addWidget(self._home)
        buttons = QWidget()
        flow = FlowLayout(SPACE_8)
        flow.addWidget(self._note)
        flow.addWidget(self._copy)
        buttons.setLayout(flow)
        above.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(make_line())
        column.addWidget(self.list, 1)


def _contact_lines(contacts: tuple[Contact, ...], title: str) -> Iterator[tuple[Bit, ...]]:
    for contact in contacts[:3]:
        name = "" if contact.name == title else contact.name
        words = " · ".join(part for part in (name, phone_of(contact), contact.email) if part)
        if words:
            yield (Bit(words, icon="phone" if contact.phone else "mail"),)


def phone_of(contact: Contact) -> str:
    """Return a telephone number with its extension."""
    parts = (contact.phone, contact.phone_extension)
    return " ext. ".join(part for part in parts if part)


def _reachable(contacts: tuple[Contact, ...]) -> Iterator[str]:
    for contact in contacts:
        yield from filter(None, (phone_of(contact), contact.email))
