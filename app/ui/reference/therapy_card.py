"""One therapy, or one word explained, as a card: every fact with its date and its source."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.buttons import Button
from app.ui.cards import Card
from app.ui.labels import IconLabel, make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12, SPACE_16, SPACE_20
from app.ui.words import translate
from app.usecases.glossary_lookup import Explained
from app.usecases.therapy_cards import NamedIn, TherapyCard

_DESIGNATION = "designation"


class TherapyDetail(Card):
    """A therapy.

    Signals:
        trial_wanted(str): a saved trial that names it, by its id.
    """

    trial_wanted = Signal(str)

    def __init__(self, theme: Theme, card: TherapyCard) -> None:
        super().__init__()
        self.setAccessibleName(card.name)
        column = _column(card.name)
        if card.other_names:
            also = translate("Therapies", "Also called: {names}")
            names = ", ".join(card.other_names)
            column.addWidget(make_label(also.format(names=names), "muted", wrap=True))
        if card.caution:
            column.addWidget(_notice(theme, card.caution))
        for heading, text in _facts(card):
            _add_fact(column, heading, text)
            if _DESIGNATION in text:
                said = self.tr("A designation is not an approval.")
                column.addWidget(make_label(said, "small", wrap=True))
        self._add_trials(column, theme, card)
        column.addWidget(make_label(_source(card), "small", wrap=True))
        self.body.addLayout(column)

    def _add_trials(self, column: QVBoxLayout, theme: Theme, card: TherapyCard) -> None:
        if not card.saved_trials:
            return
        _add_heading(column, self.tr("Saved trials that name it"))
        for trial in card.saved_trials:
            link = _TrialLink(theme, trial)
            link.opened.connect(self.trial_wanted)
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)


class _TrialLink(Button):
    """A saved trial.

    Signals:
        opened(str): it was pressed; the id.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, trial: NamedIn) -> None:
        said = translate("Therapies", "{name} ({where})")
        super().__init__(theme, said.format(name=trial.name, where=trial.where), kind="link")
        self._id = trial.trial_id
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._id)


class WordDetail(Card):
    """A medical word in plain ones."""

    def __init__(self, word: Explained) -> None:
        super().__init__()
        self.setAccessibleName(word.term)
        column = _column(word.term)
        if word.also_called:
            also = translate("Therapies", "Also called: {names}")
            names = ", ".join(word.also_called)
            column.addWidget(make_label(also.format(names=names), "muted", wrap=True))
        column.addWidget(make_label(word.explanation, wrap=True))
        date = word.as_of.words() if word.as_of else translate("Therapies", "no date")
        said = translate("Therapies", "Source: {source}. As of {date}.")
        small = make_label(said.format(source=word.source, date=date), "small", wrap=True)
        small.setContentsMargins(0, SPACE_12, 0, 0)
        column.addWidget(small)
        self.body.addLayout(column)


def _column(title: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(SPACE_20, SPACE_16, SPACE_20, SPACE_20)
    column.setSpacing(SPACE_4)
    column.addWidget(make_label(title, "section", wrap=True))
    return column


def _facts(card: TherapyCard) -> list[tuple[str, str]]:
    dated = translate("Therapies", "{status} (as of {date})")
    date = card.as_of.words() if card.as_of else translate("Therapies", "no date")
    kind = ", ".join(part for part in (card.kind, card.target, card.cells_from) if part)
    statuses = [
        (translate("Therapies", "Status in the United States"), card.status_us),
        (translate("Therapies", "Status elsewhere"), card.status_elsewhere),
    ]
    numbers = " ".join(part for part in (card.numbers, card.numbers_note) if part)
    return [
        (translate("Therapies", "What it is"), kind),
        (translate("Therapies", "Whom it is tried or used for"), card.who),
        *[(words, dated.format(status=text, date=date)) for words, text in statuses if text],
        (translate("Therapies", "What may be good about it"), card.benefit),
        (translate("Therapies", "What may go wrong"), card.risks),
        (translate("Therapies", "Numbers from studies"), numbers),
        (translate("Therapies", "Kind of study"), card.evidence),
        (translate("Therapies", "Check before you rely on it"), card.to_check),
    ]


def _add_fact(column: QVBoxLayout, heading: str, text: str) -> None:
    _add_heading(column, heading)
    nothing = translate("Therapies", "Nothing in this list.")
    column.addWidget(make_label(text or nothing, "" if text else "muted", wrap=True))


def _add_heading(column: QVBoxLayout, heading: str) -> None:
    above = make_label(heading, "strong", wrap=True)
    above.setContentsMargins(0, SPACE_12, 0, 0)
    column.addWidget(above)


def _source(card: TherapyCard) -> str:
    date = card.as_of.words() if card.as_of else translate("Therapies", "no date")
    said = translate("Therapies", "Source: {source}. As of {date}. Later changes are not in here.")
    return said.format(source=card.source, date=date)


def _notice(theme: Theme, words: str) -> QFrame:
    notice = QFrame()
    notice.setProperty("kind", "notice")
    line = QHBoxLayout(notice)
    line.setContentsMargins(SPACE_12, SPACE_8, SPACE_12, SPACE_8)
    line.setSpacing(SPACE_8)
    line.addWidget(IconLabel(theme, "info", "note"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(make_label(words, wrap=True), 1)
    return notice
