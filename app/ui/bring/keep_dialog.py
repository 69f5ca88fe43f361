"""Files kept as documents: title, kind and date of each, then Keep."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.case.case import Case
from app.case.entities import Document
from app.ui.dialog_frame import DialogFrame
from app.ui.forms.entry_fields import EntryFields
from app.ui.labels import make_label, make_line
from app.ui.theme import Theme
from app.ui.tokens import SPACE_8, SPACE_12
from app.ui.words import translate
from app.usecases.document_keep import DocumentDraft

_FIELDS = ("title", "type", "date")


class KeepDialog(DialogFrame):
    """A short form for each file; one already in the case is left out unless it is wanted twice."""

    def __init__(
        self,
        theme: Theme,
        drafts: Sequence[DocumentDraft],
        case: Case,
        parent: QWidget | None,
        *,
        refused: Sequence[str] = (),
    ) -> None:
        heading = translate("KeepDialog", "Keep %n documents", "", len(drafts))
        super().__init__(
            theme,
            parent,
            window_title=translate("KeepDialog", "Bring in documents"),
            heading=heading,
            below=translate("KeepDialog", "A copy is kept inside the case."),
            accept=translate("KeepDialog", "Keep"),
        )
        self.forms = [DraftForm(theme, draft, case) for draft in drafts]
        self._refused = list(refused)
        self.set_content(self._lay_out(), width=620)
        self.forms[0].fields.fields[0].labelled.take_focus()

    def drafts(self) -> list[DocumentDraft]:
        """Return what is to be kept, as it was filled in."""
        return [form.filled() for form in self.forms if form.kept]

    def to_look_through(self) -> list[Path]:
        """Return the files whose text is to be looked through for results afterwards."""
        return [form.path for form in self.forms if form.look.isChecked()]

    @Slot()
    def finish(self) -> None:
        """Take everything, or put the keyboard at the first problem."""
        for form in self.forms:
            problem = form.fields.first_problem() if form.kept else None
            if problem is not None:
                problem.labelled.take_focus()
                self.reveal(problem)
                return
        self.accept()

    def _lay_out(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE_12)
        for sentence in self._refused:
            column.addWidget(make_label(sentence, "small-text", wrap=True))
        for number, form in enumerate(self.forms):
            if number:
                column.addWidget(make_line())
            column.addWidget(form)
        column.addStretch(1)
        return column


class DraftForm(QWidget):
    """The form of one file."""

    def __init__(self, theme: Theme, draft: DocumentDraft, case: Case) -> None:
        super().__init__()
        self._draft = draft
        self.fields = EntryFields(theme, [Document.spec.field(name) for name in _FIELDS], case)
        self.fields.show_entry(draft.document)
        self.look = QCheckBox(self.tr("Then look at %n lab results in its text", "", draft.results))
        self.look.setVisible(draft.results > 0)
        self.look.setChecked(draft.results > 0 and not draft.already)
        self._body = QWidget()
        self._body.setLayout(self.fields)
        self.fields.setContentsMargins(0, 0, 0, 0)
        self.again = QCheckBox(self.tr("Keep it a second time"))
        self.again.setVisible(bool(draft.already))
        self.again.toggled.connect(self._body.setVisible)
        self._body.setVisible(not draft.already)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_8)
        column.addWidget(make_label(draft.path.name, "small-strong", wrap=True))
        if draft.already:
            said = self.tr("This file is in the case already: {title}.")
            column.addWidget(make_label(said.format(title=draft.already), wrap=True))
        column.addWidget(self.again)
        column.addWidget(self._body)
        column.addWidget(self.look)

    @property
    def path(self) -> Path:
        """The file."""
        return self._draft.path

    @property
    def kept(self) -> bool:
        """Whether the file is to be kept."""
        return not self._draft.already or self.again.isChecked()

    def filled(self) -> DocumentDraft:
        """Return the draft with what was filled in."""
        before = self._draft.document
        absences = self.fields.absences(before.absences)
        document = replace(before, **self.fields.values(), absences=absences)
        return replace(self._draft, document=document)
