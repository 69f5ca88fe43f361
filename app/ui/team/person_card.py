"""One person of the care team: how to reach them, and where they are named."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.case.entities import CarePerson
from app.ui.buttons import Button, IconButton
from app.ui.cards import Card, empty_layout
from app.ui.entry_menu import EntryMenu, earlier_values
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16
from app.ui.words import short_day, translate
from app.usecases.team_links import Belonging

_MOST = 8


class PersonCard(Card):
    """The chosen person.

    Signals:
        edit_wanted(), duplicate_wanted(), delete_wanted(), back_wanted(): the
            buttons and the menu; the last one shows what the entry said before.
        opened(str, str): a trial, step or visit: its table and id.
    """

    edit_wanted = Signal()
    duplicate_wanted = Signal()
    delete_wanted = Signal()
    back_wanted = Signal()
    opened = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.heading = make_label("", "section", wrap=True)
        self._role = make_label("", "muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_16)
        self._grid.setVerticalSpacing(SPACE_8)
        self._grid.setColumnStretch(1, 1)
        self._links = QVBoxLayout()
        self._links.setSpacing(SPACE_4)
        self.edit = Button(theme, self.tr("Edit"), icon="pencil")
        self.edit.clicked.connect(self.edit_wanted)
        self._more = IconButton(theme, "ellipsis", self.tr("More for this person"))
        self._more.clicked.connect(self._open_menu)
        self._targets: dict[Button, Belonging] = {}
        self._lay_out()

    def show_person(self, person: CarePerson, where: Sequence[Belonging]) -> None:
        """Show another person."""
        called = person.name or person.place or self.tr("Name not noted")
        self.heading.setText(called)
        self.setAccessibleName(self.heading.text())
        role = ", ".join(part for part in (person.role, person.place) if part and part != called)
        self._role.setText(role)
        self._role.setVisible(bool(role))
        empty_layout(self._grid)
        for number, (label, words) in enumerate(_lines(person)):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(make_label(label, "small-strong"), number, 0, top)
            value = make_label(words, wrap=True)
            # Phones and addresses are there to be copied.
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(value, number, 1)
        self._show_links(where)

    def _show_links(self, where: Sequence[Belonging]) -> None:
        empty_layout(self._links)
        self._targets = {}
        for each in where[:_MOST]:
            link = Button(self._theme, _link_words(each), kind="link")
            link.clicked.connect(self._follow)
            self._targets[link] = each
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if len(where) > _MOST:
            more = self.tr("and %n more", "", len(where) - _MOST)
            self._links.addWidget(make_label(more, "small"))
        if not where:
            words = self.tr("Not named in a trial, step or visit yet.")
            self._links.addWidget(make_label(words, "muted", wrap=True))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(SPACE_4)
        words.addWidget(self.heading)
        words.addWidget(self._role)
        top = QHBoxLayout()
        top.setSpacing(SPACE_8)
        top.addLayout(words, 1)
        top.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout()
        inside.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_16)
        inside.setSpacing(SPACE_16)
        inside.addLayout(top)
        inside.addLayout(self._grid)
        inside.addWidget(make_label(self.tr("Belongs to"), "small-strong"))
        inside.addLayout(self._links)
        self.body.addLayout(inside)

    def menu(self) -> EntryMenu:
        """Return what can be done with the person."""
        menu = EntryMenu(
            self, self._theme, edit_key="Enter", delete_key="Del", more=(earlier_values(),)
        )
        menu.chosen.connect(self._act)
        return menu

    @Slot()
    def _open_menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(str)
    def _act(self, act: str) -> None:
        acts = {
            "edit": self.edit_wanted,
            "duplicate": self.duplicate_wanted,
            "delete": self.delete_wanted,
            "earlier": self.back_wanted,
        }
        acts[act].emit()

    @Slot()
    def _follow(self) -> None:
        found = self._targets.get(self.sender())  # type: ignore[call-overload]  # a link of ours
        if found is not None:
            self.opened.emit(found.table, found.row_id)


def _lines(person: CarePerson) -> Iterator[tuple[str, str]]:
    """Yield what is known of a person, the number for the night first."""
    for name in (
        *("night_phone", "phone", "email", "preferred_contact", "place", "may_speak_to"),
        "note",
    ):
        value = getattr(person, name)
        if value:
            yield person.spec.field(name).label, value


def _link_words(found: Belonging) -> str:
    if found.kind == "trial":
        return translate("Team", "Trial: {name}").format(name=found.words)
    if found.kind == "step":
        said = translate("Team", "Access, step {number}: {what}")
        return said.format(number=found.number, what=found.words)
    day = short_day(found.on) if found.on else translate("Team", "day not noted")
    said = translate("Team", "Visit {date}: {what}")
    return said.format(date=day, what=found.words or translate("Team", "appointment"))
