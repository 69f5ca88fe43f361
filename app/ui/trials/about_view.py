"""What a trial is: plain facts with their source, its groups, its therapies, its neighbours."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import Theme
from app.ui.trials.facts_column import FactsColumn
from app.usecases.compared_cells import NO_RECORD
from app.usecases.related_trials import ProductHistory
from app.usecases.therapy_cards import TherapyCard
from app.usecases.trial_page_compare import AboutTrial


class AboutView(QWidget):
    """The second tab.

    Signals:
        trial_wanted(str): another saved trial, by its id.
    """

    trial_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._column = FactsColumn(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)

    def say_coming(self) -> None:
        """Say that it is being read."""
        self._column.clear()
        self._column.words(self.tr("Being read from the record…"), "muted")

    def show_about(self, about: AboutTrial) -> None:
        """Show what a trial is."""
        column = self._column
        column.clear()
        if about.record_date is None and not about.summary:
            column.words(self._no_record(), "muted")
        column.words(about.official_title, "strong")
        column.words(about.summary)
        for label, cell in about.rows:
            if cell.lines != (NO_RECORD,):
                column.fact(label, cell)
        self._show_arms(about)
        for card in about.cards:
            self._show_card(card)
        self._show_related(about)
        for history in about.histories:
            self._show_history(history)

    def _no_record(self) -> str:
        return self.tr(
            "No registry record of this trial is saved yet. Paste its page or choose its file "
            "with “Save a trial”, then this tab says what it is."
        )

    def _show_arms(self, about: AboutTrial) -> None:
        if about.arms:
            self._column.heading(self.tr("Groups of people in it"))
        for arm in about.arms:
            self._column.words(arm.label or self.tr("A group"), "row-title")
            self._column.words(arm.description or "")
        if about.given:
            self._column.heading(self.tr("What is given or done"))
        for given in about.given:
            self._column.words(given.name or "", "row-title")
            self._column.words(given.description or "")
            others = ", ".join(given.other_names)
            if others:
                self._column.words(self.tr("Also called {names}").format(names=others), "small")

    def _show_card(self, card: TherapyCard) -> None:
        column = self._column
        column.heading(self.tr("Therapy: {name}").format(name=card.name))
        column.words(card.kind, "small")
        column.words(self.tr("Benefit: {words}").format(words=card.benefit))
        column.words(self.tr("Risks: {words}").format(words=card.risks))
        column.words(card.numbers)
        column.words(card.numbers_note, "muted")
        day = card.as_of.words() if card.as_of else self.tr("day not known")
        status = self.tr("Status in the US as of {day}: {status}")
        column.words(status.format(day=day, status=card.status_us))
        column.words(card.caution, "muted")
        source = self.tr("Source: {source}, {day}").format(source=card.source, day=day)
        column.words(source, "small")

    def _show_related(self, about: AboutTrial) -> None:
        if about.related:
            self._column.heading(self.tr("The same therapy in other saved trials"))
        for other in about.related:
            self._column.link(other.name, other.trial_id).followed.connect(self.follow)
            self._column.words(other.words, "small")

    def _show_history(self, history: ProductHistory) -> None:
        said = self.tr("Saved studies of {product}, the older first")
        self._column.heading(said.format(product=history.product))
        for study in history.studies:
            self._column.link(study.name, study.trial_id).followed.connect(self.follow)
            facts = (study.started_words, study.phase, study.people, study.status)
            self._column.words(" · ".join(part for part in facts if part), "small")
            self._column.words(study.time_gone, "small")
            self._column.words(study.why_stopped, "small")
            self._column.words(study.results, "small")

    @Slot(str)
    def follow(self, trial_id: str) -> None:
        """Ask for another trial."""
        self.trial_wanted.emit(trial_id)
