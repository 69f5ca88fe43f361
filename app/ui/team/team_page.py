"""The page Care team: people, and what else belongs to being looked after."""

from PySide6.QtCore import Slot

from app.case.entities import CarePerson
from app.ui.lists.page_with_lists import PageWithLists
from app.ui.page import Surroundings
from app.ui.team.people import People
from app.ui.words import translate

_PAGES = {"saved_trial": "trials", "access_request": "access", "appointment": "appointments"}


class TeamPage(PageWithLists):
    """People, role, phones; which trial or step they belong to."""

    key = "team"
    own_table = "care_person"

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.people = People(around)
        nothing = translate("Team", "Nothing noted yet. You can skip this.")
        self.set_parts(
            self.people,
            self.tr("People"),
            [
                (
                    "call_plan",
                    self.tr("At night"),
                    self.tr("Who do you call at night? Start with that number."),
                ),
                (
                    "alert",
                    self.tr("Alerts"),
                    self.tr("What must every new doctor be told first?"),
                ),
                ("insurance", self.tr("Insurance"), nothing),
                ("donor_search", self.tr("Donor search"), nothing),
                (
                    "share_record",
                    self.tr("Copies given away"),
                    self.tr("Who got a copy, and when? Note it here."),
                ),
            ],
            self.tr("Add person"),
        )
        self.people.add_wanted.connect(self.add_wanted)
        self.people.edit_wanted.connect(self.edit_wanted)
        self.people.duplicate_wanted.connect(self.duplicate_wanted)
        self.people.delete_wanted.connect(self.delete_wanted)
        self.people.back_wanted.connect(self.look_back)
        self.people.opened.connect(self._follow)

    def title(self) -> str:
        """Return the name of the page."""
        return self.tr("Care team")

    def summary(self) -> str:
        """Return how many entries of the shown kind there are."""
        if self.shown != self.own_table:
            return self.tr("%n entries", "", self.lists[self.shown].count)
        count = len(self.around.case.case.all(CarePerson))
        return self.tr("%n people", "", count) if count > 1 else ""

    def show_own(self) -> None:
        """Show the people."""
        self.people.show_case()

    def open_own(self, row_id: str) -> None:
        """Show one person."""
        self.people.open_person(row_id)

    @Slot(str, str)
    def _follow(self, table: str, row_id: str) -> None:
        page = _PAGES.get(table, "")
        if self.around.has_page(page):
            self.wanted.emit(page, (table, row_id))
