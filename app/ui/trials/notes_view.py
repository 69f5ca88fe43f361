"""The family's own work on a trial: where they stand, who was called, what they think of it."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.case.entities import SavedTrial
from app.case.partial_date import PartialDate
from app.ui.buttons import Button
from app.ui.cards import empty_layout
from app.ui.choice_field import ChoiceField
from app.ui.drafts import DraftFields, Drafts
from app.ui.flow_layout import FlowLayout
from app.ui.forms.date_field import DateField
from app.ui.labels import make_label
from app.ui.theme import Theme
from app.ui.tokens import SPACE_4, SPACE_8, SPACE_12
from app.ui.trials.facts_column import FactsColumn, LinkButton
from app.usecases.trial_stage import STAGES, TrialWork, stage_of

_PAUSE_MS = 1500


class NotesView(QWidget):
    """The fifth tab. What is typed is told when its field is left, or after a pause.

    Signals:
        stage_chosen(str, str): where the family stands, and why.
        reason_written(str, str): the same stage, and another reason for it.
        notes_written(str): other notes.
        contact_noted(object, str, str): a day (or None), with whom, and what was said.
        contact_removed(str): a noted contact is to go: its id.
        contact_edited(str): a noted contact is to be changed.
        more_wanted(): the form with everything else of the trial.
    """

    stage_chosen = Signal(str, str)
    reason_written = Signal(str, str)
    notes_written = Signal(str)
    contact_noted = Signal(object, str, str)
    contact_removed = Signal(str)
    contact_edited = Signal(str)
    more_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: SavedTrial | None = None
        self._keeping = False
        self._filling = False
        self._unsaved: set[str] = set()
        self._drafts = Drafts()
        self.stage = ChoiceField(theme, self.tr("Where we are"))
        self.because = QLineEdit()
        self.notes = QPlainTextEdit()
        self.day = DateField(theme)
        self.whom = QLineEdit()
        self.said = QLineEdit()
        self._problem = make_label("", "problem", wrap=True)
        self._problem.hide()
        self._why = make_label("", "small-text", wrap=True)
        self._why.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._fill_stages()
        self._lay_out()
        self._name_fields()
        self._connect()
        self._begun: DraftFields | None = None

    def keep_drafts(self, drafts: Drafts) -> None:
        """Keep what was begun or could not be saved with its own trial, in these drafts."""
        self._drafts = drafts
        lines = {"day": self.day.line, "whom": self.whom, "said": self.said}
        self._begun = DraftFields(self, drafts, lines)

    def show_work(self, work: TrialWork, today: PartialDate) -> None:
        """Show what is noted; what is being typed in the same trial stays."""
        other = self._shown is None or self._shown.id != work.saved.id
        if other:
            self._unsaved.clear()
        elif self._shown and self._shown.interest_status != work.saved.interest_status:
            # A reason belongs to its own stage.
            self._unsaved.discard("because")
        self._shown = work.saved
        self._show_notes(work.saved.notes or "")
        self._show_stage(work.saved)
        if other:
            self._bring_back_unsaved(work.saved.id)
        if other and self._begun is not None:
            self._begun.show_subject(work.saved.id, {"day": today.words()})
        self._show_contacts(work)

    def set_writable(self, writable: bool, why: str = "") -> None:
        """Let nothing be typed into a case that is opened for reading only, and say `why`."""
        self._why.setText(why)
        self._why.setVisible(not writable)
        for line in (self.because, self.whom, self.said, self.day.line):
            line.setReadOnly(not writable)
        self.notes.setReadOnly(not writable)
        for field in (self.stage, self.day, self._note_contact):
            field.setEnabled(writable)

    def keep_typed(self) -> bool:
        """Tell what was typed and not told yet; called before anything else takes its place.

        Returns:
            False where something of it could not be saved.
        """
        self._timer.stop()
        if self._shown is None or self._keeping:
            return True
        shown, unsaved = self._shown, set(self._unsaved)
        text, reason = self.notes.toPlainText().strip(), self.because.text().strip()
        code = shown.interest_status or ""
        self._unsaved.clear()
        # What is written changes the case, and the page that shows it asks again to keep.
        self._keeping = True
        if "notes" in unsaved and text != (shown.notes or ""):
            self.notes_written.emit(text)
        if "because" in unsaved and code and reason != (shown.interest_reason or ""):
            self.reason_written.emit(code, reason)
        self._keeping = False
        for name in {"notes", "because"} - self._unsaved:
            self._drafts.keep(shown.id, name, "")
        return not self._unsaved

    @Slot()
    def keep_after_pause(self) -> None:
        """Tell what was typed, after a pause."""
        self.keep_typed()

    def notes_not_saved(self) -> None:
        """Remember that the notes could not be saved, so that it is tried again."""
        self._unsaved.add("notes")

    def reason_not_saved(self) -> None:
        """Remember that the reason could not be saved, so that it is tried again."""
        self._unsaved.add("because")

    def stage_not_saved(self) -> None:
        """Show the stage that is kept; a reason that was typed stays, to be tried again."""
        if self._shown is None:
            return
        kept = self._shown.interest_reason or ""
        if self.because.isEnabled() and self.because.text().strip() != kept:
            self._unsaved.add("because")
        self._show_stage(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what was typed when the keyboard leaves a field."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep_typed()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: object) -> None:
        """Keep what was typed before it goes out of sight."""
        self.keep_typed()
        super().hideEvent(event)  # type: ignore[arg-type]  # a QHideEvent

    @Slot()
    def add_contact(self) -> None:
        """Note a call or message."""
        try:
            day = self.day.value()
        except ValueError as error:
            self._tell(str(error), self.day.line)
            return
        if not self.said.text().strip():
            self._tell(self.tr("Please write in a few words what was said."), self.said)
            return
        self._problem.hide()
        self.contact_noted.emit(day, self.whom.text(), self.said.text())

    def clear_contact(self) -> None:
        """Make room for the next contact, once this one is kept."""
        self.said.clear()
        self.whom.clear()

    @Slot(int)
    def _take_stage(self, _place: int) -> None:
        code = self.stage.currentData()
        if self._shown is None:
            return
        if not code:
            # What was noted once cannot become "not noted yet".
            self._show_stage(self._shown)
            return
        # A reason belongs to its own stage.
        same = code == self._shown.interest_status
        if same:
            self._unsaved.discard("because")
        self.stage_chosen.emit(code, self.because.text().strip() if same else "")

    def _tell(self, words: str, field: QWidget) -> None:
        self._problem.setText(words)
        self._problem.show()
        field.setFocus()

    def _show_notes(self, text: str) -> None:
        """Show the notes that are kept, unless others were typed and are not saved yet."""
        if "notes" in self._unsaved or self.notes.toPlainText().strip() == text.strip():
            return
        self._filling = True
        self.notes.setPlainText(text)
        self._filling = False
        self._timer.stop()

    def _bring_back_unsaved(self, trial: str) -> None:
        """Put back what was typed for this trial and could not be saved."""
        if self.notes.isReadOnly():
            return
        notes, because = (self._drafts.text(trial, name) for name in ("notes", "because"))
        if notes:
            self.notes.setPlainText(notes)
        if because and self.because.isEnabled():
            self.because.setText(because)

    @Slot()
    def _note_typing(self) -> None:
        if not self._filling:
            self._unsaved.add("notes")
            self._timer.start()

    @Slot()
    def _note_reason(self) -> None:
        if not self._filling:
            self._unsaved.add("because")
            self._timer.start()

    def _show_stage(self, saved: SavedTrial) -> None:
        stage = stage_of(saved.interest_status)
        place = self.stage.findData(saved.interest_status or "")
        if place < 0 and stage is not None:
            self.stage.addItem(stage.label, stage.code)
            place = self.stage.count() - 1
        self.stage.setCurrentIndex(max(place, 0))
        over = stage is not None and stage.because
        self.because.setVisible(over)
        self._because_label.setVisible(over)
        self.because.setEnabled(over)
        kept = saved.interest_reason or ""
        if "because" not in self._unsaved and self.because.text().strip() != kept.strip():
            self._filling = True
            self.because.setText(kept)
            self._filling = False

    def _show_contacts(self, work: TrialWork) -> None:
        empty_layout(self._contacts)
        if not work.contacts:
            self._contacts.addWidget(make_label(self.tr("None noted yet."), "muted", wrap=True))
        for contact in work.contacts:
            day = contact.date.words() if contact.date else self.tr("day not known")
            head = " · ".join(part for part in (day, contact.with_whom) if part)
            row = QWidget()
            flow = FlowLayout(SPACE_8)
            flow.addWidget(make_label(head, "small-strong"))
            for words, act in (
                (self.tr("Change"), self.contact_edited),
                (self.tr("Remove"), self.contact_removed),
            ):
                link = LinkButton(self._theme, words, contact.id)
                link.setAccessibleName(f"{words}: {head}")
                link.followed.connect(act)
                flow.addWidget(link)
            row.setLayout(flow)
            self._contacts.addWidget(make_label(contact.note or "", "", wrap=True))
            self._contacts.addWidget(row)

    def _fill_stages(self) -> None:
        self.stage.addItem(self.tr("Not noted yet"), "")
        for stage in STAGES:
            self.stage.addItem(stage.label, stage.code)

    def _name_fields(self) -> None:
        self.because.setAccessibleName(self.tr("Because"))
        self.because.setPlaceholderText(self.tr("because it is too far away"))
        self.notes.setAccessibleName(self.tr("Our notes"))
        self.notes.setTabChangesFocus(True)
        self.notes.setFixedHeight(self._theme.px(120))
        self.day.line.setAccessibleName(self.tr("Day of the call or message"))
        self.whom.setAccessibleName(self.tr("With whom"))
        self.said.setAccessibleName(self.tr("What was said"))

    def _connect(self) -> None:
        self.stage.activated.connect(self._take_stage)
        self.notes.textChanged.connect(self._note_typing)
        self.because.textChanged.connect(self._note_reason)
        self._timer.timeout.connect(self.keep_after_pause)
        for field in (self.notes, self.because):
            field.installEventFilter(self)
        self.said.returnPressed.connect(self.add_contact)

    def _lay_out(self) -> None:
        column = FactsColumn(self._theme)
        body = column.body
        body.setSpacing(SPACE_8)
        body.addWidget(self._why)
        self._label(body, self.tr("Where we are"), self.stage)
        self._because_label = self._label(body, self.tr("Because"), self.because)
        self._label(body, self.tr("Our notes"), self.notes)
        body.addWidget(make_label(self.tr("Saved by itself when you leave the field."), "small"))
        body.addSpacing(SPACE_12)
        body.addWidget(make_label(self.tr("Calls and messages"), "card-title"))
        self._contacts = QVBoxLayout()
        self._contacts.setSpacing(SPACE_4)
        body.addLayout(self._contacts)
        self._label(body, self.tr("Day"), self.day)
        self._label(body, self.tr("With whom"), self.whom)
        self._label(body, self.tr("What was said"), self.said)
        body.addWidget(self._problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_8)
        self._note_contact = Button(self._theme, self.tr("Note this contact"), icon="plus")
        self._note_contact.clicked.connect(self.add_contact)
        more = Button(self._theme, self.tr("All fields…"), icon="pencil")
        more.clicked.connect(self.ask_for_more)
        buttons.addWidget(self._note_contact)
        buttons.addWidget(more)
        buttons.addStretch(1)
        body.addLayout(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(column)

    @Slot()
    def ask_for_more(self) -> None:
        """Ask for the form with everything the family notes of a trial."""
        self.keep_typed()
        self.more_wanted.emit()

    def _label(self, body: QVBoxLayout, words: str, field: QWidget) -> QWidget:
        label = make_label(words, "field-label")
        label.setBuddy(field)
        body.addWidget(label)
        body.addWidget(field)
        return label
